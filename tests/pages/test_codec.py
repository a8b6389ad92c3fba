from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.base.geometry import Box
from goodcause.pages.codec import pages_from_bytes, pages_to_bytes
from goodcause.pages.page import Channel, Hidden, Origin, Page, Word

sides = st.integers(-10_000, 100_000)
boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    sides,
    sides,
    st.integers(0, 9_999),
    st.integers(0, 9_999),
)
any_text = st.text(st.characters(), max_size=20)  # lone surrogates and control characters too
words = st.builds(
    Word,
    text=any_text,
    box=boxes,
    line=st.integers(0, 500),
    confidence=st.floats(0, 1),
    origin=st.sampled_from(Origin),
)
pages = st.builds(
    Page,
    number=st.integers(1, 5_000),
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    words=st.lists(words, max_size=6).map(tuple),
    rules=st.lists(boxes, max_size=3).map(tuple),
    plate=st.text("0123456789abcdef", max_size=64),
    hidden=st.lists(st.builds(Hidden, st.sampled_from(Channel), any_text), max_size=3).map(tuple),
    notes=st.lists(any_text, max_size=2).map(tuple),
    low_ink=st.lists(boxes, max_size=3).map(tuple),
)


@given(st.lists(pages, max_size=4).map(tuple))
@settings(deadline=None)
def test_any_pages_come_back_and_always_as_the_same_bytes(some: tuple[Page, ...]) -> None:
    data = pages_to_bytes(some)

    assert pages_from_bytes(data) == some
    assert pages_to_bytes(pages_from_bytes(data)) == data


@given(st.binary(max_size=60))
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a blob of pages"):
        pages_from_bytes(data)


@given(st.binary(max_size=60))
def test_bytes_after_the_right_beginning_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"blob of pages|JSON|Expecting"):
        pages_from_bytes(b"GCPG1" + data)


def test_a_page_of_many_words_is_small_and_quick() -> None:
    many = tuple(
        Word(
            f"word{n % 97}",
            Box(n % 20 * 100, n // 20 * 50, n % 20 * 100 + 80, n // 20 * 50 + 40),
            n // 20,
        )
        for n in range(600)
    )
    page = Page(number=1, width=2550, height=3300, words=many)

    start = time.process_time()
    for _ in range(20):
        data = pages_to_bytes([page])
        assert pages_from_bytes(data) == (page,)
    spent = (time.process_time() - start) / 20

    assert len(data) < 8_000
    assert spent < 0.05  # it takes about 2 ms; this only catches a change of its nature
