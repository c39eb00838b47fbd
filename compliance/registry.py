"""The registry of personal data: what each model holds of people, who answers for it, why, for how long, and what becomes of it.

Register, notice, retention, export and erasure rest on these declarations; a system check refuses a model that has none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext_noop

Basis = Literal["contract", "consent", "legal obligation", "legitimate interest", ""]
Subjects = Literal["customers", "staff", "senders of notices", "nobody"]


@dataclass(frozen=True)
class Purpose:
    """Why data are held, on which ground of article 6."""

    name: str
    label: str
    basis: Basis
    article: str


PURPOSES = {
    purpose.name: purpose
    for purpose in (
        Purpose("answering", gettext_noop("Answering customers’ questions"), "contract", "6(1)(b)"),
        Purpose("mailing", gettext_noop("Sending the answer to the address that the customer left"), "consent", "6(1)(a)"),
        Purpose("improving", gettext_noop("Finding questions that the articles leave open"), "legitimate interest", "6(1)(f)"),
        Purpose("rights", gettext_noop("Answering requests about personal data, and proving it"), "legal obligation", "6(1)(c)"),
        Purpose("notices", gettext_noop("Deciding on notices of illegal content"), "legal obligation", "6(1)(c)"),
        Purpose("proof", gettext_noop("Proving that the AI was announced and who did what"), "legal obligation", "6(1)(c)"),
        Purpose("security", gettext_noop("Keeping the service from abuse"), "legitimate interest", "6(1)(f)"),
        Purpose("accounts", gettext_noop("Accounts and training of staff"), "contract", "6(1)(b)"),
        Purpose("none", gettext_noop("No personal data"), "", ""),
    )
}


@dataclass(frozen=True)
class Declaration:
    """What one model holds. `personal` says of each field what it holds, `harmless` names those that say nothing of anybody.

    `links` are the foreign keys that lead to people's rows; `retention` names a rule of compliance.retention.
    """

    model: str
    owner: str
    subjects: Subjects
    purpose: str
    retention: str = ""
    personal: dict[str, str] = field(default_factory=dict)
    harmless: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    exported: str = ""
    restricted: str = ""
    erased: str = ""

    @property
    def is_personal(self) -> bool:
        return self.subjects != "nobody"

    @property
    def fields(self) -> set[str]:
        """Every field that the declaration speaks of."""
        return {*self.personal, *self.harmless, *self.links}


_declared: dict[str, Declaration] = {}
_keepers: dict[str, str] = {}


def declare(declarations: Iterable[Declaration]) -> None:
    """Enter declarations; each app enters those of its own models."""
    _declared.update({one.model: one for one in declarations})


def nothing_of_anybody(model: str, *harmless: str, links: tuple[str, ...] = ()) -> Declaration:
    """Return the declaration of a model that holds no personal data."""
    return Declaration(model, "", "nobody", "none", harmless=harmless, links=links)


def answer_for(owner: str, how: str) -> None:
    """Make an owner known that no customer's request reaches; `how` says how its people exercise their rights."""
    _keepers[owner] = how


def declared() -> dict[str, Declaration]:
    """Return every declaration by its model."""
    return dict(_declared)


def keepers() -> dict[str, str]:
    """Return the owners outside the portal, and how each answers."""
    return dict(_keepers)


def personal() -> list[Declaration]:
    """Return the declarations of models that hold something of people, by model."""
    return sorted((one for one in _declared.values() if one.is_personal), key=lambda one: one.model)
