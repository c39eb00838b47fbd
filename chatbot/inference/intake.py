"""From a request to a sequence: the template applied, everything counted in tokens, what cannot fit refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.inference.errors import EngineFailed
from chatbot.inference.messages import Prepare, Prompt, Score, Submit
from chatbot.inference.scoring import Scoring
from chatbot.inference.sequences import Answer, Preparation, Sequence
from chatbot.inference.template import Segment, Template, render

if TYPE_CHECKING:
    from chatbot.inference.model import Model

MOST_CHARACTERS_A_TOKEN = 64  # longer prompts cannot fit: not even counted, which would hold the others up


class Intake:
    """Makes sequences for one model."""

    def __init__(self, model: Model, template: Template) -> None:
        self._model, self._template = model, template

    def sequence(self, request: Submit | Score | Prepare) -> Sequence:
        """Return the request as tokens; raises EngineFailed with code `too_long` or `empty`."""
        sequence = self._make(request)
        total = sequence.prompt_tokens + sequence.output_room
        if total > self._model.context_tokens:
            raise self._too_long(f"{total} tokens with the answer")
        return sequence

    def count(self, text: str) -> int:
        """Return how many tokens a text of somebody's has."""
        return len(self._model.tokenize([Segment(text, control=False)]))

    def _make(self, request: Submit | Score | Prepare) -> Sequence:
        public, private = self._prompt(request.prompt)
        match request:
            case Prepare():
                return Preparation(request, public)
            case Score():
                candidates = [self._tokens(candidate) for candidate in request.candidates]
                if not all(candidates):
                    raise EngineFailed("empty", "A candidate has no text.")
                return Scoring(request, public + private, len(public), candidates)
            case Submit():
                choices = [self._tokens(choice) for choice in request.choices]
                return Answer(request, public + private, len(public), choices)

    def _prompt(self, prompt: Prompt) -> tuple[list[int], list[int]]:
        """Return the public and the private tokens."""
        public, private = render(self._template, prompt)
        characters = sum(len(segment.text) for segment in (*public, *private))
        if characters > self._model.context_tokens * MOST_CHARACTERS_A_TOKEN:
            raise self._too_long(f"{characters} characters")
        return self._model.tokenize(public), self._model.tokenize(private)

    def _tokens(self, text: str) -> list[int]:
        if len(text) > self._model.context_tokens * MOST_CHARACTERS_A_TOKEN:
            raise self._too_long(f"{len(text)} characters in a choice")
        return self._model.tokenize([Segment(text, control=False)])

    def _too_long(self, measure: str) -> EngineFailed:
        return EngineFailed("too_long", f"The prompt has {measure}; the context holds {self._model.context_tokens} tokens.")
