import hashlib
import html
import json
import re

import pytest

from chatbot import conf
from chatbot.answering import compose
from chatbot.inference.register import SMOLLM2
from chatbot.knowledge.readings import Reading
from compliance import about

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "words"), [("fr", "Ce n’est pas une personne"), ("en", "It is not a person")])
def test_it_says_which_model_answers_and_what_it_is(client, monkeypatch, language, words):
    monkeypatch.setattr(about, "current_card", lambda: SMOLLM2)
    page = client.get(f"/ai/?lang={language}").text
    assert words in page and SMOLLM2.sha256 in page and SMOLLM2.developer in page and SMOLLM2.licence in page


def test_it_shows_a_model_that_the_operator_has_entered(client, monkeypatch, tmp_path, request):
    request.addfinalizer(conf.load.cache_clear)
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "lanterne.gguf").write_bytes(b"GGUF")
    row = {
        "name": "Lanterne", "file": "lanterne.gguf", "developer": "Atelier Lune", "country": "FR", "licence": "MIT", "size": 4,
        "sha256": hashlib.sha256(b"GGUF").hexdigest(), "context": 512, "template": "file", "languages": ["fr"],
        "training_data": "Des pages d’aide.", "training_link": "https://lune.example/lanterne", "may_compose": False,
    }  # fmt: skip
    (folder / "register.json").write_text(json.dumps({"models": [row]}))
    monkeypatch.setenv("GUICHET_VAR", str(tmp_path))
    monkeypatch.setenv("GUICHET_MODEL", "Lanterne")
    conf.load.cache_clear()
    page = client.get("/ai/?lang=fr").text
    (folder / "register.json").write_text("{")
    spoilt = client.get("/ai/?lang=fr")
    assert all(str(row[fact]) in page for fact in ("name", "developer", "licence", "sha256", "training_data", "training_link"))
    assert spoilt.status_code == 200 and "Lanterne" not in spoilt.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_publishes_the_very_instructions_that_the_model_gets(client, site, language):
    given = compose.public_prompt(Reading(1, "Retours", ("Sous 14 jours.",)), language=language, company=site.company)
    page = html.unescape(client.get("/ai/?lang=fr").text)
    assert f'lang="{language}">{given.system}</p>' in page and compose.PROMPT_VERSION in page


def test_it_says_where_to_complain_and_how_accessible_it_is(client, site):
    page = client.get("/ai/?lang=fr").text
    assert "Signaler cette réponse" in page
    assert all(f'href="{path}?lang=fr&amp;site={site.public_key}"' in page for path in ("/contact/", "/accessibility/"))


@pytest.mark.parametrize(("mode", "words"), [("quote", "cite uniquement"), ("compose", "chacune vérifiée")])
def test_it_says_how_the_model_answers_on_this_very_site(client, monkeypatch, site, mode, words):
    monkeypatch.setattr(about, "current_card", lambda: SMOLLM2)
    site.calibration = {"modes": {SMOLLM2.sha256: {"mode": mode}}}
    site.save()
    page = client.get("/ai/?lang=fr").text
    assert words in page and "<dd>Anglais</dd>" in page


def test_without_a_model_it_says_that_answers_are_quotations(client, monkeypatch):
    monkeypatch.setattr(about, "current_card", lambda: None)
    assert "citation" in client.get("/ai/?lang=fr").text


def test_the_contact_page_speaks_of_the_site_that_one_comes_from(client, site, other_site):
    assert "Atelier Soleil" in client.get(f"/contact/?lang=fr&site={other_site.public_key}").text
    assert "Maison Lune" in client.get(f"/contact/?lang=fr&site={site.public_key}").text


def test_where_one_company_is_served_the_address_need_not_name_it(client, site):
    assert "Maison Lune" in client.get("/contact/?lang=fr").text


@pytest.mark.parametrize("query", ["", "&site=unknown", "&site=%00"])
def test_the_contact_page_does_not_guess_the_company(client, site, other_site, query):
    page = client.get(f"/contact/?lang=fr{query}").text
    assert "Maison Lune" not in page and "<textarea" not in page and "quelle entreprise" in page


@pytest.mark.parametrize("path", ["/privacy/", "/ai/", "/accessibility/", "/ai/verify", "/contact/"])
def test_every_public_page_leads_to_the_contact_page_of_its_own_company(client, site, other_site, path):
    page = client.get(f"{path}?lang=fr&site={other_site.public_key}").text
    links = re.findall(r'href="((?:/(?:privacy|ai|accessibility|contact)/|/ai/verify)?\?[^"]*)"', page)
    assert links and all(f"site={other_site.public_key}" in link for link in links), links
