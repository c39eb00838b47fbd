from chatbot.answering.compose import Composition, compose, prompt
from chatbot.answering.contract import Waiting
from chatbot.inference.messages import Done, Piece, Queued
from chatbot.knowledge.readings import Reading

TEXT = "Les retours sont possibles pendant 30 jours. Les frais de retour sont de 4,90 €."


READING = Reading(7, "Retours", (TEXT,))


class Model:
    """Stands in for the engine: says this text in pieces of five characters."""

    def __init__(self, text, reason="stop"):
        self.text, self.reason = text, reason

    async def generate(self, asked, **options):
        for start in range(0, len(self.text), 5):
            yield Piece("1", self.text[start : start + 5])
        yield Done("1", self.reason, self.text, 1, 1, 0)


async def said(text, reason="stop"):
    result = Composition()
    asked = prompt("Ai-je 30 jours ?", READING, language="fr", company="Maison Lune")
    return [sentence async for sentence in compose(Model(text, reason), asked, READING, result)], result


async def test_supported_sentences_are_released_one_by_one():
    sentences, result = await said("Vous pouvez retourner votre article pendant 30 jours. Les frais de retour sont de 4,90 €.")
    assert len(sentences) == 2 and "".join(sentences).endswith("4,90 €.")
    assert (result.composed, result.replaced) == (2, 0)


async def test_an_invention_is_replaced_by_the_sources_own_sentence():
    sentences, result = await said("Les retours sont possibles pendant 90 jours.")
    assert sentences == ["Les retours sont possibles pendant 30 jours."]
    assert (result.composed, result.replaced) == (0, 1) and "number" in result.failures


async def test_a_replacement_is_not_said_twice():
    sentences, _result = await said("Les retours sont possibles pendant 90 jours. Les retours durent 80 jours en tout.")
    assert len(sentences) == len(set(sentences))


async def test_a_sentence_cut_off_by_the_limit_is_never_shown():
    sentences, _result = await said("Vous pouvez retourner votre article pendant 30 jours. Les frais de retour sont de", "length")
    assert sentences == ["Vous pouvez retourner votre article pendant 30 jours."]


async def test_an_answer_of_a_word_is_completed_with_the_source():
    sentences, _result = await said("Oui.")
    assert sentences[0] == "Oui." and sentences[1].strip() in TEXT


async def test_an_empty_answer_says_nothing():
    assert (await said(""))[0] == []


def test_public_words_come_first_and_the_customers_last():
    asked = prompt("Mon numéro est [PHONE_1]", READING, language="fr", company="Maison Lune")
    assert "Maison Lune" in asked.system and TEXT in asked.public
    assert "[PHONE_1]" in asked.private and "[PHONE_1]" not in asked.public + asked.system


def test_the_public_words_depend_on_the_article_alone():
    one, other = (prompt(question, READING, language="fr", company="Maison Lune") for question in ("Combien ?", "Quand ?"))
    assert (one.system, one.public, one.label) == (other.system, other.public, other.label)
    assert one.private != other.private


async def test_places_in_the_queue_are_passed_on():
    class Busy(Model):
        async def generate(self, asked, **options):
            yield Queued("1", 2)
            yield Queued("1", 0)
            async for message in super().generate(asked):
                yield message

    asked = prompt("Ai-je 30 jours ?", READING, language="fr", company="Maison Lune")
    told = [item async for item in compose(Busy("Vous avez 30 jours."), asked, READING, Composition())]
    assert told[:2] == [Waiting(2), Waiting(0)] and len(told) > 2
