"""Mailing an adviser's replies to a customer who left an address: plain text that says who wrote it."""

from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from chatbot import conf
from conversations import events
from conversations.codes import code_of
from conversations.models import Conversation, LaterReply, Message


def is_configured() -> bool:
    """Return whether this installation can send mail at all."""
    return bool(settings.EMAIL_HOST)


def send_replies(conversation_id: UUID) -> None:
    """Mail what advisers wrote and the customer has neither read nor been sent; raises what keeps the mail from leaving."""
    reply = LaterReply.objects.select_related("conversation__site").filter(pk=conversation_id).exclude(email="").first()
    lines = _unsent(reply) if reply else []
    if reply is None or not lines:
        return
    if not is_configured():
        _note(reply, LaterReply.Mail.UNCONFIGURED)
        return
    try:
        _mail(reply, lines).send()
    except (SMTPException, OSError):
        _note(reply, LaterReply.Mail.FAILED)
        raise
    reply.mailed_seq = lines[-1].seq
    _note(reply, LaterReply.Mail.SENT)


def _unsent(reply: LaterReply) -> list[Message]:
    after = max(reply.mailed_seq, reply.conversation.customer_read_seq)
    lines = reply.conversation.messages.filter(author=Message.Author.HUMAN, seq__gt=after)
    return list(lines.select_related("adviser").order_by("seq"))


def _note(reply: LaterReply, mail: LaterReply.Mail) -> None:
    reply.mail = mail
    reply.save(update_fields=["mail", "mailed_seq"])
    events.changed(reply.conversation)


def _mail(reply: LaterReply, lines: list[Message]) -> EmailMessage:
    conversation = reply.conversation
    with override(conversation.language):
        names = {"company": conversation.site.company, "reference": conversation.reference}
        subject = _("%(company)s: answer to your request %(reference)s") % names
        body = "\n\n".join([_("Hello,"), *map(_line, lines), _how_to_answer(conversation)])
    return EmailMessage(subject.replace("\n", " "), body, settings.DEFAULT_FROM_EMAIL, [reply.email])


def _line(message: Message) -> str:
    name = message.adviser.public_name if message.adviser else _("An adviser")
    head = _("%(name)s, an adviser (a person, not the AI), wrote on %(moment)s:") % {
        "name": name,
        "moment": date_format(localtime(message.created_at), "DATETIME_FORMAT"),
    }
    return f"{head}\n\n{message.text}"


def _how_to_answer(conversation: Conversation) -> str:
    url = conf.load().web.public_url
    return _(
        "To answer, open the chat in the same browser: %(chat)s\n"
        "Your conversation code is %(code)s. With it you can read, download or erase the conversation: %(privacy)s\n"
        "Your address is used for this answer only, and erased with the conversation."
    ) % {
        "chat": f"{url}/chat/{conversation.site.public_key}/",
        "code": code_of(conversation),
        "privacy": f"{url}/privacy/",
    }
