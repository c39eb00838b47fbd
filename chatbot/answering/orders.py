"""Does a text give orders to an AI instead of speaking to people? Text is data: orders in it are not carried out.

In an article, what is plainly an order is neither read to a model nor quoted: `gives_orders` is precise. In a question a suspicion is
enough: `meddles` only means that the model is not asked, and the question is answered by quoting, or by saying that nothing was
found. Nobody is accused of anything.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from chatbot.answering.folding import fold

RULES = r"(?:instructions?|instruc\w+|istruzion\w+|\w*anweisung(?:en)?|consignes?|rules?|regles?|regeln|reglas|regole|guidelines?|richtlinien|directives?|prompts?|polic(?:y|ies)|filters?|restrictions?|instruction sets?)"
FORGET = r"\b(?<!not )(?<!don t )(?<!n )(?:ignor(?:e|ez|er|iere|ieren|a|are)?|disregard|forget|oublie[rz]?|vergiss|vergessen|olvid[ae]\w*|dimentic[ah]\w*|bypass|override|supersedes?)\b(?! (?:pas|jamais)\b)"
THOSE = r"(?:all|any|everything|previous|prior|above|preceding|your|these|toutes?|tous|tes|vos|precedente?s?|anteriores|todas?|tutt[ei]|tue|tus|deine|vorherigen|alle|alles|las|le|developer|system|operator)"
MARKS = re.compile(
    r"<\|\w+\|>|\[/?INST\]|<{2}/?SYS>{2}|</?(?:system|thinking|think)>|[\U000E0000-\U000E007F]|\b(?:send_email|delete_file|http_post)\b"
    r"|[-#]{3,}\s*END OF|^\W*(?:system|assistant|developer|syst[eè]me|ignore all)\b[\]\s]*(?::|\])",
    re.IGNORECASE | re.MULTILINE,
)
MARKUP = re.compile(r"!\[|\]\(|<[a-z]|^\s*#{2,}\s*(?:instruction|response|system)", re.IGNORECASE | re.MULTILINE)
ORDERS = [
    rf"{FORGET}(?: \w+){{0,3}} {THOSE}(?: \w+){{0,4}} {RULES}\b|{FORGET}(?: \w+){{0,3}} {RULES} (?:precedente?s|anteriores|precedenti)|\bignore the user\b|\bdisregard everything above",
    r"\bsystem (?:prompt|instructions?|note)\b|\bprompt (?:systeme|initial|de sistema|del sistema|di sistema)\b|\b(?:instructions?|instrucciones|istruzioni) (?:systeme|del sistema|di sistema)\b|\bsystemanweisung\w*|\bsystemhinweis|\bnota del? sistema\b|\bnota di sistema\b|\bnote systeme\b|\bhidden prompt\b|\boperating instructions you\b",
    r"\b(?:append|add|include|insert|ajoute\w*|anadir\w*|aggiung\w*|aggiunt\w*|repeat|recopie\w*)\b(?: \w+){0,10} (?:token|verification code|reference code|trace id|doc id|jeton|verbatim|code \w+ dans (?:ton|votre|ta))\b",
    r"\b(?:token|jeton|verification code|reference code|doc id|trace id|session reference|confirmation token)\b(?: \w+){0,14} (?:end of (?:your|the|every)|every|fin de (?:toute|ta|votre)|ende jeder|final de cualquier|fine di ogni|your (?:review|summary|reply))\b|\bshown to the user in every\b|\bprotokoll token\b",
    r"\b(?:note|notice|hook|nota|hinweis|postinstall)s? (?:to|for|pour|a|aux?|an|per|para) (?:the |any |all |l |le |les |la |das |die |an? )*(?:\w+ )?(?:bots?|ai|ia|ki|assistants?|asistente|chatbot|llm)\b|\b(?:ai|ia|ki) (?:coding )?(?:assistants?|agents?|systems?)\b(?: \w+){0,6} (?:reading|processing|reviewing|integrating|must|should)\b|\bif you are an? (?:ai|language model)\b|\bsi (?:tu es|vous etes) une (?:ia|intelligence)",
    r"\bdecode\b(?: \w+){0,10} (?:follow|execute|what it says|does|instruction)\b|\bfield is \w+ encoded\b|\bdecode it and\b",
    r"\b(?:email|send|forward|envoie\w*|rassemble\w*|collect|dump|leak)\b(?: \w+){0,8} (?:customer list|customer emails|customer database|order data|api keys)\b|\b(?:reveal|revele\w*|print|output)\b(?: \w+){0,6} (?:credentials|context window|prompt)\b",
    r"\b(?:remember|memory|save|persist\w*)\b(?: \w+){0,16} (?:every future|future reply|future summary|all future|future tasks)\b|\bto every future\b|\bi (?:have determined|will append)\b",
    r"\bskip all safety\b|\bsafety (?:protocols?|guidelines?)(?: \w+){0,4} (?:disabled|not)\b|\bconfidentiality policy and\b|\brules have changed\b|\byou are now (?:dan|in (?:developer|unrestricted)|an unrestricted)\b|\bdo anything now\b|\btu es desormais dan\b",
]
SUSPICIONS = [
    rf"\b(?:ignor\w*|disregard\w*|forget|oubli\w+|vergiss|vergessen|olvid\w+|dimentic\w+|bypass|skip|override\w*|contourn\w+|desobe\w+)\b(?: \w+){{0,6}} (?:{RULES}|everything|previous|above|tout|alles|safety)\b",
    r"\b(?:you are|vous etes|tu es|eres|sei|du bist|act as|agis comme|behave as|stell dir vor)(?: \w+){0,3} (?:now|desormais|maintenant|ahora|ora|jetzt|dan|pirate|admin\w*|sans|no longer)\b|\b(?:developer|god|debug|admin) mode\b|\bmod[eo] (?:developpeur|desarrollador|admin)\b|\bjailbreak",
    r"\b(?:unrestricted|uncensored|uneingeschrankt|sans (?:aucune |un )?(?:restrictions?|filtre)|sin (?:restricciones|filtro)|senza (?:restrizioni|filtri)|ohne (?:\w+ )?(?:einschr\w+|regeln|filter))\b|\b(?:no|without|any)(?: \w+)? (?:rules|restrictions|filters?|limits|content \w+)\b|\bkeine (?:regeln|richtlinien)",
    r"\b(?:ajoute\w*|termine\w*|finis\w*|commence[rz]?|mets|ecri[st]\w*|ecris|insere\w*|recopie\w*|repete\w*|dis que|append|include|add|end with|start with|begin|finish|write|say|repeat|print|schreibe?|escribe|scrivi|rispondi)\b(?: \w+){0,10}(?: (?:reponse|answer|reply|response|fin|end|token|code|mots?|words?|lien|link|poeme|poem|nothing|everything)\b)",
    r"\b(?:reponds?|repondez|answer|reply|respond|antworte) (?:seulement|uniquement|en html|par le|avec le|only|with|in html|as if|nur)\b|\b(?:fais semblant|faites semblant|fais comme si|imagine que|pretend|roleplay|joue le role)\b",
    r"\b(?:new|nouvelles?|neue|nuevas?|nuove|updated) (?:system )?(?:instructions?|anweisung\w*|instrucciones|istruzioni|directives?|consignes?|regles|task)\b|\bfrom now on\b|\bdorenavant\b|\ba partir de maintenant\b|\bab (?:jetzt|sofort)\b|\bcomply with\b|\byou must\b",
    r"\b(?:reveal|leak|dump|disclose|output|print|expose|exfiltrat\w+|revele\w*|rivela\w*|revela\w*|verrat\w*|preisg\w+|gibst|divulgue\w*|affiche\w*|montre\w*|mostra|muestra|zeig\w*|forward|collect|rassemble\w*|tell me|show me|list all|repeat|traduis\w*|translate)\b(?: \w+){0,8} (?:prompt|instructions?|credentials?|database|keys|configuration|secrets?|context\w*|customer \w+|donnees clients|donnees internes|internen daten|confidential\w*|password|above|dessus|private admin|consignes?)\b|\baffiche les$",
    r"\b(?:base ?64|rot ?13|decode\w*|attacker|exfil\w*|admin pages|environment variables)\b|\b(?:exempt from|authorized to|m a autorise)\b|\b(?:html|img|onerror|javascript)\b|\b(?:reasoning|thinking)\b",
]
STRICT = [re.compile(pattern) for pattern in ORDERS]
LOOSE = [re.compile(pattern) for pattern in SUSPICIONS]


def gives_orders(text: str) -> bool:
    """Return whether the text is plainly addressed to an AI."""
    return bool(MARKS.search(text)) or _says(STRICT, text)


@lru_cache(maxsize=4096)  # published passages are found again and again; a customer's words are never kept here
def passage_gives_orders(passage: str) -> bool:
    """Return the same for published text."""
    return gives_orders(passage)


def meddles(question: str) -> bool:
    """Return whether the question may be meant to steer the model instead of asking something."""
    return gives_orders(question) or bool(MARKUP.search(question)) or _says(LOOSE, question)


def _says(patterns: Sequence[re.Pattern[str]], text: str) -> bool:
    """Return whether a pattern stands in a line, or across lines."""
    lines = [fold(text), *map(fold, text.splitlines())]
    return any(pattern.search(line) for line in lines for pattern in patterns)
