from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typesetting import page_of

from goodcause.findings.examine import examine
from goodcause.findings.propagate import KnownValue, known_values, spread
from goodcause.findings.values import normal

KNOWN = (
    KnownValue("home_address", "2218 quail hollow ct", "p1"),
    KnownValue("ssn", "900412268", "p1"),
    KnownValue("home_phone", "9165550119", "p1"),
    KnownValue("driver_license", "N4410937", "p1"),
    KnownValue("date_of_birth", "1948-09-27", "p1"),
)


def copies(text: str, role: str = "applicant") -> list[tuple[str, str]]:
    page = page_of(text)
    examined = examine("d2", [page_of("nothing here")], role)
    return [(f.category, f.text) for f in spread(examined, [page], KNOWN)]


@pytest.mark.parametrize(
    ("text", "category", "found"),
    [
        ("sent to 2218 Quail Hollow Ct. today", "home_address", "2218 Quail Hollow Ct."),
        ("sent to 2218 QUAIL HOLLOW COURT", "home_address", "2218 QUAIL HOLLOW COURT"),
        ("sent to 22l8 Quai1 Hollow Court", "home_address", "22l8 Quai1 Hollow Court"),
        ("near 2218 Quail\nHollow Court, Galt", "home_address", "2218 Quail Hollow Court,"),
        ("ref 9OO 41 2268 on file", "ssn", "9OO 41 2268"),
        ("ref 900-41-2269 on file", "ssn", "900-41-2269"),
        ("ring 555-0119 please", "home_phone", "555-0119"),
        ("id N 4410937 shown", "driver_license", "N 4410937"),
        ("on Sept. 27, 1948 in town", "date_of_birth", "Sept. 27, 1948"),
    ],
)
def test_a_known_value_is_found_however_it_is_written(text: str, category: str, found: str) -> None:
    assert (category, found) in copies(text)


@pytest.mark.parametrize(
    "text",
    [
        "2219 Quail Hollow Court",
        "2218 Quiet Harbor Court",
        "900-52-7714 and 916-555-0143",
        "on September 28, 1948",
    ],
)
def test_what_only_resembles_a_known_value_is_left(text: str) -> None:
    assert copies(text) == []


def test_nothing_is_spread_to_donor_lists() -> None:
    assert copies("2218 Quail Hollow Court", "donor") == []


def test_the_copy_of_a_labelled_address_is_found_in_the_same_document() -> None:
    pages = [
        page_of("Residence Address: 2218 Quail Hollow Court, Sacramento, CA 95864"),
        page_of("Two letters were left. 2218 Quail Hollow Ct has a gate.", number=2),
    ]

    examined = examine("d1", pages, "applicant")

    assert [f.span.page for f in examined.findings if f.category == "home_address"] == [1, 2]


def test_only_confident_values_are_worth_looking_for() -> None:
    examined = examine(
        "d1", [page_of("Social Security No.: 900-41-2268  Place of Birth: Galt")], "applicant"
    )

    assert known_values(examined.findings, "p1") == (KnownValue("ssn", "900412268", "p1"),)


def test_a_mothers_maiden_name_is_found_again_where_it_speaks_of_her_family() -> None:
    text = (
        "Mother's Maiden Name: Prendergast\n\nThe security word is Prendergast.\n\n"
        "My uncle, R. Prendergast, has the ranch.\n\nDeputy Prendergast took the report."
    )
    found = examine("d1", [page_of(text)], "applicant").findings

    assert [f.text for f in found if f.category == "mothers_maiden_name"] == [
        "Prendergast",
        "Prendergast.",
        "Prendergast,",
    ]


READ_FOR = {"0": "O", "1": "l", "5": "S", "8": "B", "6": "G", "2": "Z", "4": "A", "9": "g"}


@given(
    st.sampled_from(
        [
            ("ssn", "900-41-2268", "900412268"),
            ("ssn", "900 41 2268", "900412268"),
            ("driver_license", "N4410937", "N4410937"),
            ("home_phone", "(916) 555-0119", "9165550119"),
            ("home_address", "6269 Heron Landing Place", "6269 heron landing"),
            ("home_address", "4197 Blue Oak Row Court, # 29", "4197 blue oak row"),
        ]
    ),
    st.data(),
)
def test_one_sign_misread_or_a_line_that_ends_in_a_value_hides_no_copy(
    copy: tuple[str, str, str], data: st.DataObject
) -> None:
    category, written, _ = copy
    known = KnownValue(category, normal(category, written), "p1")
    after_first = [n for n, c in enumerate(written) if c in READ_FOR and n > 1]
    place = data.draw(st.sampled_from(after_first))
    damaged = written[:place] + READ_FOR[written[place]] + written[place + 1 :]
    gaps = [n for n, c in enumerate(damaged) if c == " "]
    if gaps and data.draw(st.booleans()):
        gap = data.draw(st.sampled_from(gaps))
        damaged = f"{damaged[:gap]}\n{damaged[gap + 1 :]}"
    examined = examine("d2", [page_of("nothing here")], "applicant")
    found = spread(examined, [page_of(f"it was sent to {damaged} in the fall")], [known])

    whole = "".join(c for f in found for c in f.text if c.isalnum())
    assert "".join(c for c in damaged if c.isalnum()) in whole


@given(st.integers(0, 9999))
def test_another_number_of_the_same_exchange_is_another_subscribers(line: int) -> None:
    number = f"{line:04d}"
    found = copies(f"Call him at (916) 555-{number} in the morning.")

    assert bool(found) == (number == "0119")


def test_a_street_whose_kind_has_two_words_goes_whole_with_its_unit() -> None:
    known = [KnownValue("home_address", "4509 orchard row", "p1")]
    page = page_of("He moved to 4509 Orchrd Row Court, No. 28 that year.")
    examined = examine("d2", [page_of("nothing here")], "applicant")

    assert [f.text for f in spread(examined, [page], known)] == ["4509 Orchrd Row Court, No. 28"]
