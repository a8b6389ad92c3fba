"""Defects by name: how each is planted, and the file, line and words it must be reported with."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from tests.verification.loadfiles import making as m
from tests.verification.loadfiles.making import DAT, LFP, OPT, Files

Plant = Callable[[Files], None]


def row(at: int, **changed: str) -> Plant:
    """The values of one document (from 0) changed in the DAT alone."""

    def plant(files: Files) -> None:
        given = m.rows()
        given[at] |= changed
        files[DAT] = m.dat(given)

    return plant


def order(*at: int) -> Plant:
    return lambda files: files.update({DAT: m.dat([m.rows()[i] for i in at])})


def every(**changed: str) -> Plant:
    return lambda files: files.update({DAT: m.dat([each | changed for each in m.rows()])})


def swapped(path: str, old: str | bytes, new: str | bytes, times: int = 1) -> Plant:
    def plant(files: Files) -> None:
        was, becomes = (t if isinstance(t, bytes) else t.encode() for t in (old, new))
        assert was in files[path]
        files[path] = files[path].replace(was, becomes, times)

    return plant


def line(path: str, at: int, new: str | None) -> Plant:
    """A line (from 1) written otherwise, or left out."""

    def plant(files: Files) -> None:
        lines = files[path].split(b"\r\n")
        lines[at - 1 : at] = [] if new is None else [new.encode()]
        files[path] = b"\r\n".join(lines)

    return plant


def inserted(path: str, at: int, new: str) -> Plant:
    def plant(files: Files) -> None:
        lines = files[path].split(b"\r\n")
        lines.insert(at - 1, new.encode())
        files[path] = b"\r\n".join(lines)

    return plant


def lost(path: str) -> Plant:
    def plant(files: Files) -> None:
        del files[path]

    return plant


def holding(path: str, data: bytes) -> Plant:
    return lambda files: files.update({path: data})


def renamed(old: str, new: str) -> Plant:
    return lambda files: files.update({new: files.pop(old)})


def header(**names: str) -> Plant:
    def plant(files: Files) -> None:
        fields = tuple(names.get(f, f) for f in m.FIELDS)
        body = files[DAT].split(b"\r\n", 1)[1]
        files[DAT] = b"\xef\xbb\xbf" + m.dat_line(list(fields)).encode() + body

    return plant


def encoded(path: str, encoding: str, mark: bytes = b"") -> Plant:
    def plant(files: Files) -> None:
        files[path] = mark + files[path].decode("utf-8-sig").encode(encoding)

    return plant


def pdf(pages: int) -> bytes:
    canvas = Canvas("made.pdf", invariant=1)
    for at in range(pages):
        canvas.drawString(72, 720, f"page {at + 1}")
        canvas.showPage()
    return bytes(canvas.getpdfdata())


def as_pdf(pages: int, data: bytes | None = None) -> Plant:
    """The third document as one PDF in OPT and LFP."""

    def plant(files: Files) -> None:
        for key in ("ABC000005", "ABC000006"):
            del files[f"IMAGES/001/{key}.tif"]
        files["IMAGES/001/ABC000005.pdf"] = pdf(pages) if data is None else data
        swapped(OPT, "5.tif,Y,,,2", "5.pdf,Y,,,2")(files)
        line(OPT, 6, None)(files)
        line(LFP, 5, "IM,ABC000005,D,1,@PRD001;IMAGES\\001;ABC000005.pdf;5")(files)
        line(LFP, 6, "IM,ABC000006,,2,@PRD001;IMAGES\\001;ABC000005.pdf;5")(files)

    return plant


def cut(path: str, keep: int) -> Plant:
    return lambda files: files.update({path: files[path][:keep]})


IMAGE, TEXT, NATIVE = (
    "IMAGES/001/ABC000002.tif",
    "TEXT/001/ABC000001.txt",
    "NATIVES/001/ABC000007.csv",
)
NOTE = "TEXT\\001\\ABC000001.txt"

DEFECTS: dict[str, tuple[Plant, str, int, str]] = {
    # --- how the DAT is written
    "no load file of documents": (lost(DAT), "", 0, "no load file of documents"),
    "two load files of documents": (
        holding("DATA/PRD002.dat", m.dat(m.rows())),
        "",
        0,
        "2 load files",
    ),
    "an empty DAT": (holding(DAT, b""), DAT, 0, "empty"),
    "a DAT of names alone": (holding(DAT, m.dat([])), DAT, 1, "holds no document"),
    "no byte-order mark": (encoded(DAT, "utf-8"), DAT, 0, "without a byte-order mark"),
    "Western European letters": (encoded(DAT, "cp1252"), DAT, 0, "read as cp1252"),
    "UTF-16 without a mark": (encoded(DAT, "utf-16-le"), DAT, 0, "read as utf-16-le"),
    "UTF-16 the other way without a mark": (encoded(DAT, "utf-16-be"), DAT, 0, "read as utf-16-be"),
    "UTF-32": (encoded(DAT, "utf-32-le", b"\xff\xfe\x00\x00"), DAT, 0, "UTF-32"),
    "a mark that lies": (encoded(DAT, "cp1252", b"\xef\xbb\xbf"), DAT, 0, "its mark says UTF-8"),
    "one letter of another encoding": (swapped(DAT, "\u00e9", b"\xe9"), DAT, 0, "bytes of line 2"),
    "a letter that was lost before": (
        row(0, CUSTODIAN="Ren\ufffde"),
        DAT,
        2,
        "lost in an encoding",
    ),
    "bare line feeds": (swapped(DAT, b"\r\n", b"\n", -1), DAT, 0, "CR LF"),
    "one bare line feed": (swapped(DAT, b"csv\xc3\xbe\r\n", b"csv\xc3\xbe\n"), DAT, 5, "otherwise"),
    "a last line without its end": (lambda f: f.update({DAT: f[DAT][:-2]}), DAT, 5, "has no end"),
    "a blank row": (inserted(DAT, 3, ""), DAT, 3, "blank"),
    "a blank row at the end": (inserted(DAT, 6, "\r\n"), DAT, 6, "blank"),
    "a field too many": (
        swapped(DAT, "ABC000004.txt\u00fe", "ABC000004.txt\u00fe\x14\u00fe\u00fe"),
        DAT,
        3,
        "15 fields, not 14",
    ),
    "a field too few": (
        swapped(DAT, "\u00fe04/21/2001\u00fe\x14", ""),
        DAT,
        2,
        "13 fields, not 14",
    ),
    "a row cut in the middle": (
        line(DAT, 4, "\u00feABC000005\u00fe\x14\u00feABC00"),
        DAT,
        4,
        "fields, not 14",
    ),
    "a quote never closed": (swapped(DAT, "PRD001\u00fe", "PRD001"), DAT, 2, "closed"),
    "a field without its quotes": (
        swapped(DAT, "\u00fe04/21/2001\u00fe", "04/21/2001"),
        DAT,
        2,
        "not quoted",
    ),
    "a quote within a value": (row(1, CUSTODIAN="R\u00fee"), DAT, 3, "not doubled"),
    "a doubled quote within a value": (
        row(1, CUSTODIAN="R\u00fe\u00fee"),
        DAT,
        3,
        "quoting character",
    ),
    "a line break within a value": (row(2, CUSTODIAN="Able\r\nBaker"), DAT, 4, "line break"),
    "a bare line feed within a value": (row(2, CUSTODIAN="Able\nBaker"), DAT, 4, "line break"),
    "a separator within a value": (row(2, CUSTODIAN="Able\x14Baker"), DAT, 4, "separating"),
    "the registered sign": (row(2, CUSTODIAN="Able\u00ae"), DAT, 4, "registered sign"),
    "a zero byte in a value": (row(2, CUSTODIAN="Able\x00"), DAT, 4, "control character"),
    "an escape in a value": (row(2, CUSTODIAN="\x1b[2J"), DAT, 4, "control character"),
    "no names of columns": (line(DAT, 1, None), DAT, 1, "no row names the columns"),
    "two columns of one name": (header(TIMESENT="DATESENT"), DAT, 1, "the name DATESENT"),
    "a column without a name": (header(CUSTODIAN=""), DAT, 1, "column 6 has no name"),
    "a name with a space": (header(CUSTODIAN="CUSTODIAN "), DAT, 1, "spaces at its ends"),
    "no column of first numbers": (header(BEGBATES="WHO"), DAT, 1, "first number"),
    # --- numbers
    "no first number": (row(1, BEGBATES=""), DAT, 3, "the first number is missing"),
    "no last number": (row(1, ENDBATES=""), DAT, 3, "the last number is missing"),
    "a first number without digits": (
        row(1, BEGBATES="ABC"),
        DAT,
        3,
        "the first number is no number",
    ),
    "a number with a space": (row(1, BEGBATES="ABC000004 "), DAT, 3, "is no number"),
    "a number given twice": (
        row(1, BEGBATES="ABC000001", ENDBATES="ABC000001"),
        DAT,
        3,
        "two documents",
    ),
    "a row given twice": (order(0, 1, 2, 2, 3), DAT, 5, "two documents"),
    "numbers that overlap": (row(1, BEGBATES="ABC000003"), DAT, 3, "overlap"),
    "numbers that are skipped": (order(0, 1, 3), DAT, 4, "ABC000005 to ABC000006 are skipped"),
    "the first page skipped": (row(2, BEGBATES="ABC000006", PAGECOUNT="1"), DAT, 4, "skipped"),
    "rows out of order": (order(0, 1, 3, 2), DAT, 5, "out of the order"),
    "a range backwards": (
        row(2, BEGBATES="ABC000006", ENDBATES="ABC000005"),
        DAT,
        4,
        "before the first",
    ),
    "a range of two prefixes": (row(2, ENDBATES="ABD000006"), DAT, 4, "different letters"),
    "a last number of fewer digits": (row(2, ENDBATES="ABC00006"), DAT, 4, "counts of digits"),
    "a number of fewer digits": (
        row(2, BEGBATES="ABC00005", ENDBATES="ABC00006"),
        DAT,
        4,
        "another count of digits",
    ),
    "a range of millions": (row(3, ENDBATES="ABC999999999"[:9] + "9"), DAT, 5, "digits"),
    "a huge range": (row(3, BEGBATES="ABC0000007", ENDBATES="ABC9000007"), DAT, 5, "more pages"),
    "a wrong page count": (
        row(0, PAGECOUNT="2"),
        DAT,
        2,
        "the page count is 2 and the numbers are 3",
    ),
    "a page count of zero": (row(0, PAGECOUNT="0"), DAT, 2, "zero"),
    "a page count in words": (row(0, PAGECOUNT="three"), DAT, 2, "no number"),
    "no page count": (row(0, PAGECOUNT=""), DAT, 2, "the page count is missing"),
    "another volume": (row(2, VOLUME="PRD002"), DAT, 4, "another volume"),
    "no volume": (row(2, VOLUME=""), DAT, 4, "the volume is missing"),
    # --- families
    "a family without its end": (row(1, ENDATTACH=""), DAT, 3, "no last number"),
    "a family without its beginning": (row(1, BEGATTACH=""), DAT, 3, "no first number"),
    "a family that begins nowhere": (
        every(BEGATTACH="ABC000002", ENDATTACH="ABC000004"),
        DAT,
        2,
        "begins no document",
    ),
    "a family that ends nowhere": (row(1, ENDATTACH="ABC000008"), DAT, 3, "ends no document"),
    "a family backwards": (
        row(1, BEGATTACH="ABC000004", ENDATTACH="ABC000001"),
        DAT,
        3,
        "ends before it begins",
    ),
    "a family that is no range": (row(1, BEGATTACH="x", ENDATTACH="y"), DAT, 3, "no range"),
    "a document outside its family": (
        row(2, BEGATTACH="ABC000001", ENDATTACH="ABC000004"),
        DAT,
        4,
        "outside its own family",
    ),
    "an attachment that does not say so": (
        row(1, BEGATTACH="", ENDATTACH=""),
        DAT,
        3,
        "does not say so",
    ),
    "a family torn apart": (order(0, 2, 1, 3), DAT, 4, "torn apart"),
    # --- dates
    "a month that does not exist": (row(2, DATESENT="13/41/2001"), DAT, 4, "no such day"),
    "a day that does not exist": (row(2, DATESENT="02/30/2001"), DAT, 4, "no such day"),
    "the day before the month": (row(2, DATESENT="21/04/2001"), DAT, 4, "may stand first"),
    "a year of two digits": (row(2, DATESENT="04/21/01"), DAT, 4, "four digits"),
    "a date in words": (row(2, DATESENT="April 21"), DAT, 4, "not a date"),
    "a date of zeros": (row(2, DATESENT="00/00/0000"), DAT, 4, "zeros stand"),
    "a date of another form": (row(2, DATESENT="2001-04-21"), DAT, 4, "otherwise than"),
    "an hour that does not exist": (row(2, TIMESENT="25:10"), DAT, 4, "no such time"),
    "an hour past noon twice": (row(2, TIMESENT="14:10 PM"), DAT, 4, "no such time"),
    "a date with more behind it": (row(2, DATESENT="04/21/2001 noon"), DAT, 4, "no time"),
    # --- files that rows name
    "a text file lost": (lost(TEXT), DAT, 2, "text: there is no such file"),
    "a native lost": (lost(NATIVE), DAT, 5, "native: there is no such file"),
    "a text of other capitals": (
        row(0, TEXTPATH="text\\001\\abc000001.TXT"),
        DAT,
        2,
        "other capitals",
    ),
    "a path that leads out": (row(0, TEXTPATH="..\\..\\TEXT\\ABC000001.txt"), DAT, 2, "leads out"),
    "a path of a drive": (row(0, TEXTPATH="D:\\TEXT\\ABC000001.txt"), DAT, 2, "not relative"),
    "a path of a server": (
        row(0, TEXTPATH="\\\\server\\TEXT\\ABC000001.txt"),
        DAT,
        2,
        "not relative",
    ),
    "a path with spaces": (row(0, TEXTPATH=f"{NOTE} "), DAT, 2, "spaces"),
    "two documents with one text": (row(1, TEXTPATH=NOTE), DAT, 3, "is that of line 2"),
    "an empty text": (holding(TEXT, b""), DAT, 2, "the file is empty"),
    "an empty native": (holding(NATIVE, b""), DAT, 5, "the file is empty"),
    "a text in another encoding": (holding(TEXT, b"Ren\xe9e\fa\fb"), DAT, 2, "neither UTF-8 nor"),
    "a text of two bytes without a mark": (
        holding(TEXT, "one\ftwo\fthree".encode("utf-16-le")),
        DAT,
        2,
        "UTF-16 without",
    ),
    "a text whose mark lies": (
        holding(TEXT, b"\xef\xbb\xbfRen\xe9e\fa\fb"),
        DAT,
        2,
        "its mark says",
    ),
    "zeros in a text": (holding(TEXT, b"abc\x00def ghi jkl\fa\fb"), DAT, 2, "value zero"),
    "a text with a page too few": (holding(TEXT, b"one\ftwo"), DAT, 2, "it has 2 pages"),
    "a text with a page too many": (holding(TEXT, b"1\f2\f3\f4"), DAT, 2, "it has 4 pages"),
    "a native altered by one byte": (swapped(NATIVE, "12", "13"), DAT, 5, "MD5 is not"),
    "a native of another size": (row(3, FILESIZE="9"), DAT, 5, "another size"),
    "a size in words": (row(3, FILESIZE="9 KB"), DAT, 5, "no number"),
    "a native of another extension": (row(3, FILEEXT="xlsx"), DAT, 5, "another extension"),
    "a digest too short": (row(3, MD5HASH="0F0F"), DAT, 5, "no such digest"),
    "a digest with other letters": (row(3, MD5HASH="Z" * 32), DAT, 5, "no such digest"),
    "an image nobody names": (
        holding("IMAGES/001/ABC000009.tif", m.tiff()),
        "IMAGES/001/ABC000009.tif",
        0,
        "no load file names",
    ),
    "a text nobody names": (
        holding("TEXT/001/ABC000009.txt", b"x"),
        "TEXT/001/ABC000009.txt",
        0,
        "no load file names",
    ),
    "a native nobody names": (row(3, NATIVEPATH=""), NATIVE, 0, "no load file names"),
    # --- the OPT
    "an empty OPT": (holding(OPT, b""), OPT, 0, "names no image"),
    "an OPT of bare line feeds": (swapped(OPT, b"\r\n", b"\n", -1), OPT, 0, "CR LF"),
    "an OPT of mixed line ends": (swapped(OPT, b"\r\n", b"\n"), OPT, 0, "different ways"),
    "a field too many in the OPT": (swapped(OPT, ",,,\r\n", ",,,,\r\n"), OPT, 2, "8 fields"),
    "a field too few in the OPT": (swapped(OPT, "Y,,,3", "Y,,3"), OPT, 1, "6 fields"),
    "a comma in a path of the OPT": (
        swapped(OPT, "001\\ABC000002", "0,1\\ABC000002"),
        OPT,
        2,
        "8 fields",
    ),
    "a blank row in the OPT": (inserted(OPT, 3, ""), OPT, 3, "blank"),
    "the first row begins nothing": (swapped(OPT, "Y,,,3", ",,,"), OPT, 1, "begins no document"),
    "a break that is no Y": (swapped(OPT, "Y,,,3", "N,,,3"), OPT, 1, "neither Y nor empty"),
    "a small y": (swapped(OPT, "Y,,,1", "y,,,1"), OPT, 4, "neither Y nor empty"),
    "a lost break": (swapped(OPT, "Y,,,2", ",,,"), DAT, 4, "begins no document"),
    "a break too many": (
        swapped(OPT, "ABC000002.tif,,", "ABC000002.tif,Y,"),
        OPT,
        2,
        "a document begins here",
    ),
    "no page count in the OPT": (swapped(OPT, "Y,,,3", "Y,,,"), OPT, 1, "gives no page count"),
    "a wrong page count in the OPT": (
        swapped(OPT, "Y,,,3", "Y,,,4"),
        OPT,
        1,
        "the page count is 4",
    ),
    "a page count in letters in the OPT": (swapped(OPT, "Y,,,3", "Y,,,x"), OPT, 1, "no number"),
    "a page count on a later row": (
        swapped(OPT, "2.tif,,,,", "2.tif,,,,3"),
        OPT,
        2,
        "begins no document",
    ),
    "a box break": (swapped(OPT, "Y,,,3", "Y,,Y,3"), OPT, 1, "folder and box break"),
    "a key given twice": (swapped(OPT, "ABC000003,", "ABC000002,"), OPT, 3, "that of line 2"),
    "no key": (swapped(OPT, "ABC000003,", ","), OPT, 3, "no key"),
    "no path": (swapped(OPT, "IMAGES\\001\\ABC000003.tif", ""), OPT, 3, "no path"),
    "a key of no document": (
        swapped(OPT, "ABC000003,", "ABC000009,"),
        OPT,
        3,
        "no number of the document",
    ),
    "a row of the OPT lost": (line(OPT, 3, None), OPT, 1, "the page count is 3"),
    "a document of the OPT lost": (line(OPT, 4, None), DAT, 3, "begins no document"),
    "rows of the OPT out of order": (
        lambda f: f.update({OPT: m.opt([m.rows()[i] for i in (1, 0, 2, 3)])}),
        OPT,
        2,
        "out of the order",
    ),
    "another volume in the OPT": (
        swapped(OPT, "ABC000003,PRD001", "ABC000003,PRD002"),
        OPT,
        3,
        "another volume",
    ),
    "the OPT of another production": (
        swapped(OPT, "ABC0", "XYZ0", -1),
        OPT,
        0,
        "no document of it",
    ),
    "an image lost": (lost(IMAGE), OPT, 2, "image: there is no such file"),
    "an image twice": (
        swapped(OPT, "001\\ABC000003.tif", "001\\ABC000002.tif"),
        OPT,
        3,
        "that of line 2",
    ),
    "an empty image": (holding(IMAGE, b""), OPT, 2, "the file is empty"),
    "an image that is none": (holding(IMAGE, b"hello, this is text"), OPT, 2, "no TIFF"),
    "an image cut short": (cut(IMAGE, 70), OPT, 2, "cut short"),
    "a strip cut short": (lambda f: f.update({IMAGE: f[IMAGE][:-2]}), OPT, 2, "cut short"),
    "a directory that leads round": (
        lambda f: f.update({IMAGE: f[IMAGE][:-6] + b"\x08\x00\x00\x00" + f[IMAGE][-2:]}),
        OPT,
        2,
        "lead nowhere",
    ),
    "an image of several pages": (holding(IMAGE, m.tiff(3)), OPT, 2, "several pages"),
    "a JPEG cut short": (
        holding(IMAGE, b"\xff\xd8\xff\xe0" + bytes(99)),
        OPT,
        2,
        "the JPEG is cut short",
    ),
    "a PDF with a page too few": (as_pdf(1), OPT, 5, "the page count is 2 and the document has 1"),
    "a PDF that cannot be opened": (as_pdf(2, b"%PDF-1.7\nnothing"), OPT, 5, "cannot be opened"),
    # --- the LFP
    "an empty LFP": (holding(LFP, b""), LFP, 0, "names no image"),
    "an LFP row of another form": (swapped(LFP, "@PRD001;", "PRD001;"), LFP, 1, "not IM,key"),
    "an LFP break of another letter": (swapped(LFP, "1,D,0", "1,X,0"), LFP, 1, "none of D, C"),
    "an LFP offset in letters": (
        swapped(LFP, "1,D,0", "1,D,one"),
        LFP,
        1,
        "offset is not a number",
    ),
    "an LFP offset past the end": (
        lambda f: (as_pdf(2)(f), swapped(LFP, ",2,@", ",3,@")(f))[0],
        LFP,
        6,
        "the offset is 3",
    ),
    "an LFP type that is none": (swapped(LFP, "tif;2", "tif;9"), LFP, 1, "no type of image"),
    "an LFP type of another file": (
        swapped(LFP, "tif;2", "tif;5"),
        LFP,
        1,
        "not that of the file's name",
    ),
    "an LFP key given twice": (swapped(LFP, "ABC000003,", "ABC000002,"), LFP, 3, "that of line 2"),
    "an LFP without its first break": (swapped(LFP, "1,D,0", "1,,0"), LFP, 1, "begins no document"),
    "an LFP image lost": (swapped(LFP, "ABC000002.tif", "ABC000022.tif"), LFP, 2, "no such file"),
    "an LFP document lost": (line(LFP, 4, None), DAT, 3, "begins no document"),
}
