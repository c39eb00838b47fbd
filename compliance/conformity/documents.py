"""The texts of the pack, each in French and English, as Markdown."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from chatbot.conf import BASE_DIR
from chatbot.sites.models import Site
from compliance.conformity.cyclonedx import version
from compliance.conformity.measures import MEASURES
from compliance.conformity.states import Behaviour, behaviour, behaviours
from compliance.conformity.wordings import FRENCH
from compliance.literacy import lines, trainings_of, untrained
from compliance.model_in_use import ModelInUse
from compliance.models import Training

LANGUAGES = ("fr", "en")
TABLE = BASE_DIR / "docs" / "compliance.md"
STATES = {
    "fr": {
        "done": "fait",
        "partly": "en partie",
        "not yet": "pas encore",
        "does not apply": "sans objet",
        "unknown": "inconnu",
    },
    "en": {},
}
NAMES = ("gap-analysis", "risk-class", "instructions-for-deployers", "literacy-register")


def documents(site: Site, model: ModelInUse | None, *, at: datetime) -> dict[str, str]:
    """Return each text by its file's name."""
    rows = behaviours(TABLE)
    return {f"{name}.{language}.md": _text(name, language, site, model, rows, at) for name in NAMES for language in LANGUAGES}


def _text(name: str, language: str, site: Site, model: ModelInUse | None, rows: dict[str, Behaviour], at: datetime) -> str:
    facts = {
        "site": site,
        "model": model,
        "version": version(),
        "date": at.date().isoformat(),
        "measures": _measures(language, rows),
        "has_table": bool(rows),
        "untrained": untrained([site]),
        "trainings": _trainings(language, site),
    }
    return render_to_string(f"compliance/conformity/{name}.{language}.md", facts)


def _words(row: Behaviour, language: str) -> str:
    return FRENCH.get(row.id, row.words) if language == "fr" else row.words


def _trainings(language: str, site: Site) -> list[list[str]]:
    with override(language):
        rows = [(day, who, str(Training.Role(role).label), *rest) for day, who, role, *rest in lines(trainings_of([site]))]
    return [[cell.replace("|", "\\|") for cell in row] for row in rows]


def _measures(language: str, rows: dict[str, Behaviour]) -> list[dict[str, Any]]:
    return [
        {
            "source": measure.source[language],
            "asked": measure.asked[language],
            "met": measure.met[language],
            "behaviours": [
                {"row": row, "words": _words(row, language), "state": STATES[language].get(row.state, row.state)}
                for row in (behaviour(name, rows) for name in measure.ids)
            ],
        }
        for measure in MEASURES
    ]
