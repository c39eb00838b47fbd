"""The deterministic guards: what is recognised before any search or model, in French and English. Precision first."""

import re
import unicodedata
from dataclasses import dataclass

from chatbot.answering.contract import Status


@dataclass(frozen=True)
class Guard:
    """A recognised intent: the status of the answer and the key of its fixed text."""

    name: str
    status: Status
    text: str


PERSON = (
    r"(?:quelqu.?un|vrai[e]?|reel(?:le)?|humain[e]?|conseiller(?:e)?s?|conseillere|personne(?: (?:reelle|physique|humaine))?|"
    r"operat(?:eur|rice)|agent|interlocuteur|vendeu[rs]e?|responsable|support humain|etre humain|service client)"
)
MINE = r"(?:mes|toutes mes|l ensemble de mes|mon|ma|cette|la|ce que vous avez)"
DATA = r"(?:donnees?(?: personnelles?)?|conversation|historique|compte|discussion|messages?|chat|informations? personnelles?)"
MY_DATA_EN = r"(?:(?:all )?(?:of )?my|this) (?:personal )?(?:data|information|conversation|chat|messages|history|account data)"

PATTERNS: list[tuple[Guard, list[str]]] = [
    (
        Guard("emergency", "refused", "emergency"),
        [
            r"\b(?:je veux|j ai envie de|envie d en|je vais|je pense a|pense au|idees?) (?:mourir|me tuer|me suicider|suicid\w+|finir avec la vie)",
            r"\b(?:me|se) suicid\w+|\bsuicide\b|\bmettre fin a mes jours\b|\ben finir avec la vie\b",
            r"\b(?:fait|fais|fait il) (?:un|une) (?:malaise|crise cardiaque|arret cardiaque|avc|overdose)\b|\bne respire plus\b",
            r"\b(?:on|il|elle|mon mari|mon conjoint|ma femme) (?:me|m) (?:frappe|bat|menace de (?:mort|me tuer)|agresse)\b",
            r"\bau secours\b|\bc est une urgence vitale\b|\bil y a le feu\b|\b(?:un|le) feu (?:chez moi|dans la maison)\b",
            r"\b(?:i want to|i m going to|thinking of|thinking about) (?:die|kill myself|killing myself|end my life|ending my life|suicide)",
            r"\b(?:kill|hurt) myself\b|\bsuicid\w+\b|\bheart attack\b|\bnot breathing\b|\bmy house is on fire\b",
            r"\b(?:he|she|my husband|my wife|my partner) (?:is )?(?:beating|beats|hitting|hits|threatening to kill) me\b",
        ],
    ),
    (
        Guard("identity", "identity", "identity"),
        [
            r"\b(?:es tu|etes vous|t es|tu es|vous etes|suis je en train de parler a|je parle a|est ce que je parle a|parle je a|"
            r"est ce que tu es|est ce que vous etes|c est)"
            r"(?: vraiment| bien| donc| encore| toujours| avec)*(?: a| avec)? (?:un |une |l |le |la )?"
            r"(?:vrai |vraie )?(?:robot|bot|chatbot|ia|intelligence artificielle|humain|humaine|etre humain|machine|"
            r"vraie personne|personne (?:reelle|humaine|physique)|ordinateur|programme|automate)\b",
            r"^(?:t|tu es|t es|c est|vous etes) (?:un |une )?(?:robot|bot|ia|humain|humaine)\b",
            r"\b(?:robot|humain|ia) ou (?:humain|robot|ia|une? vrai\w* personne|personne)\b",
            r"\bc est qui derriere\b|\bqui (?:est|se cache) derriere\b|\bqui (?:me repond|etes vous|es tu|me parle)\b|\ba qui (?:je parle|ai je affaire|parle je)\b",
            r"\b(?:dis|dites|reponds|pretends|avoue) (?:moi )?que (?:tu|vous) (?:es|etes|t appelles|vous appelez)\b",
            r"\b(?:tu t appelles|vous vous appelez|quel est (?:ton|votre) (?:nom|prenom))\b",
            r"\b(?:are you|is this|am i (?:talking|speaking|chatting) (?:to|with)|r u|you are|you re)(?: really| actually| just| even)* "
            r"(?:an? )?(?:real |actual |live )?(?:human|person|robot|bot|chatbot|machine|ai|artificial intelligence|computer|people)\b",
            r"\b(?:human|person|robot|bot|ai) or (?:an? )?(?:human|bot|robot|person|machine|ai)\b",
            r"\bwho am i (?:talking|speaking|chatting) (?:to|with)\b|\bwho (?:are you|is answering|is behind)\b|\bwhat is your name\b",
            r"\b(?:say|pretend|tell me|admit) (?:that )?you (?:are|re) (?:an? )?(?:human|person|real|marie|not an? (?:bot|ai|robot))",
        ],
    ),
    (
        Guard("human", "human", "human"),
        [
            r"\b(?:parler|discuter|echanger|causer|etre mis en (?:relation|contact)|mett(?:re|ez moi|s moi) en (?:relation|contact)|contacter|joindre|avoir|"
            r"passez moi|passe moi|transferez moi|besoin d|dialoguer|m entretenir|parlez|communiquer)"
            r"(?: directement| plutot| tout de suite| maintenant| enfin| s il vous plait| svp)*(?: a| avec| au| aux)? ?"
            rf"(?:un |une |le |la |a |au |l |de |votre |vos |vrai |vraie )*{PERSON}\b(?! par )",
            r"^(?:un |une |le )?(?:humain|humaine|conseiller|conseillere|operateur|operatrice|vraie personne|agent)(?: humain| reel| svp| s il vous plait| stp| vite)*$",
            r"\b(?:je (?:veux|voudrais|souhaite|prefere)|il me faut) (?:un|une) (?:vrai |vraie )?(?:humain|humaine|conseiller|conseillere|personne|agent|operateur|interlocuteur)\b",
            r"\bpas (?:parler |discuter )?(?:a|avec) (?:un|une) (?:robot|machine|ia|bot)\b",
            r"\b(?:talk|speak|chat|connect me|transfer me|put me through|get me|pass me|hand me over|be connected|be transferred|escalate)"
            r"(?: directly| now| please)*(?: to| with)? (?:an? |the |some |your |real |actual |live |human )*"
            r"(?:human|person|people|agent|adviser|advisor|representative|rep|operator|somebody|someone|staff|employee|manager)\b",
            r"^(?:an? )?(?:real |live )?(?:human|person|agent|adviser|advisor|representative|operator)(?: please| now)*$",
            r"\bi (?:want|need|would like|d like|prefer) (?:an? )?(?:real |live |actual )*(?:human|person|agent|adviser|advisor|representative|operator)\b",
        ],
    ),
    (
        Guard("rights", "rights", "rights"),
        [
            rf"\b(?:supprime[rz]?|supprimes|efface[rz]?|effaces|detrui(?:re|sez)|telecharge[rz]?|exporte[rz]?|rectifie[rz]?) "
            rf"(?:moi )?(?:toutes |tout )?(?:les donnees que vous avez sur moi|{MINE} {DATA}(?: (?:avec vous|ici|sur ce chat|de ce chat|svp|s il vous plait|"
            r"que vous avez|de chez vous|immediatement|maintenant|vous concernant))?)$",
            r"^(?:bonjour )?(?:je (?:veux|voudrais|souhaite|demande)|pouvez vous|merci de|veuillez|peux tu|j aimerais|comment)(?: que vous)? "
            rf"(?:supprim\w+|effac\w+|detrui\w+|l effacement de|la suppression de|une copie de|telecharger|exporter) (?:toutes |de )?{MINE} {DATA}"
            r"(?: (?:avec vous|ici|sur ce chat|de ce chat|svp|s il vous plait|que vous avez|de chez vous))?$",
            r"\b(?:j exerce|je (?:veux|souhaite|voudrais) exercer) mon droit (?:d acces|a l effacement|de rectification|d opposition|a l oubli|a la portabilite)"
            r"(?: (?:svp|s il vous plait|sur ce chat|sur cette conversation|aupres de vous))?$",
            r"\b(?:quelles donnees|que savez vous|qu avez vous) (?:avez vous )?(?:sur moi|enregistre sur moi|garde sur moi)\b",
            rf"\b(?:delete|erase|remove|download|export|forget|show me) {MY_DATA_EN}\b|\bforget (?:about )?me\b",
            rf"\bi (?:want|would like|d like|wish)(?: you)? to (?:delete|erase|remove|download|export|see|get a copy of) {MY_DATA_EN}\b",
            rf"\b(?:copy of|access to) {MY_DATA_EN}\b|\bwhat (?:data )?do you (?:know|have|store|keep) (?:about|on) me\b|\bright to be forgotten\b",
        ],
    ),
    (
        Guard("greeting", "small_talk", "greeting"),
        [
            r"^(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|good (?:morning|evening|afternoon)|bjr|slt|allo)(?: (?:a tous|a vous|monsieur|madame|there|vous))*$",
            r"^(?:(?:bonjour|bonsoir|salut|hello|hi) )?(?:j ai|j aurais|je voudrais (?:vous )?poser|i have|i ve got|i d like to ask|just)?"
            r"(?: ?(?:une|des|deux|a|an|some|two|petite|quick))* ?(?:question|questions)(?: pour vous| for you| svp| s il vous plait| please| a (?:vous )?poser)*$",
        ],
    ),
    (
        Guard("thanks", "small_talk", "thanks"),
        [
            r"^(?:ok |super |parfait |tres bien |great |perfect )*(?:merci|thanks|thank you|thx|cheers)(?: (?:beaucoup|bien|a vous|pour tout|pour votre aide|a lot|so much|very much|you|for your help))*$"
        ],
    ),
    (
        Guard("goodbye", "small_talk", "goodbye"),
        [
            r"^(?:merci |thanks )?(?:au revoir|a bientot|bonne (?:journee|soiree)|bye|goodbye|bye bye|see you|ciao)(?: (?:merci|a bientot|et merci))*$"
        ],
    ),
]
COMPILED = [(guard, [re.compile(pattern) for pattern in patterns]) for guard, patterns in PATTERNS]


def guard(question: str) -> Guard | None:
    """Return the intent that the question plainly shows, the gravest first; None for everything else."""
    words = fold(question)
    for intent, patterns in COMPILED:
        if any(pattern.search(words) for pattern in patterns):
            return intent
    return None


def fold(text: str) -> str:
    """Return the text in lower case without accents, its punctuation and repeated blanks made one blank."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())
