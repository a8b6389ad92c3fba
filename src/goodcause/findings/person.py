"""Whose document it is, of what class, and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words on a page that bear on who somebody is.

    Attributes:
        document: key of the document.
        page: number within it, from 1.
        quote: the words relied on, as read.
        occupation: the occupation of the order's vocabulary they speak for, such as ``judge``,
            or ``private`` for an occupation outside criminal justice.
        weight: 0 to 1; an occupation field weighs more than a title in a letter.
        former: whether the words say it is past ("retired").
    """

    document: str
    page: int
    quote: str
    occupation: str
    weight: float
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who one document is about, from its own pages alone.

    Attributes:
        document: key of the document.
        names: the subject's name as printed, best reading first; empty when no page says.
        keys: normalised identifiers that join documents (``ssn:...``, ``dl:...``, ``file:...``).
        evidence: what the pages say of the subject's occupation.
        role: ``applicant``, ``donor``, ``employee`` or ``unknown``.
        others: names of further people who look like subjects (two applicants in one file).
    """

    document: str
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    role: str = "unknown"
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person over all documents of the case.

    Attributes:
        key: ``p000001`` and so on, in order of first document.
        name: best reading.
        documents: keys of the documents whose subject this is.
        occupation: settled on by the evidence: an occupation of the order's vocabulary,
            ``private`` or ``unknown``.
        former: whether every word of evidence is in the past.
        evidence: all of it, strongest first.
        conflict: a sentence when the evidence disagrees; empty otherwise.
    """

    key: str
    name: str
    documents: tuple[str, ...]
    occupation: str
    former: bool
    evidence: tuple[Evidence, ...]
    conflict: str = ""
