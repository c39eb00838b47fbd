"""axe finds nothing on any page in any state, light and dark; a whole run writes the result that the statement page shows.

`GUICHET_ACCESSIBILITY_RESULT=compliance/accessibility_check.json` before the command makes it write that file.
"""

import json
import os
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from chatbot.sites.models import Site
from compliance import audit, proof
from conversations.access import hash_token
from conversations.codes import code_of
from conversations.models import ContentNotice, Conversation, Customer, Message
from tests.desk import test_desk_page as desk
from tests.desk.conftest import session_of
from tests.knowledge.conftest import embedder, published  # noqa: F401
from tests.widget.conftest import message, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
DJANGOS_OWN = {  # its index, its search box, its choice of a related row
    "landmark-complementary-is-top-level", "label-title-only", "aria-input-field-name",
}  # fmt: skip
SOURCE = {"id": "a", "title": "Retours", "url": "https://lune.example/retours"}
LATER = {"answer_by": "vendredi 27 novembre 2026", "reference": "AAAABBBB", "has_email": False}
WRITING = (
    {"type": "working", "message_id": "m9", "phase": "writing", "position": 0},
    {"type": "piece", "message_id": "m9", "index": 0, "text": "Trente"},
)
CHAT = {
    "empty": (state("new", code=None),),
    "streaming": (message(1, "you"), *WRITING),
    "finished with sources": (message(1, "you"), message(2, html="<p>Trente <strong>jours</strong>.</p>", sources=[SOURCE])),
    "choices": (message(1, choices=["Retours", "Garantie"]),),
    "stopped": (message(1, stopped=True),),
    "opinion given": (message(1, feedback=1),),
    "report form": (message(1, feedback=-1, feedback_reason="wrong", feedback_comment="Faux"),),
    "error": ({"type": "error", "code": "too_fast", "detail": "Patientez.", "client_id": None},),
    "waiting for a person": (message(1, "system", "Un conseiller est prévenu."), state("waiting", queue_position=2)),
    "nobody on duty": (state("waiting", queue_position=1, advisers_online=False, later=LATER),),
    "with a person": (message(1, "human"), state("human", adviser="Claire"), {"type": "typing", "author_type": "human"}),
    "closed": (message(1), state("closed")),
    "AI off": (state("ai", ai_off=True),),
    "erased": ({"type": "erased"},),
    "another language": (message(1, text="Thirty days.", language="en"),),
}
CHAT_DEEDS = ("offline", "text not sent", "menu open")
PUBLIC = {
    "home": "/", "your data": "/privacy/", "about this AI": "/ai/", "verify": "/ai/verify", "contact": "/contact/",
    "accessibility": "/accessibility/", "not found": "/nowhere", "sign-in": "/admin/login/",
}  # fmt: skip
PUBLIC_DEEDS = (
    "wrong code", "empty verification", "wrong signature", "foreign file", "message received", "notice", "wrong notice",
    "notice received",
)  # fmt: skip
PORTAL = (
    "conversation", "wrong address", "conversation sent", "conversation by code", "erase", "erased", "downloaded page",
    "code over",
)  # fmt: skip
DESK = ("empty", "queue", "thread", "answer explained", "offline", "shortcuts", "closing")
ADMIN = {
    "index": "/admin/", "sites": "/admin/sites/site/", "a site": "/admin/sites/site/{site}/change/",
    "articles": "/admin/knowledge/article/", "an article": "/admin/knowledge/article/{article}/change/",
    "new article": "/admin/knowledge/article/add/", "written answers": "/admin/knowledge/writtenanswer/",
    "new written answer": "/admin/knowledge/writtenanswer/add/", "unanswered": "/admin/conversations/openquestion/",
    "reports": "/admin/conversations/feedback/", "conversations": "/admin/conversations/conversation/",
    "AI switch": "/admin/sites/aistop/", "requests for a person": "/admin/conversations/personrequest/",
    "notices": "/admin/conversations/contentnotice/", "a notice": "/admin/conversations/contentnotice/{notice}/change/",
    "try": "/admin/knowledge/writtenanswer/try/?language=fr&question=Combien&site={site}",
}  # fmt: skip
ALL = {
    *(f"chat: {name}" for name in (*CHAT, *CHAT_DEEDS)), *(f"public: {name}" for name in (*PUBLIC, *PUBLIC_DEEDS)),
    *(f"portal: {name}" for name in PORTAL), *(f"desk: {name}" for name in DESK), *(f"admin: {name}" for name in ADMIN),
}  # fmt: skip
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def run():
    """Gather what each state gave; a complete run is written where the environment says."""
    found = {}
    yield found
    path = os.environ.get("GUICHET_ACCESSIBILITY_RESULT")
    if path and found.keys() == {f"{name} ({scheme})" for name in ALL for scheme in SCHEMES}:
        rules = {one["id"] for response in found.values() for kind in KINDS for one in response[kind]}
        faults = sum(len(faults_of(response)) for response in found.values())
        engine = next(iter(found.values()))["testEngine"]
        result = {"date": date.today().isoformat(), "tool": f"{engine['name']} {engine['version']}", "rules": len(rules)}
        Path(path).write_text(json.dumps(result | {"faults": faults, "states": sorted(found)}, indent=1) + "\n")


KINDS = ("passes", "violations", "incomplete", "inapplicable")


def faults_of(response):
    return [(one["id"], [node["html"][:140] for node in one["nodes"]]) for one in response["violations"]]


@pytest.fixture
def look(run):
    """Let axe look at the page, note the result under this name, and want no violation but Django's own."""
    axe, wrong = pytest.importorskip("axe_playwright_python.sync_playwright").Axe(), []

    def check(page, name, scheme):
        response = axe.run(page).response
        if name.startswith("admin:"):
            response["violations"] = [one for one in response["violations"] if one["id"] not in DJANGOS_OWN]
        run[f"{name} ({scheme})"] = response
        wrong.extend((name, fault) for fault in faults_of(response))

    yield check
    assert wrong == []


@pytest.fixture
def tab(browser, live_server):
    """Open pages of this server in one colour scheme."""
    contexts = []

    def open_tab(scheme, **cookies):
        context = browser.new_context(viewport={"width": 390, "height": 780}, color_scheme=scheme, locale="fr-FR")
        contexts.append(context)
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        return context.new_page()

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture
def talk(site):
    """A conversation of Dana's with every kind of message."""
    customer = Customer.objects.create(site=site, token_hash=hash_token("dana"))
    made = Conversation.objects.create(site=site, customer=customer, reference="AAAABBBB", language="en", last_seq=4)
    lines = [("customer", "", ""), ("ai", "extractive", ""), ("system", "", "taken_over"), ("human", "human", "")]
    for seq, (author, origin, event) in enumerate(lines, 1):
        Message.objects.create(
            site=site, conversation=made, seq=seq, author=author, origin=origin, event=event, text="* un\n* deux",
            client_id=uuid4(), sources=[SOURCE] if author == "ai" else [],
        )  # fmt: skip
    return made


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", CHAT)
def test_the_chat(chat, look, name, scheme):
    page, server = chat(scheme=scheme)
    server.sent("hello")
    server.send(*CHAT[name])
    server.send({"type": "pong"}, message(99, "system", "Fin."))
    expect(page.locator("#m-m99")).to_be_attached()
    look(page, f"chat: {name}", scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", CHAT_DEEDS)
def test_the_chat_after_a_deed(chat, look, name, scheme):
    page, server = chat(scheme=scheme)
    server.sent("hello")
    if name == "offline":
        page.route("**/frames?*", lambda route: route.abort())
        server.is_up = False
        server.cut()
        expect(page.locator("#banner")).to_be_visible()
    elif name == "text not sent":
        page.locator("#text").fill("Bonjour")
        page.locator("#text").press("Enter")
        sent = server.sent("message")[0]
        server.send({"type": "error", "code": "too_fast", "detail": "Patientez.", "client_id": sent["client_id"]})
        expect(page.locator(".retry")).to_be_visible()
    else:
        page.locator(".menu summary").click()
    look(page, f"chat: {name}", scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_public_pages(tab, live_server, site, look, scheme):
    page = tab(scheme)
    for name, path in PUBLIC.items():
        page.goto(f"{live_server.url}{path}?lang=fr&site={site.public_key}")
        look(page, f"public: {name}", scheme)
    page.goto(f"{live_server.url}/privacy/?lang=fr")
    page.locator("#code").fill("AAAA")
    page.locator("main [type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    look(page, "public: wrong code", scheme)
    page.goto(f"{live_server.url}/ai/verify?lang=fr")
    page.locator("main form").evaluate("form => { form.noValidate = true; form.requestSubmit() }")
    expect(page.locator(".error-summary")).to_be_visible()
    look(page, "public: empty verification", scheme)
    page.locator("#text").fill("Bonjour")
    page.locator("#signature").fill("{")
    page.locator("main [type=submit]").click()
    expect(page.locator("#signature-fault")).to_be_visible()
    look(page, "public: wrong signature", scheme)
    page.locator("#transcript").set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": b"{}"})
    page.locator("main [type=submit]").click()
    expect(page.locator("#transcript-fault")).to_be_visible()
    look(page, "public: foreign file", scheme)
    page.goto(f"{live_server.url}/contact/?lang=fr&site={site.public_key}")
    page.locator("#text").fill("Je n’arrive pas à lire la page.")
    page.locator("main [type=submit]").click()
    expect(page.locator("#received")).to_be_visible()
    look(page, "public: message received", scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_notice_form(tab, live_server, site, look, scheme):
    Site.objects.filter(pk=site.pk).update(profiles=["platform"], authority_email="dsa@lune.example")
    page = tab(scheme)
    page.goto(f"{live_server.url}/notice/?lang=fr&site={site.public_key}")
    look(page, "public: notice", scheme)
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.locator("#email").fill("dana@example.eu")
    page.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.locator(".fault")).to_have_count(4)
    look(page, "public: wrong notice", scheme)
    page.get_by_role("link", name="Confirmez que vous agissez de bonne foi.").press("Enter")
    expect(page.locator("#is_good_faith")).to_be_focused()
    page.keyboard.press("Space")
    for field, text in {"url": "https://lune.example/avis/1", "reason": "Contrefaçon.", "name": "Dana"}.items():
        page.locator(f"#{field}").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("#received")).to_be_visible()
    look(page, "public: notice received", scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_portal(tab, live_server, talk, look, scheme, monkeypatch, settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.example.eu", "aide@example.eu"
    address, page = f"{live_server.url}/privacy/{talk.reference}/", tab(scheme)
    page.goto(f"{live_server.url}/privacy/?lang=fr")
    page.locator("#code").fill(code_of(talk))
    page.locator("main [type=submit]").click()
    expect(page.locator("#until")).to_be_visible()
    look(page, "portal: conversation by code", scheme)
    with monkeypatch.context() as patch:
        patch.setattr(proof, "LASTS", -1)
        page.reload()
        look(page, "portal: code over", scheme)
    page = tab(scheme, guichet_customer="dana")
    page.goto(f"{address}?lang=fr")
    look(page, "portal: conversation", scheme)
    page.locator("#email").fill("dana@lune")
    page.get_by_role("button", name="Envoyer la conversation").click()
    expect(page.locator("#email-fault")).to_be_visible()
    look(page, "portal: wrong address", scheme)
    page.locator("#email").fill("dana@example.eu")
    page.get_by_role("button", name="Envoyer la conversation").click()
    expect(page.locator("#sent")).to_be_visible()
    look(page, "portal: conversation sent", scheme)
    page.goto(f"{address}?lang=fr")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Télécharger (page à lire)").click()
    file = tab(scheme)
    file.set_content(Path(coming.value.path()).read_text())
    expect(file.locator("li")).not_to_have_count(0)
    look(file, "portal: downloaded page", scheme)
    page.goto(f"{address}erase/?lang=fr")
    look(page, "portal: erase", scheme)
    page.get_by_role("button", name="Effacer définitivement").click()
    expect(page.get_by_role("heading", name="La conversation est effacée")).to_be_visible()
    look(page, "portal: erased", scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", DESK)
def test_the_desk(tab, live_server, alice, look, name, scheme):
    page = tab(scheme, guichet_adviser=session_of(alice))
    page.set_viewport_size({"width": 1280, "height": 800})
    mine = desk.line(3, "human", mine=True, adviser="Alice")
    server = desk.Server(page, [] if name == "empty" else [desk.line(9, "waiting"), mine, desk.line(6, "closed")])
    turn = {"status": "answered", "state": "done", "state_label": "", "seconds": 2.5, "trace": {"timings_ms": {"search": 12}}}
    if name == "answer explained":
        server.threads[mine["id"]] = [desk.message(1), desk.message(2, "ai", "Oui.", turn=turn, origin_label="cité")]
    page.goto(f"{live_server.url}/admin/desk/")
    expect(page.locator("#connection")).to_have_attribute("data-state", "open")
    if name in {"thread", "answer explained", "closing"}:
        page.locator(".line").nth(1).click()
        expect(page.locator("#messages .text").first).to_be_visible()
    if name == "offline":
        server.is_up = False
        server.socket.close()
        expect(page.get_by_role("alert")).to_contain_text("interrompue")
    if name in {"shortcuts", "closing"}:
        page.locator("body").press("?" if name == "shortcuts" else "c")
        expect(page.locator("dialog[open]")).to_be_visible()
    look(page, f"desk: {name}", scheme)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_admin(tab, live_server, alice, site, talk, published, look, scheme):  # noqa: F811
    article = published("retours", "Retourner un article", "Trente jours.")
    alice.is_superuser = True
    alice.save(update_fields=["is_superuser"])
    given = {"url": "https://lune.example/avis/1", "reason": "Contrefaçon.", "name": "Dana", "email": "dana@example.eu"}
    notice = ContentNotice.objects.create(site=site, reference="NNNNPPPP", language="fr", **given)
    audit.record("human_requested", site=site, actor="customer", object_type="conversation", object_id=str(talk.pk))
    page = tab(scheme, guichet_adviser=session_of(alice))
    page.set_viewport_size({"width": 1280, "height": 900})
    for name, path in ADMIN.items():
        found = page.goto(live_server.url + path.format(site=site.pk, article=article.pk, notice=notice.pk))
        assert found.status == 200, path
        look(page, f"admin: {name}", scheme)
