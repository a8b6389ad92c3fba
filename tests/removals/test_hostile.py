"""Hostile geometry costs itself only, and nothing that was accepted is passed over."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.decisions.decision import Outcome
from goodcause.findings.finding import Layout
from goodcause.pages.page import Origin, Page, Word
from goodcause.removals.plan import Accepted, plan_page

from tests.removals.drawing import HEIGHT, LABEL, WIDTH, Line, accepted, page

coordinates = st.one_of(st.integers(-100, 2700), st.sampled_from((-(10**12), 10**12, 0, WIDTH)))


@st.composite
def odd_boxes(draw: st.DrawFn) -> Box:
    xs = sorted((draw(coordinates), draw(coordinates)))
    ys = sorted((draw(coordinates), draw(coordinates)))
    return Box(xs[0], ys[0], xs[1], ys[1])


odd_words = st.lists(
    st.builds(
        Word,
        st.text(min_size=1, max_size=4),
        odd_boxes(),
        st.integers(0, 3),
        st.just(1.0),
        st.sampled_from(Origin),
    ),
    max_size=12,
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking boxes takes minutes
)
@given(
    odd_words,
    st.lists(odd_boxes(), max_size=3),
    st.lists(odd_boxes(), max_size=3),
    st.lists(
        st.tuples(
            st.lists(st.integers(-2, 14), max_size=4),
            st.sampled_from(Layout),
            st.one_of(st.none(), odd_boxes()),
        ),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_no_geometry_breaks_the_plan_and_every_removal_is_in_it(
    words: list[Word],
    rules: list[Box],
    low_ink: list[Box],
    spans: list[tuple[list[int], Layout, Box | None]],
    tone: bool,
) -> None:
    made = Page(
        number=1,
        width=WIDTH,
        height=HEIGHT,
        words=tuple(words),
        rules=tuple(rules),
        low_ink=tuple(low_ink),
    )
    removals = [
        accepted(some, layout=layout, region=region, key=f"f{n}")
        for n, (some, layout, region) in enumerate(spans)
    ]

    plan = plan_page(made, "s000001", removals, tone=tone)

    assert len(plan.removals) == len(removals)
    whole = Box(0, 0, WIDTH, HEIGHT)
    assert all(whole.contains(f.box) for f in plan.fills)
    named = {i for some, _, _ in spans for i in some if 0 <= i < len(words)}
    for i in named:
        box = words[i].box.clipped(WIDTH, HEIGHT)
        covered = sum(f.box.overlap(box) for f in plan.fills)
        assert box.area == 0 or covered >= box.area * 0.7


@pytest.mark.parametrize("wide", [1, 20, 60, 300])
def test_a_page_too_small_for_any_label_is_still_planned(wide: int) -> None:
    made = Page(number=1, width=wide, height=wide, words=(Word("x", Box(0, 0, wide, wide), 0),))

    plan = plan_page(made, "s000001", [accepted([0])])

    assert plan.removals[0].callout == 1
    assert "x" not in [w.text for w in plan.words]


def test_a_removal_without_a_place_is_named_in_a_legend() -> None:
    made = page([Line(300, 400, ("some", "words"))])

    plan = plan_page(made, "s000001", [accepted([])])

    assert [s.text for s in plan.stamps] == [f"[1] {LABEL}"]
    assert (plan.removals[0].callout, plan.removals[0].boxes) == (1, ())


def changed(**change: object) -> Accepted:
    import dataclasses  # noqa: PLC0415

    one = accepted([0])
    decision = dataclasses.replace(one.decision, **change)  # type: ignore[arg-type]
    return Accepted(finding=one.finding, decision=decision)


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (changed(outcome=Outcome.LEAVE), "not to be removed"),
        (changed(rule=""), "clause"),
        (changed(label=" "), "label"),
        (changed(finding="f2"), "another finding"),
        (changed(document="s000002"), "another finding"),
    ],
)
def test_what_is_no_removal_is_refused_with_a_sentence(one: Accepted, says: str) -> None:
    made = page([Line(300, 400, ("some", "words"))])

    with pytest.raises(UsageError, match=says):
        plan_page(made, "s000001", [one])


def test_a_finding_of_another_page_is_refused() -> None:
    import dataclasses  # noqa: PLC0415

    made = dataclasses.replace(page([Line(300, 400, ("some", "words"))]), number=2)

    with pytest.raises(UsageError, match="page 1"):
        plan_page(made, "s000001", [accepted([0])])
