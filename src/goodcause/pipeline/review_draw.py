"""What a person adds: a box drawn on a page, and the same value wherever else it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.decisions.decision import Decision, Outcome, Proposal
from goodcause.decisions.harm import loss
from goodcause.decisions.policy import decide, propose
from goodcause.findings.finding import Finding, Layout, Span
from goodcause.findings.values import normal
from goodcause.order.order import RuleSet
from goodcause.order.vocabulary import CATEGORIES, spoken
from goodcause.pages.page import Page
from goodcause.pipeline.packing import plain, revive
from goodcause.pipeline.proposals import UNSETTLED, record_decisions, standings
from goodcause.pipeline.review_decide import GONE, Actor, Asked, once, settle
from goodcause.pipeline.review_index import SINGLE, boxes_of, now
from goodcause.pipeline.review_pages import page_of
from goodcause.pipeline.whose import about_document
from goodcause.store import audit
from goodcause.store.matter import Matter
from goodcause.store.models import (
    ActRow,
    DocketRow,
    DrawnRow,
    FindingRow,
    ItemRow,
    PageRow,
    PersonRow,
    SourceRow,
)
from goodcause.store.review import OPEN, REMOVE

_GRID: Final = 12
"""Pixels (1 mm): a box drawn freely is widened to this grid, so that it does not fit its ink."""
_LEAST: Final = 12
_INSIDE: Final = 0.5
_SEARCHED: Final = 400
"""So many pages at most are searched word by word for further occurrences."""
_SHORTEST: Final = 4
_WEIGHT: Final = 1.0
_LAST: Final = 2_000_000_000  # behind whatever the queue holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A box as drawn.

    Attributes:
        document, page: where.
        box: in pixels of the page.
        category: of the order's vocabulary.
        snapped: whether the words under it are meant, or the region whatever is in it.
    """

    document: str
    page: int
    box: Box
    category: str
    snapped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A category that a drawn box may have on a page, with the clause that reaches it."""

    category: str
    words: str
    clause: str
    label: str


def choices(document: str, rules: RuleSet) -> tuple[Choice, ...]:
    """Categories the order lets be removed from a document; the most usual first."""
    series, person_class = _whose(document, rules)
    found = []
    for category in CATEGORIES:
        ruling = rules.ruling(series, person_class, category)
        if ruling.outcome != "leave":
            words = spoken(category)
            found.append(
                Choice(category=category, words=words, clause=ruling.rule, label=ruling.label)
            )
    return tuple(found)


def _whose(document: str, rules: RuleSet) -> tuple[str, str]:
    row = SourceRow.objects.filter(key=document).first()
    if row is None:
        raise UsageError("there is no such document; go back to the queue")
    person = PersonRow.objects.filter(documents=document).first()
    standing = standings(rules, only=person).get(document) if person else None
    return row.series, standing.person_class if standing else UNSETTLED


def draw(
    matter: Matter, actor: Actor, rules: RuleSet, key: str, drawing: Drawing
) -> dict[str, object]:
    """Add a finding that a person drew, decided as a removal.

    Raises:
        UsageError: no clause reaches it, or the box is no box on the page.
    """
    page = page_of(matter, drawing.document, drawing.page)
    finding = _finding(drawing, page, actor.name)
    proposal = _reached(finding, drawing.document, rules)
    new = _New(drawing.document, page, finding, proposal)
    return once(key, lambda: _add(actor, rules, [new], None))


@dataclass(frozen=True, slots=True)
class _New:
    """A finding to be added by hand."""

    document: str
    page: Page
    finding: Finding
    proposal: Proposal


def _reached(finding: Finding, document: str, rules: RuleSet) -> Proposal:
    series, person_class = _whose(document, rules)
    named = about_document(document, finding.span.page, finding.key)
    proposal = propose(finding, person_class, rules, series, named)
    if proposal.outcome is Outcome.LEAVE:
        raise UsageError(f"no clause lets this be removed: {proposal.reason}")
    if proposal.outcome is Outcome.ASK and person_class == UNSETTLED:
        raise UsageError("this turns on the person's class; settle the class first (key g p)")
    return proposal


def _finding(drawing: Drawing, page: Page, name: str) -> Finding:
    box = drawing.box.clipped(page.width, page.height)
    if box.width < _LEAST or box.height < _LEAST:
        raise UsageError("that box is too small; draw it around what is to be removed")
    words = tuple(i for i, w in enumerate(page.words) if _within(w.box, box))
    if drawing.snapped and not words:
        raise UsageError("no words lie there; draw without Shift to take the region itself")
    region = None if drawing.snapped else box.snapped(_GRID).clipped(page.width, page.height)
    layout = Layout.LINE if drawing.snapped else Layout.CELL
    if drawing.snapped:
        where = f"w{words[0]}-{words[-1]}"
    else:
        where = f"r{box.left}-{box.top}-{box.right}-{box.bottom}"
    return Finding(
        key=f"p{page.number}:drawn:{where}",
        category=drawing.category,
        span=Span(page=page.number, words=words, layout=layout, region=region),
        text=" ".join(page.words[i].text for i in words),
        probability=1.0,
        because=f"drawn by {name} on page {page.number}",
        detector="drawn",
    )


def _within(word: Box, box: Box) -> bool:
    return word.overlap(box) >= _INSIDE * max(word.area, 1)


def _add(
    actor: Actor, rules: RuleSet, found: Sequence[_New], act: ActRow | None
) -> dict[str, object]:
    """Rows for drawn findings, each settled as a removal, in an act of their own or in a given."""
    labels = {rule.id: rule.label for rule in rules.rules}
    items, settled = [], []
    for new in found:
        decision = decide(
            new.proposal,
            new.document,
            Outcome.REMOVE,
            by=actor.name,
            reason=new.finding.because,
            label=labels.get(new.proposal.rule, ""),
        )
        items.append(_item(new, decision, rules))
        settled.append(decision)
    record_decisions(settled, rules.digest)
    act = act or ActRow(kind="draw", by=actor.name, at=now(), lane=SINGLE, count=0, before=[])
    act.before = [*act.before, *([i.pk, i.version, GONE, "", "", "", False] for i in items)]
    act.count += len(items)
    act.save()
    audit.record_all(
        ("draw", {"document": d.document, "finding": d.finding, "rule": d.rule, "by": actor.name})
        for d in settled
    )
    return {"act": int(act.pk), "items": {str(i.pk): [i.version, i.state] for i in items}}


def _item(new: _New, decision: Decision, rules: RuleSet) -> ItemRow:
    document, finding, proposal = new.document, new.finding, new.proposal
    if FindingRow.objects.filter(source_id=document, key=finding.key).exists():
        raise UsageError("there is a box of yours already; take it back first, or move on")
    value = plain(finding)
    DrawnRow.objects.update_or_create(
        source_id=document,
        key=finding.key,
        defaults={"value": value, "by": decision.by, "gone": False},
    )
    FindingRow.objects.create(
        source_id=document,
        key=finding.key,
        page=new.page.number,
        category=finding.category,
        value=value,
        outcome=proposal.outcome.value,
        rule=proposal.rule,
        label=proposal.label,
        reason=proposal.reason,
    )
    _, person_class = _whose(document, rules)
    return ItemRow.objects.create(
        source_id=document,
        key=finding.key,
        page=new.page.number,
        category=finding.category,
        text=finding.text,
        because=finding.because,
        boxes=[[b.left, b.top, b.right, b.bottom] for b in boxes_of(finding, new.page)],
        probability=1.0,
        harm=loss(finding.category, person_class, _WEIGHT),
        outcome=proposal.outcome.value,
        rule=proposal.rule,
        label=decision.label,
        reason=proposal.reason,
        lane=SINGLE,
        rank=_LAST,
        state=REMOVE,
        version=1,
        by=decision.by,
        why=decision.reason,
        drawn=True,
    )


class Scope:
    """How far an occurrence is looked for."""

    PAGE, DOCUMENT, PERSON, CASE = "page", "document", "person", "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Where the value of one finding stands besides.

    Attributes:
        items: open findings of the same value.
        words: places where the words stand and nothing was found: document, page, word indices.
        beyond: pages that hold the words and were not looked at, there being too many.
    """

    items: tuple[ItemRow, ...]
    words: tuple[tuple[str, int, tuple[int, ...]], ...]
    beyond: int


def occurrences(matter: Matter, item: ItemRow, scope: str) -> Occurrences:
    """Look for the value of an item within a scope; nothing is changed.

    Raises:
        UsageError: the item has no words, or too few to be told from others.
    """
    value = normal(item.category, item.text)
    if len(value) < _SHORTEST:
        raise UsageError("its words are too short to be told from others; decide them one by one")
    documents = _documents(item, scope)
    rows = ItemRow.objects.filter(group=item.group, category=item.category, state=OPEN)
    rows = rows.filter(escalated=False).exclude(pk=item.pk)
    pages = PageRow.objects.filter(text__icontains=item.text)
    if documents is not None:
        rows, pages = rows.filter(source_id__in=documents), pages.filter(source_id__in=documents)
    if scope == Scope.PAGE:
        rows, pages = rows.filter(page=item.page), pages.filter(number=item.page)
    places = list(pages.order_by("source_id", "number").values_list("source_id", "number"))
    words = tuple(_unfound(matter, item, places[:_SEARCHED]))
    return Occurrences(
        items=tuple(rows.order_by("source_id", "page", "pk")),
        words=words,
        beyond=max(len(places) - _SEARCHED, 0),
    )


def _documents(item: ItemRow, scope: str) -> tuple[str, ...] | None:
    if scope in {Scope.PAGE, Scope.DOCUMENT}:
        return (item.source_id,)
    if scope == Scope.CASE:
        return None
    if scope != Scope.PERSON:
        raise UsageError("an occurrence is looked for on a page, in a document, a person or a case")
    person = DocketRow.objects.filter(source_id=item.source_id).values_list("person", flat=True)
    mine = DocketRow.objects.filter(person__in=[p for p in person if p])
    return tuple(mine.values_list("source_id", flat=True)) or (item.source_id,)


def _unfound(
    matter: Matter, item: ItemRow, places: Iterable[tuple[str, int]]
) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    wanted = [_bare(w) for w in item.text.split()]
    for document, number in places:
        page = page_of(matter, document, number)
        held = _held(document, number)
        texts = [_bare(w.text) for w in page.words]
        for start in range(len(texts) - len(wanted) + 1):
            run = tuple(range(start, start + len(wanted)))
            if texts[start : start + len(wanted)] == wanted and not held.intersection(run):
                yield document, number, run


def _bare(word: str) -> str:
    return word.strip(".,;:()[]\"'").casefold()


def _held(document: str, page: int) -> set[int]:
    rows = FindingRow.objects.filter(source_id=document, page=page)
    return {i for row in rows for i in revive(Finding, row.value).span.words}


def apply_everywhere(
    matter: Matter, actor: Actor, rules: RuleSet, asked: Asked, about: tuple[int, str]
) -> dict[str, object]:
    """Settle an item and all its occurrences as one act; ``about`` is its id and the scope.

    ``asked.items`` holds every item that the preview showed, with its version; places where
    only words stood are found again, and get a box each when the decision is to remove.

    Raises:
        StaleError: something changed since the preview.
    """
    return once(asked.key, lambda: _everywhere(matter, actor, rules, asked, about))


def _everywhere(
    matter: Matter, actor: Actor, rules: RuleSet, asked: Asked, about: tuple[int, str]
) -> dict[str, object]:
    first, scope = ItemRow.objects.filter(pk=about[0]).first(), about[1]
    if first is None or first.pk not in asked.items:
        raise UsageError("the finding is no longer there; look at the page again")
    more = occurrences(matter, first, scope).words if asked.outcome is Outcome.REMOVE else ()
    part = replace(asked, key=f"{asked.key}:items", kind="occurrences")
    done = settle(actor, rules, part)
    act = ActRow.objects.get(pk=int(str(done["act"])))
    found, refused = _over_words(matter, rules, first, more)
    drawn = _add(actor, rules, found, act)["items"] if found else {}
    return {**done, "drawn": drawn, "refused": refused}


def _over_words(
    matter: Matter,
    rules: RuleSet,
    first: ItemRow,
    places: Sequence[tuple[str, int, tuple[int, ...]]],
) -> tuple[list[_New], list[str]]:
    """Boxes over words nobody found; where the order lets them stay, they stay, and it is said."""
    found: list[_New] = []
    refused: list[str] = []
    for document, number, run in places:
        page = page_of(matter, document, number)
        finding = Finding(
            key=f"p{number}:drawn:w{run[0]}-{run[-1]}",
            category=first.category,
            span=Span(page=number, words=run, layout=Layout.LINE),
            text=" ".join(page.words[i].text for i in run),
            probability=1.0,
            because=f"the same words as on page {first.page} of {first.source_id}",
            detector="drawn",
        )
        series, person_class = _whose(document, rules)
        named = about_document(document, number, finding.key)
        proposal = propose(finding, person_class, rules, series, named)
        if proposal.outcome is Outcome.REMOVE:
            found.append(_New(document, page, finding, proposal))
        else:
            refused.append(f"{document}, page {number}: {proposal.reason}")
    return found, refused
