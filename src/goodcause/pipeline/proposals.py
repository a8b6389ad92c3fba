"""What the order says of everything found, and what was settled, kept as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goodcause.base.errors import UndecidedError
from goodcause.decisions.decision import Decision, Outcome, Proposal
from goodcause.decisions.policy import propose, settle
from goodcause.findings.finding import Finding
from goodcause.order.order import RuleSet
from goodcause.pipeline.packing import revive
from goodcause.store.matter import together
from goodcause.store.models import DecisionRow, FindingRow, PersonRow

UNSETTLED = "unsettled"
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whose document a source is, as far as is known."""

    person: str
    name: str
    occupation: str
    person_class: str
    conflict: str


def standings(rules: RuleSet) -> dict[str, Standing]:
    """By source key: the person whose document it is."""
    through = PersonRow.documents.through
    people = {p.key: p for p in PersonRow.objects.all()}
    return {
        link.sourcerow_id: Standing(
            person=p.key,
            name=p.name,
            occupation=p.occupation,
            person_class=rules.class_of(p.occupation),
            conflict=p.conflict,
        )
        for link in through.objects.all()
        for p in (people[link.personrow_id],)
    }


def propose_all(rules: RuleSet, who: Mapping[str, Standing]) -> dict[str, tuple[Proposal, ...]]:
    """By source key: what the order proposes for each of its findings; nothing is changed."""
    proposals: dict[str, list[Proposal]] = defaultdict(list)
    for row in _rows():
        proposals[row.source_id].append(_proposal(row, rules, who))
    return {key: tuple(every) for key, every in proposals.items()}


def keep_proposals(proposals: Mapping[str, Sequence[Proposal]]) -> None:
    """Write beside each finding what the order proposes for it."""
    said = {(key, p.finding.key): p for key, every in proposals.items() for p in every}
    changed: list[FindingRow] = []
    for row in _rows():
        p = said[row.source_id, row.key]
        now = (p.outcome.value, p.rule, p.label, p.reason)
        if now != (row.outcome, row.rule, row.label, row.reason):
            row.outcome, row.rule, row.label, row.reason = now
            changed.append(row)
    fields = ["outcome", "rule", "label", "reason"]
    FindingRow.objects.bulk_update(changed, fields, batch_size=_BATCH)


def _rows() -> Iterable[FindingRow]:
    return FindingRow.objects.select_related("source").order_by("source_id", "page", "id")


def _proposal(row: FindingRow, rules: RuleSet, who: Mapping[str, Standing]) -> Proposal:
    standing = who.get(row.source_id)
    person_class = standing.person_class if standing else UNSETTLED
    return propose(revive(Finding, row.value), person_class, rules, row.source.series)


def accept(proposals: dict[str, tuple[Proposal, ...]], digest: str) -> None:
    """Settle every undecided finding by the order alone, and record that it was so settled."""
    known = {(d.document, d.finding): d for d in decisions().values()}
    fresh = []
    for key, every in proposals.items():
        for proposal in every:
            before = known.get((key, proposal.finding.key))
            if before is not None and before.by != "order":
                continue
            now = settle(proposal, key)
            if before != now:
                fresh.append(now)
    _record(fresh, digest)


def decisions() -> dict[tuple[str, str], Decision]:
    """The newest decision of each finding, by source key and finding key."""
    return {
        (row.source_id, row.finding): Decision(
            document=row.source_id,
            finding=row.finding,
            outcome=Outcome(row.outcome),
            rule=row.rule,
            label=row.label,
            by=row.by,
            reason=row.reason,
        )
        for row in DecisionRow.objects.order_by("id").iterator()
    }


def undecided(proposals: Mapping[str, Sequence[Proposal]]) -> int:
    """How many findings wait for a decision: what the order simply leaves needs none."""
    known = decisions()
    return sum(
        1
        for key, every in proposals.items()
        for p in every
        if (key, p.finding.key) not in known and p.outcome is not Outcome.LEAVE
    )


def refuse_undecided(
    proposals: Mapping[str, tuple[Proposal, ...]], unsettled: Sequence[str]
) -> None:
    """Stop unless everything is decided.

    Raises:
        UndecidedError: says how much waits, and for whom.
    """
    waiting = undecided(proposals)
    if waiting or unsettled:
        raise UndecidedError(
            f"{waiting} findings and the class of {len(unsettled)} documents' people are not "
            "decided; review them, or let the order alone settle them with --accept-proposals"
        )


def _record(fresh: Iterable[Decision], digest: str) -> None:
    with together():
        DecisionRow.objects.bulk_create(
            (
                DecisionRow(
                    source_id=d.document,
                    finding=d.finding,
                    outcome=d.outcome.value,
                    rule=d.rule,
                    label=d.label,
                    by=d.by,
                    reason=d.reason,
                    rules_digest=digest,
                )
                for d in fresh
            ),
            batch_size=_BATCH,
        )
