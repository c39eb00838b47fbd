import pytest

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


async def said(text, reason="stop", reading=READING):
    result = Composition()
    asked = prompt("Ai-je 30 jours ?", reading, language="fr", company="Maison Lune")
    return [sentence async for sentence in compose(Model(text, reason), asked, reading, result)], result


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


@pytest.mark.parametrize("word", ["Oui.", "Non.", "Oui"])
async def test_a_bare_yes_or_no_is_never_shown_the_source_speaks_instead(word):
    sentences, result = await said(word)
    assert sentences == ["Les retours sont possibles pendant 30 jours."] and (result.composed, result.replaced) == (0, 1)


async def test_a_short_answer_is_completed_with_the_source():
    sentences, _result = await said("Vous avez 30 jours.")
    assert sentences[0] == "Vous avez 30 jours." and sentences[1].strip() in TEXT


async def test_a_yes_that_its_own_words_deny_is_left_out():
    denied = Reading(7, "Retours", ("Les frais de retour ne sont pas remboursés aux clients.",))
    sentences, _result = await said("Oui, les frais de retour ne sont pas remboursés aux clients.", reading=denied)
    assert sentences == ["Les frais de retour ne sont pas remboursés aux clients."]


@pytest.mark.parametrize(
    "text",
    [
        "L’article ne précise pas ce point.",
        "Je ne sais pas.",
        "Bonjour, merci pour votre question !",
        "The article does not mention it.",
    ],
)
async def test_a_model_that_does_not_know_says_nothing(text):
    assert (await said(text))[0] == []


async def test_offers_of_further_help_are_left_out():
    sentences, _result = await said("Les retours sont possibles pendant 30 jours. N’hésitez pas à nous recontacter.")
    assert sentences == ["Les retours sont possibles pendant 30 jours."]


async def test_nothing_is_said_twice_in_other_words():
    sentences, _result = await said("Les frais de retour sont de 4,90 € par article. Les frais de retour sont de 4,90 €.")
    assert len(sentences) == 1


async def test_a_list_keeps_its_lines_and_its_lead():
    sentences, _result = await said("Les conditions :\n- retours possibles pendant 30 jours ;\n- frais de retour de 4,90 €.")
    assert "".join(sentences).count("\n") == 2


async def test_a_lead_without_its_list_is_left_out():
    sentences, _result = await said("Les frais de retour sont de 4,90 € en tout. Les retours sont possibles comme suit :")
    assert sentences == ["Les frais de retour sont de 4,90 € en tout."]


async def test_a_lead_whose_list_was_invented_is_left_out():
    sentences, _result = await said("Pour un retour, les règles sont :\n- Les retours sont possibles pendant 90 jours.")
    assert sentences == ["Les retours sont possibles pendant 30 jours."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Pour m’en séparer, les retours sont possibles pendant 30 jours.",
        "Si vous veut un retour, les retours sont possibles pendant 30 jours.",
    ],
)
async def test_a_sentence_in_the_customers_voice_or_broken_french_gives_way_to_the_source(sentence):
    sentences, result = await said(sentence)
    assert sentences == ["Les retours sont possibles pendant 30 jours."] and result.composed == 0


async def test_a_sentence_that_goes_on_from_one_that_was_left_out_is_left_out_too():
    sentences, _result = await said("Les lunes dansent vendredi. Par exemple, les retours sont possibles pendant 30 jours.")
    assert sentences == []
    sentences, _result = await said("Les frais de retour sont de 4,90 €. De plus, les retours sont possibles pendant 30 jours.")
    assert len(sentences) == 2


async def test_the_model_does_not_ask_and_answer_itself():
    sentences, _result = await said(
        "Quels sont les frais ? De 4,90 € pour un retour. Les retours sont possibles pendant 30 jours."
    )
    assert sentences == ["Les frais de retour sont de 4,90 €.", " Les retours sont possibles pendant 30 jours."]


@pytest.mark.parametrize("opening", ["Si vous le souhaitez", "Quand vous le voulez", "Si vous vous êtes trompé"])
async def test_good_french_stays_the_models(opening):
    _sentences, result = await said(f"{opening}, les retours sont possibles pendant 30 jours.")
    assert (result.composed, result.replaced) == (1, 0)


async def test_an_invention_that_nothing_resembles_is_dropped():
    assert (await said("Notre boutique de Lyon ouvre le dimanche matin."))[0] == []


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


async def test_a_no_that_belongs_to_its_noun_is_never_cut_off():
    reading = Reading(7, "Customs", ("Customers outside the EU pay customs duties on delivery. No fee is charged in France.",))
    sentences, _result = await said("No fee is charged in France.", reading=reading)
    assert sentences == ["No fee is charged in France."]


async def test_a_lead_is_not_told_with_what_is_not_its_list():
    reading = Reading(7, "Remboursement", ("Les pièces à fournir sont : une facture. Le remboursement prend 14 jours ouvrés.",))
    text = "Les pièces à fournir sont :\n- Un passeport de 90 pages.\nLe remboursement prend 14 jours ouvrés."
    sentences, _result = await said(text, reading=reading)
    assert not any(one.strip().endswith(":") for one in sentences)


async def test_a_model_that_talks_long_without_a_sentence_to_show_is_stopped(monkeypatch):
    clock = iter(range(1000))
    monkeypatch.setattr("chatbot.answering.compose.time.monotonic", lambda: float(next(clock)))
    sentences, result = await said("Les lunes dansent vendredi, " * 20 + "les retours sont possibles pendant 30 jours.")
    assert sentences == [] and result.failures == ["late"]


async def test_where_nobody_waits_a_slow_model_may_finish(monkeypatch):
    clock = iter(range(1000))
    monkeypatch.setattr("chatbot.answering.compose.time.monotonic", lambda: float(next(clock)))
    engine = Model("Nos retours, " * 9 + "c’est simple. Vous pouvez retourner votre article pendant 30 jours.", "stop")
    asked = prompt("Ai-je 30 jours ?", READING, language="fr", company="Maison Lune")
    sentences = [one async for one in compose(engine, asked, READING, Composition(), is_urgent=False)]
    assert sentences[-1].strip() == "Vous pouvez retourner votre article pendant 30 jours."


async def test_a_count_that_the_article_does_not_have_is_not_shown():
    reading = Reading(7, "Retours", ("Gardez la boîte d’origine de la lampe. Collez l’étiquette de retour sur la boîte.",))
    text = "1. Gardez la boîte d’origine de la lampe.\n2. Appelez 3 voisins.\n3. Collez l’étiquette de retour sur la boîte."
    sentences, _result = await said(text, reading=reading)
    assert "".join(sentences) == "- Gardez la boîte d’origine de la lampe.\n- Collez l’étiquette de retour sur la boîte."


async def test_steps_that_the_article_counts_keep_their_numbers():
    reading = Reading(7, "Retours", ("1. Gardez la boîte d’origine de la lampe.\n2. Collez l’étiquette de retour sur la boîte.",))
    text = "1. Gardez la boîte d’origine de la lampe.\n2. Collez l’étiquette de retour sur la boîte."
    sentences, _result = await said(text, reading=reading)
    assert "".join(sentences) == text


async def test_a_sentence_of_the_article_that_leans_on_its_neighbour_does_not_stand_alone():
    reading = Reading(
        7, "Garantie", ("La marque répare la lampe. Elle demande aussi la facture et la boîte d’origine de la lampe.",)
    )
    sentences, _result = await said(
        "Le vendeur demande 90 euros et aussi la facture et la boîte d’origine de la lampe.", reading=reading
    )
    assert not any(one.strip().startswith("Elle") for one in sentences)
