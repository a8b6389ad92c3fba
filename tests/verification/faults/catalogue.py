"""Every fault by name: what plants it, and the check that must report it.

Values are those of the made papers; `Site` knows where a removal lies in the finished volume.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodcause.base.geometry import Box

from benchmarks.removal.subject import subject
from tests.verification import making as hand
from tests.verification.faults import surgery as cut
from tests.verification.faults.surgery import Files, Plant

Fault = tuple[Plant, str]
ONE, TWO, TONE = (f"IMAGES/0001/CCW000000{n}.pdf" for n in (1, 2, 6))
TEXT, TEXT_TWO = "TEXT/0001/CCW0000001.txt", "TEXT/0001/CCW0000002.txt"
DAT, OPT, LOG = "DATA/VOL001.dat", "DATA/VOL001.opt", "LOGS/removals.csv"
CERTIFICATE, MANIFEST = "CERTIFICATE.pdf", "manifest.sha256"
NATIVE = "NATIVES/0001/DON0000001.csv"
TIFF, TIFF_TONE = "IMAGES/0001/CCW0000001.tif", "IMAGES/0001/CCW0000006.jpg"
HIGH = 3300  # pixels of a page

WHO, OTHER = dict(subject(0, "a").fields), dict(subject(1, "a").fields)
SSN, HOME, PHONE, BORN, MAIDEN, LICENCE = (
    WHO[label]
    for label in (
        "Social Security No.",
        "Residence Address",
        "Home/Personal Phone Number",
        "Date of Birth",
        "Mother's Maiden Name",
        "California DL No./ID No.",
    )
)
STREET = HOME.partition(",")[0]
DIGITS = SSN.replace("-", "")


@dataclass(frozen=True)
class Site:
    """The region of the first removal of a page, and the label within it."""

    box: Box
    label: Box


def in_pixels(site: Site, free: int) -> Mapping[str, Fault]:
    """What may be left in the ink of the first page; ``free`` is an empty row of it."""
    box, label = site.box, site.label
    beside = label.right + 200
    thin = 1
    return {
        "a box one pixel short at its left": (
            cut.painted(ONE, cut.blot(Box(box.left, box.top, box.left + thin, box.bottom))),
            "region"),
        "a box one pixel short at its right": (
            cut.painted(ONE, cut.blot(Box(box.right - thin, box.top + 20, box.right,
                                          box.top + 50))), "region"),
        "a box one pixel short above": (
            cut.painted(ONE, cut.blot(Box(beside, box.top, beside + 40, box.top + thin))),
            "region"),
        "a box one pixel short below": (
            cut.painted(ONE, cut.blot(Box(beside, box.bottom - thin, beside + 40, box.bottom))),
            "region"),
        "the tails of letters": (
            cut.painted(ONE, cut.blot(Box(beside, box.bottom - 24, beside + 4, box.bottom - 15))),
            "region"),
        "half of the value beside the label": (
            cut.painted(ONE, cut.written(SSN[-4:], beside, box.top + 16)), "region"),
        "the value across the region": (
            cut.painted(ONE, cut.written(BORN, beside, box.top + 16)), "region"),
        "a value drawn small at the region's end": (
            cut.painted(ONE, cut.written(BORN, box.right - 160, box.top + 30, 20)), "region"),
        "a label without its ink": (cut.painted(ONE, cut.wiped(label.grown(4))), "I6"),
    }  # fmt: skip


def to_be_read(site: Site, free: int) -> Mapping[str, Fault]:
    """What only a reader of print finds."""
    wrong = STREET[:-6] + ("e" if STREET[-6] != "e" else "o") + STREET[-5:]
    return {
        "a value in pixels elsewhere": (cut.painted(ONE, cut.written(SSN, 1400, free)), "ocr"),
        "a street in pixels elsewhere": (cut.painted(ONE, cut.written(HOME, 1400, free)), "ocr"),
        "a value with one letter misread": (
            cut.painted(ONE, cut.written(HOME.replace(STREET, wrong), 1400, free)), "ocr"),
        "four digits in their region": (
            cut.painted(ONE, cut.written(SSN[-4:], site.label.right + 200, site.box.top + 16)),
            "ocr region"),
        "a date in words in pixels": (
            cut.painted(ONE, cut.written(spelled_out(BORN), 1400, free)), "ocr"),
    }  # fmt: skip


def spelled_out(day: str) -> str:
    """A date as people write it."""
    months = "January February March April May June July August September October November December"
    month, number, year = day.split("/")
    return f"{months.split()[int(month) - 1]} {int(number)}, {year}"


def in_greys(site: Site) -> Mapping[str, Fault]:
    """What may be left in a tone page below what the eye sees."""
    top, left = (site.box.top + 15) // 8 * 8, (site.label.right + 200) // 8 * 8

    def faint(depth: int) -> Plant:
        drawn = cut.lettering(BORN, 36)

        def change(grey: NDArray[np.uint8]) -> None:
            part = grey[top : top + drawn.shape[0], left : left + drawn.shape[1]]
            part[drawn] -= depth

        return cut.toned(TONE, change)

    def ringed(grey: NDArray[np.uint8]) -> None:
        ripple = 6 * np.cos(np.arange(16) * 2.4)
        part = grey[top : top + 16, left : left + 16].astype(int) + ripple.astype(int)
        grey[top : top + 16, left : left + 16] = np.clip(part, 0, 255)

    def dark(grey: NDArray[np.uint8]) -> None:
        drawn = cut.lettering(BORN, 36)
        grey[top : top + drawn.shape[0], left : left + drawn.shape[1]][drawn] = 20

    return {
        "a value in faint grey": (faint(30), "region"),
        "a value in the lowest bits": (faint(6), "region"),
        "rings of the value's own compression": (cut.toned(TONE, ringed), "region"),
        "a value in black on a tone page": (cut.toned(TONE, dark), "region"),
    }


def in_layers(site: Site, free: int) -> Mapping[str, Fault]:
    """What may be wrong with words."""
    inside = (site.label.right + 100, HIGH - site.box.bottom + 10)
    empty = (320, HIGH - free)

    def first(text: str, old: str, new: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    label = "(REMOVED "
    code = f"<{label.encode('utf-16-be').hex().upper()}>"

    def stretched(text: str) -> str:
        rows = text.split("\n")
        at = next(n for n, row in enumerate(rows) if code in row)
        cells = rows[at].split()
        cells[3] = f"{float(cells[3]) * 0.7:.1f}".removesuffix(".0")
        return "\n".join([*rows[:at], " ".join(cells), *rows[at + 1 :]])

    return {
        "a word in the region": (cut.said(ONE, TEXT, "Varnhagen", inside), "region"),
        "a word over empty paper": (cut.said(ONE, TEXT, "Varnhagen", empty), "I6"),
        "a value in layer and text": (cut.said(ONE, TEXT, SSN, empty), "text"),
        "a value digit by digit": (cut.said(ONE, TEXT, " ".join(DIGITS[:9]), empty), "text"),
        "a birth date in words": (cut.said(ONE, TEXT, spelled_out(BORN), empty), "text"),
        "a street without its town": (cut.said(ONE, TEXT, STREET, empty), "text"),
        "a maiden name in capitals": (cut.said(ONE, TEXT, MAIDEN.upper(), empty), "text"),
        "a telephone without its area": (cut.said(ONE, TEXT, PHONE[-8:], empty), "text"),
        "an unremoved twin in another document": (
            cut.said(TWO, TEXT_TWO, f"{SSN} {LICENCE}", empty), "text"),
        "a word that the text file lacks": (
            cut.layer(ONE, lambda t: first(t, "3 Tr\n", "3 Tr\n" + cut.word("stray", *empty))),
            "I8"),
        "text that is drawn": (cut.layer(ONE, lambda t: first(t, "3 Tr", "0 Tr")), "I3"),
        "a comment in the content": (
            cut.layer(ONE, lambda t: first(t, "BT\n", "% note\nBT\n")), "I3"),
        "a word off the page": (
            cut.layer(ONE, lambda t: first(t, "3 Tr\n", "3 Tr\n" + cut.word("far", 9000, 10))),
            "I3"),
        "bytes after the content": (cut.carried(ONE, cut.CONTENT, lambda d: d + b"more"), "I3"),
        "a label scaled to its box": (cut.layer(ONE, stretched), "label"),
    }  # fmt: skip


def in_objects() -> Mapping[str, Fault]:
    """What may be added to a produced PDF."""

    def extra(data: bytes) -> Plant:
        return cut.objects(ONE, lambda parts: parts.append(data))

    def hidden(value: bytes) -> Plant:
        return extra(hand.stream("", zlib.compress(value)))

    def revised(files: Files) -> None:
        at = len(files[ONE])
        files[ONE] += b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n1 1\n"
        files[ONE] += b"%010d 00000 n \ntrailer\n<< /Size 14 /Root 1 0 R >>\n" % at
        files[ONE] += b"startxref\n%d\n%%%%EOF\n" % (at + 60)

    def segment(mark: bytes, body: bytes) -> Plant:
        said = b"\xff" + mark + (len(body) + 2).to_bytes(2, "big") + body
        return cut.carried(TONE, cut.IMAGE, lambda d: d[:20] + said + d[20:])

    root = b"/Type /Catalog"
    return {
        "an extra object": (extra(b"<< /Type /Metadata >>"), "I2"),
        "a value deflated in an extra stream": (hidden(HOME.encode()), "bytes"),
        "a value as wide letters": (cut.appended(ONE, MAIDEN.encode("utf-16-le")), "bytes"),
        "a value after the end": (cut.appended(ONE, SSN.encode()), "bytes"),
        "an information dictionary": (
            cut.swapped(ONE, "/Root 1 0 R >>", "/Root 1 0 R /Info 2 0 R >>"), "I1"),
        "a second revision": (revised, "I1"),
        "a byte after the end": (cut.appended(ONE, b"\n"), "I1"),
        "a byte before the header": (
            lambda f: f.update({ONE: b" " + f[ONE]}), "I1"),
        "an attachment in the catalogue": (
            cut.entry(ONE, 1, root, root + b" /Names << /EmbeddedFiles 2 0 R >>"), "I2"),
        "metadata in the catalogue": (cut.entry(ONE, 1, root, root + b" /Metadata 2 0 R"), "I2"),
        "an annotation": (
            cut.entry(ONE, cut.PAGE, b"/Parent 2 0 R", b"/Parent 2 0 R /Annots []"), "I2"),
        "a thumbnail": (
            cut.entry(ONE, cut.PAGE, b"/Parent 2 0 R", b"/Parent 2 0 R /Thumb 10 0 R"), "I2"),
        "another page size": (
            cut.entry(ONE, cut.PAGE, b"/MediaBox [0 0 6", b"/MediaBox [0 0 5"), "I2"),
        "another font": (cut.carried(ONE, 6, lambda d: d[:-1] + b"x"), "I2"),
        "a lying character map": (cut.carried(ONE, 7, lambda d: d[:-1] + b"x"), "I2"),
        "a key on the image": (
            cut.entry(ONE, cut.IMAGE, b"/Subtype /Image", b"/Subtype /Image /Intent /None"), "I2"),
        "bytes after the fax": (cut.carried(ONE, cut.IMAGE, lambda d: d + b"\0x"), "I4"),
        "a comment in the JPEG": (segment(b"\xfe", b"a note"), "I4"),
        "an EXIF block in the JPEG": (segment(b"\xe1", b"Exif\0\0note"), "I4"),
        "bytes after the JPEG": (cut.carried(TONE, cut.IMAGE, lambda d: d + b"more"), "I4"),
    }  # fmt: skip


def in_side_files() -> Mapping[str, Fault]:
    """What may be wrong beside the pages."""
    digest = hashlib.sha256(SSN.encode()).hexdigest()
    turned = f"{MAIDEN}, {HOME}"

    def hashes(files: Files) -> None:
        for line in range(len(files[DAT].decode("utf-8-sig").split("\r\n")) - 1):
            name = "MD5HASH" if not line else "0" * 32
            cut.cells(DAT, line, lambda f, n=name: f.append(f"\u00fe{n}\u00fe"))(files)

    def field(line: int, at: int, value: str) -> Plant:
        def change(fields: list[str]) -> None:
            fields[at] = f"\u00fe{value}\u00fe"

        return cut.cells(DAT, line, change)

    def rows(path: str, keep: slice) -> Plant:
        def plant(files: Files) -> None:
            files[path] = b"".join(files[path].splitlines(keepends=True)[keep])

        return plant

    return {
        "a hash column": (hashes, "I8"),
        "a wrong page count": (field(1, 4, "2"), "I7"),
        "a skipped number": (field(2, 0, "CCW0000003"), "I7"),
        "a thorn in a value": (field(1, 5, "A\u00feEO"), "I8"),
        "a value in the load file": (field(1, 5, SSN), "text"),
        "removals denied": (field(1, 7, "N"), "I7"),
        "another volume's name": (field(1, 8, "VOL009"), "I7"),
        "a path that leads elsewhere": (field(1, 10, "TEXT\\0001\\CCW0000002.txt"), "I8"),
        "a wrong count in the OPT": (cut.swapped(OPT, "Y,,,1", "Y,,,2"), "I7"),
        "a row of the OPT lost": (rows(OPT, slice(1, None)), "I7"),
        "a value in the OPT": (cut.swapped(OPT, "VOL001,", f"{SSN},"), "bytes"),
        "a value in the log": (cut.swapped(LOG, "in force", f"was {HOME}"), "text"),
        "a date in the log": (cut.swapped(LOG, "in force", spelled_out(BORN)), "text"),
        "a digest of a value in the log": (cut.swapped(LOG, "in force", digest), "bytes"),
        "values in another order in the log": (cut.swapped(LOG, "in force", turned), "text"),
        "places in the log": (cut.swapped(LOG, '"status"', '"status","box"'), "I8"),
        "a row of the log lost": (rows(LOG, slice(None, -1)), "label"),
        "a removal logged that is nowhere": (
            cut.swapped(LOG, '"CCW0000001"', '"CCW0009999"'), "I7"),
        "a stale text file": (cut.swapped(TEXT, "(REMOVED BY DEFENDANTS)", BORN), "text"),
        "a text file of fewer labels": (
            cut.swapped(TEXT, "(REMOVED BY DEFENDANTS)\r\n", ""), "I8"),
        "a text page too many": (cut.appended(TEXT, b"\fmore\r\n"), "I7"),
        "a lost text file": (cut.lost(TEXT), "I8"),
        "a value as hexadecimal": (cut.swapped(TEXT, "Elaine", SSN.encode().hex()), "bytes"),
        "a value as base64": (
            cut.swapped(TEXT, "Elaine", base64.b64encode(HOME.encode()).decode()), "bytes"),
        "a value in a file name": (cut.added(f"TEXT/0001/{SSN}.txt"), "text"),
        "a value in a folder name": (cut.added(f"{MAIDEN}/CCW0000001.txt"), "text"),
        "a stray file": (cut.added("IMAGES/0001/Thumbs.db"), "I8"),
        "an extra PDF": (cut.added("IMAGES/0001/CCW0000099.pdf"), "I8"),
        "a lost image": (cut.lost(TWO), "I8"),
        "a value in the certificate": (
            lambda f: f.update({CERTIFICATE: hand.certificate(SSN)}), "text"),
        "a value in a native": (lambda f: f.update({NATIVE: f"a,{SSN}\r\n".encode()}), "text"),
    }  # fmt: skip


def in_single_images(site: Site, free: int) -> Mapping[str, Fault]:
    """What may be wrong with a volume of single images."""
    text = "TEXT/0001/CCW0000001.txt"
    comment = b"\xff\xfe\x00\x08a note"
    return {
        "a second directory in a TIFF": (
            lambda f: f.update({TIFF: f[TIFF][:154] + b"\x08\0\0\0" + f[TIFF][158:]}), "I4"),
        "bytes after a TIFF": (cut.appended(TIFF, b"more"), "I4"),
        "another resolution in a TIFF": (
            lambda f: f.update({TIFF: f[TIFF][:158] + b"\xc8\0\0\0" + f[TIFF][162:]}), "I4"),
        "a value after a TIFF": (cut.appended(TIFF, SSN.encode()), "bytes"),
        "a comment in a served JPEG": (
            lambda f: f.update({TIFF_TONE: f[TIFF_TONE][:20] + comment + f[TIFF_TONE][20:]}),
            "I4"),
        "a stale text file beside images": (
            cut.swapped(text, "(REMOVED BY DEFENDANTS)", BORN), "text"),
        "a wrong count in an OPT of images": (
            cut.swapped("DATA/VOL002.opt", "Y,,,1", "Y,,,3"), "I7"),
    }  # fmt: skip
