"""Batching, prefixes, cancellation and room, on a model of bytes."""

import random
import time

import pytest

from chatbot.inference.messages import Cancel, Count, Counted, Done, Failed, Forget, Piece, Prepare, Prompt, Queued, Score, Scored
from chatbot.inference.pace import LEAST_TOKENS
from chatbot.inference.sampling import log_likelihood
from tests.inference.fake_model import CONTROL, LONE_TOKENS


def alone(make_desk, *arguments, **settings):
    desk = make_desk()
    desk.submit("one", *arguments, **settings)
    desk.run()
    return desk.of("one", Done)[0]


def test_it_gives_the_same_text_in_a_batch_as_alone(desk, make_desk):
    questions = {str(number): f"question {number} " * (number % 5 + 1) for number in range(10)}
    for id, question in questions.items():
        desk.submit(id, question, public="article", max_tokens=30)
    desk.run()
    for id, question in questions.items():
        assert desk.of(id, Done)[0].text == alone(make_desk, question, public="article", max_tokens=30).text


def test_it_streams_pieces_that_join_to_the_text(desk):
    desk.submit("1", max_tokens=30)
    desk.run()
    assert "".join(piece.text for piece in desk.of("1", Piece)) == desk.of("1", Done)[0].text != ""


@pytest.mark.parametrize("limit", [1, 7, 199, 200])
def test_it_never_writes_more_tokens_than_asked_for(make_desk, limit):
    ends = set()
    for number in range(20):
        done = alone(make_desk, f"question {number}", max_tokens=limit)
        assert done.tokens <= limit
        ends.add(done.reason)
    assert "length" in ends or limit > 100


def test_it_counts_a_text_while_others_are_answered(desk):
    desk.submit("writer", max_tokens=30)
    desk.scheduler.receive(Count("1", "l'été"))
    desk.run()
    assert desk.of("1", Counted)[0].tokens == 7 and desk.of("writer", Done)


def test_it_advances_every_running_answer_in_one_computation(desk):
    for id in "abcd":
        desk.submit(id)
    desk.scheduler.step()
    desk.scheduler.step()
    assert len(desk.model.batches[-1]) == 4


def test_it_reads_a_long_prompt_in_chunks_while_others_go_on_writing(make_desk):
    desk = make_desk(context_tokens=4096, batch=512)
    desk.scheduler._pace._seconds_a_token = 1.0  # a machine so slow that chunks are as small as they get
    desk.submit("writer", max_tokens=200)
    while not desk.of("writer", Piece):
        desk.scheduler.step()
    desk.submit("reader", "x" * 1000)
    written = len(desk.of("writer", Piece))
    for _turn in range(2):
        desk.scheduler.step()
    read, wrote = sorted(sum(len(part.tokens) for part in batch) for batch in desk.model.batches[-2:])[::-1]
    assert (read, wrote) == (LEAST_TOKENS, 1)
    assert len(desk.of("writer", Piece)) == written + 1 or desk.of("writer", Done)


@pytest.mark.parametrize("seed", range(30))
def test_it_never_computes_a_token_alone_where_that_would_change_the_answer(make_desk, seed):
    dice = random.Random(seed)  # noqa: S311
    desk = make_desk(context_tokens=300, slots=4, batch=32)
    desk.model.is_exact, desk.model.chunk = True, 7
    for number in range(12):
        desk.submit(
            str(number), "?" * dice.randint(0, 30), public="article " * dice.randint(0, 4), max_tokens=dice.randint(1, 40)
        )
        for _ in range(dice.randint(0, 9)):
            desk.scheduler.step()
    desk.run()
    alone = [parts[0] for parts in desk.model.batches if len(parts) == 1 and len(parts[0].tokens) == 1]
    assert not [part for part in alone if part.position >= LONE_TOKENS]


def test_it_stops_at_the_most_tokens_asked_for(desk):
    desk.submit("1", max_tokens=1)
    desk.run()
    done = desk.of("1", Done)[0]
    assert (done.reason, done.tokens) == ("length", 1)


def test_it_reuses_the_public_part_and_gives_the_same_text(desk, make_desk):
    desk.submit("1", "first?", public="a long article", system="system")
    desk.run()
    desk.submit("2", "second?", public="a long article", system="system")
    desk.run()
    done = desk.of("2", Done)[0]
    assert done.cached_tokens == len("system") + len("a long article") + 2
    assert done.text == alone(make_desk, "second?", public="a long article", system="system").text


def test_it_reuses_the_common_beginning_of_another_article(desk):
    desk.submit("1", public="article one", system="system")
    desk.run()
    desk.submit("2", public="article two", system="system")
    desk.run()
    assert desk.of("2", Done)[0].cached_tokens == len("system") + len("article ") + 2


def test_it_never_keeps_a_customers_words(desk):
    desk.submit("1", "my secret", public="article")
    desk.run()
    assert desk.model.cells == 0
    kept = [token for prefix in desk.prefixes._kept.values() for token in (*prefix.tokens, *prefix.state.view("int32"))]
    assert bytes(token for token in kept if token != CONTROL) == b"article" * 2


def test_it_computes_an_article_once_for_all_who_ask_at_the_same_time(make_desk):
    desk = make_desk(batch=512, context_tokens=2000)
    for id in "abcd":
        desk.submit(id, f"question {id}", public="a long article " * 40)
    desk.run()
    assert sorted(desk.of(id, Done)[0].cached_tokens > 600 for id in "abcd") == [False, True, True, True]


def test_it_cancels_at_once_and_frees_the_sequence(desk):
    desk.submit("1", public="article", max_tokens=100)
    desk.scheduler.step()
    desk.scheduler.step()
    desk.scheduler.receive(Cancel("1"))
    assert desk.of("1", Done)[0].reason == "cancelled"
    assert not desk.scheduler.has_work
    assert desk.model.cells == 0


def test_it_cancels_what_still_waits(desk):
    for id in "abcdef":
        desk.submit(id)
    desk.scheduler.step()
    desk.scheduler.receive(Cancel("f"))
    assert desk.of("f", Done)[0].reason == "cancelled"
    desk.run()
    assert len(desk.of("f", Done)) == 1


def test_it_takes_a_cancellation_of_something_unknown(desk):
    desk.scheduler.receive(Cancel("nobody"))
    assert desk.sent == []


@pytest.mark.parametrize("private", ["x" * 600, "x" * 100_000])
def test_it_refuses_a_prompt_longer_than_the_context(desk, private):
    desk.submit("1", private)
    assert desk.of("1", Failed)[0].code == "too_long"
    assert not desk.scheduler.has_work


def test_it_tells_those_who_wait_their_place_each_time_it_changes(make_desk):
    desk = make_desk(slots=1)
    for id in "abc":
        desk.submit(id, max_tokens=5)
    desk.run()
    assert [message.position for message in desk.of("c", Queued)] == [2, 1, 0]
    assert not desk.of("a", Queued)


def test_it_lets_sites_take_turns(make_desk):
    desk = make_desk(slots=1)
    for number in range(5):
        desk.submit(f"busy{number}", site="busy", max_tokens=1)
    desk.submit("quiet", site="quiet", max_tokens=1)
    desk.run()
    order = [message.id for message in desk.sent if isinstance(message, Done)]
    assert order.index("quiet") == 1


def test_it_gives_up_what_has_waited_too_long(make_desk):
    desk = make_desk(slots=1)
    desk.submit("1", max_tokens=30)
    desk.submit("2", patience=0.000001)
    desk.submit("3", patience=60)
    desk.run()
    assert desk.of("2", Failed)[0].code == "deadline"
    assert desk.of("1", Done) and desk.of("3", Done)


def test_it_gives_up_an_answer_whose_first_words_are_late_and_keeps_what_is_read_of_the_article(make_desk, monkeypatch):
    desk = make_desk(batch=32)
    desk.submit("late", public="article " * 40, patience=5)
    desk.submit("talks", patience=5, max_tokens=100)
    while not desk.of("talks", Piece):
        desk.scheduler.step()
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 6)
    desk.run()
    assert [message.code for message in desk.of("late", Failed)] == ["deadline"]
    assert desk.of("talks", Done) and not desk.of("late", Piece)
    assert desk.model.cells == 0
    desk.submit("again", public="article " * 40)
    desk.run()
    assert 0 < desk.of("again", Done)[0].cached_tokens < len("article " * 40)


def test_it_answers_with_exactly_one_of_the_choices(desk):
    choices = ("oui", "oui, bien sûr", "non", "peut-être")
    for number in range(20):
        desk.submit(str(number), f"question {number}", choices=choices, max_tokens=2)
    desk.run()
    texts = {desk.of(str(number), Done)[0].text for number in range(20)}
    assert texts <= set(choices)
    assert len(texts) > 1
    assert {message.reason for message in desk.sent if isinstance(message, Done)} == {"choice"}


def test_it_scores_candidates_by_their_mean_likelihood(desk):
    prompt, candidates = Prompt("s", "article", "q"), ("yes", "n", "perhaps")
    desk.scheduler.receive(Score("1", prompt, candidates))
    desk.submit("2", "someone else meanwhile")
    desk.run()
    begin = [CONTROL, *b"s", CONTROL, *b"article", *b"q", CONTROL]
    expected = [
        sum(log_likelihood(desk.model.predict(begin + list(text[:i].encode())), ord(text[i])) for i in range(len(text)))
        / len(text)
        for text in candidates
    ]
    assert desk.of("1", Scored)[0].values == pytest.approx(expected, abs=1e-4)
    assert desk.model.cells == 0


def test_it_scores_nothing_and_refuses_an_empty_candidate(desk):
    desk.scheduler.receive(Score("1", Prompt("", "", ""), ()))
    desk.scheduler.receive(Score("2", Prompt("", "", ""), ("yes", "")))
    desk.run()
    assert desk.of("1", Scored)[0].values == ()
    assert desk.of("2", Failed)[0].code == "empty"


@pytest.mark.parametrize("seed", range(200))
def test_it_ends_every_request_in_any_order_of_events(make_desk, seed):
    dice = random.Random(seed)  # noqa: S311
    desk = make_desk(context_tokens=200, slots=3, prefix_bytes=dice.choice([1, 300, 3000]), batch=32)
    ids = [str(number) for number in range(25)]
    for id in ids:
        public = f"article {dice.randint(0, 4)} " * dice.randint(0, 4)
        if dice.random() < 0.2:
            desk.scheduler.receive(Score(id, Prompt("s", public, "q"), ("one", "two words")))
        elif dice.random() < 0.2:
            desk.scheduler.receive(Prepare(id, Prompt("s", public, "")))
        else:
            desk.submit(id, "?" * dice.randint(0, 40), public=public, max_tokens=dice.randint(1, 30))
        for _ in range(dice.randint(0, 4)):
            desk.scheduler.step()
        if dice.random() < 0.3:
            desk.scheduler.receive(Cancel(dice.choice(ids)))
    desk.run()
    assert all(len(desk.of(id, (Done, Failed, Scored))) == 1 for id in ids)
    assert not [message for message in desk.sent if isinstance(message, Failed)]
    assert desk.model.cells == 0


def test_what_is_forgotten_while_it_is_computed_leaves_nothing(desk):
    desk.submit("1", public="withdrawn article " * 10, label="version-1")
    desk.scheduler.step()
    desk.scheduler.receive(Forget("version-1"))
    desk.run()
    assert desk.of("1", Done) and not desk.prefixes.bytes
