"""A radix tree over token lists: which of many beginnings goes furthest with a new prompt, without comparing them one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

V = TypeVar("V")
Tokens = Sequence[int]


@dataclass
class Node(Generic[V]):
    """The tokens on the way here from the parent, and what ends here."""

    edge: Tokens = ()
    value: V | None = None
    children: dict[int, Node[V]] = field(default_factory=dict)


class RadixTree(Generic[V]):
    """Maps token lists to values; finds the one that shares the longest beginning."""

    def __init__(self) -> None:
        self._root: Node[V] = Node()

    def put(self, tokens: Tokens, value: V) -> None:
        """Store a value at the end of these tokens."""
        node, rest = self._root, tokens
        while rest:
            child = node.children.get(rest[0])
            if child is None:
                child = node.children[rest[0]] = Node(rest)
            length = common(child.edge, rest)
            if length < len(child.edge):
                child = node.children[rest[0]] = _split(child, length)
            node, rest = child, rest[length:]
        node.value = value

    def longest(self, tokens: Tokens) -> tuple[V | None, int]:
        """Return a value whose tokens begin as these do for longer than, or as long as, any other's, and for how long."""
        node, done = self._root, 0
        while child := node.children.get(tokens[done]) if done < len(tokens) else None:
            length = common(child.edge, tokens[done:])
            node, done = child, done + length
            if length < len(child.edge):
                break
        return (_any_value(node), done) if done else (None, 0)

    def remove(self, tokens: Tokens) -> None:
        """Take away what is stored at the end of these tokens, and the nodes that only led to it."""
        path, node, rest = [], self._root, tokens
        while rest:
            child = node.children[rest[0]]
            path.append((node, child))
            node, rest = child, rest[len(child.edge) :]
        node.value = None
        for parent, child in reversed(path):
            if child.value is None and not child.children:
                del parent.children[child.edge[0]]
            elif child.value is None and len(child.children) == 1:
                (only,) = child.children.values()
                parent.children[child.edge[0]] = Node([*child.edge, *only.edge], only.value, only.children)


def common(left: Tokens, right: Tokens) -> int:
    """Return how many first tokens are the same."""
    pairs = zip(left, right, strict=False)
    return next((index for index, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right)))


def _split(node: Node[V], length: int) -> Node[V]:
    """Return a new parent with the first `length` tokens of the node's edge, the node below it."""
    parent: Node[V] = Node(node.edge[:length])
    node.edge = node.edge[length:]
    parent.children[node.edge[0]] = node
    return parent


def _any_value(node: Node[V]) -> V | None:
    while node.value is None and node.children:
        node = next(iter(node.children.values()))
    return node.value
