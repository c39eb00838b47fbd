"""Several messages sent one after the other, read as one question. Pure: words only.

People write as they speak: “Bonjour”, “j’ai une question”, “comment rendre un article ?”. What asks nothing waits a moment
for what comes after it and is answered with it; two questions are answered one after the other.
"""

import re
from collections.abc import Sequence

from chatbot.answering.folding import fold
from chatbot.answering.guards import guard

ASKING = re.compile(
    r"^(?:qui|quoi|ou) |\b(?:comment|combien|quand|pourquoi|quels?|quelles?|lequel|laquelle|est ce que?|qu est|c est quoi|"
    r"(?:que|quoi) faire|(?:dois|devrais|puis|pourrais|vais|aurais|ai|suis|serai|aurai) je|"
    r"(?:peut|pouvez|avez|faites|livrez|vendez|acceptez|proposez|etes|est|sont|faut) (?:on|vous|il|ils|elle|elles|t il)|"
    r"(?:je (?:veux|voudrais|souhaite|cherche)|j aimerais) (?!(?:vous )?(?:poser|savoir)\b)|"
    r"will|should|how|when|why|where|which|what|who|can i|could i|may i|do i|do you|are you|is it|is there|"
    r"i (?:want|need|would like|d like) to)\b"
)
ANNOUNCING = re.compile(
    r"^(?:(?:bonjour|bonsoir|hello|hi) )?(?:j ai|j aurais|i have|i ve got)?(?: ?(?:un|a|an|petit|big|gros))* ?"
    r"(?:probleme|problem|souci|issue)$"
    r"|^(?:excusez moi|pardon|dites moi|voila|alors|bon|svp|s il vous plait|excuse me|please|so|well|ok|okay|d accord)$"
)


def asks(text: str) -> bool:
    """Return whether a message asks something on its own: a question, a wish, or what a guard answers at once."""
    if is_opening(text):
        return False
    known = guard(text)
    return bool(known) or "?" in text or bool(ASKING.search(fold(text)))


def is_opening(text: str) -> bool:
    """Return whether a message only greets, thanks or announces a question."""
    known = guard(text)
    return bool(known and known.status == "small_talk") or bool(ANNOUNCING.search(fold(text)))


def joined(texts: Sequence[str]) -> str:
    """Return the messages as one text, without greetings and announcements where there is anything else."""
    said = [text for text in texts if not is_opening(text)]
    return "\n".join(said) if said else next((text for text in texts if guard(text)), texts[0])
