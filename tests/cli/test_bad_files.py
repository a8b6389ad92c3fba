"""Files of every bad kind, taken all the way: one true row each, and nothing dies of them."""

from __future__ import annotations

import io
import os
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from goodcause.pipeline.add import add
from goodcause.pipeline.new import new_case as new
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.status import standing

from tests.cli.command import Ended, goodcause, inside, new_case, produce, register
from tests.pipeline.papers import JEWELER, application

VOLUME = ("--volume", "VOL001", "--to", "counsel")
DAMAGED, EMPTY, NO_TEXT = "damaged or cut short", "this file is empty", "bytes that are no text"
PRODUCED = ""
ROWS = {
    "good.pdf": PRODUCED,
    "owner.pdf": PRODUCED,
    "many.tif": PRODUCED,
    "latin.csv": PRODUCED,
    "-leading.txt": PRODUCED,
    "=cmd|calc.txt": PRODUCED,
    "a b'c\"d.txt": PRODUCED,
    "new\\nline.txt": PRODUCED,
    "\\xffbytes.txt": PRODUCED,
    "empty.pdf": EMPTY,
    "cut.pdf": DAMAGED,
    "locked.pdf": "encrypted with a password",
    "nopages.pdf": "no pages",
    "tenthousand.pdf": "10,000 pages, more than the 5,000",
    "large.pdf": "200 inches long",
    "huge.pdf": "13,889 inches long",
    "bomb.png": "more than the 200,000,000 that are read",
    "book.xlsx": "turn on that person's class",
    "control.txt": NO_TEXT,
    "bytes.csv": NO_TEXT,
    "loop": "symbolic link",
    "dangling": "symbolic link",
    "pipe": "a pipe, a device or a socket",
    "unreadable": "cannot be read",
    "program.exe": "this kind of file is not read",
    "cut.zip": DAMAGED,
    "box.zip": "a container",
    "box.zip/fine.txt": PRODUCED,
    "box.zip/outside.txt": "leads out of its archive",
    "box.zip/twice.txt": PRODUCED,
    "box.zip/twice.txt [2]": "another file of the same name",
    "box.zip/in.zip": "a container",
    "box.zip/in.zip/deep.txt": PRODUCED,
    "locked.zip": "a container",
    "locked.zip/in.txt": "is encrypted",
}


def pages(count: int, points: float, path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(count):
            box = [0, 0, points, points]
            pdf.pages.append(pikepdf.Page(pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=box)))
        pdf.save(path)


def pdfs(folder: Path) -> None:
    good = application(folder / "good.pdf", JEWELER)
    (folder / "cut.pdf").write_bytes(good.read_bytes()[:-700])
    (folder / "empty.pdf").write_bytes(b"")
    with pikepdf.open(good) as pdf:
        pdf.save(folder / "locked.pdf", encryption=pikepdf.Encryption(user="u", owner="o"))
    # Other words, or it would be the same document as another file.
    with pikepdf.open(
        application(folder / "owner.pdf", JEWELER), allow_overwriting_input=True
    ) as p:
        p.save(folder / "owner.pdf", encryption=pikepdf.Encryption(user="", owner="o"))
    pages(0, 612, folder / "nopages.pdf")
    pages(10_000, 612, folder / "tenthousand.pdf")
    pages(1, 200 * 72, folder / "large.pdf")
    pages(1, 1e6, folder / "huge.pdf")


def pictures(folder: Path) -> None:
    page = Image.new("1", (425, 550), 1)
    page.save(folder / "many.tif", save_all=True, append_images=[page] * 2)
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(6_251 * 500))
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    body = (
        struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks
    )
    (folder / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(body))


def tables(folder: Path) -> None:
    from openpyxl import Workbook  # noqa: PLC0415  heavy; only these need it

    book = Workbook()
    book.create_sheet("secret").append(["SSN", "900-33-4444"])
    book.worksheets[1].sheet_state = "hidden"
    book.worksheets[0]["A1"] = '=cmd|" /C calc"!A0'
    book.save(folder / "book.xlsx")
    (folder / "latin.csv").write_bytes("name;town\nJosé;Weed\n".encode("latin-1"))
    (folder / "bytes.csv").write_bytes(b'a,b\n\xff\xfe\x00\x81,\x00\n"unclosed')
    (folder / "control.txt").write_bytes(b"hello\x00\x01\x1b[31mred")


def names(folder: Path) -> None:
    for number, name in enumerate(
        ("-leading.txt", "=cmd|calc.txt", "a b'c\"d.txt", "new\nline.txt")
    ):
        (folder / name).write_text(f"range {number}\n")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xffbytes.txt")).write_text("range of bytes\n")
    (folder / "loop").symlink_to(".")
    (folder / "dangling").symlink_to("gone")
    os.mkfifo(folder / "pipe")
    (folder / "program.exe").write_bytes(b"MZ\x90\0" * 20)


def archives(folder: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as box:
        box.writestr("deep.txt", "deep\n")
    with warnings.catch_warnings(), zipfile.ZipFile(folder / "box.zip", "w") as box:
        warnings.simplefilter("ignore")  # the same name twice is what we want
        for name in ("fine.txt", "../../outside.txt", "twice.txt", "twice.txt"):
            box.writestr(name, f"{name} {len(box.namelist())}\n")
        box.writestr("in.zip", inner.getvalue())
    (folder / "cut.zip").write_bytes((folder / "box.zip").read_bytes()[:90])
    with zipfile.ZipFile(folder / "locked.zip", "w") as box:
        box.writestr("in.txt", "secret\n")
    data = bytearray((folder / "locked.zip").read_bytes())
    data[6] |= 1  # the mark of encryption, in both of its places
    data[data.find(b"PK\x01\x02") + 8] |= 1
    (folder / "locked.zip").write_bytes(data)


def unreadable(folder: Path) -> list[Path]:
    """A file that cannot be read, by the superuser neither, and that is no link."""
    memory = Path("/proc/self/mem")
    return [memory] if memory.exists() else []


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Ended]]:
    place = tmp_path_factory.mktemp("files")
    papers = place / "papers"
    papers.mkdir()
    for fill in (pdfs, pictures, tables, names, archives):
        fill(papers)
    case = new_case(place / "case")
    ended = {
        "add": inside("add", case, papers, *unreadable(papers), "--series", "ccw"),
        "again": inside("add", case, papers, *unreadable(papers), "--series", "ccw", "--json"),
        "early": inside("produce", case, *VOLUME),
        "read": goodcause("read", case),
        "undecided": inside("produce", case, *VOLUME),
        "produce": produce(case),
        "taken": inside("produce", case, *VOLUME),
        "status": inside("status", case, "--json"),
    }
    return case, ended


def test_the_commands_end_as_they_say(ends: tuple[Path, dict[str, Ended]]) -> None:
    _, ended = ends

    assert {name: end.code for name, end in ended.items()} == {
        "add": 14,
        "again": 0,
        "early": 10,
        "read": 14,
        "undecided": 10,
        "produce": 14,
        "taken": 2,
        "status": 0,
    }
    assert [e.err for e in ended.values() if e.code in {0, 14}] == [""] * 5
    assert "goodcause read" in ended["early"].sentence
    assert "--accept-proposals" in ended["undecided"].sentence
    assert "already exists" in ended["taken"].sentence


def test_every_file_has_one_row_with_a_true_reason(ends: tuple[Path, dict[str, Ended]]) -> None:
    case, _ = ends
    papers = f"{case.with_name('papers')}/"
    rows = {r["source_path"].removeprefix(papers): r for r in register(case)}
    rows["unreadable"] = rows.pop("/proc/self/mem", {"reason": "cannot be read", "disposition": ""})

    assert len(rows) == len(register(case)) + ("/proc/self/mem" not in str(register(case)))
    assert sorted(rows) == sorted(ROWS)
    for name, words in ROWS.items():
        assert words in rows[name]["reason"], name
        assert (rows[name]["disposition"] == "produced") == (words == PRODUCED), name


def test_adding_the_same_again_changes_nothing(ends: tuple[Path, dict[str, Ended]]) -> None:
    _, ended = ends
    facts = ended["again"].facts

    assert facts["already"] == len(ROWS) - (not unreadable(Path()))
    assert [facts[n] for n in ("registered", "duplicates", "containers", "exceptions")] == [0] * 4


def test_status_says_what_came_of_it(ends: tuple[Path, dict[str, Ended]]) -> None:
    case, ended = ends
    facts = ended["status"].facts
    volumes = facts["volumes"]

    assert isinstance(volumes, dict)
    assert volumes["VOL001"].endswith("verified when it was made")
    assert facts["next"] == f"goodcause verify {case}/volumes/VOL001 --case {case}"


def test_a_file_that_is_mended_keeps_its_one_row(tmp_path: Path) -> None:
    matter, paper = new(tmp_path / "case", "mehl-v-blanas", None).matter, tmp_path / "a.txt"
    paper.write_bytes(b"")
    assert add(matter, [str(paper)], "ccw", Silent()).exceptions == 1
    paper.write_text("The range is closed.\n")
    (tmp_path / "b.txt").write_text("The range is open.\n")
    for path in (paper, tmp_path / "b.txt"):
        assert add(matter, [str(path)], "ccw", Silent()).registered == 1

    assert standing(matter).tables["Sources:"] == {"registered": 2, "pages read": 0}
