from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.ids import Bates
from goodcause.case.specified import (
    MOST_PAGES,
    Citation,
    Served,
    ServedPage,
    pages_of,
    refusals,
    twice,
)

MADE = date(2007, 3, 5)
ANSWERED = date(2007, 4, 2)
TEXT = "Date of application 3 May 2001. Application approved 9 June 2001."


def page(first: str, **more: object) -> ServedPage:
    plain = ServedPage(
        volume="VOL001", to="plaintiffs' counsel", served_on=MADE, document=first, removed={},
        words=TEXT,
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def served() -> Served:
    """Two applications of twelve pages each, a slip sheet, a native, an unreadable page."""
    pages = {}
    for n in range(1, 25):
        first = "CCW0000001" if n <= 12 else "CCW0000013"
        gone = {"home_address": ("D2-1",)} if n == 2 else {}
        pages[f"CCW{n:07d}"] = page(first, removed=gone)
    pages["CCW0000030"] = page("CCW0000030", slip="withheld until counsel decides")
    pages["DON0000001"] = page("DON0000001", native=True, words="")
    pages["CCW0000031"] = page("CCW0000031", words="")
    pages["VOL0000001"] = page("VOL0000001")
    return Served(pages=pages, lodged=frozenset({"PER"}))


GOOD = Citation(
    found="the day on which the application was approved",
    begin="CCW0000001",
    end="CCW0000001",
    where="page 1, box 'For agency use', line 2",
    kind="application",
    dated="2001-05-03",
    custodian="Permits Unit",
    words="approved 9 June 2001",
    index={},
    checked_by="Ada Wren",
    checked_on=date(2007, 3, 20),
)

BAD = {
    "no number": {"begin": "", "end": ""},
    "generic": {"begin": "all documents produced", "end": "all documents produced"},
    "a volume": {"begin": "VOL001", "end": "VOL001"},
    "malformed": {"begin": "CCW-1", "end": "CCW-1"},
    "two series": {"begin": "CCW0000001", "end": "DON0000001"},
    "backwards": {"begin": "CCW0000004", "end": "CCW0000002"},
    "too wide": {"begin": "CCW0000001", "end": "CCW9000000"},
    "lodged with the court": {"begin": "PER0000001", "end": "PER0000001"},
    "not served": {"begin": "CCW0000024", "end": "CCW0000026"},
    "slip sheet": {"begin": "CCW0000030", "end": "CCW0000030", "words": ""},
    "row of a table": {"begin": "DON0000001", "end": "DON0000001", "words": ""},
    "needed field removed": {
        "begin": "CCW0000002", "end": "CCW0000002", "needs": ("home_address",),
    },
    "no index": {"end": "CCW0000011"},
    "index outside the range": {"index": {"CCW0000009": "box 3"}},
    "index incomplete": {"end": "CCW0000014", "index": {"CCW0000002": "box 3"}},
    "nothing found": {"found": "?"},
    "not affirmed": {"found": "the decision may be found there"},
    "no spot": {"where": " "},
    "vague spot": {"where": "throughout the file"},
    "no kind": {"kind": ""},
    "no business record": {"kind": "deposition transcript"},
    "no date": {"dated": ""},
    "no custodian": {"custodian": ""},
    "not checked": {"checked_by": "", "checked_on": None},
    "not a person": {"checked_by": "goodcause"},
    "checked later": {"checked_on": date(2007, 5, 1)},
    "checked before it was served": {"checked_on": date(2007, 3, 1)},
    "nothing to read": {"begin": "CCW0000031", "end": "CCW0000031"},
    "words not there": {"words": "denied 9 June 2001"},
}  # fmt: skip


def test_a_page_that_was_served_and_looked_up_may_be_cited() -> None:
    assert refusals(GOOD, served(), ANSWERED) == ()


def test_a_series_whose_numbers_look_like_a_volumes_name_may_be_cited() -> None:
    cited = replace(GOOD, begin="VOL0000001", end="VOL0000001")

    assert refusals(cited, served(), ANSWERED) == ()


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_citation_is_refused_for_its_own_reason_and_no_other(reason: str) -> None:
    cited = replace(GOOD, **BAD[reason])  # type: ignore[arg-type]
    found = refusals(cited, served(), ANSWERED)

    wanted = "generic" if reason == "a volume" else reason
    assert [r.reason for r in found] == [wanted]
    assert found[0].sentence
    assert "at least" not in found[0].sentence


def test_every_reason_has_words_of_its_own() -> None:
    said = [refusals(replace(GOOD, **bad), served(), ANSWERED)[0].sentence for bad in BAD.values()]  # type: ignore[arg-type]

    assert len(set(said)) == len(BAD)


def test_a_removed_field_that_the_answer_does_not_need_is_no_hindrance() -> None:
    cited = replace(GOOD, begin="CCW0000002", end="CCW0000002", needs=("weapon",))

    assert refusals(cited, served(), ANSWERED) == ()


def test_one_page_of_many_from_which_the_field_is_gone_is_enough_to_refuse() -> None:
    cited = replace(GOOD, end="CCW0000004", needs=("home_address",))
    (found,) = refusals(cited, served(), ANSWERED)

    assert found.reason == "needed field removed"
    assert "CCW0000002" in found.sentence
    assert "D2-1" in found.sentence


def test_a_long_range_with_an_index_into_each_document_may_be_cited() -> None:
    index = {"CCW0000003": "section 7, box 3", "CCW0000020": "section 7, box 3"}

    assert refusals(replace(GOOD, end="CCW0000024", index=index), served(), ANSWERED) == ()


def test_what_is_cited_twice_for_the_same_thing_is_found() -> None:
    other = replace(GOOD, found="the day of the application")

    assert twice([GOOD, other, replace(GOOD, where="elsewhere on it")]) == (
        replace(GOOD, where="elsewhere on it"),
    )


@given(st.integers(1, 24), st.integers(0, 40))
def test_a_range_is_accepted_only_if_all_of_it_was_served(first: int, more: int) -> None:
    start = Bates.parse(f"CCW{first:07d}")
    cited = replace(GOOD, begin=str(start), end=str(start.plus(more)), words="")
    reasons = {r.reason for r in refusals(cited, served(), ANSWERED)}

    assert ("not served" in reasons) == any(
        str(start.plus(n)) not in served().pages for n in range(more + 1)
    )
    assert ("no index" in reasons) == (more + 1 > MOST_PAGES)
    assert pages_of([cited, cited]) == more + 1
