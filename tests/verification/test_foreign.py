"""A volume of another program is checked as far as it can be, and never ends in a traceback."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from goodcause.verification.foreign.examine import Examiner, examine
from goodcause.verification.foreign.facts import FileFacts
from goodcause.verification.foreign.verify import made_by_us, verify_foreign
from goodcause.verification.secret import Verdict

from tests.verification import foreign_making as f
from tests.verification import making as ours

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
ONE, TEXT = "PDF/ABC-001.pdf", "TEXT/ABC-001.txt"
Files = dict[str, bytes]


def judged(files: Files, root: Path) -> Verdict:
    return verify_foreign(f.write(files, root / "V1"), lambda *_: None, examine)


def test_a_clean_volume_of_another_program_has_no_problem(tmp_path: Path) -> None:
    verdict = judged(f.files(), tmp_path)

    assert verdict.problems == ()
    assert verdict.foreign
    assert "canonical form, content grammar and watermark (I1, I3)" in [
        blind.what for blind in verdict.blinds
    ]


def cut(change: Callable[[pikepdf.Pdf], None]) -> Callable[[Files], None]:
    return lambda files: files.update({ONE: f.changed(files[ONE], change)})


def drawn(more: Callable[[Canvas], None]) -> Callable[[Files], None]:
    return lambda files: files.update({ONE: f.page(*f.LINES, "ABC-001", more=more)})


def swapped(path: str, old: str, new: str) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode())

    return plant


def boxed(canvas: Canvas) -> None:
    canvas.drawString(72, 500, "Quillon Varnhagen")
    canvas.rect(70, 495, 200, 18, fill=1)


def white(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.drawString(72, 500, "Quillon Varnhagen")


def beyond(canvas: Canvas) -> None:
    canvas.drawString(2000, 500, "Quillon Varnhagen")


def unseen(canvas: Canvas) -> None:
    words = canvas.beginText(72, 500)
    words.setTextRenderMode(3)
    words.textOut("Quillon Varnhagen")
    canvas.drawText(words)


def annotated(kind: str) -> Callable[[Files], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name(kind), Rect=Array([9, 9, 99, 99]))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return cut(change)


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["note.txt"] = b"a note"


def scripted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


def titled(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Application of Quillon Varnhagen"


def field(pdf: pikepdf.Pdf) -> None:
    one = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), V=String("Varnhagen")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([one]))


def layered(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def thumbnailed(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Thumb = pdf.make_indirect(Stream(pdf, b"x", Width=1, Height=1))


def spoken(pdf: pikepdf.Pdf) -> None:
    leaf = pdf.make_indirect(Dictionary(S=Name.Span, ActualText=String("Varnhagen")))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=leaf)


def bookmarked(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Varnhagen", 0))


def locked(files: Files) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(files[ONE])) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    files[ONE] = out.getvalue()


def revised(files: Files) -> None:
    at = len(files[ONE])
    files[ONE] += b"90 0 obj\n<< >>\nendobj\nxref\n90 1\n%010d 00000 n \n" % at
    files[ONE] += b"trailer\n<< /Size 91 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (at + 22)


def unused(files: Files) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        notes = [pdf.make_indirect(Dictionary(Note=String("Varnhagen"))) for _ in range(4)]
        pdf.Root["/Keep"] = pdf.make_indirect(Array(notes))

    data = f.changed(files[ONE], change)
    named = re.search(rb"/Keep [0-9]+ 0 R", data)
    assert named is not None
    files[ONE] = data.replace(named[0], b" " * len(named[0]))


def two_pages(files: Files) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page()

    files[ONE] = f.changed(files[ONE], change)


def hashed(files: Files) -> None:
    rows = [
        (*f.HEADS, "MD5 Hash"),
        ("ABC-001", "ABC-001", "1", "Yes", "TEXT\\ABC-001.txt", "0" * 32),
        ("ABC-002", "ABC-002", "1", "No", "TEXT\\ABC-002.txt", "0" * 32),
    ]
    files["load.dat"] = f.dat(rows)


FAULTS: dict[str, tuple[Callable[[Files], None], str]] = {
    "text under a box": (drawn(boxed), "covered"),
    "white text": (drawn(white), "hidden"),
    "text off the page": (drawn(beyond), "hidden"),
    "text that is not drawn": (drawn(unseen), "hidden"),
    "a note": (annotated("/Text"), "I2"),
    "a comment on the page": (annotated("/FreeText"), "I2"),
    "a mark never applied": (annotated("/Redact"), "I2"),
    "an attachment": (cut(attached), "I2"),
    "a script": (cut(scripted), "I2"),
    "a title": (cut(titled), "I2"),
    "a form value": (cut(field), "I2"),
    "a layer that is off": (cut(layered), "I2"),
    "a thumbnail": (cut(thumbnailed), "I2"),
    "text to be read aloud": (cut(spoken), "I2"),
    "a bookmark": (cut(bookmarked), "I2"),
    "a locked file": (locked, "I1"),
    "an earlier revision": (revised, "I1"),
    "objects that nothing shows": (unused, "I1"),
    "bytes before the header": (lambda x: x.update({ONE: b"Varnhagen\n" + x[ONE]}), "I1"),
    "bytes after the end": (lambda x: x.update({ONE: x[ONE] + b"Varnhagen"}), "I1"),
    "a file cut in two": (lambda x: x.update({ONE: x[ONE][: len(x[ONE]) // 2]}), "I1"),
    "an empty file": (lambda x: x.update({ONE: b""}), "I1"),
    "no PDF at all": (lambda x: x.update({ONE: b"<html>" * 50}), "I1"),
    "a page too many": (two_pages, "load"),
    "a stale text file": (swapped(TEXT, "hall", "hall of Quillon"), "I8"),
    "a lost text file": (lambda x: x.pop(TEXT) and None, "load"),
    "a lost image": (lambda x: x.pop(ONE) and None, "load"),
    "a file nobody names": (lambda x: x.update({"PDF/notes.pdf": x[ONE]}), "load"),
    "a wrong page count": (swapped("load.dat", "\u00fe1\u00fe", "\u00fe3\u00fe"), "load"),
    "a wrong count in the OPT": (swapped("load.opt", ",Y,,,1", ",Y,,,2"), "load"),
    "numbers that run backwards": (swapped("load.dat", "\u00feABC-001\u00fe\x14\u00feABC-001\u00fe",
                                           "\u00feABC-009\u00fe\x14\u00feABC-001\u00fe"), "load"),
    "a number given twice": (swapped("load.opt", "ABC-002,", "ABC-001,"), "load"),
    "a first row that begins nothing": (swapped("load.opt", "001.pdf,Y", "001.pdf,"), "load"),
    "a field too few": (swapped("load.dat", "\x14\u00feYes\u00fe", ""), "load"),
    "a path out of the volume": (swapped("load.opt", ".\\PDF\\ABC-001", "..\\ABC-001"), "load"),
    "a digest beside a removal": (hashed, "load"),
    "an empty load file": (lambda x: x.update({"load.dat": b""}), "load"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_another_program_is_reported(name: str, tmp_path: Path) -> None:
    plant, check = FAULTS[name]
    files = f.files()
    before = dict(files)
    plant(files)
    assert files != before

    assert check in {problem.check for problem in judged(files, tmp_path).problems}


def facts_of(picture: Image.Image, path: Path, **how: object) -> FileFacts:
    picture.save(path, **how)
    return examine(path)


def test_what_an_image_carries_is_said(tmp_path: Path) -> None:
    picture = Image.new("L", (80, 60), 200)
    exif = Image.Exif()
    exif[0x010E] = "Varnhagen"
    planted = (
        facts_of(picture, tmp_path / "a.jpg", exif=exif),
        facts_of(picture, tmp_path / "b.jpg", comment=b"Varnhagen"),
        facts_of(picture, tmp_path / "c.tif", tiffinfo={270: "Varnhagen"}),
    )
    plain = facts_of(picture, tmp_path / "d.jpg")
    longer = tmp_path / "e.jpg"
    longer.write_bytes((tmp_path / "d.jpg").read_bytes() + b"more")

    assert plain.faults == []
    assert all("I4" in {check for check, *_ in facts.faults} for facts in planted)
    assert [what for _, _, what in examine(longer).faults] == ["4 bytes follow the picture."]


def dies(path: Path) -> FileFacts:
    os.abort()
    raise AssertionError(path)


def test_a_file_that_kills_its_reader_costs_itself_only(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.pdf", tmp_path / "good.pdf"
    bad.write_bytes(b"%PDF-1.7")
    good.write_bytes(f.page(*f.LINES))

    with Examiner(dies) as examiner:
        what = examiner.file(bad).faults
    with Examiner() as examiner:
        facts = examiner.file(good)

    assert "ended the program" in what[0][2]
    assert (facts.faults, facts.pages) == ([], 1)


def test_one_claim_of_our_format_is_enough_to_be_judged_strictly(tmp_path: Path) -> None:
    files = ours.files_of(ours.sound_docs())
    for left in ("CERTIFICATE.pdf", "LOGS/removals.csv", "DATA/VOL001.dat"):
        root = f.write({left: files[left]}, tmp_path / left.replace("/", "-"))
        assert made_by_us(root), left
    assert not made_by_us(f.write(f.files(), tmp_path / "V1"))


@pytest.mark.skipif(not REAL.is_dir(), reason="the real papers do not lie beside the repository")
def test_words_under_the_boxes_of_a_real_filing_are_found() -> None:
    for name in ("rectangles_yes.pdf", "bad_cross_hatched_redactions.pdf"):
        assert "covered" in {check for check, *_ in examine(REAL / "court" / name).faults}
    for name in ("rectangles_no.pdf", "unfilled_rect.pdf", "no_bad_redactions.2.1.pdf"):
        assert "covered" not in {check for check, *_ in examine(REAL / "court" / name).faults}


@pytest.mark.skipif(not REAL.is_dir(), reason="the real papers do not lie beside the repository")
def test_a_real_production_sample_ends_in_a_verdict() -> None:
    verdict = verify_foreign(REAL / "loadfiles", lambda *_: None, examine)

    assert {tried.check for tried in verdict.tried} >= {"I1", "load", "I8"}
    assert verdict.problems
