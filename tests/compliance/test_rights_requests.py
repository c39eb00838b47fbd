"""Exercising a right: what takes effect at once, what a person decides by a date, and what a stranger never sees."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from chatbot.errors import Conflict, Invalid
from compliance import requests
from compliance.models import LegalHold, RightsRequest
from compliance.owners import find
from compliance.pdf import contested, pdf
from compliance.requests import Channel, Kind
from compliance.requests_owner import code_of
from compliance.transcript_mail import plain
from conversations import access, desk_queue, services
from conversations.models import Conversation, Correction, LaterReply, Turn
from conversations.rights import ConversationOwner
from conversations.turns import begin

pytestmark = pytest.mark.django_db
DANA = "dana"


def say(site, text, token=DANA):
    return services.receive_message(site=site, token=token, client_id=uuid4(), text=text, language="fr")


@pytest.fixture
def written(site):
    return say(site, "Ma commande n’arrive pas").conversation


def browser(token="", language="fr"):
    client = Client(headers={"accept-language": language})
    if token:
        client.cookies["guichet_customer"] = token
    return client


def ask(written, kind, token=DANA, **fields):
    return browser(token).post(f"/privacy/{written.reference}/ask/{kind}/", fields, follow=True)


def entered(site, **changes):
    return requests.receive(**{"site": site, "kind": Kind.OTHER, "channel": Channel.ADVISER, "language": "fr", **changes})


def test_a_correction_stands_beside_the_message_which_stays(written, alice):
    answer = ask(written, "rectification", number="1", words="C’est la commande 1234, pas 4321")
    assert answer.status_code == 200 and "Vous recevrez une réponse le" in answer.text
    assert Correction.objects.get().message.text == "Ma commande n’arrive pas"
    assert "1234, pas 4321" in browser("dana").get(f"/privacy/{written.reference}/").text
    assert "1234, pas 4321" in browser("dana").get(f"/privacy/{written.reference}/download.html").text
    data = ConversationOwner().export(find("conversations", str(written.pk)))
    assert "1234, pas 4321" in plain(data, why="") and "1234, pas 4321" in contested(data["messages"][0])[0]
    assert len(pdf(data, "fr")) > len(pdf({**data, "messages": [{**data["messages"][0], "corrections": []}]}, "fr"))


def test_words_that_are_missing_are_asked_for_and_nothing_is_stored(written):
    answer = browser("dana").post(f"/privacy/{written.reference}/ask/rectification/", {"words": " "})
    assert answer.status_code == 400 and "error-summary" in answer.text
    assert not RightsRequest.objects.exists() and not Correction.objects.exists()


def test_a_frozen_conversation_is_seen_by_nobody_and_thawed_by_its_customer(written, alice):
    ask(written, "restriction")
    assert desk_queue.queue(alice) == [] and not access.conversations_for_adviser(alice).exists()
    client = Client(headers={"accept-language": "fr"})
    client.force_login(alice)
    alice.is_superuser = True
    alice.save()
    for path in ("conversation", "message", "turn"):
        assert written.reference not in client.get(f"/admin/conversations/{path}/").text
    assert "0 résultat" in client.get(f"/admin/conversations/conversation/?q={written.reference}").text
    assert begin(Turn.objects.get(conversation=written).pk) is None
    assert "Ma commande" in browser("dana").get(f"/privacy/{written.reference}/").text
    assert say(written.site, "Encore moi").conversation.pk != written.pk
    ask(written, "restriction")
    assert access.conversations_for_adviser(alice).filter(pk=written.pk).exists()


def test_whoever_wants_people_only_gets_people_only_now_and_later(written):
    ask(written, "ai_opt_out")
    turn = Turn.objects.get(conversation=written)
    assert begin(turn.pk) is None
    later = say(written.site, "Bonjour, et ma commande ?").conversation
    assert later.status == Conversation.Status.WAITING and Turn.objects.count() == 1
    Conversation.objects.update(status="closed", adviser=None)
    again = say(written.site, "Une autre question").conversation
    again.refresh_from_db()
    assert again.status == Conversation.Status.WAITING and Turn.objects.count() == 1
    ask(written, "ai_opt_out")
    Conversation.objects.update(status="closed")
    assert say(written.site, "Et maintenant ?").conversation.status == Conversation.Status.AI


def test_the_ai_cannot_be_taken_back_by_one_click_in_the_chat(written):
    ask(written, "ai_opt_out")
    with pytest.raises(Exception, match=r"people only|personnes") as refused:
        services.resume_assistant(site=written.site, token="dana")
    assert refused.value.status == 409


def test_an_address_left_for_the_answer_is_taken_back_at_once(written):
    LaterReply.objects.create(conversation=written, site=written.site, email="dana@example.eu", answer_by=date(2027, 1, 4))
    assert "exécutée" in ask(written, "consent").text
    assert LaterReply.objects.get().email == ""


@pytest.mark.parametrize("kind", ["rectification", "restriction", "ai_opt_out", "consent", "other"])
def test_a_stranger_exercises_nothing_and_learns_nothing(written, kind):
    for token in ("", "charlie"):
        assert ask(written, kind, token=token, words="x").status_code == 404
    assert not RightsRequest.objects.exists()
    asked = requests.receive(
        site=written.site, kind=kind, channel=Channel.PORTAL, language="fr", subject=find("conversations", str(written.pk))
    )
    assert browser("charlie").get(f"/privacy/request/{asked.reference}/").status_code == 404
    assert browser("dana").get(f"/privacy/request/{asked.reference}/").status_code == 200


def test_the_code_of_a_request_opens_its_page_in_any_browser(site):
    asked = entered(site, words="Par courrier : je m’oppose")
    client = browser()
    assert "je m’oppose" in client.post("/privacy/", {"code": code_of(asked)}, follow=True).text
    wrong = code_of(asked)[:-1] + ("A" if code_of(asked)[-1] != "A" else "B")
    assert browser().post("/privacy/", {"code": wrong}).status_code == 422


def test_the_clock_runs_from_the_day_of_receipt(site):
    asked = entered(site, received_on=date(2026, 11, 25))
    assert asked.due_on == date(2026, 12, 28) and asked.acknowledged_at is not None


def test_a_refusal_without_reasons_is_impossible_and_one_with_them_names_the_ways_out(site, alice):
    asked = entered(site)
    with pytest.raises(Invalid):
        requests.refuse(asked, by=alice, reasons="  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsRequest.objects.filter(pk=asked.pk).update(state="refused")
    requests.refuse(asked, by=alice, reasons="Nous ne détenons rien à ce nom.")
    client = browser()
    page = client.post("/privacy/", {"code": code_of(asked)}, follow=True).text
    assert "Nous ne détenons rien" in page and "cnil.fr" in page and "tribunal judiciaire" in page
    with pytest.raises(Conflict):
        requests.carry_out(asked, by=alice)


def test_a_proof_of_identity_needs_a_written_doubt_and_stops_the_clock(site):
    asked = entered(site, received_on=date(2026, 11, 2))
    due = asked.due_on
    with pytest.raises(Invalid):
        requests.doubt(asked, reasons="")
    requests.doubt(asked, reasons="La demande vient d’une autre adresse que celle du dossier.")
    RightsRequest.objects.filter(pk=asked.pk).update(doubted_on=date(2026, 11, 20))
    asked.refresh_from_db()
    requests.resume(asked)
    assert asked.due_on > due and asked.state == "received" and asked.doubted_on is None


def test_a_request_typed_in_the_chat_starts_the_same_clock_once(site):
    from chatbot.answering.contract import Answer
    from conversations import turns

    for text in ("Je veux que vous supprimiez mes données", "Supprimez mes données !"):
        turn = Turn.objects.filter(question=say(site, text)).first() or Turn.objects.latest("created_at")
        turns.begin(turn.pk)
        answer = Answer("Voici comment.", "rights", "fixed", (), "fr", "", {"guards": ["rights"]})
        turns.finish(turn.pk, answer)
    asked = RightsRequest.objects.get()
    assert asked.kind == Kind.ERASURE and asked.channel == Channel.CHAT
    told = turn.conversation.messages.get(event="rights_request")
    assert asked.reference in told.text and "au plus tard" in told.text


def test_an_adviser_enters_a_request_that_came_by_letter_and_carries_it_out(written, alice, other_site):
    alice.is_superuser = True
    alice.save()
    client = Client(headers={"accept-language": "fr"})
    client.force_login(alice)
    form = {"site": written.site_id, "kind": "erasure", "language": "fr", "received_on": "2026-11-25", "words": "Par lettre"}
    wrong = client.post("/admin/compliance/rightsrequest/add/", {**form, "conversation": "AAAAAAAA"})
    assert "aucune conversation" in wrong.text and not RightsRequest.objects.exists()
    client.post("/admin/compliance/rightsrequest/add/", {**form, "conversation": written.reference})
    asked = RightsRequest.objects.get()
    assert asked.channel == Channel.ADVISER and asked.due_on == date(2026, 12, 28)
    page = f"/admin/compliance/rightsrequest/{asked.pk}/change/"
    refused = client.post(page, {"decision": "refused", "answer": "", "contact": ""})
    assert "Donnez les motifs" in refused.text
    assert client.post(page, {"decision": "done", "answer": "", "contact": ""}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "done" and asked.erasure.receipt and not Conversation.objects.exists()


def test_an_adviser_sets_a_legal_hold_with_reason_and_day(written, alice):
    alice.is_superuser = True
    alice.save()
    client = Client()
    client.force_login(alice)
    form = {"site": written.site_id, "conversation": written.reference, "scope": "all", "expires_on": "2027-12-31"}
    client.post("/admin/compliance/legalhold/add/", {**form, "reason": ""})
    assert not LegalHold.objects.exists()
    client.post("/admin/compliance/legalhold/add/", {**form, "reason": "Litige"})
    hold = LegalHold.objects.get()
    assert hold.author == alice and hold.subject_key == str(written.pk)


def test_a_colleague_of_another_site_sees_no_request(written, charlie):
    from django.contrib.auth.models import Permission

    asked = entered(written.site)
    charlie.user_permissions.set(Permission.objects.filter(codename__in=["view_rightsrequest", "change_rightsrequest"]))
    client = Client()
    client.force_login(charlie)
    assert asked.reference not in client.get("/admin/compliance/rightsrequest/").text
    assert client.get(f"/admin/compliance/rightsrequest/{asked.pk}/change/").status_code == 302
