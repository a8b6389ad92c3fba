"""A comparison from a case's own pages: applications, what became of them, and who gave."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from goodcause.base.errors import UsageError
from goodcause.engine.inline import Inline
from goodcause.pipeline.compare import Compared, Wanted, compare_case
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.store.matter import Matter

from benchmarks.linkage.schedules import Entry, paper
from tests.pipeline.making import DAY, registered
from tests.pipeline.papers import HONORARY, JEWELER, JUDGE, Applicant, application, letter_of

GIFTS = """last,first,street,city,zip,occupation,employer,received,amount,kind
Delgado,Anton,4417 Meadowgate Ln,Carmichael,95608,Jeweler,Harbor Lamp Works,1998-11-01,250,IND
Quillfeather,Sven,1 Pine Rd,Lodi,95240,Nurse,,1998-12-01,100,IND
"""

SCHEDULED = Entry(
    day="11/01/1998", name="Delgado, Anton", street="4417 Meadowgate Ln", town="Carmichael",
    zip="95608", code="IND", work="Jeweler", employer="Harbor Lamp Works", amount=Decimal(250),
)  # fmt: skip
"""The first gift of the table again, on paper."""


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
    (papers / "donor" / "schedule.pdf").write_bytes(paper([SCHEDULED], "plain").pdf)
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
    gift, again = [r for r in places if r["what is found"].startswith("gift")]
    assert gift["cannot be found because"].endswith("the link rests on more than is served")
    assert again["what is found"].endswith("as another paper tells it")
    assert again["where on the page"].startswith("Schedule A, line 1")
    outcomes = [r for r in places if r["what is found"].startswith("outcome")]
    assert [r["what is found"] for r in outcomes] == [
        "outcome, issued, 1999-09-01",
        "outcome, denied, 1999-09-01",
    ]
    assert all(r["page or row"] == "2" for r in outcomes)
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


SERVED = ("pairs.csv", "review.csv", "report.html", "places.csv", "notices.csv", "model.json")


def served_of(folder: Path, who: Applicant, judge: Applicant) -> dict[str, bytes]:
    """What goes to the other side, of a case with these two and a paper that is held."""
    papers = folder / "papers"
    for series in ("ccw", "donor", "personnel"):
        (papers / series).mkdir(parents=True)
    decided(papers / "ccw" / "a1.pdf", who, "Issued")
    decided(papers / "ccw" / "a2.pdf", judge, "Denied")
    application(papers / "ccw" / "a3.pdf", replace(HONORARY, name=f"Perrin, {who.ssn[-1]}. D."))
    letter_of(papers / "personnel" / "p.pdf", "Name: Delgado, Anton Jose", f"SSN {who.ssn}")
    (papers / "donor" / "list.csv").write_text(GIFTS)
    made = registered(folder / "case", papers)
    read(made, Inline(), Silent())
    done = run(made, folder / "out", served=True)
    return {path.name: path.read_bytes() for path in sorted(done.folder.iterdir())}


def test_what_the_other_side_gets_is_the_same_whatever_was_removed(tmp_path: Path) -> None:
    """Numbers, births, a judge's home, and papers that are held or go to the court differ."""
    one = served_of(tmp_path / "one", JEWELER, JUDGE)
    other_home = replace(JUDGE, address="77 Canyon Crest Rd, Lodi, CA 95240", ssn="900-55-1212")
    other = served_of(
        tmp_path / "other",
        replace(JEWELER, ssn="900-66-4321", licence="D7654321", born="02/03/1944"),
        other_home,
    )

    assert set(one) >= set(SERVED)
    assert one == other
    assert b"roster_member" not in one["pairs.csv"]
    assert b"Perrin" not in b"".join(one[name] for name in SERVED)
