"""A line set again: what survives of it, with the label in the place of what goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from goodcause.base.geometry import Box
from goodcause.removals import label
from goodcause.removals.anchor import Side
from goodcause.removals.ground import EDGE, Ground
from goodcause.removals.lines import Stretch
from goodcause.removals.removal import Move, Put, Stamp

GAP = 12
"""Pixels between a label and the words before and after it; always the same."""

_BEFORE, _AFTER = 2, 3  # pixels lifted to the left and right of words that move


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words of one group on one stretch.

    Attributes:
        stretch: index of the stretch.
        place: counted from 0 along the stretch.
        group: index of the group.
        words: indices of the words.
    """

    stretch: int
    place: int
    group: int
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of a stretch that stay."""

    words: tuple[int, ...]


Token = Piece | Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A stretch as it is set.

    Attributes:
        fill: what is blanked.
        puts: words set again from their lettering.
        moves: words that have none, set again from the page's pixels.
        moved: for each word that survives on the stretch, its box as set.
        stamps: the stamp of each labelled piece, by its place.
        blanks: for each piece, by its place, the pixels that hold its label or nothing.
        dropped: words that would not fit and go too.
        called: whether callouts stand for the labels.
    """

    fill: Box
    puts: tuple[Put, ...]
    moves: tuple[Move, ...]
    moved: Mapping[int, Box]
    stamps: Mapping[int, Stamp]
    blanks: Mapping[int, tuple[Box, ...]]
    dropped: tuple[int, ...] = ()
    called: bool = False


def tokens(ground: Ground, stretch: Stretch, index: int, groups: Mapping[int, int]) -> list[Token]:
    """The stretch from left to right: pieces that go and runs that stay."""
    found: list[tuple[int, list[int]]] = []
    for i in stretch.words:
        kind = groups[i] if i in ground.loose else -1
        if found and found[-1][0] == kind:
            found[-1][1].append(i)
        else:
            found.append((kind, [i]))
    result: list[Token] = []
    pieces = 0
    for kind, words in found:
        if kind < 0:
            result.append(Run(tuple(words)))
        else:
            result.append(Piece(index, pieces, kind, tuple(words)))
            pieces += 1
    return result


def full(
    ground: Ground, stretch: Stretch, parts: Sequence[Token], texts: Mapping[int, str]
) -> Setting | None:
    """Set a stretch with its labels in full, at the largest size at which all of it fits."""
    for size in label.SIZES:
        if all(label.height(t, size) <= stretch.band[1] - stretch.band[0] for t in texts.values()):
            setting = _set(ground, stretch, parts, (texts, size))
            if setting is not None:
                return setting
    return None


def called(
    ground: Ground, stretch: Stretch, parts: Sequence[Token], texts: Mapping[int, str]
) -> Setting:
    """Set a stretch with callouts; words that do not even then fit go too, the last ones first."""
    rest = list(parts)
    dropped: list[int] = []
    high = stretch.band[1] - stretch.band[0]
    while True:
        for size in label.SIZES:
            last = size == label.SIZES[-1]
            if not last and any(label.height(t, size) > high for t in texts.values()):
                continue
            setting = _set(ground, stretch, rest, (texts, size))
            if setting is not None:
                return _with(setting, tuple(dropped))
        runs = [n for n, token in enumerate(rest) if isinstance(token, Run)]
        if not runs:
            setting = _set(ground, stretch, rest, (texts, label.SIZES[-1]), forced=True)
            if setting is None:
                raise AssertionError("a forced setting always stands")
            return _with(setting, tuple(dropped))
        words = rest[runs[-1]].words
        dropped.insert(0, words[-1])
        rest[runs[-1] : runs[-1] + 1] = [Run(words[:-1])] if words[:-1] else []


def _with(setting: Setting, dropped: tuple[int, ...]) -> Setting:
    return replace(setting, dropped=dropped, called=True)


def _set(
    ground: Ground,
    stretch: Stretch,
    parts: Sequence[Token],
    texts: tuple[Mapping[int, str], float],
    *,
    forced: bool = False,
) -> Setting | None:
    shown = [t for t in parts if isinstance(t, Run) or t.place in texts[0]]
    widths = [_width(ground, stretch, token, texts) for token in shown]
    total = sum(widths) + GAP * max(len(shown) - 1, 0)
    start = stretch.anchor.start(total)
    limit = min(stretch.bounds[1], ground.page.width - EDGE)
    if stretch.anchor.side is not Side.LEFT:
        start = max(min(start, limit - total), stretch.bounds[0])
    if start + total > limit and not forced:
        return None
    pens = [start + sum(widths[:n]) + GAP * n for n in range(len(shown))]
    stamps: dict[int, Stamp] = {}
    moved: dict[int, Box] = {}
    for token, pen in zip(shown, pens, strict=True):
        if isinstance(token, Piece):
            stamps[token.place] = _stamp(stretch, texts[0][token.place], texts[1], pen)
        else:
            moved.update(_landed(ground, stretch, token, pen))
    right = max(stretch.right, min(start + total, ground.page.width), stretch.left)
    fill = Box(min(stretch.left, max(start, 0)), stretch.band[0], right, stretch.band[1])
    return Setting(
        fill=fill,
        puts=tuple(_put(ground, i, box) for i, box in moved.items() if i in ground.lettering),
        moves=tuple(
            Move(_lifted(ground, stretch, i), box.left - ground.boxes[i].left, 0)
            for i, box in moved.items()
            if i not in ground.lettering
        ),
        moved=moved,
        stamps=stamps,
        blanks=_blanks(parts, fill, moved, stamps),
    )


def _width(
    ground: Ground,
    stretch: Stretch,
    token: Token,
    texts: tuple[Mapping[int, str], float],
) -> int:
    """Columns that a label or a run of words takes."""
    if isinstance(token, Piece):
        return label.width(texts[0][token.place], texts[1])
    wide = sum(_advance(ground, i) for i in token.words)
    return wide + stretch.space * (len(token.words) - 1)


def _advance(ground: Ground, word: int) -> int:
    own = ground.lettering.get(word)
    return own.advance if own is not None else ground.boxes[word].width


def _landed(ground: Ground, stretch: Stretch, run: Run, pen: int) -> dict[int, Box]:
    """The boxes of a run's words, the first of them at the pen."""
    found: dict[int, Box] = {}
    for i in run.words:
        wide = _advance(ground, i)
        top, bottom = _rows(ground, i)
        found[i] = Box(pen, top, pen + wide, bottom)
        pen += wide + stretch.space
    return found


def _rows(ground: Ground, word: int) -> tuple[int, int]:
    """Rows of a word's box as set: a reader's box is as the reader's eye fell, the ink is not."""
    box, own = ground.boxes[word], ground.lettering.get(word)
    if own is None or own.drawn:
        return box.top, box.bottom
    return box.top + own.top, box.top + own.top + own.height


def _put(ground: Ground, word: int, box: Box) -> Put:
    own = ground.lettering[word]
    return Put(own, box.left + own.left, ground.boxes[word].top + own.top)


def _stamp(stretch: Stretch, text: str, size: float, left: int) -> Stamp:
    high = label.height(text, size)
    top = round(stretch.middle - high / 2)
    if high <= stretch.band[1] - stretch.band[0]:
        top = min(max(top, stretch.band[0]), stretch.band[1] - high)
    return Stamp(text, size, left, top)


def _lifted(ground: Ground, stretch: Stretch, word: int) -> Box:
    """The pixels of a word that moves: its own, and nothing of the words beside it."""
    box = ground.boxes[word]
    left, right = box.left - _BEFORE, box.right + _AFTER
    for i in stretch.words:
        other = ground.boxes[i]
        if i == word:
            continue
        if other.centre[0] < box.centre[0] and other.right > left:
            left = min(max(other.right, left), box.left if i not in ground.loose else box.right)
        elif other.centre[0] > box.centre[0] and other.left < right:
            right = max(min(other.left, right), box.right if i not in ground.loose else left)
    return Box(left, stretch.lift[0], max(left, right), stretch.lift[1])


def _blanks(
    parts: Sequence[Token], fill: Box, moved: Mapping[int, Box], stamps: Mapping[int, Stamp]
) -> dict[int, tuple[Box, ...]]:
    """What is blank of a stretch once it is set, each part given to the piece it stands for.

    A piece has what lies between the words before it and the words or the label after it; the
    blank before the stretch's first words and after its last ones is the nearest piece's.
    """
    pieces = [t for t in parts if isinstance(t, Piece)]
    found: dict[int, list[Box]] = {p.place: [] for p in pieces}
    cursor, here = fill.left, pieces[0].place

    def give(stop: int) -> None:
        nonlocal cursor
        stop = min(stop, fill.right)
        if stop > cursor:
            found[here].append(Box(cursor, fill.top, stop, fill.bottom))
            cursor = stop

    for token in parts:
        if isinstance(token, Run):
            give(moved[token.words[0]].left - _BEFORE)
            cursor = max(cursor, min(moved[token.words[-1]].right + _AFTER, fill.right))
        else:
            if token.place in stamps and token is not pieces[0]:
                give(stamps[token.place].left - GAP // 2)
            here = token.place
    give(fill.right)
    return {place: tuple(boxes) for place, boxes in found.items()}
