"""The list of a sample's pages as a CSV file to fill in, and the filled one read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from goodcause.base.errors import UsageError
from goodcause.pipeline.sample import Answer, Sample

_COLUMNS = ("item", "source", "page", "answer", "by", "note")
_NOTHING = frozenset(["nothing", "clean", "none", "ok", "no miss", "nothing missed", "0"])
_MISSED = frozenset(["missed", "miss", "something", "leak", "something missed", "1"])
_MOST_PROBLEMS = 20
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(sample: Sample) -> str:
    """The pages in the order in which they are to be read, with room for the answers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for item in sample.items:
        writer.writerow([item.key, _harmless(item.path), item.page, "", "", ""])
    return out.getvalue()


def _harmless(path: str) -> str:
    """A path that no spreadsheet takes for a formula."""
    return f"'{path}" if path.startswith(_FORMULA) else path


def read_answers(data: bytes, name: str, by: str) -> tuple[Answer, ...]:
    """Read a filled list; rows without an answer are passed over.

    Args:
        data: the file.
        name: its name, for sentences.
        by: who read the pages, where the rows do not say.

    Raises:
        UsageError: a sentence for each row that cannot be used; then nothing is taken in.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        raise UsageError(f"{name} is not UTF-8 text; save the sheet as CSV (UTF-8)") from e
    first = text.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), restval=""
    )
    try:
        heads = [(head or "").strip().lower() for head in reader.fieldnames or ()]
        if not {"item", "answer"} <= set(heads):
            raise UsageError(f"{name} has no columns item and answer; fill in the list that "
                             "`goodcause sample CASE --sheet FILE` writes")  # fmt: skip
        reader.fieldnames = heads
        rows = list(reader)
    except csv.Error as e:
        raise UsageError(f"{name} cannot be read as a table ({e}); save it as CSV again") from e
    found: list[Answer] = []
    problems: list[str] = []
    for number, row in enumerate(rows, start=2):
        taken = _answer(row, by)
        if isinstance(taken, str):
            problems.append(f"{name} row {number}: {taken}")
        elif taken is not None:
            found.append(taken)
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        rest = [f"{name}: and {more} more rows"] if more > 0 else []
        raise UsageError("\n".join([*problems[:_MOST_PROBLEMS], *rest]))
    return tuple(found)


def _answer(row: Mapping[str, str | None], by: str) -> Answer | str | None:
    """An answer, a sentence on what is wrong with the row, or nothing for an empty one."""
    said = (row.get("answer") or "").strip().lower()
    if not said:
        return None
    if said not in _NOTHING | _MISSED:
        return f"{said!r} is no answer; write nothing or missed"
    reader = (row.get("by") or "").strip() or by.strip()
    if not reader:
        return "nobody is named as its reader; fill in the column by, or say --by NAME"
    item = (row.get("item") or "").strip()
    if not item:
        return "it names no page; take the item from the list"
    return Answer(
        item=item, by=reader, missed=said in _MISSED, note=(row.get("note") or "").strip()
    )
