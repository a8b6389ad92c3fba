"""The privilege log and the statement of what is withheld, from what was served about a volume."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.case.draft import Block, Draft, Heading, Rows, Signature, Words, captioned
from goodcause.case.template import refuse_undated, whole
from goodcause.order.order import RuleSet

_WHY: Final = {
    "withheld": "lodged with the court for review in camera; withheld on that ground until it "
    "rules",
    "held": "held because it is not settled under which clause it falls; produced or logged once "
    "counsel has decided",
    "exception": "could not be read or built; not withheld on any objection",
}
"""By disposition: what is said of it. A duplicate is produced once and is not missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Documents of one series that a volume does not hold, for one kind of reason."""

    series: str
    disposition: str
    count: int


def privilege_log(
    rules: RuleSet, volume: str, rows: Sequence[Mapping[str, str]], told: Mapping[str, str]
) -> Draft:
    """The privilege log of a volume, for counsel to complete and sign.

    Args:
        rules: in force.
        volume: its name.
        rows: of ``LOGS/privilege.csv``.
        told: by entry and column (``W00001_author``), what counsel tells of it; the program does
            not guess for a claim that somebody signs.

    Raises:
        ProcedureError: nothing is withheld, or date, author or recipients of an entry are not told.
    """
    refuse_undated(rules)
    if not rows:
        raise ProcedureError(f"nothing of {volume} is withheld; there is no privilege log to write")
    body = tuple(_logged(row, told) for row in rows)
    head = ("Entry", "Numbers", "Nature", "Date", "Author", "Recipients", "Claim and ground")
    blocks: tuple[Block, ...] = (
        Words(
            f"{rules.order.case.producing_party} withhold the following from volume {volume} and "
            "describe it so that the claim can be assessed without revealing what is protected."
        ),
        Heading("Log"),
        Rows(head=head, body=body, widths=(1.4, 2.1, 2.3, 1.6, 1.8, 1.9, 3.2)),
        Heading("Signature"),
        Signature("Signed after reasonable inquiry (Fed. R. Civ. P. 26(g)).", ("Date", "Counsel")),
    )
    cites = (
        "Fed. R. Civ. P. 26(b)(5)(A)",
        *sorted({f"{r['clause']}" for r in rows if r["clause"]}),
    )
    title = ("PRIVILEGE LOG", f"Volume {volume}")
    return captioned(whole(rules.order.case), title, blocks, cites)


def _logged(row: Mapping[str, str], told: Mapping[str, str]) -> tuple[str, ...]:
    entry = row["entry"]
    missing = [f"{entry}_{c}" for c in ("date", "author", "recipients")
               if not (row[c] or told.get(f"{entry}_{c}", "")).strip()]  # fmt: skip
    if missing:
        raise ProcedureError(
            f"the log needs {', '.join(missing)}, and it is not known; nothing was written: give "
            f"{' '.join(f'--field {name}=...' for name in missing)}"
        )
    numbers = f"{row['begin']} to {row['end']}" if row["begin"] else "none"
    ground = "; ".join(p for p in (row["treatment"], row["clause"], row["basis"]) if p)
    nature = f"{row['kind']}, {row['pages']} page{'' if row['pages'] == '1' else 's'}"
    said = (row[c] or told[f"{entry}_{c}"] for c in ("date", "author", "recipients"))
    return (entry, numbers, nature, *said, ground)


def withheld_items(rules: RuleSet, volume: str, absent: Sequence[Absence]) -> Draft:
    """The statement that Rule 34(b)(2)(C) asks for: whether anything is withheld, and why.

    It counts by series; it names no document, no path and nothing of what one says.
    """
    refuse_undated(rules)
    known = [a for a in absent if a.disposition in _WHY]
    withheld = sum(a.count for a in known if a.disposition == "withheld")
    body = tuple(
        (rules.series(a.series).title or a.series, str(a.count), _WHY[a.disposition]) for a in known
    )
    answer = (
        f"Yes: {withheld} document{' is' if withheld == 1 else 's are'} withheld on an objection."
        if withheld
        else "No: nothing is withheld on an objection."
    )
    blocks: list[Block] = [
        Words(
            f"Of the documents responsive to the requests that volume {volume} answers, "
            f"{rules.order.case.producing_party} state whether any are withheld."
        ),
        Heading("Is anything withheld?"),
        Words(answer),
    ]
    if body:
        head = ("Papers", "Documents", "Why they are not in the volume")
        blocks += [
            Heading("What is not in the volume"),
            Rows(head=head, body=body, widths=(4, 1.4, 5)),
        ]
    blocks += [
        Words(
            "What was removed from pages that were produced is no withheld document: each removal "
            "is labelled in place and has a row of LOGS/removals.csv."
        ),
        Heading("Signature"),
        Signature("Draft for counsel's signature.", ("Date", "Counsel")),
    ]
    title = ("STATEMENT OF ITEMS WITHHELD", f"Volume {volume}")
    lodging = [r.id for r in rules.rules if r.action == "must_lodge_in_camera"]
    return captioned(
        whole(rules.order.case), title, tuple(blocks), ("Fed. R. Civ. P. 34(b)(2)(C)", *lodging)
    )
