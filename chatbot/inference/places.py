"""So many requests at a time; the others wait in a fair line and are told their place in it."""

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, field

from chatbot.inference.errors import EngineBusy
from chatbot.inference.line import FairLine
from chatbot.inference.messages import Queued


@dataclass(eq=False)
class Place:
    """One request's place: in the line, or among those that are running."""

    id: str
    site: str
    patience: float  # seconds; 0 has no end
    arrived: float = field(default_factory=time.monotonic)
    begun: float = 0.0  # when its turn came; 0 while it waits
    position: int = 0  # as last told
    told: asyncio.Queue[int] = field(default_factory=asyncio.Queue)

    @property
    def deadline(self) -> float:
        """When its first words should be there."""
        return self.arrived + self.patience if self.patience else math.inf

    async def wait(self) -> AsyncGenerator[Queued, None]:
        """Yield each position until the turn has come; raises EngineBusy when it does not come in time."""
        while not self.begun or not self.told.empty():
            left = self.deadline - time.monotonic()
            try:
                position = await asyncio.wait_for(self.told.get(), None if left == math.inf else left)
            except TimeoutError as error:
                raise EngineBusy("This request waited as long as it may, and could not be begun.") from error
            yield Queued(self.id, position)


class Places:
    """The places at a server, and the line before them."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._line: FairLine[Place] = FairLine()

    @contextlib.contextmanager
    def take(self, request_id: str, site: str, patience: float) -> Iterator[Place]:
        """Put a request into the line, and give its place to the next one when it ends."""
        place = Place(request_id, site, patience)
        self._line.append(place)
        self._advance()
        try:
            yield place
        finally:
            self._leave(place)

    def _leave(self, place: Place) -> None:
        if place.begun:
            self._free += 1
        else:
            self._line.remove(place)
        self._advance()

    def _advance(self) -> None:
        """Begin what has room, and tell the others their place."""
        for place in self._line.order()[: self._free]:
            self._line.begin(place)
            self._free -= 1
            place.begun = time.monotonic()
            if place.position:
                place.told.put_nowait(0)
        for position, place in enumerate(self._line.order(), start=1):
            if place.position != position:
                place.position = position
                place.told.put_nowait(position)
