import pytest

from chatbot.sites.models import Site

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/sites/site/{}/change/"


@pytest.fixture
def form(client, alice, site):
    """Send the site's form with these fields changed; returns the answer."""
    alice.is_superuser = True
    alice.save()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    kept = {
        "company": "Maison Lune", "slug": "lune", "language": "fr", "allowed_origins": "https://www.lune.example",
        "accent": "#1f4b99", "legal_topics": "prix", "time_zone": "Europe/Paris", "answer_days": "2",
    }  # fmt: skip
    return lambda **changes: client.post(ADDRESS.format(site.pk), kept | changes, headers={"accept-language": "fr"})


def test_hours_are_written_a_line_a_day_and_shown_again(form, client, site):
    assert form(day_0="9h-12h30, 14:00-18:00", closed_dates="25/12/2026, 2027-01-01").status_code == 302
    site.refresh_from_db()
    assert site.opening_hours["0"] == [["09:00", "12:30"], ["14:00", "18:00"]] and site.opening_hours["1"] == []
    assert [day.isoformat() for day in site.closed_dates] == ["2026-12-25", "2027-01-01"]
    assert "09:00–12:30, 14:00–18:00" in client.get(ADDRESS.format(site.pk)).text


def test_all_days_empty_means_that_no_hours_are_given(form, site):
    assert form().status_code == 302
    assert Site.objects.get().opening_hours == {}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("day_2", "le matin", "n’est pas un horaire"),
        ("time_zone", "Paris", "fuseau horaire n’existe pas"),
        ("answer_days", "0", "1"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field(form, field, value, said):
    answer = form(**{field: value})
    assert answer.status_code == 200 and said in answer.text
