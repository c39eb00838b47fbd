"""The breach register: 72 hours that are counted, fields that cannot be left out, notifications in phases, the authority's form."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from compliance import breaches
from compliance.breach_models import Breach, BreachNotification
from compliance.models import AuditEntry

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(second=0, microsecond=0)
TEXTS = ("circumstances", "person_kinds", "record_kinds", "consequences", "measures", "contact", "risk_reason")
PHASES = ("initial", "further", "complete")


@pytest.fixture
def chief(alice):
    alice.is_superuser = True
    alice.save(update_fields=["is_superuser"])
    client = Client(headers={"accept-language": "en"})
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def moment(name, at):
    return {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"} if at else {}


def entered(site, aware_at, *sent, **changed):
    """Return the admin's form for a breach, with notifications sent at these moments."""
    local = timezone.localtime
    rows = {}
    for number, (phase, at) in enumerate(sent):
        rows |= {f"notifications-{number}-phase": phase, f"notifications-{number}-authority": "CNIL"}
        rows |= moment(f"notifications-{number}-sent_at", local(at))
    return {
        "site": site.pk,
        **moment("aware_at", local(aware_at)),
        "is_confidentiality": "on",
        **{name: f"Texte {name}" for name in TEXTS},
        "risk": "risk",
        "telling": "no_high_risk",
        "notifications-TOTAL_FORMS": len(sent),
        "notifications-INITIAL_FORMS": 0,
        **rows,
        **changed,
    }


def post(client, data):
    return client.post("/admin/compliance/breach/add/", {name: value for name, value in data.items() if value is not None})


def test_it_is_entered_audited_without_words_and_counts_down(chief, site):
    assert post(chief, entered(site, NOW - timedelta(hours=10))).status_code == 302
    breach = Breach.objects.get()
    assert breaches.countdown(breach, breach.aware_at + timedelta(hours=10)) == "62 h 00 min left"
    entry = AuditEntry.objects.get(event="breach_entered")
    assert entry.details == {"risk": "risk", "telling": "no_high_risk", "notifications": 0}
    assert "left" in chief.get("/admin/compliance/breach/").text


@pytest.mark.parametrize(
    ("hours", "state"), [(0, "running"), (48, "running"), (48.1, "soon"), (71.9, "soon"), (72, "soon"), (72.1, "late")]
)
def test_the_hours_run_from_the_moment_it_was_known(site, hours, state):
    breach = Breach.objects.create(site=site, aware_at=NOW, risk="risk", is_availability=True)
    assert breaches.state(breach, NOW + timedelta(hours=hours)) == state


@pytest.mark.parametrize("missing", [*TEXTS, "risk", "is_confidentiality", "aware_at_0"])
def test_no_field_of_the_law_can_be_left_out(chief, site, missing):
    answer = post(chief, entered(site, NOW - timedelta(hours=1), **{missing: None}))
    assert answer.status_code == 200 and not Breach.objects.exists()


def test_a_late_notification_needs_the_reason_for_the_delay(chief, site):
    known = NOW - timedelta(hours=90)
    late = ("initial", known + timedelta(hours=73))
    assert "More than 72 hours have passed" in post(chief, entered(site, known, late)).text
    assert not Breach.objects.exists() and not BreachNotification.objects.exists()
    assert post(chief, entered(site, known, late, delay_reason="Journal illisible jusqu’au lundi.")).status_code == 302
    in_time = ("initial", known + timedelta(hours=71))
    assert post(chief, entered(site, known, in_time)).status_code == 302


def test_it_is_notified_in_phases_and_complete_with_figures_only(chief, site):
    known = NOW - timedelta(hours=60)
    phases = [(phase, known + timedelta(hours=10 * (number + 1))) for number, phase in enumerate(PHASES)]
    assert "numbers of persons" in post(chief, entered(site, known, *phases)).text
    assert post(chief, entered(site, known, *phases, person_count=12, record_count=40)).status_code == 302
    breach = Breach.objects.get()
    assert breaches.state(breach, NOW) == "notified"
    assert len(breaches.form(breach)["Notifications"]) == 3


def test_a_high_risk_and_no_need_to_tell_the_persons_contradict_each_other(chief, site):
    assert post(chief, entered(site, NOW, risk="high")).status_code == 200
    assert post(chief, entered(site, NOW, risk="high", telling="told")).status_code == 200
    told = entered(site, NOW - timedelta(hours=1), risk="high", telling="told", told_on=f"{timezone.localdate():%Y-%m-%d}")
    assert post(chief, told).status_code == 302


def test_the_form_of_the_authority_is_exported_to_who_may_see_the_register_only(chief, site, bob):
    post(chief, entered(site, NOW - timedelta(hours=1), person_count=12))
    breach = Breach.objects.get()
    form = chief.get(f"/admin/compliance/breach/{breach.pk}/form.json").json()
    assert form["Nature de la violation"] == ["perte de confidentialité"]
    assert form["Nombre approximatif de personnes concernées"] == 12
    assert all(f"Texte {name}" in form.values() for name in TEXTS)
    stranger = Client()
    stranger.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    assert stranger.get(f"/admin/compliance/breach/{breach.pk}/form.json").status_code == 403


def test_nothing_is_deleted_from_the_register(chief, site):
    post(chief, entered(site, NOW - timedelta(hours=1)))
    assert chief.post(f"/admin/compliance/breach/{Breach.objects.get().pk}/delete/", {"post": "yes"}).status_code == 403


def test_it_is_seen_within_ones_own_sites(chief, site, charlie):
    post(chief, entered(site, NOW - timedelta(hours=1)))
    charlie.user_permissions.set(Permission.objects.filter(content_type__model="breach"))
    stranger = Client()
    stranger.force_login(charlie, backend="django.contrib.auth.backends.ModelBackend")
    breach = Breach.objects.get()
    assert stranger.get(f"/admin/compliance/breach/{breach.pk}/form.json").status_code == 404
    assert "Maison Lune" not in stranger.get("/admin/compliance/breach/").text
    assert "Maison Lune" not in stranger.get("/admin/compliance/breach/add/").text
