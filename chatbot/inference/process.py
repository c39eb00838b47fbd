"""The engine's process: reads requests from standard input, runs the scheduler, writes messages to standard output."""

import ctypes
import os
import queue
import resource
import signal
import sys
import threading
import time
from typing import BinaryIO

from chatbot.inference.messages import Failed, Load, Message, Ready, decode, encode
from chatbot.inference.model import Model, ModelUnreadable
from chatbot.inference.scheduler import SCORING_SLOTS, Scheduler

PREFIX_SLOTS = 12
NICENESS = 5
PR_SET_PDEATHSIG = 1


def main() -> int:
    """Run until the site closes our standard input; returns the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the site, which ends us in order
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # and we never outlive it
    os.nice(NICENESS)
    source, target = sys.stdin.buffer, _private_output()

    def send(message: Message) -> None:
        target.write(encode(message))
        target.flush()

    load = decode(source.readline())
    if not isinstance(load, Load):
        return 2
    started = time.monotonic()
    try:
        model = _load(load)
    except (ModelUnreadable, MemoryError) as error:
        send(Failed("", "model_unreadable", str(error)))
        return 1
    send(Ready(load.context_tokens, round((time.monotonic() - started) * 1000, 1)))
    scheduler = Scheduler(model, load.template, slots=load.max_answers, prefix_slots=PREFIX_SLOTS, send=send)
    _serve(scheduler, _inbox(source))
    return 0


def _private_output() -> BinaryIO:
    """Keep standard output for messages alone: whatever a library prints goes to standard error."""
    private = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return private


def _load(load: Load) -> Model:
    limit = load.memory_limit_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))  # the mapped model file does not count
    return Model(
        load.model_path,
        context_tokens=load.context_tokens,
        sequences=load.max_answers + PREFIX_SLOTS + SCORING_SLOTS,
        threads=load.threads,
    )


def _inbox(source: BinaryIO) -> "queue.SimpleQueue[Message | None]":
    """Read requests in a thread, so that a cancellation is seen at the next step; None ends."""
    inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()

    def read() -> None:
        for line in source:
            inbox.put(decode(line))
        inbox.put(None)

    threading.Thread(target=read, daemon=True).start()
    return inbox


def _serve(scheduler: Scheduler, inbox: "queue.SimpleQueue[Message | None]") -> None:
    while True:
        while scheduler.has_work is False or not inbox.empty():
            message = inbox.get()
            if message is None:
                return
            scheduler.receive(message)
        scheduler.step()


if __name__ == "__main__":
    sys.exit(main())
