"""Boxes on tone pages grow past the blocks of a JPEG, and say so where they cannot."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.geometry import Box
from goodcause.removals.plan import plan_page
from goodcause.removals.ringing import GRID, widened

from tests.removals.drawing import WIDTH, Line, accepted, page

SIZE = (600, 800)
sides = st.integers(0, 500)
boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h), sides, sides, st.integers(1, 90), st.integers(1, 90)
)


@given(boxes, st.lists(boxes, max_size=5))
def test_a_box_grows_to_whole_blocks_and_never_onto_what_survives(
    box: Box, beside: list[Box]
) -> None:
    beside = [b for b in beside if not b.meets(box)]

    wide, whole = widened(box, beside, SIZE)

    assert wide.contains(box)
    assert not any(wide.meets(b) for b in beside)
    if whole:
        assert wide == box.grown(GRID).snapped(GRID).clipped(*SIZE)
        assert all(v % GRID == 0 for v in (wide.left, wide.top))


def test_a_line_on_a_tone_page_is_blanked_wider_than_on_a_bitonal_one() -> None:
    made = page([Line(300, 400, ("at", "2218", "and", "on")), Line(300, 600, ("far", "below"))])

    narrow = plan_page(made, "s000001", [accepted([1])])
    wide = plan_page(made, "s000001", [accepted([1])], tone=True)

    top = min(f.box.top for f in wide.fills)
    assert top <= min(f.box.top for f in narrow.fills) - GRID
    assert [w.text for w in wide.words] == [w.text for w in narrow.words]
    assert max(f.box.right for f in wide.fills) <= WIDTH


def test_a_box_hemmed_in_by_what_survives_is_reported_as_tight() -> None:
    lines = [Line(300, 400 + 58 * n, ("at", "2218", "and", "on")) for n in range(3)]

    hemmed = plan_page(page(lines), "s000001", [accepted([5])], tone=True)
    free = plan_page(page([Line(300, 400, ("2218",))]), "s000001", [accepted([0])], tone=True)

    assert hemmed.removals[0].tight
    assert not free.removals[0].tight
    assert len([w for w in hemmed.words if w.text == "at"]) == 3
