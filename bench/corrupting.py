"""Wrong sentences made of right ones: each kind yields every way it knows to make a sentence say what its source does not."""

import random
import re
from collections.abc import Callable, Iterator

from chatbot.answering.names import countries, names

Kind = Callable[[str, str, str, random.Random], Iterator[str]]
BLANK = r"[ \u00a0\u202f]"
SMALL = {
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante soixante".split(),
    "en": "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty sixty".split(),
}
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
UNITS = {
    "fr": [
        ("jour", "jours"),
        ("semaine", "semaines"),
        ("mois", "mois"),
        ("an", "ans"),
        ("heure", "heures"),
        ("minute", "minutes"),
    ],
    "en": [("day", "days"), ("week", "weeks"), ("month", "months"), ("year", "years"), ("hour", "hours"), ("minute", "minutes")],
}
PEOPLE = {
    "fr": "Dupuis Berger Zenith Arcadia Novalis Delcourt".split(),
    "en": "Harper Zenith Collins Arcadia Novalis Norton".split(),
}
INSERTED = {
    "fr": {
        "name": [", selon Camille Berger", ", auprès de la société Novalis", ", sur demande à Mme Delcourt"],
        "country": [", y compris en Norvège", ", sauf au Portugal", ", comme au Japon"],
        "phone": [", au 01 47 73 62 20", " (tél. +33 4 91 22 18 07)", " ; appelez le 0 806 112 358"],
        "mail": [" (contact@exemple-aide.fr)", ", en écrivant à service.client@novalis.eu"],
        "link": [" : www.service-aide.fr/12", ", sur https://info.example/aide", " (voir novalis.com)"],
        "number": [" pour 3 personnes", " à 87 %", " dans 19 cas"],
        "amount": [", pour 12,50 €", ", contre 35 euros", ", soit 240 dollars"],
        "delay": [", sous 17 jours", " pendant 11 mois", ", dans les 36 heures"],
        "date": [", depuis le 17 mars 2011", " jusqu’au 23 octobre", ", à partir du 02/11/2019"],
    },
    "en": {
        "name": [", says Fiona Harper", ", through Novalis Services", ", as Dr Collins recommends"],
        "country": [", including in Norway", ", except in Portugal", ", as in Japan"],
        "phone": [", on 020 7946 0123", " (tel. +44 161 496 0719)", "; call 0800 112 358"],
        "mail": [" (contact@example-help.com)", ", by writing to care@novalis.eu"],
        "link": [": www.help-desk.com/12", ", at https://info.example/help", " (see novalis.com)"],
        "number": [" for 37 people", " at 87%", " in 19 cases"],
        "amount": [", for €12.50", ", against 35 euros", ", that is $240"],
        "delay": [", within 17 days", " for 11 months", ", in the next 36 hours"],
        "date": [", since March 17, 2011", " until 23 October", ", from 02/11/2019"],
    },
}  # fmt: skip
COUNTRIES = {
    "fr": "Portugal Norvège Japon Brésil Italie Suisse".split(),
    "en": "Portugal Norway Japan Brazil Italy Switzerland".split(),
}
CITIES = {"fr": "Paris Lyon Marseille Lille Bruxelles Genève".split(), "en": "London Paris Dublin Montreal Boston Berlin".split()}
FLIPS = {
    "fr": "avant/après|au moins/au plus|minimum/maximum|minimal/maximal|minimale/maximale|inférieur/supérieur|inférieure/supérieure|gratuit/payant|"
    "gratuite/payante|gratuitement/moyennant paiement|obligatoire/facultatif|obligatoire/facultative|obligatoirement/facultativement|peut/doit|pouvez/devez|"
    "peuvent/doivent|autorisé/interdit|autorisée/interdite|avec/sans|toujours/jamais|possible/impossible|plus de/moins de|premier/dernier|première/dernière|"
    "accepté/refusé|acceptée/refusée|accepte/refuse|accepter/refuser|ouvert/fermé|augmenter/diminuer|légal/illégal|tous les/aucun des|public/privé|valable/non valable|"
    "nécessaire/inutile|majeur/mineur|majeurs/mineurs|début/fin|jusqu'à/à partir de|compatible/incompatible|suffisant/insuffisant|compris/exclu|élevé/faible|"
    "au plus tard/au plus tôt|interne/externe",
    "en": "before/after|at least/at most|minimum/maximum|free/paid|free of charge/for a fee|mandatory/optional|must/may|can/must|allowed/forbidden|with/without|"
    "always/never|possible/impossible|more than/less than|first/last|accepted/refused|accept/refuse|is open/is closed|increase/decrease|legal/illegal|all/no|"
    "public/private|valid/invalid|necessary/unnecessary|required/not required|likely/unlikely|safe/unsafe|higher/lower|inside/outside|indoors/outdoors|"
    "included/excluded|latest/earliest|up to/at least|over/under|above/below|enough/not enough|until the/from the|available/unavailable|able/unable|everyone/nobody",
}
NEGATIONS = {
    "fr": [
        (r"\b(?:ne |n['’])((?:[mtsl]['’]|(?:se|me|te|le|la|les|lui|leur|nous|vous|y|en) )?\w+(?:-\w+)?) (?:pas|jamais|plus|point|aucunement|nullement)(?: encore| du tout)?\b", r"\1"),
        (r"\b(?:ne|n['’]) ?(?:pas|jamais) ", ""), (r"\b([Nn])e pas ", ""), (r"\bsans\b", "avec"), (r"\bavec\b", "sans"), (r"\bNon,", "Oui,"), (r"\bOui,", "Non,"),
        (r"\bjamais\b", "toujours"), (r"\b[Aa]ucune? ", "tout "), (r"\b(?:n['’]est|ne sont) pas\b", "est bien"), (r"\bne ([\w]+) (aucun|aucune) ", r"\1 un "),
        (r"\bn['’](\w+) (aucun|aucune) ", r"\1 un "), (r"\bimpossible\b", "possible"),
    ],
    "en": [
        (r"\b(?:do|does|did) not ", ""), (r"\b(?:[Dd]o|[Dd]oes|[Dd]id)n['’]t ", ""), (r"\bcannot\b|\bcan['’]t\b", "can"), (r"(?<=[a-z]) not(?= )", ""),
        (r"\b(is|are|was|were|should|would|could|has|have|had|must|need)n['’]t\b", r"\1"), (r"\bwon['’]t\b", "will"), (r"\bnever\b", "always"),
        (r"\bwithout\b", "with"), (r"\bwith\b", "without"), (r"\b[Nn]o(?= [a-z])", "any"), (r"^No,", "Yes,"), (r"^Yes,", "No,"), (r"\bneither\b", "both"),
    ],
}  # fmt: skip
FR_VERB = (
    r"est|sont|doit|peut|peuvent|doivent|devez|pouvez|permet|permettent|faut|dispose|disposez|sera|seront|avez|ont|était|"
    r"reste|concerne|prévoit|exige|garantit|dépend|fonctionne|utilise|existe|constitue|bénéficie|bénéficiez|reçoit|recevez|devra|devrez|pourra|pourrez|"
    r"s['’]applique|se fait|suffit|convient|perçoit|figure|donne|comprend|coûte|dure|livrons|remboursons|acceptons"
)
EN_VERB = r"is|are|was|were|can|could|should|must|will|would|may|might|has been|have been"
EN_BARE = r"(?P<who>\b(?:I|[Yy]ou|[Ww]e|[Tt]hey|people|customers|members|symptoms))(?P<verb> (?:need|have|get|want|receive|pay|refund|deliver|accept|live|feel|develop))\b"


def number(sentence: str, _sources: str, language: str, chance: random.Random) -> Iterator[str]:
    """A number in digits or letters changed, two digits exchanged, one added."""
    for one in re.finditer(
        rf"(?<![\d/.,@\w-])\d+(?:(?:[.,]|{BLANK})\d+)*(?![\d/@\w-])|\b(?:{'|'.join(SMALL[language])})\b", sentence
    ):
        yield from (_put(sentence, one, changed) for changed in _other_number(one[0], language, chance))


def _other_number(found: str, language: str, chance: random.Random) -> Iterator[str]:
    if not found[0].isdigit():
        place = SMALL[language].index(found)
        yield SMALL[language][place - 1] if place else "neuf" if language == "fr" else "nine"
        yield chance.choice([one for one in SMALL[language] if one != found])
        return
    last = max(place for place, char in enumerate(found) if char.isdigit())
    yield found[:last] + str((int(found[last]) + 1) % 10)
    yield f"{chance.randint(1, 9)}{found}"
    if len(found) > 1 and found[-1].isdigit() and found[-2].isdigit() and found[-1] != found[-2] and found[-1] != "0":
        yield found[:-2] + found[-1] + found[-2]
    if found.isdigit():
        yield str(int(found) * 2)


def delay(sentence: str, _sources: str, language: str, chance: random.Random) -> Iterator[str]:
    """The unit of a delay, or its number."""
    singles, plurals = zip(*UNITS[language], strict=True)
    forms = "|".join(sorted({*singles, *plurals, "année", "années", "journée"}, key=len, reverse=True))
    numbers = rf"\d+|un|une|one|an?|{'|'.join(SMALL[language])}"
    for one in re.finditer(rf"\b(?P<number>{numbers})(?P<blank>(?:{BLANK}|-))(?P<unit>{forms})\b", sentence):
        if one["number"] == "a" and language == "fr":
            continue
        units = plurals if one["unit"] in plurals else singles
        for other in chance.sample([unit for unit in units if unit[:2] != one["unit"][:2]], 2):
            yield sentence[: one.start("unit")] + other + sentence[one.end("unit") :]
        for changed in (
            _other_number(one["number"], language, chance) if one["number"] not in {"un", "une", "one", "a", "an"} else ()
        ):
            yield sentence[: one.start("number")] + changed + sentence[one.end("number") :]


def amount(sentence: str, _sources: str, language: str, chance: random.Random) -> Iterator[str]:
    """An amount's currency, or its figure; a percentage made an amount and the reverse."""
    value = rf"\d+(?:(?:[.,]|{BLANK})\d+)*"
    for one in re.finditer(
        rf"(?P<value>{value})(?P<unit>{BLANK}?(?:€|euros?|%|\$|dollars?|£|pounds?|pour cent|percent))", sentence
    ):
        kind = one["unit"].strip(" \u00a0\u202f")
        for other in [
            unit for unit in ("€", "%", " dollars", " livres" if language == "fr" else " pounds") if unit.strip()[:4] != kind[:4]
        ][:2]:
            yield sentence[: one.start("unit")] + other + sentence[one.end("unit") :] if (kind, other) != ("euros", "€") else ""
        for changed in _other_number(one["value"], language, chance):
            yield sentence[: one.start()] + changed + sentence[one.end("value") :]
    for one in re.finditer(rf"(?P<sign>[€$£])(?P<value>{value})", sentence):
        yield (
            sentence[: one.start()]
            + chance.choice([sign for sign in "€$£" if sign != one["sign"]])
            + sentence[one.start("value") :]
        )
        for changed in _other_number(one["value"], language, chance):
            yield sentence[: one.start("value")] + changed + sentence[one.end() :]


def date(sentence: str, _sources: str, language: str, chance: random.Random) -> Iterator[str]:
    """A month, a day of the month, a year, a day of the week."""
    for one in re.finditer(rf"\b(?:{'|'.join(MONTHS[language])})\b", sentence):
        yield _put(sentence, one, chance.choice([month for month in MONTHS[language] if month != one[0]]))
    for one in re.finditer(
        rf"\b(\d{{1,2}}(?:er|st|nd|rd|th)?)(?= (?:{'|'.join(MONTHS[language])}))|(?<=(?:arch|pril|June|July) )\d{{1,2}}\b",
        sentence,
    ):
        yield _put(sentence, one, str(chance.choice([day for day in range(3, 29) if day != int(re.sub(r"\D", "", one[0]))])))
    for one in re.finditer(r"\b(?:19|20)\d\d\b(?!\w)", sentence):
        yield _put(sentence, one, str(int(one[0]) + chance.choice([-1, 1, 10])))
    for one in re.finditer(r"\b(\d\d)/(\d\d)/(\d{4})\b", sentence):
        yield _put(sentence, one, f"{int(one[1]) % 28 + 1:02}/{one[2]}/{one[3]}")
        yield _put(sentence, one, f"{one[1]}/{int(one[2]) % 12 + 1:02}/{one[3]}")
    for one in re.finditer(rf"\b(?:{'|'.join(DAYS[language])})\b", sentence):
        yield _put(sentence, one, chance.choice([day for day in DAYS[language] if day != one[0]]))


def link(sentence: str, _sources: str, language: str, chance: random.Random) -> Iterator[str]:
    """A link's host, a letter of it, its ending, its path."""
    for one in re.finditer(
        r"(?:https?://|www\.)[^\s)»,;]+\w|\b[a-z-]{3,}(?:\.[a-z-]+)*\.(?:fr|com|org|eu|example|ca|net|uk)\b(?!@)(?:/[\w/-]+\w)?",
        sentence,
    ):
        if sentence[: one.start()].endswith("@"):
            continue
        scheme, host, path = re.fullmatch(r"((?:https?://)?(?:www\.)?)([^/]+)(.*)", one[0]).groups()  # type: ignore[union-attr]
        yield _put(sentence, one, f"{scheme}{chance.choice(['aide-clients.fr', 'help-desk.com', 'evil.example'])}{path}")
        place = chance.choice([at for at, char in enumerate(host) if char.isalpha()])
        yield _put(sentence, one, scheme + host[:place] + ("x" if host[place] != "x" else "y") + host[place + 1 :] + path)
        yield _put(sentence, one, f"{scheme}{host.rpartition('.')[0]}.{'net' if not host.endswith('.net') else 'org'}{path}")
        yield _put(sentence, one, f"{scheme}{host}{path.rstrip('/')}/aide")
        yield _put(sentence, one, f"{scheme}secure.{host}{path}")


def mail(sentence: str, _sources: str, _language: str, chance: random.Random) -> Iterator[str]:
    """A letter of a mail address, its user, its host."""
    for one in re.finditer(r"[\w.+-]+@[\w.-]+\w", sentence):
        user, _, host = one[0].partition("@")
        place = chance.randrange(len(user))
        yield _put(sentence, one, f"{user[:place]}{'z' if user[place] != 'z' else 'y'}{user[place + 1 :]}@{host}")
        yield _put(sentence, one, f"{user}@{'autre-' + host}")
        yield _put(sentence, one, f"support@{host}" if user != "support" else f"info@{host}")
        yield _put(sentence, one, f"{user}@{host.rpartition('.')[0]}.org" if not host.endswith(".org") else f"{user}@gmail.com")


def phone(sentence: str, _sources: str, _language: str, chance: random.Random) -> Iterator[str]:
    """A digit of a telephone number, or two exchanged."""
    for one in re.finditer(r"(?<![\d.,/])(?:\+\d{1,3}|0)[ .\u00a0-]?\d(?:[ .\u00a0-]?\d){6,11}(?!\d)", sentence):
        places = [place for place, char in enumerate(one[0]) if char.isdigit()]
        for place in chance.sample(places[-7:], 3):
            yield _put(
                sentence, one, one[0][:place] + str((int(one[0][place]) + chance.randint(1, 9)) % 10) + one[0][place + 1 :]
            )
        first, second = places[-2:]
        swapped = [*one[0]]
        swapped[first], swapped[second] = swapped[second], swapped[first]
        yield _put(sentence, one, "".join(swapped))


def name(sentence: str, sources: str, language: str, chance: random.Random) -> Iterator[str]:
    """Another name, of a stranger, in the place of one."""
    known = names(sentence)
    for one in re.finditer(r"(?<=[a-zé’,] )[A-Z][\w-]+|(?<=[dl]['’])[A-Z][\w-]+", sentence):
        if one[0].lower() in known:
            yield _put(sentence, one, chance.choice(PEOPLE[language]))
    for one in re.finditer(rf"\b(?:{'|'.join(CITIES[language])})\b", sentence):
        strangers = [city for city in CITIES[language] if city not in sources]
        yield _put(sentence, one, chance.choice(strangers)) if strangers else ""


def country(sentence: str, _sources: str, language: str, chance: random.Random) -> Iterator[str]:
    """Another country in the place of one."""
    for one in re.finditer(r"\b[A-Z][a-zéèçï]+\b", sentence):
        if countries(one[0]):
            for other in chance.sample(COUNTRIES[language], 2):
                yield _put(sentence, one, other) if countries(other) != countries(one[0]) else ""


def negation(sentence: str, sources: str, language: str, chance: random.Random) -> Iterator[str]:
    """A negation taken out, or put in."""
    for old, new in NEGATIONS[language]:
        for one in re.finditer(old, sentence):
            yield _put(sentence, one, one.expand(new))
    verbs = FR_VERB if language == "fr" else EN_VERB
    for one in re.finditer(
        rf"(?<![-'’\w])(?P<verb>{verbs})\b(?! (?:pas|plus|not|jamais|ni|que|qu|guère|en aucun|no|never)\b)(?=[ ,.])", sentence
    ):
        if language == "fr" and re.search(r"\b(?:ne|n['’]|pas|ni) ?(?:\w+ )?$", sentence[: one.start()]):
            continue
        yield _put(sentence, one, _denied(one["verb"], language))
    if language == "en":
        for one in re.finditer(EN_BARE, sentence):
            yield _put(sentence, one, f"{one['who']} do not{one['verb']}")
            yield _put(sentence, one, f"{one['who']} don’t{one['verb']}")


def _denied(verb: str, language: str) -> str:
    first, *rest = verb.split()
    if language == "en":
        return "cannot" if verb == "can" else " ".join([first, "not", *rest])
    return f"{'n’' if first[0] in 'aeéoêi' else 'ne '}{verb} pas"


def opposite(sentence: str, _sources: str, language: str, _chance: random.Random) -> Iterator[str]:
    """A word turned into its opposite."""
    for pair in FLIPS[language].split("|"):
        for old, new in (pair.split("/"), pair.split("/")[::-1]):
            for one in re.finditer(rf"(?<![-\w]){old}(?![-\w])", sentence):
                yield _put(sentence, one, new)


def mixed(sentence: str, sources: str, language: str, chance: random.Random) -> Iterator[str]:
    """A figure of another sentence of the source in the place of this one's."""
    figure = r"(?<![\d/.,@\w-])\d+(?:[.,]\d+)?(?![\d/@\w.,-]*\d)"
    others = [one[0] for one in re.finditer(figure, sources)]
    for one in re.finditer(figure, sentence):
        strange = [other for other in others if other not in sentence]
        yield _put(sentence, one, chance.choice(strange)) if strange else ""


def inserted(kind: str) -> Kind:
    """Return the kind that adds an invention at the sentence's end."""

    def changed(sentence: str, _sources: str, language: str, chance: random.Random) -> Iterator[str]:
        for addition in INSERTED[language].get(kind, []):
            yield f"{sentence.rstrip(' .;,:')}{addition}."

    return changed


def _put(sentence: str, place: re.Match[str], text: str) -> str:
    return sentence[: place.start()] + text + sentence[place.end() :]


CHANGES = [number, delay, amount, date, link, mail, phone, name, country, negation, opposite, mixed]
