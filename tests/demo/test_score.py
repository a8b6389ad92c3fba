"""The score counts what was missed and what was hurt, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.base.geometry import Box
from goodcause.demo.score import cover, score
from goodcause.demo.truth import TrueDocument, TrueValue, Truth

_DOCUMENT = TrueDocument(
    path="ccw/a.pdf",
    series="ccw",
    subject="Renee Kowalczyk",
    occupation="private",
    person_class="layperson",
    pages=1,
    disposition="produced",
    layout="state",
)
_GO = TrueValue(
    document="ccw/a.pdf",
    page=1,
    category="ssn",
    text="900-63-0581",
    expect="remove",
    rule="D4-1",
    boxes=(Box(100, 100, 200, 120),),
    medium="typed",
    narrative=False,
)
_STAY = replace(_GO, category="weapon", expect="leave", rule="", boxes=(Box(300, 100, 400, 120),))
_SPAN = replace(
    _GO,
    category="vulnerability_time",
    narrative=True,
    boxes=(Box(500, 100, 600, 120), Box(100, 130, 200, 150)),
)
_TRUTH = Truth(documents=(_DOCUMENT,), values=(_GO, _STAY, _SPAN))
_PAGE = ("ccw/a.pdf", 1)

_BOXES = st.lists(
    st.builds(
        lambda x, y, w, h: Box(x, y, x + w, y + h),
        st.integers(0, 30),
        st.integers(0, 30),
        st.integers(0, 20),
        st.integers(0, 20),
    ),
    max_size=6,
)


def test_removing_exactly_what_must_go_is_perfect() -> None:
    result = score(_TRUTH, {_PAGE: [*_GO.boxes, *_SPAN.boxes]})

    assert result.missed == () and result.hurt == ()
    assert result.recall(narrative=False) == result.recall(narrative=True) == 1.0
    assert result.narrative_area == 1.0


def test_removing_nothing_misses_everything_that_must_go() -> None:
    result = score(_TRUTH, {})

    assert set(result.missed) == {_GO, _SPAN}
    assert result.recall(narrative=False) == 0.0


def test_removing_the_whole_page_hurts_every_keeper() -> None:
    result = score(_TRUTH, {_PAGE: [Box(0, 0, 2550, 3300)]})

    assert result.hurt == (_STAY,)
    assert result.harm(narrative=False) == 1.0


def test_a_value_that_shows_a_little_is_missed() -> None:
    result = score(_TRUTH, {_PAGE: [Box(100, 100, 197, 120)]})

    assert _GO in result.missed


def test_half_a_span_is_half_the_information() -> None:
    result = score(_TRUTH, {_PAGE: [_SPAN.boxes[0]]})

    assert result.narrative_area == 0.5
    assert _SPAN in result.missed


def test_a_removal_on_another_page_or_in_another_file_does_not_count() -> None:
    everything = [Box(0, 0, 2550, 3300)]

    assert score(_TRUTH, {("ccw/a.pdf", 2): everything}).recall(narrative=False) == 0.0
    assert score(_TRUTH, {("ccw/b.pdf", 1): everything}).recall(narrative=False) == 0.0


def test_documents_that_are_not_produced_are_not_judged() -> None:
    held = replace(_DOCUMENT, disposition="held")
    result = score(Truth(documents=(held,), values=_TRUTH.values), {})

    assert result.missed == () and result.unjudged == 3


def test_tallies_part_categories_and_media() -> None:
    scanned = replace(_GO, medium="scan")
    truth = replace(_TRUTH, values=(_GO, scanned, _STAY))
    result = score(truth, {_PAGE: list(_GO.boxes)})

    assert [(t.category, t.medium, t.wanted, t.gone) for t in result.tallies] == [
        ("ssn", "scan", 1, 1),
        ("ssn", "typed", 1, 1),
        ("weapon", "typed", 0, 0),
    ]


@settings(deadline=None)
@given(_BOXES)
def test_cover_counts_every_pixel_once(removed: list[Box]) -> None:
    box = Box(5, 5, 25, 20)
    pixels = {
        (x, y)
        for part in removed
        for x in range(max(part.left, 5), min(part.right, 25))
        for y in range(max(part.top, 5), min(part.bottom, 20))
    }

    assert cover((box,), removed) == len(pixels) / box.area
