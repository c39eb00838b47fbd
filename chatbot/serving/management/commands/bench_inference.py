"""manage.py bench_inference --workload FILE --concurrency N [--model NAME] [--published] --json"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot import engine
from chatbot.engine import Sizes
from chatbot.inference import workload
from chatbot.inference.errors import EngineError, ModelMissing
from chatbot.inference.interface import InferenceEngine
from chatbot.inference.workload import Item

CONTEXT = 2048  # tokens of an answer with its prompt


class Command(BaseCommand):
    """Measures the engine on a workload; nothing kept from earlier runs is used."""

    help = "Measure the engine: time to the first piece and tokens a second, for questions asked some at a time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--workload", required=True, type=Path, help='lines of {"pass", "prefix", "question", "max_tokens"}')
        parser.add_argument("--concurrency", type=int, default=8, help="questions at a time (%(default)s)")
        parser.add_argument("--model", default="", help="a model of the register")
        parser.add_argument("--published", action="store_true", help="first compute and save the prefixes, restart, then measure")
        parser.add_argument("--json", action="store_true", help="a line of JSON for each pass")

    def handle(self, *, workload: Path, concurrency: int, model: str, published: bool, **options: Any) -> None:
        """Run the passes one after the other in one engine."""
        if concurrency < 1:
            raise CommandError("--concurrency must be at least 1.")
        with tempfile.TemporaryDirectory() as folder:
            sizes = Sizes(CONTEXT, concurrency, Path(folder))
            try:
                asyncio.run(self._measure(lambda: self._engine(model, sizes), _read(workload), published, sizes, options["json"]))
            except EngineError as error:
                raise CommandError(f"The engine failed: {error}") from error

    def _engine(self, model: str, sizes: Sizes) -> InferenceEngine:
        try:
            built, word = engine.build(_tell, model=model, sizes=sizes)
        except ModelMissing as error:
            raise CommandError(str(error)) from error
        if word:
            self.stderr.write(word)
        return built

    async def _measure(
        self, make: Callable[[], InferenceEngine], items: list[Item], published: bool, sizes: Sizes, as_json: bool
    ) -> None:
        if published:
            running = make()
            await running.start()
            try:
                self._print({"publish_s": round(await workload.publish(running, items), 3)}, as_json)
            finally:
                await running.stop()
        running = make()
        await running.start()
        try:
            for questions in workload.passes(items).values():
                figures, _outcomes = await workload.run(running, questions, sizes.max_answers)
                self._print(figures.row, as_json)
        finally:
            await running.stop()

    def _print(self, row: dict[str, float], as_json: bool) -> None:
        self.stdout.write(json.dumps(row) if as_json else "  ".join(f"{name} {value}" for name, value in row.items()))
        self.stdout.flush()


def _read(path: Path) -> list[Item]:
    try:
        return workload.read(path)
    except (OSError, ValueError) as error:
        raise CommandError(str(error)) from error


def _tell(done: int, total: int, what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{what}: {done * 100 // max(total, 1)} %", end="", file=sys.stderr, flush=True)
