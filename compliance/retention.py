"""How long each kind of data is kept, why, and the ceiling that nobody may pass without a written reason."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

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
