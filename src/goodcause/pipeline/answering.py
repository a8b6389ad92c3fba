"""Answers to interrogatories in a case: what was served, the gate, the drafts, who looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from goodcause.base.errors import CaseError, ProcedureError
from goodcause.base.ids import Bates
from goodcause.case.answer_gate import Complaint, Fact, complaints
from goodcause.case.answer_papers import papers
from goodcause.case.answering import KIND, TABLE, looked_up
from goodcause.case.days import counted
from goodcause.case.docx import docx
from goodcause.case.files import filled, read_filled
from goodcause.case.interrogatory import AnswersFile, CitationPart
from goodcause.case.pdf import pdf
from goodcause.case.procedure import Procedure, Who
from goodcause.case.specified import Served, ServedPage
from goodcause.order.load import load_order
from goodcause.order.order import RuleSet
from goodcause.pipeline.holdings import Holding, holdings
from goodcause.pipeline.procedures import acted, kept, opened, papers_folder, standing
from goodcause.pipeline.served import built_documents
from goodcause.production.volume import ProducedDocument
from goodcause.store.matter import Matter
from goodcause.store.models import EventRow

_DAYS: Final = 30
"""Days to answer (Fed. R. Civ. P. 33(b)(2))."""
_FEED: Final = "\f"


def served_pages(matter: Matter) -> Served:
    """Every page the other side has, as the newest volume serves it.

    Raises:
        CaseError: a volume of the case is no longer where it was made.
    """
    pages: dict[str, ServedPage] = {}
    for holding in holdings():
        day = _day_of(holding)
        for document in built_documents(matter, holding.volume).values():
            pages |= _pages(matter, holding, document, day)
    order = load_order(matter.order_file)
    rules = order.on(date.max)
    away = {n for n in order.series_names if rules.series(n).route == "in_camera"}
    prefixes = {rules.series(n).bates_prefix for n in away}
    return Served(pages=pages, lodged=frozenset(prefixes))


def _day_of(holding: Holding) -> date:
    """The day a volume was made for; of one made before that was noted, the day it was made."""
    row = EventRow.objects.filter(number=holding.after).first()
    return date.fromisoformat(row.facts.get("day") or row.at[:10]) if row else date.min


def _pages(
    matter: Matter, holding: Holding, document: ProducedDocument, day: date
) -> dict[str, ServedPage]:
    path = matter.volumes / holding.volume / document.text
    try:
        texts = path.read_text(encoding="utf-8-sig").split(_FEED)
    except OSError as e:
        raise CaseError(
            f"{path} cannot be read ({e.strerror}); put the volume back where it was made"
        ) from e
    removed: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for removal in document.removals:
        removed[str(removal.bates)][removal.category].add(removal.rule)
    found = {}
    for n in range(document.pages):
        number = str(document.begin.plus(n))
        gone: Mapping[str, set[str]] = removed.get(number, {})
        found[number] = ServedPage(
            volume=holding.volume,
            to=holding.to,
            served_on=day,
            document=str(document.begin),
            slip="" if document.native else document.slip,
            native=bool(document.native),
            removed={category: tuple(sorted(rules)) for category, rules in gone.items()},
            words=texts[n] if n < len(texts) else "",
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Answers with what the gate says of them."""

    file: AnswersFile
    found: tuple[Complaint, ...]

    @property
    def stops(self) -> tuple[Complaint, ...]:
        """What must be mended first."""
        return tuple(c for c in self.found if c.stops)

    @property
    def flags(self) -> tuple[Complaint, ...]:
        """What counsel should think about."""
        return tuple(c for c in self.found if not c.stops)


def judge(matter: Matter, file: AnswersFile) -> Judged:
    """Hold answers against what was served and what the order commands."""
    rules = rules_on(matter, file.answered_on)
    due = counted(file.asked_on, _DAYS)
    fact = Fact(
        compared=_compared(),
        due=str(due.day),
        late=file.answered_on > due.day,
    )
    return Judged(file=file, found=complaints(file, served_pages(matter), rules, fact))


def rules_on(matter: Matter, day: date) -> RuleSet:
    """The order as it holds on a day."""
    return load_order(matter.order_file).on(day)


def _compared() -> tuple[str, ...]:
    """Days on which donors and applicants were compared in this case."""
    rows = EventRow.objects.filter(what="comparison").order_by("number")
    return tuple(dict.fromkeys(row.at[:10] for row in rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A set of answers drafted: its number, its papers, what the gate says."""

    number: int
    papers: tuple[Path, ...]
    judged: Judged


def draft_answers(matter: Matter, path: Path, acting: tuple[Who, date], again: int = 0) -> Drafted:
    """Draft the papers of an answer file; while the gate stops them, nobody can swear to them.

    Args:
        matter: the case.
        path: of the answer file.
        acting: who, and the day.
        again: number of a set that is drafted anew; 0 for a new one.

    Raises:
        UsageError: the file is not one of answers.
        ProcedureError: the set was served already.
    """
    who, on = acting
    file = read_filled(AnswersFile, path)
    if again:
        TABLE.move("redraft", standing(KIND, again).state)
        file = with_checks(file, standing(KIND, again))
    judged = judge(matter, file)
    stops = judged.stops
    facts: dict[str, object] = {
        "title": f"set {file.set_number} of {file.propounding}",
        "verified_by": [v.name for v in file.verified_by],
        "answered_on": str(file.answered_on),
        "stops": f"{len(stops)} things, the first: {stops[0]}" if stops else "",
    }
    number = again or opened(matter, KIND, facts, who, on)
    folder = papers_folder(matter, KIND, number)
    written = [kept(folder, "answers.txt", path.read_bytes())]
    for name, draft in papers(file, rules_on(matter, file.answered_on)).items():
        written.append(kept(folder, f"{name}.docx", docx(draft)))
        written.append(kept(folder, f"{name}.pdf", pdf(draft)))
    step = {**facts, "papers_made": "yes"}
    acted(matter, (KIND, number), "redraft", step, acting, written)
    return Drafted(number=number, papers=tuple(written), judged=judged)


def with_checks(file: AnswersFile, procedure: Procedure) -> AnswersFile:
    """The file with whoever looked a citation up in the case."""
    known = looked_up(procedure)
    if not known:
        return file
    data = file.model_dump(by_alias=True)
    for asked in data["asked"]:
        for part in asked["parts"]:
            for row in (part["records"] or {}).get("citations", ()):
                check = known.get((row["pages"], row["found"]))
                if check and not row["checked_by"]:
                    row["checked_by"], row["checked_on"] = check
    return AnswersFile.model_validate(data)


def file_of(matter: Matter, number: int) -> AnswersFile:
    """The answer file as it was drafted last, with what was looked up since.

    Raises:
        ProcedureError: it is no longer there.
    """
    procedure = standing(KIND, number)
    folder = papers_folder(matter, KIND, number)
    versions = {int(p.name.split(".")[-2]): p for p in folder.glob("answers.[0-9]*.txt")}
    if not versions:
        raise ProcedureError(
            f"{folder} no longer holds the answer file; restore it from a backup, or draft again"
        )
    path = versions[max(versions)]
    file = filled(AnswersFile, path.read_text(encoding="utf-8-sig"), path.name)
    return with_checks(file, procedure)


def citations(file: AnswersFile) -> Iterator[tuple[str, CitationPart]]:
    """Every row of every table of records, with the sub-part it answers."""
    for asked in file.asked:
        for part in asked.parts:
            for row in part.records.citations if part.records else ():
                yield f"{asked.kind.capitalize()} {asked.number}({part.letter})", row


def look_up(matter: Matter, number: int, row: int, acting: tuple[Who, date]) -> str:
    """Record that somebody looked a citation up on the page as it was served.

    Args:
        matter: the case.
        number: of the set of answers.
        row: of the citation among all of them, from 1.
        acting: who looked, and when.

    Raises:
        ProcedureError: there is no such row, or a page of it was not served.
    """
    rows = list(citations(file_of(matter, number)))
    if not 1 <= row <= len(rows):
        raise ProcedureError(f"there is no row {row}; the answers have {len(rows)}")
    _, cited = rows[row - 1]
    span = cited.citation()
    pages = served_pages(matter).pages
    if span.begin not in pages:
        raise ProcedureError(f"{span.begin} was not served, so nobody can have looked it up there")
    facts = {"pages": cited.pages, "found": cited.found}
    return acted(matter, (KIND, number), "look-up", facts, acting)


def first_page(cited: CitationPart) -> Bates | None:
    """The first page of a citation; nothing where it names none."""
    try:
        return Bates.parse(cited.citation().begin)
    except ValueError:
        return None
