"""What the classifier is told of each word: its class, its neighbours, what the rules say.

What is told falls into groups that each depend on little: a word alone, three classes in a row,
the state of the sentence at a word, the sentence as a whole. The trainer takes them as strings;
the classifier keeps the summed weights of each group it has met, for the same few thousand
words make up nearly every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*|\d+(?:[:.,/-]\d+)*|[^\w\s]|_")
REACH = 3
"""A word is told of so many words on either side."""
_SURE = 3.5
_ENOUGH = 2.0
_ENDINGS = ("ing", "ed", "ly", "s")
_VERBS = frozenset(
    ["GO", "CARRY", "STAY", "THIRDV", "PASTV", "BEPAST", "USED", "NOT", "PUBLIC", "APPT", "BE",
     "BIRTH", "MAIDEN", "MOM", "HOME", "-ed", "RULE"]
)  # fmt: skip
"""Classes of words that say what kind of doing the words after them belong to."""

Shapes = tuple[str, str, str]
"""The classes of a word before, a word and a word after."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence.

    Attributes:
        text: as it stands.
        start, end: offsets in the sentence.
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hints:
    """What the rules say of a sentence.

    Attributes:
        spans: start, end and a short name of what a rule sees there.
        score: the sum of its cues (see ``vulnerability``).
        before: the sum of the sentence before it.
        cues: the cues that hold for the whole sentence.
    """

    spans: tuple[tuple[int, int, str], ...] = ()
    score: float = 0.0
    before: float = 0.0
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Where in its sentence a word stands.

    Attributes:
        verb, coming: the class of the last doing before it and of the next after it.
        rules: what the rules see in the word before, in it, and in the word after.
        level: how strongly the sentence's cues speak for exposure.
        cues: those cues, where a rule sees something in the word; else nothing.
    """

    verb: str
    coming: str
    rules: Shapes
    level: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A sentence as the classifier is told of it; the first three run word by word.

    Attributes:
        words: the words.
        shapes: three classes in a row.
        states: where each stands.
        whole: attributes that all its words share.
    """

    words: tuple[str, ...]
    shapes: tuple[Shapes, ...]
    states: tuple[State, ...]
    whole: tuple[str, ...]


def words(sentence: str) -> list[Word]:
    """The words and signs of a sentence."""
    return [Word(m[0], m.start(), m.end()) for m in TOKEN.finditer(sentence)]


@cache
def _classes() -> dict[str, str]:
    text = files(__package__).joinpath("classes.txt").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, *members = line.split()
            for member in members:
                found.setdefault(member, name)
    return found


def _shape(text: str) -> str:
    if text[0].isdigit():
        return re.sub(r"\d+", lambda m: "d" * min(len(m[0]), 5), text)
    if not text[0].isalpha():
        return text
    if text.isupper():
        return "X" if len(text) == 1 else "XX"
    return "Xx" if text[0].isupper() else "x"


@lru_cache(maxsize=50_000)
def class_of(text: str) -> str:
    """The class of a word: a listed one, or its ending, or its shape."""
    known = _classes().get(text.lower())
    if known:
        return known
    shape = _shape(text)
    if shape == "x":
        for ending in _ENDINGS:
            if text.endswith(ending) and len(text) > len(ending) + 2:
                return f"-{ending}"
    return shape


def of_word(text: str, step: int) -> tuple[str, ...]:
    """What a word tells of the word ``step`` places after it, or before; 0 is the word itself.

    The first is always its name, which the trainer withholds now and then.
    """
    lower, kind = text.lower(), class_of(text)
    if step == 0:
        return f"w={lower}", f"c={kind}", f"s={_shape(text)}", f"x={lower[-3:]}"
    if abs(step) == 1:
        return f"w{step}={lower}", f"c{step}={kind}"
    return (f"c{step}={kind}",)


def of_shapes(shapes: Shapes) -> tuple[str, ...]:
    """What three classes in a row tell of the middle word."""
    first, kind, last = shapes
    return f"p-={first}|{kind}", f"p+={kind}|{last}", f"t={first}|{kind}|{last}"


def of_state(state: State) -> tuple[str, ...]:
    """What the standing of a word in its sentence tells of it."""
    before, rule, after = state.rules
    return (
        f"r={rule}", f"r-={before}", f"r+={after}", f"rL={rule}{state.level}",
        f"v={state.verb}", f"vr={state.verb}|{rule}", f"n={state.coming}",
        f"vn={state.verb}|{state.coming}", *(f"rq={rule}|{cue}" for cue in state.cues),
    )  # fmt: skip


def _level(score: float) -> str:
    if score >= _SURE:
        return "3"
    return "2" if score >= _ENOUGH else "1" if score >= 1.0 else "0" if score > -1.0 else "-"


def describe(tokens: Sequence[Word], hints: Hints) -> Described:
    """A sentence as the classifier is told of it."""
    kinds = [class_of(t.text) for t in tokens]
    level = _level(hints.score)
    verbs, coming = _doings(kinds)
    rules = _seen(tokens, hints.spans)
    states = tuple(
        State(verbs[i], coming[i], (rules[i - 1] if i else "", rule, rules[i + 1]), level,
              hints.cues if rule else ())
        for i, rule in enumerate(rules[:-1])
    )  # fmt: skip
    edged = ["^", *kinds, "$"]
    return Described(
        words=tuple(t.text for t in tokens),
        shapes=tuple(zip(edged, edged[1:], edged[2:], strict=False)),
        states=states,
        whole=(f"L={level}", f"M={_level(hints.before)}", *(f"q={cue}" for cue in hints.cues)),
    )


def rows(described: Described) -> Iterator[list[str]]:
    """All that is told of each word, as strings; the word's name comes first."""
    count = len(described.words)
    for at in range(count):
        row = list(of_word(described.words[at], 0))
        for step in range(-REACH, REACH + 1):
            if step and 0 <= at - step < count:
                row += of_word(described.words[at - step], step)
        row += (*of_shapes(described.shapes[at]), *of_state(described.states[at]))
        row += described.whole
        yield row


def _doings(kinds: Sequence[str]) -> tuple[list[str], list[str]]:
    """For each word the class of the last doing before it, and of the next after it."""
    before, after = [], []
    last = "^"
    for kind in kinds:
        before.append(last)
        last = kind if kind in _VERBS else last
    last = "$"
    for kind in reversed(kinds):
        after.append(last)
        last = kind if kind in _VERBS else last
    return before, after[::-1]


def _seen(tokens: Sequence[Word], spans: Sequence[tuple[int, int, str]]) -> list[str]:
    """What the rules see in each word, and nothing in the one after the last."""
    seen = [""] * (len(tokens) + 1)
    for start, end, name in spans:
        sign = "B"
        for at, token in enumerate(tokens):
            if token.start >= end:
                break
            if token.end > start and not seen[at]:
                seen[at] = sign + name
                sign = "I"
    return seen
