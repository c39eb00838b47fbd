import pytest

from chatbot.answering.evaluation.support import is_quoted, unsupported

SOURCE = "Retours\nLe retour coûte 4,90 € pour Mme Alba. Il dure 1 000 jours : écrivez à retours@lune.example ou https://lune.example/retours."


@pytest.mark.parametrize(
    "answer",
    [
        "Le retour coûte 4,90 €.",
        "Il dure 1\u202f000 jours.",
        "Écrivez à retours@lune.example, avec Mme Alba.",
        "Voyez https://lune.example/retours.",
    ],
)
def test_what_stands_in_the_sources_is_supported(answer):
    assert unsupported(answer, [SOURCE]) == []


@pytest.mark.parametrize(
    ("answer", "invented"),
    [
        ("Le retour coûte 5,90 €.", "5,90"),
        ("Écrivez à aide@lune.example.", "aide@lune.example"),
        ("Voyez https://soleil.example/x.", "https://soleil.example/x"),
        ("Le retour part de Bruxelles.", "Bruxelles"),
    ],
)
def test_an_invention_is_found(answer, invented):
    assert unsupported(answer, [SOURCE]) == [invented]


def test_a_quotation_is_the_source_to_the_byte():
    assert is_quoted("Le retour coûte 4,90 € pour Mme Alba.", [SOURCE])
    assert not is_quoted("Le retour coûte 4,90€ pour Mme Alba.", [SOURCE])
    assert not is_quoted("Le retour coûte 4,90 € pour Mme Alba. Il est gratuit.", [SOURCE])
