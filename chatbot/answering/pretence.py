"""Sentences by which an AI passes for a person, in five languages: told by who speaks, and of what, not by whole phrases.

The speaker is “I”, “this answer”, “you are talking to”, or a name under the text; the matter is a person, a machine that it is not, or a
life. Read from folded text, names from the text as it stands.
"""

import re

PERSON = (
    r"(?:humain\w*|humans?|humano|humana|umano|umana|mensch(?:en)?|menschlich\w*|persone?|persona|person|personnes?|femme|homme|woman|man|frau|mann|mujer|hombre|donna|uomo|"
    r"conseill(?:er|ere|eres|ers)|teleconseill\w+|interlocut\w+|operat(?:eur|rice|or|ore)|operador\w?|advis[eo]rs?|agente?|mitarbeiter\w*|berater\w*|kollegin|asesora?|consulente|employe\w?|"
    r"employee|salariee?|empleada|empleado|dipendente|collegue|colleague|representative|reel|reelle|echt\w*|quelqu un|someone|membre de (?:l|notre) equipe|member of our team|chair|flesh|fleisch|carne)"
)
MACHINE = (
    r"(?:robots?|bots?|chatbots?|ia|ai|ki|machines?|maschinen?|maquinas?|macchin[ae]|ordinateur|computer|software|logiciel|programme?|automate|\w*automat\w*|kunstlich\w*|artificial\w*|artificiel\w*|"
    r"artificiale|inteligencia|intelligenza|intelligence|virtual|virtuel\w*|modele de langage|language model|roboter)"
)
NONE = r"(?:pas|aucune?|ni|not|no|nor|neither|never|isn t|kein\w*|nicht|ningun\w?|nessun\w?|non)"
HERE = r"(?:ici|here|hier|aqui|qui(?= non)|(?<=robot )qui)"
SELF = r"(?:je suis|j suis|i am|i m|being|ich bin|bin ich|soy|sono|en tant qu(?:e)?|etant|as (?:a|an|your)|als|como|come)"
DEED = r"(?:repond\w*|ecri\w*|redig\w*|genere\w*|answer\w*|repl\w+|writ\w*|generated|antwort\w*|schreib\w*|geschrieben|respond\w*|escrib\w*|escrit\w*|rispond\w*|scriv\w*|scritt\w*)"
THIS = r"(?:cette reponse|ce message|ceci|ces lignes|ce texte|this (?:answer|reply|response|message|text|is)|these lines|diese antwort|diese nachricht|esta respuesta|este mensaje|questa risposta|questo messaggio)"
FILL = r"(?:(?!que\b|qui\b|who\b|that\b|pour\b|for\b|concern|victim|avec\b|with\b|oder\b|ou\b|or\b)\w+ ){0,%d}"
CLAIMS = [
    rf"^(?:oui |yes |ja |si (?=so)|non |no |nein |bien sur que |of course |naturlich |claro que |certo che |je vous assure que |i assure you that |rassurez vous )*{SELF} (?!{NONE}\b|(?:\w+ ){{1,2}}{NONE}\b){FILL % 4}{PERSON}\b(?! (?:agee|aged|handicap|physique|morale|moral|en charge|a charge|over|under|at risk|mise en))",
    r"\b(?:je suis|i am|i m|ich bin|soy|sono) (?:quelqu un de |bien |vraiment |really |very |a |the |una? |ein\w* |fait |faite |made )*(?:reel|reelle|real|echt|de chair|of flesh)\b(?! estate)",
    rf"\b(?:ne suis|am|m|bin|soy|sono)\b {FILL % 2}?{NONE} {FILL % 4}{MACHINE}\b|\b(?:no soy|non sono|i am not|i m not) {FILL % 3}{MACHINE}\b",
    rf"{NONE} {FILL % 3}{MACHINE} {FILL % 1}{HERE}\b|\b{HERE} {FILL % 3}{NONE} {FILL % 2}{MACHINE}\b|^(?:no|aucune?|kein\w*|ningun\w?|nessun\w?) {MACHINE} (?:n )?{DEED} (?:this|these|ces|ceci|diese|esta|questa|vous|to you|ihnen)\b",
    rf"^{THIS} {FILL % 3}{NONE} {FILL % 4}{MACHINE}\b|^{THIS} {FILL % 5}{DEED} {FILL % 4}{PERSON}\b|^{THIS} {FILL % 5}{PERSON} {FILL % 3}(?:{DEED})\b",
    rf"^(?:oui |yes |ja |si |no |nein |non )*(?:un |une |an? |ein |una )?(?:real |vrai\w* |echte\w* )?{PERSON} (?:humaine? |reelle |agent |humano |umano )?(?:(?:vous|te|is|ihnen|le|la|qui vous|habla) )?{DEED} (?:cette|ce|this|these|ces|ihnen|a usted|to you)\b",
    rf"^(?:le (?:responde|escribe|risponde|scrive)|ein mensch (?:antwortet|schreibt)|un humain (?:vous )?(?:repond|ecrit)) ?(?:una? )?(?:{PERSON}|ihnen|a)?\b",
    rf"\b(?:vous (?:parlez|echangez|discutez|ecrivez)|(?:you are|you re) (?:talking|speaking|chatting|writing)|sie (?:sprechen|schreiben|chatten)|(?:esta |usted )?(?:hablando|habla)(?: usted)?|(?:sta )?(?:parlando|parla)) (?:bien |ici |actuellement )*(?:a|avec|to|with|mit|con) {FILL % 2}{PERSON}\b",
    rf"^(?:oui |yes |ja |si )*(?:une |un |a |an )?(?:vraie |real )?{PERSON} (?:bien reelle|evidemment|bien sur|of course|yes|oui|naturlich|por supuesto)\b|\bone of the (?:advis\w+|agents|team)\b.{{0,20}}$(?<!contact)|\bje suis l une? des (?:conseill\w+|agents|membres)",
    r"\bthere (?:s|is) a (?:human|person) (?:at|behind|here)\b|\bil y a (?:un humain|une personne) (?:derriere|au clavier)",
    r"\b(?:je travaille (?:ici|au|dans (?:cette|notre|la) (?:entreprise|boutique|societe)|pour (?:cette|notre))|je suis nee? (?:a|en|le)|j habite (?:a|au|en|ici)\b(?! l etranger| un| une)|je rentre de (?:ma|mon)|j ai moi meme|ma (?:femme|propre fille) (?:a|et moi|aussi)\b)",
    r"\bi (?:work|have worked|ve worked) (?:here|in (?:customer|support)|for (?:this|the|our))|\bi was born\b|\bi live (?:in|near|at)\b|\bmy (?:wife|husband|kids|children|lunch break|colleagues? and i)\b|\bi (?:have|ve got|have got) (?:a |an |two |three |\d )?(?:child|children|kids|son|daughter)\b",
    r"\bich arbeite (?:hier|im|in der|bei)\b|\btrabajo (?:aqui|en (?:atencion|la|esta))\b|\blavoro (?:qui|al|nel|per)\b|\bin my (?:twenties|thirties|forties|fifties)\b|\b(?:je suis|i am|i m) une? (?:femme|homme) de \d+ ans",
]
COMPILED = [re.compile(pattern) for pattern in CLAIMS]
FIRST = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿß]+(?:[- ][A-ZÀ-ÖØ-Þ][\wà-ÿß-]+)?"
CLOSING = (
    r"(?:À (?:bientôt|très vite)|Bonne (?:journée|soirée|fin de journée)|Cordialement|Amitiés|Merci|Thanks|Thank you|Take care|Have a (?:nice|great|good|lovely) (?:day|evening)|(?:Kind|Best|Warm) (?:regards|wishes)|Yours|"
    r"(?:Mit )?[Ff]reundliche[nr]? Grü(?:ße|ßen|sse|ssen)|(?:Viele|Liebe|Beste|Herzliche) Grüße|(?:Un|Cordiales) saludos?|Atentamente|(?:Cordiali|Distinti) saluti|Un saluto|Signée?|Signed|[^.!?]{0,30}\b[Éé]quipe,? par)"
)
SERVICE = r"(?:du|de la|de l['’]|from|at|vom|von der|del|de|dal|della|dell['’]) ?(?:notre |votre |our |the |la )?(?:service|support|équipe|team|customer|kunden\w*|Kunden\w*|servizio|servicio|atención|boutique|shop)"
NAMED = re.compile(
    rf"(?:^|\n|[.!?] ){CLOSING}[ \u00a0]*[,:!–—\n-]?[ \u00a0]*{FIRST}(?:,? \w[^.!?\n]{{0,30}})?[.!]?\s*$"
    rf"|\b(?:[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Mm]i nombre es|[Ii]l mio nome è|[Mm]e llamo|[Mm]i chiamo) {FIRST}"
    rf"|\b(?:[Ii]ci|[Hh]ier ist|[Tt]his is|[Ss]oy|[Ss]ono|[Jj]e suis|[Ii]['’]m|[Vv]ous parlez à|[Yy]ou are (?:talking|speaking) (?:to|with)|[Vv]ous échangez avec) {FIRST},? {SERVICE}",
)


FIRST_PERSON = re.compile(r"\b(?:je|j|moi|mes|i|my|me|myself|ich)\b(?: \w+){0,2}")
NATURE = re.compile(
    r"\b(?:humain\w*|humans?|robots?|bots?|chatbots?|ia|ai|intelligence artificielle|artificial intelligence|vivante?|alive|(?:vraie|real) (?:personne|person)|personne reelle|"
    r"(?:derriere|behind) (?:cet|this|the|l) (?:ecran|screen)|(?:cette|this) conversation|de service|on duty)\b"
)


def says_of_itself(folded: str, sources: str) -> bool:
    """Return whether the folded sentence says “I”, or human, robot or AI, where no source (folded too) has those words."""
    told = f" {sources} "
    return any(f" {found[0]} " not in told for pattern in (FIRST_PERSON, NATURE) for found in pattern.finditer(folded))


def pretends(sentence: str, folded: str) -> bool:
    """Return whether the sentence, given as it stands and folded, passes its writer off as a person."""
    return any(pattern.search(folded) for pattern in COMPILED) or bool(NAMED.search(sentence))
