"""Writes narratives as applicants, clerks and employers do, and spoils them as paper does.

A narrative is some sentences of the grammar in an order of its own. Then it is given a hand:
capitals throughout, no capitals, misspellings, words run together, a scan's misreadings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from goodcause.findings.narrative.grammar import Grammar, Piece

Signs = list[tuple[str, str]]
"""Characters, each with the kind of words it belongs to."""

_MISREAD = {
    "e": "ec", "c": "ce", "l": "1I", "I": "l1|", "o": "0", "O": "0", "S": "5", "i": "l", "m": "rn",
    "h": "b", "t": "f", "a": "o", "u": "v", "n": "ri", "5": "S", "0": "O", "1": "l", ".": ",",
}  # fmt: skip
_LETTER = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Narrative:
    """A made narrative.

    Attributes:
        text: its words.
        spans: start, end and kind of what is marked in it.
    """

    text: str
    spans: tuple[tuple[int, int, str], ...]


def write(grammar: Grammar, rng: Random) -> Narrative:
    """One narrative of two to nine sentences."""
    if rng.random() < 0.15:  # noqa: PLR2004  a page of something else
        return _set(grammar, ["other"] * rng.randint(2, 6), rng)
    told = rng.choices((0, 1, 2, 3, 4), (20, 25, 25, 20, 10))[0]
    names = ["exposure"] * told + ["kept"] * rng.randint(1, 5)
    names += ["mixed"] * (rng.random() < 0.2) + ["births"] * rng.choice((0, 0, 1, 2))  # noqa: PLR2004  a fifth
    names += ["homes"] * rng.choice((0, 0, 0, 1)) + ["other"] * rng.choice((0, 0, 1))
    rng.shuffle(names)
    return _set(grammar, names, rng)


def _set(grammar: Grammar, names: Iterable[str], rng: Random) -> Narrative:
    signs: Signs = []
    for name in names:
        sentence = _tidied(grammar.draw(name, rng))
        if len(sentence) > 1 and signs and rng.random() < 0.15:  # noqa: PLR2004  one in seven
            signs = _joined(signs, sentence, rng)
            continue
        if sentence and rng.random() < 0.97:  # noqa: PLR2004  a few begin small
            sentence[0] = (sentence[0][0].upper(), sentence[0][1])
        signs += [*sentence, (" ", "")]
    for change in _hand(rng):
        signs = change(signs, rng)
    return _narrative(signs)


def _joined(signs: Signs, sentence: Signs, rng: Random) -> Signs:
    """Two sentences made one, as people run them together."""
    while signs and signs[-1][0] in " .":
        signs = signs[:-1]
    first, kind = sentence[0]
    small = first if first == "I" and not sentence[1][0].isalpha() else first.lower()
    link = rng.choice((", and ", ", but ", "; ", " and ", ", so ", " because ", " - "))
    return [*signs, *((c, "") for c in link), (small, kind), *sentence[1:], (" ", "")]


def _tidied(pieces: Iterable[Piece]) -> Signs:
    """The characters of a sentence, no space doubled and none before a stop."""
    signs: Signs = []
    for piece in pieces:
        for char in piece.text:
            last = signs[-1][0] if signs else " "
            if char == " " and last == " ":
                continue
            if char in ".,;:" and last == " " and signs:
                signs.pop()
            if char == "." and signs and signs[-1][0] == ".":
                continue
            signs.append((char, piece.kind))
    while signs and signs[-1][0] == " ":
        signs.pop()
    return signs


def _hand(rng: Random) -> list[Callable[[Signs, Random], Signs]]:
    changes: list[Callable[[Signs, Random], Signs]] = []
    draw = rng.random()
    if draw < 0.12:  # noqa: PLR2004  shares of hands, here and below
        changes.append(_shouted)
    elif draw < 0.22:  # noqa: PLR2004
        changes.append(_small)
    draw = rng.random()
    if draw < 0.12:  # noqa: PLR2004
        changes.append(_misspelt)
    elif draw < 0.30:  # noqa: PLR2004
        changes.append(_misread)
    if rng.random() < 0.1:  # noqa: PLR2004
        changes.append(_run_on)
    return changes


def _shouted(signs: Signs, rng: Random) -> Signs:
    del rng
    return [(c.upper() if len(c.upper()) == 1 else c, kind) for c, kind in signs]


def _small(signs: Signs, rng: Random) -> Signs:
    del rng
    return [(c.lower() if len(c.lower()) == 1 else c, kind) for c, kind in signs]


def _misspelt(signs: Signs, rng: Random) -> Signs:
    """One letter in forty is doubled, lost or changes places with the next."""
    spelt: Signs = []
    for sign in signs:
        if _LETTER.match(sign[0]) and rng.random() < 0.025:  # noqa: PLR2004  one in forty
            way = rng.randrange(3)
            if way == 0:
                spelt += [sign, sign]
            elif way == 1 and spelt and spelt[-1][0].isalpha():
                spelt.insert(len(spelt) - 1, sign)
            continue
        spelt.append(sign)
    return spelt


def _misread(signs: Signs, rng: Random) -> Signs:
    """One sign in fifty is read for a likeness; a stop is lost now and then."""
    read: Signs = []
    for char, kind in signs:
        if char in ".," and rng.random() < 0.08:  # noqa: PLR2004  one in twelve
            continue
        if rng.random() < 0.02 and char in _MISREAD:  # noqa: PLR2004  one in fifty
            wrong = _MISREAD[char]
            taken = wrong if len(wrong) > 1 and char in "mn" else rng.choice(wrong)
            read += [(c, kind) for c in taken]
        else:
            read.append((char, kind))
    return read


def _run_on(signs: Signs, rng: Random) -> Signs:
    """Full stops become "and" or a comma, as they do in letters nobody reads twice."""
    told: Signs = []
    for index, (char, kind) in enumerate(signs):
        ends = char == "." and not kind and index + 1 < len(signs) and signs[index + 1][0] == " "
        if ends:
            told += [(c, "") for c in rng.choice((",", " and", ""))]
        else:
            told.append((char, kind))
    return told


def _narrative(signs: Signs) -> Narrative:
    text = "".join(c for c, _ in signs).rstrip()
    spans: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for index, (_, here) in enumerate([*signs[: len(text)], ("", "")]):
        if here != kind:
            if kind:
                spans.append((start, index, kind))
            start, kind = index, here
    return Narrative(text, tuple((*_trimmed(text, a, b), k) for a, b, k in spans))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,.":
        start += 1
    while end > start and text[end - 1] in " ,":
        end -= 1
    return start, end
