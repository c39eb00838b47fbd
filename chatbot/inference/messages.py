"""What the site and the engine's process say to each other: one JSON object a line, over the process's standard streams."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Prompt:
    """A prompt in three parts. `system` and `public` may be shared between customers, `private` never leaves its sequence."""

    system: str
    public: str
    private: str


@dataclass(frozen=True)
class Load:
    """First message to the process: the model file and how much of the machine it may take."""

    model_path: str
    template: str
    context_tokens: int
    threads: int
    max_answers: int
    memory_limit_mb: int


@dataclass(frozen=True)
class Submit:
    """Generate after the prompt; with `choices`, exactly one of them."""

    id: str
    prompt: Prompt
    max_tokens: int = 200
    temperature: float = 0.0
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    """Give the mean log-likelihood a token of each candidate after the prompt."""

    id: str
    prompt: Prompt
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Cancel:
    """Stop this request at the next step and free what it holds."""

    id: str


@dataclass(frozen=True)
class Ready:
    """The model is loaded."""

    context_tokens: int
    load_ms: float


@dataclass(frozen=True)
class Piece:
    """The next characters of an answer."""

    id: str
    text: str


@dataclass(frozen=True)
class Done:
    """An answer has ended. `reason` is stop, length, choice or cancelled; `cached_tokens` were not computed again."""

    id: str
    reason: str
    text: str
    prompt_tokens: int
    tokens: int
    cached_tokens: int
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Scored:
    """The likelihoods asked for, in the candidates' order."""

    id: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Failed:
    """A request, or with an empty id the whole process, cannot go on. `code` is stable, `detail` a sentence."""

    id: str
    code: str
    detail: str


Message = Load | Submit | Score | Cancel | Ready | Piece | Done | Scored | Failed
KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Load, Submit, Score, Cancel, Ready, Piece, Done, Scored, Failed)}


def encode(message: Message) -> bytes:
    """Return the message as one line."""
    return json.dumps({"kind": type(message).__name__, **asdict(message)}).encode() + b"\n"


def decode(line: bytes) -> Message:
    """Return the message of one line; raises ValueError when it is none of ours."""
    try:
        data = json.loads(line)
        kind = KINDS[data.pop("kind")]
        if "prompt" in data:
            data["prompt"] = Prompt(**data["prompt"])
        message: Message = kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in data.items()})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("This line is no message of the engine's protocol.") from error
    return message
