"""The command `legibility`: a volume's pages read through their mark, the worst shown to a person.

The list and the pictures lie in CASE/registers/VOL001-legibility, never in the volume.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goodcause.base.errors import MissingToolError, UsageError
from goodcause.base.ids import Bates
from goodcause.engine.task import Engine
from goodcause.pipeline.again import Volume
from goodcause.pipeline.leasing import at_work
from goodcause.pipeline.progress import Progress
from goodcause.pipeline.readings import Proof, prove
from goodcause.production import watermark
from goodcause.production.files import write
from goodcause.production.legibility import PageLegibility, picture
from goodcause.production.logs import csv_file
from goodcause.store.matter import Matter

COLUMNS: Final = ("bates", "words", "words_through", "recall", "bar", "below", "ink_kept")
_SHOWN = 12  # pages with a picture; a person looks at the worst, not at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A proof and where a person can look at it.

    Attributes:
        folder: with ``pages.csv`` and the pictures.
        pictures: of the worst pages, the worst first.
    """

    proof: Proof
    folder: Path
    pictures: tuple[Path, ...]

    def facts(self) -> dict[str, object]:
        """For a script."""
        shown = {"folder": str(self.folder), "pictures": [str(path) for path in self.pictures]}
        return {**self.proof.facts(), **shown}


def legibility(
    matter: Matter, volume: str, pages: int | None, engine: Engine, progress: Progress
) -> Shown:
    """Read pages of a volume without and with their mark, and show the worst.

    Args:
        matter: the case.
        volume: its name.
        pages: how many to read, drawn by their numbers; ``None`` for all.
        engine: where pages are read.
        progress: whom to tell.

    Raises:
        UsageError: there is no such volume, or no page of it bears a mark.
        MissingToolError: no reader is installed.
        CaseError: the case has changed since the volume was made.
    """
    opened = Volume(matter, volume)
    with at_work(matter, "legibility", progress) as told:
        proof = prove(volume, opened.jobs(), pages, engine, told)
        if not proof.of:
            raise UsageError(f"no page of {volume} bears a mark; there is nothing to read through")
        if not proof.reader:
            raise MissingToolError("no reader of print is installed; `goodcause doctor` says how")
        worst = [page for page in proof.pages if page.lost][:_SHOWN]
        return show(matter, opened, proof, worst)


def show(matter: Matter, volume: Volume, proof: Proof, worst: Sequence[PageLegibility]) -> Shown:
    """Write the list of pages and pictures of the worst into the case.

    Raises:
        StoppedError: the disk is full.
    """
    folder = matter.registers / f"{volume.name}-legibility"
    if folder.exists():
        shutil.rmtree(folder)  # pictures of an earlier look, under numbers that may now be well
    write(folder / "pages.csv", csv_file([COLUMNS, *map(_row, proof.pages)]))
    pictures = []
    for page in worst:
        path = folder / f"{page.bates}.png"
        bare = volume.bare(Bates.parse(page.bates))
        seed = bare.dress.seed(page.bates)
        marked = watermark.stamp(bare.page, bare.dress.watermark, seed, bare.taken)
        write(path, picture(marked.page, page.lost))
        pictures.append(path)
    return Shown(proof=proof, folder=folder, pictures=tuple(pictures))


def _row(page: PageLegibility) -> tuple[str, ...]:
    figures = f"{page.recall:.4f}", f"{page.bar:.2f}", "yes" if page.low else ""
    return (page.bates, str(page.words), str(page.through), *figures, f"{page.kept:.4f}")
