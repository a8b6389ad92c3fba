"""Pages made for tests: words on lines, ruled cells, and their pixels drawn from the words.

A word's pixels depend on its text and the place of its box alone, so that two pages with the
same words in the same places have the same pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from goodcause.base.geometry import Box
from goodcause.decisions.decision import Decision, Outcome
from goodcause.findings.finding import Finding, Layout, Span
from goodcause.pages.page import Origin, Page, Word
from goodcause.pages.plate import Plate
from goodcause.removals.plan import Accepted

LABEL = "(REMOVED BY DEFENDANTS)"
WIDTH, HEIGHT = 2550, 3300
SPACE = 14


@cache
def font(em: int = 50) -> ImageFont.FreeTypeFont:
    """A serif-less text face at so many pixels an em (50 is 12 pt)."""
    spec = find_spec("reportlab")
    assert spec is not None and spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "fonts" / "Vera.ttf"
    return ImageFont.truetype(str(path), em, layout_engine=ImageFont.Layout.BASIC)


def advance(text: str, em: int = 50) -> int:
    """How wide a word is set."""
    return max(1, round(font(em).getlength(text)))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text to be set: where it begins, its baseline and its words."""

    left: int
    baseline: int
    words: tuple[str, ...]
    em: int = 50
    gaps: tuple[int, ...] = ()

    def set(self, number: int, origin: Origin = Origin.DIGITAL) -> list[Word]:
        """The line's words with loose boxes, or a reader's tight ones."""
        found, x = [], self.left
        for n, text in enumerate(self.words):
            wide = advance(text, self.em)
            box = Box(
                x,
                self.baseline - round(0.93 * self.em),
                x + wide,
                self.baseline + round(0.24 * self.em),
            )
            if origin is Origin.OCR:
                left, top, right, bottom = font(self.em).getbbox(text, anchor="ls")
                box = Box(
                    x + int(left),
                    self.baseline + int(top),
                    x + int(right),
                    self.baseline + int(bottom),
                )
            found.append(Word(text, box, number, 1.0, origin))
            x += wide + (self.gaps[n] if n < len(self.gaps) else SPACE)
        return found


def page(
    lines: Sequence[Line],
    rules: Iterable[Box] = (),
    low_ink: Iterable[Box] = (),
    origin: Origin = Origin.DIGITAL,
) -> Page:
    """A page of letter size with such lines."""
    words = [w for n, line in enumerate(lines) for w in line.set(n, origin)]
    return Page(
        number=1,
        width=WIDTH,
        height=HEIGHT,
        words=tuple(words),
        rules=tuple(rules),
        low_ink=tuple(low_ink),
    )


def drawn(made: Page, lines: Sequence[Line]) -> Image.Image:
    """The page's picture: its rules, its low ink as scrawls, and its words."""
    picture = Image.new("L", (made.width, made.height), 255)
    draw = ImageDraw.Draw(picture)
    for rule in made.rules:
        draw.rectangle((rule.left, rule.top, rule.right - 1, rule.bottom - 1), fill=0)
    for ink in made.low_ink:
        draw.line((ink.left, ink.top, ink.right - 1, ink.bottom - 1), fill=0, width=3)
    words = iter(made.words)
    for line in lines:
        x = line.left
        for n, text in enumerate(line.words):
            assert next(words).text == text
            draw.text((x, line.baseline), text, fill=0, font=font(line.em), anchor="ls")
            x += advance(text, line.em) + (line.gaps[n] if n < len(line.gaps) else SPACE)
    return picture


def bits_of(picture: Image.Image) -> NDArray[np.uint8]:
    """Packed bits of a picture, 1 = ink."""
    return np.packbits(np.asarray(picture) < 128, axis=1)


def plate_of(made: Page, lines: Sequence[Line]) -> Plate:
    """The page's bitonal plate."""
    return Plate.from_bits(bits_of(drawn(made, lines)), made.width)


def unpacked(bits: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    """One byte a pixel, 1 = ink."""
    return np.unpackbits(bits, axis=1)[:, :width]


def accepted(  # noqa: PLR0913  a test names only what it is about
    words: Iterable[int],
    *,
    layout: Layout = Layout.LINE,
    region: Box | None = None,
    key: str = "f1",
    rule: str = "D2-1",
    label: str = LABEL,
    category: str = "home_address",
    document: str = "s000001",
) -> Accepted:
    """A finding on page 1 with the decision to remove it."""
    span = Span(page=1, words=tuple(words), layout=layout, region=region)
    finding = Finding(
        key=key,
        category=category,
        span=span,
        text="",
        probability=1.0,
        because="planted",
        detector="test",
    )
    decision = Decision(
        document=document,
        finding=key,
        outcome=Outcome.REMOVE,
        rule=rule,
        label=label,
        by="order",
        reason="planted",
    )
    return Accepted(finding=finding, decision=decision)


def grid(left: int, top: int, columns: Sequence[int], rows: Sequence[int]) -> tuple[Box, ...]:
    """Ruled lines, 3 pixels thick, of a table with such column widths and row heights."""
    xs, ys = [left], [top]
    for wide in columns:
        xs.append(xs[-1] + wide)
    for high in rows:
        ys.append(ys[-1] + high)
    level = [Box(xs[0], y, xs[-1] + 3, y + 3) for y in ys]
    upright = [Box(x, ys[0], x + 3, ys[-1] + 3) for x in xs]
    return (*level, *upright)


def save(bits: NDArray[np.uint8], width: int, path: Path, crop: Box | None = None) -> None:
    """Write a page as a picture, to be looked at."""
    picture = Image.fromarray((1 - unpacked(bits, width)) * 255)
    if crop is not None:
        picture = picture.crop((crop.left, crop.top, crop.right, crop.bottom))
    picture.save(path)
