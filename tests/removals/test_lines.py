"""Removals in running text: what is blanked, where the rest of the line comes to stand."""

from __future__ import annotations

import numpy as np
import pytest

from goodcause.base.geometry import Box
from goodcause.pages.page import Origin, Page
from goodcause.removals import label
from goodcause.removals.plan import UNREAD, Accepted, plan_page
from goodcause.removals.rebuild import rebuild
from goodcause.removals.removal import PagePlan
from goodcause.removals.setting import GAP

from tests.removals.drawing import (
    HEIGHT,
    LABEL,
    SPACE,
    WIDTH,
    Line,
    accepted,
    advance,
    bits_of,
    drawn,
    page,
    plate_of,
    unpacked,
)


def line(text: str, row: int = 0, left: int = 300, em: int = 50) -> Line:
    return Line(left, 400 + 60 * row, tuple(text.split()), em)


def index(made: Page, text: str, nth: int = 0) -> int:
    return [i for i, w in enumerate(made.words) if w.text == text][nth]


def plan(made: Page, *removals: Accepted, tone: bool = False) -> PagePlan:
    return plan_page(made, "s000001", removals, tone=tone)


def texts(plan: PagePlan, line: int) -> list[str]:
    return [w.text for w in plan.words if w.line == line]


def test_a_page_without_removals_keeps_its_words_and_its_pixels() -> None:
    lines = [line("nothing goes from here")]
    made = page(lines)

    done = plan(made)

    assert done.words == made.words
    assert (done.fills, done.moves, done.stamps, done.removals) == ((), (), (), ())
    bits = rebuild(plate_of(made, lines), done).bits
    assert bits is not None
    assert np.array_equal(bits, bits_of(drawn(made, lines)))


def test_the_label_stands_after_the_last_surviving_word_and_the_rest_after_the_label() -> None:
    made = page([line("we live at 2218 Quail since May")])

    done = plan(made, accepted([3, 4]))

    since = made.words[5]
    (stamp,) = done.stamps
    assert stamp.text == LABEL
    assert stamp.size == 10
    at = next(w for w in done.words if w.text == "at")
    assert stamp.left == at.box.right + GAP
    assert done.fills[0].box.contains(at.box)
    landed = next(w for w in done.words if w.text == "since")
    assert landed.box.left == label.box(stamp).right + GAP
    assert landed.box.width == since.box.width
    may = next(w for w in done.words if w.text == "May")
    space = may.box.left - landed.box.right
    assert abs(space - SPACE) <= 1
    assert at.box.left - next(w for w in done.words if w.text == "live").box.right == space
    assert texts(done, 0) == ["we", "live", "at", *LABEL.split(), "since", "May"]


def test_the_words_that_move_carry_their_pixels_with_them() -> None:
    lines = [line("at 2218 jogging path")]
    made = page(lines)
    before = unpacked(bits_of(drawn(made, lines)), WIDTH)

    done = plan(made, accepted([1]))

    bits = rebuild(plate_of(made, lines), done).bits
    assert bits is not None
    after = unpacked(bits, WIDTH)
    for text in ("jogging", "path"):
        old = made.words[index(made, text)].box
        new = next(w for w in done.words if w.text == text).box
        assert np.array_equal(
            before[old.top : old.bottom, old.left : old.right],
            after[new.top : new.bottom, new.left : new.right],
        )


def test_no_ink_of_what_goes_is_left_on_the_page() -> None:
    lines = [line("above gypsy jolly", 0), line("at jgpqyQ and", 1), line("below Ajax", 2)]
    made = page(lines)
    going = index(made, "jgpqyQ")
    bare = [lines[0], Line(300, 460, ("at",)), lines[2]]

    done = plan(made, accepted([going]))
    bits = rebuild(plate_of(made, lines), done).bits

    assert bits is not None
    after = unpacked(bits, WIDTH).copy()
    for stamp in done.stamps:
        box = label.box(stamp)
        after[box.top : box.bottom, box.left : box.right] = 0
    landed = next(w for w in done.words if w.text == "and").box
    after[landed.top : landed.bottom, landed.left : landed.right] = 0
    bare_page = page(bare)
    assert np.array_equal(after, unpacked(bits_of(drawn(bare_page, bare)), WIDTH))


def test_a_removal_that_runs_on_is_labelled_once_and_the_next_line_begins_at_the_left_edge() -> (
    None
):
    made = page(
        [
            line("my husband lives at 2218 Quail Hollow"),
            line("Court, Sacramento with two dogs", 1),
            line("and that is all", 2),
        ]
    )
    first, last = index(made, "2218"), index(made, "Sacramento")

    done = plan(made, accepted(range(first, last + 1)))

    assert [s.text for s in done.stamps] == [LABEL]
    assert texts(done, 0)[-3:] == LABEL.split()
    assert texts(done, 1) == ["with", "two", "dogs"]
    assert next(w for w in done.words if w.text == "with").box.left == 300


def test_a_whole_line_that_goes_is_blank_to_the_margin() -> None:
    made = page(
        [line("we live at 2218"), line("Quail Hollow Court", 1), line("95864 since May", 2)]
    )

    done = plan(made, accepted(range(3, 8)))

    assert [s.text for s in done.stamps] == [LABEL]
    middle = next(f.box for f in done.fills if f.box.contains(made.words[5].box))
    assert middle.right == WIDTH - 75
    assert texts(done, 1) == ["since", "May"]


def test_a_label_without_room_at_the_end_of_a_line_stands_at_the_head_of_the_next() -> None:
    long = "the defendant who was sentenced by me in that year came here to complain 2218"
    made = page([line(long), line("Quail Hollow and left", 1)])
    assert made.words[13].box.right + GAP + label.width(LABEL, 5.5) > WIDTH - 75

    done = plan(made, accepted(range(14, 17)))

    (stamp,) = done.stamps
    assert (stamp.text, stamp.size, stamp.left) == (LABEL, 10, 300)
    assert texts(done, 1) == [*LABEL.split(), "and", "left"]
    assert done.removals[0].callout == 0


def test_two_removals_on_one_line_are_set_from_left_to_right() -> None:
    made = page([line("SSN is 900-41-2268 and phone 555-0119 now")])

    done = plan(
        made,
        accepted([2], key="a", rule="D4-1", category="ssn"),
        accepted([5], key="b", category="home_phone"),
    )

    assert texts(done, 0) == ["SSN", "is", *LABEL.split(), "and", "phone", *LABEL.split(), "now"]
    assert [r.rule for r in done.removals] == ["D4-1", "D2-1"]
    assert len({s.size for s in done.stamps}) == 1
    assert not any(a.meets(b) for a in done.removals[0].boxes for b in done.removals[1].boxes)


def test_neighbours_under_one_rule_share_a_label_and_have_two_entries() -> None:
    made = page([line("at 2218 Quail 555-0119 now")])

    done = plan(made, accepted([1, 2], key="a"), accepted([3], key="b", category="home_phone"))

    assert len(done.stamps) == 1
    assert [r.category for r in done.removals] == ["home_address", "home_phone"]
    assert done.removals[0].label_box == done.removals[1].label_box


@pytest.mark.parametrize("place", [1, 9, 12])
@pytest.mark.parametrize("short", [True, False])
def test_as_many_labels_are_counted_as_the_page_reads(place: int, short: bool) -> None:
    words = LABEL if short else " ".join([LABEL] * 5)
    made = page(
        [
            line("the defendant who was sentenced by me in that year came here to complain", 0),
            line("of it at 2218 Quail Hollow Court where I had lived since then and more so", 1),
            line("and 2218 Quail", 2),
        ]
    )
    going = range(place, len(made.words) - 1, 5)

    done = plan(
        made,
        *(accepted([i, i + 1], key=f"a{i}", label=words) for i in going),
        accepted([place], key="twice", label=words),
        accepted([place], key="under another rule", label="(SEALED)", rule="D4-1"),
    )

    read = " ".join(word.text for word in done.words)
    assert sum(r.labels for r in done.removals if r.label == words) == read.count(words) > 0
    assert [r.labels for r in done.removals if r.label == "(SEALED)"] == [0]
    assert short or any(r.callout for r in done.removals)


def test_neighbours_under_different_rules_have_a_label_each() -> None:
    made = page([line("at 2218 900-41-2268 now")])

    done = plan(made, accepted([1], key="a"), accepted([2], key="b", rule="D4-1"))

    assert len(done.stamps) == 2
    assert len({r.label_box for r in done.removals}) == 2


def test_overlapping_findings_are_one_removal_to_the_eye() -> None:
    made = page([line("born March 14, 1961 in Stockton")])

    done = plan(made, accepted([1, 2, 3], key="a"), accepted([2], key="b", rule="D4-1"))

    assert len(done.stamps) == 1
    assert len(done.removals) == 2
    assert texts(done, 0) == ["born", *LABEL.split(), "in", "Stockton"]


def test_when_a_line_is_full_the_label_shrinks_to_a_fixed_size_before_anything_else() -> None:
    made = page([line("we met him at 2218 and then walked on to the river with the dogs")])

    done = plan(made, accepted([4]))

    (stamp,) = done.stamps
    assert stamp.size in label.SIZES
    assert stamp.size < 10
    assert label.box(stamp).right < max(w.box.right for w in done.words) <= WIDTH - 75


def test_when_no_size_fits_a_callout_stands_there_and_the_legend_in_the_margin() -> None:
    text = "we met him at xx and then walked on to the river with six dogs of my old old friend"
    made = page([line(text)])

    done = plan(made, accepted([4]))

    assert [s.text for s in done.stamps] == ["[1]", f"[1] {LABEL}"]
    (removal,) = done.removals
    assert removal.callout == 1
    assert removal.taken_with == ()
    assert all(s.size in label.SIZES for s in done.stamps)
    legend = label.box(done.stamps[1])
    assert legend.top >= HEIGHT - 450
    assert legend.bottom <= HEIGHT - 180


def test_words_that_do_not_fit_even_then_go_too_and_are_reported() -> None:
    words = "we met him at x and then walked on to the river with the six old dogs of"
    made = page([line(words + " my old friend Jo")])
    assert made.words[-1].box.right > WIDTH - 75

    done = plan(made, accepted([4]))

    (removal,) = done.removals
    assert removal.taken_with == ("Jo",)
    assert "Jo" not in [w.text for w in done.words]


def test_a_small_pitch_takes_the_largest_fixed_size_below_it() -> None:
    lines = [Line(300, 400 + 33 * n, ("at", "2218", "and", "on"), 30) for n in range(4)]
    made = page(lines)

    done = plan(made, accepted([5]))

    (stamp,) = done.stamps
    assert stamp.size == 6.5
    box = label.box(stamp)
    assert box.height <= 33 + 3
    assert all(not w.box.meets(box) for w in done.words if w.line != 1)


def test_another_column_stays_where_it_is() -> None:
    left = ["they live at 2218 Quail", "in the old mill by", "the river with dogs"]
    right = ["and so it", "goes on", "to the end"]
    lines = []
    for n, (a, b) in enumerate(zip(left, right, strict=True)):
        words = a.split() + b.split()
        end = sum(advance(w) + SPACE for w in a.split()) - SPACE
        gaps = [SPACE] * (len(a.split()) - 1) + [1100 - end]
        lines.append(Line(300, 400 + 60 * n, tuple(words), 50, tuple(gaps)))
    made = page(lines)

    done = plan(made, accepted([3, 4]))

    assert {m.box.right < 1300 for m in done.moves} == {True}
    assert next(w for w in done.words if w.text == "so").box == made.words[index(made, "so")].box
    assert all(f.box.right <= 1400 for f in done.fills)


def test_a_rule_between_columns_bounds_what_is_blanked() -> None:
    rule = Box(1200, 300, 1203, 700)
    made = page([Line(300, 400, ("at", "2218", "beyond"), 50, (SPACE, 700))], [rule])

    done = plan(made, accepted([1]))

    assert all(not f.box.meets(rule) for f in done.fills)
    assert [m.dx for m in done.moves] == [0]


def test_a_stamp_in_the_right_margin_is_not_blanked_with_the_line() -> None:
    seal = Box(2200, 350, 2400, 500)
    made = page(
        [line("we live at 2218"), line("a longer line of words that stays", 1)], low_ink=[seal]
    )

    done = plan(made, accepted([3]))

    assert all(not f.box.meets(seal) for f in done.fills)
    assert done.removals[0].taken_with == ()


def test_unread_ink_that_goes_with_a_line_is_reported() -> None:
    scrawl = Box(900, 360, 1200, 410)
    made = page(
        [line("we live at 2218"), line("a longer line of words that stays", 1)], low_ink=[scrawl]
    )

    done = plan(made, accepted([3]))

    assert done.removals[0].taken_with == (UNREAD,)


def test_a_reader_of_scans_gets_a_wider_margin_but_not_the_neighbouring_lines() -> None:
    lines = [line("above gypsy", 0), line("at jgpq now", 1), line("below Ajax", 2)]
    made = page(lines, origin=Origin.OCR)
    going = index(made, "jgpq")

    done = plan(made, accepted([going]))

    fill = done.fills[0].box
    word = made.words[going].box
    assert fill.top <= word.top
    assert fill.bottom >= word.bottom
    others = [w.box for w in made.words if w.line != 1]
    assert all(not fill.meets(b) for b in others)


def test_lines_set_tight_lose_no_ink_to_their_neighbours() -> None:
    lines = [Line(300, 400 + 50 * n, ("gypsy", "jAp", "Oxy"), 50) for n in range(3)]
    made = page(lines)
    only = [lines[0], lines[2]]

    done = plan(made, accepted([3, 4, 5]))
    bits = rebuild(plate_of(made, lines), done).bits

    assert bits is not None
    after = unpacked(bits, WIDTH).copy()
    for stamp in done.stamps:
        box = label.box(stamp)
        after[box.top : box.bottom, box.left : box.right] = 0
    bare = page(only)
    assert np.array_equal(after, unpacked(bits_of(drawn(bare, only)), WIDTH))


def test_words_printed_twice_in_one_place_go_together() -> None:
    lines = [line("at 2218 now"), line("at 2218 now", 0)]
    made = page(lines)

    done = plan(made, accepted([1]))

    assert "2218" not in [w.text for w in done.words]
    assert done.removals[0].taken_with == ("2218",)


def test_planning_is_repeatable() -> None:
    made = page([line("we live at 2218 Quail since May"), line("900-41-2268 is mine", 1)])
    removals = [accepted([3, 4], key="a"), accepted([7], key="b")]

    assert plan(made, *removals) == plan(made, *removals)


@pytest.mark.parametrize("tone", [False, True])
def test_what_the_log_says_is_blank_is_blank_but_for_the_label(tone: bool) -> None:
    lines = [line("we live at 2218 Quail since May 2001 in Stockton now"), line("and so on", 1)]
    made = page(lines)

    done = plan(made, accepted([3, 4], key="a"), accepted([8], key="b"), tone=tone)
    bits = rebuild(plate_of(made, lines), done).bits

    assert bits is not None
    after = unpacked(bits, WIDTH).copy()
    for stamp in done.stamps:
        box = label.box(stamp)
        after[box.top : box.bottom, box.left : box.right] = 0
    for box in (b for r in done.removals for b in r.boxes):
        assert not after[box.top : box.bottom, box.left : box.right].any()


def test_words_beside_that_stand_half_a_line_lower_are_not_touched() -> None:
    beside = [Line(1100, 430 + 60 * n, ("Employment", "status"), 40) for n in range(2)]
    made = page(
        [
            line("If you have 2218 job", 0, em=40),
            beside[0],
            line("attach a page", 1, em=40),
            beside[1],
        ]
    )
    lines = [
        line("If you have 2218 job", 0, em=40),
        beside[0],
        line("attach a page", 1, em=40),
        beside[1],
    ]
    made = page(lines)

    done = plan(made, accepted([3]))

    assert all(f.box.right <= 1100 for f in done.fills)
    assert [w.box for w in done.words if w.text == "status"] == [
        w.box for w in made.words if w.text == "status"
    ]


def test_numbers_of_lines_in_the_margin_are_not_a_paragraphs_edge() -> None:
    lines = [
        Line(180, 400 + 60 * n, (f"{n + 1}", *text.split()), 50, (90 - advance(f"{n + 1}"),))
        for n, text in enumerate(("and so it goes", "on and on", "to the end of"))
    ]
    made = page(lines)
    going = index(made, "on")

    done = plan(made, accepted([going]))

    assert done.stamps[0].left == 270
    assert "2" in [w.text for w in done.words]
