import pytest

from chatbot.knowledge import written
from chatbot.knowledge.models import WrittenAnswer

pytestmark = pytest.mark.django_db
ASKED = "Avez-vous un magasin à Lyon ?"


@pytest.fixture
def answer(alice):
    """Write and publish an answer in one line."""

    def make(text, *phrasings, site, language="fr", live=True, **fields):
        made = WrittenAnswer.objects.create(site=site, language=language, text=text, **fields)
        written.keep_phrasings(made, phrasings)
        if live:
            written.publish(made, by=alice)
        return made

    return make


def matched(site, query=ASKED, language="fr"):
    found = written.match(query, site=site, language=language)
    return found.text if found else None


def test_a_question_put_in_a_known_way_gets_the_answer_whatever_its_marks(site, answer):
    answer("Oui, rue Mercière.", "Où acheter à Lyon ?", ASKED, site=site)
    assert matched(site) == matched(site, "avez vous un magasin à lyon") == "Oui, rue Mercière."


def test_another_question_gets_nothing(site, answer):
    answer("Oui, rue Mercière.", ASKED, site=site)
    for other in ("Comment retourner une lampe cassée ?", "Avez-vous des variateurs ?", "", "\0", "lyon " * 200):
        assert matched(site, other) is None


@pytest.mark.parametrize(
    "other", ["Puis-je retourner une lampe après 60 jours ?", "Puis-je ne pas retourner une lampe après 30 jours ?"]
)
def test_another_number_or_a_negation_is_another_question(site, answer, other, monkeypatch):
    monkeypatch.setattr(written, "THRESHOLD", 0.1)
    asked = "Puis-je retourner une lampe après 30 jours ?"
    answer("Oui.", asked, site=site)
    assert matched(site, asked) == matched(site, f"[EMAIL_1] {asked}") == "Oui."
    assert matched(site, other) is None


def test_a_draft_is_given_to_nobody_until_a_person_publishes_it(site, alice, answer):
    draft = answer("Oui, rue Mercière.", ASKED, site=site, live=False)
    assert matched(site) is None
    written.publish(draft, by=alice)
    assert matched(site) == "Oui, rue Mercière."
    assert (draft.published_by, draft.published_at is not None) == (alice, True)
    written.withdraw(draft)
    assert matched(site) is None


def test_it_stays_inside_site_and_language(site, other_site, answer):
    answer("Le canari de Soleil.", ASKED, site=other_site)
    answer("Yes, rue Mercière.", ASKED, site=site, language="en")
    assert matched(site) is None
    assert [near.text for near in written.nearest(ASKED, site=site, language="fr", drafts=True)] == []


def test_two_answers_that_are_equally_near_are_both_withheld(site, answer):
    answer("Oui.", "Avez-vous un magasin à Lyon", site=site)
    answer("Non.", "Avez-vous un magasin à Lyon ?", site=site)
    assert matched(site) is None


def test_the_nearest_come_best_first_with_drafts_when_asked(site, answer):
    answer("Oui, rue Mercière.", ASKED, site=site, live=False)
    answer("Deux ans.", "Quelle est la garantie d’un magasin ?", site=site)
    found = written.nearest(ASKED, site=site, language="fr", drafts=True)
    assert [near.text for near in found] == ["Oui, rue Mercière.", "Deux ans."]
    assert found[0].score > found[1].score and not found[0].is_live


def test_only_changed_phrasings_are_embedded_again(site, answer, embedder):
    made = answer("Oui.", "Un", "Deux", site=site)
    kept = made.phrasings.get(text="Un").pk
    written.keep_phrasings(made, ["Un", "Trois"])
    assert dict(made.phrasings.values_list("text", "pk"))["Un"] == kept
    assert list(made.phrasings.values_list("text", flat=True)) == ["Un", "Trois"]
