"""A backup of a case in one file, and a case made from one.

Rows are of one moment; the case is held meanwhile, so blobs, registers and volumes are of the same.
Reviewers may go on: what they decide after that moment is not in the backup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import goodcause
from goodcause.base.bucket import Bucket
from goodcause.base.errors import CaseError, UsageError
from goodcause.base.opened import BLOBS, kept_at, kept_here
from goodcause.base.shelf import Folder, Shelf, part
from goodcause.base.whereabouts import DATABASE, FILE, Whereabouts, whereabouts
from goodcause.pipeline.archive import Reader, Writer, reading, writing
from goodcause.pipeline.progress import Progress
from goodcause.store import audit
from goodcause.store.matter import PARTS, Matter, locked, made_whole, open_matter
from goodcause.store.rowform import Tally
from goodcause.store.transfer import Inventory, read_rows, rows_file, write_rows

_ELSEWHERE: Final = (FILE, BLOBS, "worker.log", "moving.json")
"""What a backup holds in another form, or does not need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup holds."""

    file: Path
    rows: int
    blobs: int
    files: int
    size: int
    sealed: bool


def back_up(matter: Matter, file: Path, progress: Progress) -> Backup:
    """Write a backup of a case.

    Raises:
        UsageError: the file exists.
        CaseError: the case is in use, or holds what no backup can.
    """
    if file.exists():
        raise UsageError(f"{file} exists already; name another file")
    if not file.absolute().parent.is_dir():
        raise UsageError(f"{file.absolute().parent} is not a folder; make it, or name another file")
    facts: dict[str, object] = {"sealed": whereabouts(matter.folder).sealed}
    with locked(matter, "backup"), writing(file, facts) as archive:
        inventory = _add_rows(matter.folder, archive)
        facts |= {"version": inventory.version, "made": datetime.now(UTC).isoformat()}
        facts |= {"goodcause": goodcause.__version__, "rows": inventory.rows}
        facts["tables"] = {name: asdict(tally) for name, tally in inventory.tables.items()}
        blobs = _add_blobs(matter, archive, progress)
        files = list(_add_files(matter.folder, archive))
    return Backup(
        file=file,
        rows=inventory.rows,
        blobs=blobs,
        files=len(files),
        size=file.stat().st_size,
        sealed=bool(facts["sealed"]),
    )


def _add_rows(folder: Path, archive: Writer) -> Inventory:
    with TemporaryDirectory(dir=folder, prefix=".new-backup") as name:
        inventory = write_rows(Path(name))
        for table in inventory.tables:
            archive.add(f"rows/{table}.jsonl", rows_file(Path(name), table), packed=True)
    return inventory


def _add_blobs(matter: Matter, archive: Writer, progress: Progress) -> int:
    """Add blobs as they lie on the shelf; sealed ones stay sealed."""
    shelf = kept_here(matter.blobs.root).shelf
    names = list(shelf.names())
    progress.start("blobs", len(names))
    with TemporaryDirectory(dir=matter.folder, prefix=".new-backup") as folder:
        passing = Folder(Path(folder))
        for name in names:
            archive.add(f"blobs/{name}", _file_of(shelf, name, passing), packed=False)
            passing.remove(name)
            progress.step()
    progress.finish()
    return len(names)


def _file_of(shelf: Shelf, name: str, passing: Folder) -> Path:
    """The bytes of a blob as a file; out of a bucket they only pass through."""
    if not isinstance(shelf, Bucket):
        return shelf.local(name)
    shelf.fetch(name, passing)
    return passing.local(name)


def _add_files(folder: Path, archive: Writer) -> Iterator[str]:
    """Add everything else of the case folder; what is being made (names with a dot) is left."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        first = inside.parts[0]
        if first in _ELSEWHERE or first.startswith(DATABASE) or _unfinished(inside):
            continue
        if path.is_symlink():
            raise CaseError(f"{path} is a link, and a backup holds files; put what it means there")
        if path.is_file():
            name = f"files/{inside.as_posix()}"
            archive.add(name, path, packed=path.suffix in (".csv", ".txt", ".yaml", ".json"))
            yield name


def _unfinished(inside: Path) -> bool:
    return any(name.startswith(".") for name in inside.parts)


def restore(file: Path, folder: Path, progress: Progress) -> Backup:
    """Make a case from a backup; its rows and blobs go where the environment says.

    Raises:
        CaseError: the backup is damaged or hostile, or the folder exists; then nothing is made.
    """
    with reading(file) as archive:
        inventory = _inventory(archive, file)
        sealed = bool(archive.facts.get("sealed"))
        with made_whole(folder, sealed=sealed) as (made, where):
            files = _put_files(made, archive)
            blobs = _put_blobs(made, where, archive, progress)
            _put_rows(made, archive, inventory)
            audit.record("restore", {"made": str(archive.facts.get("made", ""))})
    open_matter(folder)
    return Backup(
        file=file,
        rows=inventory.rows,
        blobs=blobs,
        files=files,
        size=file.stat().st_size,
        sealed=sealed,
    )


def _inventory(archive: Reader, file: Path) -> Inventory:
    try:
        tables = {str(n): Tally(**t) for n, t in archive.facts["tables"].items()}
        found = Inventory(str(archive.facts["version"]), tables)
    except (KeyError, TypeError, AttributeError) as e:
        raise CaseError(f"{file} does not say what its rows are; use another backup") from e
    if {f"{name}.jsonl" for name in tables} != set(archive.under("rows")):
        raise CaseError(f"{file} does not hold the tables that it names; use another backup")
    return found


def _put_files(made: Path, archive: Reader) -> int:
    count = 0
    for name in archive.under("files"):
        if name.split("/")[0] in _ELSEWHERE or name.startswith(DATABASE) or _unfinished(Path(name)):
            raise CaseError(f"files/{name} does not belong in a backup; use another")
        target = made / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as out:
            archive.take(f"files/{name}", out)
        count += 1
    for each in PARTS:
        (made / each).mkdir(exist_ok=True)
    return count


def _put_blobs(made: Path, where: Whereabouts, archive: Reader, progress: Progress) -> int:
    shelf = kept_at(made / BLOBS, where).shelf
    names = list(archive.under("blobs"))
    progress.start("blobs", len(names))
    for name in names:
        with part(shelf.parts) as out:
            archive.take(f"blobs/{name}", out)
            out.close()
            shelf.place(Path(out.name), name)
        progress.step()
    progress.finish()
    return len(names)


def _put_rows(made: Path, archive: Reader, inventory: Inventory) -> None:
    with TemporaryDirectory(dir=made, prefix=".new-restore") as name:
        for table in inventory.tables:
            with rows_file(Path(name), table).open("wb") as out:
                archive.take(f"rows/{table}.jsonl", out)
        read_rows(Path(name), inventory)
