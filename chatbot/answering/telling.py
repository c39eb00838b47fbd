"""An answer as it is told, sentence after sentence: what may follow what has been said."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from chatbot.answering.drafting import ITEM, is_lead, is_leaning, is_said, joined_by


@dataclass
class Telling:
    """What has been said so far."""

    said: list[str] = field(default_factory=list)
    _lead: str = ""  # announces a list: told with its first item, or not at all
    _is_whole: bool = False  # the sentence before was told, so that the next may go on from it

    @property
    def words(self) -> int:
        """How many words have been said."""
        return sum(len(one.split()) for one in self.said)

    def take(self, sentence: str, *, is_own: bool) -> Iterator[str]:
        """Yield what is told for a sentence, with the blanks that join it; `is_own` says that it is the source's."""
        fits = (
            bool(sentence) and not is_said(sentence, self.said) and (not is_leaning(sentence) or (self._is_whole and not is_own))
        )
        follows = self._is_whole or bool(ITEM.match(sentence))
        self._is_whole = fits or (self._is_whole and bool(sentence))
        if fits and is_lead(sentence):
            self._lead = sentence
        elif fits:
            for one in filter(None, (self._lead if follows and not is_own else "", sentence)):
                yield joined_by(one, is_first=not self.said) + one
                self.said.append(one)
            self._lead = ""
