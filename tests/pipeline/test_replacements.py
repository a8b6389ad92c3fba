"""A replacement of single images and of a family, and the difference as a signed paper."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from goodcause.engine.inline import Inline
from goodcause.pipeline.differ import differ
from goodcause.pipeline.produce import Made, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.production.signature import Seal
from goodcause.production.volume import Images
from goodcause.store.matter import Matter
from goodcause.verification.verify import verify

from tests.pipeline.making import digests, register, registered, text
from tests.pipeline.papers import JEWELER, JUDGE, application
from tests.pipeline.test_amended_order import (
    NOT_READ,
    amend,
    begin_of,
    replaced_rows,
    reveal,
    volume,
)
from tests.pipeline.test_families import mail
from tests.production.authority import key_file

WORDS = "a made passphrase"
Replaced = tuple[Matter, Made, dict[str, str]]


@pytest.fixture(scope="module")
def replaced(tmp_path_factory: pytest.TempPathFactory) -> Replaced:
    """Served as TIFF: a message that carries an application, and another application. A ruling
    then reveals a number of the one that is carried."""
    folder = tmp_path_factory.mktemp("replaced")
    papers = folder / "papers" / "ccw"
    papers.mkdir(parents=True)
    inner = application(folder / "judge.pdf", JUDGE).read_bytes()
    (papers / "a.eml").write_bytes(mail("It is enclosed.", {"judge.pdf": inner}))
    application(papers / "c.pdf", JEWELER)
    matter = registered(folder / "case", folder / "papers")
    read(matter, Inline(), Silent())
    first = produce(matter, replace(volume("VOL001"), images=Images.TIFF), Inline(), Silent())
    before = digests(first.folder)
    amend(matter, reveal("ssn", "{people: ['Ostrander, Margaret Elaine']}"))
    wanted = replace(volume("VOL002"), images=Images.TIFF)
    return matter, produce(matter, wanted, Inline(), Silent()), before


def rows_of(made: Made) -> list[dict[str, str]]:
    (path,) = (made.folder / "DATA").glob("*.dat")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    names, *rows = ([cell.strip("\u00fe") for cell in line.split("\x14")] for line in lines)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_of_single_images_the_changed_document_alone_is_served_again(replaced: Replaced) -> None:
    matter, made, before = replaced
    carried = begin_of(matter, "judge.pdf")

    assert sorted(p.stem for p in made.folder.glob("IMAGES/*/*")) == [carried]
    assert {p.suffix for p in made.folder.glob("IMAGES/*/*")} <= {".tif", ".jpg"}
    assert JUDGE.ssn in text(made, carried)
    assert "Quail" not in text(made, carried)
    assert digests(matter.volumes / "VOL001") == before
    assert not verify(made.folder, depth=NOT_READ).problems
    assert [row[0] for row in replaced_rows(made) if row[2] == "replaced"] == [carried]


def test_what_is_replaced_keeps_its_place_in_its_family(replaced: Replaced) -> None:
    matter, made, _ = replaced
    (row,) = rows_of(made)

    assert row["BEGATTACH"] == begin_of(matter, "a.eml")
    assert row["ENDATTACH"] == row["ENDBATES"] == begin_of(matter, "judge.pdf")
    assert row["REPLACES"] == "VOL001"
    assert register(made)["a.eml"]["reason"] == "stands as served in VOL001"


def test_a_family_that_reaches_beyond_what_is_accounted_for_is_broken(
    replaced: Replaced, tmp_path: Path
) -> None:
    _, made, _ = replaced
    shutil.copytree(made.folder, tmp_path / "VOL002")
    data = tmp_path / "VOL002" / "DATA" / "VOL002.dat"
    row = data.read_bytes()
    data.write_bytes(row.replace(b"CCW0000001", b"CCW0000000"))

    problems = verify(tmp_path / "VOL002", depth=NOT_READ).problems

    assert row.count(b"CCW0000001") == 1
    assert any("family reaches" in problem.what for problem in problems)


def test_the_difference_of_single_images_is_a_paper_that_can_be_signed(
    replaced: Replaced, tmp_path: Path
) -> None:
    matter, made, _ = replaced
    seal = Seal(pkcs12=key_file(tmp_path / "counsel.p12", WORDS), passphrase=WORDS)

    done = differ(matter.volumes / "VOL001", made.folder, tmp_path / "out", seal)

    assert done.counts == {"changed": 1, "stands as served": 2}
    assert done.changed == (begin_of(matter, "judge.pdf"),)
    paper = (tmp_path / "out" / "DIFFERENCE.pdf").read_bytes()
    changed = paper[:11] + bytes([paper[11] ^ 1]) + paper[12:]  # in the comment of its head
    assert intact(paper)
    assert not intact(changed)


def intact(paper: bytes) -> bool:
    """Whether the one signature of a paper fits what it signs."""
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    (signature,) = PdfFileReader(io.BytesIO(paper)).embedded_signatures
    return bool(validate_pdf_signature(signature, context).intact)
