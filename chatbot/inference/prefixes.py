"""Computed public beginnings, kept so that the next question about the same article starts from them: in memory, then on disk."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chatbot.inference.shelf import Shelf
from chatbot.inference.tree import RadixTree

State = NDArray[np.uint8]  # what llama.cpp gives for one sequence


@dataclass(frozen=True, eq=False)
class Prefix:
    """Public tokens, the state after them, and what they were made of."""

    tokens: tuple[int, ...]
    state: State
    label: str


class PrefixCache:
    """Prefixes under a memory budget, the least recently used one making room. Only public tokens ever enter."""

    def __init__(self, budget_bytes: int, shelf: Shelf | None = None) -> None:
        self._budget, self._shelf = budget_bytes, shelf
        self._tree: RadixTree[Prefix] = RadixTree()
        self._kept: dict[tuple[int, ...], Prefix] = {}  # least recently used first
        self.bytes = 0

    def find(self, tokens: Sequence[int]) -> tuple[Prefix | None, int]:
        """Return the prefix that shares the most first tokens, and how many; from disk when memory has not all of them."""
        prefix, length = self._tree.longest(tokens)
        if length < len(tokens) and self._shelf and (found := self._shelf.load(tokens)):
            prefix, length = self._add(Prefix(tuple(tokens), *found)), len(tokens)
        if prefix:
            self._kept[prefix.tokens] = self._kept.pop(prefix.tokens)
        return prefix, length

    def holds(self, tokens: Sequence[int]) -> bool:
        """Return whether exactly these tokens are kept, here or on disk."""
        return tuple(tokens) in self._kept or bool(self._shelf and self._shelf.holds(tokens))

    def claim(self, tokens: Sequence[int]) -> bool:
        """Return whether exactly these tokens are kept for long, on disk where there is one; from now on they are in use."""
        return self._shelf.claim(tokens) if self._shelf else tuple(tokens) in self._kept

    @property
    def is_full(self) -> bool:
        """Whether more could only be kept instead of what is in use."""
        return self._shelf.is_full if self._shelf else self.bytes >= self._budget

    def keep(self, tokens: Sequence[int], state: State, label: str, *, is_whole: bool = True) -> None:
        """Keep a computed beginning, instead of the shorter ones that it goes on from; a whole one with a label on disk too."""
        begun = [one for one in self._kept.values() if one.tokens == tuple(tokens[: len(one.tokens)])]
        for prefix in begun:
            self.drop(prefix)
        self._add(Prefix(tuple(tokens), state, label))
        if label and is_whole and self._shelf:
            self._shelf.save(tokens, state, label)

    def drop(self, prefix: Prefix) -> None:
        """Give up one prefix: it did not fit this model after all, or there is no room."""
        if self._kept.pop(prefix.tokens, None):
            self._tree.remove(prefix.tokens)
            self.bytes -= prefix.state.nbytes

    def forget(self, label: str) -> None:
        """Give up whatever was made of this."""
        for prefix in [one for one in self._kept.values() if one.label == label]:
            self.drop(prefix)
        if self._shelf:
            self._shelf.forget(label)

    def _add(self, prefix: Prefix) -> Prefix:
        if known := self._kept.get(prefix.tokens):
            self.drop(known)
        self._kept[prefix.tokens] = prefix
        self._tree.put(prefix.tokens, prefix)
        self.bytes += prefix.state.nbytes
        while self.bytes > self._budget and len(self._kept) > 1:
            self.drop(next(iter(self._kept.values())))
        return prefix
