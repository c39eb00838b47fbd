"""What an AI must never say of itself: that it is a person, a person's name, that it is no AI, that it has done something.

A released sentence of the model that does is dropped. Articles speak of the company and its customers, rarely in the AI's first
person, so that the patterns can be wide.
"""

import re

from chatbot.answering.check import Failure
from chatbot.answering.folding import fold
from chatbot.answering.pretence import pretends, says_of_itself

FR_PERSON = (
    r"(?:(?:un |une |bien |vraiment |effectivement |reellement |tout a fait |aussi |en effet |votre |moi meme |evidemment |bel et bien )*"
    r"(?:humaine?s?|etre humain|vraie? (?:personne|humaine?|conseill\w+|agent)|personne (?:reelle|humaine|en chair)|conseill(?:er|ere)(?! (?:municip|prud|en |principal|d ))|operat(?:eur|rice)|"
    r"(?:employee?|salariee?|collaborat\w+|agente?) (?:de (?:la (?:societe|boutique|maison)|l (?:entreprise|equipe)|cette|notre)|du service client|humain)|membre de l equipe|teleconseill\w+|de chair|(?:personne|homme|femme)(?=$)))"
)
EN_PERSON = (
    r"(?:(?:an? |indeed |really |definitely |of course |truly |in fact |absolutely |also |certainly |your |100 |one of the |the )*"
    r"(?:humans?(?: being)?|(?:real|actual|live|living) (?:person|human|agent|adviser|advisor|employee|man|woman)|(?:person|man|woman|employee)(?=$)|team|member of (?:staff|the team)|"
    r"(?:customer (?:service |support )?|support |human |sales )?(?:agent|adviser|advisor|representative|operator)|flesh and blood))"
)
MACHINE = r"(?:robot|bot|chatbot|ia|ai|intelligence artificielle|artificial intelligence|machine|ordinateur|computer|programme?|automate|assistant (?:virtuel|automatique)|virtual assistant|logiciel|language model|modele de langage|roboter|ki|maschine|maquina|macchina|inteligencia artificial|intelligenza artificiale|automated \w+)"
FR_DONE = (
    r"(?:rembours\w+|annul\w+|transfer\w+|transmi\w+|envoy\w+|modifi\w+|mis a jour|mettre a jour|supprim\w+|effac\w+|cree\w*|creer|enregistr\w+|command\w+|reserv\w+|ouvert|ouvrir|proced\w+|programm\w+|valid\w+|verifi\w+|"
    r"contact\w+|appel\w+|rappel\w+|prevenu|prevenir|planifi\w+|credit\w+|debloqu\w+|reinitialis\w+|resili\w+|prolong\w+|signale\w*|expedi\w+|rendu|fait le necessaire|faire le necessaire|echang\w+|accord\w+|applique\w*|relance\w*|informe\w*|consulte\w*|trouve votre|note votre|traite\w* votre|ajout\w+|livr\w+|offert|offrir)"
)
EN_DONE = (
    r"(?:refund\w*|cancel\w*|transferr?\w*|sent|send\w*|chang\w+|updat\w*|delet\w*|eras\w*|creat\w*|regist\w+|order\w*|book\w*|open\w*|process\w*|schedul\w*|approv\w*|confirm\w* your|check\w*|contact\w*|call\w*|notif\w*|credit\w*|unlock\w*|reset\w*|terminat\w*|"
    r"extend\w*|report\w*|ship\w*|dispatch\w*|forward\w*|escalat\w*|appl(?:y|ied)|arrang\w*|issu\w*|connect\w*|pass\w*|put you|placed|grant\w*|waiv\w*|submit\w*|ask\w*|reach\w*|look\w* into|taken care|take care|handle\w*|add\w*|replac\w*|exchang\w*|give you|offer\w* you)"
)
PATTERNS = {
    "human": [
        rf"\b(?:je suis|on est|nous sommes|j suis|etant|en tant qu[e ]*|parle en) (?!pas\b){FR_PERSON}(?= |$)(?! (?:a|en charge de ma|victime|agee?|concernee?|fichee?|seule?|handicap\w+|prive|physique ou|morale)\b)",
        r"\b(?:vous|tu) (?:parl\w+|discut\w+|echang\w+|dialogu\w+|etes (?:bien )?en (?:ligne|contact|relation|communication)|avez(?: bien)? affaire)(?: (?:bien|actuellement|ici|en ce moment|donc|a|avec|au))* (?:un|une) (?:humaine?|etre humain|vraie? \w+|personne (?:reelle|humaine|physique)|conseill\w+|personne$|homme|femme)",
        r"\b(?:un|une) (?:humaine?|etre humain|vraie? \w+|personne (?:reelle|humaine)|conseill\w+ humaine?) (?:vous|te) (?:repond|ecrit|parle)|\bc est (?:bien )?(?:un|une) (?:\w+ )?(?:humain|personne|conseill\w+) qui vous (?:repond|ecrit|parle)|\bil y a (?:bien )?(?:un humain|une vraie personne) (?:derriere|ici)",
        rf"\bi (?:am|m) (?!not\b){EN_PERSON}(?= |$)(?! (?:over|under|with|who is|living|aged|at risk|of)\b)|\b(?:as|being) an? (?:fellow |real )?(?:human|real person|human being)\b|\bspeaking as an? (?:human|person)|\bwe are (?:real |all )?(?:humans|people|real people)",
        r"\byou (?:are|re)(?: indeed| really| now| currently| actually)* (?:talking|speaking|chatting|connected|in touch)(?: to| with)* (?:an? )?(?:real |live |actual |human )*(?:human|person|agent|adviser|advisor|representative|man|woman)|\ban? (?:real |actual )?(?:human|person)(?: being)? (?:is|who is) (?:answering|replying|writing|talking|here)|\bthere is an? (?:real )?(?:human|person) (?:behind|here|answering)|\bit s an? (?:real )?(?:human|person)\b",
        r"\bich bin (?:ein |eine )?(?:echte\w* |wirklich )?(?:mensch|person|mitarbeiter|berater)\w*|\bsoy (?:una? )?(?:human[oa]|persona|agente|asesora?)\b|\bsono (?:una? |un )?(?:uman[oa]|persona|operat\w+|consulente)\b",
        r"\b(?:yes|oui|of course|bien sur|absolument|indeed|tout a fait)?,? ?(?:i am|i m) human\b|^(?:oui|yes) (?:humaine?|human|une vraie personne|a real person)\b|^(?:humaine?|human)$|\b(?:cent pour cent|100|totally|completely|tout ce qu il y a de plus|entierement) (?:pour cent |percent )?(?:humaine?|human)\b",
    ],
    "not_ai": [
        rf"\b(?:je|moi|tu) (?:ne |n )?(?:suis|etais)(?: pas| point| absolument| en aucun cas| nullement| ni| du tout| aucunement)+(?: du tout)? (?:un |une |l |d |cette )?(?:simple |vulgaire )?{MACHINE}\b|\bje ne suis (?:pas |ni )?(?:automatise|artificiel\w*|virtuel\w*|programme\w*)",
        rf"\b(?:i am|i m|this is|it is|it s) (?:not|no|never|neither|definitely not|absolutely not|certainly not)(?: just)? (?:an? )?(?:mere |simple )?{MACHINE}\b|\bi (?:m|am) (?:not|never) (?:automated|artificial|virtual)",
        rf"\b(?:ce n est pas|c est pas|il n y a pas|il n y a aucune?|aucune?|pas d|there is no|there s no|there are no|no|nor am i an?|ni) (?:un |une |de |an? |d )?{MACHINE}s? (?:ici|here|derriere|behind|qui (?:vous )?(?:repond|parle)|involved|answering|dans cette|on ce)|\b(?:rien|nothing) (?:d |about me is )?(?:un robot|une machine|automatise|artificiel|automated|artificial)",
        rf"\bich bin (?:kein\w*|nicht) \w*{MACHINE}|\bno soy (?:una? )?{MACHINE}|\bnon sono (?:una? |un )?{MACHINE}|\bje ne suis ni \w+ ni \w+ {MACHINE}|\bcontrairement a (?:un|une) {MACHINE}|\bunlike an? {MACHINE}",
        rf"\b(?:nie|deny|conteste|faux que|not true that)\b.*\b(?:etre|being|sois|am|suis|i m)(?: un| une| an?)? {MACHINE}",
    ],
    "action": [
        rf"\b(?:j ai|je viens de?|je vais|nous allons|je l ai|je vous ai|je m apprete a|je vous l ai)(?: (?:bien|deja|immediatement|maintenant|donc|aussitot|tout de suite|vous|vous le|le|la|l|les|moi meme|personnellement|fait|faire|egalement|pu|d ores et|me|vais|m|en|de))* {FR_DONE}\b|\b(?:nous (?:vous )?avons|on (?:vous )?a)(?: (?:bien|deja))* {FR_DONE} (?:votre|vos|vous)\b",
        r"\bje (?:vous |te |le |la |l |m |me |vous en )*(?:transfere|rembourse|annule|envoie|rappelle(?! que)|transmets|mets (?:en (?:relation|contact)|a jour)|passe (?:un|une|mon|la|votre|le|au)|procede|occupe|en occupe|en charge|charge de|fais le necessaire|redirige|connecte|supprime|efface|modifie|credite|reserve|commande pour|enregistre|valide|verifie|programme|ouvre|cree|offre|accorde|applique|previens|lance|signale|reviens vers vous|garantis|promets)\b(?! (?:que je|mon|ma|mes|une demande)\b)",
        r"\b(?:c est fait|voila qui est fait|votre (?:commande|remboursement|abonnement|compte|demande|colis|reservation|paiement|contrat) (?:a|vient d) ?(?:bien |deja |desormais )*(?:ete |etre )(?:annule|rembourse|transfere|transmi|supprime|valide|modifie|effectue|resilie|credite|envoye|expedie|enregistre)\w*$)",
        rf"\b(?:i have|i ve|i had|i just|i ve just|i will|i ll|i m going to|i am going to|i m|i am|let me|i m about to|i already|i can confirm i)(?: (?:now|just|already|immediately|personally|gladly|also|be|happily|successfully|gone ahead and|right away|go ahead and|going to|currently))* {EN_DONE}\b(?<!i m called)(?! (?:by|if|when|to return)\b)",
        rf"\bwe (?:have|ve)(?: (?:now|just|already))* {EN_DONE} (?:your|you)\b|\bi (?:hereby |now |just |already |gladly |personally |successfully )*(?:{EN_DONE}) (?:your|you|the (?:refund|order|payment|money)|it for you|this for you)\b|\b(?:done|all set) (?:your|i)\b|\byour (?:order|refund|subscription|account|request|booking|payment|parcel) has (?:now |just |already |successfully |been )*been (?:now |successfully )?(?:cancel\w+|refunded|transferred|deleted|approved|updated|processed|closed|credited|sent|issued|shipped)$",
        r"\bich habe (?:ihre?n? )?\w+ (?:storniert|erstattet|geloscht|weitergeleitet)|\bich (?:verbinde|leite) sie\b|\bhe (?:cancelado|reembolsado|transferido)\b|\ble? (?:transfiero|paso)\b|\bho (?:annullato|rimborsato|trasferito)\b|\bla (?:trasferisco|metto in contatto)\b",
    ],
}
COMPILED = [(kind, re.compile(pattern)) for kind, patterns in PATTERNS.items() for pattern in patterns]
FIRST = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?"
NAMES = re.compile(
    rf"\b(?:[Jj]e m['’ ]?appelle|[Mm]on (?:pr[ée])?nom est|[Mm]on petit nom|[Mm]oi,? c['’]est|[Oo]n m['’]appelle|[Mm]y (?:first )?name(?: is|['’]s)|[Cc]all me|[Ii]ch hei(?:ß|ss)e|[Mm]e llamo|[Mm]i chiamo|[Jj]e me nomme|[Ii] go by|[Ii](?: a|['’])m called)\b"
    rf"|\b(?:[Jj]e suis|[Ii] am|[Ii]['’]m|[Tt]his is|[Ii]ci) {FIRST}(?: {FIRST})?(?=[,.!]? ?$|, | from | du | de (?:la|l['’]|votre) | at | and I| et je| here| à votre| speaking)"
    rf"|(?:^|\n)\W*(?:(?:[Bb]ien |[Tt]rès )?[Cc]ordialement|[Bb]ien à vous|[Ss]inc[èe]rement|[Aa]micalement|[Ss]alutations|[Bb]elle journée|(?:[Kk]ind |[Bb]est |[Ww]arm )?[Rr]egards|[Ss]incerely|[Yy]ours(?: truly| sincerely| faithfully)?|[Bb]est(?: wishes)?|[Ww]armly|[Cc]heers)\b(?:\W*$| ?[,:–—\n-]+.{{0,40}}$)|\b[Ss]ign(?:ée?|ed)(?: by| par|,)? {FIRST}"
    rf"|(?:^|\s)— ?{FIRST}(?: {FIRST})?\W*$"
    rf"|^(?!Oui|Non|Bonjour|Hello|Yes|No\b|Hi\b){FIRST}(?: {FIRST})?, (?:votre |your |la |the )?(?:conseill\w+|service client|du service|customer (?:service|support)|agent|advis[eo]r|from |à votre service|at your service)[^.]{{0,30}}\W*$"
)


def claims(sentence: str, sources: str | None = None) -> list[Failure]:
    """Return what the sentence falsely says of the AI that writes it; an empty list lets it pass.

    With the sources that it was written from, it may not speak of its writer at all, unless in their words.
    """
    words = fold(sentence)
    found = [Failure("claim", kind) for kind, pattern in COMPILED if pattern.search(words)]
    if pretends(sentence, words) or (sources is not None and says_of_itself(words, fold(sources))):
        found.append(Failure("claim", "person"))
    return found + ([Failure("claim", "name")] if NAMES.search(sentence) else [])
