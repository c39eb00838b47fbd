"""Which computed beginnings are kept in memory and on disk, and which are trusted."""

import numpy as np
import pytest

from chatbot.inference.messages import Done, Forget, Prepare, Prompt
from chatbot.inference.prefixes import PrefixCache
from chatbot.inference.shelf import Shelf

ARTICLE = Prompt("system", "an article " * 20, "", "article-7-v1")
BUDGET = 1_000_000


def state(size):
    return np.arange(size, dtype=np.uint8)


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "prefixes", "model one", BUDGET)


def files(shelf):
    return sorted(shelf._folder.iterdir())


def test_it_finds_the_prefix_with_the_longest_common_beginning():
    cache = PrefixCache(BUDGET)
    cache.keep([1, 2, 3], state(3), "")
    cache.keep([1, 2, 9, 9], state(4), "")
    prefix, length = cache.find([1, 2, 9, 4])
    assert (prefix.tokens, length) == ((1, 2, 9, 9), 3)
    assert cache.find([7]) == (None, 0)
    assert cache.find([]) == (None, 0)


def test_it_gives_up_the_least_recently_used_one_first():
    cache = PrefixCache(20)
    cache.keep([1], state(10), "")
    cache.keep([2], state(10), "")
    cache.find([1])
    cache.keep([3], state(10), "")
    assert [cache.holds([token]) for token in (1, 2, 3)] == [True, False, True]
    assert cache.bytes == 20


def test_it_keeps_the_longer_one_of_two_of_which_one_goes_on_from_the_other(shelf):
    cache = PrefixCache(BUDGET, shelf)
    cache.keep([1, 2], state(8), "a", is_whole=False)
    cache.keep([1, 2, 3], state(12), "a")
    assert (cache.bytes, len(files(shelf))) == (12, 1)
    assert cache.find([1, 2, 9])[1] == 2


def test_it_forgets_an_article_in_memory_and_on_disk(shelf):
    cache = PrefixCache(BUDGET, shelf)
    cache.keep([1, 2], state(8), "article-1-v1")
    cache.keep([1, 3], state(8), "article-2-v1")
    cache.forget("article-1-v1")
    assert not cache.holds([1, 2]) and cache.holds([1, 3])
    assert [path.name.split(".")[0] for path in files(shelf)] == ["article-2-v1"]


def test_it_reads_from_disk_what_memory_no_longer_has(shelf):
    PrefixCache(BUDGET, shelf).keep([1, 2], state(8), "a")
    prefix, length = PrefixCache(BUDGET, shelf).find([1, 2])
    assert (prefix.state.tolist(), prefix.label, length) == (state(8).tolist(), "a", 2)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-1],
        lambda raw: raw[:10],
        lambda raw: b"",
        lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
        lambda raw: raw.replace(b"model one", b"model two"),
        lambda raw: b"[]\n" + raw,
        lambda raw: b"\xff" + raw,
    ],
)
def test_it_ignores_and_removes_a_wrong_file(shelf, spoil):
    shelf.save([1, 2], state(8), "a")
    (path,) = files(shelf)
    path.write_bytes(spoil(path.read_bytes()))
    assert shelf.load([1, 2]) is None
    assert not files(shelf)


def test_it_gives_nothing_to_another_model_or_other_tokens(shelf):
    shelf.save([1, 2], state(8), "a")
    assert shelf.load([1, 3]) is None
    assert Shelf(shelf._folder, "model two", BUDGET).load([1, 2]) is None


def test_it_stays_within_its_budget_and_drops_the_oldest(tmp_path):
    shelf = Shelf(tmp_path, "m", 3000)
    for number in range(5):
        shelf.save([number], state(900), f"a{number}")
    assert [shelf.load([number]) is not None for number in range(5)] == [False, False, False, True, True] or (
        sum(path.stat().st_size for path in files(shelf)) <= 3000 and shelf.holds([4])
    )


def test_it_answers_although_the_disk_takes_nothing(tmp_path, make_desk):
    (tmp_path / "file").write_text("in the way")
    desk = make_desk(shelf=Shelf(tmp_path / "file" / "prefixes", "m", BUDGET))
    desk.submit("1", public="article", label="a")
    desk.run()
    assert desk.of("1", Done)


@pytest.mark.parametrize("label", ["../x", "A", "a.b", "*"])
def test_it_refuses_a_label_that_is_no_plain_name(shelf, label):
    with pytest.raises(ValueError, match="label"):
        shelf.save([1], state(1), label)


def test_it_prepares_an_article_once_and_starts_from_it_after_a_restart(make_desk, shelf):
    before = make_desk(shelf=shelf)
    before.scheduler.receive(Prepare("p", ARTICLE))
    before.run()
    assert (before.of("p", Done)[0].reason, len(files(shelf))) == ("prepared", 1)
    after = make_desk(shelf=shelf)
    after.submit("1", "question", system=ARTICLE.system, public=ARTICLE.public, label=ARTICLE.label)
    after.run()
    assert after.of("1", Done)[0].cached_tokens == before.of("p", Done)[0].prompt_tokens > 200
    fresh = make_desk()
    fresh.submit("1", "question", system=ARTICLE.system, public=ARTICLE.public)
    fresh.run()
    assert fresh.of("1", Done)[0].text == after.of("1", Done)[0].text


def test_it_computes_anew_what_was_withdrawn(make_desk, shelf):
    desk = make_desk(shelf=shelf)
    desk.scheduler.receive(Prepare("p", ARTICLE))
    desk.run()
    desk.scheduler.receive(Forget(ARTICLE.label))
    assert not files(shelf)
    desk.submit("1", system=ARTICLE.system, public=ARTICLE.public)
    desk.run()
    assert desk.of("1", Done)[0].cached_tokens == 0


def test_it_lets_customers_go_before_what_nobody_waits_for(make_desk):
    desk = make_desk(batch=32)
    desk.scheduler.receive(Prepare("p", ARTICLE))
    desk.scheduler.step()
    desk.submit("1", "question")
    desk.run()
    assert [message.id for message in desk.sent if isinstance(message, Done)] == ["1", "p"]
    assert desk.of("p", Done)[0].cached_tokens > 0  # what had been read before is not read again


def test_it_drops_a_state_that_the_model_does_not_take(make_desk, shelf):
    tokens = [257, *b"", 257, *b"article"]
    shelf.save(tokens, state(3), "a")
    desk = make_desk(shelf=shelf)
    desk.submit("1", public="article")
    desk.run()
    assert desk.of("1", Done)[0].cached_tokens == 0


def test_what_is_on_disk_is_found_by_its_length_and_not_computed_again(make_desk, tmp_path):
    first, second = (make_desk(shelf=Shelf(tmp_path, "m", BUDGET)) for _ in range(2))
    first.scheduler.receive(Prepare("1", ARTICLE, if_room=True))
    first.run()
    second.scheduler.receive(Prepare("2", ARTICLE, if_room=True))
    second.run()
    (done,) = second.of("2", Done)
    assert (done.reason, done.cached_tokens) == ("prepared", done.prompt_tokens)
    assert second.model.batches == []


def test_a_truncated_file_is_computed_again(make_desk, tmp_path):
    first, second = (make_desk(shelf=Shelf(tmp_path, "m", BUDGET)) for _ in range(2))
    first.scheduler.receive(Prepare("1", ARTICLE))
    first.run()
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-5])
    second.scheduler.receive(Prepare("2", ARTICLE, if_room=True))
    second.run()
    assert second.of("2", Done)[0].cached_tokens == 0
    assert path.read_bytes() == whole


def test_what_another_model_left_makes_room_before_what_is_in_use(tmp_path):
    size = 400
    PrefixCache(BUDGET, Shelf(tmp_path, "old", BUDGET)).keep([9], state(size), "old")
    shelf = Shelf(tmp_path, "new", 3 * size)
    cache = PrefixCache(BUDGET, shelf)
    assert not cache.is_full
    cache.keep([1], state(size), "a")
    cache.keep([2], state(size), "b")
    assert cache.is_full
    assert [path.name.split(".")[0] for path in files(shelf)] == ["a", "b"]


def test_without_room_nothing_in_use_gives_way_but_to_what_was_just_published(make_desk, tmp_path):
    desk = make_desk(shelf=Shelf(tmp_path, "m", 1500))
    desk.scheduler.receive(Prepare("1", ARTICLE))
    desk.run()
    other = Prompt("system", "another one " * 20, "", "article-8-v1")
    desk.scheduler.receive(Prepare("2", other, if_room=True))
    desk.run()
    assert desk.of("2", Done)[0].reason == "no_room"
    desk.scheduler.receive(Prepare("3", other))
    desk.run()
    assert desk.of("3", Done)[0].reason == "prepared"
    assert [path.name.split(".")[0] for path in tmp_path.iterdir()] == ["article-8-v1"]


def test_a_full_disk_counts_as_no_room(shelf, monkeypatch):
    def full(path, data):
        raise OSError(28, "No space left on device")

    cache = PrefixCache(BUDGET, shelf)
    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    cache.keep([1], state(8), "a")
    assert cache.is_full
    monkeypatch.undo()
    cache.keep([2], state(8), "b")
    assert not cache.is_full
