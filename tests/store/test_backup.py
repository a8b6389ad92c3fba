"""A backup restored is the case that it was; a damaged or hostile one is refused by name."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from goodcause.base.errors import CaseError, GoodcauseError
from goodcause.pipeline.backup import back_up, restore
from goodcause.pipeline.progress import Silent
from goodcause.store.matter import Matter, open_matter

from tests.cli.command import inside, new_case
from tests.store.filled import filled, held, sound
from tests.store.servers import Postgres, Storage

SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'goodcause%' ORDER BY 1"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case in a folder, that no test changes."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATABASE_URL", "GOODCAUSE_BLOBS"):
            patch.delenv(name, raising=False)
        case = new_case(tmp_path_factory.mktemp("original") / "case")
    matter = filled(open_matter(case))
    (case / "papers").mkdir()
    (case / "papers" / "a letter.pdf").write_bytes(b"%PDF paper")
    (case / "volumes" / ".VOL001.work").mkdir()
    (case / "volumes" / ".VOL001.work" / "half").write_bytes(b"half")
    back_up(matter, case.parent / "backup", Silent())
    return case


@pytest.fixture
def backup(original: Path) -> Path:
    return original.parent / "backup"


def test_a_restored_case_is_what_it_was(original: Path, backup: Path, tmp_path: Path) -> None:
    open_matter(original)
    before = held()
    done = restore(backup, tmp_path / "again", Silent())

    assert (done.blobs, done.files) == (4, 2)
    assert held() == before
    assert sound(Matter(tmp_path / "again"))
    assert (tmp_path / "again" / "papers" / "a letter.pdf").read_bytes() == b"%PDF paper"
    assert not (tmp_path / "again" / "volumes" / ".VOL001.work").exists()
    assert backup.stat().st_mode & 0o077 == 0


def test_a_case_is_restored_to_where_the_environment_says(
    backup: Path, tmp_path: Path, postgres: Postgres, storage: Storage
) -> None:
    restore(backup, tmp_path / "again", Silent())

    assert not (tmp_path / "again" / "case.db").exists()
    assert sound(Matter(tmp_path / "again"))
    assert len(storage.objects()) == 5
    assert len(postgres.ask(SCHEMAS)) == 1


Hostile = Callable[[dict[str, bytes]], None]


def rewritten(backup: Path, change: Hostile, out: Path) -> Path:
    """The archive with its members changed, its manifest as it was unless that is changed."""
    with zipfile.ZipFile(backup) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    change(members)
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out


def planted(name: str) -> Hostile:
    """A member that the manifest lists like any other."""

    def change(members: dict[str, bytes]) -> None:
        members[name] = b"hostile"
        kept = json.loads(members["manifest.json"])
        digest = "2b0a7ec1c5a8c4a5f6b8"
        kept["members"][name] = {"size": 7, "sha256": digest}
        members["manifest.json"] = json.dumps(kept).encode()

    return change


def altered(start: str) -> Hostile:
    def change(members: dict[str, bytes]) -> None:
        name = next(n for n in sorted(members) if n.startswith(start))
        members[name] += b"x"

    return change


def without(start: str) -> Hostile:
    def change(members: dict[str, bytes]) -> None:
        del members[next(n for n in sorted(members) if n.startswith(start))]

    return change


def said(**facts: object) -> Hostile:
    def change(members: dict[str, bytes]) -> None:
        kept = {**json.loads(members["manifest.json"]), **facts}
        members["manifest.json"] = json.dumps(kept).encode()

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (altered("blobs/"), "blobs/.* is damaged"),
        (altered("rows/store_personrow"), "rows/store_personrow.jsonl is damaged"),
        (altered("files/papers"), "files/papers/a letter.pdf is damaged"),
        (without("blobs/"), "blobs/.* is on one side only"),
        (without("rows/store_personrow"), "store_personrow.jsonl is on one side only"),
        (without("manifest"), "manifest.json is missing or damaged"),
        (altered("manifest"), "manifest.json is missing or damaged"),
        (said(members=[]), "manifest.json is missing or damaged"),
        (said(format=99), "was written by a newer version"),
        (said(version="9999_later"), "were written by a newer version"),
        (said(tables={}), "does not hold the tables that it names"),
        (said(tables=None), "does not say what its rows are"),
        (planted("files/../../out"), "is no name for a member"),
        (planted("/etc/out"), "is no name for a member"),
        (planted("files//out"), "is no name for a member"),
        (planted("files/a\\..\\out"), "is no name for a member"),
        (planted("elsewhere/out"), "is no name for a member"),
        (planted("files/case.db"), "does not belong in a backup"),
        (planted("files/case.json"), "does not belong in a backup"),
        (planted("files/blobs/ab/cdef"), "does not belong in a backup"),
        (planted("files/.lock"), "does not belong in a backup"),
    ],
)
def test_a_damaged_or_hostile_backup_is_refused_by_name_and_makes_nothing(
    change: Hostile, says: str, backup: Path, tmp_path: Path
) -> None:
    wrong = rewritten(backup, change, tmp_path / "wrong")
    before = sorted(tmp_path.iterdir())

    with pytest.raises(CaseError, match=says):
        restore(wrong, tmp_path / "again", Silent())
    assert sorted(tmp_path.iterdir()) == before


def test_a_backup_cut_short_or_flipped_anywhere_is_refused(backup: Path, tmp_path: Path) -> None:
    data = backup.read_bytes()
    wrong = tmp_path / "wrong"
    for at in range(0, len(data), max(len(data) // 4, 1)):
        for spoiled in (data[:at], data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]):
            wrong.write_bytes(spoiled)
            try:
                restore(wrong, tmp_path / f"again{at}", Silent())
            except GoodcauseError:
                assert not (tmp_path / f"again{at}").exists()
            else:  # a byte that says nothing, such as a member's date
                assert sound(Matter(tmp_path / f"again{at}"))
                assert len(spoiled) == len(data)


def test_wrong_uses_of_backup_are_one_sentence(
    matter: Matter, backup: Path, tmp_path: Path
) -> None:
    for words, says in (
        (("backup", matter.folder, backup), "exists already"),
        (("backup", matter.folder, backup / "x" / "y"), "is not a folder"),
        (("restore", matter.folder / "none", tmp_path / "n"), "cannot be read"),
        (("restore", backup, matter.folder), "already exists and is not empty"),
        (("restore", matter.order_file, tmp_path / "n"), "is no backup"),
    ):
        ended = inside(*words)
        assert (ended.code, says in ended.sentence) == (2, True), ended
    (matter.folder / "registers" / "link").symlink_to(backup)
    ended = inside("backup", matter.folder, tmp_path / "second")
    assert (ended.code, "is a link" in ended.sentence) == (2, True)
    assert not (tmp_path / "second").exists()
