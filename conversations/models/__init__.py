"""Advisers, customers, conversations, messages and the turns in which the AI answers."""

from conversations.models.answers import Draft, Feedback, OpenQuestion, Turn
from conversations.models.beside import ContentNotice, LaterReply, PersonRequest
from conversations.models.people import Adviser, Customer
from conversations.models.thread import Conversation, Correction, Keyed, Mark, Message

__all__ = [
    "Adviser",
    "ContentNotice",
    "Conversation",
    "Correction",
    "Customer",
    "Draft",
    "Feedback",
    "Keyed",
    "LaterReply",
    "Mark",
    "Message",
    "OpenQuestion",
    "PersonRequest",
    "Turn",
]
