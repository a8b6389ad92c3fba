"""A removed maiden name that stands again in the person's papers, and one that is a first name."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodcause.pipeline.own_names import OwnNames
from goodcause.pipeline.produce import Made

from tests.pipeline.making import produced, register, text
from tests.pipeline.papers import JEWELER, JUDGE, Applicant, application, letter_of

WORD = "Kestrelwood"


def letter(path: Path, who: Applicant, *lines: str) -> None:
    letter_of(path, f"Applicant Name: {who.name}", f"Social Security No.: {who.ssn}", *lines)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Two people; one's mother's maiden name stands alone elsewhere, one's is his own first."""
    folder = tmp_path_factory.mktemp("maiden")
    ccw = folder / "papers" / "ccw"
    ccw.mkdir(parents=True)
    application(ccw / "a1.pdf", JUDGE)
    letter(ccw / "bank.pdf", JUDGE, f"Mother's maiden name: {WORD}")
    letter(ccw / "note.pdf", JUDGE, f"the word to give is {WORD}, as ever.")
    letter(ccw / "kin.pdf", JUDGE, f"Reference: Tamara {WORD}, who sells lamps.")
    application(ccw / "a2.pdf", JEWELER)
    letter(ccw / "own.pdf", JEWELER, "Mother's maiden name: Anton", "He opens the shop at ten.")
    return produced(folder / "case", folder / "papers")[1]


def test_alone_in_another_paper_it_goes_and_beside_a_name_it_is_told_of(made: Made) -> None:
    rows = register(made)

    for name in ("bank.pdf", "note.pdf"):
        assert WORD not in text(made, rows[name]["begin_bates"])
    assert WORD in text(made, rows["kin.pdf"]["begin_bates"])
    assert "a relative's?" in rows["kin.pdf"]["reason"]


def test_a_maiden_name_that_is_the_applicants_own_first_name_holds_no_paper(made: Made) -> None:
    row = register(made)["own.pdf"]

    assert row["disposition"] == "produced"
    served = text(made, row["begin_bates"])
    assert "Delgado, Anton Jose" in served
    assert served.count("Anton") == 1


@pytest.mark.parametrize(
    ("value", "lawful"),
    [("Anton", True), ("JOSE", True), ("Jose Delgado", True), ("Elaine", True), ("Kestrel", False),
     ("Anton Kestrel", False), ("", False)],
)  # fmt: skip
def test_only_names_that_lawfully_stand_there_are_not_searched_for(
    value: str, lawful: bool
) -> None:
    names = OwnNames({"s1": frozenset({"anton", "jose", "delgado"})}, frozenset({"elaine"}))

    assert names.lawful("s1", "mothers_maiden_name", value) is lawful
    assert not names.lawful("s1", "home_address", value)
