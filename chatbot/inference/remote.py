"""A model on an inference server of the operator's own (OpenAI-compatible: vLLM, llama-server), asked as the engine here is."""

import asyncio
import contextlib
import logging
import math
import time
from collections.abc import AsyncGenerator, Awaitable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from chatbot.inference import echo
from chatbot.inference.errors import EngineBusy, EngineError, EngineFailed, EngineLost
from chatbot.inference.harmless import harmless
from chatbot.inference.messages import Done, Piece, Prompt, Queued
from chatbot.inference.numbers import Numbers
from chatbot.inference.places import Place, Places
from chatbot.inference.register import ModelCard
from chatbot.inference.restriction import restriction
from chatbot.inference.room import Room
from chatbot.inference.server import Access, InferenceServer, Served
from chatbot.inference.transcript import Transcript, malformed
from chatbot.inference.watched import BACKOFF, Watched

logger = logging.getLogger(__name__)
MOST_CHARACTERS_A_TOKEN = 64
BYTES_A_TOKEN = 2  # where nobody counts: French and English have between three and four


@dataclass(frozen=True)
class RemoteConfig:
    """Which model, where, and how much is asked of the server at a time."""

    card: ModelCard
    access: Access
    max_answers: int = 4
    queue_limit: int = 64
    look_seconds: float = 10.0  # between two looks at a server that is there


class RemoteEngine(Watched):
    """One model on a server that is looked at, and asked again when it is back. Once stopped, it is not started again."""

    keeps_prefixes = False

    def __init__(self, config: RemoteConfig) -> None:
        super().__init__()
        self.config, self.card = config, config.card
        self.numbers = Numbers()
        self._server = InferenceServer(config.access)
        self._room = Room(config.max_answers, config.queue_limit, self.numbers)
        self._places = Places(config.max_answers)
        self._look = asyncio.Event()
        self._served = Served("", "")
        self._problem: EngineError | None = None

    @property
    def requests(self) -> int:
        """How many requests are running or wait."""
        return len(self._room)

    @property
    def memory_bytes(self) -> int:
        """None of this machine's: the model is elsewhere."""
        return 0

    @property
    def cpu_seconds(self) -> float:
        """None of this machine's: the model is elsewhere."""
        return 0.0

    async def stop(self) -> None:
        """Close every connection; running requests fail with EngineLost."""
        await super().stop()
        self._ready.clear()
        await self._server.close()

    async def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 200,
        temperature: float = 0.0,
        choices: Sequence[str] = (),
        site: str = "",
        patience: float = 0.0,
    ) -> AsyncGenerator[Queued | Piece | Done, None]:
        """Stream an answer; closing the generator closes the connection, and the server stops writing."""
        longest = max([max_tokens, *(len(choice.encode()) for choice in choices)])
        transcript = Transcript(tuple(choices), most_characters=longest * MOST_CHARACTERS_A_TOKEN)
        with self._request(site, patience) as place:
            async for position in place.wait():
                yield position
            body = {"max_tokens": longest, "temperature": temperature, **restriction(self._served.kind, choices)}
            async with aclosing(self._answer(place, {**self._opening(prompt), **body}, transcript)) as messages:
                while message := await _in_time(anext(messages, None), place, has_words=bool(transcript.text)):
                    yield message

    async def score(self, prompt: Prompt, candidates: Sequence[str], *, site: str = "") -> list[float]:
        """Return the mean log-likelihood a token of each candidate; EngineFailed `unsupported` where the server is no vLLM."""
        if not all(candidates):
            raise EngineFailed("empty", "A candidate has no text.")
        start = echo.stem(self.card.template, prompt)
        with self._request(site, 0.0) as place:
            async for _position in place.wait():
                pass
            if self._served.kind != "vllm":
                raise EngineFailed("unsupported", "This inference server does not say how likely a given text is.")
            answer = await self._server.completion(echo.body(self._served.name, start, candidates))
        return echo.likelihoods(answer, start, candidates)

    async def count(self, text: str) -> int:
        """Return how many of the model's tokens a text has; more rather than fewer where the server does not say."""
        if not self._served.kind:
            return _estimated(text)
        try:
            return await self._server.count(self._served, text)
        except EngineLost:
            self._lose()
            raise
        except EngineBusy:
            return _estimated(text)
        except EngineFailed as error:
            if error.code.startswith("http_"):  # not let through by a proxy
                return _estimated(text)
            raise

    async def prepare(self, prompt: Prompt, *, if_room: bool = False) -> Done:
        """Do nothing: the server computes an article when it is first asked about, and keeps it as it sees fit."""
        return Done(str(uuid4()), "prepared", "", 0, 0, 0)

    async def forget(self, label: str) -> None:
        """Do nothing: what is not asked for any more leaves the server's cache by itself."""

    # A request

    @contextlib.contextmanager
    def _request(self, site: str, patience: float) -> Iterator[Place]:
        """Lend a place in the line; a server that is gone is looked at, a refusal is counted."""
        request_id = str(uuid4())
        with self._room.admit(request_id, site), self._places.take(request_id, site, patience) as place:
            try:
                if not self.is_ready:
                    raise EngineLost("The inference server is away.")
                yield place
            except EngineLost:
                self._lose()
                raise
            except (EngineBusy, EngineFailed):
                self.numbers.refused += 1
                raise

    def _opening(self, prompt: Prompt) -> dict[str, Any]:
        """Return what every question to an article begins with, before the customer's words: the server computes it once."""
        system, user = harmless(prompt.system), harmless(prompt.public + prompt.private)
        messages = [{"role": "system", "content": system}] if system else []
        return {
            "model": self._served.name,
            "messages": [*messages, {"role": "user", "content": user}],
            "stream": True,
            "stream_options": {"include_usage": True},
        }

    async def _answer(self, place: Place, body: dict[str, Any], transcript: Transcript) -> AsyncGenerator[Piece | Done, None]:
        first_piece = 0.0
        try:
            async with aclosing(self._server.chat(body)) as chunks:
                async for chunk in chunks:
                    if text := transcript.take(chunk):
                        first_piece = first_piece or time.monotonic()
                        yield Piece(place.id, text)
        except (GeneratorExit, asyncio.CancelledError):
            self.numbers.add(_done(place, transcript, first_piece, "cancelled"))
            raise
        if not transcript.reason:
            raise malformed()
        done = _done(place, transcript, first_piece, transcript.reason)
        self.numbers.add(done)
        yield done

    # The server

    def _lose(self) -> None:
        """A request has found the server gone: look at it at once."""
        self._ready.clear()
        self._look.set()

    def _why_not(self) -> EngineFailed:
        if isinstance(self._problem, EngineFailed):
            return self._problem
        return EngineFailed("unreachable", f"{self.config.access.base}: {self._problem or 'The inference server said nothing.'}")

    async def _watch(self) -> None:
        """Look at the server now and then, soon when it is away; give up only when it has refused the first time."""
        failures, has_been_ready = 0, False
        while not self._is_stopping:
            self._look.clear()
            self._problem = await self._find()
            if self._problem is None:
                self.numbers.restarts += has_been_ready and not self.is_ready
                failures, has_been_ready = 0, True
                self._ready.set()
            else:
                self._ready.clear()
                if failures == 0:
                    logger.warning("inference server: %s", self._problem)
                failures += 1
                if not has_been_ready and isinstance(self._problem, EngineFailed) and self._problem.code != "stalled":
                    return
            await self._rest(failures)

    async def _find(self) -> EngineError | None:
        """Look whether the server is there with our model; return what is wrong."""
        try:
            self._served = await self._server.find(self.card)
        except EngineError as error:
            return error
        return None

    async def _rest(self, failures: int) -> None:
        if failures:
            await asyncio.sleep(BACKOFF[min(failures, len(BACKOFF) - 1)])
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._look.wait(), self.config.look_seconds)


def _estimated(text: str) -> int:
    return len(text.encode()) // BYTES_A_TOKEN + 1


async def _in_time(message: Awaitable[Piece | Done | None], place: Place, *, has_words: bool) -> Piece | Done | None:
    """Return the next message; raises EngineBusy when it would be the first and does not come in time."""
    left = place.deadline - time.monotonic()
    try:
        return await asyncio.wait_for(message, None if has_words or left == math.inf else left)
    except TimeoutError as error:
        raise EngineBusy("No word of this answer was there in time.") from error


def _done(place: Place, transcript: Transcript, first_piece: float, reason: str) -> Done:
    """Return the closing message. How much of the cached tokens is an article's, the server does not say."""
    now = time.monotonic()
    moments = {"queue": place.begun, "first_piece": first_piece or now, "total": now}
    return Done(
        id=place.id,
        reason=reason,
        text=transcript.text,
        prompt_tokens=transcript.prompt_tokens,
        tokens=transcript.tokens,
        cached_tokens=transcript.cached_tokens,
        timings_ms={name: round((moment - place.arrived) * 1000, 1) for name, moment in moments.items()},
    )
