"""An engine for a command, as long as it needs one."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from django.core.management.base import CommandError, OutputWrapper

from chatbot import engine
from chatbot.inference.errors import ModelMissing
from chatbot.inference.supervisor import Engine

NONE = "none"


@asynccontextmanager
async def lent_engine(model: str, errors: OutputWrapper) -> AsyncIterator[Engine | None]:
    """Lend a running engine of this model of the register, or of the configured one; None for the model “none”."""
    if model == NONE:
        yield None
        return
    running = _built(model, errors)
    await running.start()
    try:
        yield running
    finally:
        await running.stop()


def _built(model: str, errors: OutputWrapper) -> Engine:
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
