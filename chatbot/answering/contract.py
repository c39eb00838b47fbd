"""What goes into answering and what comes out of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:  # the check and the guards are pure: they run without Django
    from chatbot.sites.models import Site

Status = Literal["answered", "clarify", "not_found", "human", "small_talk", "refused", "identity", "rights"]
Origin = Literal["extractive", "generated", "fixed"]


@dataclass(frozen=True)
class Earlier:
    """What was asked before in the same conversation, as it was written, and how that ended."""

    text: str
    status: str
    is_disliked: bool = False  # the customer's thumb on its answer points down


@dataclass(frozen=True)
class Question:
    """What a customer asks, as it was written; `earlier` is what they asked before, oldest first.

    `is_urgent`: somebody waits, who is given a quotation rather than the model's words late.
    """

    text: str
    language: str
    site: "Site"
    earlier: tuple[Earlier, ...] = ()
    is_urgent: bool = True


@dataclass(frozen=True)
class Source:
    """An article that an answer rests on, or, where nothing was found, one that lies near."""

    id: str  # the article's external id
    title: str
    url: str
    score: float


@dataclass(frozen=True)
class Released:
    """A checked piece of the answer, safe to show at once."""

    text: str
    origin: Origin = "generated"
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """The answer's place in the engine's queue; 0 when it has been begun."""

    position: int


@dataclass(frozen=True)
class Answer:
    """The whole answer; its text is the released pieces joined. The trace holds no word of the customer.

    `choices` are titles that the customer may mean; `offers_person` says that an adviser is the better way now.
    """

    text: str
    status: str
    origin: str
    sources: tuple[Source, ...]
    language: str
    model: str
    trace: dict[str, Any] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    offers_person: bool = False
