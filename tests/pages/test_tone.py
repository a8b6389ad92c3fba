"""Shades of a page are counted, not sorted."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.pages.tone import _shade


@settings(deadline=None)
@given(
    shades=st.lists(st.integers(0, 255), min_size=1, max_size=60),
    percent=st.sampled_from((0.5, 90, 99)),
)
def test_a_counted_percentile_is_that_of_numpy_to_the_last_bit(
    shades: list[int], percent: float
) -> None:
    picture = np.array(shades, np.uint8)
    assert _shade(picture, percent) == float(np.percentile(picture, percent))
