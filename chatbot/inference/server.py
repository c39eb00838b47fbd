"""An OpenAI-compatible server over HTTP: what may go wrong there becomes one of our errors. No text is ever logged."""

import asyncio
import contextlib
import json
import ssl
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx

from chatbot.inference.errors import EngineBusy, EngineError, EngineFailed, EngineLost
from chatbot.inference.register import ModelCard
from chatbot.inference.transcript import malformed

LINE_BYTES = 1024 * 1024
BODY_BYTES = 16 * 1024 * 1024
Kind = Literal["vllm", "llamacpp", ""]  # what the server says it is; empty: something else


@dataclass(frozen=True)
class Access:
    """Where the server is and how one gets in; times in seconds."""

    url: str
    key: str = field(default="", repr=False)
    ca_file: str = ""  # who else may sign the server's certificate
    connect_seconds: float = 5.0
    begin_seconds: float = 120.0  # to an answer's first byte: the server may have a queue of its own
    stall_seconds: float = 30.0  # between two pieces
    longest_seconds: float = 600.0  # the whole answer

    @property
    def base(self) -> str:
        """The address before /v1/…, with which it may end or not."""
        return self.url.rstrip("/").removesuffix("/v1")


@dataclass(frozen=True)
class Served:
    """A model as the server calls it."""

    name: str
    kind: Kind


class InferenceServer:
    """A client that goes to this one address: no redirect, no proxy, certificates checked by the system's store."""

    def __init__(self, access: Access) -> None:
        context = ssl.create_default_context()
        if access.ca_file:
            context.load_verify_locations(access.ca_file)
        self._access = access
        self._client = httpx.AsyncClient(
            verify=context,
            trust_env=False,
            follow_redirects=False,
            headers={"Accept-Encoding": "identity", **({"Authorization": f"Bearer {access.key}"} if access.key else {})},
            timeout=httpx.Timeout(None, connect=access.connect_seconds, pool=None),
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=8),
        )

    async def close(self) -> None:
        """Close all connections; what runs there is ended by the server."""
        await self._client.aclose()

    async def find(self, card: ModelCard) -> Served:
        """Return the model of this card as the server names it; raises EngineFailed when it serves others."""
        data = await self._json("GET", "/v1/models", None, self._access.connect_seconds * 2)
        try:
            models = {str(model["id"]): str(model.get("owned_by", "")) for model in data["data"]}
        except (KeyError, TypeError, AttributeError) as error:
            raise malformed() from error
        for name, owner in models.items():
            if _is_of(card, name):
                return Served(name, "vllm" if owner == "vllm" else "llamacpp" if owner == "llamacpp" else "")
        shown = ", ".join(name[:80] for name in list(models)[:5]) or "no model"
        raise EngineFailed(
            "other_model", f"{self._access.base} serves {shown}, not {card.name}: start it with that model, or name it so."
        )

    async def count(self, served: Served, text: str) -> int:
        """Return how many tokens the model makes of a text."""
        vllm = {"model": served.name, "prompt": text, "add_special_tokens": False}
        body = vllm if served.kind == "vllm" else {"content": text, "add_special": False}
        answer = await self._json("POST", "/tokenize", body, self._access.stall_seconds)
        try:
            return len(answer["tokens"])
        except (KeyError, TypeError) as error:
            raise malformed() from error

    async def completion(self, body: dict[str, Any]) -> Any:
        """Return what /v1/completions answers."""
        return await self._json("POST", "/v1/completions", body, self._access.begin_seconds)

    async def chat(self, body: dict[str, Any]) -> AsyncGenerator[Any, None]:
        """Yield the chunks of a streamed answer; raises EngineLost when it ends before [DONE]."""
        request = self._client.build_request("POST", self._access.base + "/v1/chat/completions", json=body)
        with _told_apart():
            async with self._answer(request) as response, aclosing(self._lines(response)) as lines:
                if not response.headers.get("content-type", "").startswith("text/event-stream"):
                    raise malformed()
                async for line in lines:
                    if not line.startswith(b"data:"):
                        continue  # comments and fields that we have no use for
                    if line[5:].strip() == b"[DONE]":
                        return
                    yield _parsed(line[5:])
            raise EngineLost("The inference server ended the answer in the middle.")

    async def _json(self, method: str, path: str, body: Any, seconds: float) -> Any:
        request = self._client.build_request(method, self._access.base + path, json=body)
        with _told_apart():
            async with asyncio.timeout(seconds), self._answer(request) as response, aclosing(_parts(response)) as parts:
                return _parsed(b"".join([part async for part in parts]))

    @contextlib.asynccontextmanager
    async def _answer(self, request: httpx.Request) -> AsyncIterator[httpx.Response]:
        """Send the request and lend an answer that is none of the refusals; leaving closes the connection."""
        async with asyncio.timeout(self._access.begin_seconds):
            response = await self._client.send(request, stream=True)
        try:
            _check(response)
            yield response
        finally:
            await response.aclose()

    async def _lines(self, response: httpx.Response) -> AsyncGenerator[bytes, None]:
        """Yield the lines of a body; none longer than a limit, none awaited for ever.

        No asyncio.timeout around it all: the items of a stream may be awaited by one task after another.
        """
        rest, limit, end = b"", self._access.begin_seconds, time.monotonic() + self._access.longest_seconds
        async with aclosing(_parts(response)) as parts:
            while part := await asyncio.wait_for(anext(parts, b""), min(limit, end - time.monotonic())):
                *lines, rest = (rest + part).split(b"\n")
                if len(rest) > LINE_BYTES:
                    raise _too_much()
                for line in lines:
                    limit = self._access.stall_seconds
                    yield line.rstrip(b"\r")


async def _parts(response: httpx.Response) -> AsyncGenerator[bytes, None]:
    """Yield the body as it comes, never unpacked, up to a limit."""
    total = 0
    async for part in response.aiter_raw():
        total += len(part)
        if total > BODY_BYTES:
            raise _too_much()
        if part:
            yield part


def _check(response: httpx.Response) -> None:
    """Raise what the status means; the server's own words may hold a customer's, and are not passed on."""
    status = response.status_code
    if 200 <= status < 300:
        return
    if 300 <= status < 400:
        raise EngineFailed("redirected", "The inference server redirects: set INFERENCE_URL to where it really is.")
    if status in {429, 503}:
        raise EngineBusy(f"The inference server has no room now (HTTP {status}).")
    if status in {502, 504}:
        raise EngineLost(f"The inference server is not reached by its proxy (HTTP {status}).")
    if status in {401, 403}:
        raise EngineFailed("unauthorized", f"The inference server refuses the key in INFERENCE_KEY (HTTP {status}).")
    raise EngineFailed(f"http_{status}", f"The inference server refused the request (HTTP {status}).")


@contextlib.contextmanager
def _told_apart() -> Iterator[None]:
    """Turn what happens on the wire into our errors."""
    try:
        yield
    except EngineError:
        raise
    except TimeoutError as error:
        raise EngineFailed("stalled", "The inference server said nothing for too long.") from error
    except httpx.HTTPError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise EngineFailed(
                "certificate", "The inference server's certificate is not trusted: name its authority's file in INFERENCE_CA."
            ) from error
        raise EngineLost(f"The inference server is not there ({type(error).__name__}).") from error


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise malformed() from error


def _too_much() -> EngineFailed:
    return EngineFailed("too_much", "The inference server sends more than an answer can hold.")


def _is_of(card: ModelCard, name: str) -> bool:
    """Return whether a served name means this card: its name or file, whatever the folder, case and punctuation."""
    return _plain(name) in {_plain(card.name), _plain(card.file)}


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.rsplit("/", 1)[-1].lower().removesuffix(".gguf")))
