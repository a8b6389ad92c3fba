"""Handwriting: letters as pen strokes with a seeded unsteadiness.

No handwriting font is at hand that may be shipped, so the letters are drawn here: each is a few
polylines on a grid, smoothed, slanted and shaken. In a grid point the first digit is x, the
second y; 2 is the baseline, 6 the height of an x, 9 the height of a capital, 0 the lowest tail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from goodcause.demo.chance import chance

_BASE = 2
_SPACE = 3.6
_GAP = 1.5
_STEPS = 4
_MARKED_LATER = frozenset("ijtfx")  # dotted or crossed after the word is written

_LETTERS = {
    "a": "45 36 16 05 03 12 32 43|46 42 52",
    "b": "09 02|04 15 36 45 43 32 12 03",
    "c": "45 36 16 05 03 12 32 43",
    "d": "45 36 16 05 03 12 32 43|49 42 52",
    "e": "04 44 45 36 16 05 03 12 32 43",
    "f": "48 39 28 22|06 46",
    "g": "45 36 16 05 03 12 32 43|46 41 30 10",
    "h": "09 02|04 15 36 45 42",
    "i": "06 02 12|08 08",
    "j": "16 11 00|18 18",
    "k": "09 02|46 04 42",
    "l": "09 03 12",
    "m": "06 02|04 16 26 35 32|34 46 56 65 62",
    "n": "06 02|04 16 36 45 42",
    "o": "16 05 03 12 32 43 45 36 16",
    "p": "06 00|05 16 36 45 43 32 12 03",
    "q": "45 36 16 05 03 12 32 43|46 40",
    "r": "06 02|04 16 36",
    "s": "45 36 16 05 14 34 43 32 12 03",
    "t": "28 23 32 42|06 46",
    "u": "06 03 12 32 43|46 42 52",
    "v": "06 22 46",
    "w": "06 12 34 52 66",
    "x": "06 42|46 02",
    "y": "06 23|46 10",
    "z": "06 46 02 42",
    "A": "02 39 62|14 54",
    "B": "02 09 39 48 47 36 06|36 45 54 53 42 02",
    "C": "58 49 29 07 04 22 42 53",
    "D": "02 09 29 57 54 32 02",
    "E": "59 09 02 52|06 46",
    "F": "59 09 02|06 46",
    "G": "58 49 29 07 04 22 42 54 56 36",
    "H": "09 02|59 52|06 56",
    "I": "19 12|09 29|02 22",
    "J": "49 43 32 12 03",
    "K": "09 02|59 05 52",
    "L": "09 02 52",
    "M": "02 09 35 69 62",
    "N": "02 09 52 59",
    "O": "29 07 04 22 42 64 67 49 29",
    "P": "02 09 39 58 56 45 05",
    "Q": "29 07 04 22 42 64 67 49 29|44 62",
    "R": "02 09 39 58 56 45 05|35 52",
    "S": "58 49 19 08 07 16 45 54 53 42 12 03",
    "T": "09 69|39 32",
    "U": "09 04 22 42 54 59",
    "V": "09 32 69",
    "W": "09 22 46 62 89",
    "X": "09 52|59 02",
    "Y": "09 35 69|35 32",
    "Z": "09 59 02 52",
    "0": "19 07 04 12 32 44 47 39 19",
    "1": "07 19 12",
    "2": "08 19 39 48 47 02 42",
    "3": "08 19 39 48 47 36 16|36 45 43 32 12 03",
    "4": "19 05 45|47 42",
    "5": "49 09 06 36 45 43 32 02",
    "6": "49 18 05 03 12 32 43 45 36 05",
    "7": "09 49 12",
    "8": "16 07 08 19 39 48 47 36 16 05 03 12 32 43 45 36",
    "9": "48 39 19 08 06 15 35 46|48 32",
    ".": "02 02",
    ",": "12 01",
    "-": "05 35",
    "–": "05 45",  # noqa: RUF001  an en dash, as typists use it
    "/": "01 49",
    "(": "19 07 04 11",
    ")": "09 17 14 01",
    "'": "09 07",
    "&": "52 08 19 28 04 12 32 54",
    "#": "12 19|32 39|04 44|07 47",
    "$": "58 49 19 08 07 16 45 54 53 42 12 03|31 39",
    ":": "03 03|06 06",
    ";": "06 06|12 01",
    "?": "08 19 39 48 25|22 22",
}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One pull of the pen, in points from the top left of the page."""

    points: tuple[Point, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody's handwriting.

    Attributes:
        seed: what makes it theirs.
        slant: how far a letter leans, per unit of height.
        shake: unsteadiness in grid units.
        weight: width of the pen in points.
        narrow: width of the letters beside the grid's.
        joined: whether small letters run into each other, as in longhand.
    """

    seed: str
    slant: float = 0.18
    shake: float = 0.22
    weight: float = 0.9
    narrow: float = 0.85
    joined: bool = False

    def wide(self, text: str, size: float) -> float:
        """How wide a text is, in points."""
        return sum(_advance(letter) for letter in text) * size * 0.1 * self.narrow

    def write(self, text: str, x: float, y: float, size: float) -> Iterator[Stroke]:
        """The strokes of a text whose first letter stands at (x, y) on the line."""
        unit = size * 0.1
        before: Point | None = None
        for index, letter in enumerate(text):
            strokes = tuple(self._letter(letter, index, (x, y), unit))
            if before is not None and letter.islower():
                yield Stroke((before, strokes[0].points[0]), strokes[0].weight)
            yield from strokes
            before = None
            if self.joined and letter.islower():
                before = strokes[0 if letter in _MARKED_LATER else -1].points[-1]
            x += _advance(letter) * unit * self.narrow

    def _letter(self, letter: str, index: int, place: Point, unit: float) -> Iterator[Stroke]:
        rng = chance(0, self.seed, letter, index)
        rise = rng.uniform(-self.shake, self.shake)
        grow = rng.uniform(0.92, 1.08)
        x, y = place
        for line in _glyph(letter):
            shaken = [
                (
                    px + rng.uniform(-self.shake, self.shake) * 0.6,
                    py * grow + rise + rng.uniform(-self.shake, self.shake) * 0.5,
                )
                for px, py in line
            ]
            points = tuple(
                (x + (px * self.narrow + py * self.slant) * unit, y - py * unit)
                for px, py in _smooth(shaken)
            )
            yield Stroke(points, self.weight * rng.uniform(0.85, 1.15))

    def extent(
        self, text: str, x: float, y: float, size: float
    ) -> tuple[float, float, float, float]:
        """The box of the strokes of a text, in points."""
        strokes = tuple(self.write(text, x, y, size))
        every = [point for stroke in strokes for point in stroke.points]
        half = self.weight / 2
        return (
            min(px for px, _ in every) - half,
            min(py for _, py in every) - half,
            max(px for px, _ in every) + half,
            max(py for _, py in every) + half,
        )


@cache
def _glyph(letter: str) -> tuple[tuple[Point, ...], ...]:
    if letter == " ":
        return ()
    drawn = _LETTERS.get(letter, _LETTERS["-"])
    return tuple(
        tuple((float(point[0]), float(point[1]) - _BASE) for point in line.split())
        for line in drawn.split("|")
    )


@cache
def _advance(letter: str) -> float:
    if letter == " ":
        return _SPACE
    return max(x for line in _glyph(letter) for x, _ in line) + _GAP


def _smooth(points: list[Point]) -> Iterator[Point]:
    """A Catmull-Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    yield points[0]
    for index, (start, end) in enumerate(pairwise(points)):
        before, after = padded[index], padded[index + 3]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            yield (
                _spline(before[0], start[0], end[0], after[0], t),
                _spline(before[1], start[1], end[1], after[1], t),
            )


def _spline(p0: float, p1: float, p2: float, p3: float, t: float) -> float:
    return 0.5 * (
        2 * p1
        + (p2 - p0) * t
        + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
        + (3 * p1 - p0 - 3 * p2 + p3) * t**3
    )
