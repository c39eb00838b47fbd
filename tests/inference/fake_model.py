"""A model of bytes instead of weights: what it says next depends on every token of the sequence, and on nothing else."""

import zlib

import numpy as np

END = 256
CONTROL = 257
SIZE = 258
LONE_TOKENS = 20


class FakeModel:
    """Keeps slots as llama.cpp does: each has cells of its own, and has to be computed without holes."""

    end = END
    runtime = "fake"

    def __init__(self, *, slots=4, context_tokens=512, batch=64):
        self.slots, self.context_tokens, self.batch, self.chunk = slots, context_tokens, batch, batch
        self.is_exact = False
        self.memory = {slot: [] for slot in range(slots)}
        self.batches = []

    def tokenize(self, segments):
        return [token for one in segments for token in ([CONTROL] if one.control else one.text.encode())]

    def piece(self, token):
        return bytes([token]) if token < END else b""

    def is_end(self, token):
        return token == END

    def rounds_otherwise_alone(self, position):
        return self.is_exact and position >= LONE_TOKENS

    def compute(self, parts):
        assert 0 < sum(len(part.tokens) for part in parts) <= self.batch
        assert [part.slot for part in parts] == sorted({part.slot for part in parts})
        self.batches.append(parts)
        return [self._one(part) for part in parts]

    def _one(self, part):
        cells = self.memory[part.slot]
        assert part.position == len(cells), "a hole in the sequence, or a token computed twice"
        assert part.tokens and part.wanted <= len(part.tokens)
        cells.extend(part.tokens)
        assert len(cells) <= self.context_tokens
        return [self.predict(cells[: len(cells) - back]) for back in range(part.wanted - 1, -1, -1)]

    @property
    def cells(self):
        return sum(len(cells) for cells in self.memory.values())

    def state(self, slot):
        return np.array(self.memory[slot], dtype=np.int32).view(np.uint8)

    def restore(self, slot, state):
        assert not self.memory[slot]
        if state.size % 4:
            return False
        self.memory[slot] = state.view(np.int32).tolist()
        return True

    def forget(self, slot, start=0):
        del self.memory[slot][start:]

    @staticmethod
    def predict(tokens):
        """A letter that the last tokens decide, and sometimes the whole sequence; now and then the end."""
        ending = tokens[-2:] if tokens[-1] % 3 else tokens
        seed = zlib.crc32(np.array(ending, dtype=np.int32).tobytes())
        logits = np.random.default_rng(seed).normal(size=SIZE).astype(np.float32)
        letters = np.full(SIZE, -50, dtype=np.float32)
        letters[97:123] = 0
        letters[END] = -0.5
        return logits + letters
