"""Removal of a field of a form or table: the whole cell goes, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterable

from goodcause.base.geometry import Box, union
from goodcause.findings.finding import Span
from goodcause.removals import label
from goodcause.removals.ground import DIGITAL_MARGIN, Ground, bare, remainder
from goodcause.removals.removal import Stamp

_INSIDE = 3  # pixels between a ruled line and what is blanked
_SIDE = 1 / 3  # a rule in the outer third of a region bounds it; one further in crosses it
_SPAN = 0.5  # a bounding rule runs along at least half of the region's side
_DROWNED = 0.3  # a word covered by more than this does not survive as it is
_LINES = 4  # a label is broken into at most so many lines
_SPILL = 20  # pixels blanked beyond an edge of a cell that its words reach over
_GRID = 16
_AIR = 2  # pixels between a label and the left edge of its cell


def blanked(span: Span, label_text: str, ground: Ground) -> Box:
    """The pixels to blank for a cell: inside its rules and clear of the words around it.

    Args:
        span: where the value stands; a span without a region gives an empty box.
        label_text: the words of the field's caption, which stay.
        ground: the page; nothing need be known as gone yet.
    """
    page = ground.page
    if span.region is None:
        return Box(0, 0, 0, 0)
    listed = frozenset(span.words)
    box = span.region.clipped(page.width, page.height)
    box = _line_high(_inside_rules(box, ground), ground, listed)
    for i in _caption(label_text, ground, listed):
        box = _clear_of(box, ground.boxes[i])
    within = inside(box, ground)
    for i in ground.meeting(box):
        word = ground.boxes[i]
        if i not in listed and i not in within and box.overlap(word) > _DROWNED * word.area:
            box = _clear_of(box, word)
    return box


def inside(box: Box, ground: Ground) -> frozenset[int]:
    """The words whose centre lies in the box: they go with it, named or not."""
    # Twice the middle is a whole number.
    left, top, right, bottom = 2 * box.left, 2 * box.top, 2 * box.right, 2 * box.bottom
    boxes = ground.boxes
    return frozenset(
        i
        for i in ground.about(box.top, box.bottom)
        if left <= (b := boxes[i]).left + b.right < right and top <= b.top + b.bottom < bottom
    )


def spilled(box: Box, ground: Ground) -> tuple[Box, ...]:
    """What to blank outside a cell because words of the cell reach over its edges.

    A tail that hangs through the rule under a field is ink too. Above and below, a strip of
    fixed height goes along the whole cell, so that it does not tell where the tails were; the
    rules themselves and everything that survives are left out of it.
    """
    going = [
        ground.boxes[i].grown(ground.margin((i,)) - DIGITAL_MARGIN) for i in inside(box, ground)
    ]
    if not going:
        return ()
    most = union([box, *going])
    top = box.top if most.top == box.top else min(most.top, box.top - _SPILL)
    bottom = box.bottom if most.bottom == box.bottom else max(most.bottom, box.bottom + _SPILL)
    left = box.left if most.left == box.left else most.left // _GRID * _GRID
    right = box.right if most.right == box.right else -(-most.right // _GRID) * _GRID
    whole = Box(left, top, right, bottom).clipped(ground.page.width, ground.page.height)
    staying = [ground.boxes[i] for i in ground.survivors]
    return tuple(remainder(whole, [box, *ground.page.rules, *staying]))


def _caption(label_text: str, ground: Ground, listed: frozenset[int]) -> tuple[int, ...]:
    """The words of the field's caption, wherever they stand together on the page."""
    sought = tuple(bare(word) for word in label_text.split())
    texts = ground.captions
    found: list[int] = []
    for start in range(len(texts) - len(sought) + 1 if sought else 0):
        if texts[start] == sought[0] and texts[start : start + len(sought)] == sought:
            found += range(start, start + len(sought))
    return tuple(i for i in found if i not in listed)


def _inside_rules(box: Box, ground: Ground) -> Box:
    across = [
        (r.left, r.right)
        for r in ground.uprights
        if min(r.bottom, box.bottom) - max(r.top, box.top) >= _SPAN * box.height
    ]
    down = [
        (r.top, r.bottom)
        for r in ground.levels
        if min(r.right, box.right) - max(r.left, box.left) >= _SPAN * box.width
    ]
    left, right = _inner((box.left, box.right), across)
    top, bottom = _inner((box.top, box.bottom), down)
    return Box(left, top, max(left, right), max(top, bottom))


def _inner(side: tuple[int, int], rules: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """One side of a box without the rules that bound it, seen end on."""
    start, end = side
    third = _SIDE * (end - start)
    low, high = start, end
    for near, far in rules:
        middle = (near + far) / 2
        if far >= start - _INSIDE and middle <= start + third:
            low = max(low, far + _INSIDE)
        elif near <= end + _INSIDE and middle >= end - third:
            high = min(high, near - _INSIDE)
    return low, high


def _line_high(box: Box, ground: Ground, listed: frozenset[int]) -> Box:
    """A region lower than a line of text grows to the line of its caption, never of its value."""
    if box.area == 0 or box.height >= ground.tall:
        return box
    middle = box.centre[1]
    captions = [
        b
        for i, b in enumerate(ground.boxes)
        if i not in listed and b.top <= middle < b.bottom and b.right <= box.left + box.height
    ]
    if captions:
        caption = max(captions, key=lambda b: (b.right, b))
        top, bottom = caption.top, caption.bottom
    else:
        top = round(middle - ground.tall / 2)
        bottom = top + ground.tall
    grown = Box(box.left, min(box.top, top), box.right, max(box.bottom, bottom))
    return grown.clipped(ground.page.width, ground.page.height)


def _clear_of(box: Box, word: Box) -> Box:
    """The largest part of the box beside, above or below the word."""
    parts = []
    if word.left > box.left:
        parts.append(Box(box.left, box.top, min(word.left, box.right), box.bottom))
    if word.right < box.right:
        parts.append(Box(max(word.right, box.left), box.top, box.right, box.bottom))
    if word.top > box.top:
        parts.append(Box(box.left, box.top, box.right, min(word.top, box.bottom)))
    if word.bottom < box.bottom:
        parts.append(Box(box.left, max(word.bottom, box.top), box.right, box.bottom))
    best = max(parts, key=lambda part: (part.area, part), default=box)
    return best if best.area * 2 >= box.area else box


def labelled(text: str, box: Box) -> Stamp | None:
    """The label in the cell at the largest size that fits, in lines if need be.

    It depends on the cell and the text alone. ``None`` when not even the smallest size fits.
    """
    for size in label.SIZES:
        for lines in range(1, _LINES + 1):
            broken = label.wrapped(text, lines)
            if broken is None:
                break
            wide, high = label.width(broken, size), label.height(broken, size)
            if wide + _AIR <= box.width and high <= box.height:
                top = box.top + (box.height - high) // 2
                return Stamp(broken, size, box.left + _AIR, top)
    return None


def called_out(text: str, box: Box) -> Stamp:
    """A callout such as ``[1]`` in a cell that is too small for its label."""
    fitting = [
        s
        for s in label.SIZES
        if label.width(text, s) <= box.width and label.height(text, s) <= box.height
    ]
    size = fitting[0] if fitting else label.SIZES[-1]
    left = box.left + min(_AIR, max(0, box.width - label.width(text, size)))
    return Stamp(text, size, left, box.top + (box.height - label.height(text, size)) // 2)
