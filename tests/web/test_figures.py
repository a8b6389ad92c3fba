"""The figures of the quality and progress screens: what they say of work that was made up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.agreement import Agreement
from goodcause.pipeline.review_figures import burndown
from goodcause.pipeline.review_forecast import NO_PACE, Pace, forecast
from goodcause.pipeline.sample_agreement import pairs
from goodcause.store.matter import open_matter
from goodcause.store.models import ActRow, ItemRow, SourceRow
from goodcause.store.sampling import SampleAnswerRow, SampleItemRow, SampleRow
from goodcause.web import charts

HOUR = 1_700_000_000 // 86400 * 86400.0


def pace(acts: list[tuple[int, float]]) -> Pace:
    return Pace(
        acts=len(acts),
        items=sum(n for n, _ in acts),
        seconds=sum(s for _, s in acts),
        items_squared=sum(n * n for n, _ in acts),
        seconds_squared=sum(s * s for _, s in acts),
        products=sum(n * s for n, s in acts),
    )


def test_each_lane_takes_as_long_as_that_lane_has_taken() -> None:
    sheets, stories = pace([(20, 4.0)] * 30), pace([(1, 10.0)] * 30)
    expected = forecast({3: sheets, 2: stories}, {3: 2000, 2: 100})

    assert expected is not None
    assert expected[0] * 3600 == pytest.approx(2000 * 0.2 + 100 * 10)
    assert expected[1] == pytest.approx(expected[0])  # every act took alike, so nothing is unsure


def test_a_lane_that_nobody_has_worked_in_takes_the_pace_of_all_and_is_less_sure() -> None:
    done = pace([(1, s) for s in (4.0, 6.0, 5.0, 9.0, 2.0, 4.0, 6.0, 5.0, 9.0, 2.0)])
    mean = done.each * 500 / 3600
    low, high = forecast({2: done}, {5: 500}) or (0.0, 0.0)

    assert low < mean < high


def test_too_little_work_forecasts_nothing() -> None:
    assert forecast({2: pace([(1, 5.0)] * 9)}, {2: 100}) is None
    assert forecast({2: pace([(1, 5.0)] * 90)}, {2: 0}) is None
    assert forecast({}, {5: 10}) is None


def test_the_interval_holds_what_the_rest_takes_as_often_as_it_says() -> None:
    chance = random.Random(5)  # noqa: S311  a made work, not a secret

    def act() -> tuple[int, float]:
        count = chance.choice([1, 1, 1, 2, 4])
        return count, count * chance.lognormvariate(0.5, 0.6)

    held = 0
    for _ in range(900):
        low, high = forecast({5: pace([act() for _ in range(60)])}, {5: 100_000}) or (0.0, 0.0)
        held += low <= TRUE_SECONDS * 100_000 / 3600 <= high
    assert 0.84 <= held / 900 <= 0.95  # a little less than it says: sixty skewed acts


TRUE_SECONDS = 2.718281828 ** (0.5 + 0.6**2 / 2)


@given(st.lists(st.tuples(st.integers(1, 24), st.floats(0.1, 600)), min_size=10, max_size=40))
def test_more_left_never_takes_less(acts: list[tuple[int, float]]) -> None:
    few, many = (forecast({5: pace(acts)}, {5: n}) for n in (50, 100))

    assert few is not None and many is not None
    assert many[1] >= few[1] >= few[0] > 0


def test_paces_add_up() -> None:
    one, other = pace([(2, 3.0), (1, 8.0)]), pace([(5, 1.0)])

    assert one.with_(other) == pace([(2, 3.0), (1, 8.0), (5, 1.0)])
    assert NO_PACE.with_(one) == one


@pytest.fixture
def rows(case: Path) -> Iterator[None]:
    open_matter(case)
    yield
    connections.close_all()


def test_the_burn_down_counts_hours_at_the_screen_and_ends_at_what_is_left(
    rows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodcause.pipeline.review_figures.now", lambda: HOUR + 30 * 3600)
    done = [(HOUR + hour * 3600 + n, 2, 90.0) for hour in (1, 2, 26) for n in range(10)]
    ActRow.objects.bulk_create(
        ActRow(kind="decide", by="Ada Wren", at=at, lane=5, count=count, seconds=seconds)
        for at, count, seconds in done
    )
    found = burndown()

    assert [round(x, 3) for x, _ in found.points] == [0.0, 0.25, 0.5, 0.75]
    assert found.points[-1][1] == found.left == ItemRow.objects.filter(state="open").count()
    assert found.points[0][1] == found.left + 60
    assert found.forecast is not None and found.days is not None
    low, high = found.forecast
    assert low == pytest.approx(high) == pytest.approx(found.left * 45 / 3600)
    assert found.days[0] == pytest.approx(low * 2 / 0.75)
    drawn = str(charts.burndown(found.points, found.forecast))
    assert "wedge" in drawn and "hours more" in drawn


def test_agreement_counts_pages_that_two_have_read_and_their_newest_words(rows: None) -> None:
    sample = SampleRow.objects.create(
        number=1, rule={}, binding=False, pool="0" * 64, populations={}
    )
    source = SourceRow.objects.order_by("key").first()
    assert source is not None
    pages = [
        SampleItemRow.objects.create(
            sample=sample, key=f"1-{n:04d}", source=source, page=1, stratum="typed"
        )
        for n in range(5)
    ]

    def say(by: str, words: str) -> None:
        for page, word in zip(pages, words, strict=True):
            if word != "-":
                SampleAnswerRow.objects.create(item=page, by=by, missed=word == "m")

    say("Ada Wren", "mm0-0")
    say("Ben Ito", "0m0m0")
    say("Ben Ito", "m----")
    say("Cora Lind", "---0-")

    found = {(p.first, p.second): p.table for p in pairs()}
    assert found == {
        ("Ada Wren", "Ben Ito"): Agreement(both=2, first=0, second=0, neither=2),
        ("Ben Ito", "Cora Lind"): Agreement(both=0, first=1, second=0, neither=0),
    }
