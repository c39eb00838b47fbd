"""Whoever has a second factor shows it at every sign-in: a password alone opens no page of the admin and no desk."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from chatbot.staff.models import SecondFactor
from compliance.models import AuditEntry
from tests.staff.conftest import code_of, give, sign_in

pytestmark = pytest.mark.django_db
DOORS = ["/admin/", "/admin/desk/", "/admin/conversations/adviser/", "/admin/password_change/"]


@pytest.mark.parametrize("door", DOORS)
def test_a_password_alone_opens_nothing_once_a_second_factor_is_set_up(enrolled, alice, door):
    alice.is_superuser = True
    alice.save()
    browser = sign_in()
    answer = browser.get(door, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/admin/second-factor/")
    assert "Code from your app" in answer.text and "Adviser desk" not in answer.text


def test_the_code_of_the_app_opens_the_page_that_was_wanted(enrolled):
    browser = sign_in()
    answer = give(browser, code_of(enrolled[0]), next="/admin/desk/")
    assert (answer.status_code, answer["location"]) == (302, "/admin/desk/")
    assert browser.get("/admin/desk/").status_code == 200


def test_a_session_gets_a_new_name_when_it_gains_rights(enrolled):
    browser = sign_in()
    before = browser.cookies["guichet_adviser"].value
    give(browser, code_of(enrolled[0]))
    assert browser.cookies["guichet_adviser"].value != before


def test_a_code_is_good_once(enrolled):
    code = code_of(enrolled[0])
    give(sign_in(), code)
    again = sign_in()
    assert give(again, code).status_code == 400 and again.get("/admin/").status_code == 302


def test_wrong_codes_make_the_next_one_wait_even_in_another_session(enrolled):
    browser = sign_in()
    assert "not right" in give(browser, "000000").text
    refused = give(sign_in(), code_of(enrolled[0]))
    assert refused.status_code == 429 and "Try again in" in refused.text
    SecondFactor.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(seconds=2))
    assert give(browser, code_of(enrolled[0])).status_code == 302


def test_no_other_persons_code_will_do(enrolled, bob):
    browser = sign_in("bob", language="en")
    page = browser.get("/admin/second-factor/setup/")
    key = re.search(r'class="snippet">([A-Z2-7 ]+)<', page.text)[1]
    assert key
    assert give(browser, code_of(enrolled[0]), "/admin/second-factor/setup/").status_code == 400
    assert not SecondFactor.objects.filter(user=bob).exists()


def test_a_recovery_code_opens_once_and_is_audited(enrolled):
    _device, codes = enrolled
    assert len(set(codes)) == 10
    browser = sign_in()
    assert give(browser, codes[0].upper().replace("-", " ")).status_code == 302
    assert browser.get("/admin/").status_code == 200
    assert give(sign_in(), codes[0]).status_code == 400
    assert AuditEntry.objects.get(event="recovery_code_used").details == {"left": 9}


def test_the_database_alone_makes_no_code(enrolled):
    device, codes = enrolled
    assert TOTPDevice.objects.get(pk=device.pk).bin_key != device.bin_key
    kept = " ".join(StaticToken.objects.values_list("token", flat=True))
    assert not any(code.replace("-", "") in kept for code in codes)


def test_setting_it_up_shows_a_picture_and_recovery_codes_once(alice):
    browser = sign_in()
    assert "Protect your account" in browser.get("/admin/").text
    page = browser.get("/admin/second-factor/setup/")
    assert (
        "<svg" in page.text
        and "style=" not in page.text
        and "http" not in re.search(r"<svg.*?</svg>", page.text, re.S)[0].replace("http://www.w3.org", "")
    )
    shown = re.search(r'class="snippet">([A-Z2-7 ]+)<', page.text)[1]
    device = SecondFactor(user=alice, key=browser.session["second_factor_candidate"])
    from base64 import b32encode

    assert shown.replace(" ", "") == b32encode(device.bin_key).decode()
    done = give(browser, code_of(device), "/admin/second-factor/setup/")
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", done.text)) == 10
    home = browser.get("/admin/")
    assert home.status_code == 200 and "Protect your account" not in home.text
    assert [entry.actor for entry in AuditEntry.objects.filter(event="second_factor_set_up")] == [f"adviser:{alice.pk}"]


def test_a_wrong_first_code_sets_nothing_up(alice):
    browser = sign_in()
    browser.get("/admin/second-factor/setup/")
    assert give(browser, "12", "/admin/second-factor/setup/").status_code == 400
    assert not TOTPDevice.objects.exists() and browser.get("/admin/").status_code == 200


def test_it_cannot_be_replaced_by_whoever_has_only_the_password(enrolled):
    browser = sign_in()
    answer = browser.get("/admin/second-factor/setup/")
    assert (answer.status_code, answer["location"]) == (302, "/admin/second-factor/")
    give(browser, code_of(enrolled[0]))
    assert "10 unused recovery codes" in browser.get("/admin/second-factor/setup/").text


def test_where_it_is_required_the_first_page_is_to_set_it_up(alice, required):
    answer = sign_in().get("/admin/desk/", follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/second-factor/setup/"
    assert "Your company asks every adviser for a second factor." in answer.text


def test_whoever_cannot_show_it_may_leave(enrolled):
    browser = sign_in()
    browser.post("/admin/second-factor/leave/")
    assert browser.get("/admin/second-factor/")["location"].startswith("/admin/login/")


@pytest.mark.parametrize("address", ["/admin/second-factor/", "/admin/second-factor/setup/"])
def test_strangers_are_led_to_the_sign_in(client, db, address):
    assert client.get(address)["location"].startswith("/admin/login/")


def test_it_leads_to_no_other_site(enrolled):
    assert give(sign_in(), code_of(enrolled[0]), next="https://evil.example/")["location"] == "/admin/"


def test_an_administrator_removes_it_and_nobody_else(enrolled, alice, bob):
    deed = {"action": "remove_second_factor", "_selected_action": [alice.pk]}
    browser = sign_in("bob")
    bob.user_permissions.add(*_permissions("view_adviser", "change_adviser"))
    browser.post("/admin/conversations/adviser/", deed)
    assert SecondFactor.objects.exists()
    bob.is_superuser = True
    bob.save()
    browser.post("/admin/conversations/adviser/", deed)
    assert not SecondFactor.objects.exists() and not StaticToken.objects.exists()
    entry = AuditEntry.objects.get(event="second_factor_removed")
    assert (entry.actor, entry.object_id) == (f"adviser:{bob.pk}", str(alice.pk))


def test_the_shell_removes_it(enrolled):
    from django.core.management import call_command

    call_command("remove_second_factor", "alice")
    assert not SecondFactor.objects.exists()


def test_keys_have_no_page_in_the_admin(alice):
    alice.is_superuser = True
    alice.save()
    browser = sign_in()
    assert browser.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert browser.get("/admin/otp_static/staticdevice/").status_code == 404


def _permissions(*names):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=names)
