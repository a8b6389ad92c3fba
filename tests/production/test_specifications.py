"""Volumes in other forms: every packaged specification, read back by parsers of others."""

from __future__ import annotations

import csv
import datetime
import io
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow.csv
import pytest

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.base.ids import Bates
from goodcause.order.order import RuleSet
from goodcause.order.specification import (
    Specification,
    load_specification,
    packaged_specifications,
    parse_specification,
)
from goodcause.pages.plate import Mode
from goodcause.production.assemble import assemble
from goodcause.production.build import build_document
from goodcause.production.columns import About, row
from goodcause.production.facts import VolumeFacts
from goodcause.production.loadfile import ordered
from goodcause.production.slip import WITHHELD, build_slip, copy_native
from goodcause.production.volume import Images, ProducedDocument
from goodcause.verification.loadfiles.check import check_loading
from goodcause.verification.loadfiles.table import read_table
from goodcause.verification.verify import Depth, verify

from tests.production.making_volumes import BARE, drawn, job, plan, rules

PAGE = drawn()
FAMILIES = (
    ("CCW0000001", ("CCW0000001", "CCW0000003")),
    ("CCW0000003", ("CCW0000001", "CCW0000003")),
)
BEGIN = Bates.parse("CCW0000001")
NO_OCR = Depth(ocr_pages=0, ocr_regions=0)


@pytest.fixture(scope="module")
def order() -> RuleSet:
    return rules()


def built(folder: Path, images: Images) -> tuple[ProducedDocument, ...]:
    """A family of two, one with a removal and a tone page; a sheet for one withheld; a native."""
    plans = [plan(PAGE, 1, Box(600, 296, 1100, 350)), plan(PAGE, 2)]
    plates = [PAGE.plate(), PAGE.plate(Mode.TONE)]
    first = build_document(job(plans, images=images), lambda n: plates[n - 1], folder)
    annex = build_document(
        job([plan(PAGE)], "CCW0000003", images=images), lambda _: plates[0], folder
    )
    away = replace(job([plan(PAGE)] * 2, "CCW0000004", images=images), plans=())
    sheets = build_slip(away, folder, WITHHELD)
    slip = replace(job([plan(PAGE)], "DON0000001", BARE, images), plans=())
    source = folder.parent / "donors.csv"
    source.write_bytes(b"name,amount\r\nAble,10\r\n")
    native = build_slip(slip, folder, native=copy_native(slip, source, "csv", folder))
    return first, annex, sheets, native


def made(folder: Path, order: RuleSet, form: Specification) -> tuple[ProducedDocument, ...]:
    documents = built(folder, Images(form.images))
    facts = VolumeFacts(
        name=folder.name,
        to="counsel",
        rules=order,
        documents=documents,
        families=FAMILIES,
        specification=form,
    )
    return assemble(folder, facts).documents


def meant(folder: Path, order: RuleSet, form: Specification) -> list[list[str]]:
    """The table of documents as it was meant, header first."""
    documents = ordered(built(folder.parent / "again" / folder.name, Images(form.images)))
    about = About(
        volume=folder.name,
        folder=folder,
        day=order.day,
        party=order.order.case.producing_party,
        number=order.order.case.number,
        families=dict(FAMILIES),
        begins=tuple(str(d.begin) for d in documents),
    )
    names = [field.name for field in form.fields]
    return [names, *([row(d, about, form)[n] for n in names] for d in documents)]


def by_csv(path: Path, form: Specification) -> list[list[str]]:
    text = path.read_bytes().decode(form.encoding)
    return list(
        csv.reader(io.StringIO(text, newline=""), delimiter=form.between, quotechar=form.quote)
    )


def stripped(rows: list[list[str | None]], quote: str) -> list[list[str]]:
    return [
        [(cell or "").strip("\ufeff").removeprefix(quote).removesuffix(quote) for cell in r]
        for r in rows
    ]


def by_duckdb(path: Path, form: Specification) -> list[list[str]]:
    """DuckDB knows quotes of one byte; another quote is read as a letter and taken off."""
    known = form.quote if form.quote.isascii() else ""
    utf8 = path.with_suffix(".utf8")
    utf8.write_bytes(path.read_bytes().decode(form.encoding).encode())
    found = duckdb.read_csv(
        str(utf8),
        sep=form.between,
        quotechar=known,
        escapechar=known,
        header=False,
        all_varchar=True,
    ).fetchall()
    return stripped([list(each) for each in found], form.quote)


def by_arrow(path: Path, form: Specification) -> list[list[str]]:
    known = form.quote if form.quote.isascii() else False
    table = pyarrow.csv.read_csv(
        io.BytesIO(path.read_bytes().decode(form.encoding).encode()),
        read_options=pyarrow.csv.ReadOptions(autogenerate_column_names=True),
        parse_options=pyarrow.csv.ParseOptions(delimiter=form.between, quote_char=known),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={f"f{at}": pyarrow.string() for at in range(len(form.fields))}
        ),
    )
    return stripped([list(each.values()) for each in table.to_pylist()], form.quote)


@pytest.mark.parametrize("name", packaged_specifications())
def test_a_volume_of_each_specification_is_sound_and_read_back_by_others(
    name: str, order: RuleSet, tmp_path: Path
) -> None:
    form = load_specification(name)
    folder = tmp_path / "VOL001"
    made(folder, order, form)
    dat = folder / "DATA/VOL001.dat"

    assert verify(folder, depth=NO_OCR).problems == ()
    assert [str(f) for f in check_loading(folder).faults if f.grave] == []
    expected = meant(folder, order, form)
    table = read_table(dat.read_bytes())
    assert [list(table.names), *(list(r.cells) for r in table.rows)] == expected
    for parser in (by_csv, by_duckdb, by_arrow):
        assert parser(dat, form) == expected, parser.__name__


def test_single_images_and_pdf_of_one_document_are_one_encode(
    order: RuleSet, tmp_path: Path
) -> None:
    folder = tmp_path / "VOL001"
    first = made(folder, order, load_specification("concordance"))[0]

    assert [Path(i).suffix for i in first.images] == [".tif", ".jpg"]
    pdf = (folder / first.pdf).read_bytes()
    assert (folder / first.images[1]).read_bytes() in pdf
    strip = (folder / first.images[0]).read_bytes()[-400:]
    assert strip in pdf


def test_a_single_image_that_differs_from_its_pdf_is_reported(
    order: RuleSet, tmp_path: Path
) -> None:
    folder = tmp_path / "VOL001"
    made(folder, order, load_specification("concordance"))
    other = folder / "IMAGES/0001/CCW0000004.tif"
    (folder / "IMAGES/0001/CCW0000003.tif").write_bytes(other.read_bytes())

    told = {p.what for p in verify(folder, depth=NO_OCR).problems}

    assert "The single image and the page of the PDF do not have the same pixels." in told


def test_a_family_is_said_in_every_way_a_specification_may_ask(
    order: RuleSet, tmp_path: Path
) -> None:
    folder = tmp_path / "VOL001"
    made(folder, order, load_specification("us-sec"))
    table = read_table((folder / "DATA/VOL001.dat").read_bytes())
    found = [dict(zip(table.names, r.cells, strict=True)) for r in table.rows]

    assert found[0]["ATTACHRANGE"] == found[1]["ATTACHRANGE"] == "CCW0000001 - CCW0000003"
    assert (found[0]["CHILD_BATES"], found[0]["PARENT_BATES"]) == ("CCW0000003", "")
    assert (found[1]["CHILD_BATES"], found[1]["PARENT_BATES"]) == ("", "CCW0000001")
    assert found[3]["FILE_EXTEN"] == "csv"
    assert all(each["SUBJECT"] == each["AUTHOR"] == "" for each in found)


def test_an_lfp_has_a_row_a_page_and_a_child_for_an_attachment(
    order: RuleSet, tmp_path: Path
) -> None:
    folder = tmp_path / "VOL001"
    made(folder, order, load_specification("ipro"))

    assert (folder / "DATA/VOL001.lfp").read_bytes().decode().split("\r\n")[:3] == [
        "IM,CCW0000001,D,0,@VOL001;IMAGES\\0001;CCW0000001.tif;2",
        "IM,CCW0000002,,0,@VOL001;IMAGES\\0001;CCW0000002.jpg;4",
        "IM,CCW0000003,C,0,@VOL001;IMAGES\\0001;CCW0000003.tif;2",
    ]


@pytest.mark.parametrize("name", packaged_specifications())
def test_what_a_volume_carries_of_its_specification_says_all_of_it(name: str) -> None:
    form = load_specification(name)

    again = parse_specification(form.written(), name)

    assert replace(again, sheets=form.sheets, volume_prefix=form.volume_prefix) == form


SOUND = load_specification().written()
MISTAKES = {
    "an unknown key": (SOUND + "colour: red\n", "`colour` is no key"),
    "an unknown thing to hold": (
        SOUND.replace("holds: series", "holds: author"),
        "cannot be `author`",
    ),
    "no first number": (SOUND.replace("holds: begin", "holds: nothing"), "no field holds `begin`"),
    "no text": (SOUND.replace("holds: text_path", "holds: nothing"), "`text_path`"),
    "two fields of one name": (SOUND.replace('"SERIES"', '"VOLUME"'), "called `VOLUME`; rename"),
    "a field a loader misreads": (SOUND.replace('"SERIES"', '"SER^IES"'), "misread"),
    "no OPT": (SOUND.replace("[opt]", "[lfp]"), "image_files: [opt]"),
    "a PDF field and no PDF": (SOUND.replace("holds: series", "holds: pdf_path"), "images: both"),
    "an encoding nobody reads": (SOUND.replace("utf-8-bom", "ebcdic"), "cannot be `ebcdic`"),
    "a form of date nobody reads": (SOUND.replace("MM/DD/YYYY", "MM-YY"), "cannot be `MM-YY`"),
    "folders of one file": (
        SOUND.replace("files_a_folder: 1000", "files_a_folder: 1"),
        "files_a_folder",
    ),
    "no fields": (SOUND.replace("fields:", "felds:"), "`fields` is missing"),
    "an anchor": (SOUND.replace("images: pdf", "images: &a pdf"), "anchors"),
    "nothing": ("", "empty"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_specification_that_cannot_be_met_is_refused_with_its_line(name: str) -> None:
    text, words = MISTAKES[name]

    with pytest.raises(UsageError) as caught:
        parse_specification(text, "firm.yaml")

    assert words in str(caught.value)
    assert all(line.startswith("firm.yaml:") for line in str(caught.value).splitlines())


def test_a_specification_nobody_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="concordance, ipro, relativity, standard, us-sec"):
        load_specification("no-such-firm")


def test_dates_are_written_in_the_form_the_specification_wants(order: RuleSet) -> None:
    form = load_specification("concordance")
    document = ProducedDocument(
        begin=BEGIN,
        end=BEGIN,
        series="ccw",
        tier="AEO",
        images=("IMAGES/0001/CCW0000001.tif",),
        text="TEXT/0001/CCW0000001.txt",
    )

    said = row(document, About(volume="V", day=datetime.date(2007, 3, 5)), form)

    assert said["PRODDATE"] == "20070305"


def test_names_of_columns_that_mislead_do_not_mislead_the_verifier(
    order: RuleSet, tmp_path: Path
) -> None:
    text = SOUND.replace('"SERIES"', '"DATE SENT"').replace('"PAGECOUNT"', '"CONTROL NUMBER"')
    form = parse_specification(text.replace('"BEGBATES"', '"FILESIZE"'), "odd")

    made(tmp_path / "VOL001", order, form)

    assert verify(tmp_path / "VOL001", depth=NO_OCR).problems == ()
