"""Whose telephone number and address stand in a letterhead, a signature block, a bill."""

from __future__ import annotations

import pytest
from typesetting import page_of

from goodcause.findings.examine import examine
from goodcause.findings.propagate import KnownValue, spread

BODY = "\n\nRe: CCW application of Thelma Quist\n\nMs. Quist has held an account here since 1986."
HEADS = {
    "bank": "Tule River Savings\n400 Capitol Avenue, Sacramento, CA 95814\n(916) 555-0140",
    "utility": "Delta Light and Water\nP.O. Box 1540, Sacramento, CA 95852\n916-555-0122",
    "lawyer": "Harkness and Bell, Attorneys\n77 Seventh Street, Sacramento, CA 95814\n555-0177",
    "court": "SUPERIOR COURT\n720 Ninth Street, Sacramento, CA 95814\n(916) 555-0118",
}


def categories(text: str) -> set[str]:
    return {f.category for f in examine("d1", [page_of(text)], "applicant").findings}


@pytest.mark.parametrize("head", HEADS)
def test_a_letterhead_is_the_senders_and_not_the_subjects_home(head: str) -> None:
    found = categories(HEADS[head] + BODY)

    assert not found & {"home_address", "home_phone"}


@pytest.mark.parametrize("head", HEADS)
def test_so_is_the_same_block_under_the_signature(head: str) -> None:
    found = categories(f"{BODY}\n\nYours truly,\n\nA. Harkness\n{HEADS[head]}")

    assert not found & {"home_address", "home_phone"}


def test_the_block_under_the_subjects_own_name_is_home() -> None:
    text = "Thelma Quist\n2817 Sorrel Lane, Galt, CA 95632\n(209) 555-0163" + BODY

    assert {"home_address", "home_phone"} <= categories(text)


def test_a_private_letter_opens_with_its_writers_home() -> None:
    text = "2817 Sorrel Lane, Galt, CA 95632\n\nMay 3, 1999\n\nDear Sheriff, I ask for a permit."

    assert "home_address" in categories(text)


def test_a_known_home_is_found_even_in_a_letterhead() -> None:
    pages = [page_of(HEADS["lawyer"] + BODY)]
    known = (
        KnownValue("home_address", "77 seventh st", "p1"),
        KnownValue("home_phone", "9165550177", "p1"),
    )
    first = examine("d1", pages, "applicant")

    found = spread(first, pages, known)

    assert {f.category for f in found} == {"home_address", "home_phone"}
    assert not {f.key for f in found} & {f.key for f in first.findings}


def test_a_letterheads_number_one_digit_from_home_stays_the_senders() -> None:
    pages = [page_of(HEADS["bank"] + BODY)]
    known = (KnownValue("home_phone", "9165550141", "p1"),)

    assert spread(examine("d1", pages, "applicant"), pages, known) == ()
