from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typesetting import LEFT, TOP, grid_page, page_of

from goodcause.base.geometry import Box
from goodcause.findings.examine import examine
from goodcause.findings.finding import Finding, Layout
from goodcause.pages.page import Channel, Hidden, Page, Word


def found(page: Page, role: str = "applicant") -> list[Finding]:
    return list(examine("d1", [page], role).findings)


def test_ink_that_nobody_could_read_is_found_in_the_box_of_its_label() -> None:
    ink = Box(LEFT + 40, TOP + 70, LEFT + 500, TOP + 120)
    page = grid_page([["Social Security No.|"], ["Height|"]], ink=[ink])

    (finding,) = found(page)

    assert (finding.category, finding.text, finding.span.words) == ("ssn", "", ())
    assert finding.span.layout is Layout.CELL
    assert finding.span.region is not None
    assert finding.span.region.contains(ink)


def test_ink_beside_a_label_without_rules_is_found() -> None:
    page = page_of("Date of Birth:", ink=[Box(LEFT + 400, TOP, LEFT + 700, TOP + 45)])

    assert [(f.category, f.text) for f in found(page)] == [("date_of_birth", "")]


def test_an_empty_box_is_no_finding() -> None:
    page = grid_page([["Social Security No.|", "Date of Birth|"], ["Place of Birth|", "Sex|M"]])

    assert found(page) == []
    assert found(page_of("Date of Birth:        Place of Birth:")) == []


def test_the_region_leaves_the_label_and_the_neighbours() -> None:
    page = grid_page([["Date of Birth|03/14/1951", "Height|5-10"]])

    (finding,) = found(page)

    region = finding.span.region
    assert region is not None
    for index, word in enumerate(page.words):
        assert region.meets(word.box) == (index in finding.span.words), word.text


def test_section_headings_decide_whose_address_it_is() -> None:
    page = page_of(
        "APPLICANT INFORMATION\nAddress: 12 Elm Street, Galt, CA 95632\n"
        "EMPLOYMENT INFORMATION\nAddress: 14 Oak Street, Galt, CA 95632\n"
        "REFERENCES\nName: Ann Lee\nAddress: 16 Fir Street, Galt, CA 95632\nPhone: 555-0133\n"
    )

    assert [f.category for f in found(page)] == [
        "home_address",
        "work_address",
        "third_party_contact",
        "third_party_contact",
    ]


def test_the_heading_of_a_column_types_its_rows() -> None:
    page = grid_page(
        [
            ["PREVIOUS ADDRESSES"],
            ["From", "To", "Address"],
            ["1/95", "2/97", "88 Orchard Row, Fresno"],
            ["3/97", "4/99", "90 Orchard Row, Fresno"],
        ],
        high=70,
    )

    assert [(f.category, f.text) for f in found(page)] == [
        ("prior_address", "88 Orchard Row, Fresno"),
        ("prior_address", "90 Orchard Row, Fresno"),
    ]


def test_misread_labels_are_still_labels() -> None:
    page = page_of(
        "Date of Brith: 03/14/1951\nSocia1 Securty No.: 900-52-7714\nPIace of Birth: Fresno\n"
        "D.O.B.: 03/14/1951\nResidenceAddress: 12 Elm Street, Galt"
    )

    assert [f.category for f in found(page)] == [
        "date_of_birth",
        "ssn",
        "place_of_birth",
        "date_of_birth",
        "home_address",
    ]


def test_the_date_of_a_signature_is_no_birth_date() -> None:
    assert found(page_of("Applicant Signature: ________   Date: 03/14/1999")) == []


def test_a_filing_has_numbers_and_dates_but_no_addresses() -> None:
    page = page_of(
        "Residence: 12 Elm Street, Galt, CA 95632.  Account No. 639-614359.\n"
        "Social Security No. 900-52-7714, born March 14, 1951."
    )

    categories = {f.category for f in found(page, "filing")}

    assert categories == {"account_number", "ssn", "date_of_birth"}


def test_a_filing_names_children_but_initials_stay() -> None:
    page = page_of("The minor child Jane Roe lives with J.R., a minor, and Luis Garza, a minor.")

    assert [f.text for f in found(page, "filing")] == ["Jane Roe", "Luis Garza,"]


def test_flags_name_hidden_text_blank_pages_and_second_applicants_without_values() -> None:
    hidden = [Hidden(Channel.FORM_VALUE, "SSN 900-52-7714")]
    pages = [
        page_of("Name (Last, First, Middle): Lee, Ann", hidden=hidden),
        page_of("Name (Last, First, Middle): Garza, Luis", number=2),
        page_of("", number=3),
    ]

    flags = " / ".join(examine("d1", pages, "applicant").flags)

    assert "page 1 carries a ssn that the eye cannot see (form value)" in flags
    assert "page 3 has no text" in flags
    assert "two files in one?" in flags
    assert "900-52" not in flags
    assert "Garza" not in flags


def test_the_reason_can_be_read_by_a_lawyer() -> None:
    (finding,) = found(page_of("Date of Birth: 03/14/1951"))

    assert finding.because.startswith('the box labelled "Date of Birth", which holds a date')
    assert finding.because.endswith("on page 1")
    assert finding.label_text == "Date of Birth"


hostile = st.lists(
    st.builds(
        lambda text, x, y, w, h, line: (text, Box(x, y, x + w, y + h), line),
        st.text(min_size=1, max_size=30).filter(str.strip),
        st.integers(-9_999, 9_999),
        st.integers(-9_999, 9_999),
        st.integers(0, 30_000),
        st.integers(0, 30_000),
        st.integers(0, 9),
    ),
    max_size=25,
)


@given(hostile, st.lists(st.sampled_from(["SSN:", "Date of Birth", "Address", "("]), max_size=4))
def test_no_page_can_stop_the_examination(
    raw: list[tuple[str, Box, int]], labels: list[str]
) -> None:
    raw += [(label, Box(0, 0, 100, 40), i) for i, label in enumerate(labels)]
    words = tuple(
        Word(text, box, line) for text, box, line in sorted(raw, key=lambda r: (r[2], r[1].left))
    )
    rules = tuple(box for _, box, _ in raw)
    page = Page(number=1, width=2550, height=3300, words=words, rules=rules, low_ink=rules)

    for finding in examine("d1", [page], "applicant").findings:
        assert 0.0 <= finding.probability <= 1.0
        assert all(0 <= w < len(words) for w in finding.span.words)


@pytest.mark.parametrize("role", ["applicant", "filing"])
@pytest.mark.parametrize(
    "rows",
    [
        [["Dated|this 5th day of August, 1999", "Signature|A. Quist"]],
        [["Date|August 5, 1999", "Place|Galt, California"]],
        [["DATED:", "08/05/1999"]],
        [["Date", "Signed"], ["08/05/1999", "A. Quist"]],
    ],
)
def test_a_box_for_the_date_of_a_signature_is_no_birth_date(
    rows: list[list[str]], role: str
) -> None:
    found = examine("d1", [grid_page(rows)], role).findings

    assert not [f for f in found if f.category in ("date_of_birth", "place_of_birth")]


def test_labels_are_read_through_misread_letters_and_brackets() -> None:
    labels = {
        "Pace of Birth {City, County, State)": "place_of_birth",
        "Calif. DL/1D": "driver_license",
        "SOC SEC?F": "ssn",
        "Recidence Addrese (Number, Street]": "home_address",
    }
    for label, category in labels.items():
        page = grid_page([[f"{label}|", "Height|"]], ink=[Box(LEFT + 40, TOP + 70, 700, TOP + 120)])
        assert [f.category for f in found(page)] == [category], label


def test_a_unit_sign_in_an_address_opens_no_box() -> None:
    page = grid_page([["Residence Address|4417 Old Mill Street, # 37, Citrus Heights, CA 95688"]])

    (finding,) = found(page)

    assert finding.category == "home_address"
    assert finding.text.startswith("4417") and finding.text.endswith("95688")


def test_a_number_after_a_reference_address_is_the_references() -> None:
    text = "REFERENCES\nAnn B. Quist, Minister\n2956 Sorrel Street, Sacramento, CA 95814 555-0151"

    assert ("third_party_contact", "555-0151") in {
        (f.category, f.text) for f in found(page_of(text))
    }


def test_a_word_that_is_nearly_two_words_of_a_label_is_none() -> None:
    assert found(page_of("Taxi 555\n\nCall (916) 555-0100 between 8 and 5")) != []
    assert not [f for f in found(page_of("Call (916) 555-0100")) if f.category == "driver_license"]


def test_a_speck_between_a_caption_and_its_value_hides_nothing() -> None:
    page = page_of("SOCIAL SECURITY NO.     OCCUPATION\n  _\n900-52-7714             Florist")

    assert [(f.category, f.text) for f in found(page)] == [("ssn", "900-52-7714")]
    assert examine("d1", [page], "applicant").subject.evidence[0].occupation == "private"
