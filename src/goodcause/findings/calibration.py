"""Turns what detectors say of their own certainty into probabilities that mean something.

For each category and kind of page a curve says how often findings of that strength were right,
on made papers kept apart from all others. ``calibration.json`` holds the curves and says how
they were made; ``make calibration`` makes them anew.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from goodcause.findings.finding import Finding, Layout
from goodcause.pages.page import Origin, Page

EVERY = "*"
_CLEAR = 0.85
_STEPS = 3

Curve = tuple[Sequence[float], Sequence[float]]
"""Strengths, ascending, and the share of findings of that strength that were right."""


def kind_of(finding: Finding, page: Page) -> str:
    """The kind of page, as far as it bears on certainty.

    ``form`` for a field of a typed form, ``typed`` for running text; ``scan_form`` and ``scan``
    where the words were read by machine; ``poor`` where they were read badly, as handwriting is.
    """
    read = [page.words[w] for w in finding.span.words]
    cell = finding.span.layout is Layout.CELL
    if not any(w.origin is Origin.OCR for w in (read or page.words)):
        return "form" if cell else "typed"
    if not read or sum(w.confidence for w in read) < _CLEAR * len(read):
        return "poor"
    return "scan_form" if cell else "scan"


def calibrated(finding: Finding, page: Page) -> Finding:
    """The finding with a probability that means how often such findings are right."""
    strength = finding.probability
    return replace(
        finding,
        probability=round(chance(strength, finding.category, kind_of(finding, page)), _STEPS),
    )


def chance(
    strength: float, category: str, kind: str, curves: Mapping[str, Curve] | None = None
) -> float:
    """How often findings of a strength are right; the nearest curve that there is decides."""
    table = _curves() if curves is None else curves
    for name in (
        f"{category}/{kind}",
        f"{category}/{EVERY}",
        f"{EVERY}/{kind}",
        f"{EVERY}/{EVERY}",
    ):
        if name in table:
            return _read_off(table[name], strength)
    return strength


def _read_off(curve: Curve, strength: float) -> float:
    """A curve at a point, straight between its knots and level beyond them."""
    strengths, shares = curve
    at = bisect_right(strengths, strength)
    if at == 0:
        return shares[0]
    if at == len(strengths):
        return shares[-1]
    low, high = strengths[at - 1], strengths[at]
    part = (strength - low) / (high - low)
    return shares[at - 1] + part * (shares[at] - shares[at - 1])


@cache
def _curves() -> dict[str, Curve]:
    text = files(__package__).joinpath("calibration.json").read_text(encoding="utf-8")
    found: dict[str, Curve] = {
        name: (knots[0], knots[1]) for name, knots in json.loads(text)["curves"].items()
    }
    return found
