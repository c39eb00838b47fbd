"""How the portal's pages write times and answers."""

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from chatbot.knowledge.markdown import render

register = template.Library()


@register.filter
def moment(iso: str) -> str:
    """Return a stored time in the reader's way of writing it."""
    return date_format(localtime(datetime.fromisoformat(iso)), "DATETIME_FORMAT")


@register.filter
def markdown(text: str, by_ai: bool = False) -> SafeString:
    """Return an answer as sanitised HTML; an AI's links are plain text, its sources stand beside it."""
    return mark_safe(render(text, (lambda _url: False) if by_ai else None))  # noqa: S308  (render sanitises)
