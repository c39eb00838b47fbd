"""At 320 pixels, and at 640 (1280 at a zoom of 200 %), desk, administration and portal scroll one way and cut nothing."""

import pytest

from tests.desk import test_desk_page as desk
from tests.desk.conftest import session_of
from tests.knowledge.conftest import embedder, published  # noqa: F401
from tests.widget.test_axe_everywhere import ADMIN, tab, talk  # noqa: F401
from tests.widget.test_axe_registers import CUSTOMER, STAFF, ask_why, rows, visit  # noqa: F401
from tests.widget.test_reading_conditions import CUT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
WIDTHS = [320, 640]
BEYOND = """() => {
  const edge = (node) => {
    for (let up = node.parentElement; up; up = up.parentElement) {
      const clips = up !== document.body && ["hidden", "clip"].includes(getComputedStyle(up).overflowX)
      if (clips) return Math.min(innerWidth, up.getBoundingClientRect().right)
    }
    return innerWidth
  }
  return [...document.querySelectorAll("a, button, input, select, textarea, label, legend, p, h1, h2, h3, dt, dd, li, img, svg")]
    .filter((node) => node.checkVisibility() && !node.closest(".results, table, pre, .visually-hidden, .hidden-visually"))
    .filter((node) => node.getBoundingClientRect().right > edge(node) + 1)
    .map((node) => node.outerHTML.slice(0, 110))
}"""


def faults(page, where):
    """What is too wide or cut, with where it was seen; a table of data may be wider than the page in a frame that scrolls."""
    wide = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth")
    found = [(where, "beyond", one) for one in page.evaluate(BEYOND)] + [(where, "cut", one) for one in page.evaluate(CUT)]
    return found + [(where, "wider", "the page")] * wide


@pytest.mark.parametrize("width", WIDTHS)
def test_the_portal(tab, live_server, talk, rows, width):  # noqa: F811
    page = tab("light", guichet_customer="dana")
    page.set_viewport_size({"width": width, "height": 780})
    found = []
    for path in ("", f"{talk.reference}/", f"{talk.reference}/erase/"):
        page.goto(f"{live_server.url}/privacy/{path}?lang=fr")
        expect(page.locator("h1")).to_be_visible()
        found += faults(page, path)
    for name, path in CUSTOMER.items():
        visit(page, live_server, f"{path}?lang=fr", rows)
        found += faults(page, name)
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_desk(tab, live_server, alice, width):  # noqa: F811
    page = tab("light", guichet_adviser=session_of(alice))
    page.set_viewport_size({"width": width, "height": 780})
    mine = desk.line(3, "human", mine=True, adviser="Alice", site="Maison Lune et associés")
    server = desk.Server(page, [desk.line(9, "waiting", adviser=None), mine, desk.line(4, "human", adviser="B" * 60)])
    page.goto(f"{live_server.url}/admin/desk/")
    expect(page.locator(".line")).to_have_count(3)
    found = faults(page, "queue")
    page.locator(".line").nth(1).click()
    expect(page.locator("#messages .text").first).to_be_visible()
    found += faults(page, "thread")
    for place in ("#reply", "[data-deed=hand_back]", "#composer [type=submit]"):
        expect(page.locator(place)).to_be_in_viewport(ratio=0.9)
    page.locator("#show-context").click()
    expect(page.locator("#context")).to_be_visible()
    assert found + faults(page, "details") == [] and server.received
    ask_why(page, live_server)
    expect(page.get_by_role("button", name="Annuler")).to_be_in_viewport(ratio=0.9)
    assert faults(page, "reason") == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_administration(tab, live_server, alice, site, talk, published, rows, width):  # noqa: F811
    article = published("retours", "Retourner un article", "Trente jours.")
    alice.is_superuser = True
    alice.save(update_fields=["is_superuser"])
    page = tab("light", guichet_adviser=session_of(alice))
    page.set_viewport_size({"width": width, "height": 780})
    found = []
    for name, path in ADMIN.items():
        if "{notice}" not in path:
            page.goto(live_server.url + path.format(site=site.pk, article=article.pk))
            found += faults(page, name)
    for name, path in STAFF.items():
        visit(page, live_server, path, rows)
        found += faults(page, name)
    assert found == []
    expect(page.get_by_role("link", name="Second facteur")).to_be_in_viewport(ratio=0.9)
