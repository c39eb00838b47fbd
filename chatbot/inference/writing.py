"""From predictions to text: the next tokens of an answer, chosen, drafted ones confirmed, forced ones added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from chatbot.inference import sampling
from chatbot.inference.sequences import Answer

if TYPE_CHECKING:
    from chatbot.inference.model import Model


def write(answer: Answer, predictions: Sequence[sampling.Logits], model: Model, random: np.random.Generator) -> tuple[str, str]:
    """Add the tokens that follow from the predictions; return their text, and why the answer is over or an empty text.

    There is a prediction for the token after the last known one and, while a draft is tried, after each drafted one; they
    count as long as the draft is what would have been chosen anyway. Without predictions only forced tokens are added.
    """
    text, reason = "", ""
    draft, answer.draft = answer.draft, []
    for index, logits in enumerate(predictions):
        token = _next(answer, logits, model, random)
        if token is None:
            return text, "choice" if answer.choices else "stop"
        text += answer.accept(token, model.piece(token))
        reason = "length" if answer.is_full else ""
        if reason or draft[index : index + 1] != [token]:
            break
    if draft:
        answer.judge(index, len(draft))
    for token in answer.forced_tokens():
        text += answer.accept(token, model.piece(token))
    return text, "choice" if answer.is_chosen else reason


def _next(answer: Answer, logits: sampling.Logits, model: Model, random: np.random.Generator) -> int | None:
    """Return the next token; None when the answer ends here."""
    if answer.choices:
        return sampling.constrained(logits, answer.choices, answer.written, model.end)
    token = sampling.sample(logits, answer.request.temperature, random)
    return None if model.is_end(token) else token
