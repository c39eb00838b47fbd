import numpy as np
import pytest

from chatbot.answering.folding import fold
from chatbot.answering.quote import LONGEST, quote
from chatbot.inference.embeddings import DIMENSIONS, Embedder
from chatbot.knowledge.search import Hit
from chatbot.knowledge.sentences import split


class WordEmbedder:
    """Stands in for the model: texts that share words are near to each other. Counts what it embeds."""

    def __init__(self):
        self.embedded = 0

    def query(self, text):
        return self._vector(text)

    def passages(self, texts):
        self.embedded += len(texts)
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text):
        vector = np.full(DIMENSIONS, 0.01, np.float32)
        for word in fold(text).split():
            vector[sum(map(ord, word)) % DIMENSIONS] += 1
        return vector / np.linalg.norm(vector)


@pytest.fixture(autouse=True)
def embedder(monkeypatch):
    fake = WordEmbedder()
    monkeypatch.setattr(Embedder, "shared", staticmethod(lambda: fake))
    return fake


def quoted(question, text, title="Aide", heading=""):
    found = quote(question, [Hit(1, 1, "a", 1, title, "", heading, text, 1.0, 1.0, 1.0, "fr")]).text
    sentences = [text[span.start : span.end] for span in split(text)]
    assert found in text and any(found.startswith(one) for one in sentences) and any(found.endswith(one) for one in sentences)
    return found


def test_it_quotes_the_sentence_that_answers():
    text = "Les colis partent chaque matin. Les lampes cassées sont échangées sans frais. Nos bureaux ferment tôt."
    assert "Les lampes cassées sont échangées sans frais." in quoted("Qui échange des lampes cassées ?", text)


def test_a_lead_is_quoted_with_its_list():
    text = "Pour un retour, joignez :\n- la facture du colis ;\n- le bon de retour.\n\nNos bureaux ferment tôt chaque soir."
    found = quoted("Faut-il joindre la facture du colis ?", text)
    assert found.startswith("Pour un retour, joignez :") and found.endswith("le bon de retour.")


NO = "Nos bureaux ferment tôt.\n\nNon. Les lampes en solde gardent leur facture."
SALES = "Les lampes en solde ont-elles une facture ?"


@pytest.mark.parametrize(("title", "heading"), [(SALES, ""), ("Aide", SALES), ("Est-ce ouvert ?", SALES)])
def test_a_yes_or_no_is_quoted_with_its_sentence_when_the_article_asks_the_same(title, heading):
    assert quoted("Les lampes en solde ont-elles une facture ?", NO, title, heading).startswith("Non. Les lampes")


@pytest.mark.parametrize("title", ["Aide", "Les lampes en solde perdent-elles leur facture ?", "Solde : est-ce ouvert ?"])
def test_a_yes_or_no_to_another_question_is_not_quoted(title):
    assert quoted("Les lampes en solde ont-elles une facture ?", NO, title).startswith("Les lampes en solde")


def test_a_sentence_behind_a_no_to_another_question_is_passed_over():
    text = "Non, les lampes en solde ont une facture à part. Les lampes gardent leur facture un an."
    assert quoted("Une lampe a-t-elle une facture ?", text, "Les soldes sont-elles reprises ?").startswith("Les lampes gardent")


def test_a_question_in_the_article_is_not_the_answer():
    text = "Comment échanger une lampe cassée ? Écrivez à notre atelier. Les colis partent le matin."
    assert not quoted("Comment échanger une lampe cassée ?", text).endswith("?")


def test_a_long_list_is_cut_between_its_items():
    text = "Voici les règles :\n" + "\n".join(
        f"- règle {number} : gardez la facture numéro {number} bien au sec ;" for number in range(40)
    )
    assert len(quoted("Quelles sont les règles ?", text)) <= LONGEST


def test_a_passage_is_embedded_once(embedder):
    text = "Les colis partent chaque matin. Nos bureaux ferment tôt."
    quoted("Quand partent les colis ?", text)
    before = embedder.embedded
    quoted("Quand ferment les bureaux ?", text)
    assert embedder.embedded == before > 0


@pytest.mark.parametrize(
    "pointer",
    [
        "Voir aussi l’échange des lampes cassées.",
        "Pour en savoir plus, consultez la fiche « Lampes cassées ».",
        "En savoir plus sur les lampes cassées.",
        "See also our page about lampes cassées.",
    ],
)
def test_a_sentence_that_only_points_elsewhere_is_no_answer(pointer):
    text = f"{pointer} Les lampes abîmées sont échangées sans frais."
    assert quoted("Qui échange des lampes cassées ?", text) == "Les lampes abîmées sont échangées sans frais."


def test_an_instruction_to_read_something_may_be_the_answer():
    assert "Lisez l’étiquette" in quoted(
        "Comment laver le tapis ?", "Lisez l’étiquette avant de laver le tapis. Nous fermons tôt."
    )


def test_a_bare_cry_is_never_the_answer():
    assert quoted("C’est important, les lampes ?", "Important ! Les lampes cassées sont échangées sans frais.") != "Important !"
