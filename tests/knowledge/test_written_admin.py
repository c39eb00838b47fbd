import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from chatbot.knowledge import written
from chatbot.knowledge.models import WrittenAnswer

pytestmark = pytest.mark.django_db
LIST, ADD, TRY = (reverse(f"admin:knowledge_writtenanswer_{name}") for name in ("changelist", "add", "try"))
ASKED = "Avez-vous un magasin à Lyon ?"
WORDS = {"phrasings": f"{ASKED}\r\n\r\n  Où   acheter à Lyon ?\r\n{ASKED}", "text": "Oui, **rue Mercière**.", "source": ""}


def editor_of(client, person):
    person.user_permissions.add(*Permission.objects.filter(content_type__app_label="knowledge"))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def editor(client, alice):
    return editor_of(client, alice)


def write(client, site, button="_publish", **fields):
    answer = client.post(ADD, {**WORDS, "site": site.pk, "language": "fr", button: "", **fields})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return WrittenAnswer.objects.latest("pk")


def change(client, answer, button="_save", **fields):
    return client.post(reverse("admin:knowledge_writtenanswer_change", args=[answer.pk]), {**WORDS, button: "", **fields})


def test_an_answer_is_live_only_once_somebody_publishes_it(editor, site, alice):
    draft = write(editor, site, "_save")
    assert not draft.is_live and "A draft" in editor.get(reverse("admin:knowledge_writtenanswer_change", args=[draft.pk])).text
    change(editor, draft, "_publish")
    draft.refresh_from_db()
    assert draft.is_live and draft.published_by == alice
    change(editor, draft, text="Autre chose.")
    draft.refresh_from_db()
    assert not draft.is_live


def test_it_keeps_each_phrasing_once(editor, site):
    assert list(write(editor, site).phrasings.values_list("text", flat=True)) == [ASKED, "Où acheter à Lyon ?"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"phrasings": " \n "}, "This field is required"),
        ({"phrasings": "\n".join(f"Question {n}" for n in range(31))}, "At most 30"),
        ({"phrasings": "a" * 301}, "longer than 300"),
        ({"text": ""}, "This field is required"),
        ({"text": "a" * 4001}, "at most 4000"),
    ],
)
def test_bad_input_says_what_is_wrong_and_stores_nothing(editor, site, fields, said):
    page = editor.post(ADD, {**WORDS, "site": site.pk, "language": "fr", "_publish": "", **fields})
    assert page.status_code == 200 and said in page.text
    assert not WrittenAnswer.objects.exists()


def test_a_phrasing_leads_to_one_answer_only(editor, site):
    write(editor, site)
    page = editor.post(ADD, {**WORDS, "site": site.pk, "language": "fr", "_publish": ""})
    assert "is a phrasing of another answer already" in page.text and WrittenAnswer.objects.count() == 1


def test_the_box_says_which_answer_a_question_would_get(editor, site):
    write(editor, site)
    asked = {"site": site.pk, "language": "fr", "question": "avez vous un magasin à lyon"}
    page = editor.get(TRY, asked).text
    assert "This question gets the answer written to" in page and "<strong>rue Mercière</strong>" in page
    page = editor.get(TRY, {**asked, "question": "Comment retourner une lampe ?"}).text
    assert "No written answer is near enough" in page and ASKED in page


def test_a_hostile_question_stays_text(editor, site):
    page = editor.get(TRY, {"site": site.pk, "language": "fr", "question": "<script>alert(1)</script>"}).text
    assert "<script>alert" not in page


def test_charlie_sees_changes_and_tries_nothing_of_another_company(client, site, charlie, published):
    made = WrittenAnswer.objects.create(site=site, language="fr", text="Le canari de Lune")
    written.keep_phrasings(made, [ASKED])
    written.publish(made, by=None)
    article = published("canari", "Canari", "Il chante.")
    editor = editor_of(client, charlie)
    assert ASKED not in editor.get(LIST).text
    assert editor.get(reverse("admin:knowledge_writtenanswer_change", args=[made.pk])).status_code == 302  # to the index
    change(editor, made, text="Piraté")
    made.refresh_from_db()
    assert made.text == "Le canari de Lune"
    assert "canari" not in editor.get(TRY, {"site": site.pk, "language": "fr", "question": ASKED}).text
    page = editor.post(ADD, {**WORDS, "site": site.pk, "language": "fr", "_publish": ""})
    assert page.status_code == 200 and WrittenAnswer.objects.count() == 1
    own = charlie.sites.get()
    page = editor.post(ADD, {**WORDS, "site": own.pk, "language": "fr", "source": article.pk, "_publish": ""})
    assert page.status_code == 200 and WrittenAnswer.objects.count() == 1


def test_an_adviser_without_the_right_finds_no_door(client, bob):
    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    assert {client.get(address).status_code for address in (LIST, ADD, TRY)} == {403}
