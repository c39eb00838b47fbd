import pytest

from chatbot.answering.check import check

SOURCE = (
    "Les retours sont possibles pendant 30 jours en France et en Belgique. Les frais de retour sont de 4,90 € et ne sont pas "
    "remboursés. Écrivez à retours@lune.example ou voyez https://lune.example/retours. Claire Petit s’en occupe le lundi. "
    "Le montant maximal est de 1 500 euros. Le remboursement arrive sous quatorze jours après réception du colis."
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Vous avez 14 semaines pour retourner l’article.", "amount"),
        ("Vous avez 45 jours.", "number"),
        ("Les frais de retour sont de 5,90 €.", "number"),
        ("Les frais sont de 30 euros.", "amount"),
        ("Le montant maximal est de 15 000 euros.", "number"),
        ("Écrivez à aide@lune.example.", "mail"),
        ("Voyez https://evil.example/retours.", "link"),
        ("Rendez-vous sur www.lune.example/autre.", "link"),
        ("Demandez Marc Durand.", "name"),
        ("Les retours sont possibles en Suisse.", "country"),
        ("Claire Petit s’en occupe le mardi.", "date"),
        ("Répondez avant le 3 janvier.", "date"),
        ("Les frais de retour sont remboursés.", "negation"),
        ("Les retours ne sont pas possibles en France.", "negation"),
        ("Notre équipe adore préparer des gâteaux délicieux pour chaque anniversaire.", "words"),
    ],
)
def test_what_the_source_does_not_say_is_found(sentence, kind):
    assert kind in {failure.kind for failure in check(sentence, SOURCE)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Vous pouvez retourner un article pendant trente jours.",
        "Les retours sont possibles en Belgique pendant 30 jours.",
        "Les frais de retour, de 4,90 euros, ne sont pas remboursés.",
        "Le montant maximal est de 1500 €.",
        "Le remboursement arrive sous 14 jours.",
        "Vous pouvez écrire à retours@lune.example.",
        "Tout est expliqué sur https://lune.example/retours.",
        "Non, les frais de retour ne sont pas remboursés.",
        "Claire Petit s’en occupe chaque lundi.",
    ],
)
def test_a_faithful_sentence_passes(sentence):
    assert check(sentence, SOURCE) == []


def test_the_questions_words_may_be_taken_up_but_not_its_figures():
    assert check("Oui, votre lampe préférée peut être retournée pendant 30 jours.", SOURCE, "Ma lampe préférée ?") == []
    assert check("Oui, vous avez 60 jours.", SOURCE, "Ai-je 60 jours ?")
