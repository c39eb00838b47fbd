"""Mailing an adviser's replies to a customer who left an address: plain text that says who wrote it."""

import re
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from chatbot import conf
from chatbot.mail import is_configured
from chatbot.sites.dates import moment
from conversations import events
from conversations.models import Conversation, LaterReply, Message


class MailNotSent(Exception):
    """A mail could not leave; says the kind of error only, for the server's own words may hold the address."""


def send_replies(conversation_id: UUID) -> None:
    """Mail what advisers wrote and the customer has neither read nor been sent; raises MailNotSent."""
    reply = LaterReply.objects.select_related("conversation__site").filter(pk=conversation_id).exclude(email="").first()
    lines = _unsent(reply) if reply else []
    if reply is None or not lines:
        return
    if not is_configured():
        _note(reply, LaterReply.Mail.UNCONFIGURED)
        return
    try:
        _mail(reply, lines).send()
    except (SMTPException, OSError) as error:
        _note(reply, LaterReply.Mail.FAILED)
        raise MailNotSent(type(error).__name__) from None
    reply.mailed_seq = lines[-1].seq
    _note(reply, LaterReply.Mail.SENT)


def _unsent(reply: LaterReply) -> list[Message]:
    after = max(reply.mailed_seq, reply.conversation.customer_read_seq)
    lines = reply.conversation.messages.filter(author=Message.Author.HUMAN, seq__gt=after)
    return list(lines.select_related("adviser", "conversation__site").order_by("seq"))


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
    return EmailMessage(re.sub(r"[\r\n]+", " ", subject), body, settings.DEFAULT_FROM_EMAIL, [reply.email])


def _line(message: Message) -> str:
    name = message.adviser.public_name if message.adviser else _("An adviser")
    said = _("%(name)s, an adviser (a person, not the AI), wrote on %(moment)s:")
    if message.origin == Message.Origin.HUMAN_AFTER_AI_DRAFT:
        said = _("%(name)s, an adviser (a person), wrote on %(moment)s from a draft by the AI:")
    head = said % {
        "name": name,
        "moment": moment(message.conversation.site, message.created_at),
    }
    return f"{head}\n\n{message.text}"


def _how_to_answer(conversation: Conversation) -> str:
    """Say where to write back. The address is unproven: nothing in the mail opens the conversation."""
    url, query = conf.load().web.public_url, f"?lang={conversation.language}&site={conversation.site.public_key}"
    pages = {"contact": f"{url}/contact/{query}", "privacy": f"{url}/privacy/{query}", "reference": conversation.reference}
    if conversation.messages.filter(event="contact_form").exists():
        how = _(
            "To answer, write to us again on the contact page and quote the reference %(reference)s: %(contact)s\n"
            "To read, download or erase your request, use the conversation code that the contact page gave you: %(privacy)s"
        )
    else:
        how = _(
            "To answer, open the chat again, in the same browser, on the page where you wrote. Your reference: %(reference)s.\n"
            "To read, download or erase the conversation, use the conversation code that the chat’s menu shows: %(privacy)s"
        )
    kept = _("Your address is used for this answer only, and erased with the conversation.")
    if conversation.site.sends_copies:
        kept = _("Your address is used for this answer and for a copy of the conversation when it ends, and erased with it.")
    return f"{how % pages}\n{kept}"
