"""Continuous batching: every running answer advances in one computation, long prompts are computed in chunks between."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from chatbot.inference import sampling
from chatbot.inference.errors import EngineFailed, NoRoom
from chatbot.inference.intake import Intake
from chatbot.inference.messages import Cancel, Done, Failed, Message, Piece, Score, Submit
from chatbot.inference.prefixes import Prefix, PrefixCache
from chatbot.inference.scoring import Scoring
from chatbot.inference.sequences import Answer, Entry, Sequence

if TYPE_CHECKING:
    from chatbot.inference.model import Model

CHUNK_WHEN_BUSY = 64  # prompt tokens computed between two steps of the others' answers
Plan = list[tuple[Sequence, list[Entry]]]


class Scheduler:
    """Decides what each computation holds; `send` takes the messages for the site."""

    def __init__(self, model: Model, template: str, *, slots: int, prefix_slots: int, send: Callable[[Message], None]) -> None:
        self._model, self._intake, self._send = model, Intake(model, template), send
        self._free = list(range(slots))
        self._prefixes = PrefixCache(list(range(slots, slots + prefix_slots)))
        self._queue: deque[Sequence] = deque()
        self._running: list[Sequence] = []
        self._random = np.random.default_rng()

    @property
    def has_work(self) -> bool:
        return bool(self._queue or self._running)

    def receive(self, message: Message) -> None:
        """Take one message from the site; a request that cannot be served is refused at once."""
        match message:
            case Cancel():
                self._cancel(message.id)
            case Submit() | Score():
                try:
                    self._queue.append(self._intake.sequence(message))
                except EngineFailed as error:
                    self._send(Failed(message.id, error.code, str(error)))

    def step(self) -> None:
        """Admit what fits, compute one batch, send what came out."""
        while self._queue and self._free and self._fits(self._queue[0]):
            self._admit(self._queue.popleft())
        plan = self._plan()
        if not plan:
            return
        try:
            logits = self._model.compute([entry for _sequence, part in plan for entry in part])
        except NoRoom:
            self._make_room()
            return
        begin = 0
        for sequence, part in plan:
            predictions = [logits[begin + index] for index, entry in enumerate(part) if entry.wants_logits]
            begin += len(part)
            sequence.computed += len(part)
            if sequence.computed - len(part) < sequence.shared_tokens <= sequence.computed:
                self._keep_prefix(sequence)
            if predictions:
                self._advance(sequence, predictions)

    def _plan(self) -> Plan:
        """Return each sequence's part of the next batch: a token for those that write, chunks for those that read."""
        plan = [(sequence, sequence.entries(1)) for sequence in self._running if sequence.is_writing]
        room = min(self._model.batch - len(plan), CHUNK_WHEN_BUSY if plan else self._model.batch)
        for sequence in self._running:
            if room > 0 and not sequence.is_writing:
                part = sequence.entries(room)
                room -= len(part)
                plan.append((sequence, part))
        return plan

    # Coming in

    def _fits(self, sequence: Sequence) -> bool:
        """Lean on the longest known prefix and see whether the rest has room, giving up old prefixes for it."""
        sequence.lean_on(*self._prefixes.longest(sequence.tokens[: sequence.shared_tokens]))
        while self._taken + sequence.room_needed > self._model.context_tokens:
            if self._evict():
                continue
            sequence.lean_on(None, 0)
            if self._running:
                return False
            while self._evict():  # alone, and without any prefix, it fits: its length was checked
                pass
            return True
        return True

    @property
    def _taken(self) -> int:
        """Cells in use or promised, at most."""
        return self._prefixes.cells + sum(sequence.room_needed for sequence in self._running)

    def _admit(self, sequence: Sequence) -> None:
        sequence.slot = self._free.pop()
        sequence.cached = sequence.computed = sequence.borrowed
        if sequence.prefix:
            self._model.share(sequence.prefix.slot, sequence.slot, sequence.borrowed)
        if isinstance(sequence, Answer):
            sequence.admitted = time.monotonic()
        self._running.append(sequence)

    # Prefixes

    def _keep_prefix(self, sequence: Sequence) -> None:
        """The public part of a prompt has just been computed: keep it for the next customer."""
        tokens = sequence.tokens[: sequence.shared_tokens]
        if self._prefixes.holds(tokens):
            return
        prefix = self._prefixes.add(tokens) or (self._prefixes.add(tokens) if self._evict() else None)
        if prefix:
            self._model.share(sequence.slot, prefix.slot, sequence.shared_tokens)
            sequence.lean_on(prefix, sequence.shared_tokens)

    def _evict(self) -> Prefix | None:
        prefix = self._prefixes.evict()
        if prefix:
            self._model.forget(prefix.slot)
        return prefix

    def _make_room(self) -> None:
        """The context is full against our own count: give up a prefix, or else the youngest request."""
        if not self._evict() and self._running:
            youngest = self._running[-1]
            self._release(youngest)
            self._send(Failed(youngest.id, "no_room", "The context is full: too many long answers at once."))

    # Going on and out

    def _advance(self, sequence: Sequence, predictions: list[sampling.Logits]) -> None:
        match sequence:
            case Answer():
                self._write(sequence, predictions[-1])
            case Scoring():
                self._read(sequence, predictions)

    def _write(self, answer: Answer, logits: sampling.Logits) -> None:
        """Choose the next token from the logits, send its text, end the answer when it is over."""
        token = self._next_token(answer, logits)
        if token is None:
            return self._finish(answer, "choice" if answer.choices else "stop")
        text = answer.accept(token, self._model.piece(token))
        if text:
            self._send(Piece(answer.id, text))
        if answer.is_full:
            self._finish(answer, "length")
        return None

    def _next_token(self, answer: Answer, logits: sampling.Logits) -> int | None:
        if answer.choices:
            return sampling.constrained(logits, answer.choices, answer.written, self._model.end)
        token = sampling.sample(logits, answer.request.temperature, self._random)
        return None if self._model.is_end(token) else token

    def _read(self, scoring: Scoring, predictions: list[sampling.Logits]) -> None:
        if scoring.take(predictions):
            self._model.forget(scoring.slot, scoring.prompt_tokens)
        if scoring.is_over:
            self._release(scoring)
            self._send(scoring.scored())

    def _finish(self, answer: Answer, reason: str) -> None:
        self._release(answer)
        self._send(answer.done(reason))

    def _release(self, sequence: Sequence) -> None:
        sequence.lean_on(None, 0)
        self._model.forget(sequence.slot)
        self._running.remove(sequence)
        self._free.append(sequence.slot)

    def _cancel(self, request_id: str) -> None:
        for sequence in [one for one in (*self._queue, *self._running) if one.id == request_id]:
            if sequence in self._running:
                self._release(sequence)
            else:
                self._queue.remove(sequence)
            self._send(sequence.done("cancelled") if isinstance(sequence, Answer) else Done(request_id, "cancelled", "", 0, 0, 0))
