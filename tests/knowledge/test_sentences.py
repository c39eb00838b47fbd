from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.knowledge.sentences import split

WORDS = st.sampled_from(
    ["M.", "Mme", "art.", "n°", "3.5", "www.cnil.fr", "Oui", "non", ".", " ", "\n", ";", ":", "…", "« ", " »", "- "]
)


def sentences(text):
    return [text[span.start : span.end] for span in split(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bonjour. Merci !", ["Bonjour.", "Merci !"]),
        ("M. Dupont et Mme. Martin sont là. Oui.", ["M. Dupont et Mme. Martin sont là.", "Oui."]),
        ("Selon l’art. 12 du RGPD, c’est possible. Bien.", ["Selon l’art. 12 du RGPD, c’est possible.", "Bien."]),
        ("Art. L. 121-1 du Code. Fin.", ["Art. L. 121-1 du Code.", "Fin."]),
        ("Tél. : 01 53 73 22 22. Merci.", ["Tél. : 01 53 73 22 22.", "Merci."]),
        ("Des lampes, des abat-jour, etc. Tout est là.", ["Des lampes, des abat-jour, etc.", "Tout est là."]),
        ("Des lampes, etc. et le reste.", ["Des lampes, etc. et le reste."]),
        ("Bring a proof, e.g. The invoice. Thanks.", ["Bring a proof, e.g. The invoice.", "Thanks."]),
        ("The answer is no. Call me. Please.", ["The answer is no.", "Call me.", "Please."]),
        ("J.-C. Dupont vit aux U.S.A. depuis peu. Fin.", ["J.-C. Dupont vit aux U.S.A. depuis peu.", "Fin."]),
        ("Prix : 12.50 € le 12.05.2024. Fin.", ["Prix : 12.50 € le 12.05.2024.", "Fin."]),
        ("Attendez… puis revenez. Fin.", ["Attendez… puis revenez.", "Fin."]),
        ("Il dit « Oui ! » et part. Fin.", ["Il dit « Oui ! » et part.", "Fin."]),
        ("Il dit « Oui. » Puis il part.", ["Il dit « Oui. »", "Puis il part."]),
        ("(Voir plus bas.) Ensuite.", ["(Voir plus bas.)", "Ensuite."]),
    ],
)
def test_it_finds_where_sentences_end(text, parts):
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("pas dans ce domaine.Ces procédés sont interdits.", ["pas dans ce domaine.", "Ces procédés sont interdits."]),
        ("aux risques.A noter : fin", ["aux risques.", "A noter : fin"]),
        ("Que faire ?Signalez-les.", ["Que faire ?", "Signalez-les."]),
        ("Règles :ne cliquez pas ;ne répondez pas.", ["Règles :", "ne cliquez pas ;", "ne répondez pas."]),
        ("du travail;contrôler un employé", ["du travail;", "contrôler un employé"]),
        ("Écrivez à dpo@exemple.fr.Nous répondons.", ["Écrivez à dpo@exemple.fr.", "Nous répondons."]),
        ("Voir https://www.cnil.fr/a.B?c=D. Puis revenez.", ["Voir https://www.cnil.fr/a.B?c=D.", "Puis revenez."]),
        ("Écrivez à Jean.Dupont@exemple.fr.", ["Écrivez à Jean.Dupont@exemple.fr."]),
        ("Tom &amp;Jerry", ["Tom &amp;Jerry"]),
    ],
)
def test_it_bears_lost_blanks_and_leaves_addresses_whole(text, parts):
    assert sentences(text) == parts


def test_it_keeps_list_items_apart_with_their_marks():
    text = "## Étapes\nÀ faire :\n1. Ouvrez.\n2. Fermez.\n\n- un ;\n- deux.\n\nDeux lignes\nd’un paragraphe."
    assert sentences(text) == [
        "## Étapes",
        "À faire :",
        "1. Ouvrez.",
        "2. Fermez.",
        "- un ;",
        "- deux.",
        "Deux lignes\nd’un paragraphe.",
    ]


@given(st.one_of(st.text(), st.lists(WORDS).map("".join)))
def test_it_loses_nothing_but_blanks_and_keeps_the_order(text):
    spans = split(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
