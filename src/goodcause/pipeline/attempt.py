"""One attempt at a volume: build every document, assemble the folder, let the verifier try it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from goodcause.base.ids import Bates
from goodcause.decisions.decision import Outcome
from goodcause.engine.task import Engine
from goodcause.findings.finding import Finding
from goodcause.order.order import RuleSet
from goodcause.order.specification import Specification, load_specification
from goodcause.pipeline.building import BuildDone, BuildJob, build_unit
from goodcause.pipeline.closing import Told, close_volume
from goodcause.pipeline.fates import Fate
from goodcause.pipeline.journal import stage
from goodcause.pipeline.letters import letter
from goodcause.pipeline.own_names import own_names
from goodcause.pipeline.packing import pack, revive
from goodcause.pipeline.progress import Progress
from goodcause.pipeline.proposals import decisions
from goodcause.pipeline.readings import SAMPLE, Proof, prove
from goodcause.pipeline.replacing import Replacing, begins_of, said, with_field
from goodcause.pipeline.run import Result, Runner, Work, fingerprint
from goodcause.pipeline.secrets import Removed, regions, secrets, with_unsearched
from goodcause.production.build import DocumentJob, Dress
from goodcause.production.facts import VolumeFacts
from goodcause.production.signature import Seal
from goodcause.production.volume import Images, ProducedDocument
from goodcause.programs.reader import reader_kind
from goodcause.removals.plan import Accepted
from goodcause.store.ledger import Unit
from goodcause.store.matter import Matter
from goodcause.store.models import FindingRow, SourceRow
from goodcause.verification.secret import Severity, Verdict
from goodcause.verification.verify import Depth, verify

_SECONDS_A_PAGE = 60.0
BEFORE_SERVING = Depth(ocr_pages=12, ocr_regions=60, seed=0)
"""How much of a volume is read again by OCR before it gets its name."""
_UNREAD = "I6 read"
_OF_ONE_DOCUMENT = frozenset({"text", "bytes", "ocr", "region", "ocr region", _UNREAD})
"""Checks whose problem lies in what one document says, not in how the volume is made."""
_NUMBERED = re.compile(r"[A-Z][A-Z0-9_-]*?[0-9]{4,12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be built, and where.

    Attributes:
        folder: of the volume being built; its name is the volume's.
        to: who receives it.
        sampling: sentences on what was missed, for the certificate.
        depth: how much of it the verifier reads by OCR.
        code: of a recipient's own copy; empty for the volume itself.
        readings: how many pages are read without and with their mark.
        replaces: what it takes the place of; nothing for a whole volume.
    """

    folder: Path
    to: str
    images: Images
    rules: RuleSet
    specification: Specification = field(default_factory=load_specification)
    seal: Seal | None = None
    sampling: tuple[str, ...] = ()
    depth: Depth = BEFORE_SERVING
    code: str = ""
    readings: int = SAMPLE
    replaces: Replacing | None = None

    @property
    def ledger(self) -> str:
        """The name its units have in the ledger, where a copy must not answer for the volume."""
        return f"{self.folder.name}@{self.code}" if self.code else self.folder.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A volume as built, and what the verifier says of it.

    Attributes:
        folder: where it lies, not yet under its name.
        documents: in the order of the fates that are produced.
        failed: documents that could not be built, with the reason; then nothing was verified.
        verdict: the verifier's.
        inputs: digest of everything its bytes depend on.
        taken_with: surviving words that had to go with a removal.
        legible: how legible a sample of its pages is through the mark.
        facts: what the papers say; nothing when the documents could not all be built, or when
            nothing changed in what was to be replaced.
        stands: by source key, the volume in which a document stands unchanged.
    """

    folder: Path
    fates: tuple[Fate, ...]
    documents: tuple[ProducedDocument, ...]
    failed: Mapping[str, str]
    verdict: Verdict
    inputs: str
    taken_with: int
    facts: VolumeFacts | None = None
    legible: Proof = field(default_factory=Proof)
    stands: Mapping[str, str] = field(default_factory=dict)

    @property
    def served(self) -> tuple[Fate, ...]:
        """Those that have numbers in this volume."""
        return tuple(f for f in self.fates if f.begin is not None and f.key not in self.stands)

    @property
    def sound(self) -> bool:
        """Whether it may be served."""
        return not self.failed and self.verdict.sound


def attempt(
    matter: Matter, plan: Plan, every: Sequence[Fate], engine: Engine, progress: Progress
) -> Attempt:
    """Build, assemble and verify once; documents already built alike are not built again."""
    accepted = accepted_for(f.key for f in _numbered(every) if f.produced and not f.native)
    with stage(progress, "set lines again"):
        letters, failed = letter(matter, engine, {k: a for k, a in accepted.items() if a})
    works = {
        f.key: _building(matter, plan, f, accepted[f.key], letters.get(f.key, ()))
        for f in _numbered(every)
        if f.key not in failed
    }
    begins, it = begins_of(every), plan.replaces
    stands = it.served(works, begins) if it else {}
    fresh = {key: work for key, work in works.items() if key not in stands}
    built, unbuilt = _build(engine, progress, fresh, plan.folder)
    failed |= unbuilt
    stands |= it.alike(built, begins) if it else {}
    built = {key: done for key, done in built.items() if key not in stands}
    documents = tuple(done.document for done in built.values())
    facts: VolumeFacts | None = None
    legible = Proof()
    verdict = Verdict(volume=plan.folder.name, tried=(), problems=(), blinds=())
    if not failed and built:
        _sweep(plan.folder, built.values())
        told_of = {key: works[key] for key in built}
        legible = _legible(plan, told_of, engine, progress)
        told = Told(
            to=plan.to,
            sampling=plan.sampling,
            specification=with_field(plan.specification) if it else plan.specification,
            seal=plan.seal,
            legible=legible.sentences(),
            replaces=said(it, every, stands, plan.rules) if it else None,
            stands=stands,
        )
        with stage(progress, "write papers"):
            facts = close_volume(plan.folder, told, plan.rules, documents, every)
        removed = tuple(_removed([f for f in every if f.key in built], accepted))
        verdict = _verdict(plan, documents, removed, progress)
    return Attempt(
        folder=plan.folder,
        fates=tuple(every),
        documents=documents,
        failed=failed,
        verdict=verdict,
        inputs=fingerprint(*(w.unit.fingerprint for w in works.values())),
        taken_with=sum(done.taken_with for done in built.values()),
        facts=facts,
        legible=legible,
        stands=stands,
    )


def _legible(plan: Plan, works: Mapping[str, Work], engine: Engine, progress: Progress) -> Proof:
    jobs = {key: w.payload for key, w in works.items() if isinstance(w.payload, BuildJob)}
    return prove(plan.ledger, jobs, plan.readings, engine, progress) if plan.readings else Proof()


def _verdict(
    plan: Plan,
    documents: Sequence[ProducedDocument],
    removed: Sequence[Removed],
    progress: Progress,
) -> Verdict:
    names = plan.rules.order.series_names
    donors = frozenset(n for n in names if plan.rules.series(n).role == "donor")
    with stage(progress, "verify"):
        verdict = verify(
            plan.folder,
            secrets=secrets(removed, documents, donors),
            regions=regions(documents),
            depth=plan.depth,
        )
    return with_unsearched(verdict, removed)


def accused(made: Attempt) -> Mapping[str, str]:
    """Documents whose own matter the verifier found wrong, with the reason to hold each.

    Empty when anything else is wrong: then it is the volume that fails, not a document.
    """
    holders = _Holders(made.fates)
    found: dict[str, str] = {}
    for problem in made.verdict.problems:
        fate = holders.of(Path(problem.where.partition(" ")[0]).name)
        if problem.check not in _OF_ONE_DOCUMENT:
            return {}
        if fate is None:
            continue  # a sentence that sums up; what it speaks of comes up in the next round
        # Numbers change when a document is held, so the reason names sources.
        said = _NUMBERED.sub(holders.named, problem.what)
        page = problem.where.partition(" ")[2]
        reason = f"the verifier: {said} ({page or problem.check}); counsel decides"
        if problem.severity is Severity.LEAK or fate.key not in found:
            found.setdefault(fate.key, reason)
    return found


class _Holders:
    """Which document a number belongs to, be it of its first page or of a later one."""

    def __init__(self, every: Sequence[Fate]) -> None:
        self._fates = sorted((f.begin, f.key, f) for f in every if f.begin is not None)
        self._begins = [begin for begin, _, _ in self._fates]

    def of(self, text: str) -> Fate | None:
        """The document of the first number in a text."""
        match = _NUMBERED.search(text)
        if match is None:
            return None
        number = Bates.parse(match[0])
        at = bisect_right(self._begins, number) - 1
        if at < 0:
            return None
        begin, _, fate = self._fates[at]
        mine = begin.prefix == number.prefix and number.number < begin.number + fate.pages
        return fate if mine else None

    def named(self, match: re.Match[str]) -> str:
        """A number as the path of its source."""
        fate = self.of(match[0])
        return fate.path if fate else match[0]


def _numbered(every: Sequence[Fate]) -> list[Fate]:
    return [fate for fate in every if fate.begin is not None]


def accepted_for(keys: Iterable[str]) -> defaultdict[str, tuple[Accepted, ...]]:
    """By source key: the findings that a decision removes."""
    settled = decisions()
    found: dict[str, list[Accepted]] = defaultdict(list)
    rows = FindingRow.objects.filter(source_id__in=list(keys)).order_by("source_id", "page", "id")
    for row in rows.iterator():
        decision = settled.get((row.source_id, row.key))
        if decision is not None and decision.outcome is Outcome.REMOVE:
            finding = revive(Finding, row.value)
            found[row.source_id].append(Accepted(finding=finding, decision=decision))
    return defaultdict(tuple, {key: tuple(each) for key, each in found.items()})


def _removed(
    every: Sequence[Fate], accepted: Mapping[str, Sequence[Accepted]]
) -> Iterable[Removed]:
    return removed_from({fate.key: str(fate.begin) for fate in _numbered(every)}, accepted)


def removed_from(
    begins: Mapping[str, str], accepted: Mapping[str, Sequence[Accepted]]
) -> Iterable[Removed]:
    """What was removed from documents, by their keys with their first numbers."""
    names = own_names()
    for key, begin in begins.items():
        for each in accepted[key]:
            category, value = each.finding.category, each.finding.text
            lawful = names.lawful(key, category, value)
            yield Removed(document=key, category=category, value=value, begin=begin, lawful=lawful)


def _building(
    matter: Matter,
    plan: Plan,
    fate: Fate,
    accepted: Sequence[Accepted],
    lettering: tuple[tuple[int, str], ...],
) -> Work:
    if fate.begin is None:
        raise ValueError(f"{fate.key} has no number yet")
    dress = Dress.of(plan.rules.series(fate.series), plan.code)
    document = DocumentJob(
        document=fate.key,
        begin=fate.begin,
        pages=fate.pages,
        dress=dress,
        images=plan.images,
        subfolder=f"{fate.begin.number // plan.specification.files_a_folder + 1:04d}",
    )
    job = BuildJob(
        blobs=matter.blobs.root,
        folder=plan.folder,
        document=document,
        pages=tuple(SourceRow.objects.get(key=fate.key).page_blobs),
        accepted=tuple(accepted),
        lettering=lettering,
        native=fate.sha256 if fate.native else "",
        native_kind=fate.kind,
        slip=fate.slip,
    )
    carried = map(pack, (job.pages, job.accepted, job.lettering))
    # Words that a removal touches are read again while building, so the reader counts.
    parts = (pack(document), *carried, job.native, job.slip, reader_kind())
    unit = Unit(
        name=f"build:{plan.ledger}:{fate.key}",
        kind="build",
        fingerprint=fingerprint(*parts),
    )
    seconds = _SECONDS_A_PAGE * (fate.pages + 2)
    return Work(unit=unit, work=build_unit, payload=job, seconds=seconds)


def _build(
    engine: Engine, progress: Progress, works: Mapping[str, Work], folder: Path
) -> tuple[dict[str, BuildDone], dict[str, str]]:
    """By source key: what was built, and why the rest was not."""
    built: dict[str, BuildDone] = {}
    failed: dict[str, str] = {}
    jobs = {key: work.payload for key, work in works.items()}
    pages = {key: j.document.pages if isinstance(j, BuildJob) else 1 for key, j in jobs.items()}

    def believed(done: object) -> bool:
        return isinstance(done, BuildDone) and done.stands(folder)

    def take(result: Result) -> Iterable[Work]:
        key = result.work.unit.name.rpartition(":")[2]
        if isinstance(result.value, BuildDone):
            built[key] = result.value
        else:
            failed[key] = f"its pages could not be built: {result.reason}"
        progress.step(pages[key])
        return ()

    runner = Runner(engine, BuildDone, believed)
    progress.start("build pages", sum(pages.values()))
    runner.ask(works.values())
    runner.run(take)
    progress.finish()
    return {key: built[key] for key in works if key in built}, failed


def _sweep(folder: Path, built: Iterable[BuildDone]) -> None:
    """Clear away whatever an earlier attempt left that is not part of this one."""
    wanted = {folder / name for done in built for name, _ in done.files}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in wanted:
            path.unlink()
