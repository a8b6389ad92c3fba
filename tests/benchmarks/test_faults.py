"""A few faults at drawn moments; `make soak` does the same with fifty."""

from __future__ import annotations

import random
from pathlib import Path

from benchmarks.faults import Tally, calm, disturbed, on_sqlite


def test_a_case_through_faults_ends_in_the_bytes_of_an_undisturbed_one(tmp_path: Path) -> None:
    tally = Tally()
    with on_sqlite(tmp_path, documents=3) as bench:
        expected = calm(bench)
        disturbed(bench, expected, random.Random(5), tally)  # noqa: S311  no secret

    assert tally.all >= 2
