"""Agreement of two readers: a published table, and what must hold of any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.agreement import Agreement, agreement

TABLES = st.builds(
    Agreement,
    both=st.integers(0, 60), first=st.integers(0, 60),
    second=st.integers(0, 60), neither=st.integers(0, 60),
)  # fmt: skip


def test_kappa_is_that_of_a_table_worked_by_hand() -> None:
    # 20 and 15 agreed, 5 and 10 not: 0.7 seen, 0.5 by chance.
    table = Agreement(both=20, first=5, second=10, neither=15)

    assert table.chance == pytest.approx(0.5)
    assert table.kappa == pytest.approx(0.4)
    assert table.interval == pytest.approx((0.146, 0.654), abs=5e-4)


def test_a_high_share_may_be_no_more_than_chance() -> None:
    rare = Agreement(both=0, first=5, second=5, neither=90)

    assert rare.agreed == 90
    assert rare.kappa is not None and rare.kappa < 0


def test_where_both_always_say_the_same_nothing_is_claimed() -> None:
    assert Agreement(both=0, first=0, second=0, neither=200).kappa is None
    assert agreement([]).kappa is None
    assert agreement([]).interval is None


@given(TABLES)
def test_who_is_called_first_changes_nothing(table: Agreement) -> None:
    turned = Agreement(
        both=table.both, first=table.second, second=table.first, neither=table.neither
    )

    assert table.kappa == pytest.approx(turned.kappa)


@given(TABLES)
def test_kappa_is_one_only_where_they_always_agree(table: Agreement) -> None:
    if table.kappa is not None:
        assert -1 <= table.kappa <= 1
        assert (table.kappa == pytest.approx(1)) == (table.agreed == table.pages)


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_every_page_is_counted_once(said: list[tuple[bool, bool]]) -> None:
    table = agreement(said)

    assert table.pages == len(said)
    assert table.agreed == sum(a == b for a, b in said)
