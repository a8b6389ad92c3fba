"""The court's ruling on what it read in camera, carried into the order and the decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goodcause.base.errors import ProcedureError, UsageError
from goodcause.case.camera import KIND, TABLE
from goodcause.case.files import read_filled
from goodcause.case.procedure import Who
from goodcause.case.rulings import (
    Outcome,
    Removals,
    RulingFile,
    order_id,
    outcomes,
    ruling_text,
)
from goodcause.decisions.decision import Decision
from goodcause.decisions.decision import Outcome as Settled
from goodcause.findings.finding import Finding
from goodcause.order import tree
from goodcause.order.load import load_order, read_text
from goodcause.order.order import RuleSet
from goodcause.pipeline.amend import draft, enforce
from goodcause.pipeline.camera import gathered_of, lodged_on
from goodcause.pipeline.lodging import Gathered, whole_page
from goodcause.pipeline.packing import plain
from goodcause.pipeline.procedures import acted, papers_folder, standing
from goodcause.pipeline.proposals import record_decisions
from goodcause.pipeline.served import built_documents
from goodcause.pipeline.units import all_pages
from goodcause.production.files import write
from goodcause.store.matter import Matter, locked, together
from goodcause.store.models import DrawnRow, FindingRow, SourceRow, VolumeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A ruling taken into the case.

    Attributes:
        order: its name in the order file; empty where nothing may leave.
        disclosed, withheld: pages of the lodged papers.
        removed: passages that go from the pages that leave.
        state: of the lodging.
    """

    order: str
    disclosed: int
    withheld: int
    removed: int
    state: str


@dataclass(frozen=True, slots=True)
class _Leaving:
    """One paper that leaves: what goes from it, and what the court ordered left."""

    outcome: Outcome
    going: tuple[tuple[str, str], ...]
    staying: tuple[str, ...]
    added: tuple[Finding, ...]

    @property
    def key(self) -> str:
        return self.outcome.tab.key


def take_ruling(matter: Matter, number: int, path: Path, acting: tuple[Who, date]) -> Carried:
    """Carry a ruling out: a clause of the order for what leaves, a decision for each passage.

    Raises:
        UsageError: the ruling is not one on what was lodged, or leaves something open.
        ProcedureError: the lodging does not wait for a ruling.
        OrderError: the ruling cannot be joined to the order.
    """
    procedure = standing(KIND, number)
    TABLE.move("rule", procedure.state)
    gathered = gathered_of(matter, number)
    file = read_filled(RulingFile, path)
    found = outcomes(gathered.lodged, file, lodged_on(procedure))
    leaving = [_leaving(matter, gathered, each, file) for each in found if each.leaves]
    facts: dict[str, object] = {
        "carried": gathered.lodged.digest,
        "judge": file.judge,
        "dated": str(file.dated),
        "disclosed": str(sum(len(o.disclosed) for o in found)),
        "withheld": str(sum(len(o.withheld) for o in found)),
    }
    if leaving:
        facts["order"] = order_id(file)
        _into_order(matter, number, gathered, file, leaving)
        _decide(matter, file, leaving)
    move = "rule" if leaving else "rule-nothing"
    state = acted(matter, (KIND, number), move, facts, acting)
    return Carried(
        order=order_id(file) if leaving else "",
        disclosed=sum(len(o.disclosed) for o in found),
        withheld=sum(len(o.withheld) for o in found),
        removed=sum(len(o.removed) for o in found),
        state=state,
    )


def _leaving(matter: Matter, gathered: Gathered, outcome: Outcome, file: RulingFile) -> _Leaving:
    tab = outcome.tab
    drawn = {f.key: f for f in gathered.drawn.get(tab.key, ())}
    row = SourceRow.objects.get(key=tab.key)
    pages = {page.number: page for page in all_pages(matter.blobs, row.page_blobs)}
    because = f"the whole page stays with the court: {file.judge}, {file.dated}"
    whole = [whole_page(pages[n], because) for n in outcome.withheld]
    # What was private on a page that stays is named as well: the verifier then looks for it.
    passages = [p for p, _ in outcome.removed]
    passages += [p for p in tab.passages if p.page in outcome.withheld]
    going = [(p.finding, p.category) for p in passages] + [(f.key, f.category) for f in whole]
    named = {key for key, _ in going}
    staying = tuple(p.finding for p in outcome.opened)
    added = (*(f for key, f in drawn.items() if key in named), *whole)
    return _Leaving(outcome, tuple(sorted(going)), staying, added)


def _into_order(
    matter: Matter, number: int, gathered: Gathered, file: RulingFile, leaving: Sequence[_Leaving]
) -> None:
    """Findings that the ruling names, then the ruling as clauses of the order."""
    name = order_id(file)
    if any(order.id == name for order in load_order(matter.order_file).orders):
        return  # taken in before a stop; what follows it is done again
    with locked(matter, KIND), together():
        for each in leaving:
            _keep(each.key, each.added, file.judge)
    removals = tuple(Removals(document=each.key, findings=each.going) for each in leaving)
    text = ruling_text(gathered.lodged, file, removals, _label(matter))
    path = papers_folder(matter, KIND, number) / f"{name}.yaml"
    write(path, text.encode())
    enforce(matter, draft(matter, None, path, file.dated))


def _keep(document: str, added: Sequence[Finding], by: str) -> None:
    for finding in added:
        value = plain(finding)
        DrawnRow.objects.update_or_create(
            source_id=document, key=finding.key, defaults={"value": value, "by": by, "gone": False}
        )
        FindingRow.objects.get_or_create(
            source_id=document,
            key=finding.key,
            defaults={
                "page": finding.span.page,
                "category": finding.category,
                "value": value,
                "outcome": Settled.LEAVE.value,
            },
        )


def _label(matter: Matter) -> str:
    """The order file's name for the words that stand in the place of a removal."""
    content = tree.read(read_text(matter.order_file)).value
    labels = content.get("labels") if isinstance(content, dict) else None
    named = labels if isinstance(labels, dict) else {}
    for name, words in named.items():
        if isinstance(words, str) and "{" not in words:
            return name
    raise UsageError(
        "the order file has no label to print in the place of a removal; write one under `labels`"
    )


def _decide(matter: Matter, file: RulingFile, leaving: Sequence[_Leaving]) -> None:
    """One decision for each passage that the court ruled on, in the court's name."""
    rules = load_order(matter.order_file).on(file.dated)
    with locked(matter, KIND):
        record_decisions(_decisions(rules, file, leaving), rules.digest)


def _decisions(rules: RuleSet, file: RulingFile, leaving: Sequence[_Leaving]) -> Iterator[Decision]:
    by = f"{file.judge} (in camera ruling of {file.dated})"
    clauses = [r for r in rules.rules if r.order == order_id(file) and r.action == "may_remove"]
    for each in leaving:
        mine = [r for r in clauses if r.only and each.key in r.only.documents]
        for finding, _ in each.going:
            yield Decision(
                document=each.key,
                finding=finding,
                outcome=Settled.REMOVE,
                rule=mine[0].id,
                label=mine[0].label,
                by=by,
                reason="ruled irrelevant or confidential after review in camera",
            )
        for finding in each.staying:
            yield Decision(
                document=each.key,
                finding=finding,
                outcome=Settled.LEAVE,
                rule="",
                label="",
                by=by,
                reason="ruled relevant after review in camera",
            )


def carry_out(matter: Matter, number: int, volume: str, acting: tuple[Who, date]) -> str:
    """Record that a volume serves what the court ruled discoverable, and nothing else.

    Raises:
        ProcedureError: the volume lacks a paper that was ruled discoverable, or holds one of the
            series that was not.
    """
    procedure = standing(KIND, number)
    TABLE.move("carry-out", procedure.state)
    if not VolumeRow.objects.filter(name=volume).exists():
        raise ProcedureError(f"the case made no volume {volume}; produce it first")
    gathered = gathered_of(matter, number)
    rules = load_order(matter.order_file)
    name = procedure.text("order")
    clauses = [r for o in rules.orders if o.id == name for r in o.rules]
    released = {d for r in clauses if r.action == "must_release" and r.only
                for d in r.only.documents}  # fmt: skip
    served = set(built_documents(matter, volume)) & {tab.key for tab in gathered.lodged.tabs}
    if served != released:
        wrong = len(released - served)
        raise ProcedureError(
            f"{volume} lacks {wrong} papers that were ruled discoverable; produce it again"
            if wrong
            else f"{volume} serves papers that stay with the court; it must not be served"
        )
    facts = {"volume": volume, "carried": gathered.lodged.digest}
    return acted(matter, (KIND, number), "carry-out", facts, acting)
