"""What a case lodges with the court: its papers as counsel's file describes them, and passages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.case.declaration import blank
from goodcause.case.lodging import (
    Clause,
    DocumentPart,
    Lodgement,
    LodgingFile,
    Passage,
    Tab,
    WithholdPart,
)
from goodcause.case.rulings import WHOLE_PAGE
from goodcause.findings.finding import Finding, Layout, Span
from goodcause.order.order import RuleSet
from goodcause.order.vocabulary import spoken
from goodcause.pages.page import Page
from goodcause.pipeline.packing import revive
from goodcause.pipeline.review_index import boxes_of
from goodcause.pipeline.units import all_pages
from goodcause.store.matter import Matter
from goodcause.store.models import FindingRow, SourceRow

_LODGED: Final = "must_lodge_in_camera"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What is lodged, with what the case needs to carry a ruling out.

    Attributes:
        lodged: tabs and items.
        drawn: by source key, findings that counsel named and the program had not made.
        unread: papers that could not be read: name and reason.
    """

    lodged: Lodgement
    drawn: Mapping[str, tuple[Finding, ...]]
    unread: tuple[tuple[str, str], ...]


def clause_of(rules: RuleSet, series: str) -> Clause:
    """The clause that sends a series to the court.

    Raises:
        UsageError: none does.
    """
    if series not in rules.order.series_names:
        names = ", ".join(rules.order.series_names)
        raise UsageError(f"the order has no series {series!r}; write one of: {names}")
    for rule in rules.rules:
        if rule.action == _LODGED and series in rule.series:
            return Clause(
                rule=rule.id,
                section=rule.section,
                order=rule.order,
                basis=rule.basis,
                harm=rule.harm,
            )
    raise UsageError(f"no clause in force sends the series {series} to the court; name another")


def template(rules: RuleSet, series: str) -> str:
    """A lodging file to fill in, with every paper of the series."""
    clause_of(rules, series)
    lines = ["schema: lodging/0.1", f"series: {series}", 'to: "[the judge]"', "custodian:"]
    lines += [f'  {key}: "[{key}]"' for key in ("name", "title", "department")]
    lines += ["  reviewed_on: 2000-01-01   # the day the official finished reading them"]
    lines += ["documents:"]
    for row in _rows(series):
        name = PurePath(row.path).name
        said = blank(PurePath(name).stem, "its date")
        lines += [
            f"  - document: {_quoted(name)}",
            f"    kind: {_quoted(PurePath(name).stem)}",
            "    dated: undated",
            '    author: ""',
            "    relevant: false",
            '    why: "[why it is relevant, or not]"',
            "    do_not_withhold: []   # categories the court need not be asked to withhold",
            "    withhold: []          # further passages: {page: 1, words: ..., ground: ...}",
            "    declaration:",
        ]
        lines += [f"      {part}: {_quoted(words)}" for part, words in said.model_dump().items()]
    return "\n".join(lines) + "\n"


def gather(matter: Matter, rules: RuleSet, file: LodgingFile) -> Gathered:
    """The papers that counsel's file describes, with the passages to be withheld.

    Raises:
        UsageError: the file leaves out a paper of the series, names one twice or one that is not
            there, or names words that do not stand on their page.
    """
    clause = clause_of(rules, file.series)
    rows = _rows(file.series)
    named = [(document, _row_of(document, rows)) for document in file.documents]
    _refuse_gaps(file, rows, [row for _, row in named])
    reached = _reached(rules)
    drawn: dict[str, tuple[Finding, ...]] = {}
    tabs = []
    for number, (document, row) in enumerate(named, 1):
        _refuse_unlisted(document, rules)
        pages = {page.number: page for page in all_pages(matter.blobs, row.page_blobs)}
        added = tuple(_added(document, pages))
        if added:
            drawn[row.key] = tuple(finding for finding, _ in added)
        passages = sorted(
            (*_found(row, document, reached, pages), *(p for _, p in added)), key=_reading
        )
        tabs.append(_tab(number, document, row, passages))
    lodged = Lodgement(
        series=file.series,
        title=rules.series(file.series).title or file.series,
        clause=clause,
        to=file.to,
        tabs=tuple(tabs),
    )
    return Gathered(lodged=lodged, drawn=drawn, unread=_unread(file.series))


def _rows(series: str) -> list[SourceRow]:
    rows = SourceRow.objects.filter(series=series, state=SourceRow.State.READ).order_by("key")
    if not rows:
        raise UsageError(f"the case has no paper of the series {series} that is read; add some")
    return list(rows)


def _unread(series: str) -> tuple[tuple[str, str], ...]:
    rows = SourceRow.objects.filter(series=series, state=SourceRow.State.EXCEPTION)
    return tuple((PurePath(row.path).name, row.reason) for row in rows.order_by("key"))


def _row_of(document: DocumentPart, rows: Sequence[SourceRow]) -> SourceRow:
    name = document.document
    found = [r for r in rows if name in {r.key, r.path, PurePath(r.path).name}]
    if len(found) != 1:
        why = "several papers are" if found else "no paper is"
        raise UsageError(f"{why} called {name!r} in this series; write its path or its key")
    return found[0]


def _refuse_gaps(file: LodgingFile, rows: Sequence[SourceRow], named: Sequence[SourceRow]) -> None:
    keys = [row.key for row in named]
    twice = next((row for row in named if keys.count(row.key) > 1), None)
    if twice is not None:
        raise UsageError(f"{PurePath(twice.path).name} stands twice in the file; keep one")
    left = [PurePath(row.path).name for row in rows if row.key not in keys]
    if left:
        raise UsageError(
            f"the order sends the whole series {file.series} to the court, and the file says"
            f" nothing of {left[0]}{f' and {len(left) - 1} more' if len(left) > 1 else ''}; add it"
        )


def _refuse_unlisted(document: DocumentPart, rules: RuleSet) -> None:
    if document.withhold and WHOLE_PAGE not in rules.order.categories:
        raise UsageError(
            f"the order file does not list `{WHOLE_PAGE}`, under which counsel's own passages are"
            " withheld; add it to its categories"
        )


def _reached(rules: RuleSet) -> frozenset[str]:
    """Categories that some clause of the order lets be removed from somebody's papers."""
    found = (r for r in rules.rules if r.action == "may_remove" and r.only is None)
    return frozenset(c for rule in found for c in (*rule.categories, *rule.preapproved))


def _found(
    row: SourceRow, document: DocumentPart, reached: frozenset[str], pages: Mapping[int, Page]
) -> Iterator[Passage]:
    """What the program found that is private by the order's own lists."""
    left = frozenset(document.do_not_withhold)
    for each in FindingRow.objects.filter(source=row).order_by("page", "id"):
        if each.category not in reached or each.category in left or ":drawn:" in each.key:
            continue
        finding = revive(Finding, each.value)
        boxes = boxes_of(finding, pages[each.page])
        if boxes:
            ground = f"confidential personal matter: {spoken(each.category)}"
            yield Passage(
                page=each.page,
                finding=each.key,
                category=each.category,
                boxes=tuple(boxes),
                ground=ground,
            )


def _added(document: DocumentPart, pages: Mapping[int, Page]) -> Iterator[tuple[Finding, Passage]]:
    """What counsel adds by its words."""
    for wanted in document.withhold:
        page = pages.get(wanted.page)
        words = _words_on(page, wanted.words) if page else ()
        if page is None or not words:
            raise UsageError(
                f"{document.document}: the words {wanted.words[:60]!r} do not stand on page"
                f" {wanted.page}; write them as they are read there"
            )
        finding = _finding(wanted, page, words)
        passage = Passage(
            page=page.number,
            finding=finding.key,
            category=finding.category,
            boxes=tuple(boxes_of(finding, page)),
            ground=wanted.ground,
        )
        yield finding, passage


def _words_on(page: Page, text: str) -> tuple[int, ...]:
    """Indices of the first run of words that reads so; empty for none."""
    wanted = [w for w in map(_plain, text.split()) if w]
    spoken_words = [(at, _plain(word.text)) for at, word in enumerate(page.words)]
    said = [(at, word) for at, word in spoken_words if word]
    for start in range(len(said) - len(wanted) + 1):
        run = said[start : start + len(wanted)]
        if wanted and [word for _, word in run] == wanted:
            return tuple(range(run[0][0], run[-1][0] + 1))
    return ()


def _plain(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


def _finding(wanted: WithholdPart, page: Page, words: tuple[int, ...]) -> Finding:
    return Finding(
        key=f"p{page.number}:drawn:w{words[0]}-{words[-1]}",
        category=WHOLE_PAGE,
        span=Span(page=page.number, words=words, layout=Layout.LINE),
        text=" ".join(page.words[i].text for i in words),
        probability=1.0,
        because=f"named by counsel for review in camera: {wanted.ground}",
        detector="drawn",
    )


def whole_page(page: Page, because: str) -> Finding:
    """A page as one finding, for a page that stays with the court."""
    box = Box(0, 0, page.width, page.height)
    return Finding(
        key=f"p{page.number}:drawn:r0-0-{page.width}-{page.height}",
        category=WHOLE_PAGE,
        span=Span(
            page=page.number,
            words=tuple(range(len(page.words))),
            layout=Layout.CELL,
            region=box,
        ),
        text=" ".join(word.text for word in page.words),
        probability=1.0,
        because=because,
        detector="drawn",
    )


def _reading(passage: Passage) -> tuple[int, int, int, str]:
    first = passage.boxes[0]
    return passage.page, first.top, first.left, passage.finding


def _tab(number: int, document: DocumentPart, row: SourceRow, passages: list[Passage]) -> Tab:
    return Tab(
        number=number,
        key=row.key,
        kind=document.kind,
        dated=str(document.dated),
        author=document.author,
        pages=row.pages,
        relevant=document.relevant,
        why=document.why,
        passages=tuple(passages),
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
