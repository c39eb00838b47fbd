"""Staff are signed out after twelve hours, and after thirty minutes in which they did nothing."""

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from tests.desk.conftest import desk_of, make_conversation  # noqa: F401
from tests.staff.conftest import sign_in

in_thread = sync_to_async


def age(key, *, active=0, began=0):
    """Make the session as if it had begun, and last been used, that many minutes ago."""
    session = SessionStore(key)
    now = timezone.now().timestamp()
    session["staff_began"], session["staff_active"] = now - began * 60, now - active * 60
    session.save()


def key_of(browser):
    return browser.cookies["guichet_adviser"].value


async def opened(desk_of, adviser):  # noqa: F811
    """An open desk, and the key of its session."""
    desk = await desk_of(adviser)
    await desk.open()
    return desk, dict(desk.scope["headers"])[b"cookie"].decode().partition("=")[2]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("times", "status"), [({"active": 29}, 200), ({"active": 31}, 302), ({"began": 719}, 200), ({"began": 721}, 302)]
)
def test_a_session_ends_after_half_an_hour_idle_and_after_twelve_hours(alice, times, status):
    browser = sign_in()
    browser.get("/admin/")
    age(key_of(browser), **times)
    assert browser.get("/admin/").status_code == status


@pytest.mark.django_db
def test_whoever_was_signed_out_is_told_why_and_the_session_is_gone(alice):
    browser = sign_in()
    browser.get("/admin/")
    key = key_of(browser)
    age(key, active=31)
    assert "30 minutes without activity" in browser.get("/admin/", follow=True).text
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.django_db
def test_using_the_admin_keeps_the_session_but_not_beyond_twelve_hours(alice):
    browser = sign_in()
    browser.get("/admin/")
    age(key_of(browser), active=20, began=715)
    browser.get("/admin/")
    session = SessionStore(key_of(browser))
    now = timezone.now().timestamp()
    assert now - session["staff_active"] < 60 and now - session["staff_began"] >= 715 * 60


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("times", [{"active": 31}, {"began": 721}])
async def test_an_open_desk_ends_with_the_session(desk_of, alice, times):  # noqa: F811
    desk, cookie = await opened(desk_of, alice)
    await desk.settled()
    await in_thread(age)(cookie, **times)
    await desk.send_json_to({"type": "ping"})
    assert (await desk.receive_output(timeout=5))["code"] == 4403


@pytest.mark.django_db(transaction=True)
async def test_an_idle_desk_cannot_act_any_more(desk_of, alice, site, make_conversation):  # noqa: F811
    waiting = await in_thread(make_conversation)(site, status="waiting")
    desk, cookie = await opened(desk_of, alice)
    await in_thread(age)(cookie, active=31)
    await desk.do("take_over", waiting)
    assert (await desk.receive_output(timeout=5))["code"] == 4403
    await in_thread(waiting.refresh_from_db)()
    assert waiting.status == "waiting"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("ping", "goes_on"), [({"type": "ping", "used": True}, True), ({"type": "ping"}, False)])
async def test_a_desk_that_is_used_keeps_the_session_and_one_that_is_merely_open_does_not(desk_of, alice, ping, goes_on):  # noqa: F811
    desk, cookie = await opened(desk_of, alice)
    await in_thread(age)(cookie, active=20)
    await desk.send_json_to(ping)
    await desk.until("pong")
    used = await in_thread(lambda: SessionStore(cookie)["staff_active"])()
    assert (timezone.now().timestamp() - used < 60) is goes_on


@pytest.mark.django_db(transaction=True)
async def test_a_desk_does_not_bring_back_a_session_that_was_signed_out(desk_of, alice):  # noqa: F811
    desk, cookie = await opened(desk_of, alice)
    await in_thread(Session.objects.filter(session_key=cookie).delete)()
    await desk.send_json_to({"type": "ping", "used": True})
    assert (await desk.receive_output(timeout=5))["code"] == 4403
    assert not await in_thread(Session.objects.exists)()


@pytest.mark.django_db(transaction=True)
async def test_no_desk_opens_where_a_second_factor_is_required_and_missing(desk_of, alice, monkeypatch):  # noqa: F811
    from chatbot.staff import second_factor

    desk = await desk_of(alice)
    monkeypatch.setattr(second_factor, "is_satisfied", lambda adviser, session: False)
    assert (await desk.connect())[0] is False
