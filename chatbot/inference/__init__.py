"""The engine: one GGUF model in a child process, serving many answers at once. `docs/engine.md` tells it in one page.

The rest of Guichet uses `interface.InferenceEngine`, made as `supervisor.Engine` or `remote.RemoteEngine`, and `messages`,
`errors`, `register`, `install`, `hosts` and `embeddings`; the other modules serve those or run inside the child process.
Nothing here imports Django or anything else of ours.
"""
