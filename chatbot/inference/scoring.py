"""How likely each candidate is after a prompt: the prompt is computed once, the candidates side by side behind it."""

from __future__ import annotations

from collections.abc import Sequence as Many

from chatbot.inference.messages import Score, Scored
from chatbot.inference.prefixes import State
from chatbot.inference.sampling import Logits, log_likelihood
from chatbot.inference.sequences import Sequence


class Scoring(Sequence):
    """A request that reads: `tokens` are the prompt; its candidates follow as sequences of their own."""

    def __init__(self, request: Score, tokens: list[int], shared_tokens: int, candidates: list[list[int]]) -> None:
        super().__init__(request.id, request.site, tokens, shared_tokens, request.prompt.label)
        self.candidates = candidates
        self.sums = [0.0] * len(candidates)
        self.unread = 0

    @property
    def output_room(self) -> int:
        return max(map(len, self.candidates), default=0)

    @property
    def is_over(self) -> bool:
        return self.unread == 0

    def fork(self, after_prompt: Logits, state: State) -> list[Candidate]:
        """Return the candidates that need computing, starting from the prompt's state, which predicts everyone's first token."""
        self.sums = [log_likelihood(after_prompt, candidate[0]) for candidate in self.candidates]
        forked = [Candidate(self, index, state) for index, tokens in enumerate(self.candidates) if len(tokens) > 1]
        self.unread = len(forked)
        return forked

    def scored(self) -> Scored:
        """Return the closing message."""
        means = (total / len(candidate) for total, candidate in zip(self.sums, self.candidates, strict=True))
        return Scored(self.id, tuple(means))


class Candidate(Sequence):
    """One candidate behind its prompt; it holds the prompt's state, private words included, until it is read."""

    def __init__(self, scoring: Scoring, index: int, state: State) -> None:
        super().__init__(scoring.id, scoring.site, scoring.tokens + scoring.candidates[index][:-1], 0)
        self.scoring, self.index, self.base = scoring, index, (state, scoring.prompt_tokens)

    def wanted(self, end: int) -> int:
        return end - self.computed

    def take(self, predictions: Many[Logits]) -> None:
        """Add the likelihood of the tokens just predicted; the last one tells the scoring that this candidate is read."""
        first = self.computed - len(predictions) - self.scoring.prompt_tokens + 1
        following = self.scoring.candidates[self.index][first:]
        self.scoring.sums[self.index] += sum(map(log_likelihood, predictions, following))
        if not self.pending:
            self.scoring.unread -= 1
