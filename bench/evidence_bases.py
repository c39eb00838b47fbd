"""The bases on which the evidence decision is fitted: public help pages, questions that they answer, and foreign ones."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command

from chatbot.sites.models import Site

DEMO = Path(__file__).resolve().parent.parent / "chatbot" / "demo"
Expected = frozenset[str]
Asked = tuple[str, Expected]  # a question and the articles that answer it: none for a foreign one


@dataclass(frozen=True)
class Base:
    """Articles of one language, and what is asked of them."""

    name: str
    language: str
    articles: Path
    asked: list[Asked]
    every: int = 1  # only each so-manieth article is taken

    def site(self) -> Site:
        """Return the site that holds the articles, imported at the first call."""
        site, is_new = Site.objects.get_or_create(
            slug=f"evidence-{self.name}", defaults={"company": self.name, "language": self.language}
        )
        if is_new:
            call_command("import_articles", str(self._source()), site=site.slug, language=self.language)
        return site

    def _source(self) -> Path:
        if self.every == 1:
            return self.articles
        part = Path("/tmp") / f"evidence-{self.name}.jsonl"  # noqa: S108
        part.write_text("\n".join(self.articles.read_text().splitlines()[:: self.every]))
        return part


def bases(data: Path) -> Iterator[Base]:
    """Yield the bases: each is asked its own questions and those of others."""
    cnil = _questions(data / "cnil_faq" / "queries-dev.jsonl")
    covid_fr = _questions(data / "covidfaq_fr" / "queries-dev.jsonl")
    covid_en = _questions(data / "covidfaq_en" / "queries-dev.jsonl")
    demo_fr, demo_en = (_questions(DEMO / "questions.jsonl", language) for language in ("fr", "en"))
    noise_fr, noise_en = (_questions(data / "real_questions" / "dev.jsonl", language) for language in ("fr", "en"))
    yield Base(
        "cnil",
        "fr",
        data / "cnil_faq" / "articles.jsonl",
        cnil + foreign(some(covid_fr, 180) + demo_fr + some(noise_fr, 60)),
    )
    yield Base("covid-fr", "fr", data / "covidfaq_fr" / "articles.jsonl", covid_fr + foreign(cnil + demo_fr))
    yield Base("covid-en", "en", data / "covidfaq_en" / "articles.jsonl", covid_en + foreign(demo_en) + _unanswerable("en"))
    strangers_fr = _unanswerable("fr") + foreign(cnil + some(covid_fr, 100) + some(noise_fr, 40))
    yield Base("demo-fr", "fr", DEMO / "articles" / "fr", demo_fr + strangers_fr)
    strangers_en = _unanswerable("en") + foreign(covid_en + some(noise_en, 40))
    yield Base("demo-en", "en", DEMO / "articles" / "en", demo_en + strangers_en)
    public = data / "servicepublic" / "articles.jsonl"
    yield Base("service-public", "fr", public, foreign(cnil + some(covid_fr, 100) + demo_fr), every=6)


def foreign(asked: list[Asked]) -> list[Asked]:
    """Return the same questions as ones that nothing answers."""
    return [(question, frozenset()) for question, _expected in asked]


def some(asked: list[Asked], most: int) -> list[Asked]:
    """Return questions taken evenly from the list, so many at most."""
    return asked[:: max(1, len(asked) // most)][:most]


def _unanswerable(language: str) -> list[Asked]:
    """Return what the demo's customers might ask and its articles do not say."""
    rows = [json.loads(line) for line in (DEMO / "questions.jsonl").read_text().splitlines()]
    found = [row for row in rows if row["lang"] == language and not row["expected"] and "kind" not in row]
    return foreign([(row["question"], frozenset()) for row in found])


def _questions(path: Path, language: str = "") -> list[Asked]:
    """Return the questions of a language; of a file that has both kinds, those that an article answers."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    if language:
        rows = [row for row in rows if row["lang"] == language and row.get("expected", True)]
    return [(row.get("query") or row["question"], frozenset(row.get("expected", []))) for row in rows]
