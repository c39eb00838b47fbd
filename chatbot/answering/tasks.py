"""Jobs that let the model read what is published before anybody asks about it, and forget what is not published any more."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from chatbot import engine
from chatbot.answering.compose import label
from chatbot.answering.reading_ahead import read

ONE_AT_A_TIME = "prefixes"
AGAIN = RetryStrategy(max_attempts=5, wait=30)


@app.task(name="prepare_prefixes", lock=ONE_AT_A_TIME, retry=AGAIN)
async def prepare_prefixes(version_id: int) -> None:
    """Have the engine compute a published version when it has nothing else to do; customers' answers come first."""
    if running := engine.current():
        await read(version_id, running)


@app.task(name="forget_prefixes", lock=ONE_AT_A_TIME, retry=AGAIN)
async def forget_prefixes(version_id: int) -> None:
    """Have the engine drop what it computed of a version that customers shall not be answered from any more."""
    if running := engine.current():
        await running.forget(label(version_id))
