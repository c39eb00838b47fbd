"""The engine's process: reads requests from standard input, runs the scheduler, writes messages to standard output."""

import ctypes
import os
import queue
import resource
import signal
import sys
import threading
import time
from pathlib import Path
from typing import BinaryIO

from chatbot.inference.chat_template import from_file
from chatbot.inference.errors import ModelUnreadable
from chatbot.inference.messages import Failed, Load, Message, Ready, decode, encode
from chatbot.inference.model import Model
from chatbot.inference.prefixes import PrefixCache
from chatbot.inference.scheduler import Scheduler
from chatbot.inference.shelf import Shelf
from chatbot.inference.template import OWN, TEMPLATES, Template

MEGABYTE = 1024 * 1024
PR_SET_PDEATHSIG = 1
Inbox = queue.SimpleQueue[Message | None]  # None: the site has gone, or is not ours


def main() -> int:
    """Run until the site closes our standard input; returns the exit status."""
    _settle_in()
    source, target = sys.stdin.buffer, _private_output()

    def send(message: Message) -> None:
        target.write(encode(message))
        target.flush()

    inbox = _inbox(source)
    load = inbox.get()
    if not isinstance(load, Load):
        return 2
    started = time.monotonic()
    try:
        model = _load(load)
        template = _template(load, model)
    except (ModelUnreadable, MemoryError) as error:
        send(Failed("", "model_unreadable", str(error) or "There is not enough memory for the model."))
        return 1
    send(Ready(load.context_tokens, round((time.monotonic() - started) * 1000, 1)))
    _serve(Scheduler(model, template, prefixes=_prefixes(load, model), send=send), inbox)
    return 0


def _settle_in() -> None:
    """Be a good child: ended by the site, never outliving it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the site, which ends us in order
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _private_output() -> BinaryIO:
    """Keep standard output for messages alone: whatever a library prints goes to standard error."""
    private = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return private


def _load(load: Load) -> Model:
    _cap_memory(load.memory_limit_mb * MEGABYTE)
    return Model(load.model_path, context_tokens=load.context_tokens, slots=load.max_answers, threads=load.threads)


def _template(load: Load, model: Model) -> Template:
    if load.template == OWN:
        return from_file(model.own_template)
    if load.template not in TEMPLATES:
        raise ModelUnreadable(f"There is no chat template {load.template!r}.")
    return TEMPLATES[load.template]


def _prefixes(load: Load, model: Model) -> PrefixCache:
    """Return the kept prefixes; what is on disk fits this model, template and runtime only."""
    shelf = None
    if load.prefix_folder:
        identity = f"{load.model_sha256} {load.template} {model.runtime}"
        shelf = Shelf(Path(load.prefix_folder), identity, load.prefix_disk_mb * MEGABYTE)
    return PrefixCache(load.prefix_memory_mb * MEGABYTE, shelf)


def _cap_memory(limit: int) -> None:
    """Let allocations fail beyond the limit; the model file is mapped, and does not count."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _inbox(source: BinaryIO) -> Inbox:
    """Read requests in a thread, so that a cancellation is seen at the next step."""
    inbox: Inbox = queue.SimpleQueue()

    def read() -> None:
        try:
            for line in source:
                inbox.put(decode(line))
        except ValueError as error:
            sys.stderr.write(f"engine: {error}\n")
        inbox.put(None)

    threading.Thread(target=read, daemon=True).start()
    return inbox


def _serve(scheduler: Scheduler, inbox: Inbox) -> None:
    while True:
        while not scheduler.has_work or not inbox.empty():
            message = inbox.get()
            if message is None:
                return
            scheduler.receive(message)
        scheduler.step()


if __name__ == "__main__":
    sys.exit(main())
