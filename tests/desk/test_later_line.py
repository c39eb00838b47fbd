import pytest

from tests.desk.test_desk_page import CHROMIUM, desk, expect, line, message, violations  # noqa: F401

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium"),
    pytest.mark.django_db(transaction=True),
]
PROMISE = {"answer_by": "2026-11-27", "late": False, "mail": "unconfigured", "email": "camille@client.example"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_shows_promises_reports_and_how_the_mail_stands(desk, scheme):  # noqa: F811
    late = line(2, "waiting", later=PROMISE | {"late": True, "mail": "", "email": ""})
    page, server = desk(line(1, "waiting", later=PROMISE, reports=2), late, scheme=scheme)
    expect(page.locator(".line").nth(1)).to_contain_text("à répondre d’ici au 27 nov.")
    expect(page.locator(".line").nth(1)).to_contain_text("2 signalements")
    expect(page.locator(".line").nth(0)).to_contain_text("en retard depuis le 27 nov.")
    reported = {"value": -1, "comment": "", "reason": "wrong"}
    server.threads[line(1)["id"]] = [message(1), message(2, "ai", "Trois ans.", feedback=reported)]
    page.locator(".line").nth(1).click()
    expect(page.locator("#context")).to_contain_text("vendredi 27 novembre 2026")
    expect(page.locator("#context")).to_contain_text("camille@client.example")
    expect(page.locator("#messages")).to_contain_text("Signalée : La réponse est fausse")
    assert violations(page) == []
