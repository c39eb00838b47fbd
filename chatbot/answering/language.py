"""French, English, German, Spanish or Italian? Decided on small words, which are most of a short question."""

import re

WORDS = {
    "fr": "le la les un une des du de et est sont je tu il elle nous vous mon ma mes votre vos ne pas que qui quoi où ou quel quelle "
    "quels quelles comment pourquoi combien quand peut puis avez ai dois faire pour dans sur avec sans au aux ce cette cet se sa son "
    "bonjour bonsoir merci svp stp est-ce y en si plus par chez leur être etre avoir c qu n j d l t suis veux voudrais donnees données commande "
    "supprimez humain personne quelqu parler conseiller livraison colis",
    "en": "the a an of and is are i you he she we they my your our not what who where which how why much many when can could have has "
    "do does did to for in on with without this that these those hello hi hey thanks thank please it if or more by their be me us from at "
    "will am want need would delete talk speak human person someone agent data order don t",
    "de": "der die das den dem ein eine einen einem einer und ist sind ich du er sie wir ihr mein meine meinen meiner ihre nicht kein keinen "
    "was wer wo wie warum wann welche kann können konnen könnte möchte mochte moechte will habe haben hat für fur fuer mit ohne auf von zu im bei nach über hallo danke "
    "bitte guten tag mensch daten löschen loschen bestellung lieferung paket rechnung auch noch mich mir sprechen werden wird bin bist oder",
    "es": "el la los las un una unos del de y es son yo tú usted nosotros mi mis su sus no que qué quién quien dónde donde cómo como cuánto cuanto cuándo cuando "
    "puedo puede tengo tiene quiero quisiera necesito para por con sin en este esta esto hola gracias por favor buenos buenas días dias pedido "
    "datos hablar persona alguien está esta estoy eres al se me lo hay cuál cual borre eliminar",
    "it": "il lo la gli i un una uno del della dei delle di e è sono io tu lei noi mio mia miei mie suo non che chi cosa dove come quanto quando perché perche "
    "posso può puo voglio vorrei ho ha ho bisogno per con senza in questo questa ciao grazie buongiorno salve ordine dati parlare qualcuno al "
    "sto sei si mi c'è quale cancella operatore nel alla da ai",
}
SETS = {language: frozenset(words.split()) for language, words in WORDS.items()}
TOKEN = re.compile(r"[a-zà-öø-ÿœæß-]+")
SIGNS = {
    "fr": re.compile(r"[âçêëîïôûœ]|\b(?:c|j|qu|d|l|n|t|s)['’](?=[aeiouyéèh])"),
    "en": re.compile(r"n['’]t\b|['’](?:s|m|re|ve|ll|d)\b"),
    "de": re.compile(r"[äöüß]"),
    "es": re.compile(r"[ñ¿¡áíóú]"),
    "it": re.compile(r"[ìòù]|\b(?:un|dell|all|nell|dall|l|c)['’](?=[aeiouèh])|\bè\b"),
}
ACCENTS = re.compile(r"[éèà]")  # French and Italian have them, and French more often


def detect(text: str, default: str) -> str:
    """Return the language of the text; `default` when nothing tells."""
    lowered = text.lower()
    words = [part for token in TOKEN.findall(re.sub(r"['’]", " ", lowered)) for part in {token, token.split("-")[0]}]
    scores = {language: sum(word in known for word in words) for language, known in SETS.items()}
    for language, signs in SIGNS.items():
        scores[language] += len(signs.findall(lowered))
    scores["fr"] += len(ACCENTS.findall(lowered))
    most = max(scores.values())
    best = [language for language, score in scores.items() if score == most]
    return best[0] if len(best) == 1 and most else default if default in best or not most else _nearer(best, default)


def _nearer(best: list[str], default: str) -> str:
    """Among equals, one that the articles may be in."""
    return next((language for language in ("fr", "en") if language in best), default)
