"""Whose part of a form a box stands in: the applicant's, an employer's, or another person's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodcause.findings.labels import Label
from goodcause.findings.layout import Sheet

_OWNERS = {
    "employer": "business",
    "work_address": "business",
    "work_phone": "business",
    "business_part": "business",
    "spouse": "spouse",
    "third": "third",
    "applicant_part": "applicant",
    "home_address": "applicant",
    "home_phone": "applicant",
    "last_name": "applicant",
    "prior_address": "prior",
    "narrative": "applicant",
    "past_incident": "applicant",
    "weapon": "applicant",
}
_RESOLVED = {
    ("address", "business"): "work_address",
    ("address", "applicant"): "home_address",
    ("address", "spouse"): "third_address",
    ("address", "third"): "third_party_contact",
    ("address", "prior"): "prior_address",
    ("phone", "business"): "work_phone",
    ("phone", "applicant"): "home_phone",
    ("phone", "prior"): "home_phone",
    ("phone", "spouse"): "third_party_contact",
    ("phone", "third"): "third_party_contact",
    ("home_address", "third"): "third_party_contact",
    ("home_address", "spouse"): "third_address",
    ("home_phone", "third"): "third_party_contact",
    ("home_phone", "spouse"): "third_party_contact",
    ("work_phone", "third"): "third_party_contact",
    ("work_address", "third"): "third_party_contact",
    ("name", "spouse"): "other",
    ("name", "third"): "other",
    ("name", "business"): "other",
    ("occupation", "third"): "other",
    ("employer", "third"): "other",
    ("last_name", "third"): "other",
    ("first_name", "third"): "other",
    ("first_name", "spouse"): "other",
    ("first_name", "business"): "other",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the page from which on boxes belong to somebody."""

    line: int
    left: int
    owner: str


def marks(sheet: Sheet, labels: Sequence[Label]) -> tuple[Mark, ...]:
    """The places where the owner of boxes changes."""
    found = []
    for label in labels:
        owner = _OWNERS.get(label.kind)
        if owner is not None:
            found.append(Mark(sheet.runs[label.run].line, label.box.left, owner))
    return tuple(found)


def owner_of(sheet: Sheet, label: Label, every: Sequence[Mark]) -> str:
    """Whose part of the form a label stands in; the applicant's when nothing says otherwise."""
    return owner_at(sheet, sheet.runs[label.run].line, label.box.left, every)


def owner_at(sheet: Sheet, line: int, left: int, every: Sequence[Mark]) -> str:
    """Whose part of the form a place stands in.

    The nearest mark above decides; where several stand side by side (columns headed "Residence"
    and "Business") the one over the place.
    """
    before = [m for m in every if m.line < line or (m.line == line and m.left < left)]
    if not before:
        return "applicant"
    nearest = max(m.line for m in before)
    row = [m for m in before if m.line == nearest]
    over = [m for m in row if m.left <= left + sheet.size]
    return max(over, key=lambda m: m.left).owner if over else row[0].owner


def resolve(kind: str, owner: str) -> str:
    """What a label asks for, given whose part of the form it stands in."""
    return _RESOLVED.get((kind, owner), kind)
