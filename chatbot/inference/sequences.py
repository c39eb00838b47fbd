"""One running request: which tokens are computed, which wait, and what has come out of it."""

import codecs
import time
from dataclasses import dataclass, field

from chatbot.inference.messages import Done, Submit


@dataclass
class Sequence:
    """A request in the context. `tokens` are the prompt and then the answer; the first `computed` are in the context."""

    request: Submit
    slot: int
    tokens: list[int]
    shared_tokens: int  # how many of the first tokens may be shared with other customers
    computed: int = 0
    cached: int = 0
    answer: list[int] = field(default_factory=list)
    text: str = ""
    choices: list[list[int]] = field(default_factory=list)
    arrived: float = field(default_factory=time.monotonic)
    admitted: float = field(default_factory=time.monotonic)
    first_piece: float = 0.0
    shares_prefix: bool = False
    prompt_tokens: int = field(init=False)

    def __post_init__(self) -> None:
        self.prompt_tokens = len(self.tokens)
        self._bytes = codecs.getincrementaldecoder("utf-8")("replace")

    @property
    def is_prefilling(self) -> bool:
        return self.computed < self.prompt_tokens

    @property
    def waiting_tokens(self) -> list[int]:
        return self.tokens[self.computed :]

    @property
    def room_needed(self) -> int:
        """Cells that this request may still take, at most."""
        return self.prompt_tokens - self.cached + self.request.max_tokens

    def accept(self, token: int, piece: bytes) -> str:
        """Add a generated token; return the text that it completes."""
        self.tokens.append(token)
        self.answer.append(token)
        text = self._bytes.decode(piece)
        if text and not self.first_piece:
            self.first_piece = time.monotonic()
        self.text += text
        return text

    def done(self, reason: str) -> Done:
        """Return the closing message."""
        now = time.monotonic()
        return Done(
            id=self.request.id,
            reason=reason,
            text=self.text,
            prompt_tokens=self.prompt_tokens,
            tokens=len(self.answer),
            cached_tokens=self.cached,
            timings_ms={
                "queue": round((self.admitted - self.arrived) * 1000, 1),
                "first_piece": round(((self.first_piece or now) - self.arrived) * 1000, 1),
                "total": round((now - self.arrived) * 1000, 1),
            },
        )
