from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from chatbot.knowledge.models import Article, WrittenAnswer
from compliance.owners import owner_of
from conversations import unanswered
from conversations.messages import add_message
from conversations.models import Conversation, Customer, Feedback, Message, OpenQuestion, Turn
from conversations.rights import ConversationOwner
from tests.knowledge.conftest import embedder, published  # noqa: F401

pytestmark = pytest.mark.django_db
LIST = reverse("admin:conversations_openquestion_changelist")
GIFT = "Faites-vous des paquets cadeaux ?"


@pytest.fixture
def ask():
    """Store a question and what became of it."""

    def make(site, text, *, status="not_found", thumb=None, days=0, trace=None, language="fr"):
        customer = Customer.objects.create(site=site, token_hash=uuid4().hex)
        talk = Conversation.objects.create(site=site, customer=customer, reference=uuid4().hex[:8].upper(), language=language)
        question = add_message(talk, author=Message.Author.CUSTOMER, text=text, client_id=uuid4())
        answer = add_message(talk, author=Message.Author.AI, text="…", origin="fixed")
        turn = Turn.objects.create(
            site=site, conversation=talk, question=question, answer=answer, state="done", status=status, trace=trace or {}
        )
        Turn.objects.filter(pk=turn.pk).update(created_at=timezone.now() - timedelta(days=days))
        if thumb:
            Feedback.objects.create(message=answer, site=site, value=thumb)
        return turn

    return make


def editor_of(client, person, *apps):
    person.user_permissions.add(*Permission.objects.filter(content_type__app_label__in=apps or ("conversations", "knowledge")))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def listed(adviser):
    return [(group.count, group.example) for group in unanswered.groups(adviser)[0]]


def test_questions_that_mean_the_same_are_counted_together_the_most_frequent_first(site, alice, ask):
    ask(site, "Livrez-vous sur Mars ?")
    ask(site, GIFT, days=2)
    ask(site, "faites vous des paquets cadeaux", days=1)
    assert listed(alice) == [(2, "faites vous des paquets cadeaux"), (1, "Livrez-vous sur Mars ?")]
    assert listed(alice) == listed(alice)


def test_an_answer_judged_useless_leaves_its_question_open(site, alice, ask):
    ask(site, GIFT, status="answered", thumb=-1)
    ask(site, "Quelle garantie ?", status="answered", thumb=1)
    ask(site, "Bonjour", status="small_talk")
    ask(site, "Une vieille question", days=91)
    assert listed(alice) == [(1, GIFT)]
    assert unanswered.groups(alice)[0][0].disliked == 1


def test_identifiers_are_never_shown(client, site, alice, ask):
    ask(site, "Mon adresse est dana@exemple.fr, faites-vous des paquets cadeaux ?")
    page = editor_of(client, alice).get(LIST).text
    assert "dana@" not in page and "[EMAIL_1]" in page


def test_a_question_leaves_the_list_with_its_conversation(site, alice, ask):
    turn = ask(site, GIFT)
    ask(site, "faites vous des paquets cadeaux")
    assert listed(alice)[0][0] == 2
    owner = ConversationOwner()
    subject = owner.of_key(str(turn.conversation_id))
    owner_of(subject).erase(subject)
    assert listed(alice)[0][0] == 1
    assert not OpenQuestion.objects.filter(turn_id=turn.pk).exists()


def test_what_is_ignored_stays_so_for_later_ones_and_comes_back(client, site, alice, ask):
    turn = ask(site, GIFT)
    editor = editor_of(client, alice)
    ignore = reverse("admin:conversations_openquestion_ignore", args=[turn.pk])
    assert editor.get(ignore).status_code == 405
    editor.post(ignore, {"ignored": "1"})
    ask(site, "faites vous des paquets cadeaux")
    assert "paquets" not in editor.get(LIST).text and "Ignored (1)" in editor.get(LIST).text
    assert "paquets" in editor.get(f"{LIST}?ignored=1").text
    editor.post(ignore, {"ignored": "0"})
    assert "paquets" in editor.get(LIST).text


def test_it_opens_the_article_form_with_the_question_and_keeps_it_out_of_the_address(client, site, alice, ask):
    turn = ask(site, f"{GIFT}\nMon mail : dana@exemple.fr")
    editor = editor_of(client, alice)
    address = reverse("admin:conversations_openquestion_article", args=[turn.pk])
    assert f'href="{address}"' in editor.get(LIST).text
    form = editor.get(address).context["adminform"].form
    assert form["title"].value() == f"{GIFT} Mon mail : [EMAIL_1]" and form["site"].value() == str(site.pk)
    words = {
        "title": GIFT,
        "body": "Oui.",
        "url": "",
        "theme": "",
        "base": "",
        "site": site.pk,
        "language": "fr",
        "external_id": "",
    }
    assert editor.post(address, {**words, "_preview": ""}).status_code == 302
    assert Article.objects.get().versions.get().title == GIFT


def test_it_opens_the_form_of_a_written_answer_with_the_phrasings(client, site, alice, ask):
    ask(site, GIFT, days=1)
    turn = ask(site, "faites vous des paquets cadeaux")
    editor = editor_of(client, alice)
    address = reverse("admin:conversations_openquestion_answer", args=[turn.pk])
    form = editor.get(address).context["adminform"].form
    assert form["phrasings"].value() == f"faites vous des paquets cadeaux\n{GIFT}"
    words = {"phrasings": GIFT, "text": "Oui, sans frais.", "source": "", "site": site.pk, "language": "fr", "_publish": ""}
    assert editor.post(address, words).status_code == 302
    assert WrittenAnswer.objects.get().is_live


def test_it_names_the_nearest_article(client, site, alice, ask, published):  # noqa: F811
    article = published("cadeaux", "Cartes cadeaux", "Elles valent un an.")
    ask(site, GIFT, trace={"passages": [{"id": "cadeaux", "title": "Cartes cadeaux", "score": 0.4123}], "language": "fr"})
    page = editor_of(client, alice).get(LIST).text
    assert reverse("admin:knowledge_article_change", args=[article.pk]) in page and "0.41" in page


def test_charlie_finds_nothing_of_another_company(client, site, charlie, ask):
    turn = ask(site, GIFT)
    unanswered.read([turn])
    editor = editor_of(client, charlie)
    assert listed(charlie) == [] and "paquets" not in editor.get(LIST).text
    for name in ("article", "answer"):
        assert editor.get(reverse(f"admin:conversations_openquestion_{name}", args=[turn.pk])).status_code == 404
    assert editor.post(reverse("admin:conversations_openquestion_ignore", args=[turn.pk]), {"ignored": "1"}).status_code == 404
    assert OpenQuestion.objects.get().ignored_at is None


def test_an_adviser_without_the_right_finds_no_door(client, site, bob, ask):
    turn = ask(site, GIFT)
    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    doors = [LIST, *(reverse(f"admin:conversations_openquestion_{name}", args=[turn.pk]) for name in ("article", "answer"))]
    assert {client.get(door).status_code for door in doors} == {403}
    assert client.post(reverse("admin:conversations_openquestion_ignore", args=[turn.pk])).status_code == 403
    assert LIST not in client.get("/admin/").text


def test_who_may_only_see_it_cannot_ignore_or_write(client, site, bob, ask):
    turn = ask(site, GIFT)
    bob.user_permissions.add(Permission.objects.get(codename="view_openquestion"))
    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    assert "paquets" in client.get(LIST).text
    assert client.post(reverse("admin:conversations_openquestion_ignore", args=[turn.pk]), {"ignored": "1"}).status_code == 403
    assert client.get(reverse("admin:conversations_openquestion_article", args=[turn.pk])).status_code == 403


def test_index_and_desk_lead_to_the_list(client, site, alice, ask):
    ask(site, GIFT)
    editor = editor_of(client, alice)
    assert "1 question has had no useful answer lately." in editor.get("/admin/").text
    assert f'href="{LIST}"' in editor.get("/admin/desk/").text


def test_many_questions_are_read_by_and_by(client, site, alice, ask, monkeypatch):
    monkeypatch.setattr(unanswered, "AT_ONCE", 2)
    for word in ("un", "deux", "trois"):
        ask(site, word)
    editor = editor_of(client, alice)
    page = editor.get(LIST).text
    assert "1 more question is being read" in page and 'http-equiv="refresh"' in page
    assert 'http-equiv="refresh"' not in editor.get(LIST).text and OpenQuestion.objects.count() == 3
