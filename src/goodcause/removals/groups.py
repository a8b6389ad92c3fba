"""Which removals of a page are one removal to the eye: they overlap, or nothing stands between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.decisions.decision import Decision, Outcome
from goodcause.findings.finding import Finding, Layout
from goodcause.pages.lettering import Lettering
from goodcause.pages.page import Origin, Page
from goodcause.removals import cells, label
from goodcause.removals.ground import Ground, clipped_boxes

_NARROW = 0.3  # of a word's height: a space, less what letters keep clear at their sides
_SAME = 0.5  # a word covered so far by a word that goes is the same ink, printed twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A finding with the decision to remove it."""

    finding: Finding
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A page on which it is marked what goes.

    Attributes:
        ground: the page as geometry may see it.
        owners: for each word that goes, the indices of what was accepted that it belongs to.
        cells: for each accepted index of a cell, what is blanked for it.
        taken: words nobody named that go as well: the same ink as words that go, or spoiled by
            them in the blocks of a lossy picture.
        apart: those of them that stand on lines from which nothing else goes.
        stains: what words that go may have altered of such a picture, by accepted index.
    """

    ground: Ground
    owners: Mapping[int, tuple[int, ...]]
    cells: Mapping[int, Box]
    taken: frozenset[int]
    apart: frozenset[int] = frozenset()
    stains: tuple[tuple[Box, int], ...] = ()


class Groups:
    """Accepted removals joined into groups; each is known by the index of its first member."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, index: int) -> int:
        """The group of one accepted removal."""
        while self._parent[index] != index:
            index = self._parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        first, second = sorted((self.of(one), self.of(other)))
        self._parent[second] = first

    def members(self, group: int) -> tuple[int, ...]:
        """What belongs to a group, in the order of acceptance."""
        return tuple(i for i in range(len(self._parent)) if self.of(i) == group)


def checked(page: Page, document: str, accepted: Sequence[Accepted]) -> None:
    """Refuse what is no removal of this page.

    Raises:
        UsageError: a decision that does not remove, names no rule or no label, or speaks of
            another document, page or finding.
    """
    for one in accepted:
        decision, finding = one.decision, one.finding
        where = f"finding {finding.key} on page {page.number} of {document}"
        if decision.outcome is not Outcome.REMOVE:
            raise UsageError(f"{where} is not to be removed; pass only decisions that remove")
        if not decision.rule:
            raise UsageError(f"{where} has no rule; nothing is removed without a clause")
        if not label.cleaned(decision.label):
            raise UsageError(f"{where} has no label; say what is printed in its place")
        if decision.document != document or decision.finding != finding.key:
            raise UsageError(f"{where} has the decision of another finding; match them by key")
        if finding.span.page != page.number:
            raise UsageError(f"{where} stands on page {finding.span.page}; plan that page for it")


def marked(page: Page, accepted: Sequence[Accepted], lettering: Mapping[int, Lettering]) -> Marked:
    """Mark the cells and words that go."""
    bare = Ground(page=page, boxes=clipped_boxes(page))
    count = len(page.words)
    owners: dict[int, list[int]] = {}
    boxes: dict[int, Box] = {}
    for n, one in enumerate(accepted):
        span = one.finding.span
        listed = [i for i in span.words if 0 <= i < count]
        for i in listed:
            owners.setdefault(i, []).append(n)
        if span.layout is Layout.CELL:
            box = cells.blanked(span, one.finding.label_text, bare)
            if box.area > 0:
                boxes[n] = box
    with_cells: set[int] = set()
    for n, box in boxes.items():
        for i in cells.inside(box, bare):
            with_cells.add(i)
            if n not in owners.setdefault(i, []):
                owners[i].append(n)
    loose = frozenset(owners) - with_cells
    stains = _stains(bare, owners)
    doubles = _doubles(bare, loose, owners)
    spoiled = _near(bare, loose, owners) | _spoiled(bare, stains, owners)
    lines = {page.words[i].line for i in loose | doubles}
    apart = frozenset(i for i in spoiled if page.words[i].line not in lines)
    taken = doubles | spoiled
    ground = Ground(
        page=page,
        boxes=bare.boxes,
        gone=frozenset(owners),
        loose=loose | (taken - apart),
        cells=tuple(dict.fromkeys(boxes.values())),
        lettering=lettering,
    )
    return Marked(
        ground=ground,
        owners={i: tuple(some) for i, some in owners.items()},
        cells=boxes,
        taken=taken,
        apart=apart,
        stains=stains,
    )


def _stains(ground: Ground, owners: Mapping[int, Sequence[int]]) -> tuple[tuple[Box, int], ...]:
    """What the ink of scanned words that go may have altered around them."""
    blocks, words = ground.page.blocks, ground.page.words
    if blocks is None:
        return ()
    return tuple(
        (blocks.stained(ground.boxes[i]), some[0])
        for i, some in owners.items()
        if words[i].origin is Origin.OCR and ground.boxes[i].area
    )


def _near(ground: Ground, loose: Iterable[int], owners: dict[int, list[int]]) -> frozenset[int]:
    """Neighbours of words that go whose own blocks reach to where any word there would begin.

    Where exactly its ink begins differs from one digit to the next, and must not decide.
    """
    blocks, going = ground.page.blocks, frozenset(loose)
    if blocks is None or not going:
        return frozenset()
    gap = _NARROW * replace(ground, gone=frozenset(owners)).tall
    found: dict[int, int] = {}
    for words in ground.lines.values():
        for one, other in pairwise(words):
            for stays, goes, side in ((one, other, "right"), (other, one, "left")):
                if goes not in going or stays in owners:
                    continue
                box = ground.boxes[stays]
                if abs(getattr(blocks.stained(box), side) - getattr(box, side)) > gap:
                    found[stays] = goes
    owners.update((stays, list(owners[goes])) for stays, goes in found.items())
    return frozenset(found)


def _spoiled(
    ground: Ground, stains: Iterable[tuple[Box, int]], owners: dict[int, list[int]]
) -> frozenset[int]:
    """Surviving words in blocks that a word that goes has a part in: their letters tell of it."""
    found = set()
    for stain, owner in stains:
        for i in ground.meeting(stain):
            if i not in owners or i in found:
                found.add(i)
                owners.setdefault(i, [owner])
    return frozenset(found)


def _doubles(ground: Ground, loose: Iterable[int], owners: dict[int, list[int]]) -> frozenset[int]:
    """Words that lie over words that go (fake bold, a second reading): the same ink."""
    found = set()
    for j in sorted(loose):
        going = ground.boxes[j]
        for i in ground.meeting(going):
            if i not in owners and going.overlap(ground.boxes[i]) > _SAME * ground.boxes[i].area:
                owners[i] = list(owners[j])
                found.add(i)
    return frozenset(found)


def joined(mark: Marked, accepted: Sequence[Accepted], lines: Iterable[Sequence[int]]) -> Groups:
    """Join what shares a word or a pixel, and neighbours under one rule with one label.

    Args:
        mark: the page with what goes marked.
        accepted: the removals.
        lines: the stretches of lines on which words go, each from left to right.
    """
    groups = Groups(len(accepted))
    for some in mark.owners.values():
        for other in some[1:]:
            groups.join(some[0], other)
    boxed = sorted(mark.cells)
    for a, n in enumerate(boxed):
        for m in boxed[a + 1 :]:
            if mark.cells[n].meets(mark.cells[m]):
                groups.join(n, m)
    for one, other in (pair for words in lines for pair in pairwise(words)):
        if mark.ground.loose.issuperset((one, other)):
            _join_alike(groups, mark, accepted, (one, other))
    return groups


def _join_alike(
    groups: Groups, mark: Marked, accepted: Sequence[Accepted], words: tuple[int, int]
) -> None:
    first, second = mark.owners[words[0]][0], mark.owners[words[1]][0]
    a, b = accepted[first].decision, accepted[second].decision
    boxed = {groups.of(n) for n in mark.cells}
    if groups.of(first) in boxed or groups.of(second) in boxed:
        return
    if (a.rule, a.label) == (b.rule, b.label):
        groups.join(first, second)
