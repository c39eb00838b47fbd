"""What a sentence opens with before it says anything: “Oui,”, “En effet,”, “According to the article,”."""

import re

ANSWER = re.compile(r"(^|[.!?…:\n]\s*)(?:oui|non|yes|no)\b\s*[,.!:;]", re.IGNORECASE)
LEAD = re.compile(
    r"^(?:en effet|effectivement|bien s[uû]r|bien entendu|certainement|pour r[eé]pondre [aà] votre question|(?:d['’]apr[eè]s|selon) l['’]article|"
    r"indeed|certainly|sure|of course|to answer your question|according to the article)[ \u00a0]*[,:.!][ \u00a0]*",
    re.IGNORECASE,
)


def without_answers(text: str) -> str:
    """Return the text without a yes or no that a sentence opens with."""
    return ANSWER.sub(r"\1", text)


def without_lead(sentence: str) -> str:
    """Return the sentence without words that only lead to it."""
    return LEAD.sub("", sentence)
