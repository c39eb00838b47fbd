"""What each right is called on the pages for customers, what it does, and what the parts of a receipt are called."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compliance.models import RightsRequest

Kind = RightsRequest.Kind


@dataclass(frozen=True)
class Right:
    """One right: its title, what happens, the word on the button, and the label of the field for words, if it has one."""

    kind: str
    title: Promise
    what: Promise
    button: Promise
    field: Promise | None = None


RIGHTS = {
    right.kind: right
    for right in (
        Right(
            Kind.RECTIFICATION,
            _("Correct something"),
            _(
                "Your correction is put beside the message at once, and goes wherever the message goes. "
                "The message itself stays as it was written: an adviser examines the rest."
            ),
            _("Send the correction"),
            _("What is wrong, and what is right?"),
        ),
        Right(
            Kind.RESTRICTION,
            _("Freeze the conversation"),
            _(
                "At once, no adviser sees the conversation any more and no AI reads it. "
                "It is stored, and nothing else is done with it. You can end this yourself at any time."
            ),
            _("Freeze it"),
        ),
        Right(
            Kind.AI_OPT_OUT,
            _("People only, no AI"),
            _("From now on only people answer you, and nothing of yours is given to the AI. You can change this at any time."),
            _("People only from now on"),
        ),
        Right(
            Kind.CONSENT,
            _("Take back my e-mail address"),
            _("The address that you left for an answer is erased at once. Answers then appear in the chat only."),
            _("Erase my address"),
        ),
        Right(
            Kind.OTHER,
            _("Ask for something else"),
            _("An objection, a question about your data, or any other request: a person answers it."),
            _("Send the request"),
            _("Your request"),
        ),
    )
}
UNDO = {
    Kind.RESTRICTION: (_("Unfreeze the conversation"), _("Advisers can see the conversation again."), _("Unfreeze it")),
    Kind.AI_OPT_OUT: (_("Let the AI answer again"), _("The AI may answer you again, and says so."), _("Allow the AI")),
}
TITLES = {
    Kind.ACCESS: _("Copy of all your data"),
    Kind.PORTABILITY: _("Data for another service"),
    Kind.ERASURE: _("Erasure"),
    Kind.OBJECTION: _("Objection"),
    **{kind: right.title for kind, right in RIGHTS.items()},
}
RECORDS = {
    "conversations": _("Conversation"),
    "messages": _("Messages"),
    "corrections": _("Corrections"),
    "turns": _("Records of the AI’s answers"),
    "open_questions": _("Entries in the list of open questions"),
    "marks": _("Marks of AI messages"),
    "drafts": _("Drafts of the AI for an adviser"),
    "feedback": _("Opinions"),
    "emails": _("E-mail addresses"),
    "jobs": _("Tasks in preparation"),
    "requests": _("Words in requests about your data"),
    "legal_holds": _("Legal holds"),
    "transfers": _("Entries on who was given data"),
}
