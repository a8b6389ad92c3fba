"""Motions in a case: opened for an applicant, ruled on, carried out as an amendment of the order.

A grant changes exactly what was granted. The ruling is written as a file, joined to the order
like any other, and refused where it would change one finding more or less.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from goodcause.base.errors import OrderError, ProcedureError
from goodcause.base.ids import Bates
from goodcause.case.motion_papers import joint_statement, opposition, proposed_order
from goodcause.case.motions import (
    CLEAR,
    DISCLOSE,
    REMEDIES,
    Item,
    granted_items,
    items_of,
    refuse_overlap,
)
from goodcause.case.procedure import Procedure, Who
from goodcause.decisions.decision import Decision, Outcome
from goodcause.order.load import load_order
from goodcause.order.order import RuleSet
from goodcause.pipeline.amend import draft, enforce
from goodcause.pipeline.forwarding import written
from goodcause.pipeline.holdings import holdings
from goodcause.pipeline.holdings import standing as standing_in
from goodcause.pipeline.procedures import acted, every, kept, opened, papers_folder, standing
from goodcause.pipeline.proposals import record_decisions
from goodcause.pipeline.removed import Applicant, Taken, applicant, sealed_rows, taken_from
from goodcause.pipeline.unobscure import unobscure
from goodcause.store.matter import Matter
from goodcause.store.models import SourceRow, VolumeRow

KIND = "motion"
_SCHEMA = "ruling/0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What is moved for.

    Attributes:
        asked_for: the number by which the applicant is named.
        movant: the attorney who moves.
        ground: the good cause that is claimed.
        remedy: of ``REMEDIES``.
        categories: kinds of information; none for every kind.
        pages: numbers; none for every page of the applicant.
    """

    asked_for: str
    movant: str
    ground: str
    remedy: str = DISCLOSE
    categories: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def move(matter: Matter, rules: RuleSet, wanted: Moved, who: Who, on: date) -> int:
    """Open a motion for one applicant.

    Raises:
        ProcedureError: nobody is of that number, nothing of the kind was removed, or another
            motion asks for the same.
    """
    if wanted.remedy not in REMEDIES:
        raise ProcedureError(f"what is moved for is {' or '.join(REMEDIES)}")
    if not wanted.movant.strip() or not wanted.ground.strip():
        raise ProcedureError("a motion names who moves, and the good cause that is claimed")
    found = applicant(wanted.asked_for, rules)
    items = (
        _disclosed(matter, found, wanted)
        if wanted.remedy == DISCLOSE
        else _marked(rules, found, wanted)
    )
    refuse_overlap(items, every(KIND), wanted.remedy)
    case = rules.order.case
    subject: dict[str, object] = {
        "remedy": wanted.remedy,
        "asked_for": found.asked,
        "movant": wanted.movant.strip(),
        "ground": wanted.ground.strip(),
        "series": found.series,
        "items": [asdict(item) for item in items],
        "clauses": _clauses(rules, {item.clause for item in items}),
        "rule6": case.rule6,
        "holidays": case.holidays or "US-CA",
    }
    return opened(matter, KIND, subject, who, on)


def _disclosed(matter: Matter, found: Applicant, wanted: Moved) -> tuple[Item, ...]:
    taken = taken_from(matter, found)
    chosen = [
        t
        for t in taken
        if (not wanted.categories or t.category in wanted.categories)
        and (not wanted.pages or t.page in wanted.pages)
    ]
    for name, asked, there in (
        ("kind", wanted.categories, {t.category for t in taken}),
        ("page", wanted.pages, {t.page for t in taken}),
    ):
        missing = [each for each in asked if each not in there]
        if missing:
            raise ProcedureError(
                f"nothing of {found.asked} is removed of the {name} {missing[0]}; removed are:"
                f" {', '.join(sorted(there)) or 'nothing'}"
            )
    if not chosen:
        raise ProcedureError(f"nothing is removed from the papers of {found.asked}")
    return tuple(_item(number, each) for number, each in enumerate(chosen, 1))


def _item(number: int, taken: Taken) -> Item:
    return Item(
        number=number,
        page=taken.page,
        begin=taken.begin,
        category=taken.category,
        clause=taken.clause,
        document=taken.document,
        finding=taken.finding,
    )


def _marked(rules: RuleSet, found: Applicant, wanted: Moved) -> tuple[Item, ...]:
    """Pages of the applicant that bear a mark."""
    mark = rules.series(found.series).watermark
    clause = next((r.id for r in rules.rules if mark and r.watermark == mark.id), "")
    if not clause:
        raise ProcedureError(f"the pages of {found.asked} bear no mark")
    if not wanted.pages:
        raise ProcedureError("name the pages on which the mark hides something")
    where: dict[str, SourceRow] = {}
    for row in SourceRow.objects.filter(key__in=list(found.documents)).order_by("key"):
        begin = Bates.parse(row.bates)
        where |= {str(begin.plus(n)): row for n in range(row.pages)}
    strange = [page for page in wanted.pages if page not in where]
    if strange:
        raise ProcedureError(f"{strange[0]} is no page of {found.asked}; name served pages")
    return tuple(
        Item(number=n, page=page, begin=where[page].bates, category="", clause=clause,
             document=where[page].key, finding="")
        for n, page in enumerate(dict.fromkeys(wanted.pages), 1)
    )  # fmt: skip


def _clauses(rules: RuleSet, wanted: Iterable[str]) -> list[dict[str, str]]:
    """What the order says of each clause, for the papers."""
    by_id = {rule.id: rule for rule in rules.rules}
    found = []
    for name in sorted(wanted):
        rule = by_id.get(name)
        found.append(
            {
                "clause": name,
                "section": rule.section if rule else "",
                "order": rule.order if rule else "",
                "harm": rule.harm if rule else "",
                "interest": rule.interest_of_receiver if rule else "",
                "basis": "; ".join(rule.basis) if rule else "",
            }
        )
    return found


def draft_papers(
    matter: Matter, rules: RuleSet, number: int, acting: tuple[Who, date]
) -> tuple[Path, ...]:
    """Write joint statement, opposition and proposed order, and record that they were drafted.

    Raises:
        ProcedureError: something they must say is not on record; nothing is written.
    """
    found, case = standing(KIND, number), rules.order.case
    drafts = {
        "joint-statement": joint_statement(found, case),
        "opposition": opposition(found, case),
        "proposed-order": proposed_order(found, case),
    }
    folder = papers_folder(matter, KIND, number)
    paths = tuple(path for name, each in drafts.items() for path in written(folder, name, each))
    facts = {"papers": ", ".join(drafts)}
    acted(matter, (KIND, number), "draft", facts, acting, paths)
    return paths


def grant(
    matter: Matter, rules: RuleSet, number: int, facts: dict[str, object], acting: tuple[Who, date]
) -> str:
    """Record a ruling that grants items.

    Args:
        matter: the case.
        rules: in force.
        number: of the motion.
        facts: ``ruling``, ``judge``, ``items`` (numbers, or ``all``).
        acting: who records it, and the day of the ruling.

    Raises:
        ProcedureError: an item is not of the motion, or was revealed already.
    """
    found = standing(KIND, number)
    still = [str(item.number) for item in still_removed(matter, rules, found)]
    told = {**facts, "standing": still or ["0"]}
    if str(facts.get("items", "")).strip() == "all":
        told["items"] = [str(item.number) for item in items_of(found)]
    return acted(matter, (KIND, number), "grant", told, acting)


def still_removed(matter: Matter, rules: RuleSet, procedure: Procedure) -> tuple[Item, ...]:
    """Items of a motion that the other side still does not have."""
    items = items_of(procedure)
    if procedure.subject["remedy"] == CLEAR:
        given = {i.key for p in every(KIND) if p.last("clear") for i in granted_items(p)}
        return tuple(item for item in items if item.key not in given)
    found = applicant(str(procedure.subject["asked_for"]), rules)
    there = {(t.document, t.finding) for t in taken_from(matter, found)}
    return tuple(item for item in items if (item.document, item.finding) in there)


def carry_out(matter: Matter, number: int, acting: tuple[Who, date]) -> str:
    """Carry out what was granted: amend the order, or give pages without their mark.

    Returns:
        The amended order's file name, or the folder of the clear pages.

    Raises:
        ProcedureError: nothing was granted.
        OrderError: the ruling would change something else than what was granted.
    """
    found = standing(KIND, number)
    granted = granted_items(found)
    remedy = found.subject["remedy"]
    step = "enforce" if remedy == DISCLOSE else "clear"
    if found.state != "granted":
        raise ProcedureError(
            f"motion {number} stands at {found.state.replace('_', ' ')}; only what was granted is"
            " carried out, once"
        )
    if remedy == CLEAR:
        ruling = found.last("grant")
        words = f"motion {number}: {ruling.facts['ruling']}" if ruling else f"motion {number}"
        made = unobscure(matter, [item.page for item in granted], words).folder
        acted(matter, (KIND, number), step, {"folder": made.name}, acting)
        return str(made)
    path = kept(papers_folder(matter, KIND, number), "ruling.yaml", ruling_text(found).encode())
    name = _in_force(matter, found, path, acting)
    acted(matter, (KIND, number), step, {"order_file": name}, acting, [path])
    return name


def _in_force(matter: Matter, found: Procedure, path: Path, acting: tuple[Who, date]) -> str:
    """Join the ruling to the order, unless an interrupted run did."""
    order = load_order(matter.order_file)
    if not any(each.id == _order_id(found.number) for each in order.orders):
        wanted = draft(matter, None, path, acting[1])
        granted = {(i.document, i.finding) for i in granted_items(found)}
        revealed = {(p.document, p.finding) for p in wanted.change.revealed}
        if revealed != granted or wanted.change.removable:
            raise OrderError(
                f"carried out, the ruling would reveal {len(revealed)} removals where"
                f" {len(granted)} were granted; look at it with `goodcause amend CASE --ruling"
                f" {path}`"
            )
        enforce(matter, wanted)
    rules = load_order(matter.order_file).on(acting[1])
    record_decisions(_settled(found, acting[0]), rules.digest)
    return matter.order_file.name


def _settled(found: Procedure, who: Who) -> list[Decision]:
    """The court has decided; nobody is asked again."""
    return [
        Decision(
            document=item.document,
            finding=item.finding,
            outcome=Outcome.LEAVE,
            rule=rule,
            label="",
            by=who.name,
            reason=f"granted in motion {found.number}",
        )
        for item, rule in _rules_of_items(found)
    ]


def reproduced(matter: Matter, number: int, volume: str, acting: tuple[Who, date]) -> str:
    """Record the volume in which what was granted was produced again, and nothing else changed.

    Raises:
        ProcedureError: there is no such volume, or it does not differ in exactly that.
    """
    found = standing(KIND, number)
    if not VolumeRow.objects.filter(name=volume).exists():
        raise ProcedureError(f"the case made no volume {volume}; make it with `goodcause produce`")
    granted = granted_items(found)
    begins = {item.begin for item in granted}
    now = _rows_of(matter, {begin: volume for begin in begins})
    before = _rows_of(matter, _stood_in(volume, begins))
    lifted = Counter((i.begin, i.page, i.category, i.clause) for i in granted)
    if before - lifted != now or before - now != lifted:
        raise ProcedureError(
            f"{volume} does not differ from what was served in exactly the {len(granted)} removals"
            " granted; see `goodcause diff`, and produce again"
        )
    return acted(matter, (KIND, number), "reproduce", {"volume": volume}, acting)


def _stood_in(volume: str, begins: set[str]) -> dict[str, str]:
    """By first number: the volume in which a document stood before another was made."""
    made = list(holdings())
    names = [each.volume for each in made]
    earlier = standing_in(made[: names.index(volume)] if volume in names else made)
    return {begin: earlier[begin] for begin in begins if begin in earlier}


def _rows_of(matter: Matter, where: dict[str, str]) -> Counter[tuple[str, str, str, str]]:
    """Sealed rows of documents, each from the volume it stands in."""
    logs = {volume: sealed_rows(matter, volume) for volume in set(where.values())}
    return Counter(
        {
            key: count
            for begin, volume in where.items()
            for key, count in logs[volume].items()
            if key[0] == begin
        }
    )


def ruling_text(found: Procedure) -> str:
    """The ruling as a file that `goodcause amend --ruling` takes, one clause a document."""
    step = found.last("grant")
    if step is None:
        raise ProcedureError(f"motion {found.number} was not granted")
    ruling = f"{step.facts['ruling']}, motion {found.number}"
    lines = [
        f"schema: {_SCHEMA}",
        "order:",
        f"  id: {_order_id(found.number)}",
        "  kind: ruling_on_motion",
        f"  judge: {json.dumps(str(step.facts['judge']), ensure_ascii=False)}",
        f"  dated: {step.on}",
        "  rules:",
    ]
    by_rule: dict[str, list[Item]] = {}
    for item, rule in _rules_of_items(found):
        by_rule.setdefault(rule, []).append(item)
    for rule, items in by_rule.items():
        only = {"documents": [items[0].document], "findings": [i.finding for i in items]}
        lines += [
            f"    - id: {rule}",
            "      action: must_not_remove",
            f"      basis: [{json.dumps(ruling, ensure_ascii=False)}]",
            f"      series: [{found.subject['series']}]",
            f"      categories: {json.dumps(sorted({i.category for i in items}))}",
            f"      only: {json.dumps(only)}",
        ]
    return "\n".join(lines) + "\n"


def _rules_of_items(found: Procedure) -> Iterator[tuple[Item, str]]:
    """Each granted item with the clause of the ruling that reveals it."""
    documents = list(dict.fromkeys(item.document for item in granted_items(found)))
    for item in granted_items(found):
        yield item, f"{_order_id(found.number)}-{documents.index(item.document) + 1}"


def _order_id(number: int) -> str:
    return f"MOTION-{number:04d}"
