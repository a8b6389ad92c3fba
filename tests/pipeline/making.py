"""Running a case through the pipeline in a test."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from pathlib import Path

from goodcause.engine.inline import Inline
from goodcause.engine.task import Engine
from goodcause.pipeline.add import add
from goodcause.pipeline.new import new_case
from goodcause.pipeline.produce import Made, Wanted, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.production.volume import Images
from goodcause.store.matter import Matter

DAY = date(2007, 3, 5)


def registered(folder: Path, papers: Path) -> Matter:
    """A case with the papers registered, one series a folder."""
    matter = new_case(folder, "mehl-v-blanas", DAY).matter
    for series in sorted(p.name for p in papers.iterdir() if p.is_dir()):
        add(matter, [str(papers / series)], series, Silent())
    return matter


def wanted(volume: str = "VOL001", images: Images = Images.PDF, *, accept: bool = True) -> Wanted:
    """An ordinary volume."""
    return Wanted(
        volume=volume, to="counsel", images=images, accept_proposals=accept, day=DAY, readings=0
    )


def produced(folder: Path, papers: Path, engine: Engine | None = None) -> tuple[Matter, Made]:
    """A case taken all the way."""
    matter = registered(folder, papers)
    engine = engine or Inline()
    read(matter, engine, Silent())
    return matter, produce(matter, wanted(), engine, Silent())


def register(made: Made) -> dict[str, dict[str, str]]:
    """The private register by the end of the source path."""
    with made.register.open(encoding="utf-8-sig", newline="") as stream:
        return {Path(row["source_path"]).name: row for row in csv.DictReader(stream)}


def text(made: Made, begin: str) -> str:
    """The served text of a document."""
    (path,) = made.folder.glob(f"TEXT/*/{begin}.txt")
    return path.read_text(encoding="utf-8-sig")


def digests(folder: Path) -> dict[str, str]:
    """Every file of a folder with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
