"""Every answer says who may load it and what its page may not use; behind TLS, browsers are held to TLS."""

import os
import subprocess
import sys

import pytest
from django.test import override_settings

from chatbot.conf import BASE_DIR

pytestmark = pytest.mark.django_db
PAGES = ["/", "/privacy/", "/ai/", "/contact/", "/admin/login/", "/health/live", "/nowhere/", "/static/css/page.css"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_is_closed_to_other_sites_and_to_sensors(client, path):
    answer = client.get(path)
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "same-origin" and answer["X-Content-Type-Options"] == "nosniff"
    assert all(f"{feature}=()" in answer["Permissions-Policy"] for feature in ("camera", "microphone", "geolocation", "usb"))


def test_the_widgets_script_alone_may_be_loaded_by_other_sites(client):
    answer = client.get("/widget.js")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin" and answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/ai/", "/admin/login/", "/widget.js"])
@override_settings(SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True, SECURE_HSTS_PRELOAD=True)
def test_browsers_are_held_to_tls_for_a_year(client, path):
    assert client.get(path, secure=True)["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_a_public_address_with_https_turns_it_on():
    told = "from chatbot import settings as s; print(s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT)"
    environment = {**os.environ, "GUICHET_URL": "https://support.example.eu"}
    done = subprocess.run([sys.executable, "-c", told], cwd=BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.stdout.split() == ["31536000", "True", "True"], done.stderr
