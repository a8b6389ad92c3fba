"""People of the papers who may be those who act in the case: its judges, parties, counsel, experts.

A judge who held a permit, or counsel whose application is in the collection, must be known of
before anything is served. Names alone are compared, so a match is a question, never an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goodcause.findings.names import Name, parse
from goodcause.order.order import Order
from goodcause.store.models import PersonRow, SourceRow

_BENCH = re.compile(r",\s*(?:(?:U\.?S\.?|C|D|M|B)\.?\s*)*J\.?\s*$", re.IGNORECASE)
_VERSUS = re.compile(r"\s+v(?:s)?\.?\s+", re.IGNORECASE)
_ET_AL = re.compile(r",?\s+et\s+al\.?\s*$", re.IGNORECASE)
_MOST_PATHS = 5


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Recusal:
    """Somebody of the papers whose name is, or may be, that of somebody who acts in the case.

    Attributes:
        role: in the case, such as ``judge``.
        name: as the order file says it.
        person: the name as the papers say it.
        likeness: ``same name``, ``nearly the same name`` or ``same last name``.
        paths: sources that are about the person.
    """

    role: str
    name: str
    person: str
    likeness: str
    paths: tuple[str, ...]

    def sentence(self) -> str:
        """What counsel reads."""
        more = len(self.paths) - _MOST_PATHS
        shown = ", ".join(self.paths[:_MOST_PATHS]) + (f" and {more} more" if more > 0 else "")
        role = self.role.replace("_", " ")
        return f"{self.person} has the {self.likeness} as {self.name}, {role} in the case: {shown}"


def recusals(order: Order) -> tuple[Recusal, ...]:
    """Everybody in the collection to be looked at before production; surest first.

    Args:
        order: its ``case.people``, the judges of its orders and the parties of its caption are
            looked for.
    """
    acting = tuple(actors(order))
    people = tuple(_people())
    found = {
        Recusal(role=role, name=name, person=person, likeness=likeness, paths=paths)
        for role, name in acting
        for person, paths in people
        if (likeness := likened(name, person))
    }
    return tuple(sorted(found, key=lambda r: (r.likeness != "same name", r)))


def actors(order: Order) -> Iterator[tuple[str, str]]:
    """Those who act in the case, as (role, name), each once."""
    case = order.case
    judges = (("judge", _BENCH.sub("", each.judge)) for each in order.orders if each.judge)
    sides = (_ET_AL.sub("", side) for side in _VERSUS.split(case.caption))
    parties = (("party", side) for side in sides if side and len(_VERSUS.split(case.caption)) > 1)
    named = {(role, _key(name)) for role, name in case.people}
    yield from case.people
    seen: set[tuple[str, str]] = set()
    for role, name in (*judges, *parties):
        # A surname is not asked about again where the file gives the whole name.
        if (role, _key(name)) not in named and (role, name) not in seen:
            seen.add((role, name))
            yield role, name


def likened(name: str, person: str) -> str:
    """How the name of somebody in the case and that of somebody in the papers are alike.

    Empty when they are not. A first name that differs, or another middle name, tells two people
    of one last name apart; a name without a first name is alike by its last name alone.
    """
    one, other = parse(name), parse(person)
    if not one.last or not other.last:
        return ""
    if not one.first or not other.first:
        return "same last name" if one.last == other.last else ""
    if one.agrees(other):
        # An initial that fits says little more than the last name does.
        spelt = min(len(one.first), len(other.first)) > 1
        return "same name" if spelt else "same last name"
    return "nearly the same name" if one.resembles(other) or _turned(one, other) else ""


def _turned(one: Name, other: Name) -> bool:
    """First and last name changed about, as forms are often filled in."""
    return (one.first, one.last) == (other.last, other.first)


def _key(name: str) -> str:
    return parse(name).last


def _people() -> Iterable[tuple[str, tuple[str, ...]]]:
    """Every person of the case with the paths of that person's sources."""
    for row in PersonRow.objects.order_by("key").prefetch_related("documents"):
        if row.name:
            documents = SourceRow.objects.filter(people=row).order_by("path")
            yield row.name, tuple(documents.values_list("path", flat=True))
