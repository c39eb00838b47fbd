import pytest

from chatbot.sites.models import Site
from chatbot.sites.origins import is_allowed, is_own

SITE = Site(
    slug="x", company="X", allowed_origins=["https://www.lune.example", "http://localhost:3000", "https://*.wild.example"]
)


@pytest.mark.parametrize(
    "origin", ["https://www.lune.example", "https://www.lune.example:443", "https://WWW.lune.example", "http://localhost:3000"]
)
def test_a_listed_origin_is_allowed(origin):
    assert is_allowed(SITE, origin)


@pytest.mark.parametrize(
    "origin",
    [
        *("", "null", "*", "https://lune.example", "http://www.lune.example", "https://www.lune.example:8443"),
        *("https://www.lune.example.evil.example", "https://evil.example/https://www.lune.example", "http://localhost:3001"),
        *("https://a.wild.example", "https://*.wild.example", "file://", "https://[", "javascript:alert(1)"),
    ],
)
def test_every_other_one_is_refused(origin):
    assert not is_allowed(SITE, origin)


def test_our_own_host_is_own_only_under_a_name_that_we_answer_to():
    assert is_own("http://127.0.0.1:8123", "127.0.0.1:8123")
    assert not is_own("http://evil.example", "evil.example")
    assert not is_own("http://127.0.0.1:9999", "127.0.0.1:8123")
