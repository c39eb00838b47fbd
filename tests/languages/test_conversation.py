"""A whole conversation over the socket in every language: the notice, fixed replies, a person, the desk's steps, the mail."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from chatbot.sites.dates import day
from conversations import handover, later, mailing, presence, tasks, turns
from conversations.models import Conversation, Message, Turn
from tests.conversations.conftest import TOKEN
from tests.languages.leaks import leaks

pytestmark = pytest.mark.django_db(transaction=True)
EVERY = [code for code, _name in settings.LANGUAGES]
ASKED = {
    "identity": {
        "fr": "Êtes-vous un humain ?",
        "en": "Are you a human?",
        "de": "Sind Sie ein Mensch?",
        "es": "¿Es usted una persona?",
        "it": "Lei è una persona vera?",
    },
    "emergency": {
        "fr": "Je veux mourir",
        "en": "I want to kill myself",
        "de": "Ich will mich umbringen",
        "es": "Quiero suicidarme",
        "it": "Voglio uccidermi",
    },
    "withdrawal": {
        "fr": "Je veux me rétracter de ma commande",
        "en": "I want to withdraw from my order",
        "de": "Ich möchte meine Bestellung widerrufen",
        "es": "Quiero desistir de mi pedido",
        "it": "Voglio recedere dal mio ordine",
    },
    "human": {
        "fr": "Je veux parler à un conseiller",
        "en": "I want to talk to a person",
        "de": "Ich möchte mit einem Menschen sprechen",
        "es": "Quiero hablar con una persona",
        "it": "Voglio parlare con una persona",
    },
}
NUMBERS = {
    "fr": ["112", "3114"],
    "en": ["112", "999"],
    "de": ["112", "0800 111 0 111"],
    "es": ["112", "024"],
    "it": ["112", "02 2327 2327"],
}
BUTTON = {
    "fr": "«\u00a0Parler à un conseiller\u00a0»",
    "en": "“Talk to a person”",
    "de": "„Mit einem Menschen sprechen“",
    "es": "«Hablar con una persona»",
    "it": "«Parla con una persona»",
}


@pytest.fixture(params=EVERY)
def language(request):
    return request.param


@pytest.fixture
def ask(site, tab, language):
    """Open the chat in the language; ask a question of a kind and return the frames that answer it."""
    opened = []

    async def _ask(kind):
        if not opened:
            opened.append(tab(site, language=language))
            opened.extend(await opened[0].open())
        asked = await opened[0].say(ASKED[kind][language])
        await opened[0].until("message", author_type="you", client_id=asked)
        turn = await Turn.objects.alatest("created_at")
        await tasks.answer_turn(turn_id=str(turn.pk))
        return opened[0], await opened[0].until("message", author_type="ai")

    return _ask


async def test_the_notice_comes_first_and_in_the_customers_language(site, tab, language):
    disclosure, state = await tab(site, language=language).open()
    assert disclosure["language"] == language and "Maison Lune" in disclosure["text"]
    assert leaks([disclosure["text"]], language) == [] and state["status"] == "new"


@pytest.mark.parametrize("kind", ["identity", "emergency", "withdrawal"])
async def test_what_is_recognised_is_answered_in_the_customers_language(ask, language, kind):
    _tab, reply = await ask(kind)
    assert (reply["language"], reply["origin"]) == (language, "fixed")
    assert leaks([reply["text"], reply["author"]], language) == []
    named = NUMBERS[language] if kind == "emergency" else [BUTTON[language]]
    assert all(word in reply["text"] for word in named)


async def test_whoever_asks_for_a_person_is_told_when_one_answers_in_their_language(site, ask, tab, language):
    opened, reply = await ask("human")
    promised = await opened.until("message", author_type="system", event="human_requested_offline")
    _disclosure, state = await tab(site, language=language).open()
    told = [reply["text"], promised["text"], promised["author"], state["later"]["answer_by"]]
    assert leaks(told, language) == [] and state["later"]["answer_by"] in promised["text"]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", "mercredi 25 novembre 2026"),
        ("en", "Wednesday 25 November 2026"),
        ("de", "Mittwoch, 25. November 2026"),
        ("es", "miércoles, 25 de noviembre de 2026"),
        ("it", "mercoledì 25 novembre 2026"),
    ],
)
def test_dates_are_written_as_people_write_them(language, written):
    with override(language):
        assert day(date(2026, 11, 25)).lower() == written.lower()


async def test_every_step_of_an_adviser_is_told_in_the_customers_language(ask, alice, language):
    await ask("human")
    conversation = await Conversation.objects.aget()

    def serve():
        presence.mark_present(alice)
        handover.take_over(conversation.pk, adviser=alice)
        handover.hand_back(conversation.pk, adviser=alice)
        handover.take_over(conversation.pk, adviser=alice)
        handover.close(conversation.pk, adviser=alice)
        return [line.text for line in Message.objects.filter(author="system", adviser=alice)]

    told = await sync_to_async(serve)()
    assert len(told) == 4 and leaks(told, language) == [] and "Alice" in told[0]


async def test_an_error_is_said_in_the_customers_language(site, tab, language):
    opened = tab(site, language=language)
    await opened.open()
    errors = []
    said = {"type": "message", "client_id": str(uuid4()), "text": " "}
    for frame in (said, {"type": "x"}, said | {"client_id": "x"}):
        await opened.send_json_to(frame)
        errors.append(await opened.until("error"))
    assert leaks([error["detail"] for error in errors], language) == []


def test_an_answer_by_mail_is_in_the_customers_language(site, say, alice, language, settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.lune.example", "bonjour@lune.example"
    from conversations import services

    say("12?", language=language)
    conversation = services.ask_for_person(site=site, token=TOKEN, language=language)
    later.leave_email(site=site, token=TOKEN, address="camille@client.example")
    handover.take_over(conversation.pk, adviser=alice)
    handover.reply(conversation.pk, adviser=alice, text="12.", client_id=uuid4())
    mailing.send_replies(conversation.pk)
    (sent,) = mail.outbox
    assert leaks([sent.subject, *sent.body.splitlines()], language) == []
    assert f"lang={language}" in sent.body and conversation.reference in sent.subject
    notes = [line.text for line in Message.objects.filter(author="system")]
    assert leaks(notes, language) == []


def test_an_answer_that_failed_says_so_in_the_customers_language(say, language):
    turn = say("12?", language=language).turn
    Turn.objects.filter(pk=turn.pk).update(created_at=timezone.now() - timedelta(minutes=1))
    turns.fail(turn.pk)
    reply = Message.objects.get(author="ai")
    assert leaks([reply.text], language) == [] and reply.language == language


async def test_a_german_reply_on_a_french_page_names_the_button_as_the_page_does(site, tab):
    opened = tab(site, language="fr")
    await opened.open()
    await opened.say(ASKED["identity"]["de"])
    await opened.until("message", author_type="you")
    await tasks.answer_turn(turn_id=str((await Turn.objects.alatest("created_at")).pk))
    reply = await opened.until("message", author_type="ai")
    assert reply["language"] == "de" and "„Parler à un conseiller“" in reply["text"]
