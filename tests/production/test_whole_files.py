from __future__ import annotations

import errno
from pathlib import Path

import pytest

from goodcause.base.errors import StoppedError
from goodcause.production import files


def test_a_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "down.txt"

    with files.whole(path) as out:
        out.write(b"all of it")
        assert not path.exists()

    assert path.read_bytes() == b"all of it"
    assert [p.name for p in path.parent.iterdir()] == ["down.txt"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError, SystemExit])
def test_a_writer_that_is_stopped_leaves_nothing_and_keeps_what_was_there(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")

    with pytest.raises(stop), files.whole(path) as out:
        out.write(b"half")
        raise stop

    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_bytes() == b"before"


def test_a_full_disk_is_said_in_one_sentence() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")

    with pytest.raises(StoppedError, match=r"the disk is full; free some space"):  # noqa: SIM117  the error rises on closing
        with files.room(full):
            with full.open("wb") as out:
                out.write(b"x")


def test_a_disk_that_refuses_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoppedError, match="Read-only"), files.room(tmp_path):
        raise OSError(errno.EROFS, "Read-only file system")


def test_errors_of_other_kinds_pass(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), files.room(tmp_path):
        (tmp_path / "absent").read_bytes()


def test_space_is_asked_for_before_the_work(tmp_path: Path) -> None:
    files.check_space(tmp_path, 1000)

    with pytest.raises(StoppedError, match=r"needs about [\d.]+ GB and .* are free; free some"):
        files.check_space(tmp_path, 10**18)


def test_what_a_killed_writer_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / ".CCW0000001.pdf.part").write_bytes(b"half")
    (tmp_path / "a" / "CCW0000002.pdf").write_bytes(b"whole")

    files.sweep(tmp_path)

    assert [p.name for p in tmp_path.rglob("*")] == ["a", "CCW0000002.pdf"]
