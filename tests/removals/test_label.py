"""Labels: fixed sizes, fixed pictures, words with places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.geometry import Box
from goodcause.removals import label
from goodcause.removals.removal import Stamp

from tests.removals.drawing import LABEL


@pytest.mark.parametrize("size", label.SIZES)
def test_a_tile_has_a_frame_and_white_around_black_letters(size: float) -> None:
    tile = label.tile(LABEL, size)

    assert tile.shape == (label.height(LABEL, size), label.width(LABEL, size))
    assert tile[0].all()
    assert tile[-1].all()
    assert tile[:, 0].all()
    assert tile[:, -1].all()
    assert not tile[1, 1:-1].any()
    assert not tile[-2, 1:-1].any()
    assert tile[2:-2, 2:-2].mean() > 0.1


def test_the_height_of_a_tile_depends_on_its_size_alone() -> None:
    assert label.height("[1]", 8) == label.height(LABEL, 8)
    assert label.height("a", 10) > label.height("a", 8) > label.height("a", 5.5)


@given(st.text(max_size=60), st.sampled_from(label.SIZES))
def test_any_text_can_be_drawn(text: str, size: float) -> None:
    tile = label.tile(text, size)

    assert tile.shape == (label.height(text, size), label.width(text, size))


def test_half_of_a_surrogate_pair_and_control_characters_are_not_printed() -> None:
    assert label.cleaned("J.\ud800 \x00B.\u202e") == "J.? ?B.?"


def test_the_words_of_a_tile_lie_in_it_from_left_to_right() -> None:
    stamp = Stamp("(REMOVED BY\nDEFENDANTS)", 8, 100, 200)

    words = label.words(stamp)

    assert [w.text for w in words] == LABEL.split()
    assert all(label.box(stamp).contains(w.box) for w in words)
    assert words[0].box.right < words[1].box.left
    assert words[2].box.top >= words[0].box.bottom


def test_each_word_of_a_tile_covers_its_own_ink() -> None:
    stamp = Stamp(LABEL, 10, 0, 0)
    tile = label.tile(LABEL, 10).copy()
    tile[0] = tile[-1] = 0
    tile[:, 0] = tile[:, -1] = 0
    for word in label.words(stamp):
        b = word.box
        assert tile[b.top : b.bottom, b.left : b.right].any()
        tile[b.top : b.bottom, b.left : b.right] = 0

    assert not tile.any()


def test_a_label_is_broken_evenly_and_never_inside_a_word() -> None:
    assert label.wrapped(LABEL, 1) == LABEL
    assert label.wrapped(LABEL, 2) == "(REMOVED BY\nDEFENDANTS)"
    assert label.wrapped(LABEL, 3) == "(REMOVED\nBY\nDEFENDANTS)"
    assert label.wrapped(LABEL, 4) is None


def test_a_stamp_covers_its_tile() -> None:
    stamp = Stamp("[1]", 10, 7, 9)
    tall, wide = label.tile("[1]", 10).shape

    assert label.box(stamp) == Box(7, 9, 7 + wide, 9 + tall)
