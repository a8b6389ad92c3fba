from __future__ import annotations

import io
import os
import struct
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodcause.base.errors import StoppedError, UsageError
from goodcause.intake.collect import Incoming, collect
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind

PDF = b"%PDF-1.4 made for a test"


def taken(tmp_path: Path, *paths: Path | str, limits: Limits | None = None) -> list[Incoming]:
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    return list(collect([str(p) for p in paths], scratch, limits or Limits()))


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def names(rows: list[Incoming], root: Path) -> list[str]:
    return [row.path.removeprefix(f"{root}/") for row in rows]


def test_folders_are_walked_in_sorted_order_to_the_bottom(tmp_path: Path) -> None:
    root = tmp_path / "in"
    for name in ("b/2.pdf", "b/1.pdf", "a.pdf", "c/d/e.pdf"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(PDF)

    rows = taken(tmp_path, root)

    assert names(rows, root) == ["a.pdf", "b/1.pdf", "b/2.pdf", "c/d/e.pdf"]
    assert all(row.kind is Kind.PDF and not row.problem and row.file for row in rows)


def test_a_path_keeps_the_words_it_was_given_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(PDF)
    monkeypatch.chdir(tmp_path)

    assert [row.path for row in taken(tmp_path, "in/", "in/a.pdf")] == ["in/a.pdf", "in/a.pdf"]


def test_a_missing_path_stops_everything_before_the_first_row(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)

    with pytest.raises(UsageError, match=r"nothing\.pdf does not exist"):
        collect([str(tmp_path / "a.pdf"), str(tmp_path / "nothing.pdf")], tmp_path, Limits())


def test_what_cannot_be_taken_in_has_a_row_that_says_why(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    (root / "empty.pdf").write_bytes(b"")
    (root / "letter.wpd").write_bytes(b"\xffWPC" + b"\x00\x01" * 9)
    (root / "letter.docx").write_bytes(b"\x00\x01\x02\x03" * 9)
    (root / "mail.eml").write_bytes(b"no header of any message\n")
    (root / "noise.bin").write_bytes(b"\x00\x01\x02\x03" * 9)
    os.mkfifo(root / "pipe")
    (tmp_path / "elsewhere.pdf").write_bytes(PDF)
    (root / "link.pdf").symlink_to(tmp_path / "elsewhere.pdf")
    (root / "linked-folder").symlink_to(tmp_path)

    rows = {row.path.rsplit("/", 1)[1]: row for row in taken(tmp_path, root)}

    says = {name: row.problem for name, row in rows.items()}
    assert "empty" in says["empty.pdf"]
    assert "print it to PDF" in says["letter.wpd"]
    assert "damaged" in says["letter.docx"]
    assert "does not begin as a message" in says["mail.eml"]
    assert "not read" in says["noise.bin"]
    assert "not opened" in says["pipe"]
    assert "symbolic link" in says["link.pdf"]
    assert "symbolic link" in says["linked-folder"]
    assert all(row.file is None for row in rows.values())


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_has_a_row(tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(PDF)
    locked.chmod(0)

    (row,) = taken(tmp_path, locked)

    assert "permissions" in row.problem


def test_a_file_over_the_limit_has_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)

    (row,) = taken(tmp_path, tmp_path / "a.pdf", limits=Limits(max_file_bytes=10))

    assert "split it" in row.problem


def test_a_name_that_no_encoding_fits_is_shown_and_read(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/bad\xff\n.pdf")).write_bytes(PDF)
    except OSError:
        pytest.skip("this file system refuses such names")

    (row,) = taken(tmp_path, root)

    assert row.path.isprintable()
    assert row.path.encode()
    assert row.kind is Kind.PDF
    assert row.file
    assert row.file.read_bytes() == PDF


def test_an_archive_comes_before_its_members(tmp_path: Path) -> None:
    inner = zipped({"deep/z.pdf": PDF})
    (tmp_path / "given.zip").write_bytes(zipped({"b.pdf": PDF, "a/inner.zip": inner}))

    rows = taken(tmp_path, tmp_path / "given.zip")

    assert names(rows, tmp_path) == [
        "given.zip",
        "given.zip/a/inner.zip",
        "given.zip/a/inner.zip/deep/z.pdf",
        "given.zip/b.pdf",
    ]
    assert [row.kind for row in rows] == [Kind.ZIP, Kind.ZIP, Kind.PDF, Kind.PDF]
    assert rows[2].container == rows[1].path
    assert rows[2].file
    assert rows[2].file.read_bytes() == PDF


@pytest.mark.parametrize(
    "name", ["../up.pdf", "a/../../up.pdf", "/etc/up.pdf", "C:\\up.pdf", "..\\up.pdf"]
)
def test_a_name_that_leads_out_is_refused_and_nothing_is_written_there(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "given.zip").write_bytes(zipped({name: PDF, "good.pdf": PDF}))

    rows = taken(tmp_path, tmp_path / "given.zip")

    (bad,) = [row for row in rows if "up.pdf" in row.path]
    (good,) = [row for row in rows if "good.pdf" in row.path]
    assert "leads out" in bad.problem
    assert bad.file is None
    assert ".." not in bad.path.split("/")
    assert not good.problem
    assert not list(tmp_path.rglob("up.pdf"))


def test_two_members_of_one_name_are_two_rows(tmp_path: Path) -> None:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("same.pdf", PDF)
        archive.writestr("same.pdf", PDF + b"other")
    (tmp_path / "given.zip").write_bytes(out.getvalue())

    rows = taken(tmp_path, tmp_path / "given.zip")

    assert names(rows, tmp_path) == ["given.zip", "given.zip/same.pdf", "given.zip/same.pdf [2]"]
    assert not rows[1].problem
    assert "same name" in rows[2].problem


def test_an_encrypted_member_is_a_row(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.pdf": PDF}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + at
        data[place : place + 2] = struct.pack("<H", 1)
    (tmp_path / "given.zip").write_bytes(data)

    rows = taken(tmp_path, tmp_path / "given.zip")

    assert "encrypted" in rows[1].problem


def test_a_member_whose_bytes_are_damaged_is_a_row(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.pdf": PDF * 50}))
    data[60] ^= 0xFF
    (tmp_path / "given.zip").write_bytes(data)

    rows = taken(tmp_path, tmp_path / "given.zip")

    assert "damaged" in rows[1].problem


def test_an_archive_cut_short_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "given.zip").write_bytes(zipped({"a.pdf": PDF})[:-30])

    (row,) = taken(tmp_path, tmp_path / "given.zip")

    assert row.kind is Kind.ZIP
    assert "damaged" in row.problem


def test_a_directory_that_lost_an_entry_is_noticed(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.pdf": PDF, "b.pdf": PDF}))
    comment_length = data.index(b"PK\x01\x02") + 32
    data[comment_length] = 51  # the first entry swallows the second
    (tmp_path / "given.zip").write_bytes(data)

    rows = taken(tmp_path, tmp_path / "given.zip")

    assert names(rows, tmp_path) == ["given.zip", "given.zip/a.pdf"]
    assert "says it holds 2" in rows[0].problem


def test_a_folder_that_holds_bytes_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "given.zip").write_bytes(zipped({"a.pdf": PDF, "folder/": b"", "odd/": PDF}))

    rows = taken(tmp_path, tmp_path / "given.zip")

    assert names(rows, tmp_path) == ["given.zip", "given.zip/a.pdf", "given.zip/odd"]
    assert "holds bytes" in rows[2].problem


def test_a_member_that_grows_like_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "given.zip").write_bytes(zipped({"zeros.txt": bytes(17 << 20), "a.pdf": PDF}))

    rows = taken(tmp_path, tmp_path / "given.zip")

    assert "grows" in rows[2].problem
    assert not rows[1].problem
    assert sum(f.stat().st_size for f in (tmp_path / "scratch").iterdir()) < 1000


def test_the_budget_holds_for_nested_archives_together(tmp_path: Path) -> None:
    inner = {f"{n}.pdf": PDF + os.urandom(500) for n in range(4)}
    (tmp_path / "given.zip").write_bytes(zipped({f"{n}.zip": zipped(inner) for n in range(4)}))

    rows = taken(tmp_path, tmp_path / "given.zip", limits=Limits(zip_bytes=6_000))

    assert any("unpacks to more" in row.problem for row in rows)
    assert sum(f.stat().st_size for f in (tmp_path / "scratch").iterdir()) <= 6_000


def test_too_many_members_leave_the_archive_shut(tmp_path: Path) -> None:
    (tmp_path / "given.zip").write_bytes(zipped({f"{n}.pdf": PDF for n in range(9)}))

    (row,) = taken(tmp_path, tmp_path / "given.zip", limits=Limits(zip_members=8))

    assert "9 files" in row.problem


def test_archives_are_opened_three_deep_and_no_deeper(tmp_path: Path) -> None:
    data = zipped({"a.pdf": PDF})
    for _ in range(4):
        data = zipped({"n.zip": data})
    (tmp_path / "given.zip").write_bytes(data)

    rows = taken(tmp_path, tmp_path / "given.zip")

    assert names(rows, tmp_path)[-1] == "given.zip/n.zip/n.zip/n.zip"
    assert "3 archives deep" in rows[-1].problem
    assert not any(row.problem for row in rows[:-1])


def test_a_link_inside_an_archive_is_not_made(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.create_system = 3
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    (tmp_path / "given.zip").write_bytes(out.getvalue())

    rows = taken(tmp_path, tmp_path / "given.zip")

    assert "symbolic link" in rows[1].problem


def test_a_scratch_folder_that_is_gone_stops_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "given.zip").write_bytes(zipped({"a.pdf": PDF}))

    with pytest.raises(StoppedError, match="make room"):
        list(collect([str(tmp_path / "given.zip")], tmp_path / "gone", Limits()))


@given(data=st.binary(max_size=400), where=st.integers(0, 10_000), change=st.integers(1, 255))
@example(data=bytes.fromhex("909090919090929090939090949090"), where=0, change=1)
@settings(max_examples=200, deadline=None)
def test_no_archive_however_damaged_raises_or_goes_unmentioned(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, where: int, change: int
) -> None:
    tmp_path = tmp_path_factory.mktemp("zip")
    archive = bytearray(zipped({"a.pdf": PDF + data, "b/c.txt": data}))
    archive[where % len(archive)] ^= change
    (tmp_path / "given.zip").write_bytes(archive)

    rows = taken(tmp_path, tmp_path / "given.zip")

    assert rows
    assert all(row.problem or row.file for row in rows)
    assert len(rows) >= 3 or any(row.problem for row in rows)
