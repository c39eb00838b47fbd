"""An engine for a command, as long as it needs one."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from django.core.management.base import CommandError, OutputWrapper

from chatbot import engine
from chatbot.inference.errors import EngineFailed, ModelMissing
from chatbot.inference.interface import InferenceEngine

NONE = "none"


@asynccontextmanager
async def lent_engine(model: str, errors: OutputWrapper) -> AsyncIterator[InferenceEngine | None]:
    """Lend a running engine of this model of the register, or of the configured one; None for the model “none”."""
    if model == NONE:
        yield None
        return
    running = _built(model, errors)
    try:
        await running.start()
    except EngineFailed as error:
        raise CommandError(f"The engine failed: {error}") from error
    try:
        yield running
    finally:
        await running.stop()


def _built(model: str, errors: OutputWrapper) -> InferenceEngine:
    def tell(done: int, total: int, what: str) -> None:
        if sys.stderr.isatty():
            errors.write(f"\r{what}: {done * 100 // max(total, 1)} %", ending="")

    try:
        running, word = engine.build(tell, model=model)
    except ModelMissing as error:
        raise CommandError(str(error)) from error
    if word:
        errors.write(word)
    return running
