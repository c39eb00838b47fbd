"""Continuous batching: every running answer advances in one computation, long prompts are computed in chunks between."""

import time
from collections import deque
from collections.abc import Callable

import numpy as np

from chatbot.inference import sampling
from chatbot.inference.messages import Cancel, Done, Failed, Message, Piece, Score, Submit
from chatbot.inference.model import Entry, Model, NoRoom
from chatbot.inference.prefixes import PrefixCache
from chatbot.inference.scoring import score
from chatbot.inference.sequences import Sequence
from chatbot.inference.template import Segment, render

SCORING_SLOTS = 2
CHUNK_WHEN_BUSY = 64  # prompt tokens computed between two steps of the others' answers


class Scheduler:
    """Decides what each computation holds; `send` takes the messages for the site."""

    def __init__(self, model: Model, template: str, *, slots: int, prefix_slots: int, send: Callable[[Message], None]) -> None:
        self._model, self._template, self._send = model, template, send
        self._scoring_slots = (0, 1)  # see scoring.py
        self._free = list(range(SCORING_SLOTS, SCORING_SLOTS + slots))
        self._prefixes = PrefixCache(list(range(SCORING_SLOTS + slots, SCORING_SLOTS + slots + prefix_slots)))
        self._queue: deque[tuple[Submit | Score, float]] = deque()
        self._running: list[Sequence] = []
        self._random = np.random.default_rng(0)

    @property
    def has_work(self) -> bool:
        return bool(self._queue or self._running)

    def receive(self, message: Message) -> None:
        """Take one request from the site."""
        if isinstance(message, Cancel):
            self._cancel(message.id)
        elif isinstance(message, Submit | Score):
            self._queue.append((message, time.monotonic()))

    def step(self) -> None:
        """Admit what fits, compute one batch, send what came out."""
        self._admit()
        batch = self._plan()
        if not batch:
            return
        entries = [entry for _sequence, part in batch for entry in part]
        try:
            logits = self._model.compute(entries)
        except NoRoom:
            self._make_room()
            return
        index = 0
        for sequence, part in batch:
            index += len(part)
            sequence.computed += len(part)
            self._keep_prefix(sequence)
            if part[-1].wants_logits:
                self._advance(sequence, logits[index - 1])

    def _plan(self) -> list[tuple[Sequence, list[Entry]]]:
        """Return each sequence's part of the next batch: a token for those that write, chunks for those that read."""
        writing = [sequence for sequence in self._running if not sequence.is_prefilling]
        reading = [sequence for sequence in self._running if sequence.is_prefilling]
        room = self._model.batch - len(writing)
        if writing:
            room = min(room, CHUNK_WHEN_BUSY)
        plan = [(sequence, self._entries(sequence, 1)) for sequence in writing]
        for sequence in reading:
            if room <= 0:
                break
            part = self._entries(sequence, self._chunk(sequence, room))
            room -= len(part)
            plan.append((sequence, part))
        return plan

    def _chunk(self, sequence: Sequence, room: int) -> int:
        """A chunk ends where the shareable part ends, so that its state can be kept."""
        until = sequence.shared_tokens if sequence.computed < sequence.shared_tokens else sequence.prompt_tokens
        return min(room, until - sequence.computed)

    def _entries(self, sequence: Sequence, count: int) -> list[Entry]:
        last = len(sequence.tokens) - 1
        start = sequence.computed
        return [
            Entry(sequence.tokens[position], position, sequence.slot, position == last)
            for position in range(start, min(start + count, last + 1))
        ]

    def _admit(self) -> None:
        while self._queue and self._free:
            request, arrived = self._queue[0]
            if isinstance(request, Score):
                if self._running:
                    return  # scoring runs alone, between answers
                self._queue.popleft()
                while self._evict():
                    pass
                self._send(score(self._model, self._template, request, self._scoring_slots))
            elif not self._begin(request, arrived):
                return

    def _begin(self, request: Submit, arrived: float) -> bool:
        """Give the request a slot and the longest known prefix; False when it has to wait for room."""
        sequence = self._sequence(request, self._free[-1])
        sequence.arrived = arrived
        if sequence.prompt_tokens + request.max_tokens > self._model.context_tokens:
            self._queue.popleft()
            self._send(Failed(request.id, "too_long", f"The prompt has {sequence.prompt_tokens} tokens: more than the context."))
            return True
        if not self._fits(sequence):
            return False
        self._queue.popleft()
        self._free.pop()
        self._running.append(sequence)
        return True

    def _sequence(self, request: Submit, slot: int) -> Sequence:
        shared, private = (self._model.tokenize(part) for part in render(self._template, request.prompt))
        choices = [self._model.tokenize([Segment(choice, False)]) for choice in request.choices]
        return Sequence(request, slot, shared + private, len(shared), choices=choices)

    def _fits(self, sequence: Sequence) -> bool:
        """Share the longest known prefix and make sure that the rest has room, giving up old prefixes for it."""
        while True:
            prefix, common = self._prefixes.longest(sequence.tokens[: sequence.shared_tokens])
            sequence.cached = sequence.computed = common
            taken = self._prefixes.cells + sum(one.room_needed for one in self._running)
            if taken + sequence.room_needed <= self._model.context_tokens:
                if prefix:
                    self._model.share(prefix.slot, sequence.slot, common)
                return True
            if not self._evict():
                return not self._running  # alone in the context it fits: its length was checked

    def _evict(self) -> bool:
        prefix = self._prefixes.evict()
        if prefix:
            self._model.forget(prefix.slot)
        return prefix is not None

    def _make_room(self) -> None:
        """The context is full after all: give up a prefix, or the youngest request."""
        if not self._evict() and self._running:
            youngest = self._running[-1]
            self._release(youngest)
            self._send(Failed(youngest.request.id, "no_room", "The context is full: too many long answers at once."))

    def _keep_prefix(self, sequence: Sequence) -> None:
        """When the public part of a prompt has just been computed, keep it for the next customer."""
        if sequence.computed != sequence.shared_tokens or sequence.cached == sequence.shared_tokens:
            return
        if self._prefixes.is_full:
            self._evict()
        prefix = self._prefixes.add(sequence.tokens[: sequence.shared_tokens])
        if prefix:
            self._model.share(sequence.slot, prefix.slot, sequence.shared_tokens)

    def _advance(self, sequence: Sequence, logits: sampling.Logits) -> None:
        """Choose the next token of a sequence from its logits, send its text, end it when it is over."""
        if sequence.choices:
            token = sampling.constrained(logits, sequence.choices, sequence.answer)
            if token is None:
                return self._finish(sequence, "choice")
        else:
            token = sampling.sample(logits, sequence.request.temperature, self._random)
            if self._model.is_end(token):
                return self._finish(sequence, "stop")
        text = sequence.accept(token, self._model.piece(token))
        if text:
            self._send(Piece(sequence.request.id, text))
        if not sequence.choices and len(sequence.answer) >= sequence.request.max_tokens:
            self._finish(sequence, "length")
        return None

    def _finish(self, sequence: Sequence, reason: str) -> None:
        self._release(sequence)
        self._send(sequence.done(reason))

    def _release(self, sequence: Sequence) -> None:
        self._model.forget(sequence.slot)
        self._running.remove(sequence)
        self._free.append(sequence.slot)

    def _cancel(self, request_id: str) -> None:
        for entry in list(self._queue):
            if entry[0].id == request_id:
                self._queue.remove(entry)
                self._send(Done(request_id, "cancelled", "", 0, 0, 0))
        for sequence in list(self._running):
            if sequence.request.id == request_id:
                self._finish(sequence, "cancelled")
