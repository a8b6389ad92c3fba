"""The stage `read`: pages, findings, people, and what the order proposes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from goodcause.base.errors import UndecidedError
from goodcause.engine.task import Engine
from goodcause.findings.examine import Examined
from goodcause.findings.finding import Finding
from goodcause.findings.formread import SUPPLIED
from goodcause.findings.people import by_family, join
from goodcause.findings.person import Person, Subject
from goodcause.findings.propagate import KnownValue, known_values
from goodcause.findings.template import Supplied, supplied
from goodcause.intake.source import OFFICE, Kind
from goodcause.order.load import load_order
from goodcause.order.order import RuleSet
from goodcause.pipeline.journal import stage
from goodcause.pipeline.leasing import at_work
from goodcause.pipeline.packing import pack, plain, revive, unpack
from goodcause.pipeline.progress import Progress
from goodcause.pipeline.recusal import recusals
from goodcause.pipeline.rosters import remember_joined, rosters
from goodcause.pipeline.run import Result, Runner, Work, fingerprint, kept, reading_version
from goodcause.pipeline.templates import templates_of
from goodcause.pipeline.unfolding import unfold
from goodcause.pipeline.units import (
    CHUNK,
    STEP_SECONDS,
    ExamineJob,
    ReadDone,
    ReadJob,
    examine_unit,
    read_unit,
)
from goodcause.programs import soffice
from goodcause.store import audit
from goodcause.store.ledger import Unit
from goodcause.store.matter import Matter, together
from goodcause.store.models import FactRow, FindingRow, PersonRow, SourceRow

_READ_BY = "read_by"
"""The fact that names the code by which the pages of the case were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What reading gave, and where its time went (CPU seconds of the workers)."""

    documents: int
    pages: int
    findings: int
    people: int
    exceptions: int
    seconds: float
    ocr_seconds: float
    recusal: tuple[str, ...] = ()


@dataclass(slots=True)
class _Document:
    """One source on its way through the stage."""

    row: SourceRow
    role: str
    chunks: dict[int, ReadDone] = field(default_factory=dict)
    examined: str = ""
    reason: str = ""

    @property
    def total(self) -> int:
        return next(iter(self.chunks.values())).total if self.chunks else 0

    @property
    def pages(self) -> tuple[str, ...]:
        return tuple(self.chunks[first].pages for first in sorted(self.chunks))

    @property
    def notes(self) -> tuple[str, ...]:
        every = (n for first in sorted(self.chunks) for n in self.chunks[first].notes)
        return tuple(dict.fromkeys(every))

    @property
    def whole(self) -> bool:
        return bool(self.chunks) and sum(c.count for c in self.chunks.values()) == self.total


def read(matter: Matter, engine: Engine, progress: Progress) -> Read:
    """Read every registered source, resuming where an earlier run stopped."""
    # Whose papers a series holds does not change; the classes are looked up again to produce.
    rules = load_order(matter.order_file).on(date.max)
    with at_work(matter, "read", progress) as told:
        _try_again()
        with stage(told, "look for enclosed files"):
            unfold(matter, engine)
        documents = _documents(rules)
        _read_pages(matter, engine, documents, told)
        with stage(told, "find"):
            _examine_long(matter, engine, documents)
            _supply(matter, engine, documents)
        with stage(told, "join people"):
            roster = rosters()
            people = join(_subjects(matter, documents), roster)
            _spread(matter, engine, documents, people)
        with stage(told, "keep"):
            facts = _keep(matter, documents, people, rules)
        said = tuple(each.sentence() for each in recusals(rules.order))
        facts = replace(facts, recusal=said)
        remember_joined(roster)
        audit.record("read", plain(facts))
    return facts


def refuse_outdated() -> None:
    """Refuse pages that another version of the program has read.

    Raises:
        UndecidedError: they are to be read again.
    """
    fact = FactRow.objects.filter(name=_READ_BY).first()
    if fact is None or fact.value != reading_version():
        raise UndecidedError(
            "the pages of this case were read by another version of goodcause; run "
            "`goodcause read` again, then look at what it newly proposes"
        )


def _try_again() -> None:
    """Give files that wait for LibreOffice another turn once it is there."""
    if soffice.find() is not None:
        SourceRow.objects.filter(
            state=SourceRow.State.EXCEPTION, kind__in=list(OFFICE), reason=soffice.MISSING
        ).update(state=SourceRow.State.REGISTERED, reason="")


def _laid_out_by(kind: Kind) -> tuple[str, ...]:
    """What else the pages of a kind depend on: whether there is a program to lay them out."""
    return (str(soffice.find() is not None),) if kind in OFFICE else ()


def _documents(rules: RuleSet) -> dict[str, _Document]:
    states = (SourceRow.State.REGISTERED, SourceRow.State.READ)
    rows = SourceRow.objects.filter(state__in=states).order_by("key")
    roles = {name: rules.series(name).role for name in rules.order.series_names}
    return {row.key: _Document(row, roles[row.series]) for row in rows}


def _read_pages(
    matter: Matter, engine: Engine, documents: dict[str, _Document], progress: Progress
) -> None:
    runner = Runner(engine, ReadDone, whole=lambda done: _is_there(matter, done))

    def take(result: Result) -> Iterable[Work]:
        job = result.work.payload
        if not isinstance(job, ReadJob):
            raise TypeError(type(job))
        document = documents[job.key]
        if not isinstance(result.value, ReadDone):
            document.reason = result.reason
            progress.step()
            return ()
        done = result.value
        document.chunks[job.first] = done
        document.examined = document.examined or done.examined
        progress.step(1 if job.first == 1 else 0)
        if job.first > 1:
            progress.step(done.count)
            return ()
        progress.more(done.total - 1)
        progress.step(done.count - 1)
        later = range(1 + CHUNK, done.total + 1, CHUNK)
        return [_reading(matter, document, first, done) for first in later]

    progress.start("read pages", len(documents))
    runner.ask([_reading(matter, document, 1, None) for document in documents.values()])
    runner.run(take)
    progress.finish()


def _reading(matter: Matter, document: _Document, first: int, done: ReadDone | None) -> Work:
    row = document.row
    job = ReadJob(
        blobs=matter.blobs.root,
        key=row.key,
        sha256=done.readable if done else row.sha256,
        kind=done.readable_kind if done else Kind(row.kind),
        role=document.role,
        first=first,
    )
    unit = Unit(
        name=f"read:{row.key}:{first}",
        kind="read",
        fingerprint=fingerprint(job.sha256, job.kind, job.role, first, *_laid_out_by(job.kind)),
    )
    return Work(unit=unit, work=read_unit, payload=job, seconds=STEP_SECONDS * (CHUNK + 1.0))


def _is_there(matter: Matter, done: object) -> bool:
    """Whether what a worker says it read lies in the blobs, byte for byte."""
    if not isinstance(done, ReadDone):
        return False
    return kept(matter.blobs, (d for d in (done.pages, done.readable, done.examined) if d))


def _examine_long(matter: Matter, engine: Engine, documents: dict[str, _Document]) -> None:
    """Examine documents whose pages came in several runs."""
    waiting = [d for d in documents.values() if d.whole and not d.examined and not d.reason]
    _run_examine(matter, engine, [_examining(matter, d, (), "") for d in waiting], documents)


def _supply(matter: Matter, engine: Engine, documents: dict[str, _Document]) -> None:
    """Examine again what a template knows a box of whose label could not be read."""
    forms = {
        key: unpack(Examined, matter.blobs.get(d.examined)).impressions
        for key, d in documents.items()
        if d.examined and d.role in ("applicant", "employee")
    }
    templates = templates_of(matter, (page for every in forms.values() for page in every))
    works = []
    for key, every in forms.items():
        boxes = tuple(b for page in every for b in supplied(page, templates, SUPPLIED))
        if boxes:
            works.append(_examining(matter, documents[key], (), "", boxes))
    _run_examine(matter, engine, works, documents)


def _spread(
    matter: Matter, engine: Engine, documents: dict[str, _Document], people: Sequence[Person]
) -> None:
    """Let what one document makes known of a person find its other occurrences."""
    works = []
    for person in people:
        mine = [documents[key] for key in person.documents if documents[key].role != "donor"]
        if len(mine) > 1:
            known = _known(matter, mine)
            works += [_examining(matter, d, known, d.examined) for d in mine if known]
    _run_examine(matter, engine, works, documents)


def _known(matter: Matter, documents: Sequence[_Document]) -> tuple[KnownValue, ...]:
    found = [unpack(Examined, matter.blobs.get(d.examined)) for d in documents]
    values = {v for one in found for v in known_values(one.findings)}
    return tuple(sorted(values, key=lambda v: (v.category, v.value)))


def _examining(
    matter: Matter,
    document: _Document,
    known: tuple[KnownValue, ...],
    before: str,
    boxes: tuple[Supplied, ...] = (),
) -> Work:
    job = ExamineJob(
        blobs=matter.blobs.root,
        key=document.row.key,
        role=document.role,
        pages=document.pages,
        known=known,
        before=before,
        boxes=boxes,
    )
    name = f"{'spread' if before else 'supply' if boxes else 'examine'}:{document.row.key}"
    parts = [pack(job.pages), pack(known), before, *([pack(boxes)] if boxes else [])]
    unit = Unit(name=name, kind="examine", fingerprint=fingerprint(*parts))
    seconds = float(STEP_SECONDS + document.total)
    return Work(unit=unit, work=examine_unit, payload=job, seconds=seconds)


def _run_examine(
    matter: Matter, engine: Engine, works: list[Work], documents: dict[str, _Document]
) -> None:
    runner = Runner(engine, str, whole=lambda digest: kept(matter.blobs, (digest,)))

    def take(result: Result) -> Iterable[Work]:
        job = result.work.payload
        if not isinstance(job, ExamineJob):
            raise TypeError(type(job))
        document = documents[job.key]
        if isinstance(result.value, str):
            document.examined = result.value
        else:
            document.reason = result.reason
        return ()

    runner.ask(works)
    runner.run(take)


def _subjects(matter: Matter, documents: dict[str, _Document]) -> tuple[Subject, ...]:
    found = {
        key: unpack(Examined, matter.blobs.get(d.examined)).subject
        for key, d in documents.items()
        if d.examined and d.role in ("applicant", "employee")
    }
    heads = {key: _head(documents[key].row) for key in found}
    return by_family(tuple(found.values()), heads)


def _head(row: SourceRow) -> str:
    """Key of the document at the head of a source's family."""
    while row.parent is not None:
        row = row.parent
    return row.key


def _keep(
    matter: Matter, documents: dict[str, _Document], people: Sequence[Person], rules: RuleSet
) -> Read:
    """Write rows for everything learned; one transaction, so a half-told stage is not seen."""
    findings = 0
    with together():
        FindingRow.objects.all().delete()
        PersonRow.objects.all().delete()
        for document in documents.values():
            findings += _keep_document(matter, document)
        _keep_people(people, rules)
        FactRow.objects.update_or_create(name=_READ_BY, defaults={"value": reading_version()})
    chunks = [c for d in documents.values() for c in d.chunks.values()]
    return Read(
        documents=sum(1 for d in documents.values() if not d.reason),
        pages=sum(d.total for d in documents.values() if not d.reason),
        findings=findings,
        people=len(people),
        exceptions=SourceRow.objects.filter(state=SourceRow.State.EXCEPTION).count(),
        seconds=sum(c.seconds for c in chunks),
        ocr_seconds=sum(c.ocr_seconds for c in chunks),
    )


def _keep_document(matter: Matter, document: _Document) -> int:
    row = document.row
    if document.reason or not document.examined:
        row.state = SourceRow.State.EXCEPTION
        row.reason = document.reason or "it was not read to its end"
        row.save()
        return 0
    found = unpack(Examined, matter.blobs.get(document.examined))
    row.state, row.reason = SourceRow.State.READ, ""
    row.pages, row.page_blobs = document.total, list(document.pages)
    row.examined, row.notes = document.examined, [*document.notes, *found.flags]
    row.subject = plain(found.subject)
    row.save()
    FindingRow.objects.bulk_create(
        FindingRow(source=row, key=f.key, page=f.span.page, category=f.category, value=plain(f))
        for f in found.findings
    )
    return len(found.findings) + _keep_drawn(row)


def _keep_drawn(row: SourceRow) -> int:
    """What a person drew is found again by no reading; it is kept beside what was."""
    drawn = [revive(Finding, d.value) for d in row.drawn.filter(gone=False).order_by("id")]
    FindingRow.objects.bulk_create(
        FindingRow(source=row, key=f.key, page=f.span.page, category=f.category, value=plain(f))
        for f in drawn
    )
    return len(drawn)


def _keep_people(people: Sequence[Person], rules: RuleSet) -> None:
    PersonRow.objects.bulk_create(
        PersonRow(
            key=p.key,
            name=p.name,
            occupation=p.occupation,
            former=p.former,
            conflict=p.conflict,
            evidence=[plain(e) for e in p.evidence],
            person_class=rules.class_of(p.occupation),
        )
        for p in people
    )
    through = PersonRow.documents.through
    through.objects.bulk_create(
        through(personrow_id=p.key, sourcerow_id=key) for p in people for key in p.documents
    )
