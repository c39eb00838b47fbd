"""Word lists of the check, folded: lower case, without accents."""


def _counted(words: str, *, start: int = 0, step: int = 1) -> dict[str, int]:
    return {word: start + step * place for place, word in enumerate(words.split())}


NUMBERS = {
    **_counted("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"),
    **_counted(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen"
    ),
    **_counted("vingt trente quarante cinquante soixante septante octante nonante", start=20, step=10),
    **_counted("twenty thirty forty fifty sixty seventy eighty ninety", start=20, step=10),
    "une": 1,
    "vingts": 20,
    "huitante": 80,
}
SCALES = {
    **{"cent": 100, "cents": 100, "hundred": 100, "mille": 1000, "thousand": 1000, "millier": 1000, "milliers": 1000},
    **{"million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9, "billion": 10**9, "billions": 10**9},
}
MONTHS = {
    **_counted("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre", start=1),
    **_counted("january february march april may june july august september october november december", start=1),
}
WEEKDAYS = {
    **_counted("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    **_counted("monday tuesday wednesday thursday friday saturday sunday"),
}
# The first of each group names it.
_UNITS = """
day jour journee; week semaine; month mois; year an annee ans; hour heure h; minute min; second seconde; quarter trimestre;
semester semestre; decade decennie; century siecle; night nuit; euro eur; dollar usd; pound gbp; cent centime; franc chf;
percent pourcent; km kilometre kilometer; m metre meter; cm centimetre; mm; mile; kg kilo kilogramme; g gramme gram; tonne;
litre liter; w watt; kw; v volt; degree degre; gb go; mb mo; byte octet
"""
UNITS = {word: group.split()[0] for group in _UNITS.split(";") for word in group.split()}
EACH = {
    **{
        "mensuel": "month",
        "annuel": "year",
        "hebdomadaire": "week",
        "quotidien": "day",
        "journalier": "day",
        "trimestriel": "quarter",
    },
    **{"monthly": "month", "yearly": "year", "annual": "year", "annually": "year", "weekly": "week", "daily": "day"},
}
CURRENCIES = {"€": " euro ", "$": " dollar ", "£": " pound ", "%": " percent ", "pour cent": " percent ", "per cent": " percent "}

_COUNTRIES = """
france francais francaise french | belgique belge belgian belgium | suisse swiss switzerland | allemagne allemand allemande
german germany | espagne espagnol espagnole spain spanish | italie italien italienne italy italian | portugal portugais
portugaise portuguese | luxembourg luxembourgeois luxembourgeoise | europe europeen europeenne europeens europeennes european
| quebec quebecois quebecoise | canada canadien canadienne canadian | angleterre anglais anglaise england english | royaumeuni
britannique british uk | etatsunis americain americaine american usa us | chine chinois chinoise china chinese | irlande
irlandais irlandaise ireland irish | autriche autrichien autrichienne austria austrian | pologne polonais polonaise poland
polish | paysbas neerlandais neerlandaise netherlands dutch | danemark danois danoise denmark danish | suede suedois suedoise
sweden swedish | norvege norvegien norway norwegian | finlande finlandais finland finnish | grece grec grecque greece greek |
japon japonais japonaise japan japanese | maroc marocain marocaine morocco moroccan | algerie algerien algerienne algeria
algerian | tunisie tunisien tunisienne tunisia tunisian | russie russe russia russian | ukraine ukrainien ukrainienne
ukrainian | turquie turc turque turkey turkish | inde indien indienne india indian | bresil bresilien brazil brazilian |
mexique mexicain mexico mexican | roumanie roumain roumaine romania romanian | hongrie hongrois hungary hungarian | tchequie
tcheque czech czechia | monaco monegasque | andorre andorra | senegal senegalais senegalese | australie australien australia
australian | islande islandais iceland icelandic | liechtenstein | israel israelien israeli | coree coreen korea korean | iran
iranien iranian | vietnam vietnamien vietnamese
"""
COUNTRIES = {word: group.split()[0] for group in _COUNTRIES.split("|") for word in group.split()}
COUNTRY_PHRASES = {
    **{"pays bas": "paysbas", "royaume uni": "royaumeuni", "etats unis": "etatsunis", "grande bretagne": "royaumeuni"},
    **{"united kingdom": "uk", "united states": "usa", "great britain": "uk"},
}
AMBIGUOUS_COUNTRIES = {"us", "polish", "turkey"}  # written small, other words

PHRASES = {  # told in the words of the pairs below
    **{"up to": "at most", "no more than": "at most", "not more than": "at most", "no less than": "at least"},
    **{"pas plus de": "au plus", "pas moins de": "au moins", "à partir de": "depuis", "à partir du": "depuis"},
    **{
        "free of charge": "free",
        "at no cost": "free",
        "for a fee": "paid",
        "moyennant paiement": "payant",
        "sans frais": "gratuit",
    },
}
OPPOSITES = [
    ("avant", "apres ensuite"),
    ("before", "after following"),
    ("moins", "plus"),
    ("tot", "tard"),
    ("earliest sooner", "latest later"),
    ("less fewer least", "more most"),
    ("minimum minimal minimale minimales minimaux", "maximum maximal maximale maximales maximaux"),
    ("inferieur inferieure inferieurs inferieures", "superieur superieure superieurs superieures"),
    ("under below", "over above"),
    ("lower", "higher"),
    ("debut commence", "fin termine"),
    ("gratuit gratuite gratuits gratuites gratuitement", "payant payante payants payantes"),
    ("free", "paid charged"),
    ("obligatoire obligatoires obligatoirement", "facultatif facultative facultatifs facultatives facultativement optionnel"),
    ("mandatory compulsory required", "optional"),
    ("peut peuvent pouvez pourra pourrez pourront", "doit doivent devez devra devrez devront"),
    ("can may could", "must shall"),
    ("autorise autorisee autorises autorisees permis permise", "interdit interdite interdits interdites"),
    ("allowed permitted", "forbidden prohibited banned"),
    ("inclus incluse inclues comprend compris", "exclu exclue exclus exclues exclut"),
    ("included includes", "excluded excludes"),
    ("avec", "sans"),
    ("with", "without"),
    ("toujours", "jamais"),
    ("always", "never"),
    ("premier premiere premiers premieres", "dernier derniere derniers dernieres"),
    ("first", "last"),
    ("accepte accepter acceptee acceptes accepted accept", "refuse refuser refusee refuses refused refused"),
    ("majeur majeurs majeure majeures", "mineur mineurs mineure mineures"),
    ("augmente augmenter augmentation increase increases", "diminue diminuer diminution decrease decreases reduit"),
    ("valable valide valid", "invalide invalid"),
    ("tous toutes tout", "aucun aucune"),
    ("all every", "no none"),
    ("legal legale licite", "illegal illegale illicite"),
    ("public publique publics publiques", "prive privee prives privees private"),
    ("inside indoors", "outside outdoors"),
    ("interne internes internal", "externe externes external"),
    ("depuis from since", "jusqu until till"),
    ("open opens opened", "closed closes"),
    ("ouvert ouverte ouverts ouvertes", "ferme fermee fermes fermees"),
    ("eleve elevee eleves elevees", "faible faibles bas basse"),
    ("high", "low"),
    ("debut", "fin"),
    ("start starts begins beginning", "end ends"),
    ("hausse", "baisse"),
    ("nouveau nouvel nouvelle nouveaux nouvelles", "ancien anciens ancienne anciennes"),
    ("new", "old"),
    ("positif positive", "negatif negative"),
    ("everyone everybody anyone", "nobody"),
    ("present presente", "absent absente"),
    ("vendre vente vend", "acheter achat achete"),
    ("sell sells", "buy buys"),
    ("integralement totalement entierement fully", "partiellement partly"),
    ("ouvre ouvres", "ouvrable ouvrables calendaire calendaires"),
    ("working business", "calendar"),
]
_SIDES = [(frozenset(one.split()), frozenset(other.split())) for pair in OPPOSITES for one, other in (pair, pair[::-1])]
COUNTERPARTS = {  # each word of the pairs, with its side and the other one
    word: [(side, other) for side, other in _SIDES if word in side] for side, _other in _SIDES for word in side
}

# Words that open a sentence and name nobody.
OPENINGS = set(
    """
    a afin ainsi alors apres attention au aucun aucune aussi autrement aux avant avec bien bonjour bonne car ce ceci cela
    celle celles celui cependant certains certaines ces cet cette ceux chaque chacun combien comme comment concernant
    conformement d dans de depuis des dont donc du durant elle elles en enfin ensuite entre est et etant eux face faute
    gratuit il ils jusqu l la le les leur leurs lorsqu lorsque lors mais malgre meme merci mes mon ma n ne neanmoins non
    nos notre nous on or ou oui outre par parce parfois parmi pas pendant plusieurs plutot pour pourtant pourquoi puis
    puisque quand quant que quel quelle quelles quels quelqu quelque quelques qui quoi s sa sans sauf se selon ses seul
    seule seules seuls seulement si sinon soit son sous suite sur tant tel telle tels tous tout toute toutefois toutes
    tres un une uniquement vers veuillez via voici voila vos votre vous y about above according additionally after all
    also although always an and any are as at because been before being below both but by can could depending did do does
    don due during each either every finally first for from furthermore given had has have he hello her here his how
    however i if in indeed instead is it its just last later may most must my neither never next no none nor not note now
    of on once only or other otherwise our out over people please she should since so some such than thank that the their
    them then there therefore these they this those though through thus to under unless until upon us use using was we
    were what when where whether which while who whose why will with within without yes yet you your visit contact check
    ask send make see
    """.split()
)
LITTLE = OPENINGS | set(
    """
    ai aie ait alors avez avoir avons dois doit devez doivent eu etes ete etre faire fait faites faut font ont peut
    peuvent peux pouvez pouvoir sera seront serez sont soient suis sommes va vont aller ici la leur lui eux plus moins
    tres trop cas lieu deja encore egalement notamment dire permet permettent souhaitez souhaite need needs want wants
    would might shall able get gets
    """.split()
)
