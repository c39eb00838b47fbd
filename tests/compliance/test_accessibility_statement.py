"""The accessibility page shows the last automatic check as it was, and says so when there is none or an old one."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client

from compliance import last_check

pytestmark = pytest.mark.django_db
RUN = {"date": "2026-11-25", "tool": "axe-core 4.10.2", "rules": 96, "faults": 3, "states": ["chat: empty", "desk: queue"]}


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """Put a result in the place of the shipped one."""

    def store(text):
        path = tmp_path / "check.json"
        path.write_text(text)
        monkeypatch.setattr(last_check, "RESULT", path)
        return Client().get("/accessibility/?lang=fr").text

    return store


def test_it_shows_date_extent_and_faults(stored):
    page = stored(json.dumps(RUN | {"date": date.today().isoformat()}))
    for words in ("axe-core 4.10.2", "<dd>96</dd>", "<dd>3</dd>", "chat: empty", f'datetime="{date.today().isoformat()}"'):
        assert words in page
    assert 'id="old"' not in page


def test_it_says_that_a_result_is_old(stored):
    assert "plus de six mois" in stored(json.dumps(RUN | {"date": (date.today() - timedelta(days=184)).isoformat()}))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"date": "hier"}'])
def test_it_claims_nothing_without_a_result(stored, text):
    page = stored(text)
    assert "Aucun résultat" in page and "<dt>Défauts" not in page


def test_an_obstacle_can_be_reported_without_the_chat(site):
    page = Client().get("/accessibility/?lang=fr").text
    assert f'id="obstacle" href="/contact/?lang=fr&amp;site={site.public_key}"' in page
    assert "<textarea" in Client().get(f"/contact/?lang=fr&site={site.public_key}").text


def test_a_shipped_result_is_of_every_page_and_state():
    shipped, page = last_check.last_check(), Client().get("/accessibility/?lang=fr").text
    if shipped is None:
        assert "Aucun résultat" in page
        return
    assert shipped.rules > 50 and f"<dd>{len(shipped.states)}</dd>" in page
    for part in ("chat:", "public:", "portal:", "desk:", "admin:"):
        assert any(state.startswith(part) for state in shipped.states)
