"""Where words that go from running text stand: their stretch of a line, its band and its edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodcause.base.geometry import Box, union
from goodcause.pages.page import Origin
from goodcause.removals.ground import ALIGNED, EDGE, OCR_MARGIN, Ground

_GUTTER = 2.0  # a gap of so many word heights before a surviving word begins a column
_TAB = 0.6  # a smaller one does where other lines begin a column at the same place
_DEEP = 0.25  # loose boxes of lines set tight overlap by up to this part of their height
_AIR = 6  # pixels kept clear before a column, a cell or a rule
_NEAR = 150  # pixels (half an inch) within which a paragraph's edge lies from where a line begins
_GRID = 16  # places that only removed words tell are known to so many pixels
_ROWS = 32  # where nothing survives of a scanned line, its row is known to so many pixels
_SLACK = 4  # pixels above and below a reader's box that are lifted with a word
_LONG = 6.0  # a horizontal rule so many word heights long is a border, not an underline


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The part of a line between two bounds (columns, rules, cells) on which words go.

    Attributes:
        line: the line's index.
        words: every word of the stretch, from left to right.
        first: position in ``words`` of the first word that goes.
        left: where blanking begins.
        edge: where the first thing set on the stretch begins when no word precedes it.
        right: where blanking ends.
        limit: what is set on the stretch ends before it.
        band: top and bottom of what is blanked.
        lift: top and bottom of what is lifted when surviving words move.
        middle: the row on which labels are centred.
    """

    line: int
    words: tuple[int, ...]
    first: int
    left: int
    edge: int
    right: int
    limit: int
    band: tuple[int, int]
    lift: tuple[int, int]
    middle: float


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
    going = [i for i in words if i in ground.loose]
    own = _own(ground, words)
    floor = max(
        (ground.boxes[i].right + 1 for part in parts[:k] for i in part if i not in ground.gone),
        default=0,
    )
    start = ground.boxes[words[first]].left
    margin = ground.margin(going)
    before = max((ground.boxes[i].right for part in parts[:k] for i in part), default=0)
    edge = _edge(ground, (before, start), own)
    if first > 0:
        # The last surviving word bounds the blank, not the word that goes.
        last = ground.boxes[words[first - 1]].right
        left = min(last + 1, max(start, ground.boxes[words[first - 1]].left + 1))
        edge = last
    else:
        left = edge - margin - ALIGNED
        if start - margin < left:
            left = (start - margin) // _GRID * _GRID
        left = max(left, min(floor, start), 0)
        edge = max(edge, left)
    far = max(ground.boxes[i].right for i in words)
    next_part = ground.boxes[parts[k + 1][0]].left if k + 1 < len(parts) else None
    right, limit = _bounds(ground, (max(left, start), far), own, next_part)
    band, lift = _band(ground, words, own, (left, right))
    return Stretch(
        line=line,
        words=words,
        first=first,
        left=left,
        edge=edge,
        right=right,
        limit=limit,
        band=band,
        lift=lift,
        middle=(own[0] + own[1]) / 2,
    )


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
    rules = [r for r in ground.levels if _along(r, across) and r.width >= _LONG * ground.tall]
    band = _inside(rules, band, own)
    lift = band
    if not loose_boxes:
        band = min(band[0], need.top), max(band[1], need.bottom)
        lift = max(band[0], own[0] - _SLACK), min(band[1], own[1] + _SLACK)
    lift = _between(leaving, lift, own, loose_boxes)
    height = ground.page.height
    return _on(band, height), _on(lift, height)


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


def _edge(ground: Ground, between: tuple[int, int], own: tuple[int, int]) -> int:
    """The left edge of the paragraph: that of the nearest line that begins with what survives.

    A line that begins where this one does is preferred to one that is indented otherwise; what
    stands further left on this line (the number of the line, another column) bounds the search.
    """
    before, start = between
    near = [
        (
            abs(box.left - start) > ALIGNED,
            abs(box.top - own[0]),
            box.top < own[0],
            abs(box.left - start),
            box.left,
        )
        for _, box in ground.starts
        if abs(box.left - start) <= _NEAR and box.left >= before
    ]
    return min(near)[-1] if near else max(start // _GRID * _GRID, min(before, start))


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
