"""A folder of documents and an order in, a verified volume out, every file accounted for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from goodcause.engine.inline import Inline
from goodcause.pipeline.produce import Made, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.production.volume import Images
from goodcause.store.matter import Matter

from tests.pipeline.making import digests, produced, register, registered, text, wanted
from tests.pipeline.papers import JEWELER, JUDGE, application, case_papers, memo


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("main")
    return produced(folder / "case", case_papers(folder / "papers"))[1]


def test_every_file_handed_in_has_one_row_with_a_true_disposition(made: Made) -> None:
    rows = {name: row["disposition"] for name, row in register(made).items()}

    assert rows == {
        "a1.pdf": "produced",
        "a2.pdf": "produced",
        "a3.pdf": "held",
        "again.pdf": "duplicate",
        "broken.pdf": "exception",
        "letter.docx": "exception",
        "empty.txt": "exception",
        "more.zip": "exception",
        "note.txt": "produced",
        "list.csv": "produced",
        "transfer.pdf": "withheld",
    }


def test_every_row_that_is_not_produced_says_why(made: Made) -> None:
    silent = [
        name
        for name, row in register(made).items()
        if row["disposition"] != "produced" and not row["reason"]
    ]

    assert silent == []


def test_a_judge_loses_what_the_order_lets_go_and_nothing_else(made: Made) -> None:
    words = text(made, register(made)["a1.pdf"]["begin_bates"])

    for gone in ("2218", "Quail", "555-0119", "900-41-2268", "N4410937", "09/27/1948", "Weed"):
        assert gone not in words
    for kept in ("Ostrander,", "Margaret", "Judge,", "Residence", "Superior", "Occupation"):
        assert kept in words
    assert words.count("REMOVED") == 6


def test_a_jeweler_keeps_address_and_phone(made: Made) -> None:
    words = text(made, register(made)["a2.pdf"]["begin_bates"])

    for gone in ("900-52-7714", "N8812345", "03/14/1951", "Weed"):
        assert gone not in words
    for kept in ("4417", "Meadowgate", "555-0143", "Jeweler", "Harbor"):
        assert kept in words


def test_a_donor_list_goes_out_untouched_beside_a_slip_sheet(made: Made) -> None:
    (native,) = made.folder.glob("NATIVES/*/*.csv")

    assert b"2218 Quail Hollow Court" in native.read_bytes()
    assert "Natively" in text(made, native.stem)


def test_personnel_records_are_not_in_the_volume(made: Made) -> None:
    row = register(made)["transfer.pdf"]

    assert row["begin_bates"] == ""
    assert not any(b"Cosumnes" in p.read_bytes() for p in made.folder.rglob("*") if p.is_file())


def test_served_names_and_side_files_know_nothing_of_sources(made: Made) -> None:
    for path in made.folder.rglob("*"):
        assert "a1" not in path.name
        assert "papers" not in path.as_posix().removeprefix(made.folder.as_posix())
        if path.suffix in {".dat", ".opt", ".csv"} and "NATIVES" not in path.parts:
            assert b"a1.pdf" not in path.read_bytes()


def test_two_judges_who_differ_only_in_what_is_removed_give_the_same_volume(
    made: Made, tmp_path: Path
) -> None:
    other = replace(
        JUDGE,
        ssn="911-08-4437",
        licence="B7731902",
        address="9 Elm, Galt, CA 95632",
        phone="(916) 555-0188",
        born="01/02/1933",
        birthplace="Walla Walla, Washington",
    )
    twin = produced(tmp_path / "case", case_papers(tmp_path / "papers", other))[1]

    assert digests(twin.folder) == digests(made.folder)


def test_images_can_be_served_as_one_tiff_a_page(tmp_path: Path) -> None:
    (tmp_path / "papers" / "ccw").mkdir(parents=True)
    application(tmp_path / "papers" / "ccw" / "a2.pdf", JEWELER)
    matter = registered(tmp_path / "case", tmp_path / "papers")
    read(matter, Inline(), Silent())
    made = produce(matter, wanted(images=Images.TIFF), Inline(), Silent())

    assert [p.name for p in made.folder.glob("IMAGES/*/*")] == ["CCW0000001.tif"]


def test_a_second_volume_keeps_the_numbers_of_the_first(tmp_path: Path) -> None:
    matter, first = produced(tmp_path / "case", case_papers(tmp_path / "papers"))
    second = produce(matter, wanted("VOL002"), Inline(), Silent())

    numbers = {name: row["begin_bates"] for name, row in register(first).items()}
    assert {name: row["begin_bates"] for name, row in register(second).items()} == numbers
    assert isinstance(matter, Matter)


def test_a_document_in_which_a_removed_value_still_stands_is_held_and_the_rest_is_served(
    tmp_path: Path,
) -> None:
    papers = case_papers(tmp_path / "papers")
    memo(papers / "ccw" / "z.pdf", "The parcel was left at 2218 Quail Hollow Court, Sacramento.")
    made = produced(tmp_path / "case", papers)[1]
    rows = register(made)

    assert rows["z.pdf"]["disposition"] == "held"
    assert "a1.pdf can be read" in rows["z.pdf"]["reason"]
    assert rows["a1.pdf"]["disposition"] == "produced"
    assert not list(made.folder.parent.glob("*.rejected"))


def test_a_collection_of_one_printed_form_is_not_taken_for_its_watermark(tmp_path: Path) -> None:
    (tmp_path / "papers" / "ccw").mkdir(parents=True)
    for n in range(8):
        who = replace(JEWELER, name=f"Delgado, Anton{'abcdefgh'[n]}", ssn=f"90{n}-52-771{n}")
        application(tmp_path / "papers" / "ccw" / f"a{n}.pdf", who)
    made = produced(tmp_path / "case", tmp_path / "papers")[1]

    assert {row["disposition"] for row in register(made).values()} == {"produced"}
