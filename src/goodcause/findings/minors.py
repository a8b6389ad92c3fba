"""Finds the names of children in court papers; initials are what the rules ask for, and stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodcause.findings.hit import Hit

_WORD = r"[A-Z][a-z\u00c0-\u017f'-]+"
_NAME = rf"(?P<n>{_WORD}(?:\s(?:[A-Z]\.|{_WORD})){{0,3}})"
_AFTER = re.compile(
    r"\b(?:minor(?:\s+(?:child(?:ren)?|plaintiff|son|daughter|victim|defendant))?"
    r"|(?:his|her|their|my|the)\s+(?:\d{1,2}[- ]year[- ]old\s+)?(?:son|daughter|child))"
    rf",?\s+(?:named\s+|identified as\s+)?{_NAME}"
)
_BEFORE = re.compile(rf"{_NAME},?\s+(?:a|the)\s+minor\b")
_AGED = re.compile(
    rf"{_NAME}\s*(?:\(|,\s*)(?:age[d]?\s+)?(?:[1-9]|1[0-7])(?:\)|\s+years?\s+old|,\s)"
)
_CUE = re.compile(r"minor|\bson\b|daughter|child|\bage[d]?\b|years? old")
_NOT_NAMES = re.compile(
    r"^(?:The|A|An|In|On|By|For|Plaintiff|Defendant|Court|Section|Rule|Page|Exhibit|January|February"
    r"|March|April|May|June|July|August|September|October|November|December|Child|Guardian|Code|No"
    r"|Count|Chapter|Paragraph|Part|Title|Doe)\b"
)


def find_minors(text: str) -> Iterator[Hit]:
    """The names of children in a text."""
    if not _CUE.search(text):
        return
    forms = ((_AFTER, 0.85, "a name after words for a child"), (_BEFORE, 0.95, '"a minor"'))
    for pattern, probability, why in (*forms, (_AGED, 0.7, "a name with an age under 18")):
        for match in pattern.finditer(text):
            if not _NOT_NAMES.match(match["n"]):
                start, end = match.span("n")
                yield Hit(start, end, "minor_name", probability, why, "minors")
