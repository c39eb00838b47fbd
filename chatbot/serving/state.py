"""What this process runs and how it is: written by the process, read by the health pages."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class State:
    """The parts that this process is meant to run, and whether they do."""

    is_stopping: bool = False
    runs_worker: bool = False
    runs_engine: bool = False
    worker_is_running: bool = False
    open_sockets: Callable[[], int] = lambda: 0


STATE = State()
