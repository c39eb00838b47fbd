"""How long each kind of data is kept, why, and the ceiling that nobody may pass; and the runs that see to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_noop

from chatbot import conf
from chatbot.sites.models import Site
from compliance.models import RetentionRun

YEAR = 365


@dataclass(frozen=True)
class Rule:
    """A retention rule: days by default, at most, and the reason. 0 days: as long as what it hangs on, or the account."""

    name: str
    label: str
    days: int
    ceiling: int
    why: str


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "closed",
            gettext_noop("Conversation, closed"),
            7,
            30,
            gettext_noop("The answer was given: the purpose is reached."),
        ),
        Rule(
            "open",
            gettext_noop("Conversation, since its last message"),
            30,
            90,
            gettext_noop("The customer may come back to it."),
        ),
        Rule(
            "contact",
            gettext_noop("Conversation with an e-mail address, since its last message"),
            YEAR,
            3 * YEAR,
            gettext_noop("Follow-up of the customer relation."),
        ),
        Rule(
            "with_conversation",
            gettext_noop("As long as the conversation"),
            0,
            0,
            gettext_noop("It serves that conversation only."),
        ),
        Rule(
            "requests",
            gettext_noop("Requests about personal data, since they were closed"),
            5 * YEAR,
            6 * YEAR,
            gettext_noop("Proof that the request was answered."),
        ),
        Rule(
            "notices",
            gettext_noop("Notices of illegal content, since they were decided"),
            5 * YEAR + 2,
            6 * YEAR,
            gettext_noop("So long the decision may be taken to court."),
        ),
        Rule(
            "log",
            gettext_noop("Technical log without anybody’s words"),
            YEAR,
            YEAR,
            gettext_noop("Security and article 26(6) of the AI Act."),
        ),
        Rule(
            "staff_access", gettext_noop("Sign-ins and acts of staff"), YEAR, 3 * YEAR, gettext_noop("Security of the service.")
        ),
        Rule("attempts", gettext_noop("Counts of attempts, as keyed hashes"), 1, 1, gettext_noop("Protection from abuse.")),
        Rule("session", gettext_noop("Sessions of staff"), 1, 1, gettext_noop("A working day.")),
        Rule(
            "account",
            gettext_noop("As long as the account of the member of staff"),
            0,
            0,
            gettext_noop("It serves that account only."),
        ),
    )
}

LATE = timedelta(hours=48)
Sweep = Callable[[datetime, bool], int]  # rows older than this go, or are only counted
_sweeps: dict[str, Sweep] = {}


def sweep_with(rule: str, sweep: Sweep) -> None:
    """Have `sweep` see to a rule: it removes what is older than the moment it is given, or only counts it."""
    _sweeps[rule] = sweep


def days(rule: str) -> int:
    """Return for how many days the rule keeps: the operator's choice, else the default."""
    return conf.load().duties.keep.get(rule, RULES[rule].days)


def enforce(*, dry_run: bool = False) -> dict[str, int]:
    """Remove what has been kept long enough, and note the run; with `dry_run` only count it."""
    now = timezone.now()
    counts = {rule: sweep(now - timedelta(days=days(rule)), dry_run) for rule, sweep in _sweeps.items()}
    if not dry_run:
        RetentionRun.objects.create(counts=counts)
        RetentionRun.objects.filter(ran_at__lt=now - timedelta(days=YEAR)).delete()
    return counts


def is_late() -> bool:
    """Return whether no run has been made for 48 hours, since the first thing that it would have to see to was there."""
    since = timezone.now() - LATE
    is_young = not Site.objects.filter(created_at__lt=since).exists()
    return not is_young and not RetentionRun.objects.filter(ran_at__gte=since).exists()
