"""The produced page's pixels, checked against the plainest way to make them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.page import Word
from goodcause.pages.plate import Mode, Plate
from goodcause.removals import label
from goodcause.removals.rebuild import rebuild
from goodcause.removals.removal import Fill, Move, PagePlan, Stamp
from goodcause.removals.seen import confirmed

places = st.integers(-30, 150)
sides = st.integers(0, 90)
boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), places, places, sides, sides)


def plan(
    *, fills: tuple[Box, ...] = (), moves: tuple[Move, ...] = (), stamps: tuple[Stamp, ...] = ()
) -> PagePlan:
    return PagePlan(
        page=1,
        moves=moves,
        fills=tuple(Fill(b) for b in fills),
        stamps=stamps,
        words=(),
        removals=(),
    )


def speckled(width: int, height: int, seed: int) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 2, (height, width), np.uint8)


def part(pixels: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    box = box.clipped(pixels.shape[1], pixels.shape[0])
    return pixels[box.top : box.bottom, box.left : box.right]


def put(result: NDArray[np.uint8], y: int, x: int, ink: int, *, over: bool) -> None:
    height, width = result.shape
    if 0 <= y < height and 0 <= x < width:
        result[y, x] = ink if over else result[y, x] | ink


def plainly(pixels: NDArray[np.uint8], todo: PagePlan) -> NDArray[np.uint8]:
    height, width = pixels.shape
    result = pixels.copy()
    for fill in todo.fills:
        part(result, fill.box)[:] = 0
    for move in todo.moves:
        box = move.box.clipped(width, height)
        for y in range(box.top, box.bottom):
            for x in range(box.left, box.right):
                put(result, y + move.dy, x + move.dx, int(pixels[y, x]), over=False)
    for stamp in todo.stamps:
        for (y, x), ink in np.ndenumerate(label.tile(stamp.text, stamp.size)):
            put(result, y + stamp.top, x + stamp.left, int(ink), over=True)
    return result


@settings(max_examples=120, deadline=None)
@given(
    st.integers(1, 130),
    st.integers(1, 90),
    st.integers(0, 99),
    st.lists(boxes, max_size=3),
    st.lists(st.builds(Move, boxes, st.integers(-90, 90), st.integers(-9, 9)), max_size=2),
    st.lists(
        st.builds(Stamp, st.just("[1]"), st.sampled_from(label.SIZES), places, places), max_size=1
    ),
)
def test_packed_bits_and_plain_pixels_agree(
    width: int,
    height: int,
    seed: int,
    fills: list[Box],
    moves: list[Move],
    stamps: list[Stamp],
) -> None:
    pixels = speckled(width, height, seed)
    todo = plan(fills=tuple(fills), moves=tuple(moves), stamps=tuple(stamps))

    done = rebuild(Plate.from_bits(np.packbits(pixels, axis=1), width), todo)

    assert done.bits is not None
    assert np.array_equal(done.bits, np.packbits(plainly(pixels, todo), axis=1))


def test_bits_beyond_the_last_column_are_white() -> None:
    bits = np.full((4, 2), 0xFF, np.uint8)

    done = rebuild(Plate.from_bits(bits, 10), plan())

    assert done.bits is not None
    assert np.unpackbits(done.bits, axis=1)[:, 10:].sum() == 0
    assert np.unpackbits(done.bits, axis=1)[:, :10].all()


def test_a_moves_pixels_are_lifted_before_anything_is_blanked() -> None:
    pixels = np.zeros((40, 200), np.uint8)
    pixels[10:20, 100:120] = 1
    todo = plan(fills=(Box(0, 0, 200, 40),), moves=(Move(Box(100, 10, 120, 20), -90, 5),))

    done = rebuild(Plate.from_bits(np.packbits(pixels, axis=1), 200), todo)

    assert done.bits is not None
    after = np.unpackbits(done.bits, axis=1)
    assert after[15:25, 10:30].all()
    assert after.sum() == 200


def test_on_a_tone_page_the_blank_is_white_and_its_surroundings_lose_their_ringing() -> None:
    grey = np.full((200, 400), 235, np.uint8)
    grey[80:120, 150:250] = 20
    grey[100, 300] = 30
    todo = plan(fills=(Box(140, 70, 260, 130),))

    done = rebuild(Plate.from_grey(grey), todo)

    assert done.mode is Mode.TONE
    assert done.grey is not None
    assert (done.grey[70:130, 140:260] == 255).all()
    assert (done.grey[46:154, 116:284] == 255).all()
    assert done.grey[10, 10] < 255
    assert done.grey[100, 300] < 128


def test_on_a_tone_page_labels_are_black_on_white_and_moves_keep_their_ink() -> None:
    grey = np.full((200, 900), 255, np.uint8)
    grey[80:120, 500:540] = 0
    todo = plan(
        fills=(Box(0, 60, 900, 140),),
        moves=(Move(Box(500, 80, 540, 120), -480, 0),),
        stamps=(Stamp("[1]", 8, 200, 80),),
    )

    done = rebuild(Plate.from_grey(grey), todo)

    assert done.grey is not None
    assert (done.grey[85:115, 25:55] < 40).all()
    tile = label.tile("[1]", 8)
    there = done.grey[80 : 80 + tile.shape[0], 200 : 200 + tile.shape[1]]
    assert np.array_equal(there == 0, tile == 1)
    assert done.ink().shape == (200, 113)


def test_only_words_over_ink_are_confirmed() -> None:
    pixels = np.zeros((50, 100), np.uint8)
    pixels[20, 33] = 1
    bits = np.packbits(pixels, axis=1)
    over = Word("seen", Box(33, 20, 34, 21), 0)
    around = Word("wide", Box(10, 5, 90, 45), 0)
    hidden = [
        Word("left", Box(10, 5, 33, 45), 0),
        Word("right", Box(34, 5, 90, 45), 0),
        Word("above", Box(10, 5, 90, 20), 0),
        Word("below", Box(10, 21, 90, 50), 0),
        Word("nothing", Box(33, 20, 33, 21), 0),
        Word("off", Box(200, 200, 300, 260), 0),
        Word("negative", Box(-50, -50, -10, -10), 0),
    ]

    assert confirmed([over, *hidden, around], bits, 100) == (over, around)


@given(boxes, st.integers(0, 20))
def test_a_word_is_confirmed_exactly_when_its_box_holds_ink(box: Box, seed: int) -> None:
    pixels = (
        speckled(101, 67, seed)
        & speckled(101, 67, seed + 50)
        & speckled(101, 67, seed + 99)
        & speckled(101, 67, seed + 150)
    )
    word = Word("w", box, 0)

    seen = confirmed([word], np.packbits(pixels, axis=1), 101)

    assert bool(seen) == bool(part(pixels, box).any())


def test_ink_that_hangs_on_a_blanked_line_goes_and_the_tails_of_other_lines_stay() -> None:
    pixels = np.zeros((120, 200), np.uint8)
    pixels[46:70, 20:24] = 1  # of the line: stands 4 rows higher than the box
    pixels[20:54, 60:64] = 1  # a tail of the line above: 4 rows of it are in the box
    pixels[66:100, 100:104] = 1  # a head of the line below
    pixels[30:34, 150:160] = 1
    todo = replace(plan(), fills=(Fill(Box(0, 50, 200, 70), hanging=True),))

    done = rebuild(Plate.from_bits(np.packbits(pixels, axis=1), 200), todo)

    assert done.bits is not None
    after = np.unpackbits(done.bits, axis=1)
    wanted = pixels.copy()
    wanted[50:70] = 0
    wanted[:, 20:24] = 0
    assert np.array_equal(after, wanted)
