"""What customers see, take away and erase of the AI's drafts for advisers."""

import json
from uuid import uuid4

import pytest

from compliance.models import AuditEntry
from conversations import desk_drafts, handover, mailing, rights
from conversations.frames import message_frame
from conversations.models import Conversation, Draft, Message

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Les retours sont possibles pendant 30 jours."


@pytest.fixture
def held(site, alice, make_conversation):
    return make_conversation(site, status="human", adviser=alice, texts=["Combien de jours pour un retour ?"])


@pytest.fixture
def draft(site, alice, held):
    trace = {"model": {"name": "m", "sha256": "0" * 64}}
    return Draft.objects.create(site=site, conversation=held, adviser=alice, text=TEXT, origin="generated", trace=trace)


@pytest.fixture
def reply(held, alice, draft):
    def make(text=TEXT):
        handover.reply(held.pk, adviser=alice, text=text, client_id=uuid4(), draft_id=draft.pk)
        return Message.objects.get(author="human")

    return make


def owned(conversation):
    owner = rights.ConversationOwner()
    return owner, owner.of_key(str(conversation.pk))


@pytest.mark.parametrize(
    ("origin", "text", "term"),
    [
        ("generated", TEXT, "trainedAlgorithmicMedia"),
        ("generated", f"Bonjour. {TEXT}", "compositeWithTrainedAlgorithmicMedia"),
        ("extractive", TEXT, "digitalCreation"),
    ],
)
def test_the_customer_reads_and_machines_are_told_where_the_reply_comes_from(reply, draft, origin, text, term):
    Draft.objects.update(origin=origin)
    frame = message_frame(reply(text))
    assert frame["author"] == "Alice, conseiller, d’après une proposition de l’IA"
    assert (frame["author_type"], frame["origin"]) == ("human", "human_after_ai_draft")
    assert frame["digital_source_type"].endswith(f"/{term}")
    assert (frame["ai_generated"], frame["signature"]) == (False, None)  # a person has read it and answers for it


def test_a_persons_own_reply_says_nothing_of_an_ai(held, alice, draft):
    handover.reply(held.pk, adviser=alice, text=TEXT, client_id=uuid4())
    frame = message_frame(Message.objects.get(author="human"))
    assert (frame["author"], frame["digital_source_type"]) == ("Alice, conseiller", None)


def test_the_export_holds_drafts_used_or_not_and_who_read_them(held, reply, draft, site, alice):
    reply(TEXT.replace("30", "14"))
    unused = Draft.objects.create(site=site, conversation=held, adviser=alice, text="Non envoyé.", origin="extractive")
    owner, subject = owned(held)
    data = json.loads(json.dumps(owner.export(subject)))
    told = data["messages"][-1]
    assert (told["draft"], told["reviewed_by"], told["edit_distance"]) == (
        str(draft.pk),
        "Alice",
        pytest.approx(1 / 7, abs=0.001),
    )
    assert [(one["id"], one["text"]) for one in data["ai_drafts"]] == [(str(draft.pk), TEXT), (str(unused.pk), "Non envoyé.")]
    assert "edit_distance" not in data["messages"][0]


def test_they_are_counted_and_erased_with_the_conversation(held, reply):
    reply()
    owner, subject = owned(held)
    assert owner.counts(subject)["drafts"] == 1
    owner.erase(subject)
    assert owner.counts(subject)["drafts"] == 0
    assert not Draft.objects.exists() and not Conversation.objects.exists()


def test_the_mail_says_it_too(reply):
    assert "Alice, du service client (une personne), vous a écrit le" in mailing._line(reply())
    assert "d’après une proposition de l’IA" in mailing._line(Message.objects.get(author="human"))


def test_the_log_keeps_the_act_and_no_word(held, alice, reply):
    reply()
    entry = AuditEntry.objects.get(event="adviser_replied")
    assert entry.details["origin"] == "human_after_ai_draft"
    assert "retours" not in json.dumps(list(AuditEntry.objects.values_list("details", flat=True)))


def test_a_very_long_reply_is_measured(draft):
    assert desk_drafts.distance(TEXT, "mot " * 1000) > 0.99
