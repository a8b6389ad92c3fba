from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from typesetting import page_of

from goodcause.findings.examine import examine
from goodcause.findings.numbers import find_numbers
from goodcause.findings.values import normal

LOOKS = {
    "0": "0Oo", "1": "1lI", "2": "2Z", "3": "3", "4": "4", "5": "5S", "6": "6G",
    "7": "7", "8": "8B", "9": "9g",
}  # fmt: skip
SEPARATORS = st.sampled_from(["-", "\u2013", " - ", "~", ".", "- "])


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """A number of an area never issued, as written, and as a tired reader of scans has it."""
    digits = draw(st.from_regex(r"9[0-9]{8}", fullmatch=True))
    wrong = draw(st.sets(st.integers(0, 8), max_size=3))
    seen = [draw(st.sampled_from(LOOKS[d])) if i in wrong else d for i, d in enumerate(digits)]
    separator = draw(SEPARATORS)
    parts = ["".join(seen[:3]), "".join(seen[3:5]), "".join(seen[5:])]
    return digits, separator.join(parts)


@given(damaged(), st.sampled_from(["", "Number: ", "(", "of "]), st.sampled_from(["", ".", ")"]))
def test_a_damaged_number_is_found_whole_and_nothing_else(
    number: tuple[str, str], before: str, after: str
) -> None:
    digits, written = number
    text = before + written.replace("\u2013", "-") + after

    hits = [h for h in find_numbers(text) if h.category == "ssn"]

    assert hits
    assert all(
        text[h.start : h.end] == written.replace("\u2013", "-") for h in hits if h.category == "ssn"
    )
    assert normal("ssn", text[hits[0].start : hits[0].end]) == digits


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    for hit in find_numbers(text):
        assert 0 <= hit.start < hit.end <= len(text)


def categories(text: str) -> set[str]:
    return {hit.category for hit in find_numbers(text)}


def test_the_nearest_word_says_whose_telephone_it_is() -> None:
    assert categories("home 916-555-0101") == {"home_phone"}
    assert categories("home or work 916-555-0101") == {"work_phone"}
    assert categories("My mother can be reached at 916-555-0177") == {"third_party_contact"}


def test_an_account_is_no_social_security_number() -> None:
    assert categories("account ending in 8812") == set()
    assert categories("his social ending in 8812") == {"ssn"}


def test_a_serial_number_is_no_licence() -> None:
    assert categories("Sig Sauer P239 9mm N6930688") == set()
    assert categories("gave N6930688 to the clerk") == {"driver_license"}


def test_the_last_four_digits_stay_in_a_filing_and_go_from_an_application() -> None:
    page = page_of("Plaintiff's social security number ending in 8812 appears in Exhibit A.")

    assert not examine("d1", [page], "filing").findings
    assert [f.category for f in examine("d1", [page], "applicant").findings] == ["ssn"]
