import pytest

from chatbot.answering.language import detect


@pytest.mark.parametrize("text", ["Où est mon colis ?", "Quels sont vos délais", "livraison à Lyon", "je veux un remboursement"])
def test_french_is_recognised(text):
    assert detect(text, "en") == "fr"


@pytest.mark.parametrize(
    "text", ["Where is my order?", "how long does it take", "I want my money back", "Can I return this lamp?"]
)
def test_english_is_recognised(text):
    assert detect(text, "fr") == "en"


@pytest.mark.parametrize("text", ["???", "IKEA", "4,90", ""])
def test_where_nothing_tells_the_conversations_language_stays(text):
    assert detect(text, "fr") == "fr" and detect(text, "en") == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wo ist mein Paket?", "de"), ("wie lange dauert die lieferung", "de"), ("ich moechte einen menschen sprechen", "de"), ("Hallo", "de"), ("sind Sie ein Mensch", "de"),
        ("¿Dónde está mi pedido?", "es"), ("quiero hablar con una persona", "es"), ("Hola", "es"), ("borre mis datos", "es"), ("cuanto cuesta el envio", "es"),
        ("Dov'è il mio ordine?", "it"), ("voglio parlare con una persona", "it"), ("Buongiorno", "it"), ("cancella i miei dati", "it"), ("quanto costa la spedizione", "it"),
        ("je veux supprimer mes donnees", "fr"), ("t'es un robot", "fr"), ("c koi les delais", "fr"), ("are you human", "en"), ("delete my data", "en"), ("i wanna talk to someone", "en"),
    ],
)  # fmt: skip
def test_five_languages_are_told_apart_even_without_accents(text, language):
    assert detect(text, "fr") == language and detect(text, "en") == language
