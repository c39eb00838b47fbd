"""What can go wrong between the site and its engine, and inside the engine's process."""


class EngineError(Exception):
    """The engine did not give what was asked."""


class EngineLost(EngineError):
    """The engine's process died under the request; the same request can be made again."""


class EngineBusy(EngineError):
    """The queue is full; nothing was begun."""


class EngineFailed(EngineError):
    """The engine refused this request, or cannot start; `code` says why."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class ModelMissing(Exception):
    """No usable model file; the message says why and what to do."""


class ModelUnreadable(Exception):
    """The file is no model that this runtime can load."""


class RegisterUnreadable(ModelMissing):
    """The operator's model register cannot be used; the message names the entry and the field."""
