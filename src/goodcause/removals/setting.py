"""A line set again: label in the place of what goes, then what survives of the line after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodcause.base.geometry import Box, union
from goodcause.removals import label
from goodcause.removals.ground import EDGE, Ground
from goodcause.removals.lines import Stretch
from goodcause.removals.removal import Move, Stamp

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
        moves: what is set again.
        moved: for each word that moves, how far.
        stamps: the stamp of each labelled piece, by its place.
        blanks: for each piece, by its place, the pixels that hold its label or nothing.
        dropped: words that would not fit and go too.
        called: whether callouts stand for the labels.
    """

    fill: Box
    moves: tuple[Move, ...]
    moved: Mapping[int, int]
    stamps: Mapping[int, Stamp]
    blanks: Mapping[int, tuple[Box, ...]]
    dropped: tuple[int, ...] = ()
    called: bool = False


def tokens(ground: Ground, stretch: Stretch, index: int, groups: Mapping[int, int]) -> list[Token]:
    """The stretch from its first word that goes: pieces that go and runs that stay."""
    found: list[tuple[int, list[int]]] = []
    for i in stretch.words[stretch.first :]:
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
    return Setting(
        fill=setting.fill,
        moves=setting.moves,
        moved=setting.moved,
        stamps=setting.stamps,
        blanks=setting.blanks,
        dropped=dropped,
        called=True,
    )


def _set(
    ground: Ground,
    stretch: Stretch,
    parts: Sequence[Token],
    texts: tuple[Mapping[int, str], float],
    *,
    forced: bool = False,
) -> Setting | None:
    cursor = stretch.edge + (GAP if stretch.first else 0)
    stamps: dict[int, Stamp] = {}
    moves: list[Move] = []
    moved: dict[int, int] = {}
    for token in parts:
        if isinstance(token, Piece):
            if token.place not in texts[0]:
                continue
            stamp = _stamp(stretch, texts[0][token.place], texts[1], cursor)
            stamps[token.place] = stamp
            end = label.box(stamp).right
        else:
            box = union(ground.boxes[i] for i in token.words)
            dx = cursor - box.left
            moves.append(Move(_lifted(ground, stretch, token.words), dx, 0))
            moved.update(dict.fromkeys(token.words, dx))
            end = box.right + dx
        cursor = end + GAP
    if cursor - GAP > min(stretch.limit, ground.page.width - EDGE) and not forced:
        return None
    right = max(stretch.right, min(cursor - GAP, ground.page.width))
    fill = Box(stretch.left, stretch.band[0], max(right, stretch.left), stretch.band[1])
    return Setting(
        fill=fill,
        moves=tuple(moves),
        moved=moved,
        stamps=stamps,
        blanks=_blanks(parts, fill, moves, stamps),
    )


def _stamp(stretch: Stretch, text: str, size: float, left: int) -> Stamp:
    high = label.height(text, size)
    top = round(stretch.middle - high / 2)
    if high <= stretch.band[1] - stretch.band[0]:
        top = min(max(top, stretch.band[0]), stretch.band[1] - high)
    return Stamp(text, size, left, top)


def _lifted(ground: Ground, stretch: Stretch, words: Sequence[int]) -> Box:
    """The pixels of words that move: theirs, and nothing of the words that go."""
    box = union(ground.boxes[i] for i in words)
    left, right = box.left - _BEFORE, box.right + _AFTER
    mine = frozenset(words)
    for i in stretch.words:
        other = ground.boxes[i]
        if i in mine or i not in ground.loose:
            continue
        if other.centre[0] < box.left and other.right > left:
            left = min(other.right, box.right)
        elif other.centre[0] > box.right and other.left < right:
            right = max(other.left, left)
    return Box(left, stretch.lift[0], max(left, right), stretch.lift[1])


def _blanks(
    parts: Sequence[Token], fill: Box, moves: Sequence[Move], stamps: Mapping[int, Stamp]
) -> dict[int, tuple[Box, ...]]:
    """What is blank of a stretch once it is set, each part given to the piece it stands for."""
    found: dict[int, tuple[Box, ...]] = {}
    cursor, run, last = fill.left, 0, -1
    for token in parts:
        if isinstance(token, Piece):
            last = token.place
            stop = _next_stop(parts, token.place, moves[run:], stamps, fill.right)
            found[last] = (Box(cursor, fill.top, max(cursor, stop), fill.bottom),)
            cursor = max(cursor, stop)
        else:
            landed = moves[run].box.moved(moves[run].dx)
            cursor = min(max(cursor, landed.right), fill.right)
            run += 1
    if last >= 0 and cursor < fill.right:
        tail = Box(cursor, fill.top, fill.right, fill.bottom)
        found[last] = (
            (*found[last], tail)
            if found[last][0].right < cursor
            else (Box(found[last][0].left, fill.top, fill.right, fill.bottom),)
        )
    return found


def _next_stop(
    parts: Sequence[Token],
    place: int,
    moves: Sequence[Move],
    stamps: Mapping[int, Stamp],
    right: int,
) -> int:
    """Where the blank of a piece ends: at the next run's pixels or before the next label."""
    here = next(n for n, t in enumerate(parts) if isinstance(t, Piece) and t.place == place)
    for token in parts[here + 1 :]:
        if isinstance(token, Run):
            return min(moves[0].box.left + moves[0].dx, right)
        if token.place in stamps:
            return min(stamps[token.place].left - GAP // 2, right)
    return right
