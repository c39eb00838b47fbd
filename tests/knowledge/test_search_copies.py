import pytest

from chatbot.knowledge.search import search, search_articles

pytestmark = pytest.mark.django_db
TEXT = "Les images sont gardées un mois. Ensuite elles sont effacées, sauf si la justice les demande."


def test_a_copy_of_an_article_counts_once_and_the_better_one_stays(site, published):
    published("copie", "Combien de temps gardez-vous les images ? (Copie)", TEXT)
    published("images", "Combien de temps gardez-vous les images ?", TEXT)
    published("autre", "Livraison", "Trois jours.")
    for find in (search, search_articles):
        assert [hit.external_id for hit in find("combien de temps les images", site=site)] == ["images", "autre"]


def test_texts_of_one_mould_under_other_titles_are_different_answers(site, published):
    published("dentistes", "Dentistes : que faire ?", TEXT)
    published("opticiens", "Opticiens : que faire ?", TEXT)
    assert [hit.external_id for hit in search_articles("que faire pour les opticiens", site=site)] == ["opticiens", "dentistes"]


def test_copies_leave_no_gap_in_what_is_found(site, published):
    for number in range(6):
        published(f"copie-{number}", "Combien de temps gardez-vous les images ?", TEXT)
    for number in range(5):
        published(f"autre-{number}", f"Sujet {number}", f"Les images du sujet {number} sont autres.")
    assert len(search_articles("images", site=site, limit=5)) == 5
