"""Drafts of the AI for advisers: what is asked, what is kept of it, and what a reply written from one says of itself.

Nothing here adds a message: only an adviser's own reply does, with the text that the adviser has sent.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chatbot.answering.contract import Answer, Question
from chatbot.answering.guards import guard
from chatbot.answering.joining import joined
from chatbot.errors import GuichetError, Invalid
from chatbot.sites.switch import refuse_if_off
from compliance import audit
from conversations import access, freezing, turns
from conversations.models import Adviser, Conversation, Draft, Message


class NothingFound(GuichetError):
    """The AI has nothing to propose."""

    code = "nothing_found"
    default = gettext_lazy("The AI has found no answer to the customer’s last messages in the articles.")


class EngineDown(GuichetError):
    """The engine died while it was asked."""

    code, status = "engine_down", 503
    default = gettext_lazy("The AI’s engine has stopped and is starting again. Ask again in a moment.")


class DraftFailed(GuichetError):
    """Something went wrong that nobody expected."""

    code, status = "draft_failed", 500
    default = gettext_lazy("A technical problem kept the AI from preparing a proposal.")


def conversation_for_draft(conversation_id: UUID, *, adviser: Adviser, lock: bool = False) -> Conversation:
    """Return the conversation that the adviser has and the AI may propose in; raises NotFound, Conflict or AISwitchedOff."""
    conversation = access.conversation_for_adviser(adviser, conversation_id, lock=lock)
    access.refuse_unless_held(conversation, adviser)
    refuse_if_off(conversation.site)
    freezing.refuse_ai_for(conversation.customer)
    return conversation


def question(conversation_id: UUID, *, adviser: Adviser) -> Question:
    """Return what the AI is asked: the customer's last messages without an answer. Raises as above, and NothingFound."""
    conversation = conversation_for_draft(conversation_id, adviser=adviser)
    asked = _unanswered(conversation)
    if not asked:
        raise NothingFound(_("The customer has asked nothing since your last reply that the articles could answer."))
    text = joined([message.text for message in asked])
    return Question(text, conversation.language, conversation.site, turns.earlier(conversation, asked[0].seq))


def _unanswered(conversation: Conversation) -> list[Message]:
    """Return what the customer has asked since the last reply; what the AI answered counts only if nothing came after it.

    Greetings, the wish for a person and the like are left out: they have fixed replies, in the AI's own name.
    """
    lines = list(conversation.messages.exclude(author=Message.Author.SYSTEM).order_by("seq"))
    replied = max((line.seq for line in lines if line.author == Message.Author.HUMAN), default=0)
    answered = max((line.seq for line in lines if line.author == Message.Author.AI), default=0)
    theirs = [line for line in lines if line.author == Message.Author.CUSTOMER and line.seq > replied]
    asking = [line for line in theirs if guard(line.text) is None]
    return [line for line in asking if line.seq > answered] or asking[-1:]


@transaction.atomic
def store(conversation_id: UUID, answer: Answer, *, adviser: Adviser) -> Draft:
    """Keep what the AI proposes; raises as above when something has changed meanwhile, and NothingFound."""
    conversation = conversation_for_draft(conversation_id, adviser=adviser, lock=True)
    if answer.status != "answered" or answer.trace.get("guards"):  # anything else is said in the AI's own name
        raise NothingFound
    draft = Draft.objects.create(
        site=conversation.site,
        conversation=conversation,
        adviser=adviser,
        text=answer.text.strip(),
        origin=answer.origin,
        sources=[{"id": source.id, "title": source.title, "url": source.url} for source in answer.sources],
        trace=answer.trace,
    )
    audit.record(
        "draft_made",
        site=conversation.site,
        actor=f"adviser:{adviser.pk}",
        object_type="conversation",
        object_id=str(conversation.pk),
        draft=str(draft.pk),
        origin=draft.origin,
    )
    return draft


def frame(draft: Draft) -> dict[str, Any]:
    """Return the proposal as the desk shows it; `note` says why it is only quoted, when the engine would not write."""
    error = draft.trace.get("engine_error", "")
    note = _("The AI is busy: this is quoted from the articles word for word.") if error == "busy" else ""
    if error and not note:
        note = _("The AI could not write it itself: this is quoted from the articles word for word.")
    return {
        "type": "draft",
        "conversation": str(draft.conversation_id),
        "id": str(draft.pk),
        "text": draft.text,
        "sources": draft.sources,
        "origin": draft.origin,
        "origin_label": draft.get_origin_display(),
        "note": note if draft.origin != Message.Origin.GENERATED else "",
    }


def written_from(conversation: Conversation, adviser: Adviser, draft_id: UUID | None, text: str) -> dict[str, Any]:
    """Return what a reply says of its making: by the adviser alone, or from this draft. Raises Invalid for a foreign draft."""
    if draft_id is None:
        return {"origin": Message.Origin.HUMAN}
    draft = conversation.drafts.filter(pk=draft_id, adviser=adviser).first()
    if draft is None:
        raise Invalid(_("This proposal of the AI was not made for you in this conversation: edit the reply and send it again."))
    return {
        "origin": Message.Origin.HUMAN_AFTER_AI_DRAFT,
        "draft": draft,
        "reviewed_by": adviser,
        "edit_distance": distance(draft.text, text),
    }


def distance(draft: str, text: str) -> float:
    """Return how many words were changed, added or left out, from 0 (none) to 1 (all): Levenshtein's distance by the longer."""
    was, said = draft.split(), text.split()
    row = list(range(len(said) + 1))
    for count, word in enumerate(was, 1):
        before, row = row, [count]
        for place, other in enumerate(said, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (word != other)))
    return round(row[-1] / max(len(was), len(said), 1), 4)
