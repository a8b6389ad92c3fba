"""Documents that carry others: what they enclose is taken out and registered in their family.

It happens in `read`, not in `add`, because a stranger's PDF or message is only parsed where it
can do no harm: in a worker, within its limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.blobs import Blobs
from goodcause.base.errors import SourceError
from goodcause.engine.task import Engine
from goodcause.engine.watchdog import allow
from goodcause.intake.collect import refusal
from goodcause.intake.enclosed import enclosed_in
from goodcause.intake.kinds import kind_of
from goodcause.intake.limits import Limits
from goodcause.intake.source import ENCLOSING, Kind
from goodcause.pipeline.run import Result, Runner, Work, fingerprint, kept
from goodcause.store.ledger import Unit
from goodcause.store.matter import Matter, together
from goodcause.store.models import SourceRow

_SECONDS = 90
_DEEPEST = 5
_TOO_DEEP = (
    f"this file lies {_DEEPEST} files deep in others, and what it carries is not taken out; "
    "take it out by hand and add it"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfoldJob:
    """Take out what one source carries."""

    blobs: Path
    key: str
    sha256: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """One file taken out; its bytes lie in the blobs, unless there is a problem."""

    name: str
    sha256: str = ""
    size: int = 0
    kind: Kind = Kind.UNKNOWN
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfolded:
    """Everything one source carries; ``problem`` where it could not be looked into."""

    inner: tuple[Inner, ...] = ()
    problem: str = ""


def unfold_unit(job: object) -> object:
    """Take out what a source carries, each file into the blobs."""
    if not isinstance(job, UnfoldJob):
        raise TypeError(type(job))
    blobs, limits = Blobs(job.blobs), Limits()
    allow(_SECONDS)
    found: list[Inner] = []
    with blobs.scratch() as scratch:
        try:
            for each in enclosed_in(blobs.path(job.sha256), job.kind, limits, scratch):
                if each.problem:
                    found.append(Inner(name=each.name, problem=each.problem))
                    continue
                digest = blobs.put(each.data)
                kind = kind_of(blobs.path(digest), each.name)
                problem = refusal(each.name, blobs.path(digest), kind, limits)
                found.append(
                    Inner(
                        name=each.name,
                        sha256=digest,
                        size=len(each.data),
                        kind=kind,
                        problem=problem,
                    )
                )
        except SourceError as e:
            return Unfolded(inner=tuple(found), problem=e.message)
    allow(0)
    return Unfolded(inner=tuple(found))


def unfold(matter: Matter, engine: Engine) -> int:
    """Register whatever the registered sources carry, and what that carries; says how many.

    Doing it again registers nothing twice.
    """
    registered = 0
    looked: set[str] = set()
    while waiting := [row for row in _carriers() if row.key not in looked]:
        looked |= {row.key for row in waiting}
        found = _unfolded(matter, engine, waiting)
        with together():
            for row in waiting:
                registered += _register(row, found.get(row.key, Unfolded()))
    return registered


def _carriers() -> list[SourceRow]:
    """Sources that may carry others, in order; archives found inside them among these."""
    states = (SourceRow.State.REGISTERED, SourceRow.State.READ)
    documents = SourceRow.objects.filter(state__in=states, kind__in=list(ENCLOSING))
    archives = SourceRow.objects.filter(
        state=SourceRow.State.CONTAINER, kind=Kind.ZIP, parent__isnull=False
    )
    return sorted((*documents, *archives), key=lambda row: row.key)


def _unfolded(matter: Matter, engine: Engine, rows: Sequence[SourceRow]) -> Mapping[str, Unfolded]:
    found: dict[str, Unfolded] = {}

    def take(result: Result) -> Iterable[Work]:
        job = result.work.payload
        if not isinstance(job, UnfoldJob):
            raise TypeError(type(job))
        value = result.value
        found[job.key] = value if isinstance(value, Unfolded) else Unfolded(problem=result.reason)
        return ()

    runner = Runner(engine, Unfolded, whole=lambda done: _is_there(matter, done))
    runner.ask([_work(matter, row) for row in rows])
    runner.run(take)
    return found


def _is_there(matter: Matter, done: object) -> bool:
    inner = done.inner if isinstance(done, Unfolded) else ()
    return kept(matter.blobs, (each.sha256 for each in inner if each.sha256))


def _work(matter: Matter, row: SourceRow) -> Work:
    job = UnfoldJob(blobs=matter.blobs.root, key=row.key, sha256=row.sha256, kind=Kind(row.kind))
    unit = Unit(
        name=f"unfold:{row.key}", kind="unfold", fingerprint=fingerprint(job.sha256, job.kind)
    )
    return Work(unit=unit, work=unfold_unit, payload=job, seconds=_SECONDS + 5.0)


def _register(parent: SourceRow, unfolded: Unfolded) -> int:
    """Give every enclosed file its row; says how many are new."""
    inner = unfolded.inner
    if unfolded.problem:
        # What could not be looked into may carry anything, and a row says so.
        inner = (*inner, Inner(name="(what this file carries)", problem=unfolded.problem))
    if inner and _depth(parent) >= _DEEPEST:
        inner = (Inner(name="(what this file carries)", problem=_TOO_DEEP),)
    new = 0
    for each in inner:
        path = f"{parent.path}/{each.name}"
        known = SourceRow.objects.filter(path=path, sha256=each.sha256, series=parent.series)
        if known.exists():
            continue
        row = SourceRow(
            key=f"s{SourceRow.objects.count() + 1:06d}",
            path=path,
            sha256=each.sha256,
            size=each.size,
            series=parent.series,
            kind=each.kind,
            parent=parent,
        )
        if each.problem:
            row.state, row.reason = SourceRow.State.EXCEPTION, each.problem
        elif each.kind is Kind.ZIP:
            row.state = SourceRow.State.CONTAINER
            row.reason = "a container; its members have rows of their own"
        row.save(force_insert=True)
        new += 1
    return new


def _depth(row: SourceRow) -> int:
    depth, above = 0, row.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth
