"""Running requests: which tokens are computed, which wait, and what has come out."""

import codecs
import math
import time
from collections.abc import Sequence as Many
from dataclasses import dataclass, field

from chatbot.inference.messages import Done, Prepare, Submit
from chatbot.inference.prefixes import State
from chatbot.inference.sampling import forced
from chatbot.inference.speculation import PromptLookup


@dataclass(frozen=True)
class Part:
    """Tokens of one sequence to compute at once, from `position` on; the logits after the last `wanted` ones are wanted."""

    slot: int
    position: int
    tokens: Many[int]
    wanted: int


@dataclass(eq=False)
class Sequence:
    """A request's tokens: the first `shared_tokens` may be shared between customers, the first `computed` are in the context."""

    id: str
    site: str
    tokens: list[int]
    shared_tokens: int
    label: str = ""
    may_be_kept: bool = True  # what its public part is made of has not been withdrawn meanwhile
    patience: float = 0.0
    slot: int = -1
    computed: int = 0
    cached: int = 0  # how many of the first tokens were not computed here
    prompt_tokens: int = field(init=False)
    arrived: float = field(default_factory=time.monotonic)
    position: int = 0  # in the queue, as last told
    base: tuple[State, int] | None = None  # a state of its own to start from, and how many tokens it holds

    def __post_init__(self) -> None:
        self.prompt_tokens = len(self.tokens)

    @property
    def public(self) -> list[int]:
        """The tokens that may be kept and shared."""
        return self.tokens[: self.shared_tokens]

    @property
    def pending(self) -> int:
        """How many known tokens are not yet computed."""
        return len(self.tokens) - self.computed

    @property
    def is_writing(self) -> bool:
        """Whether one known token is all that there is to compute."""
        return self.pending <= 1

    @property
    def output_room(self) -> int:
        """Tokens that may come after the prompt, at most."""
        return 0

    @property
    def deadline(self) -> float:
        """When it should have been begun, and an answer's first words be there."""
        return self.arrived + self.patience if self.patience else math.inf

    def is_late(self, now: float) -> bool:
        """Whether its first words are not there when they should be; only an answer has words."""
        return False

    def wanted(self, end: int) -> int:
        """How many predictions are needed when the tokens before `end` are computed."""
        return int(end == len(self.tokens))

    def guess(self, count: int, *, or_anything: bool) -> None:
        """Draft the next tokens, at most so many; only an answer can."""

    def part(self, count: int) -> Part:
        """Return the next tokens to compute, at most so many; none beyond the public part together with it.

        What is left of either part is never one token: read alone, it would be rounded otherwise.
        """
        whole = self.shared_tokens if self.computed < self.shared_tokens else len(self.tokens)
        end = min(self.computed + count, whole)
        if whole - end == 1 and end - self.computed > 2:
            end -= 1
        return Part(self.slot, self.computed, self.tokens[self.computed : end], self.wanted(end))


class Preparation(Sequence):
    """The public part of an article's prompt, computed before anybody asks."""

    def __init__(self, request: Prepare, tokens: list[int]) -> None:
        super().__init__(request.id, "", tokens, len(tokens), request.prompt.label)
        self.if_room = request.if_room

    def wanted(self, end: int) -> int:
        return 0

    def done(self, reason: str = "prepared") -> Done:
        """Return the closing message."""
        return Done(self.id, reason, "", len(self.tokens), 0, self.cached, {"total": _ms(time.monotonic() - self.arrived)})


class Answer(Sequence):
    """A request that writes: `tokens` are the prompt and then the answer."""

    def __init__(self, request: Submit, tokens: list[int], shared_tokens: int, choices: list[list[int]]) -> None:
        super().__init__(request.id, request.site, tokens, shared_tokens, request.prompt.label, patience=request.patience)
        self.request, self.choices = request, choices
        self.written: list[int] = []
        self.draft: list[int] = []
        self.text = ""
        self.admitted = 0.0
        self._bytes = codecs.getincrementaldecoder("utf-8")("replace")
        self._first_piece = 0.0
        self._lookup: PromptLookup | None = None

    @property
    def output_room(self) -> int:
        return max([self.request.max_tokens, *map(len, self.choices)])

    def is_late(self, now: float) -> bool:
        return not self._first_piece and now > self.deadline

    @property
    def is_full(self) -> bool:
        return not self.choices and len(self.written) >= self.request.max_tokens

    def guess(self, count: int, *, or_anything: bool) -> None:
        """Draft what once followed; where a token may not be computed alone, anything serves as company."""
        if not self.choices and self.request.temperature == 0:  # only the likeliest token can be guessed
            self._lookup = self._lookup or PromptLookup(self.tokens)
            self.draft = self._lookup.draft(min(count, self.request.max_tokens - len(self.written) - 1))
        if or_anything and not self.draft:
            self.draft = self.tokens[-1:]

    def part(self, count: int) -> Part:
        known = super().part(count)
        if not self.draft:
            return known
        return Part(known.slot, known.position, [*known.tokens, *self.draft], 1 + len(self.draft))

    @property
    def is_chosen(self) -> bool:
        """Whether what is written is one of the choices, and begins no other."""
        return {tuple(choice) for choice in self.choices if choice[: len(self.written)] == self.written} == {tuple(self.written)}

    def forced_tokens(self) -> list[int]:
        """Return the tokens that every choice still open goes on with."""
        return forced(self.choices, self.written)

    def accept(self, token: int, piece: bytes) -> str:
        """Add a generated token; return the text that it completes."""
        self.tokens.append(token)
        self.written.append(token)
        if self._lookup:
            self._lookup.extend(token)
        text = self._bytes.decode(piece)
        if text and not self._first_piece:
            self._first_piece = time.monotonic()
        self.text += text
        return text

    def judge(self, accepted: int, drafted: int) -> None:
        """Learn from how many drafted tokens were right."""
        if self._lookup:
            self._lookup.judge(accepted, drafted)

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
            timings_ms={name: _ms(moment - self.arrived) for name, moment in moments.items()},
            shared_tokens=self.shared_tokens,
        )


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
