"""Each defect is planted into a sound volume and must be reported, by file and line."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from goodcause.verification.loadfiles.check import LoadReport, check_loading

from tests.verification.loadfiles import making as m
from tests.verification.loadfiles.defects import DEFECTS, as_pdf
from tests.verification.loadfiles.making import DAT, Files


def judged(files: Files, root: Path) -> LoadReport:
    return check_loading(m.write(files, root / "PRD001"))


def test_a_sound_volume_has_no_fault(tmp_path: Path) -> None:
    report = judged(m.sound(), tmp_path)

    assert report.faults == ()
    assert report.documents == 4


def test_a_sound_volume_with_a_pdf_has_no_fault(tmp_path: Path) -> None:
    files = m.sound()
    as_pdf(2)(files)

    assert judged(files, tmp_path).faults == ()


def test_more_than_a_hundred_defects_are_planted() -> None:
    assert len(DEFECTS) > 100


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_reported_with_its_file_and_line(name: str, tmp_path: Path) -> None:
    plant, file, line_number, words = DEFECTS[name]
    files = m.sound()
    plant(files)

    report = judged(files, tmp_path)

    told = [str(f) for f in report.faults]
    assert any(
        f.file == file and f.line == line_number and words in f.what for f in report.faults
    ), told


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    root = m.write(m.sound(), tmp_path / "PRD001")
    (root / "IMAGES/001/ABC000002.tif").unlink()
    (root / "IMAGES/001/ABC000002.tif").symlink_to("/etc/hostname")

    told = [str(f) for f in check_loading(root).faults]

    assert any("ABC000002.tif: this is a link" in t for t in told)
    assert any("no such file" in t for t in told)


def test_digests_of_other_kinds_are_compared_too(tmp_path: Path) -> None:
    files = m.sound()
    fields = (*m.FIELDS, "SHA256")
    given = [row | {"SHA256": ""} for row in m.rows()]
    given[3]["SHA256"] = hashlib.sha256(b"other").hexdigest()
    files[DAT] = m.dat(given, fields)

    (fault,) = judged(files, tmp_path).faults

    assert (fault.line, fault.what) == (5, "native: its SHA256 is not the row's")
