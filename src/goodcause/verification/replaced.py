"""A replacement volume skips numbers: its statement says of each of them where it is to be found.

Nothing is relaxed. Without the statement a skipped number is a fault; with it every number must
be accounted for, and the statement must say of the served documents what the load file says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from goodcause.base.ids import Bates
from goodcause.verification.served import REPLACED, Served
from goodcause.verification.tally import Tally

_STATUS: Final = ("replaced", "stands", "added")
_NAME: Final = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,31}")
_CHECK: Final = "I7"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    begin: Bates
    end: Bates
    status: str
    volume: str
    line: str


def check_statement(served: Served, tally: Tally) -> bool:
    """Hold the statement of a replacement volume to its documents; whether there is one."""
    if REPLACED not in served.files:
        return False
    spans = [
        s for at, row in enumerate(served.statement.rows, 2) if (s := _span(served, row, at, tally))
    ]
    _check_order(spans, tally)
    stated = {(str(s.begin), str(s.end)): s for s in spans if s.status != "stands"}
    for document in served.documents:
        span = stated.pop((str(document.begin), str(document.end)), None)
        where = str(document.begin)
        if span is None:
            tally.broken(_CHECK, where, "The statement of what is replaced does not name it.")
        elif document.row.get("REPLACES", span.volume) != span.volume:
            tally.broken(_CHECK, where, "Load file and statement name different replaced volumes.")
        family = [document.row.get(name, "") for name in ("BEGATTACH", "ENDATTACH")]
        if any(family) and not all(_accounted(number, spans) for number in family):
            what = "Its family reaches to a number that the statement does not account for."
            tally.broken(_CHECK, where, what)
    for span in stated.values():
        tally.broken(_CHECK, span.line, "The statement names a document that is not served.")
    return True


def _accounted(text: str, spans: Sequence[_Span]) -> bool:
    """Whether a number is served here or, says the statement, in an earlier volume."""
    try:
        number = Bates.parse(text)
    except ValueError:
        return False
    return any(
        span.begin.prefix == number.prefix and span.begin.number <= number.number <= span.end.number
        for span in spans
    )


def _span(served: Served, row: Mapping[str, str], at: int, tally: Tally) -> _Span | None:
    line = f"{REPLACED} line {at}"
    try:
        begin, end = Bates.parse(row["begin"]), Bates.parse(row["end"])
    except ValueError:
        tally.broken(_CHECK, line, "The row does not name Bates numbers.")
        return None
    status, volume = row["status"], row["volume"]
    if begin.prefix != end.prefix or end.number < begin.number or status not in _STATUS:
        tally.broken(_CHECK, line, "The numbers do not run forward, or the status is unknown.")
        return None
    named = bool(_NAME.fullmatch(volume)) and volume != served.name
    if named == (status == "added") or (volume and not named):
        tally.broken(_CHECK, line, "The row must name the earlier volume, and only an earlier one.")
    return _Span(begin=begin, end=end, status=status, volume=volume, line=line)


def _check_order(spans: Sequence[_Span], tally: Tally) -> None:
    """Every number between the first and the last of a prefix is accounted for, once."""
    for before, span in pairwise(spans):
        if span.begin.prefix < before.begin.prefix:
            tally.broken(_CHECK, span.line, "The rows are not ordered by Bates number.")
        elif span.begin.prefix == before.begin.prefix:
            step = span.begin.number - before.end.number
            if step != 1:
                what = (
                    "Numbers before this row are skipped." if step > 1 else "A number stands twice."
                )
                tally.broken(_CHECK, span.line, what)
