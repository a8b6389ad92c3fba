"""What became of an application is read from the office's own words, and from nobody else's."""

from __future__ import annotations

from datetime import date

import pytest

from goodcause.base.geometry import Box
from goodcause.linkage.facts import Outcome
from goodcause.linkage.outcomes import Told, decision_of, told_by
from goodcause.pages.page import Page, Word

DAY = date(1999, 9, 1)
ABOUT = "LICENSE TO CARRY CONCEALED PISTOL"


def page(*lines: str) -> Page:
    """A page of lines; three spaces part the cells of one."""
    words = []
    for n, line in enumerate(lines):
        left = 100
        for cell in line.split("   "):
            for text in cell.split():
                width = 20 * len(text)
                words.append(Word(text, Box(left, 100 + 60 * n, left + width, 140 + 60 * n), n))
                left += width + 20
            left += 200
    return Page(number=1, width=2550, height=3300, words=tuple(words))


def decision(*lines: str) -> Told | None:
    return decision_of(told_by(page(*lines)))


@pytest.mark.parametrize(
    ("lines", "outcome", "day"),
    [
        (("Your application for a license to carry a concealed weapon, file no. 12, was approved",
          "after your interview on September 1, 1999. Please call."), Outcome.ISSUED, DAY),
        (("September 1, 1999", "Dear Applicant:", "Your application has been denied."),
         Outcome.DENIED, DAY),
        (("We regret that your request for a permit is hereby refused.",), Outcome.DENIED, None),
        (("Your license was renewed on 9/1/1999.",), Outcome.ISSUED, DAY),
        (("This application was withdrawn on 09/01/1999 at his own wish.",), Outcome.WITHDRAWN,
         DAY),
        ((ABOUT, "NAME   Pia Wisteria", "ISSUED   09/01/1999   EXPIRES   09/01/2001"),
         Outcome.ISSUED, DAY),
        ((ABOUT, "Date of issue: 09/01/1999"), Outcome.ISSUED, DAY),
        ((ABOUT, "FOR OFFICE USE ONLY", "Approved ____   Denied __X__   Date 09/01/1999"),
         Outcome.DENIED, DAY),
        ((ABOUT, "[X] Approved   [ ] Denied"), Outcome.ISSUED, None),
        (("Denied on: 09/01/1999 for want of good cause to carry concealed",), Outcome.DENIED, DAY),
    ],
)  # fmt: skip
def test_the_offices_words_are_read(
    lines: tuple[str, ...], outcome: Outcome, day: date | None
) -> None:
    found = decision(*lines)

    assert found is not None
    assert (found.outcome, found.day) == (outcome, day)


@pytest.mark.parametrize(
    "lines",
    [
        ("Have you ever applied for and been denied a license to carry a concealed weapon?",),
        ("A prior license, No. 12, was issued by this county and never revoked.",),
        ("My neighbour's permit was issued on 9/1/1999 and he carries concealed.",),
        ("If your application is approved before September 1, 1999 you will be called.",),
        ("DRIVER LICENSE", "ISSUED   09/01/1999"),
        (ABOUT, "Approved ____   Denied ____   By ______"),
        (ABOUT, "[ ] Approved   [ ] Denied"),
        (ABOUT, "[X] Approved   [X] Denied"),
        (ABOUT, "I was there when it was issued 9/1/1999 to a friend of mine"),
        (ABOUT, "Sacramento SO, issued 1994"),
    ],
)
def test_other_peoples_words_and_empty_boxes_decide_nothing(lines: tuple[str, ...]) -> None:
    assert decision(*lines) is None


def test_the_first_decision_counts() -> None:
    found = decision(ABOUT, "ISSUED   09/01/2001", "Denied: 09/01/1999")

    assert found is not None
    assert (found.outcome, found.day) == (Outcome.DENIED, DAY)


def test_papers_that_say_both_of_one_day_decide_nothing() -> None:
    assert decision(ABOUT, "Issued: 09/01/1999", "Denied: 09/01/1999") is None


def test_the_words_are_where_the_box_is() -> None:
    found = decision(ABOUT, "NAME   Pia Wisteria", "ISSUED   09/01/1999")

    assert found is not None
    assert found.box == (100, 220, 640, 260)


def test_the_day_of_applying_is_no_decision() -> None:
    (told,) = told_by(page("Date of application: 09/01/1999"))

    assert (told.outcome, told.day) == (Outcome.UNKNOWN, DAY)
