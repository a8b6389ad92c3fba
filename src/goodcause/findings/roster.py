"""Reads a list of people whose work is known: a table with a name and a title in each row.

Such lists come from personnel offices and court clerks, so headings are read forgivingly, and a
row that cannot be used costs itself only and is told with its number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodcause.base.errors import UsageError
from goodcause.findings import dates
from goodcause.findings.names import is_name, parse
from goodcause.findings.people import RosterEntry
from goodcause.findings.titles import occupation_of

MOST_CHARACTERS = 20_000_000
_MOST_ROWS = 200_000
_LONGEST = 300
_HEADINGS = {
    "name": """name fullname personname employeename employee person officer officername deputy
        membername member names nameofemployee namelastfirst lastfirst namelastfirstmiddle""",
    "last": "last lastname surname familyname lname",
    "first": "first firstname given givenname givennames fname",
    "middle": "middle middlename middleinitial mi mname",
    "title": """title titleoccupation occupation titleoroccupation jobtitle job position rank
        positiontitle ranktitle class classification role post office duty assignment work
        occupationtitle""",
    "employer": """employer agency department dept organization organisation unit bureau court
        employingagency company employeragency""",
    "from": """from since start startdate started hired hiredate datehired appointed dateappointed
        begin begindate employedfrom effective""",
    "to": """to until till end enddate ended thru through left separated separationdate retired
        dateretired retirementdate terminationdate employedto dateseparated""",
    "file": """file filenumber fileno ccw ccwno ccwfile ccwfileno ccwfilenumber permit permitno
        permitnumber application applicationno applicationnumber number no ccwnumber""",
}
_FIELD_OF = {word: field for field, words in _HEADINGS.items() for word in words.split()}
_PRESENT = re.compile(
    r"(?:present|current(?:ly)?|now|to date|active|-+|n/?a|none)\.?", re.IGNORECASE
)
_FILE = re.compile(r"(?<!\d)\d[\d-]*\d(?!\d)")
_SHORTEST_FILE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What a list holds.

    Attributes:
        entries: its people, in order of rows.
        problems: a sentence for each row that could not be used, naming file and row.
    """

    entries: tuple[RosterEntry, ...]
    problems: tuple[str, ...]


def read_roster(data: bytes, name: str) -> Roster:
    """Read a roster.

    Args:
        data: the file: text in UTF-8 or the Western Windows code, columns parted by commas,
            semicolons, tabs or bars, with a heading row.
        name: the file's name, for sentences and for the evidence.

    Raises:
        UsageError: it is no such table, or has no column of names or of titles.
    """
    rows = _table(data, name)
    heading = next((i for i, row in enumerate(rows) if _columns(row)), None)
    if heading is None:
        raise UsageError(
            f"{name} has no heading row with a name and a title; the first row must name the "
            "columns: name, title, employer, from, to, file number"
        )
    columns = _columns(rows[heading])
    entries: list[RosterEntry] = []
    problems: list[str] = []
    for number, row in enumerate(rows[heading + 1 :], start=heading + 2):
        if not any(cell.strip() for cell in row):
            continue
        said = {f: row[i].strip()[:_LONGEST] for f, i in columns.items() if i < len(row)}
        used = max((i for i, cell in enumerate(row, start=1) if cell.strip()), default=0)
        problem = _problem(said, used, len(rows[heading]))
        if problem:
            problems.append(f"{name} row {number}: {problem}")
        else:
            entries.append(_entry(said, name, number))
    return Roster(entries=tuple(entries), problems=tuple(problems))


def _table(data: bytes, name: str) -> list[list[str]]:
    if b"\x00" in data[:4096]:
        raise UsageError(f"{name} is not a text table; save the sheet as CSV (UTF-8)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if len(text) > MOST_CHARACTERS:
        raise UsageError(f"{name} is longer than {MOST_CHARACTERS:,} characters; split it")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",;\t|", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as e:
        raise UsageError(f"{name} cannot be read as a table ({e}); save it as CSV again") from e
    if len(rows) > _MOST_ROWS:
        raise UsageError(f"{name} has more than {_MOST_ROWS:,} rows; split it")
    return rows


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Where each field stands; nothing when the row is no heading."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        field = _FIELD_OF.get(re.sub(r"[^a-z]", "", cell.lower()), "")
        if field:
            found.setdefault(field, index)
    named = "name" in found or {"last", "first"} <= set(found)
    return found if named and "title" in found else {}


def _problem(said: Mapping[str, str], cells: int, wanted: int) -> str:
    if cells > wanted:
        return (
            f"it has {cells} cells and the heading {wanted}; put a value that holds the "
            "column mark in quotes"
        )
    name = _name(said)
    if not name:
        return "it has no name; write one, or delete the row"
    if not is_name(name) or not parse(name).last:
        return f"{name!r} is no person's name; write it as Last, First Middle"
    if not said.get("title"):
        return "it has no title; write one, or delete the row"
    return _problem_of_days(said)


def _problem_of_days(said: Mapping[str, str]) -> str:
    for field in ("from", "to"):
        day = said.get(field, "")
        if day and not _PRESENT.fullmatch(day) and not dates.iso(day):
            return f"{day!r} in the column {field} is no date; write YYYY-MM-DD or a year"
    begun, ended = (_day(said.get(field, "")) for field in ("from", "to"))
    if begun and ended and ended < begun[: len(ended)]:
        return f"it ends ({said['to']}) before it begins ({said['from']}); correct one"
    return ""


def _day(text: str) -> str:
    """A date as far as it is known: ``1998``, or ``1998-04-30``."""
    return "" if _PRESENT.fullmatch(text) else dates.iso(text).partition("-00")[0]


def _name(said: Mapping[str, str]) -> str:
    if said.get("last") and said.get("first"):
        return f"{said['last']}, {said['first']} {said.get('middle', '')}".strip()
    name = said.get("name", "")
    return name.title() if name.isupper() or name.islower() else name


def _entry(said: Mapping[str, str], name: str, number: int) -> RosterEntry:
    reading = occupation_of(said["title"], said.get("employer", ""))
    work = ", ".join(part for part in (said["title"], said.get("employer", "")) if part)
    file = _FILE.search(said.get("file", ""))
    return RosterEntry(
        name=_name(said),
        occupation=reading.occupation,
        former=reading.former or bool(_day(said.get("to", ""))),
        source=f"{name} row {number}",
        work=work,
        file_number=file[0] if file and len(file[0]) >= _SHORTEST_FILE else "",
    )
