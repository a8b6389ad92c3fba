"""A crop to be read shows the page without the words that are known already."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.geometry import Box
from goodcause.pages.lines import Spot
from goodcause.pages.ocr import _without

_SIDE = 40


@st.composite
def _boxes(draw: st.DrawFn) -> Box:
    across = sorted((draw(st.integers(0, _SIDE)), draw(st.integers(0, _SIDE))))
    down = sorted((draw(st.integers(0, _SIDE)), draw(st.integers(0, _SIDE))))
    return Box(across[0], down[0], across[1], down[1])


@given(words=st.lists(_boxes(), max_size=6), crop=_boxes())
def test_a_crop_is_that_part_of_a_page_whose_words_were_whitened(
    words: list[Box], crop: Box
) -> None:
    page = np.arange(_SIDE * _SIDE, dtype=np.uint8).reshape(_SIDE, _SIDE)
    whole = page.copy()
    for box in words:
        whole[box.top : box.bottom, box.left : box.right] = 255
    part = _without(page, crop, [Spot("word", box) for box in words])
    assert np.array_equal(part, whole[crop.top : crop.bottom, crop.left : crop.right])
    assert np.array_equal(page, np.arange(_SIDE * _SIDE, dtype=np.uint8).reshape(_SIDE, _SIDE))
