"""Schedule A of a campaign statement: contributor rows from its pages, and whether they add up.

The sums that the schedule prints of itself are the check. A page whose amounts do not add up to
its subtotal, or that prints none, is never passed in silence: its problem says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Final

from goodcause.base.geometry import Box
from goodcause.linkage import words as names
from goodcause.linkage.facts import Gift, Place
from goodcause.linkage.grid import Column, Grid, find_grid
from goodcause.linkage.party import Written
from goodcause.linkage.tables import as_amount, as_date
from goodcause.pages.page import Page, Word

_MONEY: Final = re.compile(
    r"\(?-?\$?\s?\d{1,3}(?:,\d{3})+(?:\.\d{2})?\)?|\(?-?\$?\s?\d+(?:\.\d{2})?\)?"
)
_DIGITS: Final = str.maketrans("OoIl|SBZ", "00111582")
_DATE: Final = re.compile(
    r"\d{1,2}\s?[/-]\s?\d{1,2}\s?[/-]\s?\d{2,4}|[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
)
_ZIP: Final = re.compile(r"\b(\d{5})(?:-\d{4})?$")
_TOWN: Final = re.compile(
    r"^(?P<town>[A-Za-z .'-]+),?\s+(?P<state>[A-Z][A-Za-z])\.?[\s']+(?P<zip>\S\d{4}(?:-\d{4})?)$"
)
_SPECKS: Final = re.compile(r"^(?:[^\w\s#&()$]+\s+)+|(?:\s+[^\w\s#&()$]+)+$")
"""Signs that stand alone at a line's ends: dust that was read."""
_STREET: Final = re.compile(
    r"^(?:[$\u00a7\"'|iIlS]?\d+[A-Z]?(?:-\d+)?\s+\S"
    r"|P\.?\s?O\.?\s?Box|Post Office Box|R\.?R\.?\s?\d)",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"\b(IND|COM|OTH|PTY|SCC)\b")
_TICKED: Final = re.compile(r"(?:[X\u2612\u2611\u2713\u2714]|\[[Xx]\])\s*(IND|COM|OTH|PTY|SCC)\b")
_FORGIVEN: Final = re.compile(
    r"\(?\s*(?:loan\s+forgiven|forgiven\s+loan|forgiveness of loan)\s*\)?", re.IGNORECASE
)
_RETURNED: Final = re.compile(r"\(?\s*\b(?:refund(?:ed)?|returned)\b\s*\)?", re.IGNORECASE)
_MARKS: Final = ((_FORGIVEN, "forgiven"), (_RETURNED, "returned"))
_INTERMEDIARY: Final = re.compile(
    r"\(?\s*(?:intermediary|through|via)\b\s*[:;]?\s*\)?\s*(?P<name>[^()]*)\)?", re.IGNORECASE
)
_ID: Final = r"[I1l|]\s?\.?\s?D\.?"
_COMMITTEE_ID: Final = re.compile(
    rf"\(?{_ID}\s*(?:#|No\.?|Number)?\s*:?\s*\d{{5,8}}\)?", re.IGNORECASE
)
_FILER: Final = re.compile(
    rf"NAME OF FILER\s*:?\s*(?P<filer>.+?)(?:\s+{_ID}\s*NUMBER.*)?$", re.IGNORECASE
)
_FILER_ID: Final = re.compile(rf"{_ID}\s*NUMBER\s*:?\s*(\d[\d ]{{4,9}})", re.IGNORECASE)
_AMENDED: Final = re.compile(r"\bAMENDMENT\b(?:\s*(?:NO\.?|#)\s*(\d{1,2}))?", re.IGNORECASE)
_PERIOD: Final = re.compile(r"period(?: from)?\s+([\d/]+)\s+through\s+([\d/]+)", re.IGNORECASE)
_ITEMISED: Final = re.compile(r"\bitemized\b(?! under)|Amount received this period", re.IGNORECASE)
_SUBTOTAL: Final = re.compile(r"SUB-?\s?TOTAL", re.IGNORECASE)
_NO_PERSON: Final = re.compile(
    r"\b(?:inc|llc|corp|company|trust|committee|association|pac)\b", re.IGNORECASE
)
_SUFFIX: Final = re.compile(r"\s*(?:jr|sr|ii|iii|md|esq)\.?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a schedule as read.

    Attributes:
        gift: the contribution.
        cumulative: since the beginning of the year, where it is printed.
        box: the row on its page.
        problems: what could not be read, each a sentence.
    """

    gift: Gift
    cumulative: Decimal | None
    box: Box
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a schedule.

    Attributes:
        lines: its rows, from the top.
        subtotal: as printed.
        itemised: the summary's line 1 as printed, where the page has the summary.
        filer, filer_id: whose statement it is.
        report: 0 for the original, else the amendment's number.
        period: first and last day, as printed.
        problems: what does not add up or could not be read.
    """

    lines: tuple[Line, ...]
    subtotal: Decimal | None
    itemised: Decimal | None
    filer: str
    filer_id: str
    report: int
    period: tuple[str, str]
    problems: tuple[str, ...]


def read_sheet(page: Page, source: str, key: str) -> Sheet | None:
    """The rows of one page, or nothing when the page is no schedule of contributions.

    Args:
        page: as read, digital or by OCR.
        source: the file's name or Bates number, for the place of each row.
        key: what the keys of its rows begin with.
    """
    grid = find_grid(page)
    if grid is None:
        return None
    text = _lines_of(page.words)
    filer, filer_id, report, period = _headed(text)
    lines = []
    for number, (band, words) in enumerate(bands(page, grid), 1):
        cells = _cells(grid, words)
        if not _is_row(cells):
            continue
        place = Place(source, page.number, f"Schedule A, line {number}", _box(band))
        line = _line(cells, f"{key}-{page.number}-{number}", place, band)
        lines.append(line)
    lines = [_headed_line(line, filer, filer_id, report) for line in lines]
    subtotal = _printed(text, _SUBTOTAL)
    lines, told = _reconciled(lines, subtotal)
    problems = [*told, *_sums(lines, subtotal)]
    itemised = _printed(text, _ITEMISED)
    return Sheet(tuple(lines), subtotal, itemised, filer, filer_id, report, period, tuple(problems))


def check_statement(sheets: Sequence[Sheet]) -> list[str]:
    """What does not add up over the pages of one statement."""
    printed = [s.itemised for s in sheets if s.itemised is not None]
    if not printed:
        return []
    found = sum((_sum(s.lines) for s in sheets), Decimal(0))
    if found != printed[-1]:
        return [
            f"the rows add up to {found:,} and the summary says {printed[-1]:,}; compare the pages"
        ]
    return []


def _headed_line(line: Line, filer: str, filer_id: str, report: int) -> Line:
    return replace(line, gift=replace(line.gift, committee=filer, filing=filer_id, report=report))


def _headed(text: Sequence[str]) -> tuple[str, str, int, tuple[str, str]]:
    whole = "\n".join(text)
    filer = next((m["filer"].strip() for line in text if (m := _FILER.search(line))), "")
    filer_id = m[1].replace(" ", "") if (m := _FILER_ID.search(whole)) else ""
    amended = _AMENDED.search(whole)
    report = int(amended[1] or 1) if amended else 0
    period = (m[1], m[2]) if (m := _PERIOD.search(whole)) else ("", "")
    return filer, filer_id, report, period


def _lines_of(words: Sequence[Word]) -> list[str]:
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    return [" ".join(parts) for _, parts in sorted(lines.items())]


def bands(page: Page, grid: Grid) -> list[tuple[Box, list[Word]]]:
    """The rows: between rules, or from one date to the next."""
    words = [w for w in page.words if grid.top < w.box.centre[1] < grid.bottom]
    starts = list(grid.cuts) if len(grid.cuts) > 1 else _dated(words, grid)
    edges = sorted({*starts, grid.bottom} | ({grid.top} if len(grid.cuts) > 1 else set()))
    found = []
    left, right = grid.columns[0][1], grid.columns[-1][2]
    for top, bottom in pairwise(edges):
        inside = [w for w in words if top <= w.box.centre[1] < bottom]
        if inside:
            low = max(w.box.bottom for w in inside)
            found.append((Box(left, top, max(right, left), max(top, min(bottom, low + 8))), inside))
    return found


def _dated(words: Sequence[Word], grid: Grid) -> list[int]:
    dates = [
        w for w in words if grid.column_of(w) is Column.DATE and any(c.isdigit() for c in w.text)
    ]
    lines = {w.line: w.box.top for w in dates}
    return sorted(top - 6 for top in lines.values())


def _box(box: Box) -> tuple[int, int, int, int]:
    return box.left, box.top, box.right, box.bottom


def _cells(grid: Grid, words: Sequence[Word]) -> dict[Column, list[str]]:
    """The lines of each cell of a row."""
    return {
        column: [" ".join(w.text for w in line) for line in lines_of_cell(found)]
        for column, found in words_of_cells(grid, words).items()
    }


def words_of_cells(grid: Grid, words: Sequence[Word]) -> dict[Column, list[Word]]:
    """The words of each cell of a row."""
    held: dict[Column, list[Word]] = {}
    for word in words:
        column = grid.column_of(word)
        if column is not None:
            held.setdefault(column, []).append(word)
    return held


def lines_of_cell(words: Sequence[Word]) -> list[list[Word]]:
    """The words of a cell as lines: those whose middles stand level are one line."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box.centre[1], w.box.left)):
        last = lines[-1] if lines else []
        if last and word.box.centre[1] - _level(last) < 0.55 * max(w.box.height for w in last):
            last.append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.box.left) for line in lines]


def _level(line: Sequence[Word]) -> float:
    return sum(w.box.centre[1] for w in line) / len(line)


def _is_row(cells: dict[Column, list[str]]) -> bool:
    money = " ".join(cells.get(Column.AMOUNT, []))
    return bool(cells.get(Column.NAME)) and (
        bool(cells.get(Column.DATE)) or any(c.isdigit() for c in money)
    )


def _line(cells: dict[Column, list[str]], key: str, place: Place, band: Box) -> Line:
    who, street, town, zip_code, treatment, handed = _contributor(cells.get(Column.NAME, []))
    code, (work, employer) = _code(cells.get(Column.CODE, [])), _work(cells.get(Column.WORK, []))
    amount = _money(cells.get(Column.AMOUNT, []))
    day = _day(cells.get(Column.DATE, []))
    first, last = _name(who, code)
    problems = []
    if amount is None:
        problems.append(f"{place}: the amount cannot be read; type it from the page")
    if day is None:
        problems.append(f"{place}: the date cannot be read; type it from the page")
    if treatment == "" and amount is not None and amount < 0:
        treatment = "returned"
    gift = Gift(
        written=Written(
            key=key,
            first=first,
            last=last,
            street=street,
            city=town,
            zip=zip_code,
            occupation=work,
            employer=employer,
        ),
        entity=code,
        amount=amount,
        received=day,
        treatment=treatment,
        intermediary=handed,
        at=place,
    )
    return Line(gift, _money(cells.get(Column.CUMULATIVE, [])), band, tuple(problems))


def _name(who: str, code: str) -> tuple[str, str]:
    """First and last as columns would hold them; a company's name stands whole in the second."""
    before, comma, after = who.partition(",")
    person = code == "IND" or (not code and bool(comma))
    if not person or _NO_PERSON.search(who):
        return "", who
    if comma and after.strip() and not _SUFFIX.fullmatch(after):
        return after.strip(), before.strip()
    if len(names.joined(who)) > 1:  # "Dale & Carolyn Hunter"
        first, _, last = who.rpartition(" ")
        return first, last
    return "", who


def _contributor(lines: Sequence[str]) -> tuple[str, str, str, str, str, str]:
    """Name, street, town, ZIP, treatment and intermediary of a contributor's cell."""
    who: list[str] = []
    street = town = zip_code = treatment = handed = ""
    for raw in lines:
        line, marked = _marked(_SPECKS.sub("", _COMMITTEE_ID.sub("", raw).strip()))
        treatment = treatment or marked
        through = _INTERMEDIARY.match(line)
        place = _TOWN.match(line)
        if not line:
            continue
        if through and through["name"].strip():
            handed = through["name"].strip(" .")
        elif place:
            town, zip_code = place["town"].strip(), names.zip5(place["zip"]) and place["zip"]
        elif _STREET.match(line) and who:
            street, town, zip_code = _street(line, town, zip_code)
        elif not street:
            who.append(line)
        else:
            street = f"{street} {line}"
    name = re.sub(r"\b[Il1]n[ce]\.?$", "Inc", " ".join(who).strip(" ,"))
    return name, street, town, zip_code, treatment, handed


def _street(line: str, town: str, zip_code: str) -> tuple[str, str, str]:
    """A street line; one that ends in a ZIP code holds the town as well."""
    found = _ZIP.search(line)
    if not found:
        return line, town, zip_code
    parts = line[: found.start()].rstrip(" ,").split(",")
    if parts[-1].strip().upper() in ("CA", "CALIF", "CALIFORNIA"):
        parts.pop()
    town = re.sub(r"\s+CA$", "", parts[-1].strip()) if len(parts) > 1 else town
    street = ",".join(parts[:-1]) if len(parts) > 1 else parts[0]
    return street.strip(), town, found[1]


def _marked(line: str) -> tuple[str, str]:
    for pattern, treatment in _MARKS:
        if pattern.search(line):
            return pattern.sub("", line).strip(), treatment
    return line, ""


def _code(lines: Sequence[str]) -> str:
    text = " ".join(lines).upper().replace("0TH", "OTH").replace("1ND", "IND").replace("LND", "IND")
    ticked = _TICKED.search(text)
    if ticked:
        return ticked[1]
    said = _CODE.findall(text)
    return str(said[0]) if len(said) == 1 else ""


def _work(lines: Sequence[str]) -> tuple[str, str]:
    """Occupation on the first line, employer on the others; in parentheses where on one line."""
    if not lines:
        return "", ""
    if len(lines) == 1:
        one = re.match(r"^(.*?)\s*[(/]\s*(.*?)\)?$", lines[0])
        return (one[1], one[2]) if one and one[1] else (lines[0], "")
    return lines[0], " ".join(lines[1:]).strip("()")


def _money(lines: Sequence[str]) -> Decimal | None:
    """One amount; where a cell holds none, or several, there is none."""
    text = " ".join(lines).replace("$", " ")
    plain = re.sub(r"(?<=[\d,.])\s+(?=[\d,.])", "", text)
    plain = re.sub(r"\s+([,.])", r"\1", plain)
    fixed = " ".join(
        w.translate(_DIGITS) if any(c.isdigit() for c in w) else w for w in plain.split()
    )
    fixed = re.sub(r"\.(?=\d{3}\b)", ",", fixed)
    found = [m[0] for m in _MONEY.finditer(fixed)]
    return as_amount(found[0]) if len(found) == 1 else None


def _day(lines: Sequence[str]) -> date | None:
    text = " ".join(lines).translate(str.maketrans("OoIl|", "00111")) if lines else ""
    closed = re.sub(r"(?<=[\d/-])\s+(?=[\d/-])", "", text)
    found = _DATE.search(text) or _DATE.search(closed) or _DATE.search(" ".join(lines))
    if not found:
        return None
    return as_date(re.sub(r"\s*([/-])\s*", r"\1", found[0]).replace(".", ""))


def _printed(text: Sequence[str], label: re.Pattern[str]) -> Decimal | None:
    """The amount on the line of a label; the last where several are."""
    found = None
    for line in text:
        match = label.search(line)
        if match:
            amount = _money([line[match.end() :].replace("contributions", "")])
            found = amount if amount is not None else found
    return found


def _reconciled(lines: list[Line], subtotal: Decimal | None) -> tuple[list[Line], list[str]]:
    """Where one amount is misread, the row's cumulative and the subtotal both say the other.

    The page stays flagged: two printed figures outvote a third, but a person should see it.
    """
    if subtotal is None or _sum(lines) == subtotal:
        return lines, []
    gap = subtotal - _sum(lines)
    fits = [
        n
        for n, line in enumerate(lines)
        if line.cumulative is not None and line.cumulative - (line.gift.amount or 0) == gap
    ]
    if len(fits) != 1:
        return lines, []
    line = lines[fits[0]]
    taken_back = line.gift.treatment if (line.cumulative or 0) < 0 else ""
    treatment = taken_back if line.gift.treatment == "returned" else line.gift.treatment
    gift = replace(line.gift, amount=line.cumulative, treatment=treatment)
    said = (
        f"{line.gift.at}: the amount was read as {line.gift.amount}, and the cumulative and the "
        f"subtotal say {line.cumulative}, which was taken; compare the page"
    )
    return [replace(o, gift=gift) if o is line else o for o in lines], [said]


def _sum(lines: Sequence[Line]) -> Decimal:
    return sum((line.gift.amount for line in lines if line.gift.amount is not None), Decimal(0))


def _sums(lines: Sequence[Line], subtotal: Decimal | None) -> list[str]:
    problems = [problem for line in lines for problem in line.problems]
    if subtotal is None:
        problems.append("no subtotal can be read on this page, so its amounts are not checked")
    elif _sum(lines) != subtotal:
        problems.append(
            f"the rows add up to {_sum(lines):,} and the page says {subtotal:,}; compare the page"
        )
    return problems
