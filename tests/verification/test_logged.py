"""How many labels a page prints, counted in its words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goodcause.verification.logged import Logged, printed_labels

LABELS = ("REMOVED", "REMOVED BY COURT", "BY", "[1] REMOVED")


@given(st.lists(st.sampled_from([*LABELS, "home", "BY COURT", "[2]"])))
def test_a_word_is_never_counted_for_two_labels(parts: list[str]) -> None:
    words = " ".join(parts).split()

    found = printed_labels(LABELS, words)

    assert sum(len(label.split()) * count for label, count in found.items()) <= len(words)
    assert found["REMOVED BY COURT"] == " ".join(words).count("REMOVED BY COURT")


@given(st.integers(0, 9), st.integers(0, 9))
def test_labels_that_adjoin_are_counted_each(before: int, after: int) -> None:
    words = [*("(TAKEN OUT) " * before).split(), "word", *("(TAKEN OUT) " * after).split()]

    assert printed_labels(["(TAKEN OUT)"], words)["(TAKEN OUT)"] == before + after


def test_a_label_within_another_counts_only_where_it_stands_alone() -> None:
    words = ["REMOVED", "BY", "COURT", "and", "REMOVED", "there"]

    assert printed_labels(LABELS, words) == {"REMOVED BY COURT": 1, "REMOVED": 1}


def test_the_labels_of_a_page_are_the_sum_over_its_rows() -> None:
    rows = [
        {"bates": "C0001", "document": "C0001", "label": "REMOVED", "labels": "2"},
        {"bates": "C0001", "document": "C0001", "label": "REMOVED", "labels": "0"},
        {"bates": "C0002", "document": "C0001", "label": "'=REMOVED", "labels": "1"},
    ]

    logged = Logged(rows)

    due = logged.of("C0001")["REMOVED"]
    assert (due.rows, due.printed) == (2, 2)
    assert [due.fault(found) == "" for found in (0, 1, 2, 3)] == [False, False, True, False]
    assert set(logged.of("C0002")) == {"=REMOVED"}
    assert set(logged.beside("C0001")) == {"REMOVED", "=REMOVED"}
