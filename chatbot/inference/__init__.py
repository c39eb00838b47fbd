"""The engine: one GGUF model in a child process, serving many answers at once. `docs/engine.md` tells it in one page.

The rest of Guichet uses `supervisor.Engine`, `messages`, `errors`, `register`, `install` and `embeddings`; the other modules
run inside the child process. Nothing here imports Django or anything else of ours.
"""
