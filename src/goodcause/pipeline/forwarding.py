"""Forwards process in a case: opened by a number, its papers written, the other side told.

What the other side may have lies in ``CASE/receiving`` and is made of ``Told`` alone; everything
else of a forwarding stays in the case's own rows and papers.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goodcause.base.errors import ProcedureError
from goodcause.case.docx import docx
from goodcause.case.draft import Draft
from goodcause.case.forward_papers import Terms, card, check_sheet, notice, proof, report
from goodcause.case.forward_told import Told, told
from goodcause.case.forwarding import PAPERS, answer_by, set_days
from goodcause.case.pdf import pdf
from goodcause.case.procedure import Procedure, Who, day_in
from goodcause.order.clause import Rule
from goodcause.order.order import RuleSet
from goodcause.pipeline.procedures import acted, kept, opened, papers_folder, standing
from goodcause.pipeline.removed import applicant, pages_of, taken_from
from goodcause.store import audit
from goodcause.store.matter import Matter, together

KIND = "forward"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A paper as it was handed over.

    Attributes:
        asked_for: the number by which the person is named.
        paper: of ``PAPERS``.
        asked_by: the attorney who handed it over; an address can go to nobody else.
        how: it came.
        return_date: the day the paper itself sets, ``YYYY-MM-DD``; empty for none.
        fee: whether a witness fee came with it, in words.
    """

    asked_for: str
    paper: str
    asked_by: str
    how: str
    return_date: str = ""
    fee: str = ""


def receive(matter: Matter, rules: RuleSet, handed: Handed, who: Who, on: date) -> int:
    """Take in a paper for a person named by a number.

    Raises:
        ProcedureError: nobody is of that number, or nothing was removed that makes us forward.
    """
    _refuse_unlike(handed)
    rule = _commanding(rules)
    found = applicant(handed.asked_for, rules)
    taken = taken_from(matter, found)
    if not any(t.clause in rule.triggers for t in taken):
        clauses = " or ".join(rule.triggers)
        raise ProcedureError(
            f"nothing of {found.asked} was removed under {clauses}, so there is nothing to forward:"
            f" {rules.order.case.receiving_party} have what they need to serve the paper themselves"
        )
    case = rules.order.case
    subject = {
        "asked_for": found.asked,
        "paper": handed.paper,
        "asked_by": handed.asked_by.strip(),
        "how": handed.how.strip(),
        "return_date": handed.return_date,
        "fee": handed.fee.strip(),
        "person": found.person,
        "person_class": found.person_class,
        "removed": sorted({t.category for t in taken}),
        "rule6": case.rule6,
        "holidays": case.holidays or "US-CA",
    }
    return opened(matter, KIND, subject, who, on)


def _refuse_unlike(handed: Handed) -> None:
    if handed.paper not in PAPERS:
        raise ProcedureError(f"{handed.paper!r} is no kind of paper; write {', '.join(PAPERS)}")
    if not handed.asked_by.strip() or not handed.how.strip():
        raise ProcedureError("say which attorney handed the paper over, and how it came")
    if handed.return_date:
        day_in({"return_date": handed.return_date}, "return_date")


def draft_papers(
    matter: Matter, rules: RuleSet, number: int, mailed_on: date, acting: tuple[Who, date]
) -> tuple[Path, ...]:
    """Write the papers of a forwarding, to be mailed on a day, and record that they were drafted.

    Returns:
        Notice, card, proof of service and check sheet, each to edit and for the record.

    Raises:
        ProcedureError: something they must say is not known; nothing is written or recorded.
    """
    found = standing(KIND, number)
    due = answer_by(found, mailed_on, set_days(found))
    facts = {"mailed_on": str(mailed_on), "answer_by": str(due.day), "counted": due.how}
    terms = terms_of(rules, found)
    taken = taken_from(matter, applicant(str(found.subject["asked_for"]), rules))
    day, mailed = _in_words(due.day), _in_words(mailed_on)
    drafts = {
        "notice": notice(found, terms, day, mailed),
        "card": card(found, terms, day),
        "proof-of-service": proof(found, terms, to_receiving=False),
        "check-sheet": check_sheet(found, terms, pages_of(taken)),
    }
    folder = papers_folder(matter, KIND, number)
    paths = tuple(path for name, each in drafts.items() for path in written(folder, name, each))
    acted(matter, (KIND, number), "draft", facts, acting, paths)
    return paths


def _in_words(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def written(folder: Path, name: str, draft: Draft) -> tuple[Path, Path]:
    """A draft to edit and for the record."""
    return kept(folder, f"{name}.docx", docx(draft)), kept(folder, f"{name}.pdf", pdf(draft))


def tell(matter: Matter, rules: RuleSet, number: int, on: date) -> tuple[Told, tuple[Path, ...]]:
    """Write what the receiving side may have of a forwarding, and nothing else.

    Returns:
        What it is told, and the files for it in ``CASE/receiving``.
    """
    found = standing(KIND, number)
    terms = terms_of(rules, found)
    what = told(found, on)
    folder = receiving_folder(matter, number)
    row = json.dumps(what.row(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    paths = [kept(folder, "status.json", row.encode())]
    paths += written(folder, "report", report(what, terms))
    if found.last("send") is not None:
        paths += written(folder, "proof-of-service", proof(found, terms, to_receiving=True))
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    with together():
        audit.record("told", {"forward": number, "on": str(on), "files": files})
    return what, tuple(paths)


def receiving_folder(matter: Matter, number: int) -> Path:
    """Where the receiving side's papers of a forwarding lie, apart from our own."""
    return matter.folder / "receiving" / KIND / f"{number:04d}"


def terms_of(rules: RuleSet, procedure: Procedure) -> Terms:
    """What the order says of forwarding.

    Raises:
        ProcedureError: it says nothing of it, or prints no notice.
    """
    rule = _commanding(rules)
    commanded = [p for p in rules.order.procedures if p.name in rule.procedures]
    notices = [p.notice_must_say for p in commanded if p.notice_must_say]
    if not notices:
        raise ProcedureError(
            f"the order file gives no words for the notice of {rule.id}; write notice_must_say in"
            " its procedure"
        )
    labels = [r.label for r in rules.rules if r.id in rule.triggers and r.label]
    series = {name for r in rules.rules if r.id in rule.triggers for name in r.series}
    legends = [rules.series(name).legend for name in sorted(series)]
    section = f"section {rule.section} of " if rule.section else ""
    return Terms(
        case=rules.order.case,
        clause=f"{section}{rule.order} ({rule.id})",
        notice=notices[0],
        label=next(iter(labels), "(REMOVED)"),
        legend=next((each for each in legends if each), ""),
    )


def _commanding(rules: RuleSet) -> Rule:
    for rule in rules.rules:
        if rule.action == "must_forward_process":
            return rule
    raise ProcedureError("no clause in force commands that process be forwarded; ask counsel")
