"""What the verifier is told about a volume: the removed values and where they were.

A value that identifies by itself must be nowhere in the volume. A date, a name or a town may
lawfully stand in another document, so it must only be absent from those it was removed from.
Words that tell when or where somebody is vulnerable, and towns, are common words: they are
checked by their regions, not by searching for them, and the verdict says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from goodcause.base.geometry import Box
from goodcause.production.volume import ProducedDocument
from goodcause.verification.secret import Blind, Region, Secret, Verdict

_EVERYWHERE = frozenset(
    {"ssn", "taxpayer_id", "account_number", "driver_license", "home_address", "home_phone"}
)
_IN_ITS_DOCUMENTS = frozenset({"date_of_birth", "mothers_maiden_name", "minor_name"})
_STREET = re.compile(r"[0-9]+[A-Za-z]? +(?:[^ ]+ +)+[^ ]+$")  # a number and two words at least
_WHOLE_PHONE = 10
_DONOR_KEEPS = frozenset({"home_address", "home_phone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """One value removed from one document.

    Attributes:
        document: key of the document.
        category: of the order's vocabulary.
        value: the words as read.
        begin: first number of the document.
        lawful: whether the same word is a name that lawfully stands there: the subject's own, or
            a first name.
    """

    document: str
    category: str
    value: str
    begin: str
    lawful: bool = False


def secrets(
    removed: Iterable[Removed], documents: Sequence[ProducedDocument], donors: frozenset[str]
) -> tuple[Secret, ...]:
    """The values to search for; ``donors`` names series whose papers lose nothing."""
    keepers = tuple(sorted(str(d.begin) for d in documents if d.series in donors))
    where: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in removed:
        if each.value and not each.lawful and each.category in _EVERYWHERE | _IN_ITS_DOCUMENTS:
            for value in _spellings(each.category, each.value):
                where[each.category, value].add(each.begin)
    return tuple(
        Secret(
            value=value,
            category=category,
            begin_bates=tuple(sorted(begins)),
            everywhere=_everywhere(category, value),
            except_bates=keepers if category in _DONOR_KEEPS else (),
        )
        for (category, value), begins in sorted(where.items())
    )


def _spellings(category: str, value: str) -> tuple[str, ...]:
    """The value, and of an address also its street alone: the town is often left out."""
    street = value.partition(",")[0].strip()
    if category == "home_address" and street != value and _STREET.match(street):
        return value, street
    return (value,)


def _everywhere(category: str, value: str) -> bool:
    """Whether the value identifies by itself.

    A telephone number without its area code (cut off, or misread on a scan) is anybody's: the
    same seven digits stand lawfully behind another area code.
    """
    if category == "home_phone" and sum(c.isdigit() for c in value) < _WHOLE_PHONE:
        return False
    return category in _EVERYWHERE


def regions(documents: Sequence[ProducedDocument]) -> tuple[Region, ...]:
    """Where something was removed, and what must be read there instead."""
    return tuple(
        Region(
            bates=str(r.bates),
            boxes=tuple(Box(b.left, b.top, b.right, b.bottom) for b in r.boxes),
            label=r.label,
            callout=r.callout,
        )
        for document in documents
        for r in document.removals
    )


def with_unsearched(verdict: Verdict, removed: Iterable[Removed]) -> Verdict:
    """The verdict, saying also which removed values were not searched for as words."""
    every = tuple(removed)
    others = sum(1 for r in every if r.category not in _EVERYWHERE | _IN_ITS_DOCUMENTS)
    names = sum(1 for r in every if r.lawful)
    why = "such words lawfully stand elsewhere; the regions they were removed from are checked"
    blinds = [
        Blind(what=f"{count} removed {what}", why=why)
        for count, what in (
            (others, "times, places and towns as words"),
            (names, "maiden names that are the subject's own name too, or a first name"),
        )
        if count
    ]
    return replace(verdict, blinds=(*verdict.blinds, *blinds))
