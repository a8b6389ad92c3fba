"""Papers to measure on: the demo generator's applications, under a seed of their own."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from goodcause.demo.generate import generate
from goodcause.demo.truth import Truth

_SEED = 41


def born_digital(folder: Path, documents: int) -> list[Path]:
    """Typed applications, the longest first."""
    return _of_media(folder, generate(folder, seed=_SEED, applications=24), {"typed"}, documents)


def scans(folder: Path, documents: int) -> list[Path]:
    """Scanned applications in PDF, the longest first."""
    truth = generate(folder, seed=_SEED, applications=24)
    return _of_media(folder, truth, {"scan", "poor_scan"}, documents)


def _of_media(folder: Path, truth: Truth, media: Collection[str], most: int) -> list[Path]:
    """PDF documents all of whose values are of those media."""
    found: dict[str, set[str]] = {}
    for value in truth.values:
        found.setdefault(value.document, set()).add(value.medium)
    chosen = [
        d
        for d in truth.documents
        if d.series == "ccw"
        and d.path.endswith(".pdf")
        and found.get(d.path, set()) <= set(media)
        and found.get(d.path)
    ]
    chosen.sort(key=lambda d: (-d.pages, d.path))
    return [folder / d.path for d in chosen[:most]]
