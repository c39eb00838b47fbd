import json
from contextlib import aclosing

import pytest
from asgiref.sync import sync_to_async

from chatbot.answering.answer import answer
from chatbot.answering.contract import Answer, Question, Released
from chatbot.inference.errors import EngineBusy, EngineFailed, EngineLost
from chatbot.inference.messages import Done, Piece
from chatbot.inference.register import QWEN, SMOLLM2
from chatbot.knowledge.articles import Draft, publish, save_draft
from chatbot.sites.models import Site

pytestmark = pytest.mark.django_db(transaction=True)
ARTICLES = [
    ("retours", "Retourner un article", "Vous pouvez retourner un article pendant 30 jours. Les frais de retour sont de 4,90 €."),
    (
        "garantie",
        "Garantie des lampes",
        "Toutes nos lampes sont garanties deux ans. La garantie couvre les défauts de fabrication.",
    ),
    ("livraison", "Délais de livraison", "La livraison en France prend deux à quatre jours ouvrés. Elle coûte 6 €."),
]


class Model:
    """Stands in for the engine: says a text, or fails."""

    def __init__(self, text="", error=None, card=QWEN):
        self.text, self.error, self.card, self.asked = text, error, card, []

    async def generate(self, asked, **options):
        self.asked.append(asked)
        if self.error:
            raise self.error
        yield Piece("1", self.text)
        yield Done("1", "stop", self.text, 1, 1, 0)


@pytest.fixture
async def shop(site, transactional_db):
    for external_id, title, body in ARTICLES:
        draft = Draft(external_id, "fr", title, body, url=f"https://lune.example/{external_id}")
        await sync_to_async(lambda one: publish(save_draft(site, one)))(draft)
    return site


async def ask(site, text, engine=None):
    async with aclosing(answer(Question(text, "fr", site), engine=engine)) as items:
        found = [item async for item in items]
    whole = found[-1]
    assert isinstance(whole, Answer)
    assert "".join(piece.text for piece in found[:-1] if isinstance(piece, Released)) == whole.text
    return whole


async def test_without_a_model_it_quotes_the_article_byte_for_byte(shop):
    found = await ask(shop, "Combien de jours ai-je pour retourner un article ?")
    assert (found.status, found.origin) == ("answered", "extractive")
    assert found.text in ARTICLES[0][2] and "30 jours" in found.text
    assert [source.id for source in found.sources] == ["retours"]


async def test_the_model_composes_what_the_article_supports(shop):
    found = await ask(
        shop, "Combien de temps pour retourner un article ?", Model("Vous avez 30 jours pour retourner un article.")
    )
    assert (found.origin, found.text) == ("generated", "Vous avez 30 jours pour retourner un article.")
    assert found.trace["model"]["sha256"] == QWEN.sha256


async def test_an_invented_answer_becomes_the_articles_own_words(shop):
    found = await ask(
        shop, "Combien de temps pour retourner un article ?", Model("Vous pouvez retourner un article pendant 90 jours.")
    )
    assert found.origin == "extractive" and found.text in ARTICLES[0][2]


async def test_a_model_that_has_not_earned_it_is_not_asked(shop):
    model = Model("Inventé.", card=SMOLLM2)
    assert (await ask(shop, "Combien de temps pour retourner un article ?", model)).origin == "extractive"
    assert model.asked == []


async def test_a_legal_topic_is_quoted_and_the_trace_says_why(shop):
    model = Model("Nos lampes sont garanties deux ans.")
    found = await ask(shop, "Combien de temps dure la garantie des lampes ?", model)
    assert (found.origin, model.asked) == ("extractive", []) and found.text in ARTICLES[1][2]
    assert (found.trace["legal_topic"], found.trace["mode"]) == ("garantie", "quote")


@pytest.mark.parametrize("error", [EngineBusy("full"), EngineFailed("too_long", "x")])
async def test_a_model_that_refuses_is_done_without(shop, error):
    found = await ask(shop, "Combien de temps pour retourner un article ?", Model(error=error))
    assert (found.status, found.origin) == ("answered", "extractive")


async def test_a_lost_engine_is_told_so_that_the_turn_is_tried_again(shop):
    with pytest.raises(EngineLost):
        await ask(shop, "Combien de temps pour retourner un article ?", Model(error=EngineLost("x")))


async def test_what_the_articles_do_not_answer_is_said_with_near_ones_and_a_person(shop):
    model = Model("Oui, nous avons un vol pour Tokyo.")
    found = await ask(shop, "Quel est le prix d’un vol pour Tokyo demain matin ?", model)
    assert (found.status, found.origin, model.asked) == ("not_found", "fixed", [])
    assert "conseiller" in found.text and found.sources


async def test_an_empty_site_says_so_too(site):
    found = await ask(site, "Quels sont les délais de livraison ?")
    assert found.status == "not_found" and not found.sources


async def test_another_sites_articles_are_never_used(shop, other_site):
    found = await ask(other_site, "Combien de jours ai-je pour retourner un article ?")
    assert found.status == "not_found"


async def test_a_plain_intent_needs_neither_search_nor_model(shop):
    model = Model("Oui, je suis humaine.")
    found = await ask(shop, "Êtes-vous une vraie personne ?", model)
    assert found.status == "identity" and "intelligence artificielle" in found.text and model.asked == []


async def test_the_model_never_sees_an_identifier_and_the_trace_no_word(shop):
    model = Model("Vous avez 30 jours pour retourner un article.")
    found = await ask(shop, "Je suis canari@dana.example, combien de jours pour retourner un article ?", model)
    assert "canari" not in str(model.asked) and "canari" not in json.dumps(found.trace)
    assert found.trace["redacted"] == {"EMAIL": 1}


async def test_an_english_question_on_a_french_site_gets_the_french_article_as_french_or_is_told_in_english(shop):
    found = await ask(shop, "How many days do I have to return an article?")
    assert (found.status, found.language) in {("answered", "fr"), ("not_found", "en")}


def test_the_ask_command_gives_json_and_names_a_bad_line(transactional_db, capsys, monkeypatch):
    import io

    from django.core.management import CommandError, call_command

    Site.objects.create(slug="vide", company="Vide")
    lines = b'{"question": "bonjour"}\nnot json\n{"question": "merci"}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
    with pytest.raises(CommandError, match="1 bad line"):
        call_command("ask", "--site", "vide", "--json", "--model", "none")
    out, err = capsys.readouterr()
    rows = [json.loads(row) for row in out.splitlines()]
    assert [row["question"] for row in rows] == ["bonjour", "merci"] and rows[0]["status"] == "small_talk"
    assert set(rows[0]) == {"question", "answer", "status", "origin", "sources", "language", "model", "timings_ms"}
    assert "line 2" in err
