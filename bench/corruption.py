"""How many corrupted sentences the answer check lets through, and how many faithful ones it holds back.

    python -m bench.corruption fr articles.jsonl [articles.jsonl …] [--show KIND]

Sentences of the articles are taken as they are and retold by rule; each is then corrupted in one way per kind. A line a kind:
how many, how many let through (or, of faithful ones, held back), and examples with --show.
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from chatbot.answering.check import check
from chatbot.answering.names import countries, names
from chatbot.knowledge.passages import cut
from chatbot.knowledge.sentences import split

SHORTEST, LONGEST = 35, 320
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
UNITS = {"fr": ["jours", "mois", "ans", "semaines", "heures"], "en": ["days", "months", "years", "weeks", "hours"]}
PEOPLE = {"fr": ["Dupuis", "Berger", "Leroux", "Zenith", "Arcadia"], "en": ["Harper", "Zenith", "Collins", "Arcadia", "Norton"]}
COUNTRIES = {"fr": ["Portugal", "Norvège", "Japon", "Brésil"], "en": ["Portugal", "Norway", "Japan", "Brazil"]}
WORDS = {
    "fr": "deux trois quatre cinq six sept huit neuf dix".split(),
    "en": "two three four five six seven eight nine ten".split(),
}
FLIPS = {
    "fr": "avant/après au moins/au plus minimum/maximum inférieur/supérieur gratuit/payant obligatoire/facultatif peut/doit "
    "pouvez/devez peuvent/doivent doit/peut autorisé/interdit avec/sans toujours/jamais possible/impossible plus de/moins de",
    "en": "before/after at least/at most minimum/maximum free/paid mandatory/optional must/may can/must allowed/forbidden with/without "
    "always/never possible/impossible more than/less than all/no first/last",
}
FLIP_PAIRS = {
    language: [
        tuple(pair.split("/"))
        for pair in re.findall(r"\S[^/]*?/(?:au |at |plus |moins |more |less )?\w+(?: de| than)?(?=\s|$)", text)
    ]
    for language, text in FLIPS.items()
}
Change = Callable[[str, random.Random, str], str]


def faithful(sentence: str, language: str) -> Iterator[str]:
    """Yield the sentence, and retellings of it that say the same."""
    yield sentence
    yield f"{'En effet,' if language == 'fr' else 'Indeed,'} {_lowered(sentence)}"
    clauses = re.split(r", (?=(?:ce qui|notamment|par exemple|such as|for example|including|which)\b)", sentence)
    if len(clauses) > 1 and len(clauses[0]) > SHORTEST:
        yield f"{clauses[0].rstrip(' .')}."
    spelled = _spelled(sentence, language)
    if spelled != sentence:
        yield spelled
    for old, new in RETELL[language]:
        retold = re.sub(old, new, sentence)
        if retold != sentence:
            yield retold


RETELL = {
    "fr": [
        (r"\bToutefois\b", "Cependant"), (r"\bafin de\b", "pour"), (r"(\d)[ \u00a0\u202f]?€", r"\1 euros"), (r"(\d)[ \u00a0\u202f]euros", r"\1 €"),
        (r"(\d)[ \u00a0\u202f]?%", r"\1 pour cent"), (r"\b1er (\w+)", r"premier \1"), (r"(\d)[ \u00a0\u202f](\d{3})\b", r"\1.\2"),
        (r"\b[Oo]n peut\b", "vous pouvez"), (r"\bdoit être\b", "est à"), (r"\bégalement\b", "aussi"), (r"(\d{1,2})h(\d\d)", r"\1 h \2"),
        (r"https?://www\.", "www."), (r" \([^)]*\)", ""), (r"\bl['’]internaute\b", "l’utilisateur"), (r"\bn'est pas possible\b", "est impossible"),
        (r"\b(\d{1,2}) janvier (\d{4})", r"\1/01/\2"), (r"\b(\d{1,2}) mai (\d{4})", r"\1/05/\2"), (r"\bun délai de\b", ""),
    ],
    "en": [
        (r"\bHowever\b", "But"), (r"\bin order to\b", "to"), (r"\bdo not\b", "don’t"), (r"\bcannot\b", "can’t"), (r"\balso\b", "as well"),
        (r"(\d)%", r"\1 percent"), (r" \([^)]*\)", ""), (r"\bis not\b", "isn’t"), (r"\bshould\b", "need to"), (r"https?://www\.", "www."),
        (r"\$(\d+)", r"\1 dollars"), (r"\bpeople\b", "persons"), (r"\bif you\b", "when you"),
    ],
}  # fmt: skip


def _spelled(sentence: str, language: str) -> str:
    """Write small numbers in the other way: digits as words, words as digits."""
    words = WORDS[language]
    digits = re.sub(r"(?<![\d.,/h-])([2-9]|10)(?= [a-z]{3})", lambda one: words[int(one[1]) - 2], sentence)
    if digits != sentence:
        return digits
    return re.sub(rf"\b({'|'.join(words)})\b(?= [a-zé]{{3}})", lambda one: str(words.index(one[1]) + 2), sentence)


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:] if not sentence[1:2].isupper() else sentence


def number(sentence: str, chance: random.Random, language: str) -> str:
    """Change a number that stands in digits or letters."""
    found = [*re.finditer(rf"(?<![\d/.@\w-])\d+(?![\d/@.\w-])|\b(?:{'|'.join(WORDS[language])})\b", sentence)]
    if not found:
        return sentence
    one = chance.choice(found)
    new = (
        str(int(one[0]) + chance.choice([1, 2, 5, 10]))
        if one[0].isdigit()
        else chance.choice([w for w in WORDS[language] if w != one[0]])
    )
    return sentence[: one.start()] + new + sentence[one.end() :]


def delay(sentence: str, chance: random.Random, language: str) -> str:
    """Change the unit of a delay."""
    forms = "jours?|mois|ans?|semaines?|heures?|années?" if language == "fr" else "days?|months?|years?|weeks?|hours?"
    number_word = rf"\d+|un|une|one|{'|'.join(WORDS[language])}"
    found = re.search(rf"\b((?:{number_word})[ \u00a0]+)({forms})\b", sentence)
    if not found:
        return sentence
    unit = chance.choice([one for one in UNITS[language] if one[:2] != found[2][:2]])
    return sentence[: found.start(2)] + unit + sentence[found.end(2) :]


def amount(sentence: str, chance: random.Random, language: str) -> str:
    """Change the unit of an amount."""
    return re.sub(
        r"(\d[ \u00a0\u202f]?)(€|euros|%|\$|dollars|£)", lambda one: one[1] + ("%" if one[2] != "%" else "€"), sentence, count=1
    )


def date(sentence: str, chance: random.Random, language: str) -> str:
    """Change a month or, in a date, the year or the day."""
    months = MONTHS[language]
    found = re.search(rf"(\d{{1,2}}(?:er)? )?\b({'|'.join(months)})\b( \d{{4}})?", sentence)
    if not found or not (found[1] or found[3]):
        return sentence
    if found[3] and chance.random() < 0.3:
        return sentence[: found.start(3)] + f" {int(found[3]) + 1}" + sentence[found.end(3) :]
    if found[1] and chance.random() < 0.4:
        return sentence[: found.start(1)] + f"{chance.randint(10, 27)} " + sentence[found.end(1) :]
    return sentence[: found.start(2)] + chance.choice([one for one in months if one != found[2]]) + sentence[found.end(2) :]


def link(sentence: str, chance: random.Random, language: str) -> str:
    """Change the host or the path of a link; write one where there is none."""
    found = re.search(r"(?:https?://|www\.)[^\s)»]+|\b[a-z-]+\.(?:fr|com|org|gouv\.fr)\b", sentence)
    if not found:
        return f"{sentence.rstrip('.')} : www.{chance.choice(['service-aide.fr', 'help-desk.com', 'info.example'])}/{chance.randint(1, 99)}."
    parts = re.split(r"(?<=[./])", found[0])
    changed = found[0] + "/aide" if chance.random() < 0.5 else "".join(parts[:-2]) + "autre-" + "".join(parts[-2:])
    return sentence.replace(found[0], changed, 1)


def mail(sentence: str, chance: random.Random, language: str) -> str:
    """Add or change a mail address."""
    found = re.search(r"[\w.-]+@[\w.-]+\w", sentence)
    return (
        sentence.replace(found[0], f"x{found[0]}")
        if found
        else f"{sentence.rstrip('.')} (contact{chance.randint(1, 99)}@exemple.fr)."
    )


def phone(sentence: str, chance: random.Random, language: str) -> str:
    """Change a digit of a telephone number; write one where there is none."""
    found = re.search(r"(?:\+33|0)\s?\d(?:[ .]?\d\d){4}", sentence)
    if not found:
        return f"{sentence.rstrip('.')} (01 {chance.randint(10, 99)} 73 {chance.randint(10, 99)} 20)."
    digits = [place for place in range(found.start() + 1, found.end()) if sentence[place].isdigit()]
    place = chance.choice(digits)
    return sentence[:place] + str((int(sentence[place]) + 1) % 10) + sentence[place + 1 :]


def name(sentence: str, chance: random.Random, language: str) -> str:
    """Put another name in the place of one."""
    known = names(sentence)
    found = [
        one for one in re.finditer(r"(?<=[a-z’,] )[A-Z][\w-]+|(?<=[dl]['’])[A-Z][\w-]+", sentence) if one[0].lower() in known
    ]
    if not found:
        return sentence
    one = chance.choice(found)
    return sentence[: one.start()] + chance.choice(PEOPLE[language]) + sentence[one.end() :]


def country(sentence: str, chance: random.Random, language: str) -> str:
    """Put another country in the place of one."""
    found = [one for one in re.finditer(r"\b[A-Z][a-zéèçï]+\b", sentence) if countries(one[0])]
    return (
        sentence.replace(found[0][0], chance.choice([c for c in COUNTRIES[language] if c != found[0][0]])) if found else sentence
    )


def negation(sentence: str, chance: random.Random, language: str) -> str:
    """Take a negation out, or put one in."""
    if language == "fr":
        out = re.sub(r"\b(?:ne |n['’])(\w+) (?:pas|jamais|plus) ", r"\1 ", sentence, count=1)
        into = re.sub(
            r"\b(est|sont|doit|peut|peuvent|doivent|devez|pouvez|permet|faut|a été|dispose|sera) ", _denied, sentence, count=1
        )
    else:
        out = re.sub(
            r"\b(?:do not|does not|did not|don['’]t|doesn['’]t) |(?<=\w) not(?= )",
            "",
            re.sub(r"\bcannot\b|\bcan['’]t\b", "can", sentence, count=1),
            count=1,
        )
        into = re.sub(r"\b(is|are|can|should|must|will|may|has been|have been) ", r"\1 not ", sentence, count=1)
    return out if out != sentence else into


def _denied(match: re.Match[str]) -> str:
    verb, *rest = match[1].split()
    return f"{'n’' if verb[0] in 'aeé' else 'ne '}{' '.join([verb, 'pas', *rest])} "


def flip(sentence: str, chance: random.Random, language: str) -> str:
    """Turn one word into its opposite."""
    for old, new in chance.sample(FLIP_PAIRS[language], len(FLIP_PAIRS[language])):
        changed = re.sub(rf"\b{old}\b", new, sentence, count=1)
        if changed != sentence:
            return changed
    return sentence


KINDS: list[Change] = [number, delay, amount, date, link, mail, phone, name, country, negation, flip]


def readings(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (sources, sentence) of the articles of a file, a passage at a time."""
    for row in map(json.loads, path.open(encoding="utf-8")):
        text = row["text"]
        for stretch in cut(text):
            passage = text[stretch.start : stretch.end]
            for span in split(passage):
                if SHORTEST <= span.end - span.start <= LONGEST:
                    yield f"{row.get('title', '')}\n{passage}", passage[span.start : span.end]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=["fr", "en"])
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=400, help="sentences of each kind")
    parser.add_argument("--seed", type=int, default=1, help="which sentences are drawn")
    parser.add_argument("--show", default="", help="print what went wrong of this kind")
    options = parser.parse_args()
    pairs = [pair for path in options.articles for pair in readings(path)]
    random.Random(options.seed).shuffle(pairs)
    _measure(
        "faithful",
        [(sources, told) for sources, sentence in pairs[: options.most] for told in faithful(sentence, options.language)],
        options.show,
    )
    for change in KINDS:
        _measure(change.__name__, _corrupted(pairs, change, options.language, options.most), options.show)


def _corrupted(pairs: list[tuple[str, str]], change: Change, language: str, most: int) -> list[tuple[str, str]]:
    chance = random.Random(2)
    found: list[tuple[str, str]] = []
    for sources, sentence in pairs:
        for told in [*faithful(sentence, language)][:: 2 if chance.random() < 0.5 else 1]:
            changed = change(told, chance, language)
            if changed != told and len(found) < most:
                found.append((sources, changed))
    return found


def _measure(kind: str, cases: list[tuple[str, str]], show: str) -> None:
    held = [bool(check(told, sources)) for sources, told in cases]
    wrong = [case for case, is_held in zip(cases, held, strict=True) if is_held == (kind == "faithful")]
    print(
        f"{kind:10} {len(cases):5} {'held back' if kind == 'faithful' else 'let through'} {len(wrong):4} {len(wrong) / max(1, len(cases)):.3f}"
    )
    if show in (kind, "all"):
        for sources, told in wrong[:25]:
            print("   ", told, "|", check(told, sources))


if __name__ == "__main__":
    main()
