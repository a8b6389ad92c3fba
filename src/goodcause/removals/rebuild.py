"""A produced page's pixels, built from a plate and a plan; nothing of the source comes along.

Bitonal pages are worked on as packed bits, and only the rows concerned are unpacked: most pages
have a handful of removals, and the rest of their pixels need not be touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodcause.base.geometry import Box
from goodcause.pages.plate import Mode, Plate
from goodcause.removals import label
from goodcause.removals.removal import PagePlan, Stamp

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HALO = 24  # pixels around a blanked box in which a JPEG rings: a block of 16 and half another
_PAPER = 200  # grey from here on is paper; ringing lives in it, letters do not
_WHITE = 255
_HALF = 128
_HANGS = 12  # rows above and below a box into which ink that hangs together with it may reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """The pixels of a produced page, before it is endorsed and marked.

    Attributes:
        width, height: pixels.
        mode: bitonal or tone.
        bits: packed bits, 1 = ink, for a bitonal page; else ``None``.
        grey: grey pixels, 0 = black, for a tone page; else ``None``.
    """

    width: int
    height: int
    mode: Mode
    bits: NDArray[np.uint8] | None = None
    grey: NDArray[np.uint8] | None = None

    def ink(self) -> NDArray[np.uint8]:
        """Packed bits whatever the mode; on a tone page, ink is what is darker than half grey."""
        if self.bits is not None:
            return self.bits
        if self.grey is None:
            raise ValueError("a rebuilt page has no pixels")
        return np.packbits(self.grey < _HALF, axis=1)


def rebuild(plate: Plate, plan: PagePlan) -> Rebuilt:
    """Carry a plan out: lift what moves, blank, set words again, stamp.

    Args:
        plate: the page as it was read.
        plan: what happens to it; places off the page are clipped.

    Returns:
        The page's new pixels. The same plate and plan always give the same pixels.
    """
    if plate.mode is Mode.BITONAL:
        bits = plate.bits()
        _rebuild_bits(bits, plate.width, plan)
        _clear_padding(bits, plate.width)
        return Rebuilt(width=plate.width, height=plate.height, mode=plate.mode, bits=bits)
    grey = plate.grey()
    _rebuild_grey(grey, plan)
    height, width = grey.shape
    return Rebuilt(width=int(width), height=int(height), mode=plate.mode, grey=grey)


def _rebuild_bits(bits: NDArray[np.uint8], width: int, plan: PagePlan) -> None:
    height = int(bits.shape[0])
    lifted = [(move, _read(bits, move.box.clipped(width, height))) for move in plan.moves]
    for box, keep in [_hanging(bits, f.box, width) for f in plan.fills if f.hanging]:
        _keep(bits, box, keep)
    for fill in plan.fills:
        _blank(bits, fill.box.clipped(width, height))
    for box in plan.cleaned:
        _blank(bits, box.clipped(width, height))
    for rule in plan.ruled:
        ink = np.ones((rule.height, rule.width), np.uint8)
        _set(bits, ink, (rule.left, rule.top), width, over=True)
    for move, pixels in lifted:
        corner = move.box.clipped(width, height)
        _set(bits, pixels, (corner.left + move.dx, corner.top + move.dy), width, over=False)
    for put in plan.puts:
        ink = (put.lettering.pixels() < _HALF).view(np.uint8)
        _set(bits, ink, (put.left, put.top), width, over=False)
    for stamp in plan.stamps:
        _set(bits, label.tile(stamp.text, stamp.size), (stamp.left, stamp.top), width, over=True)


def _hanging(bits: NDArray[np.uint8], box: Box, width: int) -> tuple[Box, NDArray[np.uint8]]:
    """A box and what lies above and below it, and which of those pixels may stay (1).

    A piece of ink goes as a whole when most of it lies in the box: the tip of a letter that
    stands higher than its line. What reaches into the box from another line stays outside it.
    """
    import cv2  # noqa: PLC0415  imported late: most pages have no such line

    height = int(bits.shape[0])
    inner = box.clipped(width, height)
    outer = Box(inner.left, inner.top - _HANGS, inner.right, inner.bottom + _HANGS)
    outer = outer.clipped(width, height)
    ink = _read(bits, outer)
    keep = np.ones_like(ink)
    if not ink.size:
        return outer, keep
    above, below = inner.top - outer.top, inner.bottom - outer.top
    count, pieces = cv2.connectedComponents(ink, connectivity=8)
    total = np.bincount(pieces.ravel(), minlength=count)
    inside = np.bincount(pieces[above:below].ravel(), minlength=count)
    goes = 2 * inside > total
    goes[0] = False
    keep[goes[pieces]] = 0
    return outer, keep


def _keep(bits: NDArray[np.uint8], box: Box, keep: NDArray[np.uint8]) -> None:
    """Blank those pixels of a box that may not stay."""
    if not keep.size or keep.all():
        return
    first, last = box.left // 8, (box.right - 1) // 8
    wide = np.ones((box.height, (last - first + 1) * 8), np.uint8)
    wide[:, box.left - first * 8 : box.right - first * 8] = keep
    bits[box.top : box.bottom, first : last + 1] &= np.packbits(wide, axis=1)


def _rebuild_grey(grey: NDArray[np.uint8], plan: PagePlan) -> None:
    height, width = grey.shape
    lifted = [(move, _cut(grey, move.box).copy()) for move in plan.moves]
    for fill in plan.fills:
        # Outside the box, ringing of what stood in it is lighter than any letter: clip it away.
        halo = _cut(grey, fill.box.grown(_HALO))
        halo[halo >= _PAPER] = _WHITE
    for fill in plan.fills:
        _cut(grey, fill.box)[:] = _WHITE
    for box in plan.cleaned:
        _cut(grey, box)[:] = _WHITE
    for rule in plan.ruled:
        _cut(grey, rule)[:] = 0
    for move, pixels in lifted:
        pixels[pixels >= _PAPER] = _WHITE
        corner = move.box.clipped(width, height)
        _set_grey(grey, pixels, (corner.left + move.dx, corner.top + move.dy), over=False)
    for put in plan.puts:
        _set_grey(grey, put.lettering.pixels(), (put.left, put.top), over=False)
    for stamp in plan.stamps:
        ink = label.tile(stamp.text, stamp.size)
        _set_grey(grey, ((1 - ink) * _WHITE).astype(np.uint8), (stamp.left, stamp.top), over=True)


def _clear_padding(bits: NDArray[np.uint8], width: int) -> None:
    """The bits after the last column are no pixels; they are always white."""
    if width % 8 and bits.shape[1]:
        bits[:, -1] &= 0xFF << (8 - width % 8) & 0xFF


def _blank(bits: NDArray[np.uint8], box: Box) -> None:
    if box.area == 0:
        return
    first, last = box.left // 8, (box.right - 1) // 8
    keep_first = 0xFF & ~(0xFF >> (box.left % 8))
    keep_last = 0xFF >> ((box.right - 1) % 8 + 1)
    rows = bits[box.top : box.bottom]
    if first == last:
        rows[:, first] &= keep_first | keep_last
        return
    rows[:, first] &= keep_first
    rows[:, last] &= keep_last
    rows[:, first + 1 : last] = 0


def _read(bits: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The pixels of a box that lies on the page, one a byte."""
    if box.area == 0:
        return np.zeros((0, 0), np.uint8)
    first, last = box.left // 8, (box.right - 1) // 8
    some = np.unpackbits(bits[box.top : box.bottom, first : last + 1], axis=1)
    return some[:, box.left - first * 8 : box.right - first * 8]


def _set(
    bits: NDArray[np.uint8],
    pixels: NDArray[np.uint8],
    corner: tuple[int, int],
    width: int,
    *,
    over: bool,
) -> None:
    """Put pixels down, over what is there or together with it."""
    tall, wide = pixels.shape
    box, part = _landing(pixels, corner, (width, int(bits.shape[0])))
    if part is None or not (tall and wide):
        return
    first, last = box.left // 8, (box.right - 1) // 8
    target = bits[box.top : box.bottom, first : last + 1]
    some = np.unpackbits(target, axis=1)
    there = some[:, box.left - first * 8 : box.right - first * 8]
    there[:] = part if over else there | part
    target[:] = np.packbits(some, axis=1)


def _set_grey(
    grey: NDArray[np.uint8], pixels: NDArray[np.uint8], corner: tuple[int, int], *, over: bool
) -> None:
    height, width = grey.shape
    box, part = _landing(pixels, corner, (width, height))
    if part is None:
        return
    there = grey[box.top : box.bottom, box.left : box.right]
    there[:] = part if over else np.minimum(there, part)


def _landing(
    pixels: NDArray[np.uint8], corner: tuple[int, int], size: tuple[int, int]
) -> tuple[Box, NDArray[np.uint8] | None]:
    """Where on the page pixels come to lie, and the part of them that does."""
    tall, wide = pixels.shape
    whole = Box(corner[0], corner[1], corner[0] + wide, corner[1] + tall)
    box = whole.clipped(*size)
    if box.area == 0:
        return box, None
    left, top = box.left - whole.left, box.top - whole.top
    return box, pixels[top : top + box.height, left : left + box.width]


def _cut(grey: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """A view of the part of the page under a box."""
    height, width = grey.shape
    box = box.clipped(width, height)
    return grey[box.top : box.bottom, box.left : box.right]


def stamped_boxes(stamps: Sequence[Stamp]) -> tuple[Box, ...]:
    """The pixels each stamp covers, in their order."""
    return tuple(label.box(stamp) for stamp in stamps)
