"""How likely each candidate is after a prompt: the prompt is computed once, every candidate after it."""

import numpy as np

from chatbot.inference.messages import Failed, Score, Scored
from chatbot.inference.model import Entry, Model
from chatbot.inference.sampling import Logits, log_likelihood
from chatbot.inference.template import Segment, render


def score(model: Model, template: str, request: Score, slots: tuple[int, int]) -> Scored | Failed:
    """Return the mean log-likelihood a token of each candidate; `slots` are two free sequences, free again afterwards."""
    prompt_slot, slot = slots
    prompt = [token for part in render(template, request.prompt) for token in model.tokenize(part)]
    candidates = [model.tokenize([Segment(text, False)]) for text in request.candidates]
    if not all(candidates):
        return Failed(request.id, "empty", "A candidate has no text.")
    if len(prompt) + max(map(len, candidates), default=0) > model.context_tokens:
        return Failed(request.id, "too_long", f"The prompt has {len(prompt)} tokens: more than the context.")
    try:
        first = _compute(model, prompt, prompt_slot, 0)[-1]
        values = []
        for tokens in candidates:
            model.share(prompt_slot, slot, len(prompt))
            predictions = [first, *_compute(model, tokens, slot, len(prompt))[:-1]]
            model.forget(slot)
            values.append(float(np.mean([log_likelihood(*pair) for pair in zip(predictions, tokens, strict=True)])))
        return Scored(request.id, tuple(values))
    finally:
        model.forget(prompt_slot)
        model.forget(slot)


def _compute(model: Model, tokens: list[int], slot: int, start: int) -> list[Logits]:
    """Compute the tokens; return the logits after each one, of a prompt (start 0) after the last only."""
    found: list[Logits] = []
    for begin in range(0, len(tokens), model.batch):
        part = list(enumerate(tokens))[begin : begin + model.batch]
        entries = [Entry(token, start + index, slot, start > 0 or index == len(tokens) - 1) for index, token in part]
        found += [logits.copy() for logits in model.compute(entries).values()]
    return found
