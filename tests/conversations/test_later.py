"""Nobody on duty: an honest date, a reference, an address if the customer wants, and an adviser's answer by mail."""

import smtplib
import traceback
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from asgiref.sync import sync_to_async
from django.core import mail
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from chatbot.errors import Invalid, NotFound, TooFast
from chatbot.sites import hours
from chatbot.sites.models import Site
from conversations import codes, desk_queue, handover, later, mailing, presence, services, tasks
from conversations.models import Conversation, LaterReply, Message
from conversations.rights import ConversationOwner
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "camille@client.example"


@pytest.fixture
def asked(site, say):
    """A customer has asked for a person while nobody is there."""
    say("Ma lampe est arrivée cassée.")
    return services.ask_for_person(site=site, token=TOKEN, language="fr")


@pytest.fixture
def smtp(settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.lune.example", "bonjour@lune.example"


def leave(site, address=ADDRESS, token=TOKEN):
    later.leave_email(site=site, token=token, address=address)


def answer(conversation, alice, text="Nous vous envoyons une autre lampe."):
    handover.take_over(conversation.pk, adviser=alice)
    return handover.reply(conversation.pk, adviser=alice, text=text, client_id=uuid4())


def test_the_customer_is_told_who_is_away_until_when_and_by_which_date(site, asked):
    told = Message.objects.get(event="human_requested_offline").text
    reply = asked.later_reply
    assert reply.answer_by == hours.answer_by(site, timezone.now())
    assert "Aucun conseiller n’est en ligne" in told and asked.reference in told and str(reply.answer_by.year) in told


def test_with_opening_hours_the_next_opening_is_named(site, say):
    tomorrow = timezone.localtime() + timedelta(days=1)
    site.opening_hours = {str(tomorrow.weekday()): [["09:00", "18:00"]]}
    site.save()
    say()
    services.ask_for_person(site=site, token=TOKEN, language="en")
    assert "de retour le" in Message.objects.get(event="human_requested_offline").text
    assert "à 9\u00a0h." in Message.objects.get(event="human_requested_offline").text


def test_an_adviser_who_is_there_needs_no_promise(site, alice, say):
    presence.mark_present(alice)
    say()
    services.ask_for_person(site=site, token=TOKEN, language="fr")
    assert not LaterReply.objects.exists()


def test_who_waits_while_all_advisers_leave_is_told_a_date_once(site, alice, say):
    presence.mark_present(alice)
    say()
    conversation = services.ask_for_person(site=site, token=TOKEN, language="fr")
    assert later.promise_to_the_forgotten() == 0
    Conversation.objects.update(waiting_since=timezone.now() - timedelta(minutes=3))
    assert later.promise_to_the_forgotten() == 0  # she is still there
    type(alice).objects.update(last_seen_at=None)
    tasks.promise_answers(timestamp=0)
    tasks.promise_answers(timestamp=0)
    assert Message.objects.filter(event="still_waiting").count() == 1
    assert conversation.reference in Message.objects.get(event="still_waiting").text


def test_no_address_is_kept_before_the_customer_gives_one(asked):
    assert asked.later_reply.email == ""


@pytest.mark.parametrize("address", ["", "camille", "a@b", "x" * 250 + "@client.example"])
def test_what_is_no_address_is_refused(site, asked, address):
    with pytest.raises(Invalid):
        leave(site, address)
    assert LaterReply.objects.get().email == ""


def test_the_address_can_be_changed_five_times_an_hour_and_the_same_changes_nothing(site, asked):
    for _ in range(6):
        leave(site)
    assert Message.objects.filter(event="email_left").count() == 1
    for number in range(4):
        leave(site, f"camille{number}@client.example")
    with pytest.raises(TooFast, match=r"fois par heure|times an hour"):
        leave(site, "camille9@client.example")
    assert LaterReply.objects.get().email == "camille3@client.example"


def test_only_who_waits_can_leave_one(site, say):
    say()
    with pytest.raises(NotFound):
        leave(site)


async def test_the_page_shows_the_promise_and_takes_the_address(site, tab, say):
    await sync_to_async(say)()
    one = tab(site)
    await one.open()
    await one.send_json_to({"type": "human"})
    promise = (await one.until("state", status="waiting"))["later"]
    assert promise["reference"] and str(date.today().year) in promise["answer_by"] and not promise["has_email"]
    await one.send_json_to({"type": "email", "address": "nowhere"})
    assert (await one.until("error"))["code"] == "invalid"
    await one.send_json_to({"type": "email", "address": ADDRESS})
    assert (await one.until("state"))["later"]["has_email"]
    assert ADDRESS not in str(await one.until("message", event="email_left"))


def test_the_page_without_scripts_does_the_same(client, site, asked):
    client.cookies["guichet_customer"] = TOKEN
    page = client.get(f"/chat/{site.public_key}/?lang=fr").text
    assert asked.reference in page and "Uniquement pour vous envoyer cette réponse" in page
    answer = client.post(f"/chat/{site.public_key}/?lang=fr", {"action": "email", "address": ADDRESS})
    assert answer.status_code == 302 and LaterReply.objects.get().email == ADDRESS
    assert "sera aussi envoyée à votre adresse" in client.get(f"/chat/{site.public_key}/?lang=fr").text


def test_the_desk_sees_the_promise_in_its_queue(site, asked, alice):
    line = desk_queue.line(alice, asked.pk)
    assert line["later"]["answer_by"] == asked.later_reply.answer_by.isoformat() and not line["later"]["late"]
    LaterReply.objects.update(answer_by=date(2026, 1, 2))
    assert desk_queue.line(alice, asked.pk)["later"]["late"]


def test_an_answer_is_mailed_with_who_wrote_it(site, asked, alice, smtp):
    leave(site)
    answer(asked, alice)
    job = ProcrastinateJob.objects.get(task_name="mail_replies", args__conversation_id=str(asked.pk))
    tasks.mail_replies(**job.args)
    tasks.mail_replies(**job.args)
    (sent,) = mail.outbox
    assert sent.to == [ADDRESS] and sent.subject == f"Maison Lune\u00a0: réponse à votre demande {asked.reference}"
    assert "Alice" in sent.body and "une personne, pas l’IA" in sent.body and "une autre lampe" in sent.body
    line = desk_queue.line(alice, asked.pk)["later"]
    assert line == {"answer_by": None, "late": False, "mail": "sent", "email": ""}


def test_a_mail_holds_no_key_to_the_conversation_and_says_where_to_write_back(site, asked, alice, smtp):
    leave(site)
    answer(asked, alice)
    tasks.mail_replies(conversation_id=str(asked.pk))
    body = mail.outbox[0].body
    assert asked.reference in body and codes.code_of(asked) not in body and codes.code_of(asked)[-4:] not in body
    assert "sur la page où vous avez écrit" in body and "menu du chat" in body


def test_a_mail_to_who_wrote_on_the_contact_page_leads_back_there(client, site, alice, smtp):
    sent = {"text": "Ma lampe est cassée.", "email": ADDRESS, "client_id": uuid4()}
    client.post(f"/contact/?lang=fr&site={site.public_key}", sent)
    conversation = Conversation.objects.get()
    answer(conversation, alice)
    tasks.mail_replies(conversation_id=str(conversation.pk))
    body = mail.outbox[0].body
    assert f"rappelant la référence {conversation.reference}" in body and f"/contact/?lang=fr&site={site.public_key}" in body
    assert "chat" not in body and codes.code_of(conversation) not in body


def test_a_mail_server_that_names_the_address_brings_it_into_no_log(site, asked, alice, smtp, monkeypatch):
    leave(site)
    answer(asked, alice)

    def refuse(self, *args, **options):
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, b"unknown")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(mailing.MailNotSent) as raised:
        tasks.mail_replies(conversation_id=str(asked.pk))
    logged = "".join(traceback.format_exception(raised.value))
    assert "SMTPRecipientsRefused" in logged and ADDRESS not in logged


def test_a_company_name_of_two_lines_makes_one_subject(site, asked, alice, smtp):
    Site.objects.update(company="Maison\r\nLune")
    leave(site)
    answer(asked, alice)
    tasks.mail_replies(conversation_id=str(asked.pk))
    assert mail.outbox[0].subject.startswith("Maison Lune")


def test_a_mail_gives_the_time_of_the_company(site, asked, alice, smtp):
    Site.objects.update(time_zone="Pacific/Auckland")
    leave(site)
    line = answer(asked, alice)
    Message.objects.filter(pk=line.pk).update(created_at=datetime(2026, 11, 30, 20, 0, tzinfo=UTC))
    tasks.mail_replies(conversation_id=str(asked.pk))
    assert "mardi 1er décembre 2026 à 9\u00a0h" in mail.outbox[0].body


def test_a_promise_is_late_when_the_day_is_over_at_the_company(site, asked, alice):
    for zone, late in (("Pacific/Kiritimati", True), ("Etc/GMT+12", False)):  # their dates are never the same
        Site.objects.update(time_zone=zone)
        LaterReply.objects.update(answer_by=timezone.localdate(timezone=ZoneInfo("Etc/GMT+12")))
        assert desk_queue.line(alice, asked.pk)["later"]["late"] is late


def test_what_is_handed_back_unanswered_leaves_no_old_promise(site, asked, alice):
    leave(site)
    handover.take_over(asked.pk, adviser=alice)
    handover.hand_back(asked.pk, adviser=alice)
    assert not LaterReply.objects.exists()


def test_a_new_wait_after_an_answer_is_promised_a_date_again_and_asks_for_the_address_again(site, asked, alice):
    leave(site)
    answer(asked, alice)
    handover.hand_back(asked.pk, adviser=alice)
    presence.mark_present(alice)
    services.ask_for_person(site=site, token=TOKEN, language="fr")
    assert later.promise_to_the_forgotten() == 0
    type(alice).objects.update(last_seen_at=None)
    Conversation.objects.update(waiting_since=timezone.now() - timedelta(minutes=3))
    assert [later.promise_to_the_forgotten(), later.promise_to_the_forgotten()] == [1, 0]
    found = LaterReply.objects.get()
    assert found.answered_at is None and found.email == ""


def test_several_lines_make_one_mail_and_what_was_read_in_the_chat_makes_none(site, asked, alice, smtp):
    leave(site)
    answer(asked, alice)
    handover.reply(asked.pk, adviser=alice, text="Elle part demain.", client_id=uuid4())
    tasks.mail_replies(conversation_id=str(asked.pk))
    assert len(mail.outbox) == 1 and "Elle part demain." in mail.outbox[0].body
    last = handover.reply(asked.pk, adviser=alice, text="Autre chose ?", client_id=uuid4())
    services.mark_read(site=site, token=TOKEN, seq=last.seq)
    tasks.mail_replies(conversation_id=str(asked.pk))
    assert len(mail.outbox) == 1


def test_without_a_mail_server_the_desk_is_told_and_given_the_address(site, asked, alice):
    leave(site)
    assert desk_queue.line(alice, asked.pk)["later"]["mail"] == "unconfigured"
    answer(asked, alice)
    tasks.mail_replies(conversation_id=str(asked.pk))
    assert mail.outbox == [] and desk_queue.line(alice, asked.pk)["later"]["email"] == ADDRESS


def test_a_mail_server_that_fails_is_told_and_tried_again(site, asked, alice, smtp, monkeypatch):
    leave(site)
    answer(asked, alice)

    def refuse(self, *args, **options):
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", refuse)
        with pytest.raises(mailing.MailNotSent, match="SMTPServerDisconnected"):  # the job is queued again
            tasks.mail_replies(conversation_id=str(asked.pk))
    seen = desk_queue.line(alice, asked.pk)["later"]
    assert (seen["mail"], seen["email"]) == ("failed", ADDRESS)
    tasks.mail_replies(conversation_id=str(asked.pk))
    assert len(mail.outbox) == 1


def test_going_back_to_the_ai_forgets_the_address(site, asked):
    leave(site)
    services.resume_assistant(site=site, token=TOKEN)
    assert not LaterReply.objects.exists()


def test_the_portal_shows_the_address_and_counts_it_in_the_receipt(client, site, asked):
    leave(site)
    client.cookies["guichet_customer"] = TOKEN
    assert "L’adresse e-mail que vous avez éventuellement laissée" in client.get("/privacy/?lang=fr").text
    for page in ("", "download.html"):
        assert ADDRESS in client.get(f"/privacy/{asked.reference}/{page}?lang=fr").text
    receipt = client.post(f"/privacy/{asked.reference}/erased/?lang=fr", follow=True).text
    assert (
        '<th scope="row">Adresses e-mail</th><td class="number">1</td><td class="number">0</td>' in receipt
        and ADDRESS not in receipt
    )


def test_the_address_is_exported_and_erased_with_the_conversation(site, asked, alice):
    leave(site)
    answer(asked, alice)
    owner = ConversationOwner()
    subject = owner.of_key(str(asked.pk))
    assert owner.export(subject)["later_reply"]["email"] == ADDRESS
    assert owner.counts(subject)["emails"] == 1
    owner.erase(subject)
    assert not LaterReply.objects.exists()
    assert not ProcrastinateJob.objects.filter(args__conversation_id=str(asked.pk)).exists()
