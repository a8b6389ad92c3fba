"""The mother's maiden name of a person where nothing beside it says whose name it is.

A surname is many people's. Alone in a box or on a line of the person's papers it is likely the
name that the order removes, and a reviewer is asked; beside a given name it is likelier somebody
else's, perhaps a relative's, and is only told of. The person's own name is never doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from goodcause.findings.addresses import SUFFIXES
from goodcause.findings.examined import Examined
from goodcause.findings.finding import Finding
from goodcause.findings.merge import Opinion, settle
from goodcause.findings.propagate import KnownValue
from goodcause.pages.page import Page

_CATEGORY = "mothers_maiden_name"
_ASKED = 0.5
_BESIDE = 1.5  # a gap of so many word heights parts a name from what stands before or after it
_LETTERS = re.compile(r"[^\W\d_]+")
_OWN = re.compile(r"['\u2019]s$", re.IGNORECASE)
_NAMESAKE = ":namesake"
"""Ends the keys of these findings, so that none is the key of another reading of the words."""


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Where a removed name stands without a word that says whose it is.

    Attributes:
        findings: it stands alone; a reviewer is asked.
        flags: sentences about where it stands beside another name.
    """

    findings: tuple[Finding, ...] = ()
    flags: tuple[str, ...] = ()


def namesakes(examined: Examined, pages: Sequence[Page], known: Iterable[KnownValue]) -> Namesakes:
    """Look for the maiden names known for a document's person where no finding has taken them.

    Args:
        examined: the document with all its findings.
        pages: its pages.
        known: the values of its own person.
    """
    own = frozenset(part for name in examined.subject.names for part in _parts(name))
    wanted = {tuple(k.value.split()) for k in known if k.category == _CATEGORY}
    wanted = {parts for parts in wanted if parts and not own.issuperset(parts)}
    if not wanted or examined.subject.role == "donor":
        return Namesakes()
    findings: list[Finding] = []
    flags: list[str] = []
    for page in pages:
        spans = [f.span for f in examined.findings if f.span.page == page.number]
        taken = {word for span in spans for word in span.words}
        found = list(_on_page(page, wanted, taken))
        alone = [_asked(words) for words, stands_alone in found if stands_alone]
        findings += (replace(f, key=f"{f.key}{_NAMESAKE}") for f in settle(page, alone))
        if len(alone) < len(found):
            flags.append(
                f"page {page.number} has a name that reads like the removed maiden name of the"
                " subject's mother, beside other names: a relative's?"
            )
    return Namesakes(tuple(findings), tuple(flags))


def _on_page(
    page: Page, wanted: Set[tuple[str, ...]], taken: Set[int]
) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Words that are a wanted name, and whether they stand alone."""
    for line in _lines(page):
        read = [_parts(page.words[i].text) for i in line]
        for parts in wanted:
            for at in range(len(line) - len(parts) + 1):
                words = tuple(line[at : at + len(parts)])
                here = tuple(part for some in read[at : at + len(parts)] for part in some)
                if here != parts or not taken.isdisjoint(words) or not _capital(page, words[0]):
                    continue
                end = at + len(parts)
                before = _beside(page, line, at - 1, at)
                after = _beside(page, line, end, end - 1)
                if not _street(before, after):
                    yield words, not (_namelike(before) or _namelike(after))


def _lines(page: Page) -> Iterator[list[int]]:
    lines: dict[int, list[int]] = {}
    for index, word in enumerate(page.words):
        lines.setdefault(word.line, []).append(index)
    for line in lines.values():
        yield sorted(line, key=lambda i: page.words[i].box.left)


def _parts(text: str) -> tuple[str, ...]:
    """The words of a name without case; of "Petrakis's", the name."""
    return tuple(_LETTERS.findall(_OWN.sub("", text.strip(" .,;:()")).lower()))


def _capital(page: Page, word: int) -> bool:
    """Whether a word is written as names are; "rose" and "Rose" are two words."""
    letters = _LETTERS.search(page.words[word].text)
    return letters is not None and letters[0][0].isupper()


def _beside(page: Page, line: Sequence[int], at: int, of: int) -> str:
    """The word at a place of the line, if it stands close to another one; else nothing."""
    if not 0 <= at < len(line):
        return ""
    one, other = page.words[line[at]].box, page.words[line[of]].box
    gap = max(one.left, other.left) - min(one.right, other.right)
    return page.words[line[at]].text if gap <= _BESIDE * other.height else ""


def _street(before: str, after: str) -> bool:
    """Whether a name between two words is that of a street."""
    kind = _LETTERS.search(after)
    return before.isdigit() or (kind is not None and kind[0].lower() in SUFFIXES)


def _namelike(word: str) -> bool:
    """Whether a word may be part of a name; what ends in a colon is a label."""
    letters = _LETTERS.search(word)
    return letters is not None and letters[0][0].isupper() and not word.rstrip().endswith(":")


def _asked(words: tuple[int, ...]) -> Opinion:
    return Opinion(
        category=_CATEGORY,
        words=words,
        region=None,
        probability=_ASKED,
        because="the same name as the mother's maiden name found elsewhere for this person;"
        " nothing beside it says whose it is",
        detector="propagate",
    )
