"""The report: the same figures as JSON and as one HTML file that loads nothing and runs nothing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from chatbot.answering.evaluation.figures import EVERYTHING, by_language
from chatbot.answering.evaluation.intervals import Figure
from chatbot.answering.evaluation.plots import plots
from chatbot.answering.evaluation.runs import Outcome, Run
from chatbot.errors import Invalid

WORST = 12  # cases of a kind that are shown
LONGEST = 400  # characters of an answer that are shown
MEASURES = (
    ("recall_1", "Search: a right article comes first"),
    ("recall_3", "Search: a right article among the first 3"),
    ("recall_10", "Search: a right article among the first 10"),
    ("right", "Answered, with a right article among the cited"),
    ("kept", "Answerable questions answered"),
    ("words", "Right, and the answer holds the words it must"),
    ("foreign", "Unanswerable questions answered as if known (lower is better)"),
    ("separation", "Known and foreign questions told apart (area under the ROC)"),
    ("guards", "Plain intents recognised"),
    ("false_alarms", "Questions taken for a plain intent (lower is better)"),
    ("supported", "Written answers with nothing that their sources do not say"),
    ("quoted", "Quotations found in their sources byte for byte"),
)
SECONDS = (
    ("first_s_p50", "First words, half of the answers within"),
    ("first_s_p95", "First words, 95 % of the answers within"),
    ("total_s_p50", "Whole answer, half of the answers within"),
    ("total_s_p95", "Whole answer, 95 % of the answers within"),
)


@dataclass(frozen=True)
class Report:
    """One evaluation: what was asked of which site, and what came of it."""

    site: str
    company: str
    date: str
    questions_sha256: str
    floor: float
    runs: Sequence[Run]
    proposal: dict[str, Any]
    notes: Sequence[str] = ()
    is_applied: bool = False

    @property
    def row(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "site": self.site,
            "date": self.date,
            "questions_sha256": self.questions_sha256,
            "floor": self.floor,
            "runs": [_run_row(run) for run in self.runs],
            "proposal": self.proposal,
            "notes": list(self.notes),
            "applied": self.is_applied,
        }

    @property
    def html(self) -> str:
        """The report as one page."""
        context = {
            "report": self,
            "style": mark_safe(_style()),  # noqa: S308  # our own files
            "columns": [run.label for run in self.runs],
            "groups": _groups(self.runs),
            "plots": [(run.label, [mark_safe(svg) for svg in self._plots(run).values()]) for run in self.runs],  # noqa: S308
            "worst": [(title, [_shown(one) for one in found]) for title, found in worst(self.runs[-1].outcomes)],
            "kinds": _kinds(self.runs[0].outcomes),
            "proposal": json.dumps(self.proposal, indent=2, ensure_ascii=False),
        }
        return render_to_string("answering/report.html", context)

    def write(self, folder: Path) -> None:
        """Store report.html, report.json and every plot in the folder; raises Invalid."""
        files = {"report.html": self.html, "report.json": json.dumps(self.row, indent=2, ensure_ascii=False)}
        for place, run in enumerate(self.runs, 1):
            files |= {f"{place}-{run.mode}-{name}.svg": svg for name, svg in self._plots(run).items()}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (folder / name).write_text(content)
        except OSError as error:
            raise Invalid(f"The report cannot be written to {folder}: {error.strerror}.") from error

    def _plots(self, run: Run) -> dict[str, str]:
        return plots(run.outcomes, self.floor)


def worst(outcomes: Sequence[Outcome]) -> list[tuple[str, list[Outcome]]]:
    """Return the questions that went wrong, by what went wrong, the surest of themselves first."""
    answerable = [one for one in outcomes if one.case.is_answerable]
    kinds = {
        "Answered, though nothing answers": [one for one in outcomes if one.case.is_foreign and one.is_answered],
        "Says what its sources do not": [one for one in outcomes if one.unsupported],
        "Answered from another article": [
            one for one in outcomes if one.case.is_answerable and one.is_answered and not one.is_right
        ],
        "Lacks words it must hold": [one for one in outcomes if one.is_right and not one.holds_its_words],
        "Held back, though an article answers": [one for one in answerable if not one.is_answered],
        "Intent not recognised": [one for one in outcomes if one.case.guard and not one.met_guard],
    }
    return [(title, sorted(found, key=lambda one: -(one.probability or 0))[:WORST]) for title, found in kinds.items() if found]


def _run_row(run: Run) -> dict[str, Any]:
    groups = by_language(run.outcomes).items()
    return {
        "label": run.label,
        "mode": run.mode,
        "model": {"name": run.card.name, "sha256": run.card.sha256} if run.card else None,
        "figures": {group: {name: one.row for name, one in found.items() if one} for group, found in groups},
        "worst": {title: [_shown(one) for one in found] for title, found in worst(run.outcomes)},
    }


def _groups(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Return a table for all questions and one for each language: rows of a measure's words and a cell for each run."""
    measured = [by_language(run.outcomes) for run in runs]
    return [
        {
            "name": "All questions" if group == EVERYTHING else f"Questions in {group}",
            "rows": [
                (words, [_cell(one[group][name], unit) for one in measured])
                for listed, unit in ((MEASURES, ""), (SECONDS, " s"))
                for name, words in listed
                if any(one[group][name] for one in measured)
            ],
        }
        for group in measured[0]
    ]


def _cell(figure: Figure | None, unit: str) -> dict[str, str]:
    if figure is None:
        return {"value": "—", "range": ""}
    return {"value": f"{figure.value:.2f}{unit}", "range": f"{figure.low:.2f} to {figure.high:.2f}, n = {figure.of}"}


def _shown(outcome: Outcome) -> dict[str, Any]:
    likely = outcome.probability
    return {
        "question": outcome.case.question,
        "expected": sorted(outcome.case.expected),
        "status": outcome.answer.status,
        "cited": [f"{source.title} [{source.id}]" for source in outcome.answer.sources],
        "answer": outcome.answer.text[:LONGEST],
        "probability": "" if likely is None else f"{likely:.2f}",
        "unsupported": list(outcome.unsupported),
    }


def _kinds(outcomes: Sequence[Outcome]) -> dict[str, int]:
    return {
        "answerable": sum(one.case.is_answerable for one in outcomes),
        "foreign": sum(one.case.is_foreign for one in outcomes),
        "guards": sum(bool(one.case.guard) for one in outcomes),
    }


def _style() -> str:
    """Return the product's own look: its tokens, then what a report adds."""
    return "\n".join((settings.BASE_DIR / "static" / "css" / name).read_text() for name in ("tokens.css", "report.css"))
