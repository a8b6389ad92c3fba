"""A person's decisions on findings: one, many at once, taken back, looked at by a second person.

Each finding settled has its own decision row and its own event; an *act* joins those that one
key settled, so that one key takes them back. A request carries a key: sent twice, it is done
once. An item carries a version: a decision made on an older view of it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.decisions.decision import Decision, Outcome, Proposal
from goodcause.decisions.policy import BY_ORDER, decide
from goodcause.findings.finding import Finding
from goodcause.order.order import RuleSet
from goodcause.pipeline.packing import revive
from goodcause.pipeline.proposals import record_decisions
from goodcause.pipeline.review_index import now
from goodcause.store import audit
from goodcause.store.matter import together
from goodcause.store.models import ActRow, AnswerRow, DrawnRow, FindingRow, ItemRow, NoteRow
from goodcause.store.review import LEAVE, OPEN, REMOVE, STAYS, WAITING

REASONS: Final = (
    "not what it was taken for",
    "read wrongly: noise of the scan",
    "another person's, and the order lets it stay",
    "a work address or telephone",
    "a past incident, or a time long gone",
    "public knowledge: opening hours, a public office",
    "the applicant's own record as a donor",
    "the same words are removed by another box",
    "another reason",
)
"""Why a proposed removal is left, by the key that says so: 1 to 9."""

REVIEWER, SECOND, ATTORNEY, ADMINISTRATOR = 1, 2, 3, 4
RANKS: Final = {
    "reviewer": REVIEWER,
    "second reviewer": SECOND,
    "attorney": ATTORNEY,
    "administrator": ADMINISTRATOR,
}
GONE: Final = "gone"
"""In the memory of an act: there was no such item before it."""

_BATCH: Final = 400
_MOST_WORDS: Final = 2000
_MOST_SECONDS: Final = 600.0
"""Longer than this between two keys somebody was not at work."""


class StaleError(UsageError):
    """What somebody decided on has changed under them; carries how it stands now."""

    def __init__(self, message: str, items: Sequence[int] = ()) -> None:
        super().__init__(message)
        self.items = tuple(items)


class ForbiddenError(UsageError):
    """Somebody's role does not allow an act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts.

    Attributes:
        name: as it stands in decisions and events.
        rank: of ``RANKS``.
    """

    name: str
    rank: int

    def needs(self, rank: int, what: str) -> None:
        """Refuse what the role does not allow.

        Raises:
            ForbiddenError: it does not.
        """
        if self.rank < rank:
            role = next(name for name, r in RANKS.items() if r == rank)
            raise ForbiddenError(f"{what} needs the role {role}; ask somebody who has it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for.

    Attributes:
        key: of the request; the same key is carried out once.
        items: ids of the items with the versions that were on the screen.
        outcome: remove or leave.
        reason: why; needed to leave what the order proposes to remove.
        shown: digest of what was on the screen.
        seconds: since the last act of the same person at the same screen.
        kind: ``decide``, ``sheet`` or ``occurrences``.
    """

    key: str
    items: Mapping[int, int]
    outcome: Outcome
    reason: str = ""
    shown: str = ""
    seconds: float = 0.0
    kind: str = "decide"


def once(key: str, do: Callable[[], dict[str, object]]) -> dict[str, object]:
    """Do something for a request's key unless it was done, and answer as then."""
    with together():
        done = AnswerRow.objects.filter(key=key).first()
        if done is not None:
            return dict(done.answer)
        answer = do()
        AnswerRow.objects.create(key=key, answer=answer, at=now())
    return answer


def settle(actor: Actor, rules: RuleSet, asked: Asked) -> dict[str, object]:
    """Record a decision on each of the items; all or none.

    Returns:
        ``act`` (its id) and ``items``: id to version and state.

    Raises:
        StaleError: an item was changed by somebody else meanwhile, or is gone.
        UsageError: the order does not reach an item, or no reason is given.
    """
    if asked.outcome is Outcome.ASK:
        raise UsageError("decide to remove or to leave; to ask counsel is to escalate")
    return once(asked.key, lambda: _settle(actor, rules, asked))


def _settle(actor: Actor, rules: RuleSet, asked: Asked) -> dict[str, object]:
    items = _current(asked.items)
    _refuse(actor, asked, items)
    found = _findings(items)
    labels = {rule.id: rule.label for rule in rules.rules}
    settled = [
        decide(
            _proposal(item, found[item.source_id, item.key]),
            item.source_id,
            asked.outcome,
            by=actor.name,
            reason=asked.reason or item.reason,
            label=labels.get(item.rule, ""),
        )
        for item in items
    ]
    before = [_before(item) for item in items]
    state = REMOVE if asked.outcome is Outcome.REMOVE else LEAVE
    for item, decision in zip(items, settled, strict=True):
        item.state, item.by, item.why = state, actor.name, decision.reason
        item.label = decision.label or item.label
        item.second, item.second_by, item.escalated = "", "", False
        item.version += 1
    _keep(items)
    record_decisions(settled, rules.digest)
    act = _act(actor, asked.kind, asked.seconds, before, items)
    audit.record_all(
        ("decide", {**_said(d), "by": actor.name, "act": act, "shown": asked.shown})
        for d in settled
    )
    return {"act": act, "items": _states(items)}


def _current(wanted: Mapping[int, int]) -> list[ItemRow]:
    """The items as they stand, in the order of the queue.

    Raises:
        StaleError: one is gone, or is another version than the one decided on.
    """
    rows: list[ItemRow] = []
    ids = list(wanted)
    for start in range(0, len(ids), _BATCH):
        part = ids[start : start + _BATCH]
        rows += ItemRow.objects.select_for_update().filter(pk__in=part)
    if len(rows) != len(wanted):
        raise StaleError("what you decided on is no longer there; the page is shown anew", ids)
    stale = [row for row in rows if row.version != wanted[row.pk]]
    if stale:
        first = stale[0]
        words = f"{first.by or 'the order'} made it {_SPOKEN[first.state]}"
        more = f" (and {len(stale) - 1} more)" if len(stale) > 1 else ""
        raise StaleError(
            f"it changed while you looked: {words}{more}; look again, then decide",
            [row.pk for row in stale],
        )
    return sorted(rows, key=lambda row: row.rank)


_SPOKEN: Final = {
    OPEN: "open again",
    WAITING: "wait for a class",
    STAYS: "stay by the order",
    REMOVE: "removed",
    LEAVE: "left",
}


def _refuse(actor: Actor, asked: Asked, items: Iterable[ItemRow]) -> None:
    """Stop before anything is recorded that the order or a role does not allow."""
    for item in items:
        if item.state == WAITING:
            raise UsageError(
                "this turns on the person's class, which nobody has settled; settle the class "
                "first (key g p)"
            )
        if asked.outcome is Outcome.REMOVE and item.state == STAYS:
            raise UsageError(f"no clause lets this be removed: {item.reason}")
        if item.escalated:
            actor.needs(ATTORNEY, "deciding what was put before counsel")
        proposed = item.outcome == Outcome.REMOVE.value
        if asked.outcome is Outcome.LEAVE and proposed and not asked.reason.strip():
            raise UsageError("say why it is left: press 1 to 9")
    if len(asked.reason) > _MOST_WORDS:
        raise UsageError(f"the reason is longer than {_MOST_WORDS} characters; shorten it")


def _findings(items: Sequence[ItemRow]) -> dict[tuple[str, str], Finding]:
    found: dict[tuple[str, str], Finding] = {}
    by_source: dict[str, set[str]] = {}
    for item in items:
        by_source.setdefault(item.source_id, set()).add(item.key)
    sources = list(by_source)
    for start in range(0, len(sources), _BATCH):
        part = sources[start : start + _BATCH]
        for row in FindingRow.objects.filter(source_id__in=part).iterator():
            if row.key in by_source[row.source_id]:
                found[row.source_id, row.key] = revive(Finding, row.value)
    return found


def _proposal(item: ItemRow, finding: Finding) -> Proposal:
    label = item.label if item.outcome == Outcome.REMOVE.value else ""
    return Proposal(
        finding=finding,
        outcome=Outcome(item.outcome),
        rule=item.rule,
        label=label,
        reason=item.reason,
    )


def _before(item: ItemRow) -> list[object]:
    """What undoing restores, and the version it may be undone from."""
    return [item.pk, item.version + 1, item.state, item.by, item.why, item.second, item.escalated]


_CHANGED: Final = ["state", "by", "why", "label", "second", "second_by", "escalated", "version"]


def _keep(items: Sequence[ItemRow]) -> None:
    ItemRow.objects.bulk_update(items, _CHANGED, batch_size=_BATCH)


def _act(
    actor: Actor, kind: str, seconds: float, before: list[list[object]], items: Sequence[ItemRow]
) -> int:
    row = ActRow.objects.create(
        kind=kind,
        by=actor.name,
        at=now(),
        lane=items[0].lane if items else 0,
        count=len(items),
        seconds=min(max(seconds, 0.0), _MOST_SECONDS),
        before=before,
    )
    return int(row.pk)


def _said(decision: Decision) -> dict[str, object]:
    """A decision for the trail: where and what, and no value."""
    return {
        "document": decision.document,
        "finding": decision.finding,
        "outcome": decision.outcome.value,
        "rule": decision.rule,
        "reason": decision.reason,
    }


def _states(items: Iterable[ItemRow]) -> dict[str, list[object]]:
    return {str(item.pk): [item.version, item.state] for item in items}


def undo(actor: Actor, rules: RuleSet, key: str) -> dict[str, object]:
    """Take the actor's newest act back: a new row and a new event for each finding.

    Raises:
        UsageError: there is nothing to take back.
        StaleError: somebody else has changed one of the items since.
    """
    return once(key, lambda: _undo(actor, rules))


def _undo(actor: Actor, rules: RuleSet) -> dict[str, object]:
    kinds = ("decide", "sheet", "occurrences", "draw")
    act = ActRow.objects.filter(by=actor.name, undone=False, kind__in=kinds).order_by("-id").first()
    if act is None:
        raise UsageError("there is nothing of yours to take back")
    before = {int(row[0]): row for row in act.before}
    items = _current({pk: int(row[1]) for pk, row in before.items()})
    back = []
    for item in items:
        _, _, item.state, item.by, item.why, item.second, item.escalated = before[item.pk]
        item.version += 1
        back.append(_restored(item, actor))
    gone = [item for item in items if item.state == GONE]
    _keep([item for item in items if item.state != GONE])
    record_decisions(back, rules.digest)
    _rub_out(gone)
    act.undone = True
    act.save(update_fields=["undone"])
    audit.record_all(("undo", {**_said(d), "by": actor.name, "act": int(act.pk)}) for d in back)
    first = next((item for item in items if item.state != GONE), None)
    where = {"document": first.source_id, "page": first.page, "item": first.pk} if first else {}
    kept = _states(item for item in items if item.state != GONE)
    return {"act": int(act.pk), "items": kept, **where}


def _rub_out(items: Iterable[ItemRow]) -> None:
    """Boxes drawn by an act that is taken back; their decisions and events stay."""
    for item in items:
        DrawnRow.objects.filter(source_id=item.source_id, key=item.key).update(gone=True)
        FindingRow.objects.filter(source_id=item.source_id, key=item.key).delete()
        item.delete()


def _restored(item: ItemRow, actor: Actor) -> Decision:
    """The row that makes an item's earlier state the newest again."""
    outcome = {REMOVE: Outcome.REMOVE, LEAVE: Outcome.LEAVE}.get(item.state, Outcome.ASK)
    return Decision(
        document=item.source_id,
        finding=item.key,
        outcome=outcome,
        rule=item.rule if outcome is Outcome.REMOVE else "",
        label=item.label if outcome is Outcome.REMOVE else "",
        by=actor.name if outcome is Outcome.ASK else item.by,
        reason="taken back" if outcome is Outcome.ASK else item.why,
    )


def second(
    actor: Actor, rules: RuleSet, key: str, item: tuple[int, int], words: str
) -> dict[str, object]:
    """A second person's word on a decision: confirmed, or returned with a reason.

    Args:
        actor: the second person, who may not be the first.
        rules: in force.
        key: of the request.
        item: id and version.
        words: empty to confirm; else why it is returned. What is returned is open again.
    """
    actor.needs(SECOND, "second-level review")
    return once(key, lambda: _second(actor, rules, item, words.strip()))


def _second(actor: Actor, rules: RuleSet, item: tuple[int, int], words: str) -> dict[str, object]:
    (row,) = _current({item[0]: item[1]})
    if row.state not in {REMOVE, LEAVE}:
        raise UsageError("nobody has decided this yet; decide it first")
    if row.by == actor.name:
        raise ForbiddenError("a second look is another person's; you decided this yourself")
    row.second, row.second_by = ("returned" if words else "confirmed"), actor.name
    row.version += 1
    if words:
        row.state, row.why = OPEN, words
        record_decisions([_restored(row, actor)], rules.digest)
    _keep([row])
    audit.record(
        "second",
        {"document": row.source_id, "finding": row.key, "word": row.second, "by": actor.name,
         "reason": words},
    )  # fmt: skip
    return {"items": _states([row])}


def escalate(actor: Actor, key: str, item: tuple[int, int], words: str) -> dict[str, object]:
    """Put a finding before counsel with a note; it leaves the queue until counsel decides.

    Raises:
        UsageError: there is no note.
    """
    if not words.strip():
        raise UsageError("say what counsel is to decide")
    return once(key, lambda: _escalate(actor, item, words.strip()[:_MOST_WORDS]))


def _escalate(actor: Actor, item: tuple[int, int], words: str) -> dict[str, object]:
    (row,) = _current({item[0]: item[1]})
    row.escalated, row.version = True, row.version + 1
    _keep([row])
    _write(row.source_id, row.page, row.key, "escalation", words, actor)
    return {"items": _states([row])}


def remark(actor: Actor, key: str, document: str, page: int, words: str) -> dict[str, object]:
    """Write a note on a page."""
    if not words.strip():
        raise UsageError("a note without words says nothing; write some")
    text = words.strip()[:_MOST_WORDS]
    return once(key, lambda: _write(document, page, "", "note", text, actor))


def _write(
    document: str, page: int, finding: str, kind: str, text: str, actor: Actor
) -> dict[str, object]:
    row = NoteRow.objects.create(
        source_id=document, page=page, key=finding, kind=kind, text=text, by=actor.name, at=now()
    )
    audit.record(
        kind, {"document": document, "page": page, "finding": finding, "by": actor.name,
               "note": int(row.pk)},
    )  # fmt: skip
    return {"note": int(row.pk), "by": actor.name, "text": text}


def answer(actor: Actor, key: str, note: int, words: str) -> dict[str, object]:
    """Counsel's answer to an escalation; what it spoke of goes back into the queue if open."""
    actor.needs(ATTORNEY, "answering an escalation")
    return once(key, lambda: _answer(actor, note, words.strip()[:_MOST_WORDS]))


def _answer(actor: Actor, note: int, words: str) -> dict[str, object]:
    row = NoteRow.objects.filter(pk=note, kind="escalation").first()
    if row is None:
        raise UsageError("there is no such escalation; it may have been answered already")
    row.answer, row.answered_by = words or "seen", actor.name
    row.save(update_fields=["answer", "answered_by"])
    item = ItemRow.objects.filter(source_id=row.source_id, key=row.key, escalated=True).first()
    if item is not None:
        item.escalated, item.version = False, item.version + 1
        _keep([item])
    audit.record("answer", {"note": note, "by": actor.name})
    return {"note": note}


def by_a_person(row: ItemRow) -> bool:
    """Whether a person, and not the order alone, settled an item."""
    return row.state in {REMOVE, LEAVE} and row.by != BY_ORDER
