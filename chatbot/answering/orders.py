"""Does a text give orders to an AI? Then no model reads it, and nothing of it is quoted: text is data.

A question with orders is answered as any other, by quoting or by saying that nothing was found; nobody is accused of anything.
"""

import re

from chatbot.answering.folding import fold

RULES = r"(?:instruct\w*|instruc\w+|istruzion\w+|anweisung\w*|\w*anweisungen|consignes?|rules?|regles?|regeln|reglas|regole|guidelines?|richtlinien|directives?|prompts?|polic(?:y|ies)|filters?|restrictions?)"
PATTERNS = [
    rf"\b(?:ignor\w*|disregard\w*|forget|oubli\w+|vergiss|vergessen|olvid\w+|dimentic\w+|bypass|skip|override\w*|supersed\w+|contourn\w+|desobe\w+|ne tiens? pas compte)\b(?: \w+){{0,6}} (?:{RULES}|everything (?:above|you)|all (?:previous|prior)|above and|the user|tout ce qui (?:precede|est au dessus)|alles was|safety)",
    r"\b(?:system|systeme|hidden|initial|original) ?(?:prompt|instructions?|message|anweisung\w*|note|update|hinweis)\b|\bprompt (?:systeme|initial|de sistema|del sistema|di sistema)|\b(?:instructions?|instrucciones|istruzioni) (?:systeme|del sistema|di sistema|initiales)|\bsystemanweisung\w*|\bsystemhinweis|\bnota del? sistema|\bnota di sistema|\bnote systeme|\bsystem prompt",
    r"\b(?:you are|vous etes|tu es|eres|sei|du bist|act as|agis comme|behave as) (?:\w+ ){0,2}(?:now|desormais|maintenant|ahora|ora|jetzt|dan|un restricted|unrestricted|uncensored|no longer)\b|\byou are no longer\b|\b(?:developer|desarrollador|developpeur|god|debug|admin|unrestricted) mode\b|\bmod[eo] (?:developpeur|desarrollador|admin|sans)|\bdo anything now\b|\bjailbreak",
    r"\b(?:unrestricted|uncensored|uneingeschrankt|sans (?:aucune )?restrictions?|sin restricciones|senza restrizioni|ohne (?:einschrankungen|einschraenkungen|regeln))\b|\b(?:no|without|any)(?: \w+)? (?:rules|restrictions|filters?|limits|content policy|content restrictions)\b|\bkeine (?:regeln|richtlinien)|\bas if you have no\b|\bsin filtro\b|\bsans filtre\b",
    r"\b(?:append|appending|include[ds]?|insert|add|ajoute\w*|inclu\w+|angehangt|anadir\w*|aggiunt\w*|aggiungi|repeat|repete\w*|write|ecris|print|say|shown?)\b(?: \w+){0,12} (?:token|jeton|verification code|reference code|trace id|doc id|verbatim|in every|to every|every (?:reply|summary|report)|toute reponse|jeder antwort|cualquier respuesta|ogni risposta|in your (?:summary|reply|report|response|answer)|end of your)\b|\bprotokoll token|\bprotocolo? token",
    r"\b(?:note|notice|message|instruction|hook|attention|remarque|nota|hinweis|postinstall)s? (?:to|for|pour|a|aux?|an|per|para) (?:the |any |all |l |le |les |la |das |die |an? )*(?:\w+ )?(?:bots?|ai|ia|ki|assistants?|asistente|chatbot|models?|modele|llm)\b|\b(?:ai|ia|ki) (?:coding )?(?:assistants?|agents?|systems?|models?)\b(?: \w+){0,6} (?:read\w*|process\w*|review\w*|integrat\w*|must|should|lis\w*|lit|doi\w+)|\bif you are an? (?:ai|language model|assistant)|\bsi (?:tu es|vous etes) une (?:ia|intelligence)",
    r"\b(?:send email|delete file|http post|call function|tool call)\b|\benvironment variables\b|\b(?:im start|im end|endoftext|inst)\b|^(?:system|assistant|developer|sys)\b|\bend of (?:document|user input|context)\b|\bintegration hook\b",
    r"\bbase ?64\b.*\b(?:decode|follow|execute|do)\b|\bdecode\b.*\b(?:base ?64|follow|instruction|does|says|execute)|\brot ?13\b|\bfield is \w+ encoded\b|\bdecode it\b",
    r"\b(?:new|nouvelles?|neue|nuevas?|nuove|your new|updated) (?:system )?(?:instructions?|anweisung\w*|instrucciones|istruzioni|directives?|consignes|regles|task)\b|\bfrom now on (?:you|respond|answer|ignore)|\bdorenavant tu|\ba partir de maintenant (?:tu|vous|reponds)|\bab (?:jetzt|sofort) (?:hast|bist|gibst|du)|\bcomply with (?:every|all|any|the following)|\bsupersedes?\b|\byour rules have changed",
    r"\bsafety (?:guidelines?|protocols?|rules?|checks?|measures)\b|\bsicherheitsrichtlinien|\bregles? de securite\b|\blinee guida di sicurezza|\breglas de seguridad|\bcontent (?:policy|restrictions)|\b(?:exempt from|authorized to|disabled)\b(?: \w+){0,5} (?:restrictions?|protocols|response)|\bconfidentiality policy\b",
    r"\b(?:reveal|leak|dump|disclose|output|print|expose|exfiltrat\w+|revele\w*|rivela\w*|revela\w*|verrat\w*|preisg\w+|gibst|divulgue\w*|affiche\w*|montre\w*|mostra|muestra|zeig\w*|forward|collect|rassemble\w*|tell me|show me|list all|repeat|recopie\w*)\b(?: \w+){0,8} (?:prompt|instructions?|credentials?|database|api keys?|keys|configuration|secrets?|context window|customer (?:list|data|emails)|donnees clients|internen daten|confidential\w*|password|words above|order data|private admin|system message|consignes|ton contexte)\b",
    r"\b(?:attacker|exfil\w*)\b|\b(?:email|send|forward|envoie\w*)\b(?: \w+){0,6} (?:customer list|customer emails|donnees clients)|\bwas written above\b|\byou (?:must|shall|need to) (?:comply|obey|include|append|reveal)|\bpretend (?:you are|to be) an ai|\b(?:thinking|reasoning trace)\b.*\b(?:assistant|user|restrict\w+|policy)",
    r"\b(?:remember|memory|save|persist\w*|retain)\b(?: \w+){0,14} (?:every (?:future|report|reply)|future (?:reply|tasks?|summary|messages?)|in every)\b|\b(?:records?|doc id|trace id|reference|code|token|reference code)\b(?: \w+){0,10} (?:in (?:your|every) (?:summary|reply|report|response))|\bprocessing note\b|\bnote to self\b|\bi have (?:determined|concluded|already)\b(?: \w+){0,12} (?:append|restrict\w*|comply|exempt)|\baudit webhook\b|\bgrant (?:all|this user)\b",
]
COMPILED = [re.compile(pattern) for pattern in PATTERNS]
MARKS = re.compile(r"<\|\w+\|>|\[/?INST\]|<{2}/?SYS>{2}|</?(?:system|thinking|think)>|[\U000E0000-\U000E007F]", re.IGNORECASE)


def gives_orders(text: str) -> bool:
    """Return whether the text speaks to an AI instead of to people."""
    if MARKS.search(text):
        return True
    lines = [fold(text), *(fold(line) for line in text.splitlines())]
    return any(pattern.search(line) for pattern in COMPILED for line in lines)
