"""Putting an amended order in force: its copy, the trail, what is proposed anew, the letters."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goodcause.base.errors import OrderError
from goodcause.decisions.decision import Decision, Outcome
from goodcause.order.join import with_ruling
from goodcause.order.load import load_order, parse_order, read_text
from goodcause.order.order import Order
from goodcause.pipeline.amending import Amendment, Holder, amended, last_day, served_points
from goodcause.pipeline.proposals import record_decisions
from goodcause.production.clawback import Called, Letter, clawback_file
from goodcause.production.files import write
from goodcause.store import audit
from goodcause.store.matter import Matter, locked, together

_NUMBERED = re.compile(r"([0-9]{4})-")
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An amended order that was looked at and is not in force yet.

    Attributes:
        text: of the whole amended order file.
        name: for its copy in the case.
        order: the file as values.
        change: what it changes.
    """

    text: str
    name: str
    order: Order
    change: Amendment


def draft(matter: Matter, order: Path | None, ruling: Path | None, day: date) -> Draft:
    """Look at an amended order file, or at a ruling joined to the order in force.

    Args:
        matter: the case; nothing in it is changed.
        order: the whole amended order file.
        ruling: a ruling file; one of the two is given.
        day: today.

    Raises:
        OrderError: the amendment cannot be carried out, or contradicts itself.
        UsageError: it changes nothing.
    """
    path = order or ruling
    if path is None:
        raise ValueError("an amendment is an order file or a ruling")
    text = read_text(path)
    if ruling is not None:
        text = with_ruling(read_text(matter.order_file), text, ruling.name)
    after = parse_order(text, path.name)
    change = amended(load_order(matter.order_file), after, last_day(after, day))
    name = _UNFIT.sub("-", path.stem).strip("-.") or "order"
    return Draft(text=text, name=name, order=after, change=change)


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """An amended order in force.

    Attributes:
        file: its copy in the case.
        proposed: how many findings are proposed anew.
        letters: drafts of letters that call back what was served.
    """

    file: Path
    proposed: int
    letters: tuple[Path, ...]


def enforce(matter: Matter, wanted: Draft) -> InForce:
    """Put an amended order in force.

    What the old order alone had settled and the new one would not is proposed anew; what a
    person decided stays on record, and waits for a person where the clause is gone.

    Raises:
        OrderError: the order in force changed since the draft was made.
        StoppedError: the disk is full.
    """
    with locked(matter, "amend"):
        if load_order(matter.order_file).digest != wanted.change.before.order.digest:
            raise OrderError("the order in force changed meanwhile; run the same command again")
        target = matter.orders / f"{_following(matter):04d}-{wanted.name}.yaml"
        letters = _letters(matter, wanted)
        unfinished = target.with_suffix(".new")
        write(unfinished, wanted.text.encode())
        again = wanted.change.overridden
        digest = wanted.change.after.digest
        with together():
            record_decisions([_taken_back(p.document, p.finding) for p in again], digest)
            audit.record("amend", {"file": target.name, **_figures(wanted), "rules": digest})
            unfinished.replace(target)
    return InForce(file=target, proposed=len(again), letters=letters)


def _following(matter: Matter) -> int:
    numbers = (_NUMBERED.match(path.name) for path in matter.orders.glob("*.yaml"))
    return max((int(m[1]) for m in numbers if m), default=0) + 1


def _taken_back(document: str, finding: str) -> Decision:
    return Decision(
        document=document,
        finding=finding,
        outcome=Outcome.ASK,
        rule="",
        label="",
        by="order",
        reason="the order was amended; proposed anew",
    )


def _figures(wanted: Draft) -> dict[str, object]:
    change = wanted.change
    return {
        "digest": wanted.order.digest,
        "newly_removable": len(change.removable),
        "already_served": len(served_points(change.removable)),
        "to_be_revealed": len(change.revealed),
        "decided_by_people": len(change.people),
        "unchanged": change.unchanged,
    }


def _letters(matter: Matter, wanted: Draft) -> tuple[Path, ...]:
    """One draft a volume and recipient; none where nothing served may be removed now."""
    change = wanted.change
    by_holder: dict[Holder, list[Called]] = defaultdict(list)
    rules = {rule.id: rule for rule in change.after.rules}
    for point in served_points(change.removable):
        rule = rules.get(point.rule)
        called = Called(
            number=point.number,
            category=point.category,
            clause=point.rule,
            section=rule.section if rule else "",
            whole=not point.finding,
        )
        for holder in point.holders:
            by_holder[holder].append(called)
    paths = []
    for holder, called_back in sorted(by_holder.items(), key=lambda h: (h[0].volume, h[0].to)):
        letter = Letter(
            volume=holder.volume, to=holder.to, rules=change.after, called=tuple(called_back)
        )
        path = matter.folder / "papers" / f"{holder.volume}-claw-back-{wanted.name}.pdf"
        write(path, clawback_file(letter))
        paths.append(path)
    return tuple(paths)
