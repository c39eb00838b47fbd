"""How many prompt tokens a step may compute, so that nobody's stream stalls because somebody else has arrived."""

STALL_SECONDS = 0.110  # a step's length while somebody writes; together with what surrounds it, below 150 ms
LEAST_TOKENS = 16  # fewer would make a big model's prompts endless
ALONE = 3  # so many times longer may a step be while nobody writes: who comes or cancels meanwhile waits for its end


class Pace:
    """Learns from each step what a token costs on this machine, now."""

    def __init__(self) -> None:
        self._seconds_a_token = 0.004

    def learn(self, tokens: int, seconds: float) -> None:
        """Take note of a step; small ones say little about the cost of a token."""
        if tokens >= LEAST_TOKENS:
            self._seconds_a_token = 0.7 * self._seconds_a_token + 0.3 * seconds / tokens

    def room(self, writers: int, most: int) -> int:
        """Return how many prompt tokens fit beside so many that are being written, in a batch of at most `most`."""
        tokens = int(STALL_SECONDS / self._seconds_a_token)
        return min(most - writers, max(LEAST_TOKENS, tokens - writers if writers else tokens * ALONE))
