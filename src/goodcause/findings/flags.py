"""Sentences for the reviewer about what a document's findings cannot tell by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goodcause.findings.births import find_births
from goodcause.findings.finding import Finding
from goodcause.findings.numbers import find_numbers
from goodcause.findings.passage import clean
from goodcause.findings.person import Subject
from goodcause.pages.page import Page

_FAINT = 0.6
_ENOUGH = 10
_LONGEST = 20_000
_TELLING = frozenset(["ssn", "driver_license", "date_of_birth", "mothers_maiden_name"])
_OTHERS = "another person's part of the form"


def flags_of(
    pages: Sequence[Page], subject: Subject, findings: Iterable[Finding]
) -> tuple[str, ...]:
    """What a person should look at, in order of page; no sentence quotes a value."""
    found = [*_people(subject)]
    for page in pages:
        found += _on_page(page)
    for finding in findings:
        if _OTHERS in finding.because:
            name = finding.category.replace("_", " ")
            found.append(f"page {finding.span.page} has a {name} in {_OTHERS}: whose is it?")
    return tuple(dict.fromkeys(found))


def _people(subject: Subject) -> Iterator[str]:
    if subject.others and subject.role == "applicant":
        count = len(subject.others)
        yield f"this file names {count} further people as if it were theirs: two files in one?"
    kinds = [key.partition(":")[0] for key in subject.keys]
    if kinds.count("ssn") > 1:
        yield "this file has more than one social security number: two files in one?"


def _on_page(page: Page) -> Iterator[str]:
    if not page.words:
        ink = "; it has ink that nobody read" if page.low_ink else ""
        yield f"page {page.number} has no text that could be read{ink}"
    elif len(page.words) >= _ENOUGH:
        mean = sum(w.confidence for w in page.words) / len(page.words)
        if mean < _FAINT:
            yield f"page {page.number} was read with little confidence: upside down or mirrored?"
    for piece in page.hidden:
        text = clean(piece.text[:_LONGEST])
        hits = {h.category for h in (*find_numbers(text), *find_births(text)) if _sure(h.category)}
        for category in sorted(hits):
            name = category.replace("_", " ")
            channel = piece.channel.value.replace("_", " ")
            yield f"page {page.number} carries a {name} that the eye cannot see ({channel})"


def _sure(category: str) -> bool:
    return category in _TELLING
