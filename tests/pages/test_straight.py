"""A scan laid crookedly is set straight, whole, and its places can be found again."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.slanting import slanted
from goodcause.pages.straight import slant_of, straightened

LINES = 34


def page(width: int = 1700, height: int = 2200) -> NDArray[np.uint8]:
    paper = np.full((height, width), 255, np.uint8)
    for n in range(LINES):
        words = f"line {n} of a letter that nobody ever wrote to the county"
        cv2.putText(paper, words, (140, 160 + n * 58), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 0, 3)
    return paper


def laid(paper: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    height, width = paper.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(paper, matrix, (width, height), borderValue=255), np.uint8)


@pytest.mark.parametrize("degrees", [-3.1, -1.2, -0.4, 0.3, 0.8, 2.5])
def test_the_slant_of_a_scan_is_seen_well_enough(degrees: float) -> None:
    assert slant_of(laid(page(), degrees)) == pytest.approx(degrees, abs=0.15)


def test_a_straight_page_is_left_as_it_is() -> None:
    assert slant_of(page()) == 0.0


def test_a_page_without_lines_is_left_as_it_is() -> None:
    speckled = np.full((2200, 1700), 255, np.uint8)
    speckled[np.random.default_rng(5).random(speckled.shape) < 0.01] = 0

    assert slant_of(np.full((2200, 1700), 255, np.uint8)) == 0.0
    assert slant_of(speckled) == 0.0


def test_a_page_set_straight_is_straight_and_loses_no_corner() -> None:
    crooked = laid(page(), 1.3)
    crooked[:30, :30] = crooked[-30:, -30:] = 0
    straight = straightened(crooked, slant_of(crooked))

    assert slant_of(straight) == 0.0
    assert straight.shape[0] > crooked.shape[0]
    assert (straight[:, : straight.shape[1] // 4] < 128).sum() > 800
    dark = (crooked < 128).sum()
    assert abs(int((straight < 128).sum()) - int(dark)) < 0.02 * dark


@pytest.mark.parametrize("degrees", [-2.0, 0.7])
def test_a_place_on_the_straight_page_is_found_on_the_slanting_one(degrees: float) -> None:
    crooked = laid(page(), degrees)
    crooked[700:720, 400:420] = 0
    slant = slant_of(crooked)
    straight = straightened(crooked, slant)
    solid = cv2.erode(255 - straight, np.ones((13, 13), np.uint8))
    rows, columns = np.nonzero(solid > 128)
    middle = Box(int(columns.mean()), int(rows.mean()), int(columns.mean()), int(rows.mean()))
    there = slanted(middle, slant, (straight.shape[1], straight.shape[0]))

    assert there.centre == pytest.approx((410, 710), abs=3)
