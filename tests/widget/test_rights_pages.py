"""The pages of the rights, in a real browser without JavaScript: reached by keyboard alone, without a fault for axe."""

from datetime import timedelta

import pytest
from django.utils import timezone

from compliance.models import Erasure, LegalHold
from conversations.access import hash_token
from conversations.models import Conversation, Correction, Customer, Message
from tests.journeys.conftest import browser, violations  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def written(site):
    customer = Customer.objects.create(site=site, token_hash=hash_token("dana"))
    made = Conversation.objects.create(site=site, customer=customer, reference="ABCD2345", language="fr", last_seq=1)
    Message.objects.create(site=site, conversation=made, seq=1, author="customer", text="Ma commande 4321 n’arrive pas")
    return made


@pytest.fixture
def open_page(live_server, browser):  # noqa: F811
    contexts = []

    def _open(path, *, width=390, scheme="light", language="fr", scripts=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language, java_script_enabled=scripts
        )
        context.add_cookies([{"name": "guichet_customer", "value": "dana", "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{live_server.url}{path}?lang={language}")
        return page

    yield _open
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(open_page, written, scheme, language):
    LegalHold.objects.create(
        site=written.site, subject_key=str(written.pk), reason="Litige", scope="messages",
        expires_on=timezone.localdate() + timedelta(days=9),
    )  # fmt: skip
    base = f"/privacy/{written.reference}/"
    kinds = ("rectification", "restriction", "ai_opt_out", "consent", "other")
    paths = ["/privacy/", base, f"{base}erase/", "/privacy/receipt/", *(f"{base}ask/{kind}/" for kind in kinds)]
    for path in paths:
        for width in (390, 1280):
            page = open_page(path, width=width, scheme=scheme, language=language)
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (path, width)
            page.context.close()


def test_a_correction_is_sent_with_the_keyboard_alone(open_page, written):
    page = open_page(f"/privacy/{written.reference}/ask/rectification/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "number":
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("C’est la commande 1234")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Votre demande a bien été reçue" in page.content() and violations(page) == []
    assert Correction.objects.get().message.seq == 1


def test_an_erasure_without_javascript_ends_with_a_receipt_that_can_be_checked(open_page, written, tmp_path):
    page = open_page(f"/privacy/{written.reference}/", scripts=False)
    page.get_by_role("link", name="Effacer la conversation").click()
    page.get_by_role("button", name="Effacer définitivement").click()
    assert page.get_by_role("heading", name="La conversation est effacée").is_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Télécharger le reçu").click()
    coming.value.save_as(tmp_path / "receipt.json")
    assert not Message.objects.exists() and Erasure.objects.get().state == "done"
    page.get_by_role("link", name="Vérifier un reçu").click()
    page.locator("#receipt").set_input_files(tmp_path / "receipt.json")
    page.get_by_role("button", name="Vérifier").click()
    assert page.locator("[data-verdict=yes]").is_visible()
