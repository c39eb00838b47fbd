"""Which model answers here, and where its file is."""

import contextlib
import logging
from dataclasses import dataclass
from pathlib import Path

from chatbot import conf
from chatbot.inference.entries import full_register
from chatbot.inference.errors import RegisterUnreadable
from chatbot.inference.install import installed
from chatbot.inference.register import REGISTER, ModelCard, Register
from chatbot.inference.verification import verified_hash

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ModelInUse:
    """A model of the register and its file; without one, it runs on the operator's inference server."""

    card: ModelCard
    file: Path | None


def model_in_use() -> ModelInUse | None:
    """Return the model that answers here: the configured one, else the first installed of the register."""
    given, register = conf.load().inference.model_path, _register()
    if conf.load().remote.url:
        card = register.by_name(conf.load().remote.model)
        return ModelInUse(card, None) if card else None
    if given:
        with contextlib.suppress(OSError):
            card = register.by_hash(verified_hash(Path(given)))
            return ModelInUse(card, Path(given)) if card else None
        return None
    wanted = register.by_name(conf.load().inference.model)
    here = [ModelInUse(card, path) for card, path in installed(conf.load().paths.models, register)]
    return next((one for one in here if one.card == wanted), next(iter(here), None))


def _register() -> Register:
    try:
        return full_register(conf.load().paths.register)
    except RegisterUnreadable as error:  # spoilt since the start: the page stays
        logger.error("%s", error)
        return REGISTER
