"""What the site and the engine's process say to each other: one JSON object a line, over the process's standard streams."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, get_args


@dataclass(frozen=True)
class Prompt:
    """A prompt in three parts. `system` and `public` may be shared between customers, `private` never leaves its sequence.

    `label` names what the public part was made of, such as an article's version: it is then kept on disk too.
    """

    system: str
    public: str
    private: str
    label: str = ""


@dataclass(frozen=True)
class Load:
    """First message to the process: the model file and how much of the machine it may take."""

    model_path: str
    model_sha256: str
    template: str
    context_tokens: int  # of each answer, its prompt included
    threads: int
    max_answers: int
    memory_limit_mb: int
    prefix_memory_mb: int = 256
    prefix_disk_mb: int = 4096
    prefix_folder: str = ""  # empty: computed prefixes are not kept on disk


@dataclass(frozen=True)
class Submit:
    """Generate after the prompt; with `choices`, exactly one of them. Sites take turns; `patience` is for the first words."""

    id: str
    prompt: Prompt
    max_tokens: int = 200
    temperature: float = 0.0
    choices: tuple[str, ...] = ()
    site: str = ""
    patience: float = 0.0  # seconds to the first words; 0 has no end


@dataclass(frozen=True)
class Score:
    """Give the mean log-likelihood a token of each candidate after the prompt."""

    id: str
    prompt: Prompt
    candidates: tuple[str, ...]
    site: str = ""


@dataclass(frozen=True)
class Count:
    """Say how many tokens a text has."""

    id: str
    text: str


@dataclass(frozen=True)
class Prepare:
    """Compute the prompt's public part when nothing else is to be done, and keep it under its label.

    With `if_room`, only when nothing that is in use has to give way to it.
    """

    id: str
    prompt: Prompt
    if_room: bool = False


@dataclass(frozen=True)
class Forget:
    """Drop what is kept under this label: its article was withdrawn, or has a new version."""

    label: str


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
class Queued:
    """A request waits; it is the `position`th to be begun. 0 when, having waited, it has been begun."""

    id: str
    position: int


@dataclass(frozen=True)
class Piece:
    """The next characters of an answer."""

    id: str
    text: str


@dataclass(frozen=True)
class Done:
    """A request has ended: stop, length, choice, prepared, no_room or cancelled. `cached_tokens` were not computed for it."""

    id: str
    reason: str
    text: str
    prompt_tokens: int
    tokens: int
    cached_tokens: int
    timings_ms: dict[str, float] = field(default_factory=dict)
    shared_tokens: int = 0  # of the prompt, what may be shared between customers

    @property
    def is_prefix_hit(self) -> bool:
        """Whether nothing of the shared part had to be computed."""
        return 0 < self.shared_tokens <= self.cached_tokens


@dataclass(frozen=True)
class Scored:
    """The likelihoods asked for, in the candidates' order."""

    id: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Counted:
    """The number asked for."""

    id: str
    tokens: int


@dataclass(frozen=True)
class Failed:
    """A request, or with an empty id the whole process, cannot go on. `code` is stable, `detail` a sentence."""

    id: str
    code: str
    detail: str


Message = Load | Submit | Score | Count | Prepare | Forget | Cancel | Ready | Queued | Piece | Done | Scored | Counted | Failed
KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Message)}


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
