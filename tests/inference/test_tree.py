"""The radix tree against a plain list."""

from hypothesis import given
from hypothesis import strategies as st

from chatbot.inference.tree import RadixTree, common

TOKENS = st.lists(st.integers(0, 2), min_size=1, max_size=8)


@given(kept=st.lists(TOKENS, max_size=12), removed=st.sets(st.integers(0, 11)), asked=TOKENS)
def test_it_finds_what_shares_the_longest_beginning(kept, removed, asked):
    tree, values = RadixTree(), {}
    for tokens in kept:
        tree.put(tokens, tuple(tokens))
        values[tuple(tokens)] = tokens
    for index in removed:
        if index < len(kept) and values.pop(tuple(kept[index]), None):
            tree.remove(kept[index])
    value, length = tree.longest(asked)
    assert length == max((common(tokens, asked) for tokens in values.values()), default=0)
    assert (value in values and common(value, asked) == length) if length else value is None
