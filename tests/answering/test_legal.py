import pytest

from chatbot.answering.legal import legal_topic
from chatbot.knowledge.search import Hit
from chatbot.sites.models import legal_topics


def hit(title, heading=""):
    return Hit(1, 1, "a", 1, title, "", heading, "Texte.", 1.0, 1.0, 1.0, "fr")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Quand serai-je REMBOURSÉ ?", "remboursement"),
        ("Puis-je me retracter ?", "rétractation"),
        ("La lampe est-elle garantie ?", "garantie"),
        ("Quels sont vos tarifs ?", "tarif"),
        ("Quel prix ?", "prix"),
        ("How do I withdraw from the contract?", "withdrawal"),
        ("Can I get refunded?", "refund"),
        ("Are there warranties?", "warranty"),
    ],
)
def test_a_question_is_known_by_any_form_of_a_topics_word(question, topic):
    assert legal_topic(question, [hit("Aide")], legal_topics()) == topic


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("J’ai changé d’avis, je peux la renvoyer ?", "rétractation"),
        ("Can I send it back?", "withdrawal"),
        ("elle ne marche plus", "garantie"),
        ("My lamp arrived broken", "warranty"),
        ("Quand vais-je récupérer mon argent ?", "remboursement"),
        ("Combien coûte la livraison ?", "prix"),
        ("How much is home delivery?", "price"),
    ],
)
def test_everyday_words_for_a_topic_are_known_where_the_site_has_it(question, topic):
    assert legal_topic(question, [hit("Aide")], [topic]) == topic
    assert legal_topic(question, [hit("Aide")], ["données personnelles"]) == ""


def test_an_article_whose_title_speaks_of_a_topic_counts_but_for_prices():
    assert legal_topic("Comment faire ?", [hit("Annuler une commande")], legal_topics()) == "rétractation"
    assert legal_topic("Comment faire ?", [hit("Délais et frais de livraison")], legal_topics()) == ""


@pytest.mark.parametrize(
    "question", ["Où est mon colis ?", "Where is my parcel?", "Une surprise est-elle possible ?", "Thank you very much", ""]
)
def test_other_questions_are_not(question):
    assert legal_topic(question, [hit("Suivre un colis")], legal_topics()) == ""


def test_the_best_articles_title_or_heading_counts_too():
    assert legal_topic("Comment faire ?", [hit("Droit de rétractation")], ["rétractation"])
    assert legal_topic("Comment faire ?", [hit("Commandes", "Vos garanties")], ["garantie"])
    assert not legal_topic("Comment faire ?", [hit("Commandes"), hit("Garantie")], ["garantie"])


def test_a_topic_of_several_words_needs_all_of_them():
    assert legal_topic("Quelles données personnelles gardez-vous ?", [hit("Aide")], ["données personnelles"])
    assert not legal_topic("Quelles données gardez-vous ?", [hit("Aide")], ["données personnelles"])
