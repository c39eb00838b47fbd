import pytest

from chatbot.answering.check import check
from chatbot.answering.facts import facts

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
        ("Claire Petit s’en occupe le mardi.", "weekday"),
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


RULES = (
    "Le retour d’un article est possible pendant 30 jours après la réception. Le remboursement arrive sous 14 jours ouvrés. "
    "Signal Conso reçoit les plaintes avant le 1er mars 2024, au 01 53 73 22 22. Les clients doivent joindre une facture. "
    "La livraison est gratuite à partir de 50 euros. Votre employeur ne peut pas lire vos messages sans votre accord. "
    "La conservation dure au moins deux ans. Amazon livre en Belgique ; Fnac livre en France."
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Le retour d’un article est possible pendant 14 jours après la réception.", "number"),
        ("Le remboursement arrive sous 30 jours ouvrés.", "number"),
        ("Le remboursement arrive sous 14 jours calendaires.", "opposite"),
        ("Signal Conso reçoit les plaintes avant le 1er mai 2024.", "date"),
        ("Signal Conso reçoit les plaintes avant le 01/04/2024.", "date"),
        ("Signal Conso reçoit les plaintes après le 1er mars 2024.", "opposite"),
        ("Arcadia Conso reçoit les plaintes avant le 1er mars 2024.", "name"),
        ("Appelez le 01 53 73 22 23.", "phone"),
        ("Les clients ne doivent pas joindre de facture.", "negation"),
        ("Les clients peuvent joindre une facture.", "opposite"),
        ("La livraison est payante à partir de 50 euros.", "opposite"),
        ("Votre employeur peut lire vos messages sans votre accord.", "negation"),
        ("La conservation dure au plus deux ans.", "opposite"),
        ("La conservation dure au moins deux mois.", "amount"),
        ("La conservation dure au moins vingt-deux ans.", "number"),
        ("Amazon livre en Suisse.", "country"),
    ],
)
def test_it_finds_what_was_exchanged_for_something_else_of_the_source(sentence, kind):
    assert kind in {failure.kind for failure in check(sentence, RULES)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Vous pouvez retourner un article pendant trente jours après l’avoir reçu.",
        "Vous êtes remboursé sous quatorze jours ouvrés.",
        "Signal Conso reçoit vos plaintes jusqu’au 01/03/2024, au +33 1 53 73 22 22.",
        "Vous devez joindre une facture.",
        "La livraison ne coûte rien à partir de 50 €.",
        "Sans votre accord, votre employeur ne peut pas lire vos messages.",
        "Les données sont conservées au moins 2 ans.",
    ],
)
def test_a_retelling_of_the_same_facts_passes(sentence):
    assert check(sentence, RULES) == []


ENGLISH = (
    "You can return an item within 30 days of delivery. Refunds don't include shipping. Masks are mandatory before 6 pm. "
    "Call 020 7946 0018 before March 3, 2024. Children under twelve must not travel alone. Orders cost $1,000 at most."
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("You can return an item within 30 weeks of delivery.", "amount"),
        ("Refunds include shipping.", "negation"),
        ("Masks are optional before 6 pm.", "opposite"),
        ("Call 020 7946 0019.", "phone"),
        ("Call before April 3, 2024.", "date"),
        ("Children under twelve must travel alone.", "negation"),
        ("Orders cost $10,000 at most.", "number"),
        ("Orders cost $1,000 at least.", "opposite"),
        ("Ask Fiona Harper about returning an item within 30 days.", "name"),
    ],
)
def test_it_reads_english_too(sentence, kind):
    assert kind in {failure.kind for failure in check(sentence, ENGLISH)}


@pytest.mark.parametrize(
    "sentence",
    ["You have thirty days to return an item.", "Shipping isn’t included in refunds.", "Orders cost 1000 dollars at most."],
)
def test_an_english_retelling_passes(sentence):
    assert check(sentence, ENGLISH) == []


def test_a_yes_where_the_article_says_no_is_held_back():
    assert check("Oui, la banque est compétente.", "Litiges\nNon, la banque est compétente seule.")


def test_numbers_are_read_in_any_spelling():
    spelled = facts(
        "deux cents jours, vingt-cinq ans, quatre-vingt-dix euros, 2 millions d’euros, 1.500 €, 1 500 €, 1,500 pounds"
    )
    assert set(spelled.numbers) == {"200", "25", "90", "2000000", "1500"}


def test_both_ends_of_a_range_have_its_unit():
    assert set(facts("entre deux et cinq ans").amounts) == {"2 year", "5 year"}


@pytest.mark.parametrize(
    "text",
    [
        "0.805.805.817",
        "1.2.3.4",
        "١٢٣ € 99999999999999999999",
        "\0",
        "",
        "30/30/30",
        "31-99-2024",
        "1" * 400,
        "😀 cent-mille-",
        "e@@x..fr",
    ],
)
def test_odd_texts_are_read_without_failing(text):
    assert isinstance(check(text, text), list)
    check(text, RULES)
    check(RULES, text)


def test_who_pays_is_not_who_is_paid():
    source = "Les frais de douane sont à régler au transporteur à la réception du colis."
    assert check("Les frais de douane sont réglés par le transporteur à la réception du colis.", source)
    assert check("Les frais de douane sont à régler au transporteur à la réception.", source) == []


@pytest.mark.parametrize("code", ["*123#. Deux", "#31#. Un message", "touche #. Deux minutes", "juın 2024"])
def test_codes_and_odd_letters_are_read_without_a_fall(code):
    assert check("La TVA est de 20 %.", f"Composez le {code} vous répond.")


def test_a_figure_of_one_thing_is_not_told_of_another():
    source = "- Vos commandes et vos factures : 10 ans, comme la loi l’exige.\n- Vos échanges : 12 mois."
    assert check(
        "Nous gardons vos données pendant 10 ans, comme la loi l’exige.", source, "Combien de temps gardez-vous mes données ?"
    )
    assert check("Vos factures sont gardées 10 ans, comme la loi l’exige.", source) == []
