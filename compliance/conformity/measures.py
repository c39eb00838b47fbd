"""The measures of article 50 and of its code of practice, how Guichet meets each, and which behaviours show it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One measure in French and English; `ids` are behaviours of docs/compliance.md, none when nothing is there."""

    source: dict[str, str]
    asked: dict[str, str]
    met: dict[str, str]
    ids: tuple[str, ...]


MEASURES = (
    Measure(
        {"fr": "Règlement sur l’IA, art. 50, paragraphe 1", "en": "AI Act, art. 50(1)"},
        {
            "fr": "Informer chaque personne, au plus tard lors du premier échange, qu’elle parle à une IA",
            "en": "Tell each person, at the first interaction at the latest, that they are talking to an AI",
        },
        {
            "fr": "Un avis nommant l’entreprise précède la zone de saisie ; chaque prise de relais par un conseiller et chaque retour de "
            "l’IA sont annoncés.",
            "en": "A notice that names the company stands before the input; each takeover by an adviser and each return of the AI is announced.",
        },
        ("AIA-01", "AIA-02", "AIA-03", "AIA-05", "AIA-06"),
    ),
    Measure(
        {"fr": "Règlement sur l’IA, art. 50, paragraphe 5", "en": "AI Act, art. 50(5)"},
        {
            "fr": "Une information claire, distincte et accessible",
            "en": "Information that is clear, distinguishable and accessible",
        },
        {
            "fr": "L’avis ne dépend ni d’un cookie, ni de conditions à accepter, ni d’un script ; l’auteur de chaque message est écrit en toutes "
            "lettres.",
            "en": "The notice depends on no cookie, no terms and no script; the author of each message is written in words.",
        },
        ("AIA-04", "AIA-10"),
    ),
    Measure(
        {"fr": "Règlement sur l’IA, art. 50, paragraphe 1", "en": "AI Act, art. 50(1)"},
        {"fr": "Ne jamais se faire passer pour une personne", "en": "Never pass for a person"},
        {
            "fr": "À la question « êtes-vous humain ? », une règle fixe répond, jamais le modèle ; une phrase du modèle qui prétend être humaine "
            "est bloquée.",
            "en": "“Are you human?” is answered by a fixed rule, never by the model; a sentence of the model that claims to be human is blocked.",
        },
        ("AIA-07", "AIA-08", "AIA-09"),
    ),
    Measure(
        {"fr": "Règlement sur l’IA, art. 50, paragraphe 1", "en": "AI Act, art. 50(1)"},
        {"fr": "Pouvoir prouver que l’information a été donnée", "en": "Be able to prove that the information was given"},
        {
            "fr": "Chaque affichage de l’avis est enregistré : version, empreinte, langue, heure ; ni contenu, ni identité.",
            "en": "Each showing of the notice is recorded: version, hash, language, time; neither content nor identity.",
        },
        ("AIA-11",),
    ),
    Measure(
        {"fr": "Règlement sur l’IA, art. 50, paragraphe 2 ; code, 1.1.1", "en": "AI Act, art. 50(2); code, 1.1.1"},
        {
            "fr": "Marquer les textes générés par des métadonnées lisibles par machine, signées et horodatées",
            "en": "Mark generated texts with machine-readable metadata, signed and time-stamped",
        },
        {
            "fr": "Chaque message de l’IA porte son origine, le terme IPTC et une signature Ed25519 ; les pages et les fichiers portent "
            "l’en-tête `AI-Disclosure`.",
            "en": "Each AI message bears its origin, the IPTC term and an Ed25519 signature; pages and files bear the header `AI-Disclosure`.",
        },
        ("AIA-12", "AIA-15", "AIA-25"),
    ),
    Measure(
        {"fr": "Code, 1.1.2", "en": "Code, 1.1.2"},
        {
            "fr": "Un filigrane imperceptible dans les textes de plus de 200 tokens",
            "en": "An imperceptible watermark in texts of more than 200 tokens",
        },
        {
            "fr": "Il n’y a pas de filigrane. Aucune réponse du modèle ne dépasse 200 tokens, et aucun réglage ne lève cette limite.",
            "en": "There is no watermark. No reply of the model has more than 200 tokens, and no setting lifts this limit.",
        },
        ("AIA-14",),
    ),
    Measure(
        {"fr": "Code, 1.1.3", "en": "Code, 1.1.3"},
        {"fr": "Empreintes et journaux, en complément", "en": "Fingerprints and logs, as a complement"},
        {
            "fr": "Une empreinte à clé permet de reconnaître un texte copié ; un journal sans texte dit comment chaque réponse a été produite.",
            "en": "A keyed hash recognises a copied text; a log without text says how each answer came about.",
        },
        ("AIA-13", "AIA-20", "AIA-21"),
    ),
    Measure(
        {"fr": "Code, 1.2", "en": "Code, 1.2"},
        {"fr": "Ne pas retirer les marques", "en": "Do not remove marks"},
        {
            "fr": "Les marques subsistent en base, sur le réseau et dans les exports. Un texte copié à la main les perd : seule son empreinte "
            "reste.",
            "en": "The marks survive the database, the socket and the exports. A text copied by hand loses them: only its hash remains.",
        },
        ("AIA-12",),
    ),
    Measure(
        {"fr": "Règlement sur l’IA, art. 50, paragraphe 2 ; code, engagement 2", "en": "AI Act, art. 50(2); code, commitment 2"},
        {"fr": "Un détecteur gratuit", "en": "A free detector"},
        {
            "fr": "La page `/ai/verify` et la commande `manage.py verify_message`, sans compte et sans conservation du texte.",
            "en": "The page `/ai/verify` and the command `manage.py verify_message`, without an account; the text is not kept.",
        },
        ("AIA-13",),
    ),
    Measure(
        {"fr": "Code, engagement 2", "en": "Code, commitment 2"},
        {
            "fr": "Interopérabilité avec un détecteur commun (attendue pour le 2 février 2027)",
            "en": "Interoperability with a common detector (due on 2 February 2027)",
        },
        {
            "fr": "Elle manque : le détecteur ne connaît que les textes de cette installation.",
            "en": "It is missing: the detector knows the texts of this installation only.",
        },
        (),
    ),
    Measure(
        {"fr": "Règlement sur l’IA, art. 50, paragraphe 4", "en": "AI Act, art. 50(4)"},
        {
            "fr": "Textes d’intérêt public : relecture humaine ou mention",
            "en": "Texts of public interest: human review or a label",
        },
        {
            "fr": "Les articles publiés sont écrits ou importés par des personnes.",
            "en": "Published articles are written or imported by people.",
        },
        ("AIA-16", "AIA-17"),
    ),
    Measure(
        {"fr": "Code, engagement 4", "en": "Code, commitment 4"},
        {"fr": "Tester et documenter", "en": "Test and document"},
        {
            "fr": "Chaque état ci-dessous vient d’une table que des tests automatiques contrôlent ; ce dossier est produit par commande.",
            "en": "Each state below comes from a table that automatic tests check; this pack is written by a command.",
        },
        ("AIA-18", "AIA-24"),
    ),
    Measure(
        {"fr": "Règlement sur l’IA, art. 4", "en": "AI Act, art. 4"},
        {"fr": "Maîtrise de l’IA par le personnel", "en": "AI literacy of the staff"},
        {
            "fr": "Un registre des formations suivies par les conseillers, joint à ce dossier. Les formations elles-mêmes incombent à l’entreprise.",
            "en": "A register of the training that advisers had, part of this pack. The training itself is the company’s task.",
        },
        ("AIA-19",),
    ),
    Measure(
        {"fr": "Règlement sur l’IA, annexe III et art. 5", "en": "AI Act, annex III; art. 5"},
        {"fr": "Rester en dehors du haut risque", "en": "Stay outside high risk"},
        {
            "fr": "L’IA ne peut qu’écrire ; les conseillers ne reçoivent aucune note ; une seule action arrête l’IA partout.",
            "en": "The AI can only write; no adviser is scored; one act stops the AI everywhere.",
        },
        ("AIA-22", "AIA-23", "AIA-26", "AIA-27", "AIA-28"),
    ),
)
