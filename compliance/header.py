"""The response header that tells machines that a page or file holds an AI's messages (Internet-Draft draft-abaris-aicdh)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse

NAME = "AI-Disclosure"


def disclose(response: HttpResponse, messages: Iterable[Mapping[str, Any]]) -> None:
    """Set the header when an AI's message is among these, given as frames or exports have them."""
    if value := disclosed(messages):
        response[NAME] = value


def disclosed(messages: Iterable[Mapping[str, Any]]) -> str:
    """Return the header's value; empty when no AI's message is among these.

    `machine-generated`: a model wrote words of it, and no person read them first. `ai-originated`: an assistant says it, in words
    that people wrote.
    """
    said = [message for message in messages if message["ai_generated"]]
    if not said:
        return ""
    models = sorted({str(message["model"]["name"]) for message in said if message["model"]})
    is_generated = any(message["origin"] == "generated" for message in said)
    return ", ".join(["mode=machine-generated" if is_generated else "mode=ai-originated", *_named(models)])


def _named(models: list[str]) -> list[str]:
    """Return the models as a structured field's text: visible ASCII, quotes and backslashes escaped."""
    plain = "".join(char if " " <= char <= "~" else "?" for char in " ".join(models)).replace("\\", "\\\\").replace('"', '\\"')
    return [f'model="{plain}"'] if models else []
