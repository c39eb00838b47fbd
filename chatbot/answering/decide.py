"""Is there enough evidence to answer? A probability from the best hit, and the floor below which nothing is said.

Logistic regression over the best hit's semantic and lexical evidence and the number of passages that it was the best of: the
more there are, the nearer a foreign question comes to one of them by chance. Fitted on five bases at once, each weighing the
same: the CNIL's help pages (78 real questions, 150 foreign ones), untitled answers in French (150, 78) and English (79, 12),
and the demo's articles in French (20, 163) and English (12, 80). At the floor .92, .89, .73, .95 and 1.0 of the answerable
questions pass, and .06, .08, .17, .12 and 0 of the foreign ones. The figures are of the questions that the fit has seen.
"""

import math
from collections.abc import Sequence

from chatbot.knowledge.search import Hit

SEMANTIC, PASSAGES, LEXICAL, CONSTANT = 105.83, -1.64, 6.29, -84.57
FLOOR = 0.5
SMALLEST = 49  # passages of the smallest base that was fitted: fewer are taken for as many


def probability(hits: Sequence[Hit]) -> float:
    """Return how likely it is that the best of these hits answers the question."""
    if not hits:
        return 0.0
    best = hits[0]
    logit = SEMANTIC * best.semantic + PASSAGES * math.log(max(best.among, SMALLEST)) + LEXICAL * best.lexical + CONSTANT
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
