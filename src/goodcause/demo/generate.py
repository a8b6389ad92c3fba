"""Write a made case into a folder, with the truth beside it."""

from __future__ import annotations

from pathlib import Path

from goodcause.demo.applications import draw_applications, keep_application
from goodcause.demo.shelf import Shelf
from goodcause.demo.truth import Truth


def generate(folder: Path, *, seed: int = 2007, applications: int = 40) -> Truth:
    """Write a case of that many applications and their supporting papers.

    The same seed and number give the same bytes, on any machine and in any year.

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
    for application in every:
        keep_application(shelf, application)
    truth = shelf.truth()
    truth.write(folder / "truth.json")
    return truth
