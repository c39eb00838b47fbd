"""This process's inference engine: started by `serve` and the commands that answer, asked for by the answer job."""

from chatbot.inference.supervisor import Engine

_engine: Engine | None = None


def current() -> Engine | None:
    """Return the engine of this process; None when it answers by quoting only."""
    return _engine


def use(engine: Engine | None) -> None:
    """Make `engine` this process's engine."""
    global _engine
    _engine = engine
