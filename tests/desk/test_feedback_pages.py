"""The pages on which a company learns from its customers' questions, in a real browser."""

import os
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission

from chatbot.knowledge import written
from chatbot.knowledge.models import WrittenAnswer
from conversations.models import Conversation, Customer, Feedback, Message, Turn
from tests.desk.conftest import session_of
from tests.journeys.conftest import browser, violations  # noqa: F401
from tests.knowledge.conftest import embedder, published  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
DJANGOS_OWN = {  # its index, its search box, its choice of a related row
    "landmark-complementary-is-top-level", "label-title-only", "aria-input-field-name",
}  # fmt: skip
PAGES = {
    "index": "/admin/",
    "unanswered": "/admin/conversations/openquestion/",
    "articles": "/admin/knowledge/article/",
    "answers": "/admin/knowledge/writtenanswer/",
    "new": "/admin/knowledge/writtenanswer/add/",
    "try": "/admin/knowledge/writtenanswer/try/?language=fr&question=Avez-vous+un+magasin+à+Lyon&site=",
}


@pytest.fixture(scope="module", autouse=True)
def _beside_playwright():
    """Playwright keeps an event loop in this thread, where the tests use the database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


def question(site, text, *, status="not_found", sources=(), trace=None):
    customer = Customer.objects.create(site=site, token_hash=uuid4().hex)
    talk = Conversation.objects.create(site=site, customer=customer, reference=uuid4().hex[:8].upper(), language="fr")
    lines = Message.objects  # not through the service: its events need a thread without Playwright's loop
    asked = lines.create(site=site, conversation=talk, seq=1, author="customer", text=text, client_id=uuid4())
    answer = lines.create(site=site, conversation=talk, seq=2, author="ai", text="…", origin="fixed", sources=list(sources))
    Turn.objects.create(
        site=site, conversation=talk, question=asked, answer=answer, state="done", status=status, trace=trace or {}
    )
    return answer


@pytest.fixture
def busy_site(site, alice, published):  # noqa: F811
    """A site with questions of all kinds, articles and written answers; Alice may do everything with them."""
    rights = Permission.objects.filter(content_type__app_label__in=["conversations", "knowledge"])
    alice.user_permissions.add(*rights)
    published("retours", "Retourner un article", "Trente jours.")
    published("cadeaux", "Cartes cadeaux", "Elles valent un an.")
    trace = {"passages": [{"id": "cadeaux", "title": "Cartes cadeaux", "score": 0.4123}], "language": "fr"}
    for text in ("Faites-vous des paquets cadeaux ?", "faites vous des paquets cadeaux", "Livrez-vous sur Mars ?", "a" * 300):
        question(site, text, trace=trace)
    useless = question(site, "Combien de jours ?", status="answered", sources=[{"id": "retours", "title": "", "url": ""}])
    Feedback.objects.create(message=useless, site=site, value=-1, comment="Trop court")
    for text, live in (("Oui, **rue Mercière**.", True), ("Non.", False)):
        made = WrittenAnswer.objects.create(site=site, language="fr", text=text)
        written.keep_phrasings(made, ["Avez-vous un magasin à Lyon ?"] if live else ["Avez-vous un magasin à Brest ?"])
        if live:
            written.publish(made, by=alice)
    return site


@pytest.fixture
def visit(live_server, alice, busy_site, browser):  # noqa: F811
    """Open an admin page as Alice."""
    contexts = []

    def open_page(name, *, width=1280, scheme="light", language="fr"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language)
        contexts.append(context)
        context.add_cookies([{"name": "guichet_adviser", "value": session_of(alice), "url": live_server.url}])
        page = context.new_page()
        address = PAGES[name] + (str(busy_site.pk) if name == "try" else "")
        assert page.goto(f"{live_server.url}{address}").status == 200
        if folder := os.environ.get("GUICHET_TEST_SCREENSHOTS"):
            page.screenshot(path=str(Path(folder) / f"{name}-{width}-{scheme}-{language}.png"), full_page=True)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", ["unanswered", "try", "index"])
@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "fr"), (390, "dark", "en"), (390, "light", "fr")])
def test_the_pages_are_accessible_and_fit(visit, name, width, scheme, language):
    page = visit(name, width=width, scheme=scheme, language=language)
    assert [one for one in violations(page) if one[0] not in DJANGOS_OWN] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["articles", "answers", "new"])
def test_the_lists_and_the_form_open_and_fit(visit, name):
    for width, scheme in ((1280, "light"), (390, "dark")):
        page = visit(name, width=width, scheme=scheme)
        expect(page.locator("#content h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [one for one in violations(page) if one[0] not in DJANGOS_OWN] == []


@pytest.mark.parametrize("name", ["articles", "answers"])
def test_every_column_of_a_list_is_seen_without_scrolling(visit, name):
    table = visit(name).locator("#changelist-form .results")
    assert table.evaluate("box => box.scrollWidth - box.clientWidth") <= 0


def test_a_filter_is_followed_and_cleared(visit):
    page = visit("articles")
    page.get_by_role("group", name="Utilisation en 90 jours").get_by_role("link", name="Jugé inutile").click()
    expect(page.locator("#result_list")).to_contain_text("Retourner un article")
    expect(page.locator("#result_list")).not_to_contain_text("Cartes cadeaux")
    page.get_by_role("link", name="Effacer tous les filtres").click()
    expect(page.locator("#result_list")).to_contain_text("Cartes cadeaux")


def test_an_empty_list_says_so(visit):
    Turn.objects.all().delete()
    page = visit("unanswered", width=390)
    expect(page.locator(".unanswered-none")).to_have_text("Aucune question n’est restée sans réponse.")


def test_the_keyboard_leads_from_a_question_to_its_article(visit):
    page = visit("unanswered")
    first = page.locator(".unanswered-group").first
    expect(first).to_contain_text("2 fois")
    first.get_by_role("link", name="Rédiger l’article").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Titre")).to_have_value("faites vous des paquets cadeaux")
    assert "paquets" not in page.url


def test_a_question_is_ignored_and_brought_back(visit):
    page = visit("unanswered")
    page.locator(".unanswered-group").first.get_by_role("button", name="Ignorer").click()
    expect(page.get_by_text("Ces questions ne figurent plus dans la liste.")).to_be_visible()
    page.get_by_role("link", name="Ignorées (1)").click()
    page.get_by_role("button", name="Rétablir").click()
    expect(page.locator(".unanswered-group").first).to_contain_text("2 fois")


def test_the_page_of_a_written_answer_publishes_it(visit):
    page = visit("new")
    page.get_by_label("La question, en plusieurs formulations").fill("Faites-vous des paquets cadeaux ?")
    page.get_by_label("Réponse", exact=False).first.fill("Oui, sans frais.")
    page.get_by_role("button", name="Enregistrer et donner aux clients").click()
    expect(page.locator("#result_list")).to_contain_text("Faites-vous des paquets cadeaux ?")
    assert WrittenAnswer.objects.latest("pk").is_live
