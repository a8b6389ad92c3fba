"""A comparison from a case's own pages: applications, what became of them, and who gave."""

from __future__ import annotations

import csv
from pathlib import Path

import pikepdf
import pytest

from goodcause.base.errors import UsageError
from goodcause.engine.inline import Inline
from goodcause.pipeline.compare import Compared, Wanted, compare_case
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.store.matter import Matter

from tests.pipeline.making import DAY, registered
from tests.pipeline.papers import HONORARY, JEWELER, JUDGE, Applicant, application, letter_of

GIFTS = """last,first,street,city,zip,occupation,employer,received,amount,kind
Delgado,Anton,4417 Meadowgate Ln,Carmichael,95608,Jeweler,Harbor Lamp Works,1998-11-01,250,IND
Quillfeather,Sven,1 Pine Rd,Lodi,95240,Nurse,,1998-12-01,100,IND
"""


def decided(path: Path, who: Applicant, outcome: str) -> None:
    """An application with the sheet that says what became of it."""
    sheet = letter_of(
        path.with_suffix(".sheet"), "Date of application: 01/04/1999", f"{outcome} on: 09/01/1999"
    )
    with pikepdf.open(application(path, who), allow_overwriting_input=True) as pdf:
        with pikepdf.open(sheet) as more:
            pdf.pages.extend(more.pages)
        pdf.save(path)
    sheet.unlink()


@pytest.fixture(scope="module")
def matter(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    folder = tmp_path_factory.mktemp("compared")
    papers = folder / "papers"
    for series in ("ccw", "donor"):
        (papers / series).mkdir(parents=True)
    decided(papers / "ccw" / "a1.pdf", JEWELER, "Issued")
    decided(papers / "ccw" / "a2.pdf", JUDGE, "Denied")
    application(papers / "ccw" / "a3.pdf", HONORARY)
    (papers / "donor" / "list.csv").write_text(GIFTS)
    made = registered(folder / "case", papers)
    read(made, Inline(), Silent())
    return made


def run(matter: Matter, out: Path, *, served: bool = False) -> Compared:
    return compare_case(matter, None, Wanted(out=out, today=DAY, served=served))


def rows(made: Compared, name: str) -> list[dict[str, str]]:
    with (made.folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_who_gave_and_what_became_of_it_is_read_from_the_papers(
    matter: Matter, tmp_path: Path
) -> None:
    made = run(matter, tmp_path / "out")
    (same,) = [r for r in rows(made, "pairs.csv") if r["link_type"] == "same_person"]

    assert same["standing"] == "automatic"
    assert "list.csv" in same["gift_at"]
    assert made.answers is not None
    table = made.answers.main.table
    assert (table.a, table.b, table.c, table.d) == (1, 0, 0, 1)
    places = rows(made, "places.csv")
    assert {r["figure"] for r in places} == {"donors, issued", "others, denied", "others, unknown"}
    (gift,) = [r for r in places if r["what is found"].startswith("gift")]
    assert gift["cannot be found because"].endswith("the link rests on more than is served")
    (days,) = made.answers.days
    assert days == 304


def test_a_home_that_is_removed_is_not_compared_by_the_other_side(
    matter: Matter, tmp_path: Path
) -> None:
    def pair(*, served: bool) -> dict[str, str]:
        made = run(matter, tmp_path / str(served), served=served)
        (one,) = [r for r in rows(made, "pairs.csv") if r["link_type"] == "same_person"]
        return one

    ours, theirs = pair(served=False), pair(served=True)

    assert "address" in ours["agrees"]
    assert "address" in theirs["not_compared"]
    assert float(theirs["match_weight"]) < float(ours["match_weight"])
    assert (ours["standing"], theirs["standing"]) == ("automatic", "review")


def test_a_case_without_contributions_is_told_what_to_add(tmp_path: Path) -> None:
    (tmp_path / "papers" / "ccw").mkdir(parents=True)
    application(tmp_path / "papers" / "ccw" / "a.pdf", JEWELER)
    alone = registered(tmp_path / "case", tmp_path / "papers")
    read(alone, Inline(), Silent())

    with pytest.raises(UsageError, match="no schedule or table of contributions"):
        run(alone, tmp_path / "out")
