"""An answer can be given again from its trace, whatever was published since."""

from contextlib import aclosing

import pytest
from asgiref.sync import sync_to_async

from chatbot.answering.answer import answer
from chatbot.answering.contract import Question
from chatbot.answering.replay import CannotReplay, differences, model_of, replay
from chatbot.inference.messages import Done, Piece
from chatbot.inference.register import QWEN
from chatbot.knowledge.articles import Draft, publish_draft
from chatbot.knowledge.models import ArticleVersion, Passage

pytestmark = pytest.mark.django_db(transaction=True)
BODY = "Vous pouvez retourner un article pendant 30 jours. Les frais de retour sont de 4,90 €."
ASKED = "Combien de jours pour retourner un article ?"


class Model:
    """Stands in for the engine: says a text."""

    card = QWEN

    def __init__(self, text):
        self.text, self.asked = text, []

    async def generate(self, asked, **options):
        self.asked.append(asked)
        yield Piece("1", self.text)
        yield Done("1", "stop", self.text, 1, 1, 0)


class Talker(Model):
    """Says it word by word."""

    async def generate(self, asked, **options):
        for word in self.text.split():
            yield Piece("1", f"{word} ")
        yield Done("1", "stop", self.text, 1, 1, 0)


@sync_to_async
def publish(site, body=BODY):
    publish_draft(site, Draft("retours", "fr", "Retourner un article", body))


async def ask(site, text=ASKED, engine=None):
    async with aclosing(answer(Question(text, "fr", site), engine=engine)) as items:
        return [item async for item in items][-1]


async def again(site, found, text=ASKED, engine=None):
    return await replay(found.trace, Question(text, "fr", site), engine=engine)


async def test_a_quotation_is_given_again_from_the_version_of_its_day(site):
    await publish(site)
    found = await ask(site)
    await publish(site, "Vous pouvez retourner un article pendant 60 jours.")
    assert "60 jours" in (await ask(site)).text
    second = await again(site, found)
    assert second.text == found.text and "30 jours" in second.text and differences(found.trace, second) == []


async def test_passages_that_have_gone_are_cut_again_from_the_version(site):
    await publish(site)
    found = await ask(site)
    await sync_to_async(Passage.objects.all().delete)()
    assert differences(found.trace, await again(site, found)) == []


async def test_a_written_answer_is_asked_of_the_same_model_with_the_same_prompt(site):
    await publish(site)
    model = Model("Vous avez 30 jours pour retourner un article.")
    found = await ask(site, engine=model)
    await publish(site, "Vous pouvez retourner un article pendant 60 jours.")
    assert model_of(found.trace) == QWEN.sha256
    second = await again(site, found, engine=model)
    assert differences(found.trace, second) == [] and model.asked[0] == model.asked[1]


async def test_another_answer_is_told_with_what_differs(site):
    await publish(site)
    found = await ask(site, engine=Model("Vous avez 30 jours pour retourner un article."))
    second = await again(site, found, engine=Model("Les frais de retour sont de 4,90 €."))
    assert [line.split(":")[0] for line in differences(found.trace, second)] == ["text"]


@pytest.mark.parametrize("text", ["Êtes-vous un robot ?", "Quel est le prix d’un vol pour Tokyo ?"])
async def test_fixed_texts_are_given_again_too(site, text):
    await publish(site)
    found = await ask(site, text)
    assert found.origin == "fixed" and differences(found.trace, await again(site, found, text)) == []


async def test_the_decision_of_the_day_counts_not_todays(site):
    await publish(site)
    found = await ask(site)
    site.calibration = {"evidence": {"of": "nearness", "slope": 1, "offset": -20, "floor": 0.9}}
    assert (await ask(site)).status == "not_found"
    assert differences(found.trace, await again(site, found)) == []


async def test_it_says_why_an_answer_cannot_be_given_again(site):
    await publish(site)
    found = await ask(site)
    with pytest.raises(CannotReplay, match="question"):
        await again(site, found, "Une autre question sur les retours ?")
    with pytest.raises(CannotReplay, match="prompt"):
        await replay(found.trace | {"prompt": "compose-0"}, Question(ASKED, "fr", site), engine=None)
    with pytest.raises(CannotReplay, match="trace"):
        await replay({"stopped_after_pieces": 1}, Question(ASKED, "fr", site), engine=None)
    await sync_to_async(ArticleVersion.objects.all().delete)()
    with pytest.raises(CannotReplay, match="retours"):
        await again(site, found)


async def test_the_trace_keeps_what_a_replay_needs_and_no_word_of_the_customer(site):
    await publish(site)
    found = await ask(site, "Mon canari : combien de jours pour retourner un article ?")
    (candidate,) = found.trace["candidates"]
    assert candidate["id"] == "retours" and candidate["version"] and 0 < candidate["score"] <= 1
    assert {"probability", "floor", "features", "calibration", "query", "timings_ms"} <= found.trace.keys()
    assert "canari" not in str(found.trace)


async def test_a_quotation_in_place_of_a_late_answer_is_given_again_as_a_quotation(site, monkeypatch):
    await publish(site)
    clock = iter(range(1000))
    monkeypatch.setattr("chatbot.answering.compose.time.monotonic", lambda: float(next(clock)))
    late = await ask(site, engine=Talker("Il y a de la musique, " * 9))
    assert late.origin == "extractive" and late.trace["engine_error"] == "late" and model_of(late.trace) == ""
    assert differences(late.trace, await again(site, late)) == []
