"""A disk that is full: one sentence, nothing lost, and the same command completes later."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import Ended, goodcause, inside, new_case, produce
from tests.pipeline.papers import JEWELER, application, memo


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of six megabytes."""
    place, mount, umount = tmp_path / "disk", shutil.which("mount"), shutil.which("umount")
    place.mkdir()
    if mount is None or umount is None:
        pytest.skip("a small disk needs `mount`")
    made = [mount, "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if subprocess.run(made, check=False, capture_output=True).returncode:  # noqa: S603  fixed words
        pytest.skip("only the superuser can mount a small disk")
    yield place
    subprocess.run([umount, "--lazy", str(place)], check=True)  # noqa: S603  fixed words


def filled(disk: Path, but: int) -> Path:
    """A file that leaves so many bytes of the disk."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    room = os.statvfs(disk)
    filler.write_bytes(bytes(max(room.f_bavail * room.f_frsize - but, 0)))
    return filler


def refused(ended: Ended) -> None:
    assert ended.code == 1, ended
    assert "run the same command again" in ended.sentence
    assert "the disk" in ended.sentence


def test_every_command_completes_once_there_is_room(disk: Path, tmp_path: Path) -> None:
    case, papers = disk / "case", tmp_path / "papers"
    papers.mkdir()
    application(papers / "a.pdf", JEWELER)
    memo(papers / "b.pdf", "The range is closed on the first Monday.")
    (papers / "c.pdf").write_bytes(b"%PDF-1.4\n" + bytes(400_000))

    filler = filled(disk, 20_000)
    refused(inside("new", case, "--order", "mehl-v-blanas"))
    assert [p.name for p in disk.iterdir()] == ["filler"]
    filler.unlink()
    new_case(case)

    filler = filled(disk, 150_000)
    refused(inside("add", case, papers, "--series", "ccw"))
    assert not [*(case / "blobs").rglob(".new-*")]
    filler.unlink()
    assert inside("add", case, papers, "--series", "ccw").code == 0

    filler = filled(disk, 60_000)
    refused(goodcause("read", case))
    assert not [*(case / "blobs").rglob(".new-*")]
    filler.unlink()
    assert goodcause("read", case, "--json").facts["documents"] == 2

    filler = filled(disk, 100_000)
    refused(produce(case))
    assert [p.name for p in (case / "volumes").iterdir() if not p.name.startswith(".")] == []
    filler.unlink()
    assert produce(case).code == 14

    filler = filled(disk, 0)
    refused(goodcause("status", case))
    filler.unlink()
    assert goodcause("status", case).code == 0
