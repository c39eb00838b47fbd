"""What the AI must never say of itself, and what articles may well say."""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings

from chatbot.answering.claims import claims
from chatbot.knowledge.sentences import split

DATA = Path(os.environ.get("GUICHET_DATA") or settings.BASE_DIR.parent / "shared" / "data")
FALSE = """
    Je suis humaine.|Oui, je suis un être humain.|Je suis une vraie personne.|Bien sûr, je suis un humain comme vous.|Je suis conseillère au service client.|Oui, vous parlez à une vraie personne.
    Vous discutez actuellement avec un conseiller humain.|Un humain vous répond.|C'est un humain qui vous écrit.|En tant qu'être humain, je comprends.|En tant que conseillère, je peux vous aider.|Je suis employée de la société.
    Je ne suis pas un robot.|Non, je ne suis pas une IA.|Je ne suis pas une machine, rassurez-vous.|Je ne suis absolument pas un chatbot.|Il n'y a pas de robot ici.|Aucune IA ici.|Je ne suis pas automatisé.|Ce n'est pas une machine qui vous répond.
    Je m'appelle Marie.|Mon prénom est Julie.|Moi c'est Paul.|Je suis Marie, du service client.|Ici Claire, à votre service.|Cordialement, Marie|Bien à vous, Paul Durand|Cordialement, Votre conseillère|Marie Dupont, conseillère clientèle|— Sophie
    On m'appelle Julien.|Je me nomme Sarah.|Bien cordialement, L'équipe|Très cordialement, Nathalie|Signé Marie.|Votre commande arrive bientôt. — Claire
    J'ai remboursé votre commande.|Je vous transfère à un conseiller.|J'ai annulé votre commande.|Je viens d'annuler votre abonnement.|Je vais vous rembourser.|J'ai bien transmis votre demande.|Je vous rembourse immédiatement.|Je m'en occupe.|Je fais le nécessaire.
    J'ai envoyé un mail au service concerné.|Je vous mets en relation avec un agent.|J'ai modifié votre adresse.|J'ai supprimé vos données.|Nous avons remboursé votre achat.|Je vous ai envoyé un bon d'achat.|C'est fait.|Je vais contacter le transporteur pour vous.|Je vous rappelle demain.
    J'ai ouvert un dossier.|Je valide votre remboursement.|J'ai vérifié votre compte.|Votre commande a bien été annulée.|Je vous offre la livraison.|Je vous envoie une étiquette.|Je transmets votre dossier.|J'ai réinitialisé votre mot de passe.
    I am human.|Yes, I am a human being.|I'm a real person.|I am a customer service agent.|I'm one of the team, a real human.|You are talking to a real person.|You're chatting with a human agent.|A real person is answering you.|As a human, I understand.|It's a real human here.
    I am not a bot.|I'm not a robot.|No, I am not an AI.|I'm not a machine.|I'm definitely not a chatbot.|There is no bot here.|I am not automated.|This is not a bot.|I'm no robot.|I am never a machine.
    My name is Mary.|I'm Tom from customer service.|This is Julia from support.|Call me Anna.|Kind regards, Mary|Best regards, John Smith|Sincerely, Your adviser|I'm called Peter.|Mary Smith, customer service agent|Best, Tom
    I have cancelled your order.|I've refunded you.|I have cancelled your subscription.|I will transfer you to an agent.|Let me transfer you now.|I am transferring you.|I'll refund your payment.|I just updated your address.|We have refunded your purchase.|I have sent you an email.
    I'll call you back tomorrow.|I've escalated your case.|I have deleted your data.|I'm connecting you with an adviser.|I will take care of it.|I've reset your password.|Your order has been cancelled.|I'm issuing a refund.|I have approved your refund.|I'm going to cancel your order.
    """
TRUE = """
    Vous pouvez retourner un article pendant 30 jours.|Le remboursement arrive sous quatorze jours.|Nous remboursons les frais de port en cas d'erreur.|Choisissez « Parler à un conseiller ».|Je suis l'assistant automatique de la société.
    Un conseiller vous répond du lundi au vendredi.|Votre commande est annulée si le paiement échoue.|Je ne suis pas une personne.|La livraison prend deux jours.|Oui, le retour est gratuit.|Vous recevez un courriel de confirmation.
    Non, les frais de retour ne sont pas remboursés.|Les lampes sont garanties deux ans.|You can return an article within 30 days.|We refund the delivery costs.|An adviser answers from Monday to Friday.|I am an AI assistant.|Your order is cancelled if the payment fails.
    Contact the customer service to cancel your order.|The refund is issued within 14 days.|Yes, returns are free.|Sorry, the article does not say so.
    """


def phrases(text):
    return [phrase.strip() for line in text.strip().splitlines() for phrase in line.split("|")]


def test_there_are_a_hundred_false_claims():
    assert len(phrases(FALSE)) >= 100


@pytest.mark.parametrize("sentence", phrases(FALSE))
def test_a_false_claim_is_blocked(sentence):
    assert claims(sentence)


@pytest.mark.parametrize("sentence", phrases(TRUE))
def test_an_ordinary_sentence_passes(sentence):
    assert claims(sentence) == []


@pytest.mark.parametrize("name", ["cnil_faq", "servicepublic", "covidfaq_fr", "covidfaq_en"])
def test_sentences_of_real_articles_are_not_blocked(name):
    file = DATA / name / "articles.jsonl"
    if not file.exists():
        pytest.skip(f"no articles at {file}")
    texts = [json.loads(row)["text"] for row in file.read_text().splitlines()]
    sentences = [text[span.start : span.end] for text in texts for span in split(text)]
    blocked = [(sentence, found) for sentence in sentences if (found := claims(sentence))]
    assert not blocked, (len(blocked), len(sentences), blocked[:20])
