import pytest

from chatbot.knowledge.articles import Draft, publish, save_draft
from chatbot.knowledge.readings import LONGEST, reading_around, readings
from chatbot.knowledge.search import search

pytestmark = pytest.mark.django_db
SECTION = "Une lampe se rapporte dans sa boîte, avec le numéro {n} de la facture et le bon de retour signé. " * 8


@pytest.fixture
def long(site):
    body = "\n".join(f"# Partie {n}\n{SECTION.format(n=n)}" for n in range(6))
    version = save_draft(site, Draft("long", "fr", "Retours", body))
    publish(version)
    return version


def test_a_short_article_is_read_whole(site):
    version = save_draft(site, Draft("court", "fr", "Délais", "# Un\nDeux jours.\n# Deux\nQuatre jours."))
    publish(version)
    (only,) = readings(version)
    assert (only.version_id, only.title, only.passages) == (version.pk, "Délais", ("Deux jours.", "Quatre jours."))


def test_a_long_one_is_read_in_parts_that_no_question_changes(site, long):
    parts = readings(long)
    assert len(parts) > 1 and all(len("".join(part.passages)) <= LONGEST for part in parts)
    assert [text for part in parts for text in part.passages] == list(long.passages.values_list("text", flat=True))
    for hit in search("numéro de la facture", site=site):
        assert reading_around(hit) in parts and hit.text in reading_around(hit).passages


def test_a_passage_that_is_gone_is_read_alone(site, long):
    hit = search("numéro de la facture", site=site)[0]
    long.passages.all().delete()
    assert reading_around(hit).passages == (hit.text,)
