"""The comparison as files: pairs, the queue for reviewers, notices. Same links, same bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from goodcause.base.errors import UsageError
from goodcause.linkage.compare import Comparison
from goodcause.linkage.facts import Applicant, Gift
from goodcause.linkage.link import Link, LinkType, Standing
from goodcause.linkage.party import Written
from goodcause.linkage.review import Verdict, Word, waits
from goodcause.linkage.tables import Notice, Row, read_table

PAIRS: Final = (
    "applicant_id",
    "donor_row_id",
    "link_type",
    "match_weight",
    "probability",
    "standing",
    "agrees",
    "differs",
    "not_compared",
    "steps",
    "application_at",
    "gift_at",
)
QUEUE: Final = (
    "applicant_id",
    "donor_row_id",
    "link_type",
    "probability",
    "applicant",
    "donor",
    "evidence",
    "application_at",
    "gift_at",
    "verdict",
    "reader",
    "reason",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV; a cell that a spreadsheet would carry out as a formula is quoted."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def pairs_csv(of: Comparison) -> str:
    """Every link that was not refused."""
    applicants = {a.written.key: a for a in of.applicants}
    gifts = {g.key: g for g in of.gifts}
    return csv_text(
        PAIRS,
        (
            _pair(link, applicants.get(link.applicant), gifts.get(link.row))
            for link in of.links
            if link.standing is not Standing.REFUSED
        ),
    )


def _pair(link: Link, applicant: Applicant | None, gift: Gift | None) -> list[object]:
    agrees, differs, absent = sides_of(link, applicant)
    return [
        link.applicant,
        link.row,
        link.kind.value,
        f"{link.weight:.6f}",
        f"{link.probability:.6f}",
        link.standing.value,
        "; ".join(agrees),
        "; ".join(differs),
        "; ".join(absent),
        " -> ".join(f"{hop.what} ({hop.probability:.3f})" for hop in link.hops),
        str(applicant.at) if applicant else "",
        str(gift.at) if gift else "",
    ]


def sides_of(link: Link, applicant: Applicant | None) -> tuple[list[str], list[str], list[str]]:
    """What speaks for a link, what against it, and what could not be compared."""
    bars = [b for b in link.bars if b.comparison not in ("prior", "household")]
    absent = [b.comparison.replace("_", " ") for b in bars if b.level == "not compared"]
    if applicant is not None and applicant.written.removed and not applicant.written.street:
        absent = [f"{a}: removed" if a == "address" else a for a in absent]
    return [b.level for b in bars if b.bits > 0], [b.level for b in bars if b.bits < 0], absent


def queue_csv(of: Comparison) -> str:
    """The links that wait for a person, the likeliest first, with room for verdicts."""
    applicants = {a.written.key: a for a in of.applicants}
    gifts = {g.key: g for g in of.gifts}
    waiting = [link for link in of.links if waits(link)]
    waiting.sort(key=lambda k: (-k.probability, k.key))
    rows = []
    for link in waiting:
        applicant, gift = applicants.get(link.applicant), gifts.get(link.row)
        said = "; ".join(f"{b.level} {b.bits:+.1f}" for b in link.bars if b.bits)
        rows.append(
            [
                link.applicant,
                link.row,
                link.kind.value,
                f"{link.probability:.6f}",
                one_line(applicant.written) if applicant else "",
                one_line(gift.written) if gift else "",
                said,
                str(applicant.at) if applicant else "",
                str(gift.at) if gift else "",
                "",
                "",
                "",
            ]
        )
    return csv_text(QUEUE, rows)


def one_line(written: Written) -> str:
    """A row as written, for a person."""
    name = " ".join(filter(None, (written.first, written.middle, written.last, written.suffix)))
    where = ", ".join(filter(None, (written.street, written.city, written.zip)))
    if written.removed and not written.street:
        where = "address removed"
    work = ", ".join(filter(None, (written.occupation, written.employer)))
    return " | ".join(filter(None, (name, where, work)))


def read_verdicts(path: Path) -> list[Verdict]:
    """The answers of readers, in the queue's columns; rows without a verdict are not read yet.

    Raises:
        UsageError: a verdict or a kind of link is none, or nobody signed it.
    """
    needed = (("applicant_id",), ("donor_row_id",), ("link_type",), ("verdict",), ("reader",))
    table = read_table(path, "verdicts", needed)
    return [_verdict(row) for row in table.rows if row.get("verdict")]


def _verdict(row: Row) -> Verdict:
    where = f"{row.file}, row {row.number}"
    try:
        word, kind = Word(row.get("verdict").lower()), LinkType(row.get("link_type"))
    except ValueError as e:
        raise UsageError(
            f"{where}: {e}; verdicts are match, not, household and unsure, and link_type is as in "
            "review.csv"
        ) from e
    if not row.get("reader"):
        raise UsageError(f"{where}: the verdict has no reader; write who decided it")
    return Verdict(
        applicant=row.get("applicant_id"),
        row=row.get("donor_row_id"),
        kind=kind,
        word=word,
        reader=row.get("reader"),
        reason=row.get("reason"),
    )


def notices_csv(notices: Iterable[Notice]) -> str:
    """What was odd in the inputs."""
    return csv_text(("file", "row", "notice"), ((n.file, n.row, n.text) for n in notices))


def as_json(facts: Mapping[str, Any]) -> str:
    """Facts as JSON, the same facts always the same text."""
    return json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n"
