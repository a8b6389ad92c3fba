"""From a finished review to a signed volume: what still stands in the way, a trial, the papers."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from goodcause.base.errors import UndecidedError, UsageError
from goodcause.engine.task import Engine
from goodcause.order.load import load_order
from goodcause.order.order import RuleSet
from goodcause.pipeline.attempt import Plan, attempt
from goodcause.pipeline.fates import Fate, fates
from goodcause.pipeline.leasing import at_work
from goodcause.pipeline.numbering import number
from goodcause.pipeline.places import unfinished
from goodcause.pipeline.progress import Progress
from goodcause.pipeline.proposals import propose_all, standings
from goodcause.pipeline.review_decide import ATTORNEY, Actor
from goodcause.pipeline.review_people import unsettled_people
from goodcause.pipeline.sample import Standing, standing
from goodcause.pipeline.trail import anchor, check
from goodcause.production.volume import Images
from goodcause.store import audit
from goodcause.store.matter import Matter
from goodcause.store.models import EventRow, ItemRow, NoteRow, SourceRow, VolumeRow
from goodcause.store.review import OPEN, REMOVE, WAITING, count_by
from goodcause.verification.secret import Verdict

DRY_PAGES: Final = 20
_DRY: Final = "DRYRUN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the preflight list.

    Attributes:
        what: is checked.
        good: whether it stands in the way.
        words: how it stands, and what to do.
        screen: where to do it: the name of an address; empty for none.
    """

    what: str
    good: bool
    words: str
    screen: str = ""


def preflight(matter: Matter, rules: RuleSet) -> tuple[Check, ...]:
    """Everything that must be so before a volume is built."""
    order = load_order(matter.order_file)
    blockers = order.blockers()
    unread = SourceRow.objects.filter(state=SourceRow.State.REGISTERED).count()
    people = unsettled_people(rules)
    left = ItemRow.objects.filter(state=OPEN).count()
    turning = ItemRow.objects.filter(state=WAITING).count()
    asked = NoteRow.objects.filter(kind="escalation", answer="").count()
    returned = ItemRow.objects.filter(second="returned", state=OPEN).count()
    trail = check(matter)
    sample = standing(matter)
    unproved = sample.binding and not sample.met
    return (
        Check(what="The order can be carried out", good=not blockers,
              words="; ".join(blockers) or f"{order.name}, dated"),
        Check(what="Everything is read", good=not unread,
              words=f"{unread} files wait; run `goodcause read`" if unread else "no file waits"),
        Check(what="Every class is settled", good=not people, screen="people",
              words=_counted(len(people), "person holds papers up", "people hold papers up")),
        Check(what="Every finding is decided", good=not left + turning, screen="queue",
              words=_counted(left + turning, "finding is open", "findings are open")),
        Check(what="Counsel has answered", good=not asked, screen="desk",
              words=_counted(asked, "question waits", "questions wait")),
        Check(what="Nothing returned is open", good=not returned, screen="queue",
              words=_counted(returned, "returned decision", "returned decisions")),
        Check(what="The sampling rule is met", good=not unproved, screen="sample",
              words="; ".join(sample.why) if unproved else _sampled(sample)),
        Check(what="The trail is whole", good=not trail.problems, screen="trail",
              words="; ".join(trail.problems) or "every event follows from the one before"),
    )  # fmt: skip


def _sampled(sample: Standing) -> str:
    if sample.binding:
        return "the order's rule is met"
    return "the order file fixes no rule" + ("; a trial was read" if sample.sample else "")


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else "none is missing"


def dry_run(matter: Matter, engine: Engine, progress: Progress) -> dict[str, object]:
    """Build and verify some twenty pages of those with most removals; nothing of it is kept.

    Raises:
        UndecidedError: nothing can be produced yet.
    """
    order = load_order(matter.order_file)
    rules = order.on(date.max)
    folder = unfinished(matter, _DRY)
    with at_work(matter, "review (dry run)", progress) as told:
        every = _some(fates(rules, propose_all(rules, standings(rules)), standings(rules)))
        if not every:
            raise UndecidedError("no document can be produced yet: every one is held or set aside")
        plan = Plan(folder=folder, to="nobody: a dry run", images=Images.PDF, rules=rules)
        try:
            made = attempt(matter, plan, number(every, rules), engine, told)
        finally:
            shutil.rmtree(folder.parent, ignore_errors=True)
        audit.record("dry run", {"documents": len(every), "sound": made.sound})
    return {
        "documents": len(made.documents),
        "pages": sum(d.pages for d in made.documents),
        "removals": sum(len(d.removals) for d in made.documents),
        "words taken with a removal": made.taken_with,
        "failed": list(made.failed.values()),
        "problems": _problems(made.verdict),
    }


def _some(every: Sequence[Fate]) -> tuple[Fate, ...]:
    """Documents of about twenty pages, those with most removals first."""
    removed = Counter(
        {str(r["source_id"]): int(str(r["n"]))
         for r in count_by(ItemRow.objects.filter(state=REMOVE), "source_id")}
    )  # fmt: skip
    chosen, pages = set(), 0
    for fate in sorted((f for f in every if f.produced), key=lambda f: (-removed[f.key], f.key)):
        if pages and pages + fate.pages > DRY_PAGES:
            continue
        chosen.add(fate.key)
        pages += fate.pages
    return tuple(f for f in every if f.key in chosen)


def _problems(verdict: Verdict) -> list[str]:
    return [f"{p.where}: {p.what}" for p in verdict.problems]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """One volume of the case, for the production screen."""

    name: str
    documents: int
    pages: int
    there: bool
    signed_by: str
    signed_at: str


def volumes(matter: Matter) -> tuple[Finished, ...]:
    """Every volume, the newest first."""
    signed = {str(e.facts.get("volume")): e for e in EventRow.objects.filter(what="sign")}
    return tuple(
        Finished(
            name=row.name,
            documents=row.documents,
            pages=row.pages,
            there=(matter.volumes / row.name).is_dir(),
            signed_by=str(signed[row.name].facts.get("by", "")) if row.name in signed else "",
            signed_at=signed[row.name].at if row.name in signed else "",
        )
        for row in VolumeRow.objects.order_by("-name")
    )


def sign(matter: Matter, actor: Actor, volume: str, typed: str) -> dict[str, object]:
    """Sign a finished volume off: who, and the digest of its manifest, into the trail.

    Raises:
        ForbiddenError: the role does not allow it.
        UsageError: there is no such volume, it is signed, or the name typed is not its own.
    """
    actor.needs(ATTORNEY, "signing a volume off")
    found = next((v for v in volumes(matter) if v.name == volume), None)
    if found is None or not found.there:
        raise UsageError("there is no such finished volume; build it first")
    if found.signed_by:
        raise UsageError(f"{volume} was signed by {found.signed_by} already")
    if typed.strip() != volume:
        raise UsageError(f"type the volume's name, {volume}, to sign it")
    manifest = matter.volumes / volume / "manifest.sha256"
    digest = hashlib.sha256(manifest.read_bytes()).hexdigest()
    facts = {"volume": volume, "by": actor.name, "manifest": digest, "head": audit.head().chain}
    audit.record("sign", facts)
    anchor(matter, volume, digest)
    return {"volume": volume, "by": actor.name, "manifest": digest}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a volume has that the one before had not, by Bates number of the document."""

    before: str
    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    same: int


def difference(matter: Matter, volume: str) -> Difference | None:
    """Compare with the volume before, by the digests of their manifests; nothing if it is first."""
    names = sorted(VolumeRow.objects.values_list("name", flat=True))
    earlier = [n for n in names if n < volume and (matter.volumes / n).is_dir()]
    if not earlier or not (matter.volumes / volume).is_dir():
        return None
    was, now = (_images(matter.volumes / n) for n in (earlier[-1], volume))
    common = was.keys() & now.keys()
    changed = sorted(k for k in common if was[k] != now[k])
    return Difference(
        before=earlier[-1],
        added=tuple(sorted(now.keys() - was.keys())),
        gone=tuple(sorted(was.keys() - now.keys())),
        changed=tuple(changed),
        same=len(common) - len(changed),
    )


def _images(folder: Path) -> Mapping[str, str]:
    """By file name without its ending: the digest of each image and native of a volume."""
    found = {}
    for line in (folder / "manifest.sha256").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if name.startswith(("IMAGES/", "NATIVES/")):
            found[Path(name).stem] = digest
    return found


def dispositions(matter: Matter, volume: str) -> Mapping[str, int]:
    """How many files of the register ended in each way."""
    path = matter.registers / f"{volume}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return dict(sorted(Counter(_rows(csv.DictReader(stream))).items()))


def _rows(rows: Iterable[Mapping[str, str]]) -> Iterable[str]:
    return (row["disposition"] for row in rows)
