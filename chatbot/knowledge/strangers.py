"""How near questions that have nothing to do with a site come to its passages: the level above which nearness tells something.

It differs from site to site: articles written as questions, long or short ones, many or few, French or English. What stands below
are questions to other trades. A site answers some of them; of their nearest passages the middle one counts, so that this does
not matter.
"""

import time
from functools import lru_cache

from django.db import connection
from pgvector import Vector

from chatbot.inference.embeddings import Embedder
from chatbot.sites.models import Site

SQL = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY near.semantic)
FROM unnest(%(vectors)s::text[]) AS asked(vector) CROSS JOIN LATERAL (
    SELECT -(embedding::halfvec(384) <#> asked.vector::halfvec(384)) AS semantic FROM knowledge_passage
    WHERE live AND site_id = %(site)s AND language = %(language)s
    ORDER BY embedding::halfvec(384) <#> asked.vector::halfvec(384) LIMIT 1
) near
"""
LITTLE = 0.1  # share of the passages by which a site may grow or shrink before its level is taken again
VALID_FOR = 3600.0  # seconds; articles are rewritten too
_levels: dict[tuple[int, str], tuple[int, float, float]] = {}  # by site and language: passages, when it was taken, level


def strangers(site: Site, language: str, passages: int) -> float:
    """Return how near strangers' questions come to the site, which has so many passages in this language."""
    counted, taken, level = _levels.get((site.pk, language), (0, 0.0, 0.0))
    is_old = time.monotonic() > taken + VALID_FOR
    if not counted or is_old or abs(passages - counted) > LITTLE * counted:
        level = _level(site, language)
        _levels[site.pk, language] = (passages, time.monotonic(), level)
    return level


def _level(site: Site, language: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"vectors": _vectors(Embedder.shared(), language), "site": site.pk, "language": language})
        return float(cursor.fetchone()[0] or 0.0)


@lru_cache(maxsize=4)
def _vectors(embedder: Embedder, language: str) -> list[str]:
    return [Vector(vector).to_text() for vector in embedder.questions(QUESTIONS[language])]


_FRENCH = """
Comment réinitialiser le mot de passe de mon compte ?
Quels sont les horaires d'ouverture de l'accueil ?
Comment résilier mon contrat d'assurance habitation ?
Puis-je échelonner le paiement de ma facture d'électricité ?
Quels documents faut-il pour renouveler un passeport ?
Mon colis est arrivé abîmé, que dois-je faire ?
Comment déclarer un changement d'adresse à la banque ?
À partir de quel âge peut-on ouvrir un livret d'épargne ?
Qui doit payer les charges de l'immeuble ?
Est-ce que je peux annuler mon billet de train ?
Comment inscrire mon enfant à la cantine ?
Quelle est la durée de garantie d'un lave-linge ?
Ai-je droit à une aide pour payer mon loyer ?
Comment contester une amende de stationnement ?
Faut-il un permis de construire pour un abri de jardin ?
Quand recevrai-je mon remboursement de soins ?
Comment activer l'itinérance à l'étranger ?
Mon employeur peut-il refuser mes congés ?
Quels sont les frais de dossier pour un prêt ?
Comment transmettre le relevé de mon compteur d'eau ?
Je n'arrive pas à installer l'application sur mon téléphone
Combien coûte la carte de bibliothèque ?
Peut-on changer de fournisseur de gaz sans frais ?
Comment obtenir un acte de naissance ?
Que se passe-t-il si je ne rends pas les livres à temps ?
Qui peut bénéficier du tarif réduit ?
Comment rejoindre un club de sport ?
La piscine est-elle ouverte aux personnes handicapées ?
Où déposer des déchets encombrants ?
Comment souscrire à une mutuelle ?
Est-il obligatoire de faire contrôler sa chaudière ?
Quelle différence entre un bail meublé et un bail vide ?
Puis-je voyager avec mon chien dans l'avion ?
Comment recharger ma carte de transport ?
Quelles sont les conditions pour adopter ?
Comment faire une réclamation auprès du service après-vente ?
Dois-je déclarer la vente de ma voiture ?
Combien de temps faut-il garder ses bulletins de salaire ?
Comment devenir bénévole ?
Quel est le numéro pour signaler une fuite de gaz ?
"""
_ENGLISH = """
How do I reset the password of my account?
What are the opening hours of the front desk?
How do I cancel my home insurance?
Can I pay my electricity bill in instalments?
Which documents are needed to renew a passport?
My parcel arrived damaged, what should I do?
How do I tell the bank about a new address?
From what age can one open a savings account?
Who has to pay the service charges of the building?
Can I cancel my train ticket?
How do I sign my child up for school meals?
How long is the warranty of a washing machine?
Am I entitled to help with my rent?
How do I contest a parking fine?
Do I need a building permit for a garden shed?
When will I get my medical costs back?
How do I switch on roaming abroad?
Can my employer refuse my holidays?
What are the fees for a loan?
How do I send in my water meter reading?
I cannot install the app on my phone
How much is a library card?
Can I change my gas supplier free of charge?
How do I get a birth certificate?
What happens if I do not return the books in time?
Who can have the reduced fare?
How do I join a sports club?
Is the swimming pool open to disabled people?
Where can I leave bulky waste?
How do I take out health insurance?
Is a yearly boiler check mandatory?
What is the difference between a furnished and an unfurnished lease?
Can I take my dog on the plane?
How do I top up my travel card?
What are the conditions to adopt?
How do I complain to the after-sales service?
Do I have to declare the sale of my car?
How long should payslips be kept?
How do I become a volunteer?
What is the number to report a gas leak?
"""
QUESTIONS = {"fr": _FRENCH.strip().splitlines(), "en": _ENGLISH.strip().splitlines()}
