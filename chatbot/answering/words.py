"""Word lists of the check, folded: lower case, without accents."""


def _numbered(words: str) -> dict[str, str]:
    return {word: str(value) for value, word in enumerate(words.split())}


NUMBERS = {
    **_numbered("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"),
    **_numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen"
    ),
    **{"vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50", "soixante": "60", "cent": "100", "mille": "1000"},
    **{"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100", "thousand": "1000"},
}
DATES = set(
    """
    janvier fevrier avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi
    dimanche january february april june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday
    """.split()
)
UNITS = set(
    """
    jour semaine mois an annee heure minute euro dollar livre pourcent day week month year hour pound percent km metre kg gramme
    watt volt
    """.split()
)
CURRENCIES = {"€": "euro", "$": "dollar", "£": "pound", "%": "percent"}
NATIONS = set(
    """
    france belge belgique suisse allemand allemagne espagne espagnol italie italien portugal luxembourg europe europeen quebec
    canada anglais angleterre americain chine chinois belgian belgium swiss switzerland german germany spain spanish italy italian
    french european british ireland irish austria autriche pologne poland netherlands
    """.split()
) | {"pays bas", "royaume uni", "etats unis", "united kingdom", "united states"}
