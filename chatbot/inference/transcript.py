"""What a server says in chat completion chunks, taken together: text, why it ended, tokens counted."""

from dataclasses import dataclass, field
from typing import Any

from chatbot.inference.errors import EngineFailed


@dataclass
class Transcript:
    """An answer as far as it has come."""

    choices: tuple[str, ...] = ()  # the text must become one of them
    most_characters: int = 1_000_000
    text: str = ""
    reason: str = ""
    pieces: int = 0
    usage: dict[str, Any] = field(default_factory=dict)
    timings: dict[str, Any] = field(default_factory=dict)

    def take(self, chunk: Any) -> str:
        """Add a chunk; return the text that it brings. Raises EngineFailed."""
        try:
            if chunk.get("error"):
                raise EngineFailed("server_error", "The inference server ended the answer with an error.")
            self.usage = dict(chunk.get("usage") or self.usage)
            self.timings = dict(chunk.get("timings") or self.timings)
            text = "".join(self._read(choice) for choice in chunk.get("choices") or ())
        except (AttributeError, TypeError, ValueError, KeyError) as error:
            raise malformed() from error
        self.text += text
        self.pieces += bool(text)
        if len(self.text) > self.most_characters:
            raise EngineFailed("too_much", "The inference server writes more than it was asked for.")
        self._check_choices()
        return text

    @property
    def prompt_tokens(self) -> int:
        return _count(self.usage.get("prompt_tokens"), 0)

    @property
    def tokens(self) -> int:
        """Tokens written; where the server does not count them, its pieces, which are about as many."""
        return _count(self.usage.get("completion_tokens"), _count(self.timings.get("predicted_n"), self.pieces))

    @property
    def cached_tokens(self) -> int:
        """Tokens of the prompt that the server had computed before."""
        details = self.usage.get("prompt_tokens_details")
        told = details.get("cached_tokens") if isinstance(details, dict) else None
        return _count(told, _count(self.timings.get("cache_n"), 0))

    def _read(self, choice: dict[str, Any]) -> str:
        if reason := choice.get("finish_reason"):
            self.reason = "stop" if reason == "stop" else "length"  # whatever cut it off: its last sentence is not whole
        text = (choice.get("delta") or {}).get("content") or ""
        if not isinstance(text, str):
            raise TypeError(text)
        return text

    def _check_choices(self) -> None:
        """A server may not know the restriction that it was given: it is held here in any case."""
        if not self.choices:
            return
        is_open = any(choice.startswith(self.text) for choice in self.choices)
        if not is_open or (self.reason and self.text not in self.choices):
            raise EngineFailed("unsupported", "The inference server does not keep to the choices given.")
        self.reason = "choice" if self.reason else ""


def malformed() -> EngineFailed:
    """Return the error for an answer that is none."""
    return EngineFailed("malformed", "The inference server sent what is no chat completion.")


def _count(value: Any, otherwise: int) -> int:
    return value if isinstance(value, int) and value >= 0 else otherwise
