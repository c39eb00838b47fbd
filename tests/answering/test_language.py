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
