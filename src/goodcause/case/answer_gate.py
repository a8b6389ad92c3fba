"""Whether answers may go out: what must be mended first, and what counsel should think about.

What is mended first stops the paper; a flag is printed for counsel and stops nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.case.interrogatory import (
    AnswersFile,
    AskedPart,
    BurdenPart,
    ObjectionPart,
    RecordsPart,
    Spot,
    spots,
)
from goodcause.case.specified import Served, refusals, twice
from goodcause.order.order import RuleSet

_MOST_PARTS: Final = 25
"""Interrogatories including discrete sub-parts (Fed. R. Civ. P. 33(a)(1))."""
_EQUAL: Final = 1.5
"""Compiling may cost the asking side so many times what it costs us, and still be equal."""
_BOILERPLATE: Final = re.compile(
    r"\b(vague|ambiguous|overbroad|overly broad|unduly burdensome|not reasonably calculated"
    r"|irrelevant|harass)\w*\b",
    re.IGNORECASE,
)
_LEAST_WHY: Final = 8
_WORD: Final = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the gate knows of the case beside the served pages.

    Attributes:
        compared: the days on which a comparison of donors and applicants was made.
        due: the last day to answer, as text; empty where nobody counted it.
        late: whether the answer is later.
    """

    compared: tuple[str, ...] = ()
    due: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One thing about the answers.

    Attributes:
        where: sub-part and row.
        reason: in a word or two, the same for every such complaint.
        sentence: what is wrong and what to do.
        stops: whether the paper may not go out with it.
    """

    where: str
    reason: str
    sentence: str
    stops: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


def complaints(
    file: AnswersFile, served: Served, rules: RuleSet, fact: Fact
) -> tuple[Complaint, ...]:
    """Everything wrong with the answers, and everything to think about.

    Args:
        file: the answers.
        served: what the other side has.
        rules: in force on the day of the answer.
        fact: what else is known of the case.
    """
    found: list[Complaint] = [*_file(file, fact)]
    for asked in file.asked:
        found += _asked(asked)
    for spot in spots(file):
        found += _spot(spot, file, rules)
        if spot.part.records:
            found += _records(spot, spot.part.records, served, file)
            found += _burden(spot, spot.part.records.burden, fact)
    return tuple(found)


def _file(file: AnswersFile, fact: Fact) -> Iterator[Complaint]:
    tiers = {tier for each in file.verified_by for tier in each.tiers}
    used = {tier for spot in spots(file) for tier in _tiers(spot)}
    for tier in sorted(used - tiers):
        yield _stop(
            "verification",
            "nobody verifies",
            f"nobody swears to the answers of tier {tier}; name a person under `verified_by`",
        )
    if file.answered_on < file.asked_on:
        yield _stop("the file", "days", "it is answered before it was asked; correct a day")
    count = sum(1 for spot in spots(file) if spot.asked.kind == "interrogatory")
    if count > _MOST_PARTS:
        yield _flag(
            "the file",
            "too many",
            f"{count} interrogatories with their sub-parts; more than {_MOST_PARTS} need leave",
        )
    if fact.late and any(asked.objections for asked in file.asked):
        yield _flag(
            "the file",
            "late",
            f"objections were due on {fact.due}; late ones are waived unless the court excuses it",
        )


def _tiers(spot: Spot) -> Iterator[int]:
    part = spot.part
    yield from (
        n for n, said in enumerate((part.personal, part.employees, part.records), 1) if said
    )


def _asked(asked: AskedPart) -> Iterator[Complaint]:
    where = f"{asked.kind.capitalize()} {asked.number}"
    for at, objection in enumerate(asked.objections, 1):
        yield from _objection(f"{where}, objection {at}", objection)
    letters = [part.letter for part in asked.parts]
    for letter in sorted({one for one in letters if letters.count(one) > 1}):
        yield _stop(where, "same letter", f"two sub-parts are called ({letter}); rename one")


def _objection(where: str, objection: ObjectionPart) -> Iterator[Complaint]:
    if objection.withheld is None:
        yield _stop(
            where,
            "withheld not said",
            "it does not say whether anything is withheld on it; write `withheld: true` or false",
        )
    elif objection.withheld and not objection.what.strip():
        yield _stop(where, "withheld what", "it does not say what is withheld; write `what`")
    if len(_WORD.findall(objection.why)) < _LEAST_WHY:
        stock = " of stock words" if _BOILERPLATE.search(objection.ground) else ""
        yield _stop(
            where,
            "boilerplate",
            f"an objection{stock} without reasons risks waiver; say under `why` what makes it hold"
            " here",
        )


def _spot(spot: Spot, file: AnswersFile, rules: RuleSet) -> Iterator[Complaint]:
    part = spot.part
    if not any((part.personal, part.employees, part.records)):
        yield _stop(spot.name, "no answer", "no tier answers it; answer it, or object to it")
    if part.personal and not part.personal.answer.strip():
        yield _stop(spot.name, "empty", f"{part.personal.by} says nothing; write what he knows")
    if part.employees:
        yield from _employees(spot)
    yield from _commanded(spot, rules)
    if part.records and not part.employees and not part.gaps.strip():
        yield _flag(
            spot.name,
            "gaps not said",
            "it does not say what the records leave open; write `gaps`, or `none`",
        )


def _employees(spot: Spot) -> Iterator[Complaint]:
    said = spot.part.employees
    if said is None:
        return
    if not said.answer.strip():
        yield _stop(spot.name, "empty", "tier 2 says nothing; write what was found, or nothing was")
    if not said.searches:
        yield _stop(
            spot.name,
            "nobody looked",
            "it does not say who looked where; write `searches` with who, where, on and found",
        )


def _commanded(spot: Spot, rules: RuleSet) -> Iterator[Complaint]:
    """What the order asks of this item: who must answer, and whether records may be specified."""
    mine = [rule for rule in rules.rules if rule.item == spot.asked.item]
    for rule in mine:
        person = rule.action == "must_answer" and rule.by and rule.by != "Defendants"
        if person and spot.part.personal is None:
            yield _stop(
                spot.name,
                "personal answer missing",
                f"{rule.id} commands that {rule.by} answer every sub-part of what he knows; write"
                " `personal`",
            )
    if spot.part.records and not any(rule.action == "may_specify_records" for rule in mine):
        yield _flag(
            spot.name,
            "no clause",
            f"no clause of the order lets records be specified for {spot.asked.item}; this rests"
            " on Rule 33(d) alone",
        )


def _records(
    spot: Spot, records: RecordsPart, served: Served, file: AnswersFile
) -> Iterator[Complaint]:
    if not spot.part.in_records:
        yield _stop(
            spot.name,
            "in no document",
            "the file says that no record holds this; it can only be answered in words",
        )
    if not records.citations:
        yield _stop(spot.name, "no records", "no record is specified; write `citations`")
    if not records.statement.strip():
        yield _stop(
            spot.name,
            "no statement",
            "it does not say that the answer is contained in these records; write `statement`",
        )
    if not records.access.strip():
        yield _stop(
            spot.name, "no access", "no chance to examine the records is offered; write `access`"
        )
    cited = [part.citation() for part in records.citations]
    for at, citation in enumerate(cited, 1):
        for refusal in refusals(citation, served, file.answered_on):
            yield _stop(f"{spot.name}, row {at}", refusal.reason, refusal.sentence)
    for citation in twice(cited):
        where = f"{spot.name}, row {len(cited) - cited[::-1].index(citation)}"
        yield _stop(where, "cited twice", f"{citation.span} is cited for the same thing above")


def _burden(spot: Spot, burden: BurdenPart, fact: Fact) -> Iterator[Complaint]:
    if not (burden.pages and burden.hours_answering and burden.hours_asking):
        yield _stop(
            spot.name,
            "burden without figures",
            "equal burden is claimed without figures; write pages and hours of both sides",
        )
    elif burden.hours_asking > _EQUAL * burden.hours_answering:
        yield _stop(
            spot.name,
            "burden unequal",
            f"{burden.hours_asking:g} hours for them and {burden.hours_answering:g} for us are not"
            " substantially the same; answer this part in words",
        )
    if fact.compared:
        said = burden.compilation.strip()
        yield Complaint(
            where=spot.name,
            reason="comparison exists",
            sentence=f"a comparison made on {_listed(fact.compared)} holds what is to be compiled:"
            " equal burden is doubtful. "
            + (f"Counsel: {said}" if said else "Say under `compilation` why it does not answer"
               " this, or serve it"),
            stops=not said,
        )  # fmt: skip


def _listed(days: Sequence[str]) -> str:
    return ", ".join(sorted(set(days)))


def _stop(where: str, reason: str, sentence: str) -> Complaint:
    return Complaint(where=where, reason=reason, sentence=sentence)


def _flag(where: str, reason: str, sentence: str) -> Complaint:
    return Complaint(where=where, reason=reason, sentence=sentence, stops=False)
