"""Whatever bytes a volume holds, the verifier ends with a verdict that is not sound."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from goodcause.base.errors import UsageError
from goodcause.verification.secret import Secret
from goodcause.verification.verify import Depth, verify

from tests.verification import making as m

NO_OCR = Depth(ocr_pages=0, ocr_regions=0)
SECRET = Secret(value="900-12-3456", category="ssn", begin_bates=("CCW0000001",), everywhere=True)
KINDS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut": lambda data, chance: data[: chance.randrange(len(data))],
    "empty": lambda data, chance: b"",
    "noise": lambda data, chance: chance.randbytes(3000),
    "one byte": lambda data, chance: data[:40] + b"\xff" + data[41:],
    "doubled": lambda data, chance: data + data,
    "zeros": lambda data, chance: bytes(5000),
    "text": lambda data, chance: "\ud800\x00\u202e\n\r\x0c\xfe\x14".encode(
        "utf-8", "surrogatepass"
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tiff", [False, True])
def test_every_file_in_turn_may_be_hostile(kind: str, tiff: bool, tmp_path: Path) -> None:
    docs = m.sound_docs()
    files = m.files_of(docs, tiff=tiff)
    files["manifest.sha256"] = m.manifest(files)
    chance = random.Random(f"{kind} {tiff}")  # noqa: S311 - a repeatable draw, not a secret
    for number, path in enumerate(sorted(files)):
        changed = {**files, path: KINDS[kind](files[path], chance)}
        root = m.write(changed, tmp_path / str(number))

        assert not verify(root, secrets=[SECRET], depth=NO_OCR).sound, path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Width 1400", b"/Width 9999999999"),
        (b"/Height 500", b"/Height 0"),
        (b"/Length1 ", b"/Length1 -"),
        (b"/Count 2", b"/Count 99999999"),
        (b"/DW 500", b"/DW 500.00"),
    ],
)
def test_lying_numbers_are_reported(old: bytes, new: bytes, tmp_path: Path) -> None:
    def change(objects: m.Bodies) -> None:
        objects[:] = [body.replace(old, new) for body in objects]

    docs = m.sound_docs()
    docs[0].pdf_change = change
    root = m.write(m.files_of(docs), tmp_path / "VOL001")

    assert {p.check for p in verify(root, depth=NO_OCR).problems} & {"I1", "I2"}


def test_paths_of_the_load_file_do_not_lead_out_of_the_volume(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_bytes(b"900-12-3456")
    files = m.files_of(m.sound_docs())
    inside = b"TEXT\\0001\\CCW0000001.txt"
    files["DATA/VOL001.dat"] = files["DATA/VOL001.dat"].replace(inside, b"..\\outside.txt")
    root = m.write(files, tmp_path / "VOL001")

    verdict = verify(root, secrets=[SECRET], depth=NO_OCR)

    assert {p.check for p in verdict.problems} == {"I8", "load"}


def test_a_folder_that_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give the folder of a volume"):
        verify(tmp_path / "VOL009")


def test_an_empty_folder_is_no_volume(tmp_path: Path) -> None:
    assert not verify(tmp_path, depth=NO_OCR).sound


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    root = m.write(m.files_of(m.sound_docs()), tmp_path / "VOL001")
    told: list[tuple[str, int, int]] = []

    verify(root, depth=NO_OCR, on_progress=lambda *step: told.append(step))

    assert told == [("documents", n, 3) for n in (1, 2, 3)]
