import json
from uuid import uuid4

import pytest
from django.test import Client

from chatbot.errors import Invalid, NotFound, TooLong
from conversations import services
from conversations.messages import add_message
from conversations.models import Feedback, Message
from tests.conversations.conftest import TOKEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(say):
    """An AI answer in the conversation of one browser."""
    conversation = say().conversation
    return add_message(conversation, author=Message.Author.AI, text="Deux à quatre jours.", origin="extractive")


def opinion():
    kept = Feedback.objects.get()
    return kept.value, kept.comment


def rate(site, message, value=-1, comment="", token=TOKEN):
    return services.leave_feedback(site=site, token=token, message_id=message.pk, value=value, comment=comment)


def browser(token=TOKEN):
    client = Client(headers={"accept-language": "fr"})
    client.cookies["guichet_customer"] = token
    return client


def test_an_opinion_can_be_changed_and_is_one(site, answered):
    rate(site, answered, -1, "Et pour la Corse ?")
    rate(site, answered, 1)
    assert opinion() == (1, "")


@pytest.mark.parametrize(
    ("value", "comment", "error"), [(0, "", Invalid), (2, "", Invalid), (-1, "a" * 1001, TooLong), (1, "\0x", Invalid)]
)
def test_bad_input_is_refused_and_leaves_nothing(site, answered, value, comment, error):
    with pytest.raises(error):
        rate(site, answered, value, comment)
    assert not Feedback.objects.exists()


def test_a_stranger_cannot_rate(site, other_site, answered):
    for where, token in ((site, "charlie"), (other_site, TOKEN)):
        with pytest.raises(NotFound):
            rate(where, answered, token=token)
    with pytest.raises(NotFound):
        rate(site, answered.conversation.messages.get(author="customer"))


def test_it_is_exported_and_goes_with_the_conversation(site, answered):
    rate(site, answered, -1, "Et pour la Corse ?")
    reference = answered.conversation.reference
    lines = json.loads(browser().get(f"/privacy/{reference}/download.json").text)["messages"]
    assert lines[1]["feedback"] == {"value": -1, "comment": "Et pour la Corse ?", "reason": "", "reported": ""}
    browser().post(f"/privacy/{reference}/erased/")
    assert not Feedback.objects.exists()


def test_it_works_without_javascript(site, answered):
    client, address = browser(), f"/chat/{site.public_key}/"
    assert "Pas utile" in client.get(address).text
    form = {"action": "feedback", "message_id": str(answered.pk), "value": "-1"}
    assert client.post(address, form).status_code == 302
    page = client.get(address).text
    assert "Votre avis : pas utile" in page.replace("\u00a0", " ") and "Que manquait-il" in page
    client.post(address, {**form, "comment": "Et pour la Corse ?"})
    assert opinion() == (-1, "Et pour la Corse ?")
    assert "Et pour la Corse ?</textarea>" in client.get(address).text


@pytest.mark.parametrize(
    "form", [{"value": "3"}, {"value": ""}, {"message_id": "x", "value": "1"}, {"message_id": str(uuid4()), "value": "1"}]
)
def test_a_forged_form_is_refused(site, answered, form):
    answer = browser().post(f"/chat/{site.public_key}/", {"action": "feedback", "message_id": str(answered.pk), **form})
    assert answer.status_code in {400, 404} and not Feedback.objects.exists()


def test_the_figures_count_opinions(client, site, answered):
    rate(site, answered, -1)
    assert 'guichet_feedback{value="not_useful"} 1' in client.get("/metrics").text.splitlines()
