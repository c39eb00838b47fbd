"""What goes with a conversation: everything, or all but the messages when those must be kept for a time."""

from django.db import connection
from django.db.models import Q, QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob

from compliance.vault import keys
from conversations import events
from conversations.freezing import freeze
from conversations.models import (
    Conversation,
    Correction,
    Customer,
    Draft,
    Feedback,
    LaterReply,
    Mark,
    Message,
    OpenQuestion,
    Turn,
)


def counts(key: str) -> dict[str, int]:
    """Return how many rows there are of the conversation with this id, by kind; zeros when it is gone."""
    return {
        "conversations": Conversation.objects.filter(pk=key).count(),
        "messages": Message.objects.filter(conversation_id=key).count(),
        "corrections": Correction.objects.filter(message__conversation_id=key).count(),
        "turns": Turn.objects.filter(conversation_id=key).count(),
        "open_questions": OpenQuestion.objects.filter(turn__conversation_id=key).count(),
        "marks": Mark.objects.filter(message__conversation_id=key).count(),
        "drafts": Draft.objects.filter(conversation_id=key).count(),
        "feedback": Feedback.objects.filter(message__conversation_id=key).count(),
        "emails": LaterReply.objects.filter(conversation_id=key).exclude(email="").count(),
        "jobs": _jobs(key).count(),
    }


def whole(conversation: Conversation) -> None:
    """Delete a locked conversation and all that hangs on it; the customer too when it was their last."""
    customer, conversation_id = conversation.customer, conversation.pk
    _stop(conversation)
    conversation.delete()
    keys.destroy(conversation_id)
    if not customer.conversations.exists():
        Customer.objects.filter(pk=customer.pk).delete()


def beside_messages(conversation: Conversation) -> None:
    """Delete all but the messages of a locked conversation, which is frozen: a legal hold keeps them."""
    _stop(conversation)
    Correction.objects.filter(message__conversation=conversation).delete()
    Feedback.objects.filter(message__conversation=conversation).delete()
    LaterReply.objects.filter(conversation=conversation).delete()
    conversation.turns.all().delete()
    conversation.drafts.all().delete()
    freeze(conversation)


def _stop(conversation: Conversation) -> None:
    """Tell whoever follows the conversation, end its running answers, and delete its jobs."""
    events.publish(conversation, {"type": "erased"})
    for pk in conversation.turns.values_list("pk", flat=True):
        events.publish(conversation, {"type": "turn.stop", "turn": str(pk)})
    events.publish_desk(conversation.site_id, {"type": "queue", "conversation": str(conversation.pk)})
    jobs = list(_jobs(str(conversation.pk)).values_list("pk", flat=True))
    delete_jobs(jobs)


def _jobs(key: str) -> QuerySet[ProcrastinateJob]:
    """Return the jobs of the conversation and its turns that are not running; they hold ids only, and go all the same."""
    turns = [str(pk) for pk in Turn.objects.filter(conversation_id=key).values_list("pk", flat=True)]
    found = Q(args__turn_id__in=turns) | Q(args__conversation_id=key)
    return ProcrastinateJob.objects.exclude(status="doing").filter(found)


def delete_jobs(numbers: list[int]) -> None:
    """Delete these jobs: the queue's own models are for reading only."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s)", [numbers])
