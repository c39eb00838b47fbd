"""The cast: Alice and Bob advise Lune's customers, Charlie another company's and must see nothing of Lune."""

import pytest

from chatbot.sites.models import Site
from conversations.models import Adviser

ORIGIN = "https://www.lune.example"


@pytest.fixture
def site(db):
    return Site.objects.create(slug="lune", company="Maison Lune", allowed_origins=[ORIGIN])


@pytest.fixture
def other_site(db):
    return Site.objects.create(slug="soleil", company="Atelier Soleil", allowed_origins=["https://soleil.example"])


def adviser(username, site):
    person = Adviser.objects.create_user(username, password="correct horse battery", first_name=username.title(), is_staff=True)
    person.sites.add(site)
    return person


@pytest.fixture
def alice(site):
    return adviser("alice", site)


@pytest.fixture
def bob(site):
    return adviser("bob", site)


@pytest.fixture
def charlie(other_site):
    return adviser("charlie", other_site)
