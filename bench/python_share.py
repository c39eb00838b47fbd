"""How much of a step at 16 streams is Python's: all that the engine's process does besides llama.cpp's llama_decode."""

import os
import sys
import time
from typing import Any

import llama_cpp

from bench.common import THREADS, arguments, spread
from chatbot.inference.child import WAITING
from chatbot.inference.messages import Message, Prompt, Submit, encode
from chatbot.inference.model import Model
from chatbot.inference.prefixes import PrefixCache
from chatbot.inference.scheduler import Scheduler
from chatbot.inference.template import TEMPLATES

STREAMS, STEPS, CONTEXT = 16, 60, 512


def main() -> None:
    """Measure so many rounds of steps; print the share of Python."""
    options = arguments(str(__doc__))
    inside = [0.0]
    decode = llama_cpp.llama_decode

    def timed(*given: Any) -> Any:
        began = time.perf_counter()
        code = decode(*given)
        inside[0] += time.perf_counter() - began
        return code

    llama_cpp.llama_decode = timed
    with open(os.devnull, "wb") as nowhere:

        def send(message: Message) -> None:
            nowhere.write(encode(message))
            nowhere.flush()

        model = Model(str(options.model), context_tokens=CONTEXT, slots=STREAMS, threads=THREADS)
        scheduler = Scheduler(model, TEMPLATES["chatml"], prefixes=PrefixCache(10**8), send=send)
        for number in range(STREAMS):
            prompt = Prompt("", "", f"Write a very long story about lamp number {number}.")
            scheduler.receive(Submit(str(number), prompt, max_tokens=CONTEXT - 64))
        for _step in range(20):  # prompts read
            scheduler.step()
        shares, steps = [], []
        for _round in range(options.rounds):
            inside[0], began = 0.0, time.perf_counter()
            for _step in range(STEPS):
                scheduler.step()
            whole = time.perf_counter() - began
            shares.append(100 * (1 - inside[0] / whole))
            steps.append(1000 * whole / STEPS)
    print(f"a step takes {spread(steps, ' ms')}, of which Python {spread(shares, ' %')} (bar ≤ 3 %)")


if __name__ == "__main__":
    if not WAITING.items() <= os.environ.items():  # read by the runtime of threads when it is loaded
        os.execve(sys.executable, [sys.executable, "-m", "bench.python_share", *sys.argv[1:]], {**os.environ, **WAITING})
    main()
