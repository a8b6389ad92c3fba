"""Keeps procedures: opened, moved one step, read back. What a step means is the kind's affair.

A step and its event in the case's trail are kept together or not at all. The trail names kind,
number, move and digest only: it may be shown to people who may not see what the facts say.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from goodcause.base.errors import CaseError, ProcedureError
from goodcause.case.procedure import Deadline, Procedure, Step, Who, advanced, begun
from goodcause.case.states import Facts
from goodcause.pipeline.kinds import KINDS, kind_of
from goodcause.store import audit
from goodcause.store.matter import Matter, locked, together
from goodcause.store.models import ProcedureEventRow, ProcedureRow

_FIRST: Final = "0" * 64
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.(pdf|docx|csv|json|txt|yaml|zip|age)")
_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]+")
_LARGEST: Final = 100 << 20
_WAIT: Final = 10.0
_OWNER_ONLY: Final = 0o600


def opened(matter: Matter, kind: str, subject: Facts, who: Who, on: date) -> int:
    """Open a procedure.

    Args:
        matter: the case.
        kind: of ``kinds.KINDS``.
        subject: what it is about, as JSON.
        who: opens it.
        on: the day it began.

    Returns:
        Its number, counted from 1 within its kind.

    Raises:
        ProcedureError: the day has not come yet, or nobody is named.
    """
    _refuse_future(on)
    with _alone(matter, kind), together():
        newest = ProcedureRow.objects.filter(kind=kind).order_by("-number").first()
        number = newest.number + 1 if newest else 1
        made = begun(kind_of(kind), number, subject, who, on)
        row = ProcedureRow.objects.create(
            kind=kind, number=number, state=made.state, subject=dict(subject), opened=on
        )
        _add(row, made.steps[-1], ())
    return number


def acted(
    matter: Matter,
    about: tuple[str, int],
    move: str,
    facts: Facts,
    acting: tuple[Who, date],
    papers: Sequence[Path] = (),
) -> str:
    """Move a procedure one step.

    Args:
        matter: the case.
        about: kind and number.
        move: the step's name.
        facts: told with it, as JSON.
        acting: who, and the day it happened.
        papers: files in the procedure's folder that go with it.

    Returns:
        The state it leads to.

    Raises:
        ProcedureError: the step is not possible; nothing was recorded.
    """
    (kind, number), (who, on) = about, acting
    _refuse_future(on)
    with _alone(matter, kind), together():
        row = _row(kind, number)
        after = advanced(kind_of(kind), _procedure(row), move, facts, who, on)
        _add(row, after.steps[-1], papers)
        row.state, row.version = after.state, row.version + 1
        row.save(update_fields=["state", "version"])
    return after.state


def standing(kind: str, number: int) -> Procedure:
    """A procedure as it stands.

    Raises:
        ProcedureError: there is none of that number.
    """
    return _procedure(_row(kind, number))


def every(kind: str = "") -> tuple[Procedure, ...]:
    """All procedures of a kind, or of all kinds, in the order of their numbers."""
    rows = ProcedureRow.objects.order_by("kind", "number").prefetch_related("events")
    return tuple(map(_procedure, rows.filter(kind=kind) if kind else rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of the board: a procedure, and what is due in it; nothing due has no deadline."""

    procedure: Procedure
    about: str
    deadline: Deadline | None


def board(kind: str = "") -> tuple[Waiting, ...]:
    """Procedures with what is due, the soonest first; those where nothing is due at the end."""
    found: list[Waiting] = []
    for each in every(kind):
        if each.kind in KINDS:
            known = KINDS[each.kind]
            words = known.about(each)
            due: tuple[Deadline | None, ...] = known.due(each) or (None,)
            found += [Waiting(procedure=each, about=words, deadline=d) for d in due]
    return tuple(sorted(found, key=_soonest))


def _soonest(line: Waiting) -> tuple[date, str, int]:
    day = line.deadline.due.day if line.deadline else date.max
    return day, line.procedure.kind, line.procedure.number


def broken(kind: str, number: int) -> int | None:
    """The number (from 1) of the first step that does not follow from the one before it."""
    before = _FIRST
    for at, row in enumerate(_row(kind, number).events.order_by("pk"), 1):
        if row.previous != before or row.digest != row.link():
            return at
        before = row.digest
    return None


def papers_folder(matter: Matter, kind: str, number: int) -> Path:
    """Where the papers of a procedure lie: ``CASE/papers/KIND/NUMBER``."""
    return matter.folder / "papers" / kind / f"{number:04d}"


def kept(folder: Path, name: str, content: bytes) -> Path:
    """Write a paper; what is there is never overwritten, a new draft gets the next version.

    Args:
        folder: of the procedure; made when absent.
        name: such as ``notice.docx``; it becomes ``notice.1.docx``, ``notice.2.docx``.
        content: its bytes; those of the newest version are not written again.

    Raises:
        StoppedError: the disk is full.
    """
    from goodcause.production.files import write  # noqa: PLC0415  only writers need it

    if not _NAME.fullmatch(name):
        raise ValueError(f"{name} is no name of a paper")
    stem, _, ending = name.rpartition(".")
    versions = {int(p.name.split(".")[-2]): p for p in folder.glob(f"{stem}.[0-9]*.{ending}")}
    newest = max(versions, default=0)
    if newest and versions[newest].read_bytes() == content:
        return versions[newest]
    path = folder / f"{stem}.{newest + 1}.{ending}"
    write(path, content)
    path.chmod(_OWNER_ONLY)
    return path


def attached(matter: Matter, about: tuple[str, int], path: Path) -> Path:
    """Keep a copy of a file that came with a step, such as the scan of an envelope.

    It lies among our own papers, where nothing for the other side is made from.

    Raises:
        ProcedureError: there is no such procedure, or the file is too large.
        StoppedError: the disk is full.
    """
    from goodcause.production.files import write  # noqa: PLC0415  as above

    standing(*about)
    if path.stat().st_size > _LARGEST:
        raise ProcedureError(f"{path} is larger than {_LARGEST >> 20} MB; attach a smaller scan")
    content = path.read_bytes()
    name = _UNFIT.sub("-", path.name).strip("-.")[-80:] or "paper"
    folder = papers_folder(matter, *about) / "attached"
    target = folder / f"{hashlib.sha256(content).hexdigest()[:12]}-{name}"
    if not target.exists():
        write(target, content)
        target.chmod(_OWNER_ONLY)
    return target


def _refuse_future(on: date) -> None:
    today = datetime.now().astimezone().date()
    if on > today:
        raise ProcedureError(
            f"{on} has not come yet (today is {today}); a step is recorded once it has happened"
        )


@contextmanager
def _alone(matter: Matter, kind: str) -> Iterator[None]:
    """Hold the case; another step takes no time, so wait a little for it."""
    until = time.monotonic() + _WAIT
    with ExitStack() as held:
        while True:
            try:
                held.enter_context(locked(matter, kind))
                break
            except CaseError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        yield


def _row(kind: str, number: int) -> ProcedureRow:
    kind_of(kind)
    row = ProcedureRow.objects.filter(kind=kind, number=number).first()
    if row is None:
        raise ProcedureError(
            f"there is no {kind} {number} in this case; `goodcause {kind} list CASE` shows them"
        )
    return row


def _procedure(row: ProcedureRow) -> Procedure:
    events = sorted(row.events.all(), key=lambda e: e.pk)
    return Procedure(
        kind=row.kind,
        number=row.number,
        state=row.state,
        subject=row.subject,
        steps=tuple(map(_step, events)),
    )


def _step(event: ProcedureEventRow) -> Step:
    return Step(
        move=event.move,
        on=event.on,
        by=event.by,
        role=event.role,
        state=event.state,
        facts=event.facts,
        papers=tuple(paper["name"] for paper in event.papers),
    )


def _add(row: ProcedureRow, step: Step, papers: Sequence[Path]) -> None:
    """Add a step's row, and its event in the trail."""
    last = row.events.order_by("-pk").first()
    event = ProcedureEventRow(
        procedure=row,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        on=step.on,
        by=step.by,
        role=step.role,
        move=step.move,
        state=step.state,
        facts=dict(step.facts),
        papers=[_named(path) for path in papers],
        previous=last.digest if last else _FIRST,
    )
    event.digest = event.link()
    event.save()
    told: Mapping[str, object] = {
        "number": row.number,
        "move": step.move,
        "state": step.state,
        "by": step.by,
        "on": str(step.on),
        "digest": event.digest,
    }
    audit.record(row.kind, told)


def _named(path: Path) -> dict[str, str]:
    return {"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
