"""Each defect is installed into a sound volume and must be reported by the right check."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from goodcause.verification.secret import Secret, Severity
from goodcause.verification.verify import Depth, verify

from tests.verification import making as m

Files = dict[str, bytes]
Docs = list[m.Doc]

OWN = ("CCW0000001",)
SSN, PHONE, BORN = "900-12-3456", "(916) 555-0142", "03/14/1951"
HOME, MAIDEN, WHEN = (
    "1423 Quarrystone Drive, Folsom, CA 95630",
    "Kowalczyk",
    "every Tuesday night I carry the takings of the store alone to the bank on Sutter Street",
)
SECRETS = (
    Secret(value=SSN, category="ssn", begin_bates=OWN, everywhere=True),
    Secret(value=PHONE, category="home_phone", begin_bates=OWN, everywhere=True),
    Secret(value=BORN, category="date_of_birth", begin_bates=OWN, everywhere=False),
    Secret(value=HOME, category="home_address", begin_bates=OWN, everywhere=False),
    Secret(value=MAIDEN, category="mothers_maiden_name", begin_bates=OWN, everywhere=False),
    Secret(value=WHEN, category="vulnerability_time", begin_bates=OWN, everywhere=False),
)
NO_OCR = Depth(ocr_pages=0, ocr_regions=0)
PDF, TEXT = "IMAGES/0001/CCW0000001.pdf", "TEXT/0001/CCW0000001.txt"
TIFF, JPEG = "IMAGES/0001/CCW0000001.tif", "IMAGES/0001/CCW0000003.pdf"
DAT, OPT, LOG = "DATA/VOL001.dat", "DATA/VOL001.opt", "LOGS/removals.csv"
CERT, MANIFEST = "CERTIFICATE.pdf", "manifest.sha256"


def judged(
    files: Files, root: Path, secrets: tuple[Secret, ...] = SECRETS
) -> list[tuple[str, str]]:
    verdict = verify(m.write(files, root / "VOL001"), secrets=secrets, depth=NO_OCR)
    for problem in verdict.problems:
        for secret in SECRETS:
            assert secret.value not in problem.what + problem.where
    return [(problem.check, problem.severity.value) for problem in verdict.problems]


# --- what the documents say -------------------------------------------------------------------


def said(words: str) -> Callable[[Docs], None]:
    """The words stay in the page, its layer and its text file."""
    return lambda docs: docs[0].pages[1].lines.append(m.Line(words, 60, 220))


def unseen(docs: Docs) -> None:
    docs[0].pages[1].lines.append(m.Line("invisible words", 60, 220, seen=False))


def unlabelled(docs: Docs) -> None:
    docs[0].pages[0].lines[1].text = "Home address"


def unlogged_twin(docs: Docs) -> None:
    docs[0].pages[0].lines.append(m.Line(m.LABEL, 60, 310))


def counted_too_high(docs: Docs) -> None:
    docs[0].labels = 2


def two_in_a_row_for_one(docs: Docs) -> None:
    docs[0].pages[0].lines[1].text = f"Home address {m.LABEL} {m.LABEL}"


def skipped(docs: Docs) -> None:
    docs[1].begin = 4


def given_twice(docs: Docs) -> None:
    docs[1].begin = 2


def unordered(docs: Docs) -> None:
    docs.insert(0, docs.pop())
    docs[0].prefix = "ZON"


def log_of_nothing(docs: Docs) -> None:
    docs[1].removals = [(3, m.LABEL)]


def native_with_removal(docs: Docs) -> None:
    docs[2].removals = [(0, m.LABEL)]
    docs[2].pages[0].lines.append(m.Line(m.LABEL, 60, 220))


def bodies(change: Callable[[m.Bodies], None]) -> Callable[[Docs], None]:
    """A change of the objects of the first PDF, before its table is written."""

    def plant(docs: Docs) -> None:
        docs[0].pdf_change = change

    return plant


def replaced(number: int, old: bytes, new: bytes) -> Callable[[Docs], None]:
    def change(objects: m.Bodies) -> None:
        assert old in objects[number - 1]
        objects[number - 1] = objects[number - 1].replace(old, new)

    return bodies(change)


def content_with(extra: bytes, after: bytes = b"Q\nBT") -> Callable[[Docs], None]:
    def change(objects: m.Bodies) -> None:
        plain = zlib.decompress(objects[8].split(b"stream\n", 1)[1])
        assert after in plain
        plain = plain.replace(after, after[:2] + extra + after[2:], 1)
        objects[8] = m.stream("/Filter /FlateDecode ", zlib.compress(plain))

    return bodies(change)


def content_tail(objects: m.Bodies) -> None:
    data = objects[8].split(b"stream\n", 1)[1].removesuffix(b"\nendstream")
    objects[8] = m.stream("/Filter /FlateDecode ", data + b"left over")


def hidden_stream(plain: bytes) -> Callable[[Docs], None]:
    """A deflated stream in an object that nothing refers to."""

    def change(objects: m.Bodies) -> None:
        objects.append(m.stream("/Filter /FlateDecode ", zlib.compress(plain)))

    return bodies(change)


def other_font(objects: m.Bodies) -> None:
    objects[5] = objects[5].replace(b"glyf", b"glyg")


def more_pages_than_numbers(objects: m.Bodies) -> None:
    objects[1] = objects[1].replace(b"/Count 2", b"/Count 3")


def strip_tail(objects: m.Bodies) -> None:
    head, data = objects[9].split(b"\nstream\n", 1)
    data = data.removesuffix(b"\nendstream") + b"after the end mark"
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(data), head)
    objects[9] = head + b"\nstream\n" + data + b"\nendstream"


def strip_middle(objects: m.Bodies) -> None:
    """Bytes between the rows and a second end mark, which a decoder never reads."""
    head, data = objects[9].split(b"\nstream\n", 1)
    data = data.removesuffix(b"\nendstream") + b"hidden\x00\x10\x01"
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(data), head)
    objects[9] = head + b"\nstream\n" + data + b"\nendstream"


BUILT = {
    "a word in the layer without ink": (unseen, "I6"),
    "a removal without its label": (unlabelled, "label"),
    "a label without its removal": (unlogged_twin, "label"),
    "two adjoining labels for one removal": (two_in_a_row_for_one, "label"),
    "fewer labels than the log counts": (counted_too_high, "label"),
    "a skipped Bates number": (skipped, "I7"),
    "a Bates number given twice": (given_twice, "I7"),
    "documents out of order": (unordered, "I7"),
    "a removal on a page that is not served": (log_of_nothing, "I7"),
    "a native of a document with removals": (native_with_removal, "I7"),
    "an extra object": (bodies(lambda o: o.append(b"<< /Type /Metadata >>")), "I2"),
    "metadata in the catalogue": (replaced(1, b"/Pages 2 0 R", b"/Pages 2 0 R /Lang 1"), "I2"),
    "an annotation on a page": (replaced(8, b"/Parent 2 0 R", b"/Parent 2 0 R /Annots 9"), "I2"),
    "another box of a page": (replaced(8, b"336.00", b"336.25"), "I2"),
    "keys in another order": (replaced(1, b"/Type /Catalog /Pages 2 0 R",
                                       b"/Pages 2 0 R /Type /Catalog"), "I2"),
    "an image decoded otherwise": (replaced(10, b"/K -1", b"/K -1 /BlackIs1 1"), "I2"),
    "a comment in an object": (replaced(1, b"/Type", b"% hidden\n/Type"), "I1"),
    "a hexadecimal string in an object": (replaced(1, b"2 0 R", b"2 0 R /X <4142>"), "I1"),
    "two spaces in an object": (replaced(1, b"/Pages 2", b"/Pages  2"), "I1"),
    "a number with a leading zero": (replaced(2, b"/Count 2", b"/Count 02"), "I1"),
    "another font program": (bodies(other_font), "I2"),
    "more pages claimed than there are": (bodies(more_pages_than_numbers), "I2"),
    "a comment in the content": (content_with(b"% hidden\n"), "I3"),
    "visible text in the content": (content_with(b"0 Tr\n", b"Q\nBT\n3 Tr\n"), "I3"),
    "a second picture": (content_with(b"/I Do Q\nq "), "I3"),
    "bytes after the deflated content": (bodies(content_tail), "I3"),
    "bytes after the strip's end mark": (bodies(strip_tail), "I4"),
    "bytes between two end marks": (bodies(strip_middle), "I4"),
    "a number left": (said(SSN), "text"),
    "a number left without marks": (said("ref 900123456 end"), "text"),
    "a number left digit by digit": (said("9 0 0 1 2 3 4 5 6"), "text"),
    "a number left within letters": (said("SSN900-12-3456x"), "text"),
    "a telephone left": (said("call 916.555.0142 now"), "text"),
    "a date left in words": (said("born March 14, 1951"), "text"),
    "a date left day first": (said("14 Mar 1951"), "text"),
    "a date left for a machine": (said("1951-03-14"), "text"),
    "a date left short": (said("3-14-51"), "text"),
    "an address left": (said("1423 QUARRYSTONE DRIVE Folsom CA 95630"), "text"),
    "the street of an address left": (said("1423 Quarrystone Drive"), "text"),
    "a name left in other case": (said("nee KOWALCZYK"), "text"),
    "half of a narrative left": (said("every Tuesday night I carry the takings"), "text"),
    "a value in a hidden stream": (hidden_stream(b"the number 900-12-3456"), "bytes"),
    "a value in UTF-16 in a hidden stream": (
        hidden_stream("Kowalczyk".encode("utf-16-le")), "bytes"),
}  # fmt: skip


@pytest.mark.parametrize("name", BUILT)
def test_a_defect_of_a_document_is_reported(name: str, tmp_path: Path) -> None:
    plant, check = BUILT[name]
    docs = m.sound_docs()
    plant(docs)

    problems = judged(m.files_of(docs), tmp_path)

    assert check in [c for c, _ in problems]
    severity = Severity.LEAK if check in ("text", "bytes") else Severity.BROKEN
    assert (check, severity.value) in problems


# --- what the files hold ----------------------------------------------------------------------


def appended(path: str, data: bytes) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        files[path] += data

    return plant


def swapped(path: str, old: str, new: str) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode())

    return plant


def added(path: str, data: bytes = b"x") -> Callable[[Files], None]:
    return lambda files: files.update({path: data})


def lost(path: str) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        del files[path]

    return plant


def renamed(files: Files) -> None:
    files["IMAGES/0001/Varnhagen.pdf"] = files.pop(PDF)


def cut(path: str) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        files[path] = files[path][: len(files[path]) // 2]

    return plant


def revised(files: Files) -> None:
    """An incremental update: the old revision stays below the new one."""
    at = len(files[PDF])
    files[PDF] += b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n1 1\n"
    files[PDF] += b"%010d 00000 n \ntrailer\n<< /Size 14 /Root 1 0 R >>\n" % at
    files[PDF] += b"startxref\n%d\n%%%%EOF\n" % (at + 60)


def commented_jpeg(files: Files) -> None:
    doc = m.sound_docs()[1]
    plain = m.jpeg(doc.pages[0], doc.bates())
    comment = b"\xff\xfe\x00\x0bnote of us"[:13]
    at = 4 + int.from_bytes(plain[4:6], "big")
    with_comment = plain[:at] + comment + plain[at:]
    files[JPEG] = files[JPEG].replace(plain, with_comment)
    files[JPEG] = rebuilt(files[JPEG], len(plain), len(with_comment))


def trailing_jpeg(files: Files) -> None:
    doc = m.sound_docs()[1]
    plain = m.jpeg(doc.pages[0], doc.bates())
    files[JPEG] = rebuilt(files[JPEG].replace(plain, plain + b"more"), len(plain), len(plain) + 4)


def rebuilt(data: bytes, old: int, new: int) -> bytes:
    """The same objects with one length set right and a fresh table."""
    data = data.replace(b"/Length %d >>" % old, b"/Length %d >>" % new)
    parts = re.split(rb"(?:^|\n)\d+ 0 obj\n", data[: data.rindex(b"xref\n0 ")])
    return m.assembled([part.removesuffix(b"\n").removesuffix(b"\nendobj") for part in parts[1:]])


def hash_column(files: Files) -> None:
    text = files[DAT].decode("utf-8-sig")
    rows = [
        line + ("\x14\u00feMD5HASH\u00fe" if not at else "\x14\u00fe" + "0" * 32 + "\u00fe")
        for at, line in enumerate(text.split("\r\n")[:-1])
    ]
    files[DAT] = b"\xef\xbb\xbf" + "".join(f"{row}\r\n" for row in rows).encode()


def stale_text(files: Files) -> None:
    """The text file from before the removal."""
    files[TEXT] = files[TEXT].replace(m.LABEL.encode(), HOME.encode())


def log_cell(value: str) -> Callable[[Files], None]:
    return swapped(LOG, '"privacy"', f'"{value}"')


def text_word(data: str) -> Callable[[Files], None]:
    return swapped(TEXT, "request", data)


def old_manifest(files: Files) -> None:
    files[MANIFEST] = m.manifest(files)
    files[TEXT] = files[TEXT].replace(b"follow", b"fellow")


def short_manifest(files: Files) -> None:
    files[MANIFEST] = b"".join(m.manifest(files).splitlines(keepends=True)[1:])


SIX = b"900-12-3456"
DIGEST = hashlib.md5(b"900123456").hexdigest()  # noqa: S324 - the weak digest is the fault
WRITTEN = {
    "an incremental update": (revised, "I1"),
    "bytes after the end": (appended(PDF, b"\n"), "I1"),
    "bytes before the header": (swapped(PDF, "%PDF-1.7", " %PDF-1.7"), "I1"),
    "a file cut in two": (cut(PDF), "I1"),
    "an empty file": (lambda f: f.update({PDF: b""}), "I1"),
    "a file of noise": (lambda f: f.update({PDF: bytes(range(256)) * 40}), "I1"),
    "an entry of the table moved": (swapped(PDF, "0000000015 00000", "0000000016 00000"), "I1"),
    "an identifier in the trailer": (swapped(PDF, "/Root 1 0 R >>", "/Root 1 0 R /ID [] >>"), "I1"),
    "a comment in a JPEG": (commented_jpeg, "I4"),
    "bytes after a JPEG": (trailing_jpeg, "I4"),
    "a stale text file": (stale_text, "I8"),
    "a value in a stale text file": (stale_text, "text"),
    "a text file in another encoding": (swapped(TEXT, "follow", "f\u00f8llow"), "I8"),
    "two spaces in a text file": (swapped(TEXT, "Hair brown", "Hair  brown"), "I8"),
    "a text page too many": (appended(TEXT, b"\fword\r\n"), "I7"),
    "a wrong page count": (swapped(DAT, "\u00fe2\u00fe", "\u00fe3\u00fe"), "I7"),
    "a hash column": (hash_column, "I8"),
    "a field without quotes": (swapped(DAT, "\u00feAEO\u00fe", "AEO"), "I8"),
    "bare line feeds": (lambda f: f.update({DAT: f[DAT].replace(b"\r\n", b"\n")}), "I8"),
    "removals denied": (swapped(DAT, "\u00feY\u00fe", "\u00feN\u00fe"), "I7"),
    "another volume named": (swapped(DAT, "\u00feVOL001\u00fe", "\u00feVOL002\u00fe"), "I7"),
    "a row of the OPT lost": (lambda f: f.update({OPT: f[OPT].split(b"\r\n", 1)[1]}), "I7"),
    "a field too many in the OPT": (swapped(OPT, ",Y,,,2", ",Y,,,2,"), "I8"),
    "a count of labels that is none": (swapped(LOG, '"in force","1"', '"in force","one"'), "I7"),
    "a log numbered wrongly": (swapped(LOG, "R0000001", "R0000002"), "I7"),
    "a formula in the log": (log_cell("=cmd"), "I8"),
    "a position in the log": (swapped(LOG, '"status"', '"status","bbox"'), "I8"),
    "a renamed file": (renamed, "I8"),
    "an extra file": (added("IMAGES/0001/thumbs.db"), "I8"),
    "an extra file at the top": (added("notes.txt"), "I8"),
    "an extra PDF": (added("IMAGES/0001/CCW0000009.pdf"), "I8"),
    "a lost text file": (lost(TEXT), "I8"),
    "a lost image": (lost(PDF), "I8"),
    "a lost log": (lost(LOG), "I8"),
    "a manifest from before": (old_manifest, "I8"),
    "a file the manifest leaves out": (short_manifest, "I8"),
    "a value in the DAT": (swapped(DAT, "\u00feAEO\u00fe", f"\u00fe{SSN}\u00fe"), "text"),
    "a value in the OPT": (swapped(OPT, "VOL001,", f"{SSN},"), "bytes"),
    "a value in the log": (log_cell("seen: 1423 Quarrystone Drive"), "text"),
    "a date in the log": (log_cell("born 14 March 1951"), "text"),
    "a digest of a value in the log": (log_cell(hashlib.sha256(SSN.encode()).hexdigest()), "bytes"),
    "a bare digest of the digits": (log_cell(DIGEST), "bytes"),
    "a value in the manifest": (lambda f: f.update({MANIFEST: m.manifest(f) + SIX}), "bytes"),
    "a value in a file name": (added("TEXT/0001/900-12-3456.txt"), "text"),
    "a value in a folder name": (added("Kowalczyk/CCW0000001.txt"), "text"),
    "a value in the certificate": (lambda f: f.update({CERT: m.certificate(SSN)}), "text"),
    "a value in hexadecimal": (text_word(SSN.encode().hex()), "bytes"),
    "a value in capital hexadecimal": (text_word(MAIDEN.encode().hex().upper()), "bytes"),
    "a value in base64": (text_word(base64.b64encode(SSN.encode()).decode()), "bytes"),
    "a value in base64, shifted by one": (
        text_word(base64.b64encode(b"x" + SSN.encode() + b"yz").decode()), "bytes"),
    "a value in base64, shifted by two": (
        text_word(base64.b64encode(b"xx" + HOME.encode() + b"y").decode()), "bytes"),
    "a value in UTF-16 after the file": (appended(PDF, SSN.encode("utf-16-be")), "bytes"),
    "a value in plain bytes after the file": (appended(PDF, b"\0\1" + MAIDEN.encode()), "bytes"),
    "a value deflated after the file": (appended(PDF, zlib.compress(HOME.encode())), "bytes"),
    "a value in the native": (
        lambda f: f.update({"NATIVES/0001/DON0000001.csv": f"a,{PHONE}\r\n".encode()}), "text"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_a_defect_of_a_file_is_reported(name: str, tmp_path: Path) -> None:
    plant, check = WRITTEN[name]
    files = m.files_of(m.sound_docs())
    before = dict(files)
    plant(files)
    assert files != before

    problems = judged(files, tmp_path)

    assert check in [c for c, _ in problems]


def test_the_sound_volumes_have_no_problem(tmp_path: Path) -> None:
    for tiff in (False, True):
        files = m.files_of(m.sound_docs(), tiff=tiff)
        assert judged(files, tmp_path / str(tiff)) == []


def test_one_removal_may_print_its_label_on_several_lines(tmp_path: Path) -> None:
    docs = m.sound_docs()
    docs[0].pages[0].lines.append(m.Line(f"{m.LABEL} {m.LABEL}", 60, 310))
    docs[0].labels = 3

    assert judged(m.files_of(docs), tmp_path) == []


def test_of_a_log_without_counts_the_verifier_says_that_it_did_not_compare(tmp_path: Path) -> None:
    docs = m.sound_docs()
    unlogged_twin(docs)
    files = m.files_of(docs)
    files[LOG] = files[LOG].replace(b',"labels"', b"").replace(b',"in force","1"', b',"in force"')
    docs[0].pages[0].lines[1].text = "Home address"
    docs[0].pages[0].lines.pop()

    older = verify(m.write(files, tmp_path / "VOL001"), depth=NO_OCR)
    bare = m.files_of(docs)
    bare[LOG] = files[LOG]

    assert [problem for problem in older.problems if problem.check in ("label", "I8")] == []
    assert "as many labels" in " ".join(blind.what for blind in older.blinds)
    assert ("label", "broken") in judged(bare, tmp_path / "bare")


def test_words_of_a_label_on_a_page_without_removals_are_said_to_be_unexplained(
    tmp_path: Path,
) -> None:
    docs = m.sound_docs()
    docs[0].pages[1].lines.append(m.Line(m.LABEL, 60, 220))

    verdict = verify(m.write(m.files_of(docs), tmp_path / "VOL001"), depth=NO_OCR)

    assert verdict.problems == ()
    assert "label on page CCW0000002" in " ".join(blind.what for blind in verdict.blinds)


def test_without_secrets_the_receiving_party_still_sees_a_broken_file(tmp_path: Path) -> None:
    files = m.files_of(m.sound_docs())
    revised(files)

    assert "I1" in [check for check, _ in judged(files, tmp_path, secrets=())]


@pytest.mark.parametrize(
    ("name", "plant"),
    [
        ("a thirteenth tag", lambda d: d.replace(b"\x0c\x00\x00\x01", b"\x0d\x00\x00\x01", 1)),
        ("a second directory", lambda d: d[:154] + b"\x08\0\0\0" + d[158:]),
        ("bytes after the strip", lambda d: d + b"more"),
        ("another resolution", lambda d: d[:158] + b"\xc8\0\0\0" + d[162:]),
        ("hidden bytes beside a value", lambda d: d[:44] + b"\x04\0XY" + d[48:]),
        ("a file cut off", lambda d: d[:60]),
        ("an empty file", lambda d: b""),
        ("a picture of another kind", lambda d: png()),
    ],
)
def test_a_defect_of_a_single_image_is_reported(
    name: str, plant: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    files = m.files_of(m.sound_docs(), tiff=True)
    changed = plant(files[TIFF])
    assert changed != files[TIFF]
    files[TIFF] = changed

    assert ("I4", "broken") in judged(files, tmp_path)


def png() -> bytes:
    out = io.BytesIO()
    m.Image.new("1", (m.WIDTH, m.HEIGHT), 1).save(out, "PNG")
    return out.getvalue()


def test_a_link_and_an_empty_folder_are_reported(tmp_path: Path) -> None:
    root = m.write(m.files_of(m.sound_docs()), tmp_path / "VOL001")
    (root / "NATIVES" / "0002").mkdir()
    (root / "DATA" / "VOL002.dat").symlink_to(root / CERT)

    problems = verify(root, depth=NO_OCR).problems

    assert [problem.check for problem in problems] == ["I8", "I8"]
