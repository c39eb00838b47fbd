"""How likely each candidate is after a prompt: the prompt is computed once, the candidates one after the other behind it."""

from collections.abc import Sequence as Many

from chatbot.inference.messages import Score, Scored
from chatbot.inference.sampling import Logits, log_likelihood
from chatbot.inference.sequences import Sequence


class Scoring(Sequence):
    """A request that reads: `tokens` are the prompt and then the candidate whose turn it is."""

    def __init__(self, request: Score, tokens: list[int], shared_tokens: int, candidates: list[list[int]]) -> None:
        super().__init__(request.id, tokens, shared_tokens)
        self._candidates = candidates
        self._sums = [0.0] * len(candidates)
        self._turn = -1
        self._after_prompt: Logits | None = None

    @property
    def output_room(self) -> int:
        return max(map(len, self._candidates), default=0)

    def wants_logits(self, position: int) -> bool:
        return position >= self.prompt_tokens - 1

    @property
    def is_over(self) -> bool:
        return self._turn == len(self._candidates)

    def take(self, predictions: Many[Logits]) -> bool:
        """Take the predictions of the tokens just computed; True when the next candidate's turn has come."""
        if self._after_prompt is None:
            self._after_prompt = predictions[0].copy()
        else:
            candidate = self._candidates[self._turn]
            first = self.computed - len(predictions) - self.prompt_tokens + 1
            self._sums[self._turn] += sum(
                log_likelihood(prediction, candidate[first + index]) for index, prediction in enumerate(predictions)
            )
        if self.computed < len(self.tokens):
            return False
        self._next_candidate(self._after_prompt)
        return True

    def _next_candidate(self, after_prompt: Logits) -> None:
        """Set up the next candidate that needs computing: the prompt already predicts everyone's first token."""
        del self.tokens[self.prompt_tokens :]
        self.computed = self.prompt_tokens
        while self.computed == len(self.tokens) and not self.is_over:
            self._turn += 1
            if not self.is_over:
                candidate = self._candidates[self._turn]
                self._sums[self._turn] = log_likelihood(after_prompt, candidate[0])
                self.tokens += candidate[:-1]

    def scored(self) -> Scored:
        """Return the closing message."""
        means = (total / len(candidate) for total, candidate in zip(self._sums, self._candidates, strict=True))
        return Scored(self.id, tuple(means))
