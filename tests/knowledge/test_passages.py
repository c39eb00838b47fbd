from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chatbot.knowledge.passages import LONGEST, cut

BODIES = st.lists(
    st.sampled_from(["## Titre\n", "Une phrase assez courte. ", "x" * 1500, "\n\n", "- point ;\n", "```\n", "# a\n", "é"])
).map("".join)


def letters(text):
    return "".join(text.split())


@given(st.one_of(st.text(), BODIES))
def test_it_cuts_slices_of_the_body_that_miss_no_word(body):
    stretches = cut(body)
    assert all(0 <= one.start < one.end <= len(body) and one.end - one.start <= LONGEST for one in stretches)
    assert all(left.end <= right.start for left, right in pairwise(stretches))
    if "#" not in body:
        assert letters("".join(body[one.start : one.end] for one in stretches)) == letters(body)


def test_it_keeps_the_heading_that_a_passage_stands_under():
    body = "Avant.\n\n## Retours\n\nTrente jours.\n\n### Frais ##\n\nAucuns."
    assert [(one.heading, body[one.start : one.end]) for one in cut(body)] == [
        ("", "Avant."),
        ("Retours", "Trente jours."),
        ("Frais", "Aucuns."),
    ]


def test_it_takes_no_line_of_code_for_a_heading():
    body = "Avant.\n\n```\n# un commentaire\n```\n\nAprès."
    assert [one.heading for one in cut(body)] == [""]


def test_it_cuts_long_sections_evenly_at_sentences():
    body = " ".join(f"Voici la phrase numéro {number} de ce long article." for number in range(60))
    lengths = [one.end - one.start for one in cut(body)]
    assert all(body[one.end - 1] == "." for one in cut(body))
    assert min(lengths) > 0.75 * max(lengths)


def test_it_cuts_a_text_without_full_stops():
    body = "mot " * 3000
    assert all(one.end - one.start <= LONGEST for one in cut(body))
    assert letters("".join(body[one.start : one.end] for one in cut(body))) == letters(body)
