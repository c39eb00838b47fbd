import pytest

from chatbot.inference.register import SMOLLM2
from compliance import about

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "words"), [("fr", "Ce n’est pas une personne"), ("en", "It is not a person")])
def test_it_says_which_model_answers_and_what_it_is(client, monkeypatch, language, words):
    monkeypatch.setattr(about, "current_card", lambda: SMOLLM2)
    page = client.get(f"/ai/?lang={language}").text
    assert words in page and SMOLLM2.sha256 in page and SMOLLM2.developer in page and SMOLLM2.licence in page


def test_without_a_model_it_says_that_answers_are_quotations(client, monkeypatch):
    monkeypatch.setattr(about, "current_card", lambda: None)
    assert "citation" in client.get("/ai/?lang=fr").text


def test_the_contact_page_speaks_of_the_site_that_one_comes_from(client, site, other_site):
    assert "Atelier Soleil" in client.get(f"/contact/?lang=fr&site={other_site.public_key}").text
    assert "Maison Lune" in client.get("/contact/?lang=fr").text
