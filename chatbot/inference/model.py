"""One GGUF model and its context, over llama.cpp's C interface: tokens in, logits out. The only module that knows llama_cpp."""

import ctypes
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
from numpy.typing import NDArray

from chatbot.inference.errors import ModelUnreadable, NoRoom
from chatbot.inference.sequences import Entry
from chatbot.inference.template import Segment

ERROR_LEVEL = 4


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _log(level: int, text: bytes, _data: object) -> None:
    if level == ERROR_LEVEL:
        sys.stderr.write(text.decode("utf-8", "replace"))


def _load_file(path: str) -> Any:
    try:
        Path(path).open("rb").close()
    except OSError as error:
        raise ModelUnreadable(f"The model file {path} cannot be read: {error.strerror}.") from error
    model = llama_cpp.llama_model_load_from_file(path.encode(), llama_cpp.llama_model_default_params())
    if not model:
        raise ModelUnreadable(f"{path} is not a model that this runtime can load.")
    return model


def _make_context(model: Any, context_tokens: int, sequences: int, threads: int, batch: int) -> Any:
    settings = llama_cpp.llama_context_default_params()
    settings.n_ctx, settings.n_batch, settings.n_ubatch = context_tokens, batch, batch
    settings.n_seq_max, settings.kv_unified = sequences, True
    settings.n_threads = settings.n_threads_batch = threads
    settings.no_perf = True
    return llama_cpp.llama_init_from_model(model, settings)


class Model:
    """A loaded model; `sequences` numbered sequences share one context of `context_tokens` cells."""

    def __init__(self, path: str, *, context_tokens: int, sequences: int, threads: int, batch: int = 512) -> None:
        llama_cpp.llama_log_set(_log, ctypes.c_void_p(0))  # module-level: llama.cpp keeps the pointer
        llama_cpp.llama_backend_init()
        self._model = _load_file(path)
        self._context = _make_context(self._model, context_tokens, sequences, threads, batch)
        if not self._context:
            raise ModelUnreadable(f"{path} was read, but there is not enough memory for {context_tokens} tokens of context.")
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self._batch = llama_cpp.llama_batch_init(batch, 0, 1)
        self.vocabulary_size = llama_cpp.llama_vocab_n_tokens(self._vocabulary)
        self.end = llama_cpp.llama_vocab_eot(self._vocabulary)
        if self.end < 0:
            self.end = llama_cpp.llama_vocab_eos(self._vocabulary)
        self.context_tokens, self.batch = context_tokens, batch

    def tokenize(self, segments: Sequence[Segment]) -> list[int]:
        """Return the tokens; the texts of others never become control tokens."""
        return [token for segment in segments for token in self._tokens_of(segment)]

    def _tokens_of(self, segment: Segment) -> list[int]:
        raw = segment.text.encode("utf-8", "replace")
        if not raw:
            return []
        room = (llama_cpp.llama_token * (len(raw) + 2))()
        count = llama_cpp.llama_tokenize(self._vocabulary, raw, len(raw), room, len(room), False, segment.control)
        if count < 0:
            raise RuntimeError(f"llama_tokenize wants room for {-count} tokens")
        return list(room[:count])

    def piece(self, token: int) -> bytes:
        """Return the bytes of one token; control tokens have none."""
        room = ctypes.create_string_buffer(256)
        count = llama_cpp.llama_token_to_piece(self._vocabulary, token, room, len(room), 0, False)
        return room.raw[: max(count, 0)]

    def is_end(self, token: int) -> bool:
        """Return whether the token ends an answer."""
        return bool(llama_cpp.llama_vocab_is_eog(self._vocabulary, token))

    def compute(self, entries: Sequence[Entry]) -> dict[int, NDArray[np.float32]]:
        """Compute at most `batch` tokens at once; return the logits of the wanted ones by index. Raises NoRoom."""
        batch = self._batch
        batch.n_tokens = len(entries)
        for index, entry in enumerate(entries):
            batch.token[index] = entry.token
            batch.pos[index] = entry.position
            batch.n_seq_id[index] = 1
            batch.seq_id[index][0] = entry.sequence
            batch.logits[index] = entry.wants_logits
        code = llama_cpp.llama_decode(self._context, batch)
        if code == 1:
            raise NoRoom
        if code != 0:
            raise RuntimeError(f"llama_decode returned {code}")
        return {index: self._logits(index) for index, entry in enumerate(entries) if entry.wants_logits}

    def _logits(self, index: int) -> NDArray[np.float32]:
        pointer = llama_cpp.llama_get_logits_ith(self._context, index)
        return np.ctypeslib.as_array(pointer, shape=(self.vocabulary_size,))

    def share(self, source: int, target: int, tokens: int) -> None:
        """Let `target` begin with the first `tokens` tokens of `source`, without computing or copying them."""
        llama_cpp.llama_memory_seq_cp(self._memory, source, target, 0, tokens)

    def forget(self, sequence: int, start: int = 0) -> None:
        """Free a sequence from position `start` on."""
        llama_cpp.llama_memory_seq_rm(self._memory, sequence, start, -1)
