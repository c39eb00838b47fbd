"""The words that the desk's scripts show, in the language of the request. Names are those that the scripts ask for."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def words() -> dict[str, str]:
    """Return every word and sentence by name; {places} are filled by the page, name_one is the singular."""
    return {**_codes(), **_queue(), **_thread(), **_context(), **_trace(), **_keys()}


def _codes() -> dict[str, str]:
    return {
        "group_waiting": _("Waiting"),
        "group_human": _("With an adviser"),
        "group_ai": _("With the AI"),
        "group_closed": _("Closed in the last 24 hours"),
        "status_waiting": _("Waiting for a person"),
        "status_human": _("With an adviser"),
        "status_mine": _("With you"),
        "status_ai": _("With the AI"),
        "status_closed": pgettext("conversation", "Closed"),
        "author_customer": _("Customer"),
        "author_ai": _("AI assistant"),
        "author_human": _("Adviser"),
        "answer_answered": _("Answered"),
        "answer_clarify": _("Asked back"),
        "answer_not_found": _("Nothing found"),
        "answer_human": _("Person requested"),
        "answer_small_talk": _("Small talk"),
        "answer_refused": _("Refused"),
        "answer_identity": _("Said that it is an AI"),
        "answer_rights": _("Data rights"),
        "phase_queued": _("In the queue"),
        "phase_searching": _("Searching"),
        "phase_writing": _("Writing"),
        "phase_restarting": _("Starting again"),
    }


def _queue() -> dict[str, str]:
    return {
        "queue_loading": _("Reading the conversations…"),
        "queue_empty": _("No conversation in the last 24 hours. New ones appear here by themselves."),
        "you": _("You"),
        "unread": _("Unread."),
        "no_words_yet": _("No message yet"),
        "under_a_minute": _("under 1 min"),
        "minutes": _("{n} min"),
        "hours": _("{h} h {m}"),
        "days": _("{count} days"),
        "days_one": _("{count} day"),
        "answer_by": _("answer by {date}"),
        "answer_late": _("late since {date}"),
        "now_waiting": _("{count} customers are waiting for a person."),
        "now_waiting_one": _("{count} customer is waiting for a person."),
        "connection_connecting": _("Connecting…"),
        "connection_open": _("Live"),
        "connection_lost": _("Offline"),
        "lost_line": _("The connection is lost. What you see may be out of date; unsent replies are kept and go out on return."),
        "no_line": _("There is no connection right now: nothing was changed."),
        "signed_out": _("Your session has ended. Drafts are kept in this tab."),
        "sign_in": _("Sign in"),
        "fine": _("Understood"),
    }


def _thread() -> dict[str, str]:
    return {
        "nothing_open": _("No conversation open"),
        "with_colleague": _("With {name}"),
        "sources": _("Sources"),
        "stopped": _("Stopped by the customer"),
        "helpful": _("Judged helpful"),
        "not_helpful": _("Judged not helpful"),
        "reported": _("Reported: {reason}"),
        "reports": _("{count} reports"),
        "reports_one": _("{count} report"),
        "reason_wrong": _("The answer is wrong"),
        "reason_harmful": _("It is dangerous or offensive"),
        "reason_other": _("Another problem"),
        "show_trace": _("How this answer was made"),
        "sending": _("Sending…"),
        "not_sent": _("Not sent"),
        "retry": _("Send again"),
        "edit": _("Edit"),
        "no_confirmation": _("The server has not confirmed it."),
        "newer": _("{count} new messages"),
        "newer_one": _("{count} new message"),
        "customer_typing": _("The customer is writing…"),
        "customer_says": _("Customer: {text}"),
        "adviser_says": _("Adviser: {text}"),
        "proposal_working": _("The AI is preparing a proposal…"),
        "proposal_title": _("Proposal of the AI"),
        "proposal_ready": _("The AI’s proposal is there."),
        "proposal_none": _("No proposal"),
        "proposal_lost": _("The connection was lost: ask again."),
        "proposal_cancel": _("Cancel"),
        "proposal_discard": _("Discard"),
        "proposal_close": _("Understood"),
        "erased": _("This conversation no longer exists: its data was erased."),
        "why_closed": _("This conversation is closed."),
        "why_colleague": _("{name} has this conversation. You can follow it here."),
        "why_language": _("A colleague must answer whose account names this language: {language}."),
        "why_ai": _("The AI is answering. Take over to write yourself: it stops at once."),
        "why_waiting": _("The customer is waiting for a person. Take over to answer."),
    }


def _context() -> dict[str, str]:
    return {
        "fact_reference": _("Reference"),
        "fact_site": _("Site"),
        "fact_state": _("Status"),
        "fact_adviser": _("Adviser"),
        "fact_waiting_for": _("Waiting for"),
        "fact_answer_by": _("To be answered by"),
        "fact_mail": _("By e-mail too"),
        "mail_wanted": _("Your reply will also be sent by e-mail."),
        "mail_sent": _("Your reply was sent by e-mail."),
        "mail_failed": _("The e-mail could not be sent so far. The customer’s address: {address}"),
        "mail_unconfigured": _("Nothing is sent: no mail server is configured. The customer’s address: {address}"),
        "fact_language": _("Language"),
        "fact_started": _("Started"),
        "fact_closed_at": pgettext("conversation", "Closed"),
        "fact_message_count": _("Messages"),
        "fact_contacts": _("Earlier contacts"),
        "contacts": _("{count} conversations"),
        "contacts_one": _("{count} conversation"),
        "first_contact": _("First contact"),
        "fact_read": _("Seen by the customer"),
        "read_all": _("Everything"),
        "read_not_all": _("Not everything yet"),
    }


def _trace() -> dict[str, str]:
    return {
        "trace_title": _("How the AI answered"),
        "trace_none": _("The AI has not answered in this conversation."),
        "fact_answer_at": _("Answer of"),
        "fact_status": _("Result"),
        "fact_origin": _("Origin"),
        "fact_duration": _("Time to answer"),
        "seconds": _("{n} s"),
        "milliseconds": _("{n} ms"),
        "trace_guards": _("Guards"),
        "trace_passages": _("Passages found"),
        "trace_checks": _("Checks"),
        "trace_model": _("Model"),
        "trace_timings": _("Timings"),
        "trace_rest": _("Further data"),
        "applied": _("applied"),
        "not_needed": _("nothing to do"),
        "passed": pgettext("check", "passed"),
        "failed": pgettext("check", "failed"),
        "lexical": _("words"),
        "semantic": _("meaning"),
        "score": _("Score"),
    }


def _keys() -> dict[str, str]:
    return {
        "key_j": _("Next conversation (also the down arrow in the list)"),
        "key_k": _("Previous conversation (also the up arrow in the list)"),
        "key_Enter": _("Open the conversation"),
        "key_t": _("Take over"),
        "key_r": _("Go to the reply"),
        "key_p": _("Have the AI suggest a reply"),
        "key_Ctrl+Enter": _("Send the reply"),
        "key_e": _("Hand back to the AI"),
        "key_c": _("Close the conversation"),
        "key_Esc": _("Leave the reply field"),
        "key_?": _("Show this list"),
        "name_Enter": pgettext("key", "Enter"),
        "name_Esc": pgettext("key", "Esc"),
    }
