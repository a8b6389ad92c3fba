"""The court's ruling after it read papers in camera: read, checked, and written as clauses.

Nothing leaves by default. A page leaves when the court ruled it relevant; a passage on it goes
when the court ruled it irrelevant or confidential; what was not ruled upon is refused.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from goodcause.base.errors import UsageError
from goodcause.case.lodging import Item, Lodgement, Passage, Ruled, Tab
from goodcause.order.shapes import Part, Text

SCHEMA: Final = "in-camera-ruling/0.1"
WHOLE_PAGE: Final = "other_sensitive"
"""The category of a whole page that stays with the court."""
_ITEM: Final = r"^[1-9][0-9]{0,5}\.[1-9][0-9]{0,5}(\.[1-9][0-9]{0,5})?$"


class RulingFile(Part):
    """The list that the judge's page exports, or that counsel copies from the signed order."""

    schema_: Annotated[Literal["in-camera-ruling/0.1"], Field(alias="schema")]
    package: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    judge: Text
    dated: datetime.date
    rulings: dict[
        Annotated[str, StringConstraints(pattern=_ITEM)],
        Literal["disclose", "irrelevant", "confidential"],
    ]


def ruling_list(package: str, judge: str, dated: datetime.date, said: Mapping[str, str]) -> bytes:
    """The list as a file: item numbers and rulings, and nothing of what was read."""
    facts = {
        "schema": SCHEMA,
        "package": package,
        "judge": judge,
        "dated": dated.isoformat(),
        "rulings": dict(sorted(said.items(), key=lambda each: _place(each[0]))),
    }
    # The day stands bare, as this file is read as YAML, where a quoted day is a text.
    text = json.dumps(facts, indent=1, ensure_ascii=True)
    return (re.sub(r'"dated": "([0-9-]+)"', r'"dated": \1', text) + "\n").encode()


def _place(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def missing(items: tuple[Item, ...], said: Mapping[str, str]) -> tuple[str, ...]:
    """Items that are still to be ruled upon: each page, and each passage of a disclosed page."""
    return tuple(item.number for item in items if _waits(item, said))


def _waits(item: Item, said: Mapping[str, str]) -> bool:
    if item.number in said:
        return False
    page = f"{item.tab}.{item.page}"
    # A passage of a page that does not leave need not be ruled upon by itself.
    return item.passage is None or said.get(page) == Ruled.DISCLOSE or page not in said


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the ruling makes of one paper.

    Attributes:
        tab: the paper.
        disclosed, withheld: pages that leave, and that stay with the court.
        removed: passages that go from the pages that leave, with the ruling on each.
        opened: passages that the court ordered disclosed.
    """

    tab: Tab
    disclosed: tuple[int, ...]
    withheld: tuple[int, ...]
    removed: tuple[tuple[Passage, Ruled], ...]
    opened: tuple[Passage, ...]

    @property
    def leaves(self) -> bool:
        """Whether anything of the paper leaves."""
        return bool(self.disclosed)


def outcomes(lodged: Lodgement, file: RulingFile, lodged_on: datetime.date) -> tuple[Outcome, ...]:
    """What a ruling makes of every paper.

    Args:
        lodged: what the court was given.
        file: the ruling.
        lodged_on: the day it was lodged.

    Raises:
        UsageError: the ruling is of another package, names what was not lodged, leaves something
            open, or is older than the lodging.
    """
    _refuse(lodged, file, lodged_on)
    said = {number: Ruled(word) for number, word in file.rulings.items()}
    return tuple(_outcome(tab, said) for tab in lodged.tabs)


def _refuse(lodged: Lodgement, file: RulingFile, lodged_on: datetime.date) -> None:
    if file.package != lodged.digest:
        raise UsageError(
            "this ruling is of another package than the one lodged here; name the ruling that the"
            " court made on this one"
        )
    known = {item.number for item in lodged.items}
    strange = sorted(set(file.rulings) - known, key=_place)
    if strange:
        raise UsageError(f"the ruling names item {strange[0]}, which was not lodged; correct it")
    waiting = missing(lodged.items, file.rulings)
    if waiting:
        more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
        raise UsageError(
            f"the ruling says nothing of item {waiting[0]}{more}; nothing leaves until every page,"
            " and every passage of a page to be disclosed, is ruled upon"
        )
    if file.dated < lodged_on:
        raise UsageError(
            f"the ruling is dated {file.dated}, before the lodging of {lodged_on}; correct its day"
        )


def _outcome(tab: Tab, said: Mapping[str, Ruled]) -> Outcome:
    pages = range(1, tab.pages + 1)
    leaving = [p for p in pages if said[f"{tab.number}.{p}"] is Ruled.DISCLOSE]
    passages = [
        (item.passage, said[item.number])
        for item in tab.items
        if item.passage and item.page in leaving
    ]
    return Outcome(
        tab=tab,
        disclosed=tuple(leaving),
        withheld=tuple(p for p in pages if p not in leaving),
        removed=tuple((p, r) for p, r in passages if r is not Ruled.DISCLOSE),
        opened=tuple(p for p, r in passages if r is Ruled.DISCLOSE),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Removals:
    """What goes from one paper that leaves: keys of findings, by category."""

    document: str
    findings: tuple[tuple[str, str], ...]


def ruling_text(
    lodged: Lodgement, file: RulingFile, papers: tuple[Removals, ...], label: str
) -> str:
    """The ruling as a ruling file of the order (``schema: ruling/0.1``).

    Args:
        lodged: what was lodged.
        file: the court's ruling.
        papers: those that leave, with what goes from each.
        label: name of the order file's label that is printed in place of each removal.
    """
    order = order_id(file)
    lines = ["schema: ruling/0.1", "order:", f"  id: {order}", "  kind: in_camera_ruling"]
    lines += [f"  judge: {_quoted(file.judge)}", f"  dated: {file.dated}", "  rules:"]
    lines += _rule(
        f"{order}.R",
        "must_release",
        lodged,
        {"only": f"{{documents: [{', '.join(p.document for p in papers)}]}}"},
    )
    for at, paper in enumerate((p for p in papers if p.findings), 1):
        categories = sorted({category for _, category in paper.findings})
        keys = ", ".join(_quoted(key) for key, _ in paper.findings)
        lines += _rule(
            f"{order}.{at}",
            "may_remove",
            lodged,
            {
                "categories": f"[{', '.join(categories)}]",
                "label": label,
                "only": f"{{documents: [{paper.document}], findings: [{keys}]}}",
            },
        )
    return "\n".join(lines) + "\n"


def order_id(file: RulingFile) -> str:
    """The name of the court's ruling in the order file: its day, and what it was given."""
    return f"IC-{file.dated}-{file.package[:6]}"


def _rule(name: str, action: str, lodged: Lodgement, more: Mapping[str, str]) -> Iterator[str]:
    clause = lodged.clause
    basis = [f"in camera ruling under {clause.rule}", *clause.basis]
    yield f"    - id: {name}"
    yield f"      section: {_quoted(clause.section)}" if clause.section else "      # no section"
    yield f"      action: {action}"
    yield f"      basis: [{', '.join(map(_quoted, basis))}]"
    yield f"      harm: {_quoted(clause.harm or 'irrelevant or confidential personal matter')}"
    yield f"      series: [{lodged.series}]"
    for key, value in more.items():
        yield f"      {key}: {value}"


def _quoted(text: str) -> str:
    """As YAML reads it back, whatever is in it."""
    return json.dumps(" ".join(text.split()))
