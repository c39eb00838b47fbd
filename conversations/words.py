"""The chat page's sentences for its scripts."""

from django.utils.translation import gettext as _


def chat_words(company: str) -> dict[str, str]:
    """Return every sentence that the chat's scripts show, in the active language; {places} are filled by them."""
    return {
        "you": _("You"),
        "sending": _("Sending…"),
        "sent": _("Sent"),
        "failed": _("Not sent. Check your connection."),
        "retry": _("Send again"),
        "stopped": _("Answer stopped"),
        "source": _("Source"),
        "sources": _("Sources"),
        "choices": _("Topics to choose from"),
        "rate": _("Your opinion of this answer"),
        "useful": _("Useful"),
        "useless": _("Not useful"),
        "rated": _("Thank you for your opinion."),
        "rated_useless": _("Your opinion is noted. You can say what was missing."),
        "rated_comment": _("Thank you: your opinion and your comment are noted."),
        "rate_failed": _("Your opinion could not be sent: the connection is lost. Please try again in a moment."),
        "comment": _("What was missing? (optional)"),
        "comment_send": _("Send the comment"),
        "report": _("Report this answer"),
        "reason_wrong": _("The answer is wrong"),
        "reason_harmful": _("It is dangerous or offensive"),
        "reason_other": _("Another problem"),
        "reported": _("Your report is noted: advisers see it."),
        "person": _("Talk to a person"),
        "lost": _("Connection lost. Your texts are kept and will be sent as soon as it is back."),
        "back": _("The connection is back."),
        "no_cookies": _(
            "This browser blocks the cookie that this chat needs: what you write here cannot be sent. "
            "Allow cookies for this site, or choose another way to reach us on the contact page."
        ),
        "at_work": _("The assistant is preparing its answer."),
        "erased": _("This conversation has been erased."),
        "counter": _("{count} of {limit} characters"),
        "too_long": _("{count} characters: at most {limit} are possible. Please shorten your message."),
        "phase_queued": _("Your question is in the queue…"),
        "phase_place": _("Number {n} in the queue for the assistant…"),
        "phase_searching": _("The assistant is searching the articles…"),
        "phase_writing": _("The assistant is writing…"),
        "phase_restarting": _("There was a short fault: the assistant starts its answer again…"),
        "status_new": _("AI assistant, available at any time"),
        "status_ai": _("You are talking to the AI assistant"),
        "status_off": _("The AI assistant is switched off: people answer you"),
        "status_waiting": _("You are number {n} in the queue for an adviser"),
        "status_waiting_offline": _("No adviser is online right now: your conversation stays in the queue"),
        "status_human": _("You are talking to {name}, adviser"),
        "status_closed": _("Conversation closed. Your next message begins a new one."),
        "company": company,
    }
