"""An answer as a whole, for those who do not show it piece by piece."""

from contextlib import aclosing

from chatbot.answering.answer import answer
from chatbot.answering.contract import Answer, Question
from chatbot.inference.errors import EngineLost
from chatbot.inference.interface import InferenceEngine

PATIENCE = 30.0  # seconds for an engine that is starting again


async def whole_answer(question: Question, *, engine: InferenceEngine | None) -> Answer:
    """Return the answer; an engine that dies is waited for, and done without when it dies again."""
    for current in (engine, engine, None):
        try:
            async with aclosing(answer(question, engine=current)) as items:
                return [item async for item in items if isinstance(item, Answer)][-1]
        except EngineLost:
            await engine.wait_ready(PATIENCE) if engine else None
    raise EngineLost("The engine was lost although none was asked.")
