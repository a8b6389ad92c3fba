"""The search of many byte strings at once finds what a plain search finds, everywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.verification import windows
from goodcause.verification.windows import Windows

small = st.binary(min_size=7, max_size=12).map(windows.lowered)


@given(
    st.sets(small, min_size=1, max_size=8), st.lists(st.binary(max_size=9), max_size=8), st.data()
)
def test_every_string_is_found_where_it_stands_and_nowhere_else(
    wanted: set[bytes], between: list[bytes], data: st.DataObject
) -> None:
    pieces = [b""]
    for noise in between:
        pieces += [noise, data.draw(st.sampled_from(sorted(wanted)))]
    whole = b"".join(pieces)
    low = windows.lowered(whole)

    found = sorted(Windows(wanted).find(whole))

    expected = sorted(
        (at, one) for one in wanted for at in range(len(low)) if low.startswith(one, at)
    )
    assert found == expected


def test_strings_across_the_edges_of_its_blocks_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "_CHUNK", 16)
    data = bytes(range(60)) + b"quarrystone" + bytes(range(30))
    for shift in range(20):
        found = list(Windows([b"quarrystone"]).find(b"x" * shift + data))
        assert found == [(60 + shift, b"quarrystone")]


def test_capitals_are_found_in_wide_characters_too() -> None:
    wanted = "quarry".encode("utf-16-be")

    assert [at for at, _ in Windows([wanted]).find("QuArRy".encode("utf-16-be"))] == [0]


def test_a_short_string_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 7 bytes"):
        Windows([b"short"])
