"""Right sentences told otherwise: the same facts in another order, spelling or construction."""

import re
from collections.abc import Iterator

from bench.corrupting import BLANK, MONTHS

SHORTEST = 35
WORDS = {
    "fr": "deux trois quatre cinq six sept huit neuf dix".split(),
    "en": "two three four five six seven eight nine ten".split(),
}
VOWEL = "aeiouyéèêâîôh"
RULES = {
    "fr": [
        (r"\b[Tt]outefois\b", "cependant"), (r"\bafin de\b", "pour"), (r"(\d)[ \u00a0\u202f]?€", r"\1 euros"), (r"(\d)[ \u00a0\u202f]euros", r"\1 €"),
        (r"(\d),(\d\d) ?€", r"\1.\2 euros"), (r"(\d)[ \u00a0\u202f]?%", r"\1 pour cent"), (r"\b1er (\w+)", r"premier \1"),
        (r"(\d)[ \u00a0\u202f](\d{3})\b(?! \d\d)", r"\1.\2"), (r"(\d)[ \u00a0\u202f](\d{3})\b(?! \d\d)", r"\1\2"),
        (r"\b[Oo]n peut\b", "vous pouvez"), (r"\bdoit être\b", "est à"), (r"\bégalement\b", "aussi"), (r"(\d{1,2})h(\d\d)", r"\1 h \2"),
        (r"https?://www\.", "www."), (r"https?://", ""), (r" \([^)]*\)", ""), (r"\bl['’]internaute\b", "l’utilisateur"),
        (r"\bn['’]est pas possible\b", "est impossible"), (r"\bun délai de\b", ""), (r"\b[Vv]ous pouvez (?=[bcdfgjklmnpqrstvxz])", "il est possible de "),
        (rf"\b[Vv]ous pouvez (?=[{VOWEL}])", "il est possible d’"), (r"\b[Vv]ous devez (?=[bcdfgjklmnpqrstvxz])", "il faut "),
        (r"\b[Ii]l faut (?=\w+(?:er|ir|re)\b)", "vous devez "), (r"\b[Vv]ous ne devez pas\b", "il ne faut pas"), (r"\bvotre\b", "le"),
        (r"^([LU]es?|Une?|La) (.{30,}?), (.{20,})\.$", r"\3 : \1 \2."), (r"\bdes\b", "les"), (r"\bnotamment\b", "par exemple"),
        (r"\bainsi que\b", "et"), (r"\blorsque\b", "quand"), (r"\bsi vous\b", "dans le cas où vous"), (r"\bmais\b", "cependant"),
        (r"\bà compter de\b", "à partir de"), (r"\bpermet de\b", "sert à"), (r"\bpendant\b", "durant"), (r"\bdoivent\b", "ont l’obligation de"),
        (r"\beffectuer\b", "faire"), (r"\b(?:adresser|envoyer)\b", "transmettre"), (r"\binterdit\b", "pas autorisé"), (r"\btéléphone\b", "tél."),
        (r"\b(\d{1,2}) heures\b", r"\1 h"), (r"\bcourriel\b", "mail"), (r"^Il est\b", "C’est"), (r"\bl['’]ensemble des\b", "tous les"),
    ],
    "en": [
        (r"\bHowever\b", "But"), (r"\bin order to\b", "to"), (r"\bdo not\b", "don’t"), (r"\bcannot\b", "can’t"), (r"\balso\b", "as well"),
        (r"(\d)%", r"\1 percent"), (r" \([^)]*\)", ""), (r"\bis not\b", "isn’t"), (r"\bare not\b", "aren’t"), (r"\bshould\b", "need to"),
        (r"https?://www\.", "www."), (r"https?://", ""), (r"\$(\d+)", r"\1 dollars"), (r"€(\d+(?:\.\d+)?)", r"\1 euros"), (r"£(\d+(?:\.\d+)?)", r"\1 pounds"),
        (r"\bpeople\b", "persons"), (r"\bif you\b", "when you"), (r"\b[Yy]ou can\b", "It is possible to"), (r"\b[Yy]ou may\b", "You can"),
        (r"\b[Yy]ou must\b", "You have to"), (r"\b[Yy]ou need to\b", "You have to"), (r"\b[Ii]t is\b", "it’s"), (r"\b[Ww]e\b", "the company"), (r"\byour\b", "the"),
        (r"\bwithin\b", "in"), (r"\bsuch as\b", "like"), (r"\bbecause\b", "since"), (r"\bas well as\b", "and"), (r"\bsend\b", "mail"),
        (r"(\d),(\d{3})\b", r"\1\2"), (r"\b(\d{1,2}) (am|pm)\b", r"\1\2"), (r"\bwill be\b", "is"), (r"\bmobile phone\b", "phone"), (r"\bimpossible\b", "not possible"),
        (r"\bcan't be\b", "cannot be"), (r"^(.{25,}?), (but|and|so) (.{25,})\.$", r"\3; \1."), (r"\bdoes not\b", "doesn’t"), (r"\bcontact\b", "reach"),
    ],
}  # fmt: skip


def faithful(sentence: str, language: str) -> Iterator[str]:
    """Yield the sentence, and retellings of it that say the same."""
    told = [sentence, *_restyled(sentence, language), *_redated(sentence, language)]
    told += [re.sub(old, new, sentence) for old, new in RULES[language]]
    yield from dict.fromkeys(one for one in told if one)


def _restyled(sentence: str, language: str) -> Iterator[str]:
    yield f"{'En effet,' if language == 'fr' else 'Indeed,'} {_lowered(sentence)}"
    yield f"{'Bien sûr :' if language == 'fr' else 'To answer your question,'} {_lowered(sentence)}"
    clauses = re.split(r", (?=(?:ce qui|notamment|par exemple|such as|for example|including|which)\b)", sentence)
    yield f"{clauses[0].rstrip(' .')}." if len(clauses) > 1 and len(clauses[0]) > SHORTEST else ""
    head, _, rest = sentence.partition(", ")
    is_turnable = (
        len(head) > 12 and len(rest) > SHORTEST and re.match(r"(?:Si|Lorsque|Quand|Pour|En cas|À|If|When|For|In|To)\b", head)
    )
    yield f"{_raised(rest.rstrip(' .'))} {_lowered(head)}." if is_turnable else ""
    yield _spelled(sentence, language)


def _redated(sentence: str, language: str) -> Iterator[str]:
    """Write a date in figures, or in the other order."""
    months = MONTHS[language]
    names = "|".join(months)
    numbered = re.sub(
        rf"\b(\d{{1,2}})(?:er)?{BLANK}({names}){BLANK}(\d{{4}})",
        lambda one: f"{int(one[1]):02}/{months.index(one[2]) + 1:02}/{one[3]}",
        sentence,
    )
    yield numbered
    yield re.sub(rf"\b({names}) (\d{{1,2}}), (\d{{4}})", r"\2 \1 \3", sentence) if language == "en" else ""
    yield re.sub(rf"\b(\d{{1,2}}) ({names}) (\d{{4}})", r"\2 \1, \3", sentence) if language == "en" else ""
    yield re.sub(
        r"\b(0?[1-9]|[12]\d|3[01])/(0\d|1[0-2])/(\d{4})\b",
        lambda one: f"{int(one[1])} {months[int(one[2]) - 1]} {one[3]}" if one[2] != "00" else one[0],
        sentence,
    )


def _spelled(sentence: str, language: str) -> str:
    """Write small numbers in the other way: digits as words, words as digits."""
    words = WORDS[language]
    digits = re.sub(r"(?<![\d.,/h-])([2-9]|10)(?= [a-z]{3})", lambda one: words[int(one[1]) - 2], sentence)
    if digits != sentence:
        return digits
    return re.sub(rf"\b({'|'.join(words)})\b(?= [a-zé]{{3}})", lambda one: str(words.index(one[1]) + 2), sentence)


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:] if not sentence[1:2].isupper() else sentence


def _raised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
