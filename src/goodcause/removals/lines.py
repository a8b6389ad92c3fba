"""Where words that go from running text stand: their stretch of a line, its band and its edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low

from goodcause.base.geometry import Box, union
from goodcause.pages.page import Origin
from goodcause.removals.anchor import Anchor, Side, anchor
from goodcause.removals.ground import ALIGNED, EDGE, OCR_MARGIN, Ground

_GUTTER = 2.0  # a gap of so many word heights before a surviving word begins a column
_TAB = 0.6  # a smaller one does where other lines begin a column at the same place
_DEEP = 0.25  # loose boxes of lines set tight overlap by up to this part of their height
_AIR = 6  # pixels kept clear before a column, a cell or a rule
_GRID = 16  # places that only removed words tell are known to so many pixels
_ROWS = 32  # where nothing survives of a scanned line, its row is known to so many pixels
_SLACK = 4  # pixels above and below a reader's box that are lifted with a word
_LOOSE_SPACE = 0.22  # of a loose box, which is higher than an em
_TIGHT_SPACE = 0.5  # of a reader's box, which is lower
_MEETS = 8  # pixels between the end of an underline and that of its word
_LONG = 6.0  # a horizontal rule so many word heights long is a border, not an underline


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The part of a line between two bounds (columns, rules, cells) on which words go.

    All of it is set anew: its survivors one after another with even spaces between them, because
    where they stood before, to the pixel, tells how wide the words were that go.

    Attributes:
        line: the line's index.
        words: every word of the stretch, from left to right.
        first: position in ``words`` of the first word that goes.
        left: where blanking begins.
        anchor: what the stretch stays true to when it is set again.
        right: where blanking ends.
        bounds: what is set on the stretch begins and ends between them.
        band: top and bottom of what is blanked.
        lift: top and bottom of what is lifted when a word moves that has no lettering.
        middle: the row on which labels are centred.
        space: columns between two words.
    """

    line: int
    words: tuple[int, ...]
    first: int
    left: int
    anchor: Anchor
    right: int
    bounds: tuple[int, int]
    band: tuple[int, int]
    lift: tuple[int, int]
    middle: float
    space: int


def stretches(ground: Ground) -> tuple[Stretch, ...]:
    """The stretches of lines on which words go from running text, in reading order."""
    found = []
    for line in sorted(ground.affected):
        parts = _parts(ground, ground.lines.get(line, ()))
        for k, part in enumerate(parts):
            if any(i in ground.loose for i in part):
                found.append(_stretch(ground, line, parts, k))
    return tuple(found)


def _parts(ground: Ground, words: Sequence[int]) -> list[tuple[int, ...]]:
    """A line's words cut where a column, a rule or a cell separates them."""
    parts: list[list[int]] = []
    for n, i in enumerate(words):
        if n == 0 or _apart(ground, words[n - 1], i):
            parts.append([])
        parts[-1].append(i)
    return [tuple(part) for part in parts]


def _apart(ground: Ground, before: int, after: int) -> bool:
    a, b = ground.boxes[before], ground.boxes[after]
    gap = b.left - a.right
    if ground.divided(a.right, b.left, b.centre[1]):
        return True
    if after not in ground.gone and gap > _GUTTER * ground.tall:
        return True
    return gap > _TAB * ground.tall and ground.starts_column(b.left)


def _stretch(ground: Ground, line: int, parts: list[tuple[int, ...]], k: int) -> Stretch:
    words = parts[k]
    first = next(n for n, i in enumerate(words) if i in ground.loose)
    own = _own(ground, words)
    whole = union(ground.boxes[i] for i in words)
    before = max((ground.boxes[i].right for part in parts[:k] for i in part), default=0)
    held = anchor(ground, whole, before, own, stays=first > 0)
    floor = _floor(ground, parts[:k], whole.left, own)
    left = _left(ground, words, held, floor)
    next_part = ground.boxes[parts[k + 1][0]].left if k + 1 < len(parts) else None
    right, limit = _bounds(ground, (max(left, whole.left), whole.right), own, next_part)
    band, lift = _band(ground, words, own, (left, right))
    return Stretch(
        line=line,
        words=words,
        first=first,
        left=left,
        anchor=held,
        right=right,
        bounds=(min(left, floor), limit),
        band=band,
        lift=lift,
        middle=(own[0] + own[1]) / 2,
        space=_space(ground, words),
    )


def _left(ground: Ground, words: Sequence[int], held: Anchor, floor: int) -> int:
    """Where blanking begins: before everything, at a place that the words that go do not tell."""
    start = ground.boxes[words[0]].left
    if held.side is not Side.LEFT:
        return min(floor, start)
    margin = ground.margin(words)
    left = held.at - margin - ALIGNED
    if start - margin < left:
        left = (start - margin) // _GRID * _GRID
    return max(left, min(floor, start), 0)


def _floor(ground: Ground, parts: Sequence[Sequence[int]], start: int, own: tuple[int, int]) -> int:
    """Where at the earliest a stretch may begin: after what stands to its left."""
    row = (own[0] + own[1]) / 2
    bounds = [ground.boxes[i].right + 1 for part in parts for i in part if i not in ground.gone]
    bounds += [r.right + _AIR for r in ground.uprights if r.top <= row < r.bottom]
    bounds += [c.right + _AIR for c in ground.cells if c.top <= row < c.bottom]
    bounds += [b.right + _AIR for b in ground.page.low_ink if b.top < own[1] and own[0] < b.bottom]
    return max((b for b in bounds if b <= start), default=0)


def _space(ground: Ground, words: Sequence[int]) -> int:
    """A quarter of an em, told from the heights of what survives."""
    heights = [
        ground.boxes[i].height
        for i in words
        if i not in ground.gone and ground.page.words[i].origin is Origin.DIGITAL
    ]
    if heights:
        return max(round(_LOOSE_SPACE * median_low(heights)), 1)
    return max(round(_TIGHT_SPACE * ground.tall), 1)


def _own(ground: Ground, words: Sequence[int]) -> tuple[int, int]:
    """Top and bottom of a stretch by its surviving words; without any, by its own to a grid."""
    staying = [ground.boxes[i] for i in words if i not in ground.gone]
    if staying:
        box = union(staying)
        return box.top, box.bottom
    box = union(ground.boxes[i] for i in words)
    if any(ground.page.words[i].origin is Origin.OCR for i in words):
        # Letters with and without tails give unlike boxes: only about where they stand is kept.
        middle = round(box.centre[1] / _ROWS) * _ROWS
        half = ground.tall * 2 // 3
        return max(middle - half, 0), middle + half
    return box.top, box.bottom


def _band(
    ground: Ground, words: Sequence[int], own: tuple[int, int], across: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """What is blanked and what is lifted, from above to below."""
    going = [i for i in words if i in ground.loose]
    margin = ground.margin(going)
    need = union(ground.boxes[i] for i in going)
    # A reader's boxes hug the letters: leave room for the tails that the survivors lack.
    room = margin + (ground.tall // 2 if margin >= OCR_MARGIN else 0)
    top, bottom = own[0] - room, own[1] + room
    if need.top - margin < top:
        top = (need.top - margin) // _GRID * _GRID
    if need.bottom + margin > bottom:
        bottom = -(-(need.bottom + margin) // _GRID) * _GRID
    line = ground.page.words[words[0]].line
    # Nothing further up or down changes the band.
    rows = min(top, own[0] - _SLACK, need.top), max(bottom, own[1] + _SLACK, need.bottom)
    near = [
        i
        for i in ground.about(*rows)
        if (i in ground.loose or (i not in ground.gone and ground.boxes[i].area > 0))
        and ground.page.words[i].line != line
        # What moves may come to stand anywhere along its line; what does not, stands where it is.
        and (i not in ground.fixed or _along(ground.boxes[i], across))
    ]
    loose_boxes = margin < OCR_MARGIN
    staying = [ground.boxes[i] for i in near if i not in ground.loose]
    leaving = [ground.boxes[i] for i in near if i in ground.loose]
    band = _between(staying, (top, bottom), own, loose_boxes)
    rules = [
        r
        for r in ground.levels
        if _along(r, across)
        and r.width >= _LONG * ground.tall
        and not _underlines(ground, words, r)
    ]
    band = _inside(rules, band, own)
    lift = band
    if not loose_boxes:
        band = min(band[0], need.top), max(band[1], need.bottom)
        lift = max(band[0], own[0] - _SLACK), min(band[1], own[1] + _SLACK)
    lift = _between(leaving, lift, own, loose_boxes)
    height = ground.page.height
    return _on(band, height), _on(lift, height)


def _underlines(ground: Ground, words: Sequence[int], rule: Box) -> bool:
    """Whether a rule begins and ends with words of a line, and so tells how wide they are."""
    boxes = [ground.boxes[i] for i in words]
    begins = any(abs(b.left - rule.left) <= _MEETS for b in boxes)
    return begins and any(abs(b.right - rule.right) <= _MEETS for b in boxes)


def _between(
    others: Iterable[Box], band: tuple[int, int], own: tuple[int, int], loose: bool
) -> tuple[int, int]:
    """A band kept off the ink of the lines above and below."""
    top, bottom = band
    middle, deep = (own[0] + own[1]) / 2, _DEEP * (own[1] - own[0])
    for box in others:
        if box.bottom <= top or box.top >= bottom:
            continue
        if box.centre[1] < middle:
            # The head of a loose box is empty: a line reaches down to the bottom of its own.
            reach = box.bottom if loose else (box.bottom + own[0]) // 2
            top = max(top, reach if reach <= own[0] + deep else own[0])
        else:
            reach = box.top if loose else -(-(box.top + own[1]) // 2)
            bottom = min(bottom, max(reach, own[1]))
    return top, bottom


def _along(box: Box, across: tuple[int, int]) -> bool:
    return box.left < across[1] and across[0] < box.right


def _inside(rules: Iterable[Box], band: tuple[int, int], own: tuple[int, int]) -> tuple[int, int]:
    top, bottom = band
    for rule in rules:
        if own[1] - 2 <= rule.top < bottom:
            bottom = rule.top - 1
        elif top < rule.bottom <= own[0] + 2:
            top = rule.bottom + 1
    return top, bottom


def _on(band: tuple[int, int], height: int) -> tuple[int, int]:
    top = min(max(band[0], 0), height)
    return top, min(max(band[1], top), height)


def _bounds(
    ground: Ground, ends: tuple[int, int], own: tuple[int, int], next_part: int | None
) -> tuple[int, int]:
    """Where blanking ends on the right, and where what is set there must end."""
    left, far = ends
    page = ground.page
    row = (own[0] + own[1]) / 2
    bounds = [] if next_part is None else [next_part - _AIR]
    bounds += [r.left - _AIR for r in ground.uprights if r.top <= row < r.bottom and r.left > left]
    bounds += [c.left - _AIR for c in ground.cells if c.top <= row < c.bottom and c.left > left]
    bounds += [b.left - _AIR for b in _beside(ground, own, far)]
    bounds += [b.left - _AIR for b in _strange_ink(ground, own, left)]
    right = min([b for b in bounds if b >= left], default=page.width - EDGE)
    limit = right
    if far > right:
        # What goes reaches past the bound: cover it all the same.
        right = page.width if next_part is None and not bounds else far
    return min(max(right, left), page.width), max(limit, left)


def _beside(ground: Ground, own: tuple[int, int], far: int) -> list[Box]:
    """Words to the right on lines of another column, whose lines are not level with this one."""
    deep = _DEEP * (own[1] - own[0])
    fixed = ground.fixed
    boxes = (ground.boxes[i] for i in ground.about(*own) if i in fixed)
    return [b for b in boxes if b.left >= far and min(b.bottom, own[1]) - max(b.top, own[0]) > deep]


def _strange_ink(ground: Ground, own: tuple[int, int], left: int) -> list[Box]:
    """Stamps, seals and pictures beside the text, to the right of every undisturbed line."""
    return [
        b
        for b in ground.page.low_ink
        if b.top < own[1] and own[0] < b.bottom and b.left > max(left, ground.far)
    ]
