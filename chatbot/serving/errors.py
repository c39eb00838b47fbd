"""What keeps `serve` from starting."""


class CannotServe(Exception):
    """Guichet cannot start; the message is one sentence that says why and what to do."""
