"""Is there enough evidence to answer? A probability from the best hit, and the floor below which nothing is said.

Weighed are how much nearer in meaning the best hit is than questions come that have nothing to do with the site, the share of the
question's words that it holds, and the question's length: of a long one it holds less. How far the best article stands before the
others, how many of the question's words the site knows at all and how many passages were searched added nothing, or harmed on a
base that the fit had not seen. `python -m bench.evidence --data DIR` fits the constants and prints how they do; docs/answers.md
has what it printed.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chatbot.answering.calibration import Calibration
from chatbot.knowledge.search import Hit, best_of_each
from chatbot.sites.models import Site

CONSTANT = -6.92
WEIGHTS = {"nearness": 111.06, "lexical": 8.07, "length": 0.97}
SHORTEST, LONGEST = 20, 160  # characters of a question: shorter and longer ones are taken for as long
CITED = 3  # articles at most
CLOSE = 0.08  # an article whose score is this much below the best one's may hold the answer as well


@dataclass(frozen=True)
class Decision:
    """How likely it is that the hits answer the question, and from where on that is enough."""

    probability: float
    floor: float
    features: dict[str, float]
    calibration: str = ""  # id of the site's own; empty: none

    @property
    def is_enough(self) -> bool:
        """Whether an answer may be given."""
        return self.probability >= self.floor

    @property
    def trace(self) -> dict[str, Any]:
        """The decision as the trace keeps it."""
        return {
            "probability": round(self.probability, 4),
            "floor": self.floor,
            "enough": self.is_enough,
            "features": {name: round(value, 3) for name, value in self.features.items()},
            "calibration": self.calibration,
        }

    @classmethod
    def of_trace(cls, kept: dict[str, Any]) -> "Decision":
        """Return the decision that a trace tells of."""
        probability = 1.0 if kept["enough"] else 0.0  # rounding must not turn it
        return cls(probability, 0.5, kept["features"], kept["calibration"])


def decide(question: str, hits: Sequence[Hit], site: Site) -> Decision:
    """Weigh the evidence that the best of these hits answers the question, as the site's calibration wants it."""
    calibration = Calibration.of(site)
    if not hits:
        return Decision(0.0, calibration.floor, {}, calibration.id)
    found = features(question, hits)
    logit = CONSTANT + sum(WEIGHTS[name] * value for name, value in found.items())
    logit = calibration.slope * logit + calibration.offset
    return Decision(1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))), calibration.floor, found, calibration.id)


def features(question: str, hits: Sequence[Hit]) -> dict[str, float]:
    """Return what is known of the evidence, by name."""
    best = hits[0]
    length = math.log(min(max(len(question), SHORTEST), LONGEST))
    return {"nearness": best.semantic - best.strangers, "lexical": best.lexical, "length": length}


def cited(articles: Sequence[Hit]) -> list[Hit]:
    """Return the articles that an answer names: the best one, and those that are about as good."""
    return [hit for hit in best_of_each(articles)[:CITED] if hit.score >= articles[0].score - CLOSE]
