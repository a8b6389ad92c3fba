"""Hostile files cost themselves only: a row with a sentence, never a traceback or a hang."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from goodcause.engine.processes import Processes
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.store.models import SourceRow

from tests.pages.mutating import mutated
from tests.pipeline.making import registered
from tests.pipeline.papers import JEWELER, application

SURPRISES = (" at ", "Traceback", "Error:")


def pdf(*objects: bytes) -> bytes:
    """A PDF of those objects, the first its catalogue, without a table (readers repair that)."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return (
        b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R/Size %d>>\n%%%%EOF\n" % (len(objects) + 1)
    )


def stream(data: bytes, words: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), words, data)


def page(contents: bytes = b"", more: bytes = b"") -> tuple[bytes, ...]:
    return (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R%s>>" % more,
        stream(contents),
    )


def _bomb() -> bytes:
    once = zlib.compress(b"0 0 1 1 re f " * 300_000, 9)
    head = page()[:3]
    return pdf(*head, stream(zlib.compress(once, 9), b"/Filter[/FlateDecode/FlateDecode]"))


HOSTILE = {
    "cycle.pdf": pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    ),
    "million.pdf": pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", b"<<>>"
    ),
    "negative.pdf": pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count -5>>"),
    "nested.pdf": pdf(b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 200_000 + b">>"),
    "bomb.pdf": _bomb(),
    "self.pdf": pdf(
        *page(b"/F Do", b"/Resources<</XObject<</F 5 0 R>>>>"),
        stream(
            b"/F Do",
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>",
        ),
    ),
    "wide.pdf": pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9e9 9e9]>>",
    ),
    "empty-page.pdf": pdf(*page()),
    "header-only.pdf": b"%PDF-1.7\n",
    "picture.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    + b"\x7f\xff\xff\xff" * 2
    + b"\x08\x06"
    + b"\0" * 7,
    "claims.tiff": b"II*\x00\x08\x00\x00\x00\xff\xff" + b"\xff" * 400,
    "entities.docx.xml.txt": b"<!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>",
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SourceRow]:
    folder = tmp_path_factory.mktemp("hostile")
    papers = folder / "papers" / "ccw"
    papers.mkdir(parents=True)
    for name, data in HOSTILE.items():
        (papers / name).write_bytes(data)
    whole = application(folder / "whole.pdf", JEWELER).read_bytes()
    for seed in range(16):
        (papers / f"mutated{seed:02}.pdf").write_bytes(mutated(whole, seed))
    (papers / "whole.pdf").write_bytes(whole)
    matter = registered(folder / "case", folder / "papers")
    read(matter, Processes(2, log=folder / "worker.log"), Silent())
    return {Path(row.path).name: row for row in SourceRow.objects.all()}


def test_every_hostile_file_has_one_row_and_an_end(rows: dict[str, SourceRow]) -> None:
    assert len(rows) == len(HOSTILE) + 17
    ended = {SourceRow.State.READ, SourceRow.State.EXCEPTION, SourceRow.State.DUPLICATE}
    assert {row.state for row in rows.values()} <= ended


def test_what_could_not_be_read_says_so_in_words(rows: dict[str, SourceRow]) -> None:
    reasons = [r.reason for r in rows.values() if r.state == SourceRow.State.EXCEPTION]

    assert reasons
    assert [r for r in reasons if not r or any(s in r for s in SURPRISES)] == []


def test_a_sound_file_among_them_is_read_in_full(rows: dict[str, SourceRow]) -> None:
    whole = rows["whole.pdf"]

    assert (whole.state, whole.pages) == (SourceRow.State.READ, 1)


@pytest.mark.parametrize("name", ["million.pdf", "cycle.pdf", "negative.pdf", "header-only.pdf"])
def test_a_lie_about_the_pages_is_not_believed(rows: dict[str, SourceRow], name: str) -> None:
    assert rows[name].pages <= 2
