"""Removals of fields of forms and tables: the cell goes, its rules and captions stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from goodcause.base.geometry import Box
from goodcause.findings.finding import Layout
from goodcause.pages.page import Page
from goodcause.removals import label
from goodcause.removals.plan import Accepted, plan_page
from goodcause.removals.rebuild import rebuild
from goodcause.removals.removal import PagePlan

from tests.removals.drawing import (
    LABEL,
    WIDTH,
    Line,
    accepted,
    bits_of,
    drawn,
    grid,
    page,
    plate_of,
    unpacked,
)

RULES = grid(300, 600, (400, 700), (110, 110))
LINES = [
    Line(320, 660, ("Residence", "2218", "Quail", "Hollow"), 40, (200, 14, 14)),
    Line(320, 770, ("Weapon", "Smith", "642"), 40, (243, 14)),
]
VALUE = Box(700, 600, 1400, 710)


def cell(
    region: Box, words: tuple[int, ...] = (), *, key: str = "f1", rule: str = "D2-1"
) -> Accepted:
    return accepted(words, layout=Layout.CELL, region=region, key=key, rule=rule)


def plan(made: Page, *removals: Accepted) -> PagePlan:
    return plan_page(made, "s000001", removals)


def test_the_cell_is_blanked_inside_its_rules() -> None:
    done = plan(page(LINES, RULES), cell(VALUE, (1, 2, 3)))

    assert [f.box for f in done.fills] == [Box(706, 606, 1397, 707)]
    assert all(not f.box.meets(r) for f in done.fills for r in RULES)


def test_every_word_in_the_cell_goes_whether_named_or_not() -> None:
    done = plan(page(LINES, RULES), cell(VALUE, (1,)))

    assert [w.text for w in done.words] == ["Residence", *LABEL.split(), "Weapon", "Smith", "642"]


def test_the_rules_and_the_neighbours_keep_every_pixel() -> None:
    made = page(LINES, RULES)
    done = plan(made, cell(VALUE, (1, 2, 3)))
    bits = rebuild(plate_of(made, LINES), done).bits

    assert bits is not None
    after = unpacked(bits, WIDTH).copy()
    for stamp in done.stamps:
        box = label.box(stamp)
        after[box.top : box.bottom, box.left : box.right] = 0
    rest = [Line(320, 660, ("Residence",), 40), LINES[1]]
    assert np.array_equal(after, unpacked(bits_of(drawn(page(rest, RULES), rest)), WIDTH))


def test_the_label_can_be_read_pixel_for_pixel() -> None:
    made = page(LINES, RULES)
    done = plan(made, cell(VALUE))
    bits = rebuild(plate_of(made, LINES), done).bits

    assert bits is not None
    (stamp,) = done.stamps
    box = label.box(stamp)
    there = unpacked(bits, WIDTH)[box.top : box.bottom, box.left : box.right]
    assert np.array_equal(there, label.tile(stamp.text, stamp.size))
    assert VALUE.contains(box)


@pytest.mark.parametrize(
    ("wide", "high", "size", "lines"),
    [(800, 60, 10, 1), (400, 110, 10, 2), (400, 70, 8, 2), (500, 42, 6.5, 1), (240, 70, 6.5, 2)],
)
def test_the_label_takes_the_largest_fixed_size_that_fits(
    wide: int, high: int, size: float, lines: int
) -> None:
    done = plan(page([]), cell(Box(300, 600, 300 + wide, 600 + high)))

    (stamp,) = done.stamps
    assert (stamp.size, stamp.text.count("\n") + 1) == (size, lines)


def test_a_tiny_cell_has_a_callout_and_the_legend_stands_in_the_foot_margin() -> None:
    done = plan(page(LINES, RULES), cell(Box(1210, 620, 1300, 690)))

    assert [s.text for s in done.stamps] == ["[1]", f"[1] {LABEL}"]
    assert done.removals[0].callout == 1
    assert [w.text for w in done.words][-4:] == ["[1]", *LABEL.split()]


def test_equal_labels_share_a_legend_and_others_have_their_own() -> None:
    small = [Box(x, 1000, x + 80, 1050) for x in (400, 800, 1200)]
    other = accepted((), layout=Layout.CELL, region=small[2], key="c", label="[SEALED BY ORDER]")

    done = plan(page(LINES), cell(small[0], key="a"), cell(small[1], key="b"), other)

    assert [r.callout for r in done.removals] == [1, 1, 2]
    legends = [s for s in done.stamps if " " in s.text]
    assert [s.text.replace("\n", " ") for s in legends] == [f"[1] {LABEL}", "[2] [SEALED BY ORDER]"]
    assert not label.box(legends[0]).meets(label.box(legends[1]))


def test_the_legend_keeps_off_words_rules_and_handwriting() -> None:
    foot = [Line(100, y, ("margin",) * 11, 50) for y in range(2900, 3300, 50)]
    scrawl = Box(75, 0, 2475, 460)
    made = page([*LINES, *foot], RULES, [scrawl])

    done = plan(made, cell(Box(1210, 620, 1300, 690)))

    legend = label.box(done.stamps[1])
    for box in (*(w.box for w in made.words), *RULES, scrawl):
        assert not legend.meets(box)


@pytest.mark.parametrize(("top", "label_text"), [(632, ""), (612, "Date of Birth:")])
def test_a_caption_in_the_region_is_not_blanked(top: int, label_text: str) -> None:
    lines = [Line(320, 640, ("Date", "of", "Birth"), 30), Line(330, 690, ("09/27/1948",), 40)]
    made = page(lines, grid(300, 600, (700,), (110,)))
    one = cell(Box(300, top, 1000, 710), (3,))
    one = replace(one, finding=replace(one.finding, label_text=label_text))

    done = plan(made, one)

    assert [w.text for w in done.words] == ["Date", "of", "Birth", *LABEL.split()]
    assert all(not f.box.meets(w.box) for f in done.fills for w in made.words[:3])


def test_a_region_without_rules_is_as_high_as_its_captions_line() -> None:
    lines = [
        Line(320, 660, ("SSN:", "900-41-2268"), 50, (90,)),
        Line(320, 760, ("and", "more"), 50),
    ]
    made = page(lines)

    done = plan(made, cell(Box(500, 640, 1400, 655), (1,)))

    (fill,) = done.fills
    assert (fill.box.top, fill.box.bottom) == (made.words[0].box.top, made.words[0].box.bottom)
    assert fill.box.left == 500


def test_words_named_outside_the_region_go_too_with_one_label() -> None:
    lines = [
        Line(320, 660, ("Residence", "2218", "Quail"), 40, (200, 14)),
        Line(320, 740, ("Hollow", "Court", "is", "near"), 40),
    ]
    made = page(lines)

    done = plan(made, cell(Box(700, 600, 1400, 710), (1, 2, 3, 4)))

    assert len(done.stamps) == 1
    assert [w.text for w in done.words] == ["Residence", *LABEL.split(), "is", "near"]


def test_cells_that_overlap_are_one_group_with_one_label() -> None:
    done = plan(
        page(LINES, RULES),
        cell(VALUE, key="a"),
        cell(Box(750, 620, 1200, 700), key="b", rule="D4-1"),
    )

    assert len(done.stamps) == 1
    assert {r.rule for r in done.removals} == {"D2-1", "D4-1"}


def test_a_finding_in_prose_whose_words_lie_in_a_cell_goes_with_the_cell() -> None:
    done = plan(page(LINES, RULES), cell(VALUE, key="a"), accepted([1, 2], key="b"))

    assert len(done.stamps) == 1
    assert len(done.removals) == 2
    assert done.moves == ()


def test_handwriting_in_a_cell_goes_unlisted() -> None:
    scrawl = Box(720, 620, 1200, 690)
    made = page([Line(320, 660, ("Residence",), 40)], RULES, [scrawl])
    done = plan(made, cell(VALUE))
    bits = rebuild(plate_of(made, [Line(320, 660, ("Residence",), 40)]), done).bits

    assert bits is not None
    after = unpacked(bits, WIDTH).copy()
    box = label.box(done.stamps[0])
    after[box.top : box.bottom, box.left : box.right] = 0
    assert not after[606:707, 706:1397].any()


def test_tails_that_hang_through_the_rule_under_a_field_go_and_the_rule_stays() -> None:
    rule = Box(700, 664, 1400, 667)
    lines = [Line(320, 660, ("Residence", "jgpqy"), 50, (200,)), Line(320, 760, ("Weapon",), 50)]
    made = page(lines, [rule])

    done = plan(made, cell(Box(700, 600, 1400, 664), (1,)))
    bits = rebuild(plate_of(made, lines), done).bits

    assert bits is not None
    after = unpacked(bits, WIDTH).copy()
    for stamp in done.stamps:
        box = label.box(stamp)
        after[box.top : box.bottom, box.left : box.right] = 0
    rest = [Line(320, 660, ("Residence",), 50), lines[1]]
    assert np.array_equal(after, unpacked(bits_of(drawn(page(rest, [rule]), rest)), WIDTH))


def test_a_value_that_runs_over_the_side_of_its_cell_is_covered_whole() -> None:
    lines = [Line(320, 660, ("Residence", "WimbledonWimbledonWimbledon"), 40, (200,))]
    rules = grid(300, 600, (400, 500), (110,))
    made = page(lines, rules)
    assert made.words[1].box.right > 1203

    done = plan(made, cell(Box(700, 600, 1200, 710), (1,)))
    bits = rebuild(plate_of(made, lines), done).bits

    assert bits is not None
    after = unpacked(bits, WIDTH).copy()
    for stamp in done.stamps:
        box = label.box(stamp)
        after[box.top : box.bottom, box.left : box.right] = 0
    rest = [Line(320, 660, ("Residence",), 40)]
    kept = unpacked(bits_of(drawn(page(rest, rules), rest)), WIDTH)
    assert np.array_equal(after, kept)
