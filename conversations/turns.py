"""The life of an AI turn in the database: queued with the question, begun, stopped, finished. Every step is one transaction."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chatbot.answering.contract import Answer, Earlier, Question
from chatbot.answering.joining import asks, joined
from chatbot.answering.texts import text as fixed_text
from chatbot.sites.models import Site
from chatbot.sites.switch import is_off
from compliance import answer_log, audit
from compliance.marking import Maker
from conversations import access, events, rights_wish
from conversations.messages import add_message, announce
from conversations.models import Conversation, Message, Turn

State = Turn.State
EARLIER = 4  # turns that a question may lean on
OPEN = [State.QUEUED, State.RUNNING]


@dataclass(frozen=True)
class Job:
    """What a worker needs to answer a turn; `is_complete` unless more is likely to come within a moment."""

    turn_id: UUID
    conversation_id: UUID
    group: str
    answer_key: UUID
    question: Question
    last_seq: int
    is_complete: bool


def queue(question: Message) -> Turn:
    """Queue the AI's answer to a message, or add it to the open turn that it completes; in the message's own transaction."""
    from conversations.tasks import answer_turn  # the task imports this module

    if grown := _grow(question):
        return grown
    turn = Turn.objects.create(site=question.site, conversation=question.conversation, question=question)
    answer_turn.configure(lock=f"conversation-{question.conversation_id}").defer(turn_id=str(turn.pk))
    events.publish(question.conversation, working(turn.answer_key, "queued"))
    return turn


def _grow(message: Message) -> Turn | None:
    """Add the message to the last open turn; None when its words are shown already, or both ask something of their own."""
    turn = message.conversation.turns.filter(state__in=OPEN, stop_requested=False).order_by("-last_seq").first()
    if turn is None or (asks(message.text) and any(asks(text) for text in turn.asked)):
        return None
    # The answer's first words are shown under the same condition, from the other side: one of the two comes first.
    if not Turn.objects.filter(pk=turn.pk, state__in=OPEN, has_words=False).update(last_seq=message.seq):
        return None
    events.publish(message.conversation, {"type": "turn.grown", "turn": str(turn.pk), "last_seq": message.seq})
    return turn


def show_words(job: Job) -> bool:
    """Note that words of the answer are about to be seen; False when the question has grown or the turn has ended meanwhile."""
    running = Turn.objects.filter(pk=job.turn_id, state=State.RUNNING, stop_requested=False, last_seq=job.last_seq)
    return bool(running.update(has_words=True))


def working(answer_key: UUID, phase: str, position: int = 0) -> dict[str, Any]:
    """Return the event that shows the AI at work on the message to come."""
    return {"type": "working", "message_id": str(answer_key), "phase": phase, "position": position}


def work_of(turn: Turn) -> dict[str, Any]:
    """Return the event that shows an open turn to somebody who has just come."""
    return working(turn.answer_key, "searching" if turn.state == State.RUNNING else "queued")


@transaction.atomic
def begin(turn_id: UUID) -> Job | None:
    """Mark a turn as running and return its job; None when there is nothing left to answer, or people answer instead."""
    if _pass_on(turn_id):
        return None
    turn = (
        Turn.objects.select_related("conversation__customer", "site", "question")
        .select_for_update(of=("self",))
        .filter(pk=turn_id)
        .first()
    )
    if turn is None or not turn.is_open:
        return None
    if turn.stop_requested or not turn.conversation.is_with_ai:
        _end(turn, State.STOPPED if turn.conversation.is_with_ai else State.TAKEN_OVER)
        return None
    turn.state = State.RUNNING
    turn.save(update_fields=["state"])
    is_complete = any(asks(text) for text in turn.asked)
    group = events.group_of(turn.conversation)
    return Job(turn.pk, turn.conversation_id, group, turn.answer_key, question_of(turn), turn.last_seq, is_complete)


def _pass_on(turn_id: UUID) -> bool:
    """Hand the turn's conversation to people when the AI is switched off or its customer wants people; returns whether."""
    turn = Turn.objects.select_related("site", "conversation__customer").filter(pk=turn_id, state__in=OPEN).first()
    if turn is None or not (is_off(turn.site) or turn.conversation.customer.people_only):
        return False
    return _enter_queue_if_off(access.lock(turn.conversation))


def _enter_queue_if_off(conversation: Conversation) -> bool:
    from conversations.waiting import enter_queue  # entering the queue ends turns: the two know each other

    people_only = conversation.customer.people_only
    if not conversation.is_with_ai or not (people_only or is_off(conversation.site)):
        return False
    enter_queue(conversation, "people_only" if people_only else "ai_off")
    return True


def question_of(turn: Turn) -> Question:
    """Return what the turn answers: the customer's messages, with the turns before them."""
    return Question(joined(turn.asked), turn.conversation.language, turn.site, earlier(turn.conversation, turn.question.seq))


def earlier(conversation: Conversation, seq: int) -> tuple[Earlier, ...]:
    """Return what was asked before this message and answered by the AI, oldest first."""
    before = conversation.turns.filter(question__seq__lt=seq).exclude(status="")
    found = before.select_related("question", "conversation", "answer__feedback").order_by("-question__seq")[:EARLIER]
    return tuple(Earlier(joined(one.asked), one.status, _is_disliked(one.answer)) for one in reversed(found))


def _is_disliked(answer: Message | None) -> bool:
    return answer is not None and hasattr(answer, "feedback") and answer.feedback.value < 0


@transaction.atomic
def finish(turn_id: UUID, answer: Answer, *, stopped: bool = False) -> Message | None:
    """Store the answer of a running turn; None when a person has taken over meanwhile, or a stop came before any word."""
    turn = Turn.objects.select_related("conversation__customer").get(pk=turn_id)
    conversation = access.lock(turn.conversation)
    turn = Turn.objects.select_related("conversation__customer", "site").select_for_update(of=("self",)).get(pk=turn_id)
    if turn.state != State.RUNNING:
        return None
    turn.status, turn.trace = answer.status, answer.trace
    message = _store(conversation, turn, answer, stopped) if answer.text else None
    if message and answer.trace.get("engine_error") == "busy":
        _tell_overload(conversation)
    if message and "other_language" in answer.trace:
        _tell_language(conversation, answer.trace["other_language"], answer.language)
    if "withdrawal" in answer.trace.get("guards", []):
        _record_withdrawal(turn)
    if "rights" in answer.trace.get("guards", []):
        rights_wish.enter(conversation, turn.asked)
    _end(turn, State.STOPPED if stopped else State.DONE, answer=message)
    if answer.status == "human" and not stopped:
        from conversations.waiting import enter_queue  # entering the queue ends turns: the two know each other

        enter_queue(conversation)
    if stopped:
        _enter_queue_if_off(conversation)
    return message


def _record_withdrawal(turn: Turn) -> None:
    """Keep the time at which the customer wrote that they withdraw from an order: it counts, not when they are answered."""
    audit.record(
        "withdrawal_intent",
        site=turn.site,
        actor="customer",
        object_type="conversation",
        object_id=str(turn.conversation_id),
        written_at=turn.question.created_at.isoformat(),
        seq=turn.question.seq,
    )


def _tell_overload(conversation: Conversation) -> None:
    """Say why the answer is only quoted, and offer a person."""
    with override(conversation.language):
        text = _(
            "Rather than make you wait, I have quoted our articles word for word. You can ask again later, or talk to an adviser."
        )
    announce(conversation, "overload", text)


def _tell_language(conversation: Conversation, language: str, articles: str) -> None:
    """Say, in the customer's language, why the answer is in another: the note is no part of what was quoted."""
    text = fixed_text("other_language", language, conversation.site.company, articles=articles)
    announce(conversation, "other_language", text, language=language)


def _store(conversation: Conversation, turn: Turn, answer: Answer, stopped: bool) -> Message:
    return add_message(
        conversation,
        author=Message.Author.AI,
        text=answer.text,
        origin=answer.origin,
        language=answer.language,
        maker=Maker.of_trace(answer.origin, answer.trace),
        id=turn.answer_key,
        sources=[{"id": source.id, "title": source.title, "url": source.url} for source in answer.sources],
        choices=list(answer.choices),
        offers_person=answer.offers_person,
        is_stopped=stopped,
    )


@transaction.atomic
def fail(turn_id: UUID) -> None:
    """End a turn that could not be answered with an honest text and the way to a person."""
    turn = Turn.objects.select_related("conversation__customer").get(pk=turn_id)
    conversation = access.lock(turn.conversation)
    if not turn.is_open:
        return
    with override(conversation.language):
        text = _("I could not prepare an answer: a technical problem prevents it. You can ask again, or talk to an adviser.")
    answer = Answer(text=text, status="not_found", origin="fixed", sources=(), language=conversation.language, model="", trace={})
    _end(turn, State.FAILED, answer=_store(conversation, turn, answer, stopped=False))


def request_stop(conversation: Conversation, answer_key: UUID) -> None:
    """Flag the turn so that its answer ends, and wake whoever is producing it."""
    for turn in conversation.turns.select_for_update().filter(answer_key=answer_key, state__in=OPEN):
        if turn.state == State.QUEUED:
            _end(turn, State.STOPPED)
            continue
        turn.stop_requested = True
        turn.save(update_fields=["stop_requested"])
        events.publish(conversation, {"type": "turn.stop", "turn": str(turn.pk)})


def stop_running(site: Site | None) -> int:
    """Flag every running answer of a site, or of all, so that it ends as if its customer had stopped it; returns how many."""
    running = Turn.objects.filter(state=State.RUNNING, stop_requested=False)
    found = list((running.filter(site=site) if site else running).select_related("conversation__customer"))
    Turn.objects.filter(pk__in=[turn.pk for turn in found]).update(stop_requested=True)
    for turn in found:
        events.publish(turn.conversation, {"type": "turn.stop", "turn": str(turn.pk)})
    return len(found)


def must_stop(turn_id: UUID) -> bool:
    """Return whether a running turn was stopped or taken over since it began, or the AI switched off or refused."""
    turn = Turn.objects.select_related("site", "conversation__customer").filter(pk=turn_id).first()
    if turn is None or turn.conversation.customer.people_only:
        return True
    return turn.stop_requested or turn.state != State.RUNNING or is_off(turn.site)


def stop_open_turns(conversation: Conversation, *, taken_over: bool) -> None:
    """End every open turn of a locked conversation at once: from here on nothing of it can be stored."""
    for turn in conversation.turns.select_for_update().filter(state__in=OPEN):
        events.publish(conversation, {"type": "turn.stop", "turn": str(turn.pk)})
        _end(turn, State.TAKEN_OVER if taken_over else State.STOPPED)


def open_turn(conversation: Conversation) -> Turn | None:
    """Return the turn that is being answered, or waits to be."""
    return conversation.turns.filter(state__in=OPEN).order_by("created_at").first()


def _end(turn: Turn, state: Turn.State, answer: Message | None = None) -> None:
    turn.state, turn.answer, turn.finished_at = state, answer, timezone.now()
    turn.save(update_fields=["state", "answer", "finished_at", "status", "trace"])
    audit.record(
        "turn_ended",
        site=turn.site,
        actor="ai",
        object_type="turn",
        object_id=str(turn.pk),
        subject=str(turn.conversation_id),
        state=str(state),
        status=turn.status,
    )
    answer_log.keep(turn.site, str(state), turn.trace)
    if answer is None:
        events.publish(turn.conversation, {"type": "working_ended", "message_id": str(turn.answer_key)})
