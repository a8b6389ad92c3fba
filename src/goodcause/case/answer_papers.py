"""Answers as papers: the answers themselves, a verification for each who swears, the service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodcause.case.draft import (
    Block,
    Draft,
    Heading,
    Rows,
    Signature,
    Words,
    captioned,
)
from goodcause.case.interrogatory import (
    AnswersFile,
    AskedPart,
    ObjectionPart,
    RecordsPart,
    SubPart,
    VerifierPart,
)
from goodcause.case.specified import Citation
from goodcause.order.clause import Case, Rule
from goodcause.order.order import RuleSet
from goodcause.order.vocabulary import spoken

_PERJURY = (
    "I declare under penalty of perjury under the laws of the United States that the foregoing is"
    " true and correct (28 U.S.C. 1746)."
)
_TIERS = {
    1: "Of personal knowledge",
    2: "What employees know and files hold",
    3: "By records produced (Fed. R. Civ. P. 33(d))",
}


def papers(file: AnswersFile, rules: RuleSet) -> dict[str, Draft]:
    """Every paper by its file name, without ending."""
    case = rules.order.case
    cites = _cites(file, rules)
    made = {"answers": _answers(file, case, cites)}
    for verifier in file.verified_by:
        made[f"verification-{_slug(verifier.name)}"] = _verification(file, verifier, case, cites)
    made["proof-of-service"] = _service(file, case, cites)
    return made


def _cites(file: AnswersFile, rules: RuleSet) -> tuple[str, ...]:
    """The clauses that command or allow these answers; the rule itself where none does."""
    items = {asked.item for asked in file.asked}
    named = tuple(_cite(rule) for rule in rules.rules if rule.item in items)
    return named or ("Fed. R. Civ. P. 33 and 34",)


def _cite(rule: Rule) -> str:
    section = f"section {rule.section} of " if rule.section else ""
    return f"{section}{rule.order} ({rule.id})"


def _answers(file: AnswersFile, case: Case, cites: tuple[str, ...]) -> Draft:
    blocks: list[Block] = [
        Words(
            f"Propounding party: {file.propounding}. Responding party: {file.responding}."
            f" Set number: {file.set_number}."
        )
    ]
    if file.preliminary.strip():
        blocks.append(Words(file.preliminary))
    for asked in file.asked:
        blocks += _asked(asked)
    if any(asked.objections for asked in file.asked):
        blocks.append(
            Signature("As to the objections:", ("Date", f"Counsel for {file.responding}"))
        )
    if file.supplements:
        rows = tuple((str(s.on), s.item, s.what) for s in file.supplements)
        blocks += [
            Heading("Supplements (Fed. R. Civ. P. 26(e))"),
            Rows(("Day", "Item", "What was added"), rows, (1, 1.5, 4)),
        ]
    title = f"ANSWERS OF {file.responding.upper()}", f"To {file.propounding}, set {file.set_number}"
    return captioned(case, title, tuple(blocks), cites)


def _asked(asked: AskedPart) -> Iterator[Block]:
    yield Heading(f"{asked.kind.upper()} NO. {asked.number}: {asked.text}")
    for at, objection in enumerate(asked.objections, 1):
        yield Words(f"Objection {at}: {_objection(objection)}")
    for part in asked.parts:
        yield from _part(part)


def _objection(objection: ObjectionPart) -> str:
    if objection.withheld is None:
        held = "[say whether anything is withheld on it]"
    elif objection.withheld:
        held = f"On this objection the following is withheld: {objection.what}."
    else:
        held = "Nothing is withheld on this objection."
    return f"{_ended(objection.ground)} {_ended(objection.why)} {held}"


def _ended(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."


def _part(part: SubPart) -> Iterator[Block]:
    yield Words(f"({part.letter}) {part.asks}")
    if part.personal:
        belief = ", on information and belief" if part.personal.on_belief else ""
        answer = _ended(part.personal.answer)
        yield Words(f"{_TIERS[1]} ({part.personal.by}{belief}): {answer}")
    if part.employees:
        belief = " (on information and belief)" if part.employees.on_belief else ""
        yield Words(f"{_TIERS[2]}{belief}: {_ended(part.employees.answer)}")
        looked = tuple((s.who, s.where, str(s.on), s.found) for s in part.employees.searches)
        if looked:
            yield Rows(("Who looked", "Where", "When", "What came of it"), looked, (1.4, 2, 1, 2.6))
    if part.records:
        yield from _records(part.records)
    if part.gaps.strip():
        yield Words(f"Not answered by the above: {_ended(part.gaps)}")


def _records(records: RecordsPart) -> Iterator[Block]:
    burden = records.burden
    yield Words(f"{_TIERS[3]}: {_ended(records.statement)}")
    rows = tuple(_row(part.citation()) for part in records.citations)
    if rows:
        head = ("What is found", "Bates pages", "Where on the page", "Record", "Looked up")
        yield Rows(head, rows, (2.0, 1.5, 1.8, 1.5, 1.2))
    yield Words(
        f"Compiling the answer takes the answering party about {_hours(burden.hours_answering)} and"
        f" the asking party about {_hours(burden.hours_asking)}, over {burden.pages:,} pages:"
        f" {_ended(burden.why)}"
    )
    if records.access.strip():
        yield Words(_ended(records.access))


def _hours(hours: float) -> str:
    return "1 hour" if hours == 1 else f"{hours:g} hours"


def _row(citation: Citation) -> tuple[str, ...]:
    spots = [citation.where, *(f"{page}: {spot}" for page, spot in citation.index.items())]
    if citation.row:
        spots.append(f"row {citation.row}")
    record = f"{citation.kind}, {citation.dated}; {citation.custodian}"
    by = f"{citation.checked_by}, {citation.checked_on}" if citation.checked_by else "not yet"
    found = citation.found
    if citation.needs:
        found += f" (rests on: {', '.join(map(spoken, citation.needs))})"
    return found, citation.span, "; ".join(filter(None, spots)), record, by


def _verification(
    file: AnswersFile, verifier: VerifierPart, case: Case, cites: tuple[str, ...]
) -> Draft:
    personal = verifier.tiers == [1]
    tiers = "; ".join(_TIERS[tier].lower() for tier in sorted(set(verifier.tiers)))
    number = iter(range(1, 99))
    blocks: list[Block] = [
        Words(f"I, {verifier.name}, {verifier.capacity}, declare:"),
        Words(
            f"I have read the answers of {file.responding} to set {file.set_number} of"
            f" {file.propounding}.",
            next(number),
        ),
        Words(
            "Those given of my personal knowledge are true of my own knowledge, and I have left"
            " out nothing that I know."
            if personal
            else "I am authorised to verify them. Those answers are true to the best of my"
            " knowledge; where they are marked so, on information and belief, from what employees"
            " told and files hold.",
            next(number),
        ),
        Words(f"This verification covers: {tiers}.", next(number)),
    ]
    if 3 in verifier.tiers:  # noqa: PLR2004  the tier of records
        blocks.append(
            Words(
                "The information that is specified by records is contained in the pages named: each"
                " was looked up as it was served.",
                next(number),
            )
        )
    rows = tuple(_verified(file, verifier))
    if rows:
        blocks.append(Rows(("Answer", "Basis"), rows, (2, 4)))
    blocks.append(Signature(_PERJURY, ("Date and place", verifier.name, verifier.capacity)))
    title = f"VERIFICATION OF {verifier.name.upper()}", f"Answers, set {file.set_number}"
    return captioned(case, title, tuple(blocks), cites)


def _verified(file: AnswersFile, verifier: VerifierPart) -> Iterator[tuple[str, str]]:
    for asked in file.asked:
        for part in asked.parts:
            given = (part.personal, part.employees, part.records)
            basis = [_TIERS[n].lower() for n, said in enumerate(given, 1)
                     if said and n in verifier.tiers and _his(part, n, verifier)]  # fmt: skip
            if basis:
                name = f"{asked.kind.capitalize()} {asked.number}({part.letter})"
                yield name, "; ".join(basis)


def _his(part: SubPart, tier: int, verifier: VerifierPart) -> bool:
    """Whether an answer of personal knowledge is this person's own."""
    if tier != 1 or part.personal is None:
        return True
    return part.personal.by.casefold() in verifier.name.casefold()


def _service(file: AnswersFile, case: Case, cites: tuple[str, ...]) -> Draft:
    blocks: list[Block] = [
        Words(
            "I am over eighteen and no party to this action. On the day below I served the answers"
            f" of {file.responding} to set {file.set_number} with their verifications on counsel"
            f" for {file.propounding}, by the manner stated. Discovery is served and not filed"
            " (L.R. 250.2)."
        ),
        Rows(
            ("Person served", "Manner", "Day"),
            ((f"Counsel for {file.propounding}", "________________", "________________"),),
            (3, 2, 2),
        ),
        Signature(_PERJURY, ("Date and place", "Name")),
    ]
    return captioned(case, ("PROOF OF SERVICE", "Answers"), tuple(blocks), cites)


def _slug(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:40] or "person"
