import time

import pytest
from django.test import Client
from django_otp.oath import TOTP

from chatbot.staff import second_factor
from chatbot.staff.models import SecondFactor

PASSWORD = "correct horse battery"


def code_of(device, step=0):
    """The code that the app shows, or showed `step` half-minutes ago."""
    clock = TOTP(device.bin_key)
    clock.time = time.time() + 30 * step
    return f"{clock.token():06}"


def sign_in(name="alice", language="en", **kwargs):
    """A browser in which the right password was given."""
    browser = Client(headers={"accept-language": language}, **kwargs)
    browser.post("/admin/login/", {"username": name, "password": PASSWORD})
    return browser


def give(browser, code, address="/admin/second-factor/", **fields):
    return browser.post(address, {"code": code, **fields})


@pytest.fixture
def enrolled(alice):
    """Alice has set up her second factor elsewhere; returns it with her recovery codes."""
    session = Client().session
    device = second_factor.candidate(alice, session)
    session.create()
    codes = second_factor.set_up(alice, session, code_of(device))
    SecondFactor.objects.update(last_t=-1)  # the code of this half-minute may be used in the test
    return SecondFactor.objects.get(), codes


@pytest.fixture
def required(monkeypatch):
    """The company asks every adviser for a second factor."""
    from dataclasses import replace

    from chatbot import conf

    strict = replace(conf.load(), staff=conf.Staff("required"))
    monkeypatch.setattr(conf, "load", lambda: strict)
