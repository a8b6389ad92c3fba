"""What the examination of one document gives."""

from __future__ import annotations

from dataclasses import dataclass

from goodcause.findings.finding import Finding
from goodcause.findings.person import Subject
from goodcause.findings.template import Impression


@dataclass(frozen=True, slots=True)
class Examined:
    """One document, examined.

    Attributes:
        findings: by page, then by place; no word of a page is in two of them.
        subject: whose document it is.
        flags: sentences for the reviewer and the register; they decide nothing.
        impressions: the labels of its pages, from which templates of forms are learned.
    """

    findings: tuple[Finding, ...]
    subject: Subject
    flags: tuple[str, ...]
    impressions: tuple[Impression, ...] = ()
