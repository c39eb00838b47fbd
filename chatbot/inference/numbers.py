"""What an engine has done since the site started: counts and sums, for operators. No word of anybody."""

from dataclasses import dataclass, field
from pathlib import Path

from chatbot.inference.messages import Done

PAGE_BYTES = 4096
READ_AHEAD = ("prepared", "no_room")
UNFINISHED = (*READ_AHEAD, "cancelled")


@dataclass
class Numbers:
    """Totals over all answers; times in seconds."""

    answers: dict[str, int] = field(default_factory=dict)  # by reason of their end
    tokens: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    prefix_hits: int = 0  # answers of whose shared part nothing had to be computed
    queue_seconds: float = 0.0
    first_piece_seconds: float = 0.0
    writing_seconds: float = 0.0
    refused: int = 0
    restarts: int = 0

    @property
    def replies(self) -> int:
        """How many answers were written to their end."""
        return sum(count for reason, count in self.answers.items() if reason not in UNFINISHED)

    def add(self, done: Done) -> None:
        """Count an answer that has ended."""
        self.answers[done.reason] = self.answers.get(done.reason, 0) + 1
        if done.reason in READ_AHEAD:
            return
        self.tokens += done.tokens
        self.prompt_tokens += done.prompt_tokens
        self.cached_tokens += done.cached_tokens
        self.prefix_hits += done.is_prefix_hit
        queue, first, total = (done.timings_ms.get(name, 0.0) / 1000 for name in ("queue", "first_piece", "total"))
        self.queue_seconds += queue
        self.first_piece_seconds += first
        self.writing_seconds += total - first


def resident_bytes(pid: int | None) -> int:
    """Return how much memory a process occupies; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return 0
