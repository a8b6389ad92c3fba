"""Rulings on particulars: a clause confined to named documents, pages, people or findings."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """One finding as a ruling may name it.

    Attributes:
        documents: names of its document: path and file name of the source, key, first number.
        page: number of its page, once served; empty before.
        people: key and name of the person whose document it is.
        finding: its key within the document.
    """

    documents: frozenset[str] = frozenset()
    page: str = ""
    people: frozenset[str] = frozenset()
    finding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What a clause is confined to. Where several lists are given, each must be met.

    Attributes:
        documents: source paths, file names, keys or first numbers.
        pages: numbers of served pages.
        people: names, in either order of their parts, or keys.
        findings: keys within a document.
    """

    documents: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()

    def meets(self, about: About) -> bool:
        """Whether a finding is one the clause is confined to."""
        names = {plain_name(name) for name in about.people}
        return (
            (not self.documents or not about.documents.isdisjoint(self.documents))
            and (not self.pages or about.page in self.pages)
            and (not self.people or any(plain_name(name) in names for name in self.people))
            and (not self.findings or about.finding in self.findings)
        )


def plain_name(name: str) -> str:
    """A name whose parts may stand in either order, with or without a comma."""
    return " ".join(sorted(_WORDS.findall(name.casefold())))
