"""One GGUF model and its context, over llama.cpp's C interface: tokens in, logits out. The only module that knows llama_cpp."""

import ctypes
import itertools
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
from numpy.typing import NDArray

from chatbot.inference.chat_template import OwnTemplate
from chatbot.inference.errors import ModelUnreadable
from chatbot.inference.sequences import Part
from chatbot.inference.template import Segment

ERROR_LEVEL = 4
EXACT_CHUNK = 63  # from 64 tokens of a sequence on, llama.cpp computes attention in tiles, and rounds differently
LONE_TOKENS = 256  # so many tokens one can be computed alone; then llama.cpp shares its attention out between the threads


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _log(level: int, text: bytes, _data: object) -> None:
    if level == ERROR_LEVEL:
        sys.stderr.write(text.decode("utf-8", "replace"))


def read_own_template(path: str) -> OwnTemplate:
    """Return what the file says about its prompts, without loading its weights; raises ModelUnreadable."""
    llama_cpp.llama_log_set(_log, ctypes.c_void_p(0))
    model = _load_file(path, vocab_only=True)
    try:
        return _own_template(model)
    finally:
        llama_cpp.llama_model_free(model)


def _own_template(model: Any) -> OwnTemplate:
    vocabulary = llama_cpp.llama_model_get_vocab(model)
    text = llama_cpp.llama_model_chat_template(model, None) or b""
    begin, end = llama_cpp.llama_vocab_bos(vocabulary), llama_cpp.llama_vocab_eos(vocabulary)
    try:
        return OwnTemplate(
            text=text.decode(),
            begin=_text_of(vocabulary, begin),
            end=_text_of(vocabulary, end),
            is_begun=bool(llama_cpp.llama_vocab_get_add_bos(vocabulary)) and begin >= 0,
        )
    except UnicodeDecodeError as error:
        raise ModelUnreadable("The model file's chat template cannot be used: it is not UTF-8.") from error


def _text_of(vocabulary: Any, token: int) -> str:
    return (llama_cpp.llama_vocab_get_text(vocabulary, token) or b"").decode() if token >= 0 else ""


def _load_file(path: str, *, vocab_only: bool = False) -> Any:
    try:
        Path(path).open("rb").close()
    except OSError as error:
        raise ModelUnreadable(f"The model file {path} cannot be read: {error.strerror}.") from error
    settings = llama_cpp.llama_model_default_params()
    settings.vocab_only = vocab_only
    model = llama_cpp.llama_model_load_from_file(path.encode(), settings)
    if not model:
        raise ModelUnreadable(f"{path} is not a model that this runtime can load.")
    return model


def _make_context(model: Any, context_tokens: int, slots: int, threads: int, batch: int) -> Any:
    """Return a context where each slot has cells of its own: an answer's attention then reads no other's, which is quicker
    than a context that all share, even with the copies of shared beginnings that this costs."""
    settings = llama_cpp.llama_context_default_params()
    settings.n_ctx, settings.n_batch, settings.n_ubatch = context_tokens * slots, batch, batch
    settings.n_seq_max, settings.kv_unified = slots, False
    settings.n_threads = settings.n_threads_batch = threads
    settings.no_perf = True
    return llama_cpp.llama_init_from_model(model, settings)


class Model:
    """A loaded model with `slots` numbered sequences of at most `context_tokens` tokens each.

    Where it `is_exact`, an answer does not depend on who else is there, as long as no more than `chunk` tokens of a sequence are
    read at once, by themselves, and no token is computed alone where it `rounds_otherwise_alone`.
    """

    def __init__(self, path: str, *, context_tokens: int, slots: int, threads: int, batch: int = 512) -> None:
        llama_cpp.llama_log_set(_log, ctypes.c_void_p(0))  # module-level: llama.cpp keeps the pointer
        llama_cpp.llama_backend_init()
        self._model = _load_file(path)
        self._context = _make_context(self._model, context_tokens, slots, threads, batch)
        if not self._context:
            raise ModelUnreadable(f"{path} was read, but there is no memory for {slots} answers of {context_tokens} tokens.")
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self._batch = Batch(batch)
        self.vocabulary_size = llama_cpp.llama_vocab_n_tokens(self._vocabulary)
        self.end = llama_cpp.llama_vocab_eot(self._vocabulary)
        if self.end < 0:
            self.end = llama_cpp.llama_vocab_eos(self._vocabulary)
        self.context_tokens, self.slots, self.batch = context_tokens, slots, batch
        self.is_exact = self._rounds_alike()
        self.chunk = EXACT_CHUNK if self.is_exact else batch

    def _rounds_alike(self) -> bool:
        """Return whether tokens computed together give what they give one by one, to the bit; some quantisations forbid it."""
        tokens = range(4)
        together = self.compute([Part(0, 0, tokens, 1)])[0][0].copy()
        self.forget(0)
        (one_by_one,) = [self.compute([Part(0, position, [token], 1)])[0] for position, token in enumerate(tokens)][-1]
        self.forget(0)
        return bool(np.array_equal(together, one_by_one))

    def rounds_otherwise_alone(self, position: int) -> bool:
        """Return whether the token at this position, computed alone, would give other logits than in company."""
        return self.is_exact and position >= LONE_TOKENS

    @property
    def own_template(self) -> OwnTemplate:
        """What the file says about its prompts; raises ModelUnreadable."""
        return _own_template(self._model)

    @property
    def runtime(self) -> str:
        """What a kept state depends on besides the model: it fits no other version or way of keeping attention."""
        return f"llama-cpp-python {llama_cpp.__version__} f16"

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

    def compute(self, parts: Sequence[Part]) -> list[list[NDArray[np.float32]]]:
        """Compute at most `batch` tokens at once; return for each part the logits that it wants, valid until the next call."""
        code = llama_cpp.llama_decode(self._context, self._batch.fill(parts))
        if code != 0:
            raise RuntimeError(f"llama_decode returned {code}")
        ends = itertools.accumulate(len(part.tokens) for part in parts)
        return [[self._logits(end - back) for back in range(part.wanted, 0, -1)] for part, end in zip(parts, ends, strict=True)]

    def _logits(self, index: int) -> NDArray[np.float32]:
        pointer = llama_cpp.llama_get_logits_ith(self._context, index)
        return np.ctypeslib.as_array(pointer, shape=(self.vocabulary_size,))

    def state(self, slot: int) -> NDArray[np.uint8]:
        """Return what has been computed for a slot, to be given to `restore`."""
        state = np.empty(llama_cpp.llama_state_seq_get_size(self._context, slot), dtype=np.uint8)
        written = llama_cpp.llama_state_seq_get_data(self._context, _bytes_of(state), state.size, slot)
        return state[:written]

    def restore(self, slot: int, state: NDArray[np.uint8]) -> bool:
        """Let an empty slot begin with this state; False when it does not fit, and the slot stays empty."""
        if llama_cpp.llama_state_seq_set_data(self._context, _bytes_of(state), state.size, slot):
            return True
        self.forget(slot)
        return False

    def forget(self, slot: int, start: int = 0) -> None:
        """Free a slot from position `start` on."""
        llama_cpp.llama_memory_seq_rm(self._memory, slot, start, -1)


class Batch:
    """llama.cpp's batch, filled through arrays over its memory: a Python loop over its fields would cost as much as a token."""

    def __init__(self, size: int) -> None:
        self._batch = llama_cpp.llama_batch_init(size, 0, 1)
        self._tokens = np.ctypeslib.as_array(self._batch.token, (size,))
        self._positions = np.ctypeslib.as_array(self._batch.pos, (size,))
        self._wanted = np.ctypeslib.as_array(ctypes.cast(self._batch.logits, ctypes.POINTER(ctypes.c_int8)), (size,))
        np.ctypeslib.as_array(self._batch.n_seq_id, (size,))[:] = 1
        self._slots = self._batch.seq_id

    def fill(self, parts: Sequence[Part]) -> Any:
        """Return the batch with these parts, one after the other."""
        begin = 0
        for part in parts:
            end = begin + len(part.tokens)
            self._tokens[begin:end] = part.tokens
            self._positions[begin:end] = range(part.position, part.position + len(part.tokens))
            self._wanted[begin:end] = 0
            self._wanted[end - part.wanted : end] = 1
            for index in range(begin, end):
                self._slots[index][0] = part.slot
            begin = end
        self._batch.n_tokens = begin
        return self._batch


def _bytes_of(array: NDArray[np.uint8]) -> Any:
    return array.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
