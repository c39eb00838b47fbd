"""Running requests: which tokens are computed, which wait, and what has come out."""

import codecs
import time
from dataclasses import dataclass, field

from chatbot.inference.messages import Done, Submit
from chatbot.inference.prefixes import Prefix


@dataclass(frozen=True)
class Entry:
    """One token to compute: its place, its sequence, and whether its logits are wanted."""

    token: int
    position: int
    sequence: int
    wants_logits: bool


@dataclass(eq=False)
class Sequence:
    """A request's tokens: the first `shared_tokens` may be shared between customers, the first `computed` are in the context."""

    id: str
    tokens: list[int]
    shared_tokens: int
    slot: int = -1
    computed: int = 0
    cached: int = 0  # how many of the first tokens came from a prefix
    prefix: Prefix | None = None
    borrowed: int = 0  # how many of the first tokens stand in cells that are counted with `prefix`
    prompt_tokens: int = field(init=False)

    def __post_init__(self) -> None:
        self.prompt_tokens = len(self.tokens)

    @property
    def is_writing(self) -> bool:
        """Whether one token a step is all that it needs."""
        return False

    @property
    def output_room(self) -> int:
        """Cells that may be taken after the prompt, at most."""
        return 0

    @property
    def room_needed(self) -> int:
        """Cells of its own that this request takes, at most."""
        return self.prompt_tokens + self.output_room - self.borrowed

    def wants_logits(self, position: int) -> bool:
        """Whether the prediction after this position is needed."""
        return position == len(self.tokens) - 1

    def entries(self, count: int) -> list[Entry]:
        """Return the next tokens to compute, at most so many."""
        return [
            Entry(self.tokens[position], position, self.slot, self.wants_logits(position))
            for position in range(self.computed, min(self.computed + count, len(self.tokens)))
        ]

    def lean_on(self, prefix: Prefix | None, tokens: int) -> None:
        """Note that the first `tokens` tokens stand in this prefix, which is kept as long as somebody leans on it."""
        if self.prefix:
            self.prefix.users -= 1
        if prefix:
            prefix.users += 1
        self.prefix, self.borrowed = prefix, tokens


class Answer(Sequence):
    """A request that writes: `tokens` are the prompt and then the answer."""

    def __init__(self, request: Submit, tokens: list[int], shared_tokens: int, choices: list[list[int]]) -> None:
        super().__init__(request.id, tokens, shared_tokens)
        self.request, self.choices = request, choices
        self.written: list[int] = []
        self.text = ""
        self._bytes = codecs.getincrementaldecoder("utf-8")("replace")
        self._arrived = time.monotonic()
        self.admitted = self._first_piece = 0.0

    @property
    def is_writing(self) -> bool:
        return self.computed >= self.prompt_tokens

    @property
    def output_room(self) -> int:
        return max([self.request.max_tokens, *map(len, self.choices)])

    @property
    def is_full(self) -> bool:
        return not self.choices and len(self.written) >= self.request.max_tokens

    def accept(self, token: int, piece: bytes) -> str:
        """Add a generated token; return the text that it completes."""
        self.tokens.append(token)
        self.written.append(token)
        text = self._bytes.decode(piece)
        if text and not self._first_piece:
            self._first_piece = time.monotonic()
        self.text += text
        return text

    def done(self, reason: str) -> Done:
        """Return the closing message."""
        now = time.monotonic()
        moments = {"queue": self.admitted or now, "first_piece": self._first_piece or now, "total": now}
        return Done(
            id=self.id,
            reason=reason,
            text=self.text,
            prompt_tokens=self.prompt_tokens,
            tokens=len(self.written),
            cached_tokens=self.cached,
            timings_ms={name: round((moment - self._arrived) * 1000, 1) for name, moment in moments.items()},
        )
