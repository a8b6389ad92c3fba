"""Moving a case: its rows to another database, its blobs to another place.

Everything is copied, counted and compared before the case is told where to look from now on, which
is one file replaced by another. Whatever interrupts it before, the case opens from where it was;
the old place is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from goodcause.base.bucket import Bucket, prefix_of
from goodcause.base.database_url import Server, server_of
from goodcause.base.errors import CaseError, StoppedError, UsageError
from goodcause.base.opened import BLOBS, kept_at, open_blobs
from goodcause.base.shelf import Folder, Shelf
from goodcause.base.whereabouts import DATABASE, Whereabouts, settle, whereabouts
from goodcause.pipeline.progress import Progress
from goodcause.store import audit
from goodcause.store.connecting import fresh_schema, server_asked
from goodcause.store.matter import Matter
from goodcause.store.transfer import (
    UNFINISHED,
    Inventory,
    close_target,
    connect_to,
    drop_target,
    leaving,
    open_target,
    read_rows,
    write_rows,
)

FILE: Final = "sqlite"
FOLDER: Final = "folder"
_FROM_ENVIRONMENT: Final = "postgres"
_JOURNAL: Final = "moving.json"
_PART: Final = ".new-moving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What was moved, and what the old place still holds.

    Attributes:
        rows, tables: none where rows stayed.
        blobs, size: none where blobs stayed; bytes.
        left: sentences on what may be deleted now.
    """

    where: Whereabouts
    rows: int
    tables: int
    blobs: int
    size: int
    left: tuple[str, ...]


def move(matter: Matter, rows_to: str, blobs_to: str, progress: Progress) -> Moved:
    """Move a case.

    Args:
        matter: the case.
        rows_to: ``sqlite``, ``postgres://...``, ``postgres`` for what the environment names, or
            empty to leave rows where they are.
        blobs_to: ``folder``, ``s3://BUCKET/PREFIX``, or empty to leave them.
        progress: whom to tell.

    Raises:
        UsageError: a target is none.
        CaseError: the case is in use, a target refuses, or what arrived is not what was sent.
    """
    folder, old = matter.folder, whereabouts(matter.folder)
    server = _server(rows_to)
    new = _following(matter, rows_to, blobs_to, server)
    if new == old:
        raise UsageError("the case is there already; name another place with --to or --blobs")
    with leaving(folder, old, "migrate"):
        _clear(folder, old)
        _begin(folder, new)
        blobs, size = _move_blobs(folder, old, new, progress)
        facts = {"rows_in": new.server or FILE, "blobs_in": new.blobs or FOLDER, "blobs": blobs}
        inventory = _move_rows(folder, old, new, server)
        audit.record("migrate", {**facts, "rows": inventory.rows if inventory else 0})
        if inventory:
            close_target(server)
        left = tuple(_switch(folder, old, new))
    if inventory:
        connect_to(folder, new, server)
    open_blobs(folder / BLOBS, new)
    return Moved(
        where=new,
        rows=inventory.rows if inventory else 0,
        tables=len(inventory.tables) if inventory else 0,
        blobs=blobs,
        size=size,
        left=left,
    )


def _server(rows_to: str) -> Server | None:
    """The server that rows go to, if they go to one.

    Raises:
        UsageError: it is none.
    """
    if rows_to in ("", FILE):
        return None
    if rows_to != _FROM_ENVIRONMENT:
        return server_of(rows_to)
    found = server_asked()
    if found is None:
        raise UsageError("--to postgres takes the address from DATABASE_URL, which is not set")
    return found


def _following(matter: Matter, rows_to: str, blobs_to: str, server: Server | None) -> Whereabouts:
    """Where the case will be."""
    folder, old = matter.folder, whereabouts(matter.folder)
    new = old
    if rows_to == FILE:
        new = replace(new, schema="", server="")
    elif server is not None and not (old.schema and old.server == server.shown):
        new = replace(new, schema=fresh_schema(folder.absolute()), server=server.shown)
    if blobs_to == FOLDER:
        new = replace(new, blobs="")
    elif blobs_to and not old.blobs.startswith(f"{blobs_to.rstrip('/')}/"):
        new = replace(new, blobs=prefix_of(blobs_to, folder))
    return new


def _clear(folder: Path, where: Whereabouts) -> None:
    """Take away what an interrupted move left, here and on the server that it was going to.

    The connection is to the rows of the case, where they are, afterwards.

    Objects in a bucket stay where they are: they are what a second try would write again.
    """
    journal = folder / _JOURNAL
    try:
        begun = Whereabouts(**json.loads(journal.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return
    except (ValueError, TypeError) as e:
        raise CaseError(f"{journal} is damaged; delete it and run the same command again") from e
    server = server_asked()
    if begun.schema and server is not None and server.shown == begun.server:
        drop_target(folder, server, begun.schema)
    drop_target(folder, None, "")
    connect_to(folder, where, None)
    journal.unlink()


def _begin(folder: Path, new: Whereabouts) -> None:
    (folder / _JOURNAL).write_text(json.dumps(asdict(new)), encoding="utf-8")


def _move_rows(
    folder: Path, old: Whereabouts, new: Whereabouts, server: Server | None
) -> Inventory | None:
    """Copy rows and compare them; the connection is to the new ones afterwards."""
    if (new.schema, new.server) == (old.schema, old.server):
        return None
    with TemporaryDirectory(dir=folder, prefix=_PART) as name:
        inventory = write_rows(Path(name))
        open_target(folder, server, new.schema)
        read_rows(Path(name), inventory)
    return inventory


def _move_blobs(
    folder: Path, old: Whereabouts, new: Whereabouts, progress: Progress
) -> tuple[int, int]:
    """Copy blobs and compare each; says how many, and their bytes."""
    if new.blobs == old.blobs:
        return 0, 0
    source, target = (kept_at(folder / BLOBS, where).shelf for where in (old, new))
    target.ready()
    count, size = 0, 0
    with TemporaryDirectory(dir=folder, prefix=_PART) as name:
        names = list(source.names())
        progress.start("blobs", len(names))
        for each in names:
            size += _copy(source, target, each, Folder(Path(name)))
            count += 1
            progress.step()
        progress.finish()
    arrived = set(target.names())
    if missing := sorted(set(names) - arrived):
        raise StoppedError(f"blob {missing[0]} did not arrive; nothing was switched, try again")
    return count, size


def _copy(source: Shelf, target: Shelf, name: str, passing: Folder) -> int:
    """Copy one blob and compare it with the original; says its bytes.

    Raises:
        StoppedError: it is damaged where it was, or arrived otherwise.
    """
    if isinstance(source, Bucket):
        source.fetch(name, passing)
        file = passing.local(name)
    else:
        file = source.local(name)
    digest, size = Folder(file.parent).digest(file.name), file.stat().st_size
    if isinstance(target, Bucket):
        target.send(file, name)
    else:
        target.place(file, name)
    if target.digest(name) != digest:
        raise StoppedError(f"blob {name} changed on its way; nothing was switched, try again")
    passing.remove(name)
    return size


def _switch(folder: Path, old: Whereabouts, new: Whereabouts) -> Iterator[str]:
    """Tell the case where it is from now on; says what may be deleted.

    A file of rows gets its name first: until the description changes, nobody looks at it.
    """
    if old.schema and not new.schema:
        (folder / UNFINISHED).replace(folder / DATABASE)
    settle(folder, new)
    (folder / _JOURNAL).unlink()
    if new.schema and not old.schema:
        kept = folder / f"{DATABASE}.moved"
        (folder / DATABASE).replace(kept)
        yield f"{kept} holds the rows as they were; delete it when you have a backup"
    if old.schema and (old.schema, old.server) != (new.schema, new.server):
        yield f"the schema {old.schema} at {old.server} holds the rows as they were; drop it"
    if old.blobs and old.blobs != new.blobs:
        yield f"{old.blobs} holds the blobs as they were; delete them"
