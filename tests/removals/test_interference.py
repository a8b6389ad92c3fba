"""The law of the package: two pages that differ only in what is removed come out alike."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodcause.base.geometry import Box
from goodcause.findings.finding import Layout
from goodcause.pages.page import Origin, Page
from goodcause.removals.plan import Accepted, plan_page
from goodcause.removals.rebuild import rebuild
from goodcause.removals.removal import PagePlan

from tests.removals.drawing import LABEL, Line, accepted, advance, grid, page, plate_of

PITCHES = (46, 52, 60, 75)
STAYING = ("I", "live", "at", "the", "Quay,", "jogging", "by", "(old)", "mill", "since", "May")
GOING = ("Q", "ill", "2218", "Wimbledon", "jgpqy", "900-41-2268", "Mmmmmmmm", "O'Brien-Fitzgerald")


@dataclass(frozen=True)
class Slot:
    """Matter that goes: in one page these words stand there, in the other those."""

    finding: int
    one: tuple[str, ...]
    other: tuple[str, ...]


Item = str | Slot

words_that_go = st.lists(st.sampled_from(GOING), min_size=1, max_size=2).map(tuple)
items = st.one_of(
    st.sampled_from(STAYING),
    st.builds(Slot, st.integers(0, 2), words_that_go, words_that_go),
)


@st.composite
def texts(draw: st.DrawFn) -> tuple[list[list[Item]], int, list[int]]:
    lines = draw(st.lists(st.lists(items, min_size=1, max_size=7), min_size=1, max_size=5))
    kept = [
        [i for n, i in enumerate(line) if isinstance(i, str) or _few(line, n)] for line in lines
    ]
    pitch = draw(st.sampled_from(PITCHES))
    indents = [draw(st.sampled_from((0, 0, 0, 100))) for _ in kept]
    return [line or ["I"] for line in kept], pitch, indents


def _few(line: list[Item], n: int) -> bool:
    """At most two slots a line, so that the longest words stay on the page."""
    return sum(1 for i in line[: n + 1] if isinstance(i, Slot)) <= 2


def two_pages(
    text: tuple[list[list[Item]], int, list[int]],
    origin: Origin = Origin.DIGITAL,
) -> list[tuple[Page, list[Line], list[Accepted]]]:
    made = []
    for side in ("one", "other"):
        lines, spans, count = [], {}, 0
        for n, line in enumerate(text[0]):
            words: list[str] = []
            for item in line:
                if isinstance(item, str):
                    words.append(item)
                    continue
                some = getattr(item, side)
                start = count + len(words)
                spans.setdefault(item.finding, []).extend(range(start, start + len(some)))
                words += some
            count += len(words)
            lines.append(Line(300 + text[2][n], 400 + n * text[1], tuple(words), 40))
        rules = ("D2-1", "D2-1", "D3-1")
        removals = [
            accepted(words, key=f"f{k}", rule=rules[k]) for k, words in sorted(spans.items())
        ]
        made.append((page(lines, origin=origin), lines, removals))
    return made


def outcome(plan: PagePlan) -> object:
    """A plan without where moved words stood before, which only the source knows."""
    landed = tuple(m.box.moved(m.dx, m.dy) for m in plan.moves)
    return replace(plan, moves=()), landed


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_prose_that_differs_in_what_goes_is_planned_alike(
    text: tuple[list[list[Item]], int, list[int]],
) -> None:
    plans = [plan_page(p, "s000001", r) for p, _, r in two_pages(text)]

    assert outcome(plans[0]) == outcome(plans[1])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_a_scan_whose_boxes_hug_the_letters_is_planned_alike_too(
    text: tuple[list[list[Item]], int, list[int]],
) -> None:
    # Of a scanned line of which nothing survives only its own boxes tell the row, and without a
    # line that begins with what survives only they tell the paragraph's edge.
    lines = [line if any(isinstance(i, str) for i in line) else [*line, "at"] for line in text[0]]
    pages = two_pages(([["I", "live"], *lines], text[1], [0, *text[2]]), Origin.OCR)

    plans = [plan_page(p, "s000001", r) for p, _, r in pages]

    assert outcome(plans[0]) == outcome(plans[1])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(9, 60), st.integers(9, 60), words_that_go, words_that_go, st.booleans())
def test_the_gap_before_what_goes_and_the_column_beside_it_tell_nothing(
    gap: int, other_gap: int, one: tuple[str, ...], other: tuple[str, ...], tone: bool
) -> None:
    plans = []
    for before, going in ((gap, one), (other_gap, other)):
        lines = []
        for n, text in enumerate(("we live in the", "by the old mill", "since May at")):
            words = (*text.split(), *(going if n == 1 else ()))
            gaps = [14] * (len(words) - 1)
            if n == 1:
                gaps[3] = before
            end = 300 + sum(advance(w, 30) for w in words) + sum(gaps)
            lines.append(
                Line(300, 400 + 50 * n, (*words, "column", "two"), 30, (*gaps, 1900 - end))
            )
        made = page(lines)
        start = 4 + 2 + 4
        removal = accepted(range(start, start + len(going)))
        plans.append(outcome(plan_page(made, "s000001", [removal], tone=tone)))

    assert plans[0] == plans[1]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_prose_that_differs_in_what_goes_has_the_same_pixels(
    text: tuple[list[list[Item]], int, list[int]],
) -> None:
    pixels = [
        rebuild(plate_of(p, lines), plan_page(p, "s000001", r)).bits
        for p, lines, r in two_pages(text)
    ]

    assert pixels[0] is not None
    assert np.array_equal(pixels[0], pixels[1])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_each_word_survives_or_goes_or_is_reported(
    text: tuple[list[list[Item]], int, list[int]],
) -> None:
    made, _, removals = two_pages(text)[0]
    plan = plan_page(made, "s000001", removals)

    label_words = LABEL.split()
    seen = sorted(
        w.text for w in plan.words if w.text not in label_words and not w.text.startswith("[")
    )
    going = {i for r in removals for i in r.finding.span.words}
    staying = sorted(w.text for i, w in enumerate(made.words) if i not in going)
    taken = [t for r in plan.removals for t in r.taken_with]
    assert sorted([*seen, *taken]) == staying
    assert len(plan.removals) == len(removals)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_no_word_that_survives_meets_what_is_blanked(
    text: tuple[list[list[Item]], int, list[int]],
) -> None:
    made, _, removals = two_pages(text)[0]
    plan = plan_page(made, "s000001", removals)

    labels = [s for r in plan.removals for s in (r.label_box,)]
    for word in plan.words:
        if word.text in LABEL.split() or word.text.startswith("["):
            continue
        assert not any(word.box.meets(b) for r in plan.removals for b in r.boxes), word
        assert not any(word.box.meets(b) for b in labels), word


VALUES = st.lists(st.sampled_from(GOING), min_size=0, max_size=3)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.tuples(VALUES, VALUES),
    st.integers(90, 700),
    st.sampled_from((40, 60, 90, 160)),
    st.booleans(),
)
def test_a_cell_tells_nothing_of_its_value(
    values: tuple[list[str], list[str]], wide: int, high: int, listed: bool
) -> None:
    plans = []
    for value in values:
        rules = grid(300, 600, (300, wide, 300), (high, high))
        fits = _fitting(value, wide - 30)
        lines = [
            Line(310, 600 + min(high - 12, 50), ("Born", *fits, "Weapon"), 32, _gaps(fits, wide)),
            Line(310, 600 + high + min(high - 12, 50), ("Seen", "by"), 32),
        ]
        made = page(lines, rules)
        words = range(1, 1 + len(fits)) if listed else ()
        region = Box(600, 600, 600 + wide, 600 + high)
        removal = accepted(words, layout=Layout.CELL, region=region)
        plan = plan_page(made, "s000001", [removal])
        bits = rebuild(plate_of(made, lines), plan).bits
        assert bits is not None
        plans.append((plan, bits.tobytes()))

    assert plans[0] == plans[1]


def _fitting(value: list[str], room: int) -> list[str]:
    from tests.removals.drawing import SPACE, advance  # noqa: PLC0415  beside the other measures

    fits: list[str] = []
    for word in value:
        if sum(advance(w, 32) + SPACE for w in [*fits, word]) <= room:
            fits.append(word)
    return fits


def _gaps(fits: list[str], wide: int) -> tuple[int, ...]:
    """Gaps that put the value at the cell's left and the next caption in the next cell."""
    from tests.removals.drawing import SPACE, advance  # noqa: PLC0415

    first = 600 + 12 - (310 + advance("Born", 32))
    if not fits:
        return (600 + wide + 12 - (310 + advance("Born", 32)),)
    end = 612 + sum(advance(w, 32) for w in fits) + SPACE * (len(fits) - 1)
    return (first, *([SPACE] * (len(fits) - 1)), 600 + wide + 12 - end)
