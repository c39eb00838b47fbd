"""security.txt names a contact and a date that still holds, or is not there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.checks import run_checks

from chatbot import conf

TODAY = datetime.now(UTC).date()


@pytest.fixture
def say(monkeypatch):
    def set_to(contact="mailto:security@lune.example", expires=TODAY + timedelta(days=90), policy=""):
        told = replace(conf.load(), security=conf.Security(contact, expires, policy))
        monkeypatch.setattr(conf, "load", lambda: told)

    return set_to


def fields(answer):
    return dict(line.split(": ", 1) for line in answer.text.splitlines())


def test_it_has_what_the_rfc_asks(client, db, say):
    say(policy="https://lune.example/security")
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    told = fields(answer)
    assert told["Contact"] == "mailto:security@lune.example" and told["Policy"] == "https://lune.example/security"
    assert told["Canonical"].endswith("/.well-known/security.txt") and told["Preferred-Languages"] == "fr, en"
    expires = datetime.strptime(told["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=89) < expires - datetime.now(UTC) < timedelta(days=92)


def test_it_is_not_there_until_it_is_set(client, db, say):
    say(contact="")
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("expires", "found"),
    [(None, "guichet.E021"), (TODAY - timedelta(days=1), "guichet.W022"), (TODAY + timedelta(days=400), "guichet.W022")],
)
def test_a_date_that_is_missing_past_or_too_far_is_told(db, say, expires, found):
    say(expires=expires)
    assert found in [one.id for one in run_checks()]


def test_a_date_within_the_year_passes(db, say):
    say()
    assert not [one for one in run_checks() if one.id in {"guichet.E021", "guichet.W022"}]


@pytest.mark.parametrize(
    "contact", ["security@lune.example", "mailto:a@b.example\nPolicy: https://evil.example", "http://lune.example"]
)
def test_what_is_no_address_is_refused_at_the_start(monkeypatch, contact):
    monkeypatch.setenv("GUICHET_SECURITY_CONTACT", contact)
    with pytest.raises(ValueError, match="GUICHET_SECURITY_CONTACT"):
        conf.load.__wrapped__()
