"""The main job: decisions in, a verified volume out.

A volume is built in a hidden folder beside the finished ones and gets its name only when the
verifier has found nothing. A document that the verifier accuses is held for counsel and the
rest is numbered again; a volume that still fails is left as NAME.rejected with the reasons.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from goodcause.base.errors import CaseError, LeakError, OrderError, UndecidedError, UsageError
from goodcause.engine.task import Engine
from goodcause.order.load import load_order
from goodcause.order.order import RuleSet
from goodcause.order.specification import Specification, load_specification
from goodcause.pipeline.again import Volume
from goodcause.pipeline.attempt import BEFORE_SERVING, Attempt, Plan, accused, attempt
from goodcause.pipeline.copies import make_copies, refuse_names
from goodcause.pipeline.fates import Disposition, Fate, counts, fates, hold, set_aside
from goodcause.pipeline.leasing import at_work
from goodcause.pipeline.legibility import show
from goodcause.pipeline.numbering import number, served_spans
from goodcause.pipeline.papers import write_papers
from goodcause.pipeline.places import REASONS, rejected, unfinished
from goodcause.pipeline.progress import Progress
from goodcause.pipeline.proposals import (
    accept,
    keep_proposals,
    propose_all,
    refuse_undecided,
    standings,
)
from goodcause.pipeline.read import refuse_outdated
from goodcause.pipeline.readings import SAMPLE, Proof
from goodcause.pipeline.recusal import recusals
from goodcause.pipeline.replacing import replacing
from goodcause.pipeline.rosters import refuse_unjoined
from goodcause.pipeline.sample import refuse_unsampled
from goodcause.pipeline.trail import anchor
from goodcause.production.manifest import NAME as MANIFEST
from goodcause.production.register import RegisterRow, write_register
from goodcause.production.signature import Seal
from goodcause.production.volume import Images
from goodcause.store import audit
from goodcause.store.matter import Matter, together
from goodcause.store.models import SourceRow, VolumeRow
from goodcause.verification.depth import Depth
from goodcause.verification.report import as_text
from goodcause.verification.secret import Verdict

_NAME = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,31}")
_ROUNDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What volume is wanted.

    Attributes:
        volume: its name.
        to: who receives it; stands on the certificate.
        others: further recipients, each of whom gets a copy marked in a pattern of its own.
        images: PDF, TIFF or both.
        accept_proposals: whether the order alone settles what nobody decided.
        day: the rules in force on that day are carried out.
        specification: the form of load files, folders and names.
        depth: how much of the volume the verifier reads by OCR before it gets its name.
        seal: with what the certificate is signed; nothing to leave it for counsel's hand.
        readings: how many pages are read without and with their mark; 0 for none.
        replaces: the volume it takes the place of; empty to infer it, ``none`` for a whole one.
    """

    volume: str
    to: str
    images: Images
    accept_proposals: bool
    day: date
    specification: Specification = field(default_factory=load_specification)
    depth: Depth = BEFORE_SERVING
    seal: Seal | None = None
    others: tuple[str, ...] = ()
    readings: int = SAMPLE
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A volume that was made and verified.

    Attributes:
        papers: the letter to go with it and the sealed log, which stay in the case.
        recusal: people of the papers who may be those who act in the case.
        legible: how legible a sample of its pages is through the mark.
        replaces: the volume it takes the place of in part; empty for a whole volume.
    """

    folder: Path
    register: Path
    papers: tuple[Path, ...]
    counts: Mapping[str, int]
    removals: Mapping[str, int]
    quarantined: int
    verdict: Verdict
    recusal: tuple[str, ...] = ()
    copies: tuple[Path, ...] = ()
    legible: Proof = field(default_factory=Proof)
    replaces: str = ""

    def facts(self) -> dict[str, object]:
        """For a script."""
        return {
            "volume": str(self.folder),
            "register": str(self.register),
            "papers": [str(path) for path in self.papers],
            "counts": dict(self.counts),
            "removals": dict(self.removals),
            "quarantined": self.quarantined,
            "recusal": list(self.recusal),
            "copies": [str(copy) for copy in self.copies],
            "legibility": self.legible.facts(),
            "replaces": self.replaces,
        }


def produce(matter: Matter, wanted: Wanted, engine: Engine, progress: Progress) -> Made:
    """Make a volume and verify it.

    Raises:
        UsageError: the name is not one, or is taken; or nothing changed since what it is to
            replace was served.
        OrderError: the order says nothing yet of its own date.
        UndecidedError: something waits for a decision, or for `read`.
        SamplingError: the order file fixes a sampling rule, and it is not met.
        LeakError: the verifier rejected the volume.
    """
    target = _target(matter, wanted)
    refuse_names(wanted.to, wanted.others)
    rules = _rules(matter, wanted.day)
    with at_work(matter, "produce", progress) as told:
        _refuse_unread()
        asked = tuple(each.sentence() for each in recusals(rules.order))
        audit.record("recusal", {"volume": wanted.volume, "people": list(asked)})
        decided = _decided(rules, wanted)
        plan = Plan(
            folder=unfinished(matter, wanted.volume),
            to=wanted.to,
            images=wanted.images,
            rules=rules,
            sampling=refuse_unsampled(matter, rules),
            specification=wanted.specification,
            depth=wanted.depth,
            seal=wanted.seal,
            readings=wanted.readings,
            replaces=replacing(wanted.volume, wanted.replaces, wanted.to, wanted.images),
        )
        made = _attempts(matter, plan, decided, engine, told)
        if made.failed:
            raise _nothing_built(made)
        if made.facts is None:
            raise _nothing_changed(plan)
        if not made.sound:
            raise LeakError(_reject(matter, wanted, made))
        copies = make_copies(
            matter, _for_copies(plan, made), wanted.others, made.fates, (engine, told)
        )
        # The register and the rows come before the name: a volume under its name is finished,
        # and one that is remembered but has no name yet is made again by the same command.
        register = _register(matter, wanted, made)
        papers = write_papers(matter, plan.folder, made)
        _remember(wanted, plan, made, target)
        plan.folder.rename(target)
        plan.folder.parent.rmdir()
        anchor(matter, wanted.volume, sha256((target / MANIFEST).read_bytes()).hexdigest())
        if made.legible.low:
            show(matter, Volume(matter, wanted.volume), made.legible, made.legible.low)
    name = plan.replaces.volume if plan.replaces else ""
    done = _made(made, target, (register, papers))
    return replace(done, recusal=asked, copies=copies, replaces=name)


def _target(matter: Matter, wanted: Wanted) -> Path:
    if not _NAME.fullmatch(wanted.volume):
        raise UsageError(
            f"{wanted.volume!r} cannot name a volume; write capitals, digits, - and _, "
            "such as VOL001"
        )
    if not wanted.to.strip():
        raise UsageError("say who receives the volume with --to NAME")
    _refuse_unmet(wanted)
    if wanted.seal is not None:
        wanted.seal.check()
    target = matter.volumes / wanted.volume
    if target.exists():
        raise CaseError(
            f"{target} already exists; a served volume is never overwritten, name another"
        )
    known = VolumeRow.objects.filter(name=wanted.volume).exists()
    if known and not unfinished(matter, wanted.volume).exists():
        raise CaseError(
            f"{wanted.volume} was made before and is no longer at {target}; put it back there, "
            "or name another"
        )
    return target


def _refuse_unmet(wanted: Wanted) -> None:
    """What the specification asks of this command.

    Raises:
        UsageError: the command asks for something else.
    """
    form = wanted.specification
    if not wanted.volume.startswith(form.volume_prefix):
        raise UsageError(
            f"the specification {form.name} wants names of volumes that begin with"
            f" {form.volume_prefix}; name it {form.volume_prefix}001, for example"
        )
    if form.names("pdf_path") and wanted.images is not Images.BOTH:
        raise UsageError(
            f"the specification {form.name} has a field for the PDF beside the single images;"
            " leave --images out, or write --images both"
        )


def _rules(matter: Matter, day: date) -> RuleSet:
    order = load_order(matter.order_file)
    blockers = order.blockers()
    if blockers:
        raise OrderError(f"{matter.order_file} cannot be carried out yet: {'; '.join(blockers)}")
    return order.on(day)


def _refuse_unread() -> None:
    waiting = SourceRow.objects.filter(state=SourceRow.State.REGISTERED).count()
    if waiting:
        raise UndecidedError(f"{waiting} sources are not read yet; run `goodcause read` first")
    if not SourceRow.objects.exists():
        raise UndecidedError("the case has no documents; register some with `goodcause add`")
    refuse_outdated()
    refuse_unjoined()


def _decided(rules: RuleSet, wanted: Wanted) -> tuple[Fate, ...]:
    who = standings(rules)
    proposals = propose_all(rules, who)
    keep_proposals(proposals)
    every = fates(rules, proposals, who)
    if wanted.accept_proposals:
        accept(proposals, rules.digest)
    else:
        served = {f.key for f in every if f.disposition is not Disposition.WITHHELD}
        unsettled = [f.key for f in every if f.disposition is Disposition.HELD]
        refuse_undecided({k: v for k, v in proposals.items() if k in served}, unsettled)
    if not any(f.produced for f in every):
        raise UndecidedError(
            "no document can be produced: every one is held, withheld or set aside; "
            "`goodcause status` says why"
        )
    return every


def _attempts(
    matter: Matter,
    plan: Plan,
    every: tuple[Fate, ...],
    engine: Engine,
    progress: Progress,
) -> Attempt:
    """Build and verify; set aside what cannot be built, hold what the verifier accuses."""
    spans = served_spans(matter.registers)
    sheets = frozenset(map(Disposition, plan.specification.sheets))
    for left in reversed(range(_ROUNDS)):
        made = attempt(matter, plan, number(every, plan.rules, spans, sheets), engine, progress)
        reasons = {} if made.sound or made.failed else accused(made)
        every = hold(set_aside(every, made.failed), reasons)
        settled = not made.failed and not reasons
        if settled or not left or not any(f.produced for f in every):
            break
    return made


def _reject(matter: Matter, wanted: Wanted, made: Attempt) -> str:
    """Leave the failed volume under another name with the reasons; returns the sentence."""
    place = rejected(matter, wanted.volume)
    if place.exists():
        shutil.rmtree(place)
    made.folder.rename(place)
    made.folder.parent.rmdir()
    (place / REASONS).write_text(as_text(made.verdict), encoding="utf-8")
    problems = len(made.verdict.problems)
    audit.record("reject", {"volume": wanted.volume, "problems": problems})
    found = "1 problem" if problems == 1 else f"{problems} problems"
    return (
        f"the verifier found {found}, so this is no volume; it is left in {place} "
        f"with {REASONS}, and must not be served"
    )


def _nothing_built(made: Attempt) -> UndecidedError:
    """Whatever was to be produced failed, so there is nothing for the verifier to judge."""
    first = next(iter(made.failed.values()))
    return UndecidedError(
        f"no document can be produced: of those that may be, {len(made.failed)} failed ({first})"
    )


def _nothing_changed(plan: Plan) -> UsageError:
    name = plan.replaces.volume if plan.replaces else ""
    if plan.folder.parent.exists():
        shutil.rmtree(plan.folder.parent)
    return UsageError(
        f"nothing changes in what {name} served, so it stands and needs no replacement; write"
        " --replaces none for a whole volume"
    )


def _for_copies(plan: Plan, made: Attempt) -> Plan:
    """A copy serves the documents that its volume serves."""
    if plan.replaces is None:
        return plan
    return replace(plan, replaces=replace(plan.replaces, fixed=made.stands))


def _register(matter: Matter, wanted: Wanted, made: Attempt) -> Path:
    path = matter.registers / f"{wanted.volume}.csv"
    write_register(path, [_row(fate, made.stands.get(fate.key, "")) for fate in made.fates])
    return path


def _row(fate: Fate, stands: str) -> RegisterRow:
    begin = fate.begin
    return RegisterRow(
        source_path=fate.path,
        sha256=fate.sha256,
        series=fate.series,
        disposition=fate.disposition.value,
        begin_bates=str(begin) if begin else "",
        end_bates=str(begin.plus(fate.pages - 1)) if begin else "",
        pages=fate.pages,
        reason=f"stands as served in {stands}" if stands else fate.reason,
    )


def _remember(wanted: Wanted, plan: Plan, made: Attempt, target: Path) -> None:
    served, rules = made.served, plan.rules
    facts: dict[str, object] = {
        "volume": wanted.volume,
        "to": wanted.to,
        "rules": rules.digest,
        "day": wanted.day.isoformat(),
        "images": wanted.images.value,
    }
    if plan.replaces:
        facts["replaces"] = plan.replaces.volume
        facts["documents"] = sorted(str(f.begin) for f in served)
    with together():
        for fate in served:
            if not fate.kept:
                SourceRow.objects.filter(key=fate.key).update(bates=str(fate.begin))
        VolumeRow.objects.update_or_create(
            name=wanted.volume,
            defaults={
                "rules_digest": rules.digest,
                "inputs_digest": made.inputs,
                "documents": len(served),
                "pages": sum(f.pages for f in served),
                "folder": str(target),
            },
        )
        audit.record("produce", {**facts, **counts(_counted(made))})


def _counted(made: Attempt) -> Sequence[Fate]:
    """What a volume accounts for: everything, or what a replacement changes."""
    replaces = made.facts is not None and made.facts.replaces is not None
    return made.served if replaces else made.fates


def _made(made: Attempt, target: Path, written: tuple[Path, tuple[Path, ...]]) -> Made:
    register, papers = written
    removals = Counter(f"{r.rule} {r.category}" for d in made.documents for r in d.removals)
    figures = counts(_counted(made))
    if made.stands:
        figures["stand as served"] = len(made.stands)
    figures["pages"] = sum(d.pages for d in made.documents)
    figures["removals"] = sum(removals.values())
    figures["words taken with a removal"] = made.taken_with
    return Made(
        folder=target,
        register=register,
        papers=papers,
        counts=figures,
        removals=dict(sorted(removals.items())),
        quarantined=_quarantined(made.fates),
        verdict=made.verdict,
        legible=made.legible,
    )


def _quarantined(every: Sequence[Fate]) -> int:
    return sum(1 for f in every if f.disposition is Disposition.EXCEPTION and not f.container)
