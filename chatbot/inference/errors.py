"""What can go wrong between the site and its engine."""


class EngineError(Exception):
    """The engine did not give what was asked."""


class EngineLost(EngineError):
    """The engine's process died under the request; the same request can be made again."""


class EngineBusy(EngineError):
    """The queue is full; nothing was begun."""


class EngineFailed(EngineError):
    """The engine refused this request; `code` says why."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
