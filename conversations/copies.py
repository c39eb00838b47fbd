"""The copy of a conversation that the law of Spain wants its customer to have: mailed by itself when it ends."""

from smtplib import SMTPException
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from chatbot.mail import is_configured
from compliance import audit, transcript_mail, whole
from compliance.owners import find, owner_of
from conversations.mailing import MailNotSent
from conversations.models import Conversation, LaterReply


def send_later(conversation: Conversation) -> None:
    """Have a conversation that has just ended mailed, where the site's rules want it and an address is known."""
    from conversations.tasks import mail_copy  # the task imports this module

    if conversation.site.sends_copies and LaterReply.objects.filter(conversation=conversation).exclude(email="").exists():
        mail_copy.configure(lock=f"mail-{conversation.pk}").defer(conversation_id=str(conversation.pk))


def send(conversation_id: UUID) -> None:
    """Mail the signed copy; nothing happens when the address or the conversation is gone. Raises MailNotSent."""
    reply = LaterReply.objects.select_related("conversation__site").filter(pk=conversation_id).exclude(email="").first()
    subject = find("conversations", str(conversation_id))
    if reply is None or subject is None or not is_configured():
        return
    with override(subject.language):
        data = whole.signed(owner_of(subject).export(subject))
        why = _("This copy is sent to you because the conversation has ended. Your address is erased with the conversation.")
        mail = transcript_mail.composed(data, reply.email, subject.language, why=why)
    try:
        mail.send()
    except (SMTPException, OSError) as error:
        raise MailNotSent(type(error).__name__) from None
    audit.record(
        "copy_mailed",
        site=subject.site,
        actor="system",
        object_type="conversation",
        object_id=subject.key,
        messages=len(data["messages"]),
    )
