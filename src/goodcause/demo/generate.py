"""Write a made case into a folder, with the truth beside it."""

from __future__ import annotations

from pathlib import Path

from goodcause.demo.applications import draw_applications, keep_application
from goodcause.demo.donors import keep_donors
from goodcause.demo.shelf import Shelf
from goodcause.demo.staff import keep_discipline, keep_volunteers
from goodcause.demo.supporting import (
    keep_archive,
    keep_exceptions,
    keep_renewal,
    keep_supporting,
)
from goodcause.demo.truth import Truth

_RENEWALS = (1, 4, 9, 17)
"""Applicants who come again: a judge and people of other trades."""
_ARCHIVED = (0, 1)


def generate(folder: Path, *, seed: int = 2007, applications: int = 40) -> Truth:
    """Write a case of that many applications and their supporting papers.

    The same seed and number give the same bytes whenever the case is written. (Scans are blurred in
    floating point: another make of processor may round a pixel otherwise.)

    Args:
        folder: where to write; one folder a series is made in it, and ``truth.json``.
        seed: what the case is drawn from.
        applications: how many applications.

    Returns:
        What the case holds.
    """
    shelf = Shelf(folder, seed)
    folder.mkdir(parents=True, exist_ok=True)
    every = draw_applications(seed, applications)
    paths = []
    for number, application in enumerate(every):
        paths.append(keep_application(shelf, application))
        keep_supporting(shelf, application, number)
    for number in _RENEWALS:
        if number < len(every):
            keep_renewal(shelf, every[number])
    keep_archive(shelf, [every[number] for number in _ARCHIVED if number < len(every)])
    keep_exceptions(shelf, every[0], paths[0])
    keep_donors(shelf, every)
    keep_volunteers(shelf)
    keep_discipline(shelf)
    truth = shelf.truth()
    truth.write(folder / "truth.json")
    return truth
