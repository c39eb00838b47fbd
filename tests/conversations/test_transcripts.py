"""A conversation taken away is whole, marked and signed in every form, and every change of it is noticed."""

import io
import json
import re
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from chatbot.answering.contract import Answer
from chatbot.inference.register import QWEN
from compliance.models import AuditEntry
from compliance.vault.index import blind
from conversations import turns
from conversations.messages import add_message
from conversations.models import Message
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Les retours sont possibles pendant **30 jours**."
SAID = "Où est mon colis 👋 ?\nمرحبا، أين طلبي؟\n你好"
ADDRESS = "dana@example.eu"
TRACE = {"model": {"name": QWEN.name, "sha256": QWEN.sha256}, "prompt": "compose-3"}


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example.eu", "aide@example.eu"


@pytest.fixture
def conversation(say):
    """A conversation with a customer's, an AI's and an adviser's message."""
    turn = say(SAID).turn
    turns.begin(turn.pk)
    message = turns.finish(turn.pk, Answer(TEXT, "answered", "generated", (), "fr", QWEN.name, dict(TRACE)))
    add_message(message.conversation, author=Message.Author.HUMAN, origin="human", text="Bonjour, je regarde.")
    return message.conversation


def browser(language="fr"):
    client = Client(headers={"accept-language": language})
    client.cookies["guichet_customer"] = TOKEN
    return client


def taken(conversation, form):
    return browser().get(f"/privacy/{conversation.reference}/download.{form}?lang=fr").content


def mailed(conversation):
    browser().post(f"/privacy/{conversation.reference}/mail/?lang=fr", {"email": ADDRESS})
    return mail.outbox[-1].message().as_bytes()


def verdict(file):
    answer = Client(headers={"accept": "application/json"}).post("/ai/verify", {"transcript": io.BytesIO(file)})
    return answer.json()


def test_every_form_is_recognised_whole(conversation):
    forms = {form: taken(conversation, form) for form in ("json", "html", "pdf")} | {"eml": mailed(conversation)}
    assert {form: verdict(file)["verdict"] for form, file in forms.items()} == dict.fromkeys(forms, "yes")
    reasons = {form: [finding["reason"] for finding in verdict(file)["findings"]] for form, file in forms.items()}
    assert reasons["json"] == ["complete", "signed"] and reasons["html"] == ["file_unchanged"]
    assert reasons["pdf"] == ["file_unchanged", "complete", "signed"]


def test_the_shell_says_the_same_of_a_file(conversation, tmp_path, capsys):
    for form, status in (("pdf", 0), ("json", 0), ("html", 0)):
        path = tmp_path / f"copy.{form}"
        path.write_bytes(taken(conversation, form))
        with pytest.raises(SystemExit) as ended:
            call_command("verify_message", str(path))
        assert ended.value.code == status, capsys.readouterr().out


def test_a_mail_that_changed_its_line_ends_on_the_way_is_still_whole(conversation):
    assert verdict(mailed(conversation).replace(b"\n", b"\r\n"))["verdict"] == "yes"


def changed(data, change):
    messages = data["messages"]
    if change == "left out":
        del messages[1]
    elif change == "reordered":
        messages[0], messages[2] = messages[2], messages[0]
    elif change == "added":
        messages.append({**messages[0], "id": "0"})
    elif change == "customer's character":
        messages[0]["text"] = messages[0]["text"].replace("colis", "colos")
    elif change == "adviser's time":
        messages[2]["at"] = messages[0]["at"]
    elif change == "author":
        messages[2]["author"] = "Vous"
    return data


@pytest.mark.parametrize("change", ["left out", "reordered", "added", "customer's character", "adviser's time", "author"])
def test_a_change_of_the_json_is_noticed(conversation, change):
    data = changed(json.loads(taken(conversation, "json")), change)
    found = verdict(json.dumps(data).encode())
    assert found["verdict"] == "no" and found["findings"][0]["reason"] == "altered_list"


def test_a_conversation_without_its_signature_is_not_called_whole(conversation):
    data = json.loads(taken(conversation, "json"))
    del data["transcript_signature"]
    assert verdict(json.dumps(data).encode())["verdict"] == "unknown"


def test_one_character_less_in_the_page_pdf_or_mail_is_noticed(conversation):
    page, pdf, sent = taken(conversation, "html"), taken(conversation, "pdf"), mailed(conversation)
    message = message_from_bytes(sent, policy=policy.default)
    text = message.get_body(("plain",))
    text.set_content(text.get_content().replace("colis", "colos"))
    assert verdict(page.replace(b"colis", b"colos"))["verdict"] == "no"
    assert verdict(re.sub(rb"<li dir.*?</li>", b"", page, count=1, flags=re.DOTALL))["verdict"] == "no"
    assert all(verdict(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :])["verdict"] == "no" for at in (600, len(pdf) // 2))
    assert verdict(message.as_bytes())["verdict"] == "no"


def test_foreign_files_are_unknown_and_bad_ones_refused():
    from fpdf import FPDF

    foreign = FPDF()
    foreign.add_page()
    assert verdict(bytes(foreign.output()))["verdict"] == "unknown"
    assert verdict(b"<!doctype html><p>Bonjour")["verdict"] == "unknown"
    assert verdict(b"Subject: Bonjour\n\nBonjour")["verdict"] == "unknown"
    assert verdict(b"%PDF-1.7 broken")["verdict"] == "unknown"
    assert "PDF" in verdict(b"\x00\x01")["detail"]


def test_a_whole_copy_can_be_pasted_too(conversation):
    answer = Client(headers={"accept": "application/json"}).post("/ai/verify", {"text": taken(conversation, "json").decode()})
    assert answer.json()["findings"][0]["reason"] == "complete"


def test_the_verifier_keeps_nothing(conversation):
    file, before = taken(conversation, "pdf"), (Message.objects.count(), AuditEntry.objects.count())
    verdict(file)
    assert (Message.objects.count(), AuditEntry.objects.count()) == before


def test_the_pdf_says_in_words_who_wrote_when_and_what_it_cannot_draw(conversation):
    pdf = PdfReader(io.BytesIO(taken(conversation, "pdf")))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Assistant IA" in text and "Vous ·" in text and "conseiller" in text.lower()
    assert "30 jours" in text and "**" not in text and "Où est mon colis 👋 ?" in text
    assert "2 caractères" in text and SAID in json.loads(pdf.attachments["conversation.json"][0])["messages"][0]["text"]


def test_the_pdf_is_tagged_named_and_marked(conversation):
    pdf = PdfReader(io.BytesIO(taken(conversation, "pdf")))
    root = pdf.trailer["/Root"]
    document = root["/StructTreeRoot"]["/K"][0].get_object()
    kinds = [kid.get_object()["/S"] for kid in document["/K"]]
    assert root["/Lang"] == "fr" and root["/MarkInfo"]["/Marked"] and kinds[0] == "/H1" and kinds.count("/H2") == 3
    assert "Conversation" in pdf.metadata.title and pdf.metadata.author == conversation.site.company
    assert "/compositeWithTrainedAlgorithmicMedia" in root["/Metadata"].get_object().get_data().decode()
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    assert all("/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts)


def test_a_long_message_goes_on_tagged_on_the_next_page(say):
    conversation = say("Une phrase assez longue pour remplir la page. " * 80).conversation
    say("Encore une phrase assez longue pour remplir la page. " * 75)
    pdf = PdfReader(io.BytesIO(taken(conversation, "pdf")))
    assert len(pdf.pages) > 1
    for page in pdf.pages:
        content = page.get_contents().get_data()
        assert content.count(b"BDC") + content.count(b"BMC") == content.count(b"EMC") > 1


def test_the_mail_is_marked_and_its_address_is_kept_nowhere(conversation):
    sent = message_from_bytes(mailed(conversation), policy=policy.default)
    html, text = sent.get_body(("html",)).get_content(), sent.get_body(("plain",)).get_content()
    assert sent["AI-Disclosure"].startswith("mode=machine-generated") and sent["To"] == ADDRESS
    linked = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert linked["hasPart"][1]["digitalSourceType"].endswith("trainedAlgorithmicMedia")
    assert linked["additionalProperty"][0]["value"]["signed"]["count"] == 3
    assert "Assistant IA" in text and "30 jours" in text and conversation.reference in sent["Subject"]
    entry = AuditEntry.objects.get(event="transcript_mailed")
    assert ADDRESS not in json.dumps(entry.details) and entry.details["messages"] == 3
    assert not conversation.__class__.objects.filter(later_reply__email_index=blind(ADDRESS)).exists()


def test_mail_is_refused_with_a_word_when_the_address_is_none_or_it_is_too_much(conversation):
    address = f"/privacy/{conversation.reference}/mail/?lang=fr"
    wrong = browser().post(address, {"email": "dana"})
    assert wrong.status_code == 400 and "adresse e-mail" in wrong.content.decode()
    statuses = [browser().post(address, {"email": ADDRESS}).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429] and len(mail.outbox) == 3


def test_without_a_mail_server_it_is_not_offered(conversation, settings):
    page = f"/privacy/{conversation.reference}/"
    assert 'id="email"' in browser().get(page).content.decode()
    settings.EMAIL_HOST = ""
    assert 'id="email"' not in browser().get(page).content.decode()
    assert browser().post(f"{page}mail/", {"email": ADDRESS}).status_code == 404


def test_a_stranger_gets_no_copy_and_sends_none(conversation):
    stranger = Client()
    assert stranger.get(f"/privacy/{conversation.reference}/download.pdf").status_code == 404
    assert stranger.post(f"/privacy/{conversation.reference}/mail/", {"email": ADDRESS}).status_code == 404
    assert not mail.outbox
