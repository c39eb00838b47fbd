"""No dark pattern in what customers read and press: every template and script, and every French and English sentence."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from chatbot.answering.texts import TEXTS

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*(ROOT / "templates").rglob("*.html")]
SCRIPTS = [*(ROOT / "static").rglob("*.js")]
SHAMING = (
    r"non,? (?:merci,? )?je (?:ne veux pas|préfère|renonce)|no,? (?:thanks,? )?i (?:don.t want|prefer|hate)|"
    r"êtes-vous (?:vraiment )?sûr|are you (?:really )?sure|tant pis|"
    r"vous allez (?:nous manquer|rater|perdre)|you will (?:miss|lose out)|"
    r"avant de partir|before you (?:go|leave)|restez avec|stay with (?:me|us)"
)
URGENCY = (
    r"dépêchez|hurry|plus que \d|only \d+ left|dernière chance|last chance|offre limitée|limited (?:time|offer)|"
    r"expire (?:bientôt|dans \d)|expires soon|vite[ ,!]|act now|ne tardez pas"
)
POSING = r"(?:votre|notre) conseillère? (?:virtuel|ia)|(?:your|our) (?:virtual|ai) (?:adviser|agent|friend)|en chair et en os"
BAD = re.compile(f"{SHAMING}|{URGENCY}|{POSING}", re.IGNORECASE)


def sentences():
    with (ROOT / "locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        for message in read_po(file, locale="fr"):
            for text in (message.id, message.string):
                yield from [text] if isinstance(text, str) else text
    for wordings in TEXTS.values():
        yield from wordings.values()


@pytest.mark.parametrize(
    "text",
    ["Non merci, je préfère payer plus", "Êtes-vous sûr de vouloir partir ?", "Hurry, only 2 left", "Your virtual agent is here"],
)
def test_the_lint_finds_what_it_is_for(text):
    assert BAD.search(text)


def test_no_sentence_shames_hurries_or_poses_as_a_person():
    assert [text for text in sentences() if BAD.search(text)] == []


@pytest.mark.parametrize("file", [*PAGES, *SCRIPTS], ids=lambda file: str(file.relative_to(ROOT)))
def test_no_page_does_either(file):
    assert BAD.search(file.read_text()) is None


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_box_is_ticked_beforehand(file):
    text = re.sub(r"\{% if typed\.\w+ %\} checked\{% endif %\}", "", file.read_text())  # what the person has ticked stays ticked
    assert re.findall(r"<input(?=[^>]*type=\"(?:checkbox|radio)\")[^>]*\bchecked\b", text) == []


def test_closing_closes_and_nothing_comes_up_by_itself():
    chat = "".join(script.read_text() for script in [*(ROOT / "static/chat").glob("*.js"), ROOT / "static/widget.js"])
    assert not re.search(
        r"beforeunload|(?:window\.|[=(!&|]\s*)(?:confirm|alert|prompt)\(|showModal|exit.?intent|mouseleave", chat
    )
    widget = (ROOT / "static/widget.js").read_text()
    assert not re.search(r"set(?:Timeout|Interval)\(\s*(?:open|\(\) => open)", widget)


def test_the_ai_at_work_is_called_an_assistant_and_its_pace_is_its_own():
    from conversations.words import chat_words

    phases = [text for name, text in chat_words("Maison Lune").items() if name in {"phase_searching", "phase_writing"}]
    assert len(phases) == 2 and all("assistant" in text.lower() for text in phases)
    bubble = (ROOT / "static/chat/bubble.js").read_text()
    assert "setTimeout" not in bubble and "setInterval" not in bubble  # pieces are shown when they come: no fake typing
