"""axe finds nothing on the registers, the requests and the second factor, for customers and for staff, light and dark."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from compliance import recipients, requests
from compliance.breach_models import Breach
from compliance.models import RightsRequest
from compliance.owners import find
from compliance.recipient_models import Channel, RecipientNotice
from tests.desk import test_desk_page as desk
from tests.desk.conftest import session_of
from tests.widget.test_axe_everywhere import SCHEMES, look, run, tab, talk  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
TEXTS = ("circumstances", "person_kinds", "record_kinds", "consequences", "measures", "risk_reason")
STAFF = {
    "breaches": "/admin/compliance/breach/", "a breach": "/admin/compliance/breach/{breach}/change/",
    "new breach": "/admin/compliance/breach/add/", "recipients": "/admin/compliance/transfer/",
    "notices to recipients": "/admin/compliance/recipientnotice/", "requests": "/admin/compliance/rightsrequest/",
    "a request": "/admin/compliance/rightsrequest/{asked}/change/", "new request": "/admin/compliance/rightsrequest/add/",
    "holds": "/admin/compliance/legalhold/", "new hold": "/admin/compliance/legalhold/add/",
    "second factor": "/admin/second-factor/setup/",
}  # fmt: skip
CUSTOMER = {
    "conversation": "/privacy/{talk}/", "correction": "/privacy/{talk}/ask/rectification/",
    "other request": "/privacy/{talk}/ask/other/", "request received": "/privacy/request/{reference}/",
    "receipt check": "/privacy/receipt/",
}  # fmt: skip


@pytest.fixture
def rows(site, talk):  # noqa: F811
    """A breach, a recipient with a notice, and a request; returns what addresses name."""
    words = {name: "Un courriel est parti à une mauvaise adresse." for name in TEXTS}
    known = {"aware_at": timezone.now() - timedelta(hours=30), "contact": "dpo@lune.example", "risk": "risk"}
    breach = Breach.objects.create(site=site, is_confidentiality=True, **known, **words)
    given = {"recipient": "Transport Express", "contact": "https://transport.example/rgpd", "channel": Channel.WEBHOOK}
    recipients.disclosed(site=site, subject="s-1", data=["messages", "adresse électronique"], known_as="case-1", **given)
    recipients.notify(site, "s-1", RecipientNotice.Deed.RECTIFICATION)
    about = find("conversations", str(talk.pk))
    asked = requests.receive(
        site=site, kind=requests.Kind.OTHER, channel=requests.Channel.PORTAL, language="fr", subject=about, words="Qui lit ceci ?"
    )
    return SimpleNamespace(breach=breach.pk, asked=asked.pk, reference=asked.reference, talk=talk.reference)


def visit(page, server, path, rows):
    """Open one of the pages above and wait for its heading."""
    page.goto(server.url + path.format(**vars(rows)))
    expect(page.locator("h1").first).to_be_attached()


def ask_why(page, live_server):
    """Open a conversation at the desk that is another adviser's: the desk asks why."""
    server = desk.Server(page, [desk.line(3, "human", adviser="Bob")])
    refused = {"type": "error", "code": "reason_needed", "detail": "", "conversation": server.lines[0]["id"], "client_id": None}
    server.thread = lambda *_: server.send(**refused)
    page.goto(f"{live_server.url}/admin/desk/")
    page.locator(".line").click()
    expect(page.locator("#why-read")).to_be_visible()
    return server


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_pages_of_staff(tab, live_server, alice, rows, look, scheme):  # noqa: F811
    alice.is_superuser = True
    alice.save(update_fields=["is_superuser"])
    page = tab(scheme, guichet_adviser=session_of(alice))
    for name, path in STAFF.items():
        visit(page, live_server, path, rows)
        look(page, f"admin: {name}", scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_pages_of_customers(tab, live_server, rows, look, scheme):  # noqa: F811
    page = tab(scheme, guichet_customer="dana")
    for name, path in CUSTOMER.items():
        visit(page, live_server, path + "?lang=fr", rows)
        look(page, f"portal: {name}", scheme)
    RightsRequest.objects.update(state="refused", answer="Nous devons garder la facture.", closed_at=timezone.now())
    visit(page, live_server, CUSTOMER["request received"] + "?lang=fr", rows)
    look(page, "portal: request refused", scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_reason_for_reading(tab, live_server, alice, look, scheme):  # noqa: F811
    page = tab(scheme, guichet_adviser=session_of(alice))
    server = ask_why(page, live_server)
    look(page, "desk: reason for reading", scheme)
    page.get_by_label("Contrôle de la qualité des réponses").check()
    page.get_by_role("button", name="Consulter la conversation").click()
    assert server.frames("open", 2)[-1]["reason"] == "quality"
