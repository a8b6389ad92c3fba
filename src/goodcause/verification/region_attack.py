"""Looks into the regions of removals: nothing may be there but the printed label."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodcause.base.geometry import Box, union
from goodcause.verification.content import LayerWord
from goodcause.verification.documents import ServedPage
from goodcause.verification.marks import Kind, Marks, ink_of, kind_of
from goodcause.verification.secret import Region
from goodcause.verification.tally import Tally

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AIR = 12  # pixels around the words of a label: its frame and the slack of its boxes
_PAD = 128  # pixels of surroundings kept, in which strokes of a mark show how long they are
_EDGE = 12  # pixels at top and bottom of a region into which a neighbouring line may reach
_SPECK = 12  # pixels of ink; less is dust of a scan or the foot of a letter
_LETTER = range(8, 90)  # pixels; height of what could be a letter
_FEWEST_LETTERS = 3
_MOST_KEPT = 50_000
_THIN = 2  # pixels; a neighbouring line that reaches in is higher, or goes on outside
_BLOCK = 8  # pixels of a JPEG's grid; a block of one grey is coded without any ripple
_PAPER, _LEVEL = 200, 2  # lightest grey that may be print, and how far paper may differ in a block
_NAMED = 8  # pages named where a person should look


@dataclass(frozen=True, slots=True)
class Kept:
    """A region as it was seen, to be judged when the mark is known.

    Attributes:
        begin, where: document and place.
        label: the words expected.
        box: the region in the page.
        outer: the crop in the page; its left edge is a multiple of eight.
        labels: where labels are printed; None where no text layer tells.
        packed: deflated packed rows of the crop, 1 = ink.
        kind: of the page.
    """

    begin: str
    where: str
    label: str
    box: Box
    outer: Box
    labels: tuple[Box, ...] | None
    packed: bytes
    kind: Kind

    def ink(self, mark: NDArray[np.uint8] | None) -> NDArray[np.bool_]:
        """The ink of the crop, without the mark where it is known."""
        import numpy as np  # noqa: PLC0415 - heavy; only a verification needs it

        outer = self.outer
        flat = np.frombuffer(zlib.decompress(self.packed), np.uint8)
        rows = flat.reshape(outer.height, -1)
        if mark is not None:
            first = outer.left // 8
            rows = rows & ~mark[outer.top : outer.bottom, first : first + rows.shape[1]]
        return np.unpackbits(rows, axis=1)[:, : outer.width].astype(np.bool_)

    def inside(self) -> Box:
        """The region within the crop."""
        return self.box.moved(-self.outer.left, -self.outer.top)


class RegionAttack:
    """Checks words in regions at once and keeps their pixels until the mark is known."""

    def __init__(self, regions: Sequence[Region], tally: Tally) -> None:
        tally.begin("region", "regions of removals hold their label and nothing else")
        self._tally = tally
        self._by_page: dict[str, list[Region]] = defaultdict(list)
        for region in regions:
            self._by_page[region.bates].append(region)
        self._met: set[str] = set()
        self.kept: list[Kept] = []

    def page(self, page: ServedPage) -> None:
        """Look at the regions of one page."""
        regions = self._by_page.get(page.bates)
        if not regions:
            return
        self._met.add(page.bates)
        allowed = {word for r in regions for word in r.label.split()}
        allowed |= {f"[{r.callout}]" for r in regions if r.callout}
        labels = None if page.words is None else _label_boxes(page.words, allowed)
        for region in regions:
            self._tally.looked("region")
            for box in region.boxes:
                self._words(page, box, allowed)
                self._keep(page, region, box, labels)

    def judge(self, marks: Marks) -> None:
        """Judge the pixels of all regions, now that marks are known."""
        unknown = bare = 0
        edged: dict[str, None] = {}
        for kept in self.kept:
            if kept.labels is None:
                bare += 1
                continue
            mark = marks.of(kept.kind)
            deep, edge = ink_beside_label(kept, mark)
            unknown += mark is None and edge
            if deep:
                what = "Something is printed in the region of a removal besides its label."
                self._tally.broken("region", kept.where, what)
            elif edge and mark is not None:
                edged[kept.where.rpartition("/")[2]] = None
        self._say_unseen(unknown, bare, tuple(edged))
        lost = len(set(self._by_page) - self._met)
        if lost:
            what = f"{lost} pages with regions of removals could not be opened."
            self._tally.broken("region", "", what)

    def _say_unseen(self, unknown: int, bare: int, edged: tuple[str, ...]) -> None:
        if unknown:
            why = "too few documents of that page size to tell the mark from what lies under it"
            self._tally.blind(f"faint remains in {unknown} regions crossed by a mark", why)
        if bare:
            why = "single images carry no text layer that says where the label stands; OCR only"
            self._tally.blind(f"remains beside the labels of {bare} regions", why)
        if edged:
            more = f" and {len(edged) - _NAMED} more" if len(edged) > _NAMED else ""
            places = f"{', '.join(edged[:_NAMED])}{more}"
            why = (
                f"ink within {_EDGE} pixels above or below may be that of the neighbouring line or "
                "of what was removed; a person should look at the page"
            )
            self._tally.blind(f"whose ink touches the edges of regions on {places}", why)

    def _words(self, page: ServedPage, box: Box, allowed: set[str]) -> None:
        strangers = [w for w in page.words or () if _lies_in(w.box, box) and w.text not in allowed]
        if strangers:
            what = f"{len(strangers)} words of the text layer lie in the region of a removal."
            self._tally.broken("region", page.where, what)

    def _keep(self, page: ServedPage, region: Region, box: Box, labels: list[Box] | None) -> None:
        picture = page.picture
        if picture is None:
            return
        inner = box.clipped(picture.width, picture.height)
        if not inner.area:
            what = "The region of a removal does not lie on the page."
            self._tally.broken("region", page.where, what)
            return
        if picture.grey is not None and uneven_blocks(picture.grey, inner):
            what = "Faint traces, below what the eye sees, lie in the region of a removal."
            self._tally.broken("region", page.where, what)
        if len(self.kept) >= _MOST_KEPT:
            self._tally.blind("the pixels of further regions", f"more than {_MOST_KEPT:,} regions")
            return
        outer = inner.grown(_PAD).clipped(picture.width, picture.height)
        outer = Box(outer.left // 8 * 8, outer.top, outer.right, outer.bottom)
        ink = ink_of(picture)
        rows = ink[outer.top : outer.bottom, outer.left // 8 : (outer.right + 7) // 8]
        self.kept.append(
            Kept(
                begin=str(page.document.begin),
                where=page.where,
                label=region.label,
                box=inner,
                outer=outer,
                labels=None if labels is None else tuple(b for b in labels if b.meets(inner)),
                packed=zlib.compress(rows.tobytes(), 1),
                kind=kind_of(page, picture),
            )
        )


def ink_beside_label(kept: Kept, mark: NDArray[np.uint8] | None) -> tuple[bool, bool]:
    """Whether there is print beside the label within a region, and whether along its edges."""
    ink = kept.ink(mark)
    inner = kept.inside()
    for label in kept.labels or ():
        place = label.moved(-kept.outer.left, -kept.outer.top)
        # The outermost columns stay: a box that is too narrow leaves its line there.
        left, right = max(place.left, inner.left + _THIN), min(place.right, inner.right - _THIN)
        ink[max(place.top, 0) : place.bottom, left : max(right, left)] = False
    if mark is None:
        # A mark as this program draws it leaves regions empty; another may cross them unbroken,
        # and then only what has the size of letters can be told from it.
        crossed = int(ink[inner.top : inner.bottom, inner.left : inner.right].sum()) >= _SPECK
        return crossed and _letters(ink, inner) >= _FEWEST_LETTERS, crossed
    # Lines of a skewed scan reach into the region above or below when they are set again.
    edge = min(_EDGE, inner.height // 4)
    rows = ink[inner.top : inner.bottom, inner.left : inner.right].sum(axis=1)
    deep = int(rows[edge : len(rows) - edge].sum()) + _slivers(ink, inner)
    return deep >= _SPECK, int(rows.sum()) - deep >= _SPECK


def _slivers(ink: NDArray[np.bool_], inner: Box) -> int:
    """Pixels along the upper and lower edge that are no part of anything beside the edge.

    A box that is a pixel short leaves such a line; what reaches in from a neighbouring line
    goes on outside of the region.
    """
    import numpy as np  # noqa: PLC0415 - heavy; only regions need it

    part = ink[:, inner.left : inner.right]
    found = 0
    for edge, inwards in ((inner.top, 1), (inner.bottom - 1, -1)):
        outside, inside = edge - inwards, edge + _THIN * inwards
        if not (0 <= outside < part.shape[0] and 0 <= inside < part.shape[0]):
            continue
        near = part[outside].copy()
        near[1:] |= part[outside][:-1]
        near[:-1] |= part[outside][1:]
        found += int(np.count_nonzero(part[edge] & ~near & ~part[inside]))
    return found


def uneven_blocks(grey: NDArray[np.uint8], box: Box) -> int:
    """Blocks of a JPEG's grid within a region that hold no print and are not of one grey.

    What was cleared before the page was coded is coded flat; whatever is left in grey tones, in
    low bits or as the ripple of an earlier compression is not.
    """
    left, top = -(-box.left // _BLOCK), -(-box.top // _BLOCK)
    right, bottom = box.right // _BLOCK, box.bottom // _BLOCK
    if right <= left or bottom <= top:
        return 0
    part = grey[top * _BLOCK : bottom * _BLOCK, left * _BLOCK : right * _BLOCK]
    blocks = part.reshape(bottom - top, _BLOCK, right - left, _BLOCK)
    low, high = blocks.min(axis=(1, 3)), blocks.max(axis=(1, 3))
    return int(((low >= _PAPER) & (high - low > _LEVEL)).sum())


def _letters(ink: NDArray[np.bool_], inner: Box) -> int:
    """How many separate shapes the size of letters lie in the region; a mark's are larger."""
    import cv2  # noqa: PLC0415 - heavy; only regions need it
    import numpy as np  # noqa: PLC0415 - see above

    count, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    found = 0
    for left, top, wide, high, area in stats[1:count].tolist():
        whole = Box(left, top, left + wide, top + high)
        small = high in _LETTER and wide <= _LETTER.stop and area >= _SPECK
        found += small and inner.contains(whole)
    return found


def _label_boxes(words: Sequence[LayerWord], allowed: set[str]) -> list[Box]:
    """Where labels stand, with the gaps between the words of one row closed."""
    boxes = [word.box.grown(_AIR) for word in words if word.text in allowed]
    joined: list[Box] = []
    for box in boxes:
        if joined and _follows(joined[-1], box):
            joined[-1] = union((joined[-1], box))
        else:
            joined.append(box)
    return joined


def _follows(last: Box, box: Box) -> bool:
    same_row = box.top < last.bottom and last.top < box.bottom
    return same_row and last.left <= box.left <= last.right + 2 * _AIR


def _lies_in(word: Box, region: Box) -> bool:
    across, down = word.centre
    return region.left < across < region.right and region.top < down < region.bottom
