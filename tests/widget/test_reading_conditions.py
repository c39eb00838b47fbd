"""Large text, wide spacing, narrow windows, reduced motion, forced colours: the chat and the public pages stay whole."""

import pytest

from tests.widget.conftest import message, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
PUBLIC = ["/", "/privacy/", "/ai/", "/ai/verify", "/contact/", "/accessibility/"]
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
BIG = "html { font-size: 200% !important; }"
CUT = """() => [...document.querySelectorAll("button, a, label, p, h1, h2, dt, dd, summary")]
  .filter((node) => node.offsetParent && getComputedStyle(node).overflow !== "visible")
  .filter((node) => !node.closest(".hidden-visually, .visually-hidden"))
  .filter((node) => node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)
  .map((node) => node.outerHTML.slice(0, 90))"""


def restyle(page, css):
    """Do what a reader's own style sheet does, which no policy of the page forbids."""
    page.evaluate("css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets.push(s) }", css)


def fits(page, width):
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize(("css", "width"), [(SPACING, 320), (SPACING, 1280), (BIG, 400), (BIG, 1280)])
def test_the_chat_is_whole_and_usable_with_other_text(chat, css, width):
    page, server = chat(width=width)
    server.send(message(1, "you", "Combien ?"), message(2, sources=[{"id": "a", "title": "Retours", "url": "/r"}]))
    server.send(message(3, choices=["Retours", "Garantie"]), state("waiting", queue_position=2))
    expect(page.locator("#log .bubble")).to_have_count(3)
    restyle(page, css)
    fits(page, width)
    for place in ("#text", "#send", "#human", "#disclosure-text"):
        page.locator(place).scroll_into_view_if_needed()
        expect(page.locator(place)).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("css", ["", SPACING, BIG], ids=["plain", "spacing", "200 %"])
def test_the_public_pages_reflow(browser, live_server, site, css):
    context = browser.new_context(viewport={"width": 320, "height": 780}, locale="fr")
    page = context.new_page()
    for path in PUBLIC:
        page.goto(f"{live_server.url}{path}?lang=fr&site={site.public_key}")
        expect(page.locator("h1")).to_be_visible()
        restyle(page, css)
        fits(page, 320)
    context.close()


def test_reduced_motion_stops_every_animation(chat):
    page, server = chat()
    server.send({"type": "working", "message_id": "m2", "phase": "writing", "position": 0})
    expect(page.locator("#writing")).to_be_visible()
    moving = "document.getAnimations().filter((one) => one.playState === 'running').length"
    assert page.evaluate(moving) > 0
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == 0


def test_forced_colours_leave_every_border_and_the_pressed_state(chat):
    page, server = chat()
    server.send(message(1, "you"), message(2, feedback=1))
    expect(page.locator(".thumb[aria-pressed=true]")).to_be_visible()
    page.emulate_media(forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    edge = "node => getComputedStyle(node).borderTopStyle + parseInt(getComputedStyle(node).borderTopWidth)"
    for place in (".bubble.you .body", ".bubble.ai .body:visible", ".disclosure", "#human", "#text", "#send"):
        assert page.locator(place).first.evaluate(edge) not in {"none0", "solid0"}, place
    pressed, other = page.locator(".thumb[data-value='1']"), page.locator(".thumb[data-value='-1']")
    assert pressed.evaluate(edge) != other.evaluate(edge)


def test_the_dark_scheme_follows_the_system(chat):
    page, _server = chat()
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
