"""The class of a person settled by somebody, and what that changes before it is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goodcause.base.errors import UsageError
from goodcause.decisions.decision import Outcome, Proposal
from goodcause.decisions.policy import propose
from goodcause.findings.finding import Finding
from goodcause.findings.person import Evidence
from goodcause.order.order import RuleSet
from goodcause.order.vocabulary import spoken
from goodcause.pipeline.packing import revive
from goodcause.pipeline.proposals import Standing, standings
from goodcause.pipeline.review_decide import Actor, once
from goodcause.pipeline.review_index import now, renew
from goodcause.pipeline.whose import about
from goodcause.store import audit
from goodcause.store.matter import Matter
from goodcause.store.models import (
    ActRow,
    ClassRow,
    FindingRow,
    ItemRow,
    PageRow,
    PersonRow,
    SourceRow,
)
from goodcause.store.review import WAITING, count_by

UNSETTLED = "unsettled"
_MENTIONS = 20
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of findings of one category when the class changes."""

    category: str
    now: str
    then: str
    count: int
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would change if a person's class were settled so; nothing has changed yet.

    Attributes:
        person_class: the class asked about.
        changes: by category, the most frequent first.
        documents: how many documents are the person's.
        released: how many of them are held for the class today, and would not be any more.
        reopened: decisions of people that the order would no longer carry.
    """

    person_class: str
    changes: tuple[Change, ...]
    documents: int
    released: int
    reopened: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One person with the class that holds, for lists."""

    key: str
    name: str
    standing: Standing
    documents: tuple[str, ...]
    held: bool


def everybody(rules: RuleSet) -> tuple[Known, ...]:
    """Everybody whose class matters, those who hold documents up first."""
    turning = set(ItemRow.objects.filter(state=WAITING).values_list("source_id", flat=True))
    served = {n for n in rules.order.series_names if rules.series(n).needs_class}
    mattering = set(SourceRow.objects.filter(series__in=served).values_list("key", flat=True))
    mine: dict[str, tuple[Standing, list[str]]] = {}
    for document, standing in sorted(standings(rules).items()):
        mine.setdefault(standing.person, (standing, []))[1].append(document)
    found = [
        Known(
            key=key,
            name=standing.name,
            standing=standing,
            documents=tuple(documents),
            held=_holds(standing, documents, mattering, turning),
        )
        for key, (standing, documents) in mine.items()
    ]
    return tuple(sorted(found, key=lambda p: (not p.held, p.key)))


def unsettled_people(rules: RuleSet) -> tuple[Known, ...]:
    """Those whose documents are held until somebody settles their class."""
    return tuple(person for person in everybody(rules) if person.held)


def _holds(
    standing: Standing, documents: Iterable[str], mattering: set[str], turning: set[str]
) -> bool:
    mine = [d for d in documents if d in mattering]
    if not mine:
        return False
    if standing.conflict:
        return True
    if standing.person_class != UNSETTLED:
        return False
    return standing.occupation != "unknown" or any(d in turning for d in mine)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One person's file: who, on what evidence, which papers, and what was found in them.

    Attributes:
        table: category to state to count.
        mentions: pages of others' documents on which the name stands.
    """

    person: Known
    evidence: tuple[Evidence, ...]
    papers: tuple[SourceRow, ...]
    table: Mapping[str, Mapping[str, int]]
    mentions: tuple[tuple[str, int], ...]
    history: tuple[ClassRow, ...]


def file_of(key: str, rules: RuleSet) -> File:
    """Everything review knows of one person.

    Raises:
        UsageError: there is no such person.
    """
    person = _person(key, rules)
    row = PersonRow.objects.get(key=key)
    documents = list(person.documents)
    table: dict[str, dict[str, int]] = {}
    for line in count_by(ItemRow.objects.filter(source_id__in=documents), "category", "state"):
        table.setdefault(str(line["category"]), {})[str(line["state"])] = int(str(line["n"]))
    return File(
        person=person,
        evidence=tuple(revive(Evidence, e) for e in row.evidence),
        papers=tuple(SourceRow.objects.filter(key__in=documents).order_by("key")),
        table=table,
        mentions=_mentions(person),
        history=tuple(ClassRow.objects.filter(source_id__in=documents[:1]).order_by("id")),
    )


def _person(key: str, rules: RuleSet) -> Known:
    for person in everybody(rules):
        if person.key == key:
            return person
    raise UsageError(f"there is no person {key[:16]!r} in this case; go back to the list")


def _mentions(person: Known) -> tuple[tuple[str, int], ...]:
    """Pages of other people's documents with the last and the first name on them."""
    last, _, first = person.name.partition(",")
    parts = [last.strip(), *first.split()[:1]] if first else person.name.split()[-1:]
    if not parts or any(len(p) < _SHORTEST_NAME for p in parts[:1]):
        return ()
    rows = PageRow.objects.exclude(source_id__in=person.documents)
    for part in parts:
        rows = rows.filter(text__icontains=part)
    return tuple(
        rows.order_by("source_id", "number").values_list("source_id", "number")[:_MENTIONS]
    )


def preview(key: str, person_class: str, rules: RuleSet) -> Preview:
    """What would change; nothing is changed.

    Raises:
        UsageError: no such person or class.
    """
    person = _person(key, rules)
    _refuse_class(person_class, rules)
    sources = SourceRow.objects.in_bulk(person.documents)
    decided = {
        (i.source_id, i.key): i
        for i in ItemRow.objects.filter(source_id__in=person.documents).iterator()
    }
    found: Counter[tuple[str, str, str, str]] = Counter()
    reopened = 0
    for row in FindingRow.objects.filter(source_id__in=person.documents).iterator():
        finding = revive(Finding, row.value)
        source = sources[row.source_id]
        named = about(source, row.page, row.key, (person.standing.person, person.standing.name))
        was = propose(finding, person.standing.person_class, rules, source.series, named)
        then = propose(finding, person_class, rules, source.series, named)
        if _said(was) != _said(then):
            found[row.category, _said(was), _said(then), then.rule] += 1
        item = decided.get((row.source_id, row.key))
        lost = then.outcome is Outcome.LEAVE or then.rule != was.rule
        reopened += item is not None and item.state == "remove" and lost
    changes = (
        Change(category=spoken(c), now=was, then=then, count=n, clause=rule)
        for (c, was, then, rule), n in found.most_common()
    )
    return Preview(
        person_class=person_class,
        changes=tuple(changes),
        documents=len(person.documents),
        released=len(person.documents) if person.held else 0,
        reopened=reopened,
    )


def _said(proposal: Proposal) -> str:
    words = {Outcome.REMOVE: "removed", Outcome.LEAVE: "stays", Outcome.ASK: "asked of counsel"}
    return words[proposal.outcome]


def _refuse_class(person_class: str, rules: RuleSet) -> None:
    known = [c.name for c in rules.order.classes if c.members == (c.name,)]
    if person_class not in known:
        raise UsageError(
            f"{person_class[:40]!r} is not a class of the order; choose one of: "
            f"{', '.join(known) or 'none, for the order makes no difference'}"
        )


def settle_class(
    matter: Matter, actor: Actor, key: str, asked: tuple[str, str, str], rules: RuleSet
) -> dict[str, object]:
    """Settle a person's class: a row and an event for each document, its proposals made anew.

    Args:
        matter: the case.
        actor: who settles it.
        key: of the request.
        asked: key of the person, the class, and why.
        rules: in force.

    Raises:
        UsageError: no such person or class, or no reason.
    """
    person_key, person_class, reason = asked
    _refuse_class(person_class, rules)
    if not reason.strip():
        raise UsageError("say on what the class rests: the words and the page")
    return once(key, lambda: _settle(matter, actor, _person(person_key, rules), asked, rules))


def _settle(
    matter: Matter, actor: Actor, person: Known, asked: tuple[str, str, str], rules: RuleSet
) -> dict[str, object]:
    _, person_class, reason = asked
    ClassRow.objects.bulk_create(
        ClassRow(source_id=d, person_class=person_class, by=actor.name, reason=reason)
        for d in person.documents
    )
    audit.record_all(
        ("class", {"document": d, "class": person_class, "was": person.standing.person_class,
                   "by": actor.name, "reason": reason})
        for d in person.documents
    )  # fmt: skip
    ActRow.objects.create(kind="class", by=actor.name, at=now(), lane=0)
    reopened = renew(matter, rules, person.documents)
    return {"person": person.key, "class": person_class, "reopened": reopened}


def classes(rules: RuleSet) -> Sequence[tuple[str, str]]:
    """The classes somebody can be settled in, with their words."""
    return [(c.name, spoken(c.name)) for c in rules.order.classes if c.members == (c.name,)]
