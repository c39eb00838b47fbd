"""Prompt-lookup speculation: an answer that copies its article is guessed from the article, and the guess checked at once."""

from collections.abc import Sequence

NGRAM = 3  # tokens that must have come before in the same order
LEAST_LUCK = 0.4  # share of drafted tokens that must have been right lately
RECOVERY = 0.02  # an unlucky answer is tried again some thirty tokens later


class PromptLookup:
    """Remembers what followed each run of NGRAM tokens, and how often that was right."""

    def __init__(self, tokens: Sequence[int]) -> None:
        self._tokens: list[int] = []
        self._after: dict[tuple[int, ...], int] = {}
        self._luck = 1.0
        for token in tokens:
            self.extend(token)

    def extend(self, token: int) -> None:
        """Add a token; what follows the run before it is known now."""
        if len(self._tokens) >= NGRAM:
            self._after[tuple(self._tokens[-NGRAM:])] = len(self._tokens)
        self._tokens.append(token)

    def draft(self, count: int) -> list[int]:
        """Return at most `count` tokens that once followed the present ending; none when guessing has not paid lately."""
        if self._luck < LEAST_LUCK:
            self._luck += RECOVERY
            return []
        start = self._after.get(tuple(self._tokens[-NGRAM:]))
        return [] if start is None else self._tokens[start : start + max(count, 0)]

    def judge(self, accepted: int, drafted: int) -> None:
        """Learn how many of the drafted tokens were right."""
        self._luck = 0.6 * self._luck + 0.4 * accepted / drafted
