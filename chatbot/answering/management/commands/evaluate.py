"""manage.py evaluate --site SLUG --questions FILE [--foreign FILE] [--model … | --compare A B] [--output DIR] [--apply]"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatbot.answering.calibration import Calibration
from chatbot.answering.evaluation import choosing, questions
from chatbot.answering.evaluation.questions import Case
from chatbot.answering.evaluation.report import Report
from chatbot.answering.evaluation.runs import Mode, Run, ask_all
from chatbot.answering.management.lending import NONE, lent_engine
from chatbot.errors import AISwitchedOff, Invalid
from chatbot.jsonl import line
from chatbot.sites.models import Site

TOLD_EVERY = 20  # questions


class Command(BaseCommand):
    """Measures search, answers and guards on a company's own questions; changes nothing unless told to."""

    help = "Measure answers on a question file; write a report with tables and plots."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--site", required=True)
        parser.add_argument("--questions", type=Path, help="JSONL, a question a line: see docs/answers.md")
        parser.add_argument("--foreign", type=Path, help="a further file of questions that no article answers")
        parser.add_argument("--mode", default="both", choices=["both", "quote", "compose"], help="how to answer (%(default)s)")
        models = parser.add_mutually_exclusive_group()
        models.add_argument("--model", default="", help="a model of the register, or none: quotes only")
        models.add_argument("--compare", nargs="+", metavar="MODEL", help="models of the register, side by side")
        parser.add_argument("--output", type=Path, help="folder for report.html, report.json and the plots")
        parser.add_argument("--json", action="store_true", help="the figures as one line of JSON")
        parser.add_argument("--apply", action="store_true", help="write the floor and the modes that were measured into the site")
        parser.add_argument("--reset", action="store_true", help="return the site to the defaults, and measure nothing")

    def handle(self, *, site: str, reset: bool, **options: Any) -> None:
        """Measure, report and, when told to, apply."""
        place = Site.objects.filter(slug=site).first()
        if place is None:
            raise CommandError(f"There is no site “{site}”.")
        if reset:
            choosing.reset(place)
            self.stderr.write(f"{place.company} answers by the defaults again.")
            return
        try:
            self._evaluate(place, **options)
        except (Invalid, AISwitchedOff) as error:
            raise CommandError(error.message) from error

    def _evaluate(self, site: Site, *, questions: Path | None, foreign: Path | None, apply: bool, **options: Any) -> None:
        if questions is None:
            raise CommandError("Give --questions FILE.")
        cases, sha256 = _cases(site, questions, foreign)
        runs = asyncio.run(self._measure(site, cases, options["compare"] or [options["model"]], options["mode"]))
        floor = Calibration.of(site).floor
        proposal, notes = choosing.propose(site, runs, sha256)
        if apply and proposal:
            choosing.apply(site, proposal)
        report = Report(
            site=site.slug,
            company=site.company,
            date=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            questions_sha256=sha256,
            floor=floor,
            runs=runs,
            proposal=proposal,
            notes=notes,
            is_applied=apply and bool(proposal),
        )
        self._tell(report, options["output"], as_json=options["json"])

    async def _measure(self, site: Site, cases: Sequence[Case], models: Sequence[str], mode: str) -> list[Run]:
        runs = []
        for model in models:
            async with lent_engine(model, self.stderr) as engine:
                for one in _modes(mode, model):
                    run = Run(one, engine.card if engine else None)
                    async for done in ask_all(run, cases, site, engine):
                        self._progress(run, done, len(cases))
                    runs.append(run)
        return runs

    def _progress(self, run: Run, done: int, total: int) -> None:
        if done == total or done % TOLD_EVERY == 0:
            self.stderr.write(f"{run.label}: {done} of {total} questions")

    def _tell(self, report: Report, folder: Path | None, *, as_json: bool) -> None:
        if folder:
            report.write(folder)
            self.stderr.write(f"Report: {folder / 'report.html'}")
        if as_json:
            self.stdout.write(line(report.row))
            return
        for run in report.row["runs"]:
            self.stdout.write(run["label"])
            for name, figure in run["figures"]["all"].items():
                self.stdout.write(
                    f"  {name:<14}{figure['value']:.3f}  [{figure['low']:.3f} to {figure['high']:.3f}], n = {figure['of']}"
                )
        for note in report.notes:
            self.stderr.write(note)


def _cases(site: Site, path: Path, foreign: Path | None) -> tuple[list[Case], str]:
    cases = questions.read(path, language=site.language)
    cases += questions.read(foreign, language=site.language, foreign=True) if foreign else []
    return cases, questions.fingerprint([one for one in (path, foreign) if one])


def _modes(mode: str, model: str) -> list[Mode]:
    """Without a model there is nothing but quoting."""
    if model == NONE or mode == "quote":
        return ["quote"]
    return ["compose"] if mode == "compose" else ["quote", "compose"]
