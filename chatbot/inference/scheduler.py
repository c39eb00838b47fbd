"""Continuous batching: every running answer advances in one computation, long prompts are computed in chunks between."""

from __future__ import annotations

import heapq
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from chatbot.inference.errors import EngineFailed
from chatbot.inference.intake import Intake
from chatbot.inference.line import WaitingLine
from chatbot.inference.messages import (
    Cancel,
    Count,
    Counted,
    Done,
    Failed,
    Forget,
    Message,
    Piece,
    Prepare,
    Queued,
    Score,
    Submit,
)
from chatbot.inference.pace import Pace
from chatbot.inference.prefixes import PrefixCache
from chatbot.inference.sampling import Logits
from chatbot.inference.scoring import Candidate, Scoring
from chatbot.inference.sequences import Answer, Part, Preparation, Sequence
from chatbot.inference.template import Template
from chatbot.inference.writing import write

if TYPE_CHECKING:
    from chatbot.inference.model import Model

DRAFT_TOKENS = 2  # guessed for an answer that is alone: up to three tokens, every quantisation rounds as it does for one
Plan = list[tuple[Sequence, Part]]


class Scheduler:
    """Decides what each computation holds; `send` takes the messages for the site."""

    def __init__(self, model: Model, template: Template, *, prefixes: PrefixCache, send: Callable[[Message], None]) -> None:
        self._model, self._intake, self._prefixes, self._send = model, Intake(model, template), prefixes, send
        self._free = list(range(model.slots))  # a heap: sequences in neighbouring slots are computed together
        self._line = WaitingLine()
        self._preparations: deque[Preparation] = deque()
        self._running: list[Sequence] = []
        self._pace = Pace()
        self._has_read = False  # whether the last step read
        self._random = np.random.default_rng()

    @property
    def has_work(self) -> bool:
        return bool(self._line or self._running or self._preparations)

    def receive(self, message: Message) -> None:
        """Take one message from the site; a request that cannot be served is refused at once."""
        match message:
            case Cancel():
                self._cancel(message.id)
            case Forget():
                self._forget(message.label)
            case Count():
                self._send(Counted(message.id, self._intake.count(message.text)))
            case Submit() | Score() | Prepare():
                try:
                    sequence = self._intake.sequence(message)
                except EngineFailed as error:
                    self._send(Failed(message.id, error.code, str(error)))
                    return
                if isinstance(sequence, Preparation):
                    self._preparations.append(sequence)
                else:
                    self._line.append(sequence)

    def step(self) -> None:
        """Admit what fits, compute one batch, send what came out."""
        self._admit_waiting()
        plan = self._plan()
        if not plan:
            return
        began = time.monotonic()
        results = self._model.compute([part for _sequence, part in plan])
        read = sum(len(part.tokens) for _sequence, part in plan) if self._has_read else 0
        self._pace.learn(time.monotonic() - began, read=read)
        for (sequence, part), predictions in zip(plan, results, strict=True):
            sequence.computed += len(part.tokens)
            if sequence.computed == sequence.shared_tokens:
                self._keep_prefix(sequence)
            if predictions:
                self._advance(sequence, predictions)

    def _plan(self) -> Plan:
        """Return the next batch in the order of slots: those who write and those who read take turns."""
        writers = [sequence for sequence in self._running if sequence.is_writing]
        readers = [sequence for sequence in self._running if not sequence.is_writing]
        self._has_read = bool(readers) and not (writers and self._has_read)
        plan = self._reading(readers, is_alone=not writers) if self._has_read else self._writing(writers)
        return sorted(plan, key=lambda planned: planned[1].slot)

    def _writing(self, writers: list[Sequence]) -> Plan:
        """Return a token of each; more for one who writes alone, where the next ones can be guessed."""
        if len(writers) == 1:
            (writer,) = writers
            writer.guess(DRAFT_TOKENS, or_anything=self._model.rounds_otherwise_alone(writer.computed))
        return [(sequence, sequence.part(1)) for sequence in writers]

    def _reading(self, readers: list[Sequence], *, is_alone: bool) -> Plan:
        """Return chunks of prompts, the shortest first: one, where company would change how llama.cpp rounds, or what fits."""
        room = self._pace.room(is_alone=is_alone, most=self._model.chunk)
        plan: Plan = []
        for sequence in sorted(readers, key=lambda one: one.pending)[: 1 if self._model.is_exact else None]:
            if room > 0:
                plan.append((sequence, sequence.part(room)))
                room -= len(plan[-1][1].tokens)
        return plan

    # Coming in

    def _admit_waiting(self) -> None:
        """Begin what can be begun, in the order of the queue, and tell the others their place."""
        self._expire()
        if self._line:
            self._put_preparation_back()
            self._admit_customers()
            self._tell_positions()
        if self._preparations and not self._running:
            self._prepare(self._preparations.popleft())

    def _prepare(self, preparation: Preparation) -> None:
        """Begin to read what nobody waits for, unless it is there already, or there is no room that it may take."""
        if self._prefixes.claim(preparation.public):
            preparation.cached = preparation.shared_tokens
            self._send(preparation.done())
        elif preparation.if_room and self._prefixes.is_full:
            self._send(preparation.done("no_room"))
        else:
            self._admit(preparation)

    def _expire(self) -> None:
        """End what has waited for its first words as long as it may."""
        now = time.monotonic()
        for sequence in [one for one in self._running if one.is_late(now)]:
            self._put_aside(sequence)
            self._send(Failed(sequence.id, "deadline", "No word of this answer was there in time."))
        for sequence in self._line.expired(now):
            self._line.remove(sequence)
            self._send(Failed(sequence.id, "deadline", "This request waited as long as it may, and could not be begun."))

    def _put_preparation_back(self) -> None:
        """A customer has come: what nobody waits for goes on later."""
        for sequence in [one for one in self._running if isinstance(one, Preparation)]:
            self._put_aside(sequence)
            self._preparations.appendleft(sequence)

    def _put_aside(self, sequence: Sequence) -> None:
        """End a reading; as much of its public part as is computed serves whoever reads on."""
        if 0 < sequence.computed < sequence.shared_tokens and sequence.may_be_kept:
            computed = sequence.public[: sequence.computed]
            self._prefixes.keep(computed, self._model.state(sequence.slot), sequence.label, is_whole=False)
        self._release(sequence)

    def _admit_customers(self) -> None:
        computing = {tuple(one.public) for one in self._running if one.computed < one.shared_tokens}
        for sequence in self._line.order():
            if not self._free:
                return
            public = tuple(sequence.public)
            if public and public in computing:
                continue  # somebody computes this very article: in a moment its prefix can be shared
            self._line.begin(sequence)
            self._admit(sequence)
            if sequence.computed < sequence.shared_tokens:
                computing.add(public)

    def _tell_positions(self) -> None:
        for position, sequence in enumerate(self._line.order(), start=1):
            if sequence.position != position:
                sequence.position = position
                self._send(Queued(sequence.id, position))

    def _admit(self, sequence: Sequence) -> None:
        sequence.slot = heapq.heappop(self._free)
        if sequence.position:
            self._send(Queued(sequence.id, 0))
        sequence.computed = sequence.cached = self._restore(sequence)
        self._running.append(sequence)
        match sequence:
            case Preparation() if not sequence.pending:
                self._finish(sequence, sequence.done())
            case Answer():
                sequence.admitted = time.monotonic()
                self._write(sequence, [])

    def _restore(self, sequence: Sequence) -> int:
        """Start from what is known of the sequence; return how many tokens that is."""
        if sequence.base:
            state, length = sequence.base
            return length if self._model.restore(sequence.slot, state) else 0
        prefix, length = self._prefixes.find(sequence.public)
        if prefix is None:
            return 0
        if not self._model.restore(sequence.slot, prefix.state):
            self._prefixes.drop(prefix)
            return 0
        if sequence.shared_tokens - length == 1:
            length -= 1  # a token read alone would be rounded otherwise
        self._model.forget(sequence.slot, length)
        return length

    # Going on and out

    def _keep_prefix(self, sequence: Sequence) -> None:
        """The public part of a prompt has just been computed: keep it for the next customer."""
        if sequence.may_be_kept:
            self._prefixes.keep(sequence.public, self._model.state(sequence.slot), sequence.label)
        if isinstance(sequence, Preparation):
            self._finish(sequence, sequence.done())

    def _advance(self, sequence: Sequence, predictions: list[Logits]) -> None:
        match sequence:
            case Answer():
                self._write(sequence, predictions)
            case Scoring():
                self._fork(sequence, predictions[-1])
            case Candidate():
                self._read(sequence, predictions)

    def _write(self, answer: Answer, predictions: list[Logits]) -> None:
        """Send the text that follows from the predictions, and end the answer when it is over."""
        had_draft = bool(answer.draft)
        text, reason = write(answer, predictions, self._model, self._random)
        if text:
            self._send(Piece(answer.id, text))
        if reason:
            self._finish(answer, answer.done(reason))
        elif had_draft:
            answer.computed = len(answer.tokens) - 1
            self._model.forget(answer.slot, answer.computed)

    def _fork(self, scoring: Scoring, after_prompt: Logits) -> None:
        """Let the candidates follow the prompt side by side, before the other requests of their site."""
        state = self._model.state(scoring.slot)
        self._release(scoring)
        for candidate in scoring.fork(after_prompt, state):
            self._line.put_first(candidate)
        self._finish_scoring(scoring)

    def _read(self, candidate: Candidate, predictions: list[Logits]) -> None:
        candidate.take(predictions)
        if not candidate.pending:
            self._release(candidate)
            self._finish_scoring(candidate.scoring)

    def _finish_scoring(self, scoring: Scoring) -> None:
        if scoring.is_over:
            self._send(scoring.scored())

    def _forget(self, label: str) -> None:
        """Drop what is kept under a label; answers that are being made of it still are, and leave nothing."""
        self._prefixes.forget(label)
        for sequence in (*self._line, *self._preparations, *self._running):
            sequence.may_be_kept = sequence.may_be_kept and sequence.label != label

    def _finish(self, sequence: Sequence, message: Done) -> None:
        self._release(sequence)
        self._send(message)

    def _release(self, sequence: Sequence) -> None:
        self._model.forget(sequence.slot)
        self._running.remove(sequence)
        heapq.heappush(self._free, sequence.slot)

    def _cancel(self, request_id: str) -> None:
        """Free all that this request holds; say so once, when it was there at all."""
        found = [one for one in (*self._line, *self._preparations, *self._running) if one.id == request_id]
        for sequence in found:
            if sequence in self._running:
                self._release(sequence)
            elif sequence in self._preparations:
                self._preparations.remove(sequence)
            else:
                self._line.remove(sequence)
        if found:
            answer = found[0] if isinstance(found[0], Answer) else None
            self._send(answer.done("cancelled") if answer else Done(request_id, "cancelled", "", 0, 0, 0))
