"""The chat's frames over plain HTTP: the notice first, only our own pages, only one's own conversation."""

import json

import pytest
from django.test import Client

from conversations.models import Message
from tests.widget.conftest import NOTICE

pytestmark = pytest.mark.django_db


def greet(client, site):
    """Have the notice told first, as the page does before anything can be said."""
    client.get(f"/chat/{site.public_key}/frames?hello=1&lang=fr")


def test_the_notice_comes_first_here_too(site):
    client = Client()
    client.cookies["guichet_customer"] = "dana"
    found = json.loads(client.get(f"/chat/{site.public_key}/frames?hello=1&lang=fr").text)["frames"]
    assert [frame["type"] for frame in found] == ["disclosure", "state"] and found[0]["text"].startswith(NOTICE)


def test_a_page_of_others_can_say_nothing(site):
    client = Client()
    client.cookies["guichet_customer"] = "dana"
    said = {"action": "send", "text": "Bonjour", "client_id": "7b0f8a30-5f5e-4d3d-9d5e-0f3f1f0f7c11"}
    for origin in ({}, {"origin": "https://evil.example"}, {"origin": "null"}):
        assert client.post(f"/chat/{site.public_key}/frames", said, headers=origin).status_code == 403
    assert not Message.objects.exists()
    ours = {"origin": "http://testserver"}
    greet(client, site)
    [told] = [
        frame for frame in client.post(f"/chat/{site.public_key}/frames", said, headers=ours).json()["frames"]
        if frame["type"] == "message"
    ]  # fmt: skip
    assert (told["author_type"], told["client_id"]) == ("you", said["client_id"])


def test_a_text_that_is_refused_is_named(site):
    client = Client(headers={"origin": "http://testserver"})
    said = {"action": "send", "text": "x" * 4001, "client_id": "7b0f8a30-5f5e-4d3d-9d5e-0f3f1f0f7c11"}
    [frame] = client.post(f"/chat/{site.public_key}/frames?lang=fr", said).json()["frames"]
    assert (frame["type"], frame["code"]) == ("error", "no_session")
    client.cookies["guichet_customer"] = "dana"
    greet(client, site)
    [frame] = client.post(f"/chat/{site.public_key}/frames?lang=fr", said).json()["frames"]
    assert (frame["code"], frame["client_id"]) == ("too_long", said["client_id"])


def test_a_stranger_reads_nothing(site):
    mine, other = Client(headers={"origin": "http://testserver"}), Client()
    mine.cookies["guichet_customer"], other.cookies["guichet_customer"] = "dana", "charlie"
    greet(mine, site)
    said = {"action": "send", "text": "canari", "client_id": "7b0f8a30-5f5e-4d3d-9d5e-0f3f1f0f7c11"}
    assert "canari" in mine.post(f"/chat/{site.public_key}/frames", said).text
    code = mine.get(f"/chat/{site.public_key}/frames").json()["frames"][0]["code"]
    assert "canari" not in other.get(f"/chat/{site.public_key}/frames?since=0&code={code}").text


def test_nothing_is_taken_before_the_notice_and_the_same_text_is_after_it(site):
    client = Client(headers={"origin": "http://testserver"})
    client.cookies["guichet_customer"] = "dana"
    said = {"action": "send", "text": "Bonjour", "client_id": "7b0f8a30-5f5e-4d3d-9d5e-0f3f1f0f7c11"}
    told, frame = client.post(f"/chat/{site.public_key}/frames?lang=fr", said).json()["frames"]
    assert (told["type"], told["again"]) == ("disclosure", True)
    assert (frame["type"], frame["client_id"]) == ("error", said["client_id"]) and not Message.objects.exists()
    told = client.post(f"/chat/{site.public_key}/frames?lang=fr", said).json()["frames"]
    assert "error" not in [frame["type"] for frame in told] and Message.objects.get(author="customer").text == "Bonjour"
