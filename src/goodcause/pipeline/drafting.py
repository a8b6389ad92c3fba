"""The command `draft`: papers that no one procedure owns, made from the order and a volume."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.access_papers import CLAWBACK, DESTRUCTION, OPPOSITION, UNDERTAKING
from goodcause.case.draft import Draft
from goodcause.case.proposed_order import proposed_order
from goodcause.case.states import Facts
from goodcause.case.template import Template, drafted
from goodcause.case.withholding import Absence, privilege_log, withheld_items
from goodcause.order.order import RuleSet
from goodcause.pipeline.access import written
from goodcause.store.matter import Matter

_NOT_THERE: Final = ("withheld", "held", "exception")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A paper that is asked for.

    Attributes:
        volume: it is about; empty for papers about no volume.
        fields: what counsel tells.
    """

    volume: str
    fields: Facts


Maker = Callable[[Matter, RuleSet, Asked], Draft]


def draft(matter: Matter, rules: RuleSet, name: str, asked: Asked) -> tuple[Path, ...]:
    """Write a paper to edit and for the record, in ``CASE/papers/drafts``.

    Raises:
        ProcedureError: there is no such paper, or something it must say is missing; nothing is
            written.
    """
    if name not in MAKERS:
        raise ProcedureError(f"there is no paper {name!r}; write one of: {', '.join(MAKERS)}")
    made = MAKERS[name](matter, rules, asked)
    return written(matter.folder / "papers" / "drafts", name, made)


def _of_template(template: Template) -> Maker:
    def make(_matter: Matter, rules: RuleSet, asked: Asked) -> Draft:
        volume = {"volume": asked.volume} if asked.volume else {}
        return drafted(template, rules, {**volume, **asked.fields})

    return make


def _opposition(_matter: Matter, rules: RuleSet, asked: Asked) -> Draft:
    """Harm, interest and authority are the order file's own words for the clause."""
    clause = str(asked.fields.get("clause", "")).strip()
    rule = next((r for r in rules.rules if r.id == clause), None)
    if clause and rule is None:
        known = ", ".join(r.id for r in rules.rules if r.action == "may_remove")
        raise ProcedureError(f"no clause {clause} is in force; those that remove are {known}")
    of_rule: dict[str, object] = {}
    if rule is not None:
        cited = f"section {rule.section} of {rule.order} ({rule.id})" if rule.section else rule.id
        of_rule = {"clause": cited, "harm": rule.harm, "interest": rule.interest_of_receiver}
        of_rule["basis"] = "; ".join(rule.basis)
    return drafted(OPPOSITION, rules, {**asked.fields, **of_rule})


def _proposed(_matter: Matter, rules: RuleSet, _asked: Asked) -> Draft:
    return proposed_order(rules)


def _privilege(matter: Matter, rules: RuleSet, asked: Asked) -> Draft:
    volume = _volume(matter, asked)
    path = volume / "LOGS" / "privilege.csv"
    rows = _rows(path) if path.is_file() else []
    told = {name: str(value) for name, value in asked.fields.items()}
    return privilege_log(rules, volume.name, rows, told)


def _withheld(matter: Matter, rules: RuleSet, asked: Asked) -> Draft:
    volume = _volume(matter, asked)
    rows = _rows(matter.registers / f"{volume.name}.csv")
    counts = Counter(
        (r["series"], r["disposition"]) for r in rows if r["disposition"] in _NOT_THERE
    )
    found = [Absence(series=s, disposition=d, count=n) for (s, d), n in sorted(counts.items())]
    return withheld_items(rules, volume.name, found)


def _volume(matter: Matter, asked: Asked) -> Path:
    if not asked.volume:
        raise ProcedureError("this paper is about a volume; name it with --volume")
    path = matter.volumes / asked.volume
    if not path.is_dir():
        raise ProcedureError(f"the case served no volume {asked.volume}; see `goodcause status`")
    return path


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


MAKERS: Final[Mapping[str, Maker]] = {
    "protective-order": _proposed,
    "privilege-log": _privilege,
    "withheld-items": _withheld,
    "claw-back": _of_template(CLAWBACK),
    "destruction-certificate": _of_template(DESTRUCTION),
    "undertaking": _of_template(UNDERTAKING),
    "opposition": _opposition,
}
"""By the name of the paper."""
