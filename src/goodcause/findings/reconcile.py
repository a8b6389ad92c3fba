"""Makes the findings of one document agree with one another and with its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodcause.findings.finding import Finding
from goodcause.findings.person import Subject
from goodcause.findings.values import normal, street

_PLACES = frozenset(
    ["home_address", "work_address", "prior_address", "third_party_contact", "past_incident"]
)
_PHONES = frozenset(["home_phone", "work_phone", "third_party_contact"])
_SURE = 0.95
_HOME = frozenset(["home_address", "home_phone"])


def reconcile(findings: Sequence[Finding], subject: Subject) -> list[Finding]:
    """Give every copy of a labelled address or telephone number the label's category.

    A box that says "Residence Address" tells what the same address is wherever it stands, even
    in the box for the spouse's address. The subject's home wins where labels disagree.
    """
    labelled: dict[str, str] = {}
    for finding in findings:
        if finding.probability >= _SURE and finding.detector == "labels":
            value = _value(finding)
            if value and (value not in labelled or finding.category in _HOME):
                labelled[value] = finding.category
    return [_agreed(f, labelled) for f in findings]


def _value(finding: Finding) -> str:
    if finding.category in _PLACES:
        place = street(finding.text)
        if place:
            return place
    if finding.category in _PHONES:
        number = normal("home_phone", finding.text)
        return number[-10:] if len(number) >= 7 else ""  # noqa: PLR2004  a telephone number
    return ""


def _agreed(finding: Finding, labelled: dict[str, str]) -> Finding:
    wanted = labelled.get(_value(finding), "")
    if not wanted or wanted == finding.category:
        return finding
    if finding.detector == "labels" and wanted not in _HOME:
        return finding
    name = wanted.replace("_", " ")
    return replace(
        finding,
        category=wanted,
        probability=max(finding.probability, 0.95),
        because=f"{finding.because}; it is the {name} of another box of this document",
    )
