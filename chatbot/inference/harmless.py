"""Texts for a server that renders the chat template itself: nothing in them may look like one of its control tokens."""

import re

TAG = re.compile(r"<(?=[|｜/<A-Za-z_])")  # <|im_end|>, </s>, <start_of_turn>, <<SYS>>
BRACKET = re.compile(r"\[(/?[A-Z]+(?:_[A-Z]+)*)\]")  # [INST], [/SYSTEM_PROMPT]; not [PHONE_1]


def harmless(text: str) -> str:
    """Return the text with look-alikes of its own for the brackets that chat templates are made of."""
    return BRACKET.sub(r"(\1)", TAG.sub("‹", text))
