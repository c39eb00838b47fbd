"""How many prompt tokens may be read at once, so that nobody's stream stalls because somebody else has arrived."""

STALL_SECONDS = 0.130  # between two tokens of an answer; together with what surrounds it, below 150 ms
LEAST_TOKENS = 16  # fewer would make a big model's prompts endless
ALONE = 3  # so many times longer may a step be while nobody writes: who comes or cancels meanwhile waits for its end


class Pace:
    """Learns from each step what reading and writing cost on this machine, now."""

    def __init__(self) -> None:
        self._seconds_a_token = 0.004
        self._seconds_to_write = 0.010

    def learn(self, seconds: float, *, read: int) -> None:
        """Take note of a step that read so many tokens, or wrote; small ones say little about the cost of reading."""
        if not read:
            self._seconds_to_write = 0.7 * self._seconds_to_write + 0.3 * seconds
        elif read >= LEAST_TOKENS:
            self._seconds_a_token = 0.7 * self._seconds_a_token + 0.3 * seconds / read

    def room(self, *, is_alone: bool, most: int) -> int:
        """Return how many tokens may be read between two steps of those who write, or while nobody writes; at most `most`."""
        seconds = STALL_SECONDS * ALONE if is_alone else STALL_SECONDS - self._seconds_to_write
        return min(most, max(LEAST_TOKENS, int(seconds / self._seconds_a_token)))
