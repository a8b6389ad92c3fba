"""Sentences for the reviewer about what a document's findings cannot tell by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from goodcause.findings.births import find_births
from goodcause.findings.finding import Finding
from goodcause.findings.numbers import find_numbers
from goodcause.findings.passage import clean
from goodcause.findings.people import SETTLED
from goodcause.findings.person import Subject
from goodcause.findings.subject import Note
from goodcause.findings.titles import justice_title
from goodcause.pages.page import Page

_FAINT = 0.6
_ENOUGH = 10
_LONGEST = 20_000
_LONGEST_WORD = 60
_PAST_LATIN = 0x250  # the first code point after the extended Latin letters
_SHARE = 0.2
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


def spouses(notes: Iterable[Note]) -> tuple[str, ...]:
    """Spouses who are named as judges, officers and the like: they live at the same address.

    The order's class is the applicant's own, so nothing is removed for it; counsel decides.
    """
    found = []
    for note in notes:
        reading = justice_title(note.text) if note.kind == "spouse" else None
        if reading is not None and reading.occupation in SETTLED:
            found.append(
                f"page {note.page} names a spouse of the justice class at the same address; "
                "nothing is removed for that, counsel decides"
            )
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
    if _foreign(page):
        yield (
            f"page {page.number} is written in letters other than Latin, which no detector reads: "
            "a person must read it"
        )
    for piece in page.hidden:
        text = clean(piece.text[:_LONGEST])
        hits = {h.category for h in (*find_numbers(text), *find_births(text)) if _sure(h.category)}
        for category in sorted(hits):
            name = category.replace("_", " ")
            channel = piece.channel.value.replace("_", " ")
            yield f"page {page.number} carries a {name} that the eye cannot see ({channel})"


def _foreign(page: Page) -> bool:
    """Whether many of a page's letters are of another script than Latin."""
    letters = [c for w in page.words for c in w.text[:_LONGEST_WORD] if c.isalpha()]
    others = sum(ord(c) >= _PAST_LATIN for c in letters)
    return others >= _ENOUGH and others >= _SHARE * len(letters)


def _sure(category: str) -> bool:
    return category in _TELLING
