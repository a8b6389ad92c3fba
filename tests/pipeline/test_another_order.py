"""The policy is data: under another order the same program removes other things, otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goodcause.engine.inline import Inline
from goodcause.pipeline.add import add
from goodcause.pipeline.new import new_case
from goodcause.pipeline.produce import Made, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read

from tests.pipeline.making import text, wanted
from tests.pipeline.papers import letter_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("filing")
    letter_of(
        folder / "complaint.pdf",
        "COMPLAINT FOR DAMAGES",
        "1. Plaintiff Harold Quimby, Social Security number 943-12-7781, was",
        "born on March 14, 1951.",
        "2. He opened account number 4471-0098-2213 at Delta Bank on May 3, 2001.",
        "3. His minor child, Jane Ellen Roe, lives with him at 44 Harbor Street, Galt.",
    )
    matter = new_case(folder / "case", "frcp-5-2", None).matter
    add(matter, [str(folder / "complaint.pdf")], "filing", Silent())
    read(matter, Inline(), Silent())
    return produce(matter, replace(wanted(), day=date(2009, 3, 5)), Inline(), Silent())


def test_the_last_four_digits_the_year_and_the_initials_stay(made: Made) -> None:
    words = text(made, "FIL0000001")

    for stays in ("7781", "2213", "1951", "J.E.R."):
        assert stays in words
    for gone in ("943-12", "4471", "March", "Jane", "Ellen"):
        assert gone not in words


def test_an_address_stays_and_no_page_is_marked(made: Made) -> None:
    words = text(made, "FIL0000001")

    assert "44 Harbor Street," in words
    assert "CONFIDENTIAL" not in words
