"""The replies that no model writes: fixed texts, and answers that a person has written."""

from chatbot.answering.contract import Answer, Question, Released
from chatbot.answering.curated import Curated
from chatbot.answering.guards import Guard
from chatbot.answering.texts import text as fixed_text
from chatbot.answering.work import Work, source
from chatbot.knowledge.search import Hit

NEAR = 3  # articles named where nothing was found
Reply = list[Released | Answer]


def recognised(work: Work, known: Guard) -> Reply:
    """Return the reviewed text for an intent that was recognised."""
    key = known.text
    if key == "withdrawal" and not work.question.site.withdrawal_url:
        key = "withdrawal_person"
    piece = work.release(_text(work, key), "fixed", ())
    return [piece, work.answer(known.status, "fixed", ())]


def written(work: Work, found: Curated) -> Reply:
    """Return what a person has written for this very question."""
    work.trace |= found.trace
    work.mark("written")
    piece = work.release(found.text, "fixed", found.sources)
    return [piece, work.answer("answered", "fixed", found.sources)]


def asked_back(work: Work, rivals: list[Hit]) -> Reply:
    """Ask which of the articles is meant, by their titles."""
    sources = tuple(map(source, rivals))
    piece = work.release(_text(work, "clarify"), "fixed", sources)
    return [piece, work.answer("clarify", "fixed", sources, choices=tuple(hit.title for hit in rivals))]


def not_found(work: Work, articles: list[Hit]) -> Reply:
    """Say so, and name the nearest articles, never an invention; the second time in a row, a person comes first."""
    near = tuple(map(source, articles[:NEAR]))
    again = _has_just_missed(work.question)
    piece = work.release(_text(work, "person_first" if again else "near" if near else "not_found"), "fixed", near)
    return [piece, work.answer("not_found", "fixed", near, offers_person=again)]


def _has_just_missed(question: Question) -> bool:
    return bool(question.earlier) and (question.earlier[-1].status == "not_found" or question.earlier[-1].is_disliked)


def _text(work: Work, key: str) -> str:
    site = work.question.site
    return fixed_text(key, work.language, site.company, f"<{site.withdrawal_url}>", page=work.question.language)
