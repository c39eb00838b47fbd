"""Help by a person stands at the same place on every page."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PAGES = ["/", "/privacy/", "/ai/", "/ai/verify", "/contact/", "/accessibility/", "/nowhere", "/privacy/AAAABBBB/"]


def order(text):
    """The links of a page's foot, by where they lead, and whether they follow everything else."""
    main, _, foot = text.partition("</main>")
    return [one.split("?")[0] for one in re.findall(r'<a href="([^"]+)"', foot)], "<footer" in foot and "<footer" not in main


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_way_to_a_person_is_the_third_link_at_the_foot_of_every_page(site, language):
    found = {path: order(Client(headers={"accept-language": language}).get(f"{path}?lang={language}").text) for path in PAGES}
    assert set(map(str, found.values())) == {str((["/privacy/", "/ai/", "/contact/", "/accessibility/"], True))}


@pytest.mark.parametrize("query", ["", "&embedded=1"])
@pytest.mark.parametrize("token", ["", "dana"])
def test_in_the_chat_the_person_stands_right_before_the_field(site, query, token):
    client = Client()
    client.cookies["guichet_customer"] = token
    page = client.get(f"/chat/{site.public_key}/?lang=fr{query}").text
    places = [page.index(mark) for mark in ('id="log"', "<footer", 'id="human"', 'id="text"', 'id="send"')]
    assert places == sorted(places)
