"""Boxes, numbers and blobs keep their laws."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.blobs import Blobs
from goodcause.base.errors import ExitCode, GoodcauseError, LeakError, OrderError, StoppedError
from goodcause.base.geometry import Box, px, union
from goodcause.base.ids import Bates

coordinates = st.integers(-5000, 5000)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, right = sorted((draw(coordinates), draw(coordinates)))
    top, bottom = sorted((draw(coordinates), draw(coordinates)))
    return Box(left, top, right, bottom)


@given(boxes(), boxes())
def test_boxes_meet_exactly_when_they_share_pixels(one: Box, other: Box) -> None:
    assert one.meets(other) == (
        one.overlap(other) > 0 or (one.meets(other) and not (one.area and other.area))
    )
    assert one.overlap(other) == other.overlap(one) <= min(one.area, other.area)


@given(boxes(), boxes())
def test_a_union_contains_both_and_nothing_needs_to_be_larger(one: Box, other: Box) -> None:
    both = union([one, other])

    assert both.contains(one)
    assert both.contains(other)
    assert {both.left, both.top} <= {one.left, one.top, other.left, other.top}


@given(boxes(), st.integers(1, 64))
def test_snapping_never_loses_a_pixel_and_lands_on_the_grid(box: Box, grid: int) -> None:
    snapped = box.snapped(grid)

    assert snapped.contains(box)
    assert all(v % grid == 0 for v in (snapped.left, snapped.top, snapped.right, snapped.bottom))
    assert snapped.width < box.width + 2 * grid


@given(boxes(), st.integers(0, 3000), st.integers(0, 3000))
def test_a_clipped_box_lies_on_the_page(box: Box, width: int, height: int) -> None:
    assert Box(0, 0, width, height).contains(box.clipped(width, height))


def test_a_box_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Box(10, 0, 5, 5)


def test_a_point_is_four_and_a_sixth_pixels() -> None:
    assert (px(72), px(612), px(792)) == (300, 2550, 3300)


@given(st.sampled_from(["CCW", "DON", "A-1_X"]), st.integers(1, 9_999_999))
def test_a_printed_number_reads_back(prefix: str, number: int) -> None:
    bates = Bates(prefix, number)

    assert Bates.parse(str(bates)) == bates
    assert bates.plus(1) > bates


@pytest.mark.parametrize("text", ["", "ccw0000001", "CCW", "0000001", "CCW 0000001", "CCW12"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a Bates number"):
        Bates.parse(text)


@given(st.binary(max_size=2000))
def test_a_blob_comes_back_as_it_went_in(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        blobs = Blobs(Path(name))
        digest = blobs.put(data)

        assert blobs.put(data) == digest
        assert blobs.get(digest) == data


def test_an_altered_blob_is_not_believed(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    digest = blobs.put(b"what was read")
    blobs.path(digest).write_bytes(b"something else")

    with pytest.raises(StoppedError, match="altered"):
        blobs.get(digest)


def test_every_error_carries_a_documented_exit_code() -> None:
    assert OrderError("x").exit_code is ExitCode.USAGE
    assert LeakError("x").exit_code is ExitCode.LEAK
    every = [GoodcauseError]
    for kind in every:
        every += kind.__subclasses__()
        assert kind("x").exit_code in ExitCode
        assert kind("x").message == "x"
