"""From a request to a sequence: the template applied, everything counted in tokens, what cannot fit refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.inference.errors import EngineFailed
from chatbot.inference.messages import Prompt, Score, Submit
from chatbot.inference.scoring import Scoring
from chatbot.inference.sequences import Answer, Sequence
from chatbot.inference.template import Segment, render

if TYPE_CHECKING:
    from chatbot.inference.model import Model

MOST_CHARACTERS_A_TOKEN = 64  # longer prompts cannot fit: not even counted, which would hold the others up


class Intake:
    """Makes sequences for one model."""

    def __init__(self, model: Model, template: str) -> None:
        self._model, self._template = model, template

    def sequence(self, request: Submit | Score) -> Sequence:
        """Return the request as tokens; raises EngineFailed with code `too_long` or `empty`."""
        sequence = self._answer(request) if isinstance(request, Submit) else self._scoring(request)
        total = sequence.prompt_tokens + sequence.output_room
        if total > self._model.context_tokens:
            raise self._too_long(f"{total} tokens with the answer")
        return sequence

    def _answer(self, request: Submit) -> Answer:
        choices = [self._tokens(choice) for choice in request.choices]
        return Answer(request, *self._prompt(request.prompt), choices)

    def _scoring(self, request: Score) -> Scoring:
        candidates = [self._tokens(candidate) for candidate in request.candidates]
        if not all(candidates):
            raise EngineFailed("empty", "A candidate has no text.")
        return Scoring(request, *self._prompt(request.prompt), candidates)

    def _prompt(self, prompt: Prompt) -> tuple[list[int], int]:
        """Return the prompt's tokens and how many of the first are shareable."""
        shared, private = render(self._template, prompt)
        characters = sum(len(segment.text) for segment in (*shared, *private))
        if characters > self._model.context_tokens * MOST_CHARACTERS_A_TOKEN:
            raise self._too_long(f"{characters} characters")
        shared_tokens = self._model.tokenize(shared)
        return shared_tokens + self._model.tokenize(private), len(shared_tokens)

    def _tokens(self, text: str) -> list[int]:
        if len(text) > self._model.context_tokens * MOST_CHARACTERS_A_TOKEN:
            raise self._too_long(f"{len(text)} characters in a choice")
        return self._model.tokenize([Segment(text, control=False)])

    def _too_long(self, measure: str) -> EngineFailed:
        return EngineFailed("too_long", f"The prompt has {measure}; the context holds {self._model.context_tokens} tokens.")
