"""The served log of removals: where, under what clause, with what words, and nothing of what."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from goodcause.base.errors import LeakError
from goodcause.order.clause import Rule
from goodcause.order.vocabulary import spoken
from goodcause.production.facts import Replaces, Withheld
from goodcause.production.volume import ProducedDocument

COLUMNS: Final = (
    "removal",
    "bates",
    "document",
    "category",
    "clause",
    "section",
    "basis",
    "label",
    "status",
    "labels",
)
"""The only columns a served log has."""

PRIVILEGE_COLUMNS: Final = (
    *("entry", "begin", "end", "kind", "pages", "date", "author", "recipients", "treatment"),
    *("clause", "section", "basis"),
)
"""The columns of the privilege log."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def removals_log(documents: Iterable[ProducedDocument], rules: Mapping[str, Rule]) -> bytes:
    """The bytes of ``LOGS/removals.csv``.

    Args:
        documents: of the volume, by Bates number.
        rules: the clauses of the order by id.

    Raises:
        LeakError: a removal cites a clause that the order does not have.
    """
    return csv_file([COLUMNS, *_rows(documents, rules)])


def privilege_log(withheld: Iterable[Withheld]) -> bytes:
    """The bytes of ``LOGS/privilege.csv``: documents withheld, one a row, in the order given.

    Date, author and recipients are left for counsel: the program does not take a guess for a
    claim that somebody signs (Fed. R. Civ. P. 26(b)(5)(A)).
    """
    rows = (
        (
            *(f"W{at:05d}", each.begin, each.end, each.series, str(each.pages)),
            *("", "", "", "withheld in full; lodged with the court for review in camera"),
            *(each.rule, each.section, "; ".join(each.basis)),
        )
        for at, each in enumerate(withheld, 1)
    )
    return csv_file([PRIVILEGE_COLUMNS, *rows])


REPLACED_COLUMNS: Final = ("begin", "end", "status", "volume")
"""The columns of the statement of a replacement volume."""


def replaced_log(replaces: Replaces) -> bytes:
    """The bytes of ``LOGS/replaced.csv``: where each number served so far is to be found."""
    rows = ((str(s.begin), str(s.end), s.status, s.volume) for s in replaces.spans)
    return csv_file([REPLACED_COLUMNS, *rows])


def _rows(
    documents: Iterable[ProducedDocument], rules: Mapping[str, Rule]
) -> Iterator[tuple[str, ...]]:
    count = 0
    for document in documents:
        # Stable: removals of one page keep the order in which they stand on it.
        for removal in sorted(document.removals, key=lambda one: one.bates):
            rule = rules.get(removal.rule)
            if rule is None:
                raise LeakError(
                    f"{removal.bates}: a removal cites clause {removal.rule!r}, which the order"
                    " does not have; decide that finding again"
                )
            count += 1
            yield (
                f"R{count:07d}",
                str(removal.bates),
                str(document.begin),
                spoken(removal.category),
                rule.id,
                rule.section,
                "; ".join(rule.basis),
                removal.label,
                "in force",
                str(removal.labels),
            )


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV that a spreadsheet opens as text: UTF-8 with byte-order mark, quoted, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([cell(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def cell(text: str) -> str:
    """A value that no spreadsheet takes for a formula, on one line."""
    guarded = f"'{text}" if text.startswith(_FORMULA) else text
    return _CONTROLS.sub(" ", guarded)
