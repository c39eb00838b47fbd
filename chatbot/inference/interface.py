"""What the rest of Guichet may ask of an engine, wherever its model runs."""

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from chatbot.inference.messages import Done, Piece, Prompt, Queued
from chatbot.inference.numbers import Numbers
from chatbot.inference.register import ModelCard


class InferenceEngine(Protocol):
    """One model that answers: in a process of this machine (`supervisor.Engine`) or on a server (`remote.RemoteEngine`)."""

    @property
    def card(self) -> ModelCard:
        """The register's entry of the model."""

    @property
    def numbers(self) -> Numbers:
        """What it has done since the site started."""

    @property
    def is_ready(self) -> bool:
        """Whether it can answer now."""

    @property
    def keeps_prefixes(self) -> bool:
        """Whether what it prepares is computed and kept here."""

    @property
    def requests(self) -> int:
        """How many requests are running or wait."""

    @property
    def memory_bytes(self) -> int:
        """How much memory of this machine it occupies."""

    @property
    def cpu_seconds(self) -> float:
        """How much of this machine's processor time it has taken since the site started."""

    async def start(self, timeout: float = 120.0) -> None:
        """Return when it can answer; raises EngineFailed when it cannot."""

    async def stop(self) -> None:
        """End it; running requests fail with EngineLost."""

    async def wait_ready(self, timeout: float) -> bool:
        """Return whether it can answer, waiting for it at most so many seconds."""

    def generate(
        self,
        prompt: Prompt,
        *,
        max_tokens: int = 200,
        temperature: float = 0.0,
        choices: Sequence[str] = (),
        site: str = "",
        patience: float = 0.0,
    ) -> AsyncGenerator[Queued | Piece | Done, None]:
        """Stream an answer: its places in the queue, pieces, then Done. Closing the generator cancels it.

        `site` is who shares fairly with others, `patience` the seconds after which waiting for the first words ends in
        EngineBusy, 0 for none. Raises EngineLost, EngineBusy, EngineFailed.
        """

    async def score(self, prompt: Prompt, candidates: Sequence[str], *, site: str = "") -> list[float]:
        """Return the mean log-likelihood a token of each candidate after the prompt; raises as generate."""

    async def count(self, text: str) -> int:
        """Return how many of the model's tokens a text has; raises EngineLost, EngineFailed."""

    async def prepare(self, prompt: Prompt, *, if_room: bool = False) -> Done:
        """Have the prompt's public part computed when nobody waits, and kept under its label; raises as generate.

        With `if_room`, nothing that is in use gives way to it: its reason is then `no_room`.
        """

    async def forget(self, label: str) -> None:
        """Have whatever is kept under this label dropped; raises EngineLost."""
