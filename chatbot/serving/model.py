"""The model that answers: found or fetched, checked by its hash, and its engine made."""

import sys
import time

from chatbot import conf, engine
from chatbot.inference.errors import ModelMissing
from chatbot.inference.interface import InferenceEngine
from chatbot.serving.errors import CannotServe

TELL_EVERY = 5.0  # seconds


def prepare_engine() -> InferenceEngine:
    """Return the engine of the wanted model, not yet started; fetches the model when it is not here. Raises CannotServe."""
    try:
        found, word = engine.build(ModelProgress().tell)
    except (ModelMissing, OSError) as error:
        raise CannotServe(f"No model to answer with: {error}") from error
    for line in filter(None, (word, f"  model: {found.card.name} ({found.card.developer}, {found.card.licence}){_place()}")):
        print(line, file=sys.stderr, flush=True)
    return found


def _place() -> str:
    remote = conf.load().remote
    return f" at {remote.url}" if remote.url else ""


class ModelProgress:
    """Tells now and then how much of the model has come."""

    def __init__(self) -> None:
        self._told = 0.0

    def tell(self, done: int, total: int, what: str) -> None:
        if time.monotonic() - self._told < TELL_EVERY:
            return
        self._told = time.monotonic()
        print(f"  model: {done / 1e6:,.0f} of {total / 1e6:,.0f} MB, {what}", file=sys.stderr, flush=True)
