"""Words that hold a question together and say little of its subject, as the index writes them: without accents and endings."""

_FRENCH = """
a ai ait alor apre as au aupre aussi autr aux avec avez avoir avon bien bonjour bonsoir ca ce cel cela celui cet cett
chez ci comm comment dan de deja depuis des det devoir devr devrait devon devez doit doiv dois donc dont du el elle en
encor entre es est et ete etait etant etes etr etre eu eux fair fais fait faut ici il ils je la le les leur leurs lor
lors lui ma mais me mem meme merc merci mes moi mon ne no nos notr nou nous on ont ou oui par parc pas pendant peut
peuv peux plait plus pour pourquoi pourr pourrait pourrais pouvez pouvoir pouvon puis puisqu quand que quel quelle
quelqu quels qui quoi sa san savoir se ser serait ses si soit sommes son sont souhait sous suis sur svp ta te tel tell
tes toi ton tou tous tout toujour tre tres trop tu un une va vais veut veux vers vo voi vos votr votre voudr voudrais
vou vous vont
"""
_ENGLISH = """
about after all also am ani any anyon are befor been can could did do doe doesn don done for from get give go had has
have hello help hi how i if in into is it its just know let like ll ma make mani may mayb me might much must my need
of on or our out over pleas shall should so some someon someth tell than thank that the there these they thing this
those to too under up us use ve veri want was were what when where whether which while who whi will with wonder would
you your
"""
SMALL_WORDS = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}
