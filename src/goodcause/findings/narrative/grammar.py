"""Writes sentences out of plain-text grammars, with the words that matter marked.

A grammar file holds rules: ``== name`` and below it one production a line. In a production
``$name`` stands for another rule, ``(a|b|)`` for one of several, ``[T ...]`` marks the words of a
kind, ``#`` is a digit and ``%`` a digit from 1 to 9. A fold of the productions can be kept back,
so that a classifier is scored on sentences and words that it has never seen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

FILES = ("times", "places", "exposure", "kept", "births", "other")
FOLDS = 5
_FEW = 6  # rules so short are grammar, not vocabulary: no fold of them is kept back
_NAME = re.compile(r"\$([A-Za-z_]+)")
_SIGN = re.compile(r"[#%]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters with the kind of words they belong to, or none."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Node:
    """One element of a production: words, a rule's name, a choice or a mark."""

    role: str
    text: str = ""
    parts: tuple[tuple[_Node, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules by name; each is a tuple of productions."""

    rules: Mapping[str, tuple[tuple[_Node, ...], ...]]

    def draw(self, name: str, rng: Random) -> list[Piece]:
        """A production of a rule, with everything in it drawn by chance."""
        return _drawn(self, self.rules[name][rng.randrange(len(self.rules[name]))], "", rng)


def _drawn(grammar: Grammar, nodes: tuple[_Node, ...], kind: str, rng: Random) -> list[Piece]:
    pieces: list[Piece] = []
    for node in nodes:
        if node.role == "words":
            pieces.append(Piece(_SIGN.sub(lambda m: _digit(m[0], rng), node.text), kind))
        elif node.role == "rule":
            choices = grammar.rules[node.text]
            pieces += _drawn(grammar, choices[rng.randrange(len(choices))], kind, rng)
        elif node.role == "choice":
            pieces += _drawn(grammar, node.parts[rng.randrange(len(node.parts))], kind, rng)
        else:
            pieces += _drawn(grammar, node.parts[0], node.text, rng)
    return pieces


def _digit(sign: str, rng: Random) -> str:
    return str(rng.randint(0 if sign == "#" else 1, 9))


@cache
def grammar(fold: int = -1, *, kept_back: bool = False) -> Grammar:
    """The grammar of the package.

    Args:
        fold: which fifth of the productions is kept back; -1 for none.
        kept_back: whether to write with that fifth instead of with the rest.
    """
    rules: dict[str, tuple[tuple[_Node, ...], ...]] = {}
    for name, lines in _lines().items():
        chosen = [x for x in lines if (_fold(name, x) == fold) == kept_back]
        if fold < 0 or len(lines) < _FEW or not chosen:
            chosen = list(lines)
        rules[name] = tuple(_parsed(line) for line in chosen)
    return Grammar(rules)


def _fold(name: str, line: str) -> int:
    return hashlib.sha256(f"{name}\n{line}".encode()).digest()[0] % FOLDS


@cache
def _lines() -> dict[str, tuple[str, ...]]:
    rules: dict[str, list[str]] = {}
    for file in FILES:
        text = files(__package__).joinpath("grammar", f"{file}.txt").read_text(encoding="utf-8")
        current: list[str] = []
        for line in text.splitlines():
            if line.startswith("== "):
                current = rules.setdefault(line[3:], [])
            elif not line.startswith("# ") and (line or current is rules.get("tail")):
                current.append(line)
    return {name: tuple(lines) for name, lines in rules.items()}


def _parsed(line: str) -> tuple[_Node, ...]:
    nodes, at = _sequence(line, 0, "")
    if at != len(line):
        raise ValueError(f"a bracket is not opened in the grammar's line {line!r}")
    return nodes


def _sequence(line: str, at: int, ends: str) -> tuple[tuple[_Node, ...], int]:
    nodes: list[_Node] = []
    while at < len(line) and line[at] not in ends:
        name = _NAME.match(line, at)
        if line[at] == "(":
            parts, at = _choice(line, at + 1)
            nodes.append(_Node("choice", parts=parts))
        elif line[at] == "[":
            inner, end = _sequence(line, at + 3, "]")
            nodes.append(_Node("mark", line[at + 1], (inner,)))
            at = end + 1
        elif name:
            nodes.append(_Node("rule", name[1]))
            at = name.end()
        else:
            end = at + 1
            while end < len(line) and line[end] not in "([$" + ends:
                end += 1
            nodes.append(_Node("words", line[at:end]))
            at = end
    return tuple(nodes), at


def _choice(line: str, at: int) -> tuple[tuple[tuple[_Node, ...], ...], int]:
    parts = []
    while True:
        nodes, at = _sequence(line, at, "|)")
        parts.append(nodes)
        if at >= len(line):
            raise ValueError(f"a bracket is not closed in the grammar's line {line!r}")
        if line[at] == ")":
            return tuple(parts), at + 1
        at += 1
