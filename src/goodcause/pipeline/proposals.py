"""What the order says of everything found, and what was settled, kept as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from goodcause.base.errors import UndecidedError
from goodcause.decisions.decision import Decision, Outcome, Proposal
from goodcause.decisions.policy import BY_ORDER, propose, settle
from goodcause.findings.finding import Finding
from goodcause.order.order import RuleSet
from goodcause.pipeline.packing import revive
from goodcause.pipeline.whose import about
from goodcause.store.matter import together
from goodcause.store.models import ClassRow, DecisionRow, FindingRow, PersonRow

UNSETTLED = "unsettled"
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whose document a source is, as far as is known.

    Attributes:
        person: key of the person.
        name: best reading.
        occupation: as the evidence says.
        person_class: as somebody settled it, or as the order settles the occupation.
        conflict: what speaks against the class; empty once somebody settled it.
        settled_by: who settled the class; empty where the order alone did.
    """

    person: str
    name: str
    occupation: str
    person_class: str
    conflict: str
    settled_by: str = ""


def standings(rules: RuleSet, only: PersonRow | None = None) -> dict[str, Standing]:
    """By source key: the person whose document it is, with the class that somebody settled.

    Args:
        rules: in force; they say what class an occupation settles.
        only: look at the documents of this person alone.
    """
    links = PersonRow.documents.through.objects.order_by("sourcerow_id")
    if only is not None:
        links = links.filter(personrow_id=only.key)
    people = {only.key: only} if only else {p.key: p for p in PersonRow.objects.all()}
    documents: dict[str, list[str]] = defaultdict(list)
    for link in links:
        documents[link.personrow_id].append(link.sourcerow_id)
    settled = settled_classes()
    return {
        key: standing
        for person, keys in documents.items()
        for standing in (_standing(people[person], keys, rules, settled),)
        for key in keys
    }


def settled_classes() -> dict[str, ClassRow]:
    """By source key: the newest settlement of the class of its person, unless taken back."""
    newest = {row.source_id: row for row in ClassRow.objects.order_by("id")}
    return {key: row for key, row in newest.items() if row.person_class}


def _standing(
    person: PersonRow, keys: Sequence[str], rules: RuleSet, settled: Mapping[str, ClassRow]
) -> Standing:
    by_order = Standing(
        person=person.key,
        name=person.name,
        occupation=person.occupation,
        person_class=rules.class_of(person.occupation),
        conflict=person.conflict,
    )
    said = [settled[key] for key in keys if key in settled]
    known = {c.name for c in rules.order.classes}
    if not said or any(row.person_class not in known for row in said):
        return by_order  # an amended order may no longer know the class: it is asked again
    if len({row.person_class for row in said}) > 1:
        # Two people settled apart were joined by a later paper; nobody has settled that person.
        return replace(
            by_order,
            person_class=UNSETTLED,
            conflict="its documents were settled as people of different classes",
        )
    newest = max(said, key=lambda row: row.pk)
    return replace(by_order, person_class=newest.person_class, conflict="", settled_by=newest.by)


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
    person = (standing.person, standing.name) if standing else ("", "")
    named = about(row.source, row.page, row.key, person)
    return propose(revive(Finding, row.value), person_class, rules, row.source.series, named)


def accept(proposals: dict[str, tuple[Proposal, ...]], digest: str) -> None:
    """Settle every undecided finding by the order alone, and record that it was so settled."""
    known = {(d.document, d.finding): d for d in decisions().values()}
    fresh = []
    for key, every in proposals.items():
        for proposal in every:
            before = known.get((key, proposal.finding.key))
            if before is not None and before.by != BY_ORDER and stands(before, proposal):
                continue
            now = settle(proposal, key)
            if before != now:
                fresh.append(now)
    record_decisions(fresh, digest)


def decisions(of: Collection[str] | None = None) -> dict[tuple[str, str], Decision]:
    """The newest decision of each finding, by source key and finding key.

    A row that says to ask takes the one before it back.

    Args:
        of: keys of the documents asked about; by default all.
    """
    rows = DecisionRow.objects.order_by("id")
    if of is not None:
        rows = rows.filter(source_id__in=of)
    newest = {
        (row.source_id, row.finding): Decision(
            document=row.source_id,
            finding=row.finding,
            outcome=Outcome(row.outcome),
            rule=row.rule,
            label=row.label,
            by=row.by,
            reason=row.reason,
        )
        for row in rows.iterator()
    }
    return {where: d for where, d in newest.items() if d.outcome is not Outcome.ASK}


def stands(decision: Decision, proposal: Proposal) -> bool:
    """Whether a decision is still one under the order: the clause it relies on is proposed yet.

    What a clause no longer reaches, because the order or the class of the person changed, stays
    out of the decisions to remove.
    """
    if decision.outcome is not Outcome.REMOVE:
        return True
    return proposal.outcome is not Outcome.LEAVE and decision.rule == proposal.rule


def undecided(proposals: Mapping[str, Sequence[Proposal]]) -> int:
    """How many findings wait for a decision: what the order simply leaves needs none."""
    known = decisions()
    return sum(1 for key, every in proposals.items() for p in every if _waits(p, key, known))


def _waits(proposal: Proposal, key: str, known: Mapping[tuple[str, str], Decision]) -> bool:
    decision = known.get((key, proposal.finding.key))
    if decision is None:
        return proposal.outcome is not Outcome.LEAVE
    return not stands(decision, proposal)


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


def record_decisions(fresh: Iterable[Decision], digest: str) -> None:
    """Add decisions to the rows, all or none."""
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
