"""manage.py evaluate on a small shop: what it measures, what it writes, and that it changes nothing unless told to."""

import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

from chatbot.answering.evaluation import choosing
from chatbot.knowledge.articles import Draft, publish_draft

pytestmark = pytest.mark.django_db(transaction=True)
ARTICLES = [
    ("retours", "Retourner un article", "Vous pouvez retourner un article pendant 30 jours. Les frais de retour sont de 4,90 €."),
    ("garantie", "Garantie des lampes", "Toutes nos lampes sont garanties deux ans. La garantie couvre les défauts."),
    ("livraison", "Délais de livraison", "La livraison en France prend deux à quatre jours ouvrés. Elle coûte 6 €."),
]
QUESTIONS = [
    {"question": "Combien de jours pour retourner un article ?", "expected": ["retours"], "answer_contains": ["30 jours"]},
    {"question": "Combien coûte la livraison en France ?", "expected": ["livraison"], "answer_contains": ["6 €"]},
    {"question": "Mes lampes sont-elles garanties ?", "expected": ["livraison"]},
    {"question": "Quel est le prix d’un vol pour Tokyo <script>alert(1)</script> ?", "expected": []},
    {"question": "Êtes-vous un robot ?", "kind": "guard:identity"},
    {"question": "How do I hire a bicycle in Rome?", "lang": "en"},
]


@pytest.fixture
def shop(site):
    for external_id, title, body in ARTICLES:
        publish_draft(site, Draft(external_id, "fr", title, body))
    return site


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in QUESTIONS))
    return path


def evaluate(**options):
    out, err = io.StringIO(), io.StringIO()
    call_command("evaluate", site="lune", model="none", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def figures(out):
    (run,) = json.loads(out)["runs"]
    return {group: {name: one["value"] for name, one in found.items()} for group, found in run["figures"].items()}


def test_it_measures_search_answers_abstention_guards_and_truth(shop, questions):
    found = figures(evaluate(questions=questions, json=True)[0])
    assert found["all"]["recall_1"] == pytest.approx(2 / 3, abs=1e-3)
    assert found["all"]["recall_3"] == 1.0 and found["all"]["words"] == 1.0
    assert found["all"]["guards"] == 1.0 and found["all"]["false_alarms"] == 0.0
    assert found["all"]["foreign"] == 0.0 and found["all"]["quoted"] == 1.0
    assert found["all"]["first_s_p50"] > 0
    assert found["en"]["foreign"] == 0.0 and "recall_1" not in found["en"]


def test_what_is_answered_from_another_article_is_shown_among_the_worst(shop, questions):
    (run,) = json.loads(evaluate(questions=questions, json=True)[0])["runs"]
    shown = [case for cases in run["worst"].values() for case in cases]
    wrong = next(case for case in shown if "garanties" in case["question"])
    assert wrong["expected"] == ["livraison"] and any("garantie" in one for one in wrong["cited"]) and wrong["answer"]


def test_the_report_is_one_file_that_loads_and_runs_nothing(shop, questions, tmp_path):
    evaluate(questions=questions, output=tmp_path / "new" / "report")
    page = (tmp_path / "new" / "report" / "report.html").read_text()
    assert "<script" not in page and not re.search(r"(?:src|href)=|url\(|@import", page)
    assert "&lt;script&gt;" in json.dumps(page) or "Tokyo" not in page  # questions are text
    assert page.count("<svg") >= 3 and "--accent" in page and "95 %" in page
    assert json.loads((tmp_path / "new" / "report" / "report.json").read_text())["site"] == "lune"
    assert (tmp_path / "new" / "report" / "1-quote-roc.svg").read_text().startswith("<svg")


def test_a_foreign_file_is_asked_too(shop, questions, tmp_path):
    foreign = tmp_path / "foreign.jsonl"
    foreign.write_text('{"question": "Combien de jours pour retourner un article ?", "expected": ["retours"]}')
    assert figures(evaluate(questions=questions, foreign=foreign, json=True)[0])["all"]["foreign"] == pytest.approx(
        1 / 3, abs=1e-3
    )


def test_it_changes_nothing_unless_told_to_and_can_be_undone(shop, questions, monkeypatch):
    monkeypatch.setattr(choosing, "FEWEST", 2)
    evaluate(questions=questions)
    shop.refresh_from_db()
    assert shop.calibration == {}
    evaluate(questions=questions, apply=True)
    shop.refresh_from_db()
    kept = shop.calibration
    assert 0 < kept["evidence"]["floor"] < 1 and kept["date"] and kept["questions_sha256"]
    assert kept["figures"]["quote, no model"]["recall_3"] == 1.0
    evaluate(reset=True)
    shop.refresh_from_db()
    assert shop.calibration == {}


def test_too_few_questions_choose_nothing(shop, questions):
    _out, err = evaluate(questions=questions, apply=True)
    shop.refresh_from_db()
    assert shop.calibration == {} and "30 answerable" in err


@pytest.mark.parametrize(
    ("options", "word"),
    [({}, "--questions"), ({"site": "absent"}, "no site"), ({"model": "unheard-of"}, "unheard-of")],
)
def test_bad_input_is_an_error_that_says_what(shop, questions, options, word):
    given = {"questions": questions} if "model" in options or "site" in options else {}
    with pytest.raises(CommandError, match=word):
        call_command("evaluate", **({"site": "lune", "model": "none"} | given | options))


def test_a_bad_line_is_named(shop, tmp_path):
    (tmp_path / "bad.jsonl").write_text('{"question": "Bien ?"}\n{"question": ""}')
    with pytest.raises(CommandError, match="line 2"):
        evaluate(questions=tmp_path / "bad.jsonl")


def test_strange_questions_are_asked_without_a_crash(shop, tmp_path):
    strange = ["\0", "🙂" * 50, "مرحبا كيف الحال", "'; DROP TABLE x; --", "a & b | !c:*", "x" * 2000, "<b>&amp;"]
    (tmp_path / "strange.jsonl").write_text("\n".join(json.dumps({"question": one}) for one in strange))
    found = figures(evaluate(questions=tmp_path / "strange.jsonl", json=True)[0])
    assert found["all"]["foreign"] == 0.0
