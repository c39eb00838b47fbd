"""The deterministic guards: what is recognised before any search or model, in five languages. Precision first."""

from dataclasses import dataclass

from chatbot.answering.contract import Status
from chatbot.answering.guards import de, en, es, fr, it
from chatbot.answering.guards.grammar import Matcher


@dataclass(frozen=True)
class Guard:
    """A recognised intent: the status of the answer and the key of its fixed text."""

    name: str
    status: Status
    text: str


GUARDS = [  # the gravest first
    Guard("emergency", "refused", "emergency"),
    Guard("human", "human", "human"),
    Guard("identity", "identity", "identity"),
    Guard("withdrawal", "answered", "withdrawal"),
    Guard("rights", "rights", "rights"),
    Guard("medical", "refused", "medical"),
    Guard("legal", "refused", "legal"),
    Guard("finance", "refused", "finance"),
    Guard("decision", "refused", "decision"),
    Guard("sexual", "refused", "sexual"),
    Guard("greeting", "small_talk", "greeting"),
    Guard("thanks", "small_talk", "thanks"),
    Guard("goodbye", "small_talk", "goodbye"),
]
MATCHERS = {module.__name__.rpartition(".")[2]: Matcher(module.GRAMMAR) for module in (fr, en, de, es, it)}


def guard(question: str) -> Guard | None:
    """Return the intent that the question plainly shows, the gravest first; None for everything else."""
    shown = set[str]().union(*(matcher.intents(question) for matcher in MATCHERS.values()))
    return next((intent for intent in GUARDS if intent.name in shown), None)
