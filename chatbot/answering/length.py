"""How long a reply may be that a model had a part in: 200 of its tokens. Nothing lifts that.

Longer free text of a model would have to bear a watermark, which sentences close to an article can hardly hold.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from chatbot.answering.contract import Waiting
from chatbot.answering.drafting import is_lead
from chatbot.inference.interface import InferenceEngine

MOST_TOKENS = 200


async def short_enough(
    sentences: AsyncGenerator[str | Waiting, None], engine: InferenceEngine
) -> AsyncGenerator[str | Waiting, None]:
    """Pass sentences on as long as the whole reply is short enough; the first that is too much ends it, and the engine's work."""
    reply = held = ""
    async with aclosing(sentences):
        async for sentence in sentences:
            if isinstance(sentence, Waiting):
                yield sentence
            elif is_lead(sentence):
                held += sentence  # with what it announces, or not at all
            elif await _fits(reply + held + sentence, engine):
                yield held + sentence
                reply, held = reply + held + sentence, ""
            else:
                return


async def _fits(reply: str, engine: InferenceEngine) -> bool:
    """Return whether a reply, as it would leave, is short enough, counted by the model's own tokenizer."""
    if len(reply.encode()) <= MOST_TOKENS:
        return True  # no token stands for less than a byte
    return await engine.count(reply) <= MOST_TOKENS
