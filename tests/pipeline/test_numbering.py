from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.errors import CaseError
from goodcause.engine.inline import Inline
from goodcause.intake.source import Kind
from goodcause.pipeline.add import add
from goodcause.pipeline.fates import Disposition, Fate
from goodcause.pipeline.numbering import families, number
from goodcause.pipeline.produce import produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.verification.verify import Depth, verify

from tests.pipeline.making import produced, register, text, wanted
from tests.pipeline.papers import JEWELER, application
from tests.production.making_volumes import rules

RULES = rules()


def fate(key: str, pages: int = 1, **said: object) -> Fate:
    given_fate = Fate(
        key=key,
        path=f"{key}.pdf",
        sha256=key,
        series="ccw",
        kind=Kind.PDF,
        disposition=Disposition.PRODUCED,
        pages=pages,
    )
    return replace(given_fate, **said)  # type: ignore[arg-type]


def begins(every: tuple[Fate, ...]) -> dict[str, str]:
    return {f.key: str(f.begin) if f.begin else "" for f in every}


def test_a_family_stands_together_whatever_the_order_of_registration() -> None:
    mail, other, annex = fate("a", 2, family="a"), fate("b"), fate("c", 3, family="a")
    numbered = number((mail, other, annex), RULES)

    assert begins(numbered) == {"a": "CCW0000001", "c": "CCW0000003", "b": "CCW0000006"}
    assert families(numbered) == (
        ("CCW0000001", ("CCW0000001", "CCW0000005")),
        ("CCW0000003", ("CCW0000001", "CCW0000005")),
    )


def test_a_member_that_is_held_has_a_slip_sheet_in_its_family() -> None:
    held = fate("b", 2, family="a", disposition=Disposition.HELD)
    numbered = number((fate("a", family="a"), held, fate("c")), RULES)

    assert begins(numbered) == {"a": "CCW0000001", "b": "CCW0000002", "c": "CCW0000004"}
    assert [f.slip for f in numbered] == ["", "Held", ""]


def test_a_document_once_served_and_held_now_keeps_its_numbers_with_slip_sheets() -> None:
    held = fate("b", 2, kept="CCW0000002", disposition=Disposition.HELD, reason="a doubt")
    numbered = number((fate("a", kept="CCW0000001"), held, fate("c")), RULES, {"CCW0000002": 2})

    assert begins(numbered) == {"a": "CCW0000001", "b": "CCW0000002", "c": "CCW0000004"}
    assert (numbered[1].slip, numbered[1].pages) == ("Held", 2)
    assert "a doubt; slip sheets" in numbered[1].reason


def test_a_document_that_no_longer_fits_its_numbers_is_held() -> None:
    grown = fate("a", 5, kept="CCW0000001")
    (numbered,) = number((grown,), RULES, {"CCW0000001": 1})

    assert (numbered.disposition, numbered.pages, numbered.slip) == (Disposition.HELD, 1, "Held")
    assert "do not fit" in numbered.reason


def test_a_number_of_an_earlier_volume_is_never_given_again() -> None:
    (numbered,) = number((fate("a"),), RULES, {"CCW0000007": 3})

    assert str(numbered.begin) == "CCW0000010"


def test_two_documents_of_one_number_are_refused_by_name() -> None:
    with pytest.raises(CaseError, match=r"CCW0000002 would stand for both a\.pdf and b\.pdf"):
        number((fate("a", 2, kept="CCW0000001"), fate("b", kept="CCW0000002")), RULES)


def test_held_and_withheld_documents_have_sheets_where_the_specification_wants_them() -> None:
    held = fate("a", 2, disposition=Disposition.HELD)
    unread = fate("b", 0, disposition=Disposition.EXCEPTION)
    numbered = number((held, unread, fate("c")), RULES, sheets=frozenset({Disposition.HELD}))

    assert begins(numbered) == {"a": "CCW0000001", "b": "", "c": "CCW0000003"}


@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.sampled_from(list(Disposition)), st.integers(-1, 5)),
        max_size=12,
    )
)
def test_numbers_of_a_first_volume_have_neither_gap_nor_overlap(
    drawn: list[tuple[int, Disposition, int]],
) -> None:
    every = tuple(
        fate(
            f"s{at:02}",
            pages,
            disposition=disposition,
            family=f"s{head:02}" if 0 <= head <= at else "",
        )
        for at, (pages, disposition, head) in enumerate(drawn)
    )
    spans = sorted((f.begin.number, f.pages) for f in number(every, RULES) if f.begin is not None)

    following = 1
    for begin, pages in spans:
        assert begin == following
        following += pages


def test_the_volume_of_a_document_held_later_has_its_slip_sheet_and_stands(
    tmp_path: Path,
) -> None:
    (tmp_path / "papers" / "ccw").mkdir(parents=True)
    for n, name in enumerate(("a1.pdf", "a2.pdf")):
        who = replace(JEWELER, name=f"Delgado, Anton{'ab'[n]}", ssn=f"90{n}-52-7714")
        application(tmp_path / "papers" / "ccw" / name, who)
    matter, first = produced(tmp_path / "case", tmp_path / "papers")
    # The same file registered in a second series is a doubt that holds it.
    twin = tmp_path / "twin.pdf"
    twin.write_bytes((tmp_path / "papers" / "ccw" / "a1.pdf").read_bytes())
    add(matter, [str(twin)], "volunteer", Silent())
    read(matter, Inline(), Silent())
    second = produce(matter, wanted("VOL002"), Inline(), Silent())

    row = register(second)["a1.pdf"]
    assert (row["disposition"], row["begin_bates"]) == ("held", "CCW0000001")
    assert "Held" in text(second, "CCW0000001").split()
    assert register(second)["a2.pdf"]["begin_bates"] == register(first)["a2.pdf"]["begin_bates"]
    assert not verify(second.folder, depth=Depth(ocr_pages=0, ocr_regions=0)).problems
