"""Makes the findings of one document agree with one another and with its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodcause.findings.finding import Finding
from goodcause.findings.hit import UNNAMED
from goodcause.findings.names import is_name, parse
from goodcause.findings.person import Subject
from goodcause.findings.subject import NOT_PEOPLE
from goodcause.findings.values import normal, street
from goodcause.pages.page import Page

_PLACES = frozenset(
    ["home_address", "work_address", "prior_address", "third_party_contact", "past_incident"]
)
_PHONES = frozenset(["home_phone", "work_phone", "third_party_contact"])
_SURE = 0.95
_NEAR = 2
_ENVELOPE = "it stands under"
_HOME = frozenset(["home_address", "home_phone"])


def reconcile(
    findings: Sequence[Finding], subject: Subject, pages: Sequence[Page]
) -> list[Finding]:
    """Give every copy of a labelled address or telephone number the label's category.

    A box that says "Residence Address" tells what the same address is wherever it stands, even
    in the box for the spouse's address. The subject's home wins where labels disagree.
    """
    by_number = {page.number: page for page in pages}
    findings = [_addressed(f, subject, by_number[f.span.page]) for f in findings]
    findings = [_with_home(f, findings, by_number[f.span.page]) for f in findings]
    labelled: dict[str, str] = {}
    for finding in findings:
        if finding.probability >= _SURE and finding.detector == "labels":
            value = _value(finding)
            if value and (value not in labelled or finding.category in _HOME):
                labelled[value] = finding.category
    return [_agreed(f, labelled) for f in findings]


def _addressed(finding: Finding, subject: Subject, page: Page) -> Finding:
    """An address under a name, as on an envelope: the subject's home, or another person's."""
    weak = finding.detector == "addresses" and finding.probability < _SURE
    if not weak or finding.category not in ("home_address", "work_address"):
        return finding
    if UNNAMED in finding.because and page.words[finding.span.words[0]].line == page.words[0].line:
        because = f"{finding.because}; {_ENVELOPE} nothing, as a private letter's sender does"
        return replace(finding, category="home_address", probability=0.7, because=because)
    name = _name_above(finding, page)
    if not name or not subject.names:
        return finding
    own = any(parse(n).agrees(parse(name)) for n in subject.names)
    category = "home_address" if own else "third_party_contact"
    whose = "the subject's name" if own else "another person's name"
    because = f"{finding.because}; {_ENVELOPE} {whose}"
    return replace(finding, category=category, probability=0.9 if own else 0.7, because=because)


def _with_home(finding: Finding, findings: Sequence[Finding], page: Page) -> Finding:
    """A telephone number nobody is named for, right under or beside the subject's home."""
    if finding.category != "work_phone" or UNNAMED not in finding.because:
        return finding
    line = page.words[finding.span.words[0]].line
    for other in findings:
        home = other.category == "home_address" and other.span.page == finding.span.page
        if home and other.detector == "addresses" and _ENVELOPE in other.because:
            last = page.words[other.span.words[-1]].line
            if 0 <= line - last <= _NEAR:
                because = f"{finding.because}, but it stands with the subject's home address"
                return replace(finding, category="home_phone", probability=0.8, because=because)
    return finding


def _name_above(finding: Finding, page: Page) -> str:
    first = page.words[finding.span.words[0]]
    above = [
        w
        for w in page.words
        if w.line == first.line - 1 and abs(w.box.left - first.box.left) < page.width // 4
    ]
    text = " ".join(w.text for w in above).title() if above else ""
    starts = bool(above) and abs(above[0].box.left - first.box.left) < first.box.height
    return text if starts and is_name(text) and not NOT_PEOPLE.search(text) else ""


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
