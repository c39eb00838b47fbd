import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = ["/", "/privacy/", "/ai/", "/contact/", "/accessibility/", "/admin/login/"]
INLINE = re.compile(r"<script(?![^>]*(?:\bsrc=|application/json))|<style|\son\w+=\"|\sstyle=\"|javascript:", re.IGNORECASE)


@pytest.fixture
def chat(site):
    return f"/chat/{site.public_key}/"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_strict_policy_and_nothing_inline(client, path):
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert not INLINE.search(answer.text), INLINE.search(answer.text)
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_chat_may_be_framed_by_the_sites_pages_alone(client, chat):
    answer = client.get(chat)
    assert "frame-ancestors 'self' https://www.lune.example;" in f"{answer['Content-Security-Policy']};"
    assert "X-Frame-Options" not in answer and not INLINE.search(answer.text)


def test_the_admin_and_the_desk_hold_nothing_inline(alice):
    client = Client()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    for path in ("/admin/", "/admin/desk/"):
        answer = client.get(path)
        assert answer.status_code == 200 and not INLINE.search(answer.text), INLINE.search(answer.text)


def test_the_customers_token_is_random_and_out_of_reach_of_scripts(client, chat):
    first, second = (Client().get(chat).cookies["guichet_customer"] for _ in range(2))
    assert first.value != second.value and len(first.value) >= 40
    assert first["httponly"] and first["samesite"] == "Lax" and int(first["max-age"]) <= 30 * 86_400


def test_the_token_is_kept_on_the_next_visit(client, chat):
    client.get(chat)
    assert "guichet_customer" not in client.get(chat).cookies


def test_an_unknown_chat_is_a_page_that_says_so(client, db):
    assert client.get("/chat/0000/").status_code == 404


def test_a_form_from_another_site_is_refused(site):
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"/chat/{site.public_key}/", {"text": "x", "action": "send"}).status_code == 403


def test_a_bad_form_says_why_and_keeps_the_text(client, chat):
    client.get(chat)
    answer = client.post(chat, {"text": "a" * 4001, "client_id": "7b0f3e0e-6f0a-4b67-9c1c-0f6a2f0d9a11", "action": "send"})
    assert answer.status_code == 413 and "4001" in answer.text and "a" * 4001 in answer.text


def test_sign_in_is_locked_after_five_failures_for_that_name(site, alice):
    client = Client(headers={"accept-language": "fr"})
    for _ in range(5):
        client.post("/admin/login/", {"username": "alice", "password": "wrong"})
    answer = client.post("/admin/login/", {"username": "alice", "password": "correct horse battery"})
    assert answer.status_code == 429 and "sessionid" not in client.cookies
    assert "Trop de tentatives" in answer.text


def test_passwords_are_kept_with_argon2(alice):
    assert get_user_model().objects.get(pk=alice.pk).password.startswith("argon2")
