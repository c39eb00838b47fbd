"""The further rules of a site: evidence for every request for a person, and what the law of Spain adds."""

import csv
from datetime import date
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from chatbot.errors import Conflict
from chatbot.sites.checks import missing
from chatbot.sites.dates import day
from chatbot.sites.models import Site
from chatbot.sites.profiles import spain_answer_by
from compliance import audit
from compliance.models import AuditEntry
from conversations import desk_queue, handover, later, presence, services, tasks
from conversations.following import Position, news
from conversations.models import Message
from conversations.rights import ConversationOwner
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db


def following(site, *profiles, **fields):
    Site.objects.filter(pk=site.pk).update(profiles=list(profiles), **fields)
    site.refresh_from_db()
    return site


@pytest.fixture
def chief(alice):
    alice.is_superuser = True
    alice.save()
    client = Client()
    client.force_login(alice)
    return client


def test_every_request_for_a_person_has_its_evidence(site, alice, bob, chief, say):
    asked = services.ask_for_person(site=site, token=TOKEN, language="fr")
    services.ask_for_person(site=site, token="another", language="fr")
    handover.take_over(asked.pk, adviser=bob)
    handover.reply(asked.pk, adviser=bob, text="Bonjour", client_id=uuid4())
    rows = list(csv.DictReader(chief.get("/admin/conversations/personrequest/report.csv").text.splitlines()))
    assert [row["role"] for row in rows] == ["adviser", ""] and rows[0]["conversation"] == str(asked.pk)
    assert int(rows[0]["delay_seconds"]) >= 0 and rows[0]["answered_at"] > rows[0]["requested_at"] and not rows[1]["answered_at"]
    page = chief.get("/admin/conversations/personrequest/").text
    assert 'id="summary"' in page and asked.reference in page and bob.username not in page.split('id="summary"')[1]


def test_the_report_is_for_who_may_see_it_and_of_their_sites(site, other_site, charlie, say):
    services.ask_for_person(site=site, token=TOKEN, language="fr")
    stranger = Client()
    stranger.force_login(charlie)
    assert stranger.get("/admin/conversations/personrequest/report.csv").status_code == 403


@pytest.mark.parametrize("profiles", [[], ["finance"], ["finance", "spain"]])
def test_no_rule_takes_the_button_away(site, profiles):
    following(site, *profiles)
    page = Client().get(f"/chat/{site.public_key}/").text
    assert "Parler à un" in page or "Talk to a person" in page


def test_finance_must_name_the_languages_of_its_information(site):
    following(site, "finance")
    assert any("pre-contract" in lack for lack in missing(site))
    following(site, "finance", contract_languages=["fr"])
    assert not any("pre-contract" in lack for lack in missing(site))


def test_in_spain_the_key_comes_at_once_with_the_date(site, say):
    following(site, "spain")
    message = say()
    first = message.conversation.messages.order_by("seq").first()
    assert first.event == "query_key" and message.conversation.reference in first.text and "Vos données" in first.text
    say("Et encore ?")
    assert Message.objects.filter(event="query_key").count() == 1


def test_elsewhere_no_key_is_announced(site, say):
    assert not say().conversation.messages.filter(event="query_key").exists()


def test_fifteen_working_days_leave_out_weekends_and_the_holidays_of_spain():
    assert spain_answer_by(date(2026, 11, 2)) == date(2026, 11, 23)
    assert spain_answer_by(date(2026, 11, 25)) == date(2026, 12, 17)  # 8 December is one


def test_a_site_that_answers_later_is_held_to_fifteen_days(site, say):
    following(site, "spain", answer_days=30)
    assert services.ask_for_person(site=site, token=TOKEN, language="fr").later_reply.answer_by == spain_answer_by(
        Message.objects.latest("created_at").created_at.date()
    )


@pytest.mark.parametrize("phone", ["+34 905 123 456", "807 12 34 56", "0034803123456", "803.123.456", "806123456", "11818"])
def test_a_premium_number_is_refused_in_spain(site, phone):
    following(site, "spain", contact_phone=phone)
    with pytest.raises(ValidationError) as refused:
        site.clean()
    assert "contact_phone" in refused.value.message_dict
    assert any("telephone number without" in lack for lack in missing(site))
    following(site, contact_phone=phone)
    site.clean()


@pytest.mark.parametrize("phone", ["+34 900 123 456", "912 345 678", "+33 8 05 12 34 56", "+34 600 123 456"])
def test_an_ordinary_number_is_not(site, phone):
    following(site, "spain", contact_phone=phone).clean()


def test_in_spain_an_adviser_without_a_name_cannot_take_over(site, alice, say):
    conversation = say().conversation
    alice.first_name, alice.languages = "", ["fr"]
    alice.save()
    handover.close(conversation.pk, adviser=alice)
    following(site, "spain")
    conversation = say("Bonjour").conversation
    with pytest.raises(Conflict, match=r"nom|name"):
        handover.take_over(conversation.pk, adviser=alice)
    alice.first_name = "Alice"
    alice.save()
    assert "Alice" in handover.take_over(conversation.pk, adviser=alice).messages.latest("seq").text


def speaking(person, *languages):
    person.languages = list(languages)
    person.save(update_fields=["languages"])
    return person


def waiting_in(site, language, token=TOKEN):
    return services.ask_for_person(site=site, token=token, language=language)


def test_finance_wants_an_adviser_for_each_language_of_its_information(site, alice):
    following(site, "finance", contract_languages=["de", "fr"])
    speaking(alice, "fr")
    assert [lack for lack in missing(site) if "languages include" in lack] == [
        "an adviser whose languages include de (further rules)"
    ]
    speaking(alice, "fr", "de")
    assert not any("languages include" in lack for lack in missing(site))


def test_in_finance_only_who_speaks_the_contracts_language_takes_over(site, alice, bob):
    following(site, "finance", contract_languages=["fr", "de"])
    asked = waiting_in(site, "de")
    speaking(alice, "fr")
    with pytest.raises(Conflict, match="Deutsch"):
        handover.take_over(asked.pk, adviser=alice)
    assert [line["can_take"] for line in desk_queue.queue(alice)] == [False]
    assert [line["can_take"] for line in desk_queue.queue(speaking(bob, "de"))] == [True]
    assert handover.take_over(asked.pk, adviser=bob).adviser == bob


def test_a_language_that_no_rule_names_is_served_by_anybody(site, alice):
    following(site, "finance", contract_languages=["fr"])
    handover.take_over(waiting_in(site, "en").pk, adviser=alice)
    following(site)
    handover.take_over(waiting_in(site, "de", "another").pk, adviser=alice)


def test_who_speaks_another_language_is_not_announced_as_being_there(site, alice, bob):
    following(site, "finance", contract_languages=["de"])
    presence.mark_present(speaking(alice, "fr"))
    asked = waiting_in(site, "de")
    assert asked.messages.filter(event="human_requested_offline").exists() and asked.later_reply.answer_by
    assert news(site, TOKEN, since=Position(), language="de").state["advisers_online"] is False
    presence.mark_present(speaking(bob, "de"))
    assert waiting_in(site, "de", "another").messages.filter(event="human_requested").exists()
    assert news(site, TOKEN, since=Position(), language="de").state["advisers_online"] is True


def test_the_evidence_says_in_which_language_it_was_asked_and_answered(site, alice, bob, chief):
    following(site, "finance", contract_languages=["de"])
    asked = waiting_in(site, "de")
    waiting_in(site, "en", "another")
    handover.take_over(asked.pk, adviser=speaking(bob, "de"))
    handover.reply(asked.pk, adviser=bob, text="Guten Tag", client_id=uuid4())
    rows = list(csv.DictReader(chief.get("/admin/conversations/personrequest/report.csv").text.splitlines()))
    assert [(row["language"], row["in_language"]) for row in rows] == [("de", "yes"), ("en", "")]
    page = chief.get("/admin/conversations/personrequest/", headers={"accept-language": "en"}).text
    assert "Deutsch" in page and "in this language" in page.lower()


def test_an_advisers_languages_are_ticked_in_the_admin(alice, bob, chief):
    address = f"/admin/conversations/adviser/{bob.pk}/change/"
    form = chief.get(address).context["adminform"].form
    kept = {name: value for name, value in form.initial.items() if value not in (None, "", [], False) and "date" not in name}
    kept |= {"sites": [site.pk for site in bob.sites.all()], "languages": ["de", "fr"]}
    for name in ("last_login", "password", "groups", "user_permissions"):
        kept.pop(name, None)
    done = chief.post(address, kept)
    bob.refresh_from_db()
    assert done.status_code == 302 and bob.languages == ["de", "fr"]


@pytest.fixture
def smtp(settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.lune.example", "bonjour@lune.example"


@pytest.mark.usefixtures("smtp")
def test_in_spain_the_copy_sends_itself_when_the_conversation_ends(site, alice, say):
    following(site, "spain", answer_days=30)
    say("¿Dónde está mi pedido?", language="es")
    asked = waiting_in(site, "es")
    later.leave_email(site=site, token=TOKEN, address="camila@cliente.example")
    handover.take_over(asked.pk, adviser=speaking(alice, "es"))
    handover.reply(asked.pk, adviser=alice, text="Llega mañana.", client_id=uuid4())
    assert not ProcrastinateJob.objects.filter(task_name="mail_copy").exists()
    handover.close(asked.pk, adviser=alice)
    job = ProcrastinateJob.objects.get(task_name="mail_copy")
    tasks.mail_copy(**job.args)
    [sent] = mail.outbox
    [page], [name] = [part.content for part in sent.alternatives], [part.filename for part in sent.attachments]
    key, by = asked.reference, day_of(site)
    assert sent.to == ["camila@cliente.example"] and key in sent.subject and name == f"conversation-{key}.pdf"
    for written in (sent.body, page):
        assert all(words in written for words in (key, by, "¿Dónde está mi pedido?", "Llega mañana.", "Alice"))
    named = audit.reference(str(asked.pk), subject=str(asked.pk))
    assert [entry.object_id for entry in AuditEntry.objects.filter(event="copy_mailed")] == [named]
    assert not any("cliente" in str(entry.details) for entry in AuditEntry.objects.all())


def day_of(site):
    with override("es"):
        return day(spain_answer_by(timezone.localdate()))


@pytest.mark.usefixtures("smtp")
def test_without_an_address_or_the_rule_nothing_is_mailed(site, alice, say):
    conversation = say().conversation
    services.ask_for_person(site=site, token=TOKEN, language="fr")
    later.leave_email(site=site, token=TOKEN, address="camila@cliente.example")
    handover.close(conversation.pk, adviser=alice)
    following(site, "spain")
    handover.close(say("Hola", token="another").conversation.pk, adviser=alice)
    assert not ProcrastinateJob.objects.filter(task_name="mail_copy").exists()


def test_a_copy_goes_nowhere_after_an_erasure(site, alice, say):
    following(site, "spain")
    conversation = say().conversation
    services.ask_for_person(site=site, token=TOKEN, language="fr")
    later.leave_email(site=site, token=TOKEN, address="camila@cliente.example")
    handover.close(conversation.pk, adviser=alice)
    owner = ConversationOwner()
    owner.erase(owner.of_key(str(conversation.pk)))
    tasks.mail_copy(conversation_id=str(conversation.pk))
    assert not ProcrastinateJob.objects.filter(task_name="mail_copy").exists() and mail.outbox == []


@pytest.mark.usefixtures("smtp")
def test_in_spain_the_field_for_the_address_says_what_it_is_used_for(site, say):
    following(site, "spain")
    client = Client()
    page = client.get(f"/chat/{site.public_key}/?lang=es").text
    following(site)
    other = client.get(f"/chat/{site.public_key}/?lang=es").text
    assert "copia" in page.split('id="address-why"')[1][:200] and "copia" not in other.split('id="address-why"')[1][:200]
