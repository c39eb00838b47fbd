"""Which computed beginnings are kept."""

from chatbot.inference.prefixes import PrefixCache


def test_it_finds_the_prefix_with_the_longest_common_beginning():
    cache = PrefixCache([10, 11])
    cache.add([1, 2, 3])
    long = cache.add([1, 2, 9, 9])
    assert cache.longest([1, 2, 9, 4]) == (long, 3)
    assert cache.longest([7]) == (None, 0)
    assert cache.longest([]) == (None, 0)


def test_it_gives_up_the_least_recently_used_one_first():
    cache = PrefixCache([10, 11])
    first, second = cache.add([1]), cache.add([2])
    cache.longest([1])
    assert cache.evict() is second
    assert cache.evict() is first
    assert cache.evict() is None


def test_it_keeps_what_somebody_stands_on():
    cache = PrefixCache([10])
    prefix = cache.add([1])
    prefix.users = 1
    assert cache.evict() is None
    assert cache.add([2]) is None
