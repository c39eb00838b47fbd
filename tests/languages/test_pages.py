"""Every page that a customer may see, walked in every language: nothing on it is in another one."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from chatbot.answering.texts import text
from chatbot.inference.register import SMOLLM2
from chatbot.sites.models import AIStop
from compliance import about
from conversations import access, codes, services
from conversations.messages import add_message
from conversations.models import Message
from tests.languages.leaks import leaks, texts_of

pytestmark = pytest.mark.django_db
NEW = ("de", "es", "it")
EVERY = [code for code, _name in settings.LANGUAGES]
TOKEN = "token-of-one-browser"


@pytest.fixture(params=EVERY)
def language(request):
    return request.param


@pytest.fixture
def company(site):
    """A site that has said all that it can say of itself."""
    site.opening_hours = {str(number): [["09:00", "18:00"]] for number in range(5)}
    site.contact_email, site.contact_phone = "bonjour@lune.example", "+33 1 99 00 00 00"
    site.contact_address, site.withdrawal_url = "1 rue de la Lune", "https://lune.example/w"
    site.mediator_name, site.mediator_url = "Médiation Exemple", "https://mediation.example"
    site.save()
    return site


@pytest.fixture
def talk(company, language):
    """A conversation that waits for a person, with an answer that was disliked, one that was stopped, and a choice."""
    said = services.receive_message(site=company, token=TOKEN, client_id=uuid4(), text="Lampe 12?", language=language)
    conversation = access.lock(said.conversation)
    reply = text("not_found", language, company.company)
    source = {"id": "a", "title": "Lampe", "url": "https://lune.example/a"}
    kinds = [{"sources": [source]}, {"is_stopped": True}, {"choices": ["1", "2"]}]
    told = [add_message(conversation, author=Message.Author.AI, text=reply, origin="fixed", **kind) for kind in kinds]
    services.leave_feedback(site=company, token=TOKEN, message_id=told[0].pk, value=-1, comment="12", reason="wrong")
    services.leave_feedback(site=company, token=TOKEN, message_id=told[2].pk, value=1, comment="", reason="")
    return services.ask_for_person(site=company, token=TOKEN, language=language)


@pytest.fixture
def client(language):
    """A customer's browser, which asks for this language."""
    visitor = Client(headers={"accept-language": f"{language}-{language.upper()},{language};q=0.9"})
    visitor.cookies["guichet_customer"] = TOKEN
    return visitor


def seen(response, language, status=200):
    """Return the page's texts; the test fails on one that is not in the language."""
    assert response.status_code == status
    texts = texts_of(response.text, language)
    assert leaks(texts, language) == []
    return " ".join(texts)


def test_the_walk_notices_a_text_of_another_language(language):
    other = "fr" if language != "fr" else "en"
    words = {"fr": "Aller au contenu", "en": "Skip to the content"}[other]
    assert leaks([words], language) == [words]
    sentence = {"fr": "Vous êtes au rang 3 dans la file d’attente", "en": "You are number 3 in the queue for an adviser"}[other]
    assert leaks([sentence], language) == [sentence]


@pytest.mark.parametrize("path", ["/privacy/", "/ai/", "/ai/verify", "/contact/", "/accessibility/", "/"])
def test_a_page_is_in_the_browsers_language(client, company, language, path):
    assert seen(client.get(path), language)


def test_the_chat_is_in_the_browsers_language_before_the_first_message(client, company, language):
    seen(client.get(f"/chat/{company.public_key}/"), language)


def test_the_chat_without_javascript_is_in_one_language_with_all_that_it_can_show(client, company, talk, language):
    page = seen(client.get(f"/chat/{company.public_key}/?embedded=1"), language)
    assert talk.reference in page


@pytest.mark.parametrize("action", ["send", "email", "nothing known"])
def test_a_refusal_of_the_form_without_javascript_is_in_one_language(client, company, talk, language, action):
    client.get(f"/chat/{company.public_key}/")  # the notice, without which nothing is taken
    refused = client.post(f"/chat/{company.public_key}/", {"action": action, "text": "", "address": "x", "client_id": uuid4()})
    seen(refused, language, refused.status_code)
    assert refused.status_code >= 400


def test_a_switched_off_ai_is_told_in_one_language(client, company, talk, language):
    AIStop.objects.create(site=company)
    seen(client.get(f"/chat/{company.public_key}/"), language)
    seen(client.get("/ai/"), language)


def test_the_model_is_described_in_one_language(client, company, language, monkeypatch):
    monkeypatch.setattr(about, "current_card", lambda: SMOLLM2)
    seen(client.get("/ai/"), language)


def test_ones_data_is_shown_taken_away_and_erased_in_one_language(client, talk, language):
    home = f"/privacy/{talk.reference}/"
    seen(client.get("/privacy/"), language)
    for path in ("", "download.html", "erase/"):
        seen(client.get(f"{home}{path}"), language)
    for kind in ("rectification", "restriction", "ai_opt_out", "consent", "other"):
        seen(client.get(f"{home}ask/{kind}/"), language)
    seen(client.post(f"{home}ask/restriction/", follow=True), language)
    seen(client.get("/privacy/receipt/"), language)
    seen(client.post(f"{home}erased/", follow=True), language)
    seen(client.get("/privacy/"), language)


def test_a_wrong_code_and_too_many_of_them_are_refused_in_one_language(client, company, language):
    seen(client.post("/privacy/", {"code": "AAAA"}), language, 422)
    for _try in range(10):
        last = client.post("/privacy/", {"code": "AAAA"})
    seen(last, language, 429)


def test_a_message_by_the_contact_page_is_taken_in_one_language(client, company, language):
    typed = {"client_id": uuid4(), "text": "Lampe 12?", "email": "x"}
    seen(client.post("/contact/", typed), language, 400)
    seen(client.post("/contact/", typed | {"text": ""}), language, 400)
    seen(client.post("/contact/", typed | {"email": ""}), language)
    assert Message.objects.filter(event="contact_form", conversation__language=language).exists()


def test_a_text_is_verified_in_one_language(client, company, talk, language):
    reply = text("not_found", language, company.company)
    signed = [{"text": "12", "signature": "{}"}, {"text": "12", "signature": "{"}]
    for asked in ({"text": ""}, {"text": "12"}, {"text": reply}, *signed):
        answer = client.post("/ai/verify", asked, headers={"accept": "text/html"})
        seen(answer, language, answer.status_code)


def test_pages_that_do_not_exist_say_so_in_one_language(client, company, language):
    seen(client.get("/nothing/here"), language, 404)
    seen(client.get("/privacy/AAAABBBB/"), language, 404)


def test_the_address_chooses_the_language_and_every_link_keeps_it(company, language):
    stranger = Client(headers={"accept-language": "nl"})
    for path in ("/privacy/", "/ai/", "/contact/", "/accessibility/"):
        page = stranger.get(f"{path}?lang={language}")
        seen(page, language)
        assert f"/privacy/?lang={language}" in page.text
        assert all(f'hreflang="{code}"' in page.text for code in EVERY if code != language)


@pytest.mark.parametrize("language", NEW)
def test_an_adviser_whose_browser_speaks_another_language_gets_the_desk_in_english(language, site, alice):
    visitor = Client(headers={"accept-language": language})
    assert '<html lang="en"' in visitor.get("/admin/login/").text.replace("en-us", "en")
    visitor.force_login(alice)
    assert '<html lang="en"' in visitor.get("/admin/desk/").text


def test_an_adviser_gets_the_second_best_language_of_the_browser_before_english(site, alice):
    visitor = Client(headers={"accept-language": "de,fr;q=0.8,en;q=0.5"})
    visitor.force_login(alice)
    assert '<html lang="fr"' in visitor.get("/admin/desk/").text


def test_a_code_opens_the_conversation_in_the_readers_language(client, talk, language):
    client.cookies.clear()
    seen(client.post(f"/privacy/?lang={language}", {"code": codes.code_of(talk)}, follow=True), language)
