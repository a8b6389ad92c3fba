"""Examines one document: every layer's opinion, one finding for each word, and whose it is.

The order decides what becomes of a finding. So whatever an order might keep is found as well
as what it might remove, and nothing here knows what any order says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from goodcause.findings.addresses import find_addresses
from goodcause.findings.births import find_births
from goodcause.findings.calibration import calibrated
from goodcause.findings.confusions import true_digits
from goodcause.findings.examined import Examined
from goodcause.findings.finding import Finding
from goodcause.findings.flags import flags_of, spouses
from goodcause.findings.formread import FormReading, read_form
from goodcause.findings.hit import Hit
from goodcause.findings.layout import Block, Sheet, lay_out
from goodcause.findings.merge import Opinion, settle
from goodcause.findings.minors import find_minors
from goodcause.findings.narrative.classify import classify
from goodcause.findings.numbers import LAST_FOUR, find_numbers
from goodcause.findings.propagate import known_values, spread
from goodcause.findings.reconcile import reconcile
from goodcause.findings.sections import owner_at
from goodcause.findings.subject import Note, subject_of
from goodcause.findings.template import Impression, Supplied
from goodcause.findings.values import normal
from goodcause.findings.vulnerability import tells
from goodcause.pages.page import Page

__all__ = ["Examined", "examine", "look"]

_DONOR = {
    "home_address": "donor_address",
    "work_address": "donor_address",
    "prior_address": "donor_address",
    "past_incident": "donor_address",
    "home_phone": "donor_phone",
    "work_phone": "donor_phone",
}
_FILING = frozenset(["ssn", "taxpayer_id", "account_number", "date_of_birth", "minor_name"])
_KEYS = {"ssn": "ssn", "driver_license": "dl"}
_KEY_LENGTH = {"ssn": 9, "driver_license": 7}
_SURE = 0.75
_MISREAD = 2  # digits of a key that may stand as letters; words would join strangers
_BIRTHS = "births"
_FEW = 2
_DIGIT = re.compile(r"\d")


def examine(
    document: str, pages: Sequence[Page], role: str, boxes: Sequence[Supplied] = ()
) -> Examined:
    """Find everything in a document that an order may speak of, each with its probability.

    Args:
        document: its key in the case.
        pages: all its pages, in order.
        role: ``applicant``, ``employee``, ``donor`` or ``filing``: what kind of document the
            series holds, which says whose addresses these are.
        boxes: those that templates supply to its pages, where labels could not be read.
    """
    found = look(document, pages, role, boxes)
    by_number = {page.number: page for page in pages}
    findings = tuple(calibrated(f, by_number[f.span.page]) for f in found.findings)
    return replace(found, findings=findings)


def look(
    document: str, pages: Sequence[Page], role: str, boxes: Sequence[Supplied] = ()
) -> Examined:
    """Find the same, each with the strength that its detector gives it; see :func:`examine`."""
    impressions: list[Impression] = []
    notes: list[Note] = []
    found: list[Finding] = []
    for page in pages:
        sheet = lay_out(page)
        form = read_form(sheet, [box for box in boxes if box.page == page.number])
        impressions.append(form.impression)
        notes += form.notes
        notes += [Note(page.number, "prose", b.passage.text) for b in sheet.blocks]
        lines = "\n".join(b.passage.text for b in sheet.blocks)
        notes.append(Note(page.number, "page", lines))
        opinions = [*form.opinions, *_patterns(sheet, form, role)]
        found += settle(page, _for_role(opinions, role))
    subject = subject_of(document, notes, _keys(found), role)
    findings = reconcile(found, subject, pages)
    examined = Examined(tuple(findings), subject, ())
    if role not in ("donor", "filing"):
        more = spread(examined, pages, known_values(findings, document))
        findings = sorted((*findings, *more), key=_place)
    flags = (*flags_of(pages, subject, findings), *spouses(notes))
    return Examined(tuple(findings), subject, flags, tuple(i for i in impressions if i.anchors))


def _place(finding: Finding) -> tuple[int, int, str]:
    words = finding.span.words
    return finding.span.page, words[0] if words else -1, finding.key


def _keys(findings: Iterable[Finding]) -> list[str]:
    """Numbers that join the documents of one person."""
    keys = []
    for finding in findings:
        prefix = _KEYS.get(finding.category)
        if prefix is None or finding.probability < _SURE:
            continue
        value = normal(finding.category, finding.text)
        least = _KEY_LENGTH[finding.category]
        if len(value) >= least and true_digits(finding.text) >= least - _MISREAD:
            keys.append(f"{prefix}:{value}")
    return list(dict.fromkeys(keys))


def _patterns(sheet: Sheet, form: FormReading, role: str) -> list[Opinion]:
    opinions: list[Opinion] = []
    teller = tells("\n".join(b.passage.text for b in sheet.blocks))
    labelled = {sheet.block_of[label.run] for label in form.form.labels}
    for index, block in enumerate(sheet.blocks):
        narrative = role in ("applicant", "employee") and (block.prose or index not in labelled)
        for hit in _hits(block, role, narrative=narrative and teller):
            words = block.passage.covering(hit.start, hit.end)
            words = tuple(sorted(w for w in words if w not in form.form.taken))
            if words and not _answered(block, form, hit, words[0]):
                opinions.append(
                    Opinion(
                        category=_owned(sheet, form, hit, words),
                        words=words,
                        region=None,
                        probability=hit.probability,
                        because=hit.because,
                        detector=hit.detector,
                    )
                )
    return opinions


def _answered(block: Block, form: FormReading, hit: Hit, first: int) -> bool:
    """Whether the cue of a birth or a maiden name is a label whose value stands elsewhere."""
    if hit.detector != _BIRTHS:
        return False
    order = [w for run in block.runs for w in run.words]
    place = order.index(first) if first in order else 0
    return place > 0 and order[place - 1] in form.answered


def _owned(sheet: Sheet, form: FormReading, hit: Hit, words: Sequence[int]) -> str:
    """The category of an address or telephone number, given whose part of a form it is in."""
    shape = hit.category.rpartition("_")[2]
    if shape not in ("address", "phone") or not form.marks:
        return hit.category
    first = sheet.page.words[words[0]]
    owner = owner_at(sheet, first.line, first.box.left, form.marks)
    if owner == "third":
        return "third_party_contact"
    if owner == "prior" and shape == "address":
        return "prior_address"
    if owner == "business" and hit.probability < _SURE:
        return f"work_{shape}"
    return hit.category


def _hits(block: Block, role: str, *, narrative: bool) -> Iterable[Hit]:
    text = block.passage.text
    if text.count(" ") < _FEW and not _DIGIT.search(text):
        return  # a caption
    yield from find_numbers(text)
    hits = [*(find_minors(text) if role == "filing" else find_addresses(text))]
    if role != "donor":
        hits += find_births(text)
    yield from hits
    if narrative and text.count(" ") > _FEW:
        yield from classify(text, hits)


def _for_role(opinions: Sequence[Opinion], role: str) -> list[Opinion]:
    if role == "filing":
        # A court's rule lets the last four digits stand in a filing.
        return [o for o in opinions if o.category in _FILING and LAST_FOUR not in o.because]
    if role == "donor":
        kept = [replace(o, category=_DONOR.get(o.category, o.category)) for o in opinions]
        return [o for o in kept if o.category in ("ssn", "donor_address", "donor_phone")]
    return [o for o in opinions if o.category not in ("account_number", "taxpayer_id")]
