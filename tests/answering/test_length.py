"""No reply that a model had a part in is longer than 200 of its tokens, whatever the engine does."""

import asyncio
from contextlib import aclosing

import pytest
from asgiref.sync import sync_to_async
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chatbot.answering.answer import answer
from chatbot.answering.compose import Composition, compose, prompt
from chatbot.answering.contract import Answer, Question, Released, Waiting
from chatbot.answering.length import MOST_TOKENS, short_enough
from chatbot.inference.messages import Done, Piece, Queued
from chatbot.inference.register import QWEN
from chatbot.knowledge.articles import Draft, publish_draft
from chatbot.knowledge.readings import Reading

BYTES = 3  # of a token of this engine's
THINGS = "fauteuil tapis miroir coussin rideau bureau lampadaire tabouret canapé buffet vase cadre plateau panier tiroir matelas".split()
LIVES = [f"La livraison d’un {thing} dure {number} jours ouvrés." for number, thing in enumerate(THINGS, start=11)]
READING = Reading(7, "Livraison", tuple(" ".join(LIVES[start : start + 4]) for start in range(0, len(LIVES), 4)))


class Unbridled:
    """Stands in for an engine that writes on and on, whatever limit it was given; its tokens are three bytes long."""

    card = QWEN

    def __init__(self, text, tokens):
        raw = text.encode()[: tokens * BYTES]
        self.text, self.counted, self.limits = raw.decode(errors="ignore"), [], []

    async def generate(self, asked, *, max_tokens, **options):
        self.limits.append(max_tokens)
        yield Queued("1", 0)
        for start in range(0, len(self.text), BYTES):
            yield Piece("1", self.text[start : start + BYTES])
        yield Done("1", "length", self.text, 1, len(self.text) // BYTES, 0)

    async def count(self, text):
        self.counted.append(text)
        return tokens_of(text)


def tokens_of(text):
    return -(-len(text.encode()) // BYTES)


async def reply_of(engine, result):
    asked = prompt("Combien de jours dure la livraison ?", READING, language="fr", company="Maison Lune")
    async with aclosing(short_enough(compose(engine, asked, READING, result), engine)) as items:
        return "".join([item async for item in items if not isinstance(item, Waiting)])


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 800), st.lists(st.booleans(), min_size=len(LIVES), max_size=len(LIVES)))
@example(800, [True] * len(LIVES))
@example(800, [False] * len(LIVES))
def test_a_reply_has_at_most_two_hundred_tokens(tokens, is_true):
    said = [one if true else one.replace("dure", "dure toujours 9") for one, true in zip(LIVES, is_true, strict=True)]
    engine = Unbridled(" ".join(said * 4), tokens)
    reply = asyncio.run(reply_of(engine, Composition()))
    assert tokens_of(reply) <= MOST_TOKENS == 200 and engine.limits == [200]
    assert reply == "" or reply.endswith(".")
    if tokens > 300 and all(is_true):
        assert tokens_of(reply) > 150  # it is short because it must be, not because nothing passes


async def test_a_list_that_does_not_fit_leaves_no_lead_behind():
    async def sentences():
        yield LIVES[0]
        yield " Les délais sont les suivants :"
        yield "\n- " + "un mot de plus " * 50

    engine = Unbridled("", 1)
    assert [one async for one in short_enough(sentences(), engine)] == [LIVES[0]]


async def test_a_short_reply_is_not_even_counted():
    engine = Unbridled(LIVES[0], 800)
    await reply_of(engine, Composition())
    assert engine.counted == []


@pytest.mark.django_db(transaction=True)
async def test_the_customer_gets_a_short_reply_from_an_engine_that_writes_too_much(site):
    await sync_to_async(publish_draft)(site, Draft("livraison", "fr", "Délais de livraison", "\n\n".join(READING.passages)))
    engine = Unbridled(" ".join(LIVES), 800)
    async with aclosing(
        answer(Question("Combien de jours dure la livraison d’un fauteuil ?", "fr", site), engine=engine)
    ) as items:
        found = [item async for item in items]
    whole = found[-1]
    assert isinstance(whole, Answer) and whole.origin == "generated" and 100 < tokens_of(whole.text) <= 200
    assert "".join(piece.text for piece in found if isinstance(piece, Released)) == whole.text
