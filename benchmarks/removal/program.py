"""Takes papers through the whole program: a case, the packaged order, a verified volume."""

from __future__ import annotations

import csv
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goodcause.base.errors import GoodcauseError
from goodcause.engine.inline import Inline
from goodcause.pipeline.add import add
from goodcause.pipeline.new import new_case
from goodcause.pipeline.produce import Wanted, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.production.volume import Images
from goodcause.verification.depth import Depth

from benchmarks.removal.paper import Paper

_DAY = date(2007, 3, 5)
_CATEGORY = {
    "ssn": "social security number",
    "home_address": "home address",
    "mothers_maiden_name": "mother's maiden name",
    "home_phone": "home telephone",
    "driver_license": "driver",
    "birth": "date of birth",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What came of a folder of papers.

    Attributes:
        volume: the served folder; None when nothing could be served.
        dispositions: of each paper by its number: produced, held, exception ...
        begins: first Bates numbers of each paper's produced documents.
        seconds: from registering to the verified volume.
        reasons: of papers that were not produced, by number.
        reason: why nothing was served.
    """

    volume: Path | None
    dispositions: Mapping[int, frozenset[str]]
    begins: Mapping[int, tuple[str, ...]]
    seconds: float
    reasons: Mapping[int, str]
    reason: str = ""


def serve(papers: Mapping[int, Paper], folder: Path) -> Served:
    """Write the papers, run the program on them, and look up what became of each."""
    source = folder / "papers"
    for paper in papers.values():
        for name, data in paper.files.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    began = time.process_time()
    matter = new_case(folder / "case", "mehl-v-blanas", _DAY).matter
    add(matter, [str(source)], "ccw", Silent())
    read(matter, Inline(), Silent())
    wanted = Wanted(
        volume="VOL001",
        to="counsel",
        images=Images.PDF,
        accept_proposals=True,
        day=_DAY,
        # The bench reads the pages itself; what the verifier's reading costs is OCR's own time.
        depth=Depth(ocr_pages=0, ocr_regions=0),
    )
    try:
        made = produce(matter, wanted, Inline(), Silent())
    except GoodcauseError as e:
        spent = time.process_time() - began
        return Served(
            volume=None, dispositions={}, begins={}, seconds=spent, reasons={}, reason=str(e)
        )
    spent = time.process_time() - began
    rows = _register(made.register)
    return Served(
        volume=made.folder,
        dispositions={n: frozenset(r["disposition"] for r in rows.get(n, ())) for n in papers},
        begins={n: tuple(r["begin_bates"] for r in rows.get(n, ()) if r["begin_bates"])
                for n in papers},
        seconds=spent,
        reasons={n: next((r["reason"] for r in rows.get(n, ()) if not r["begin_bates"]), "")
                 for n in papers if "produced" not in {r["disposition"] for r in rows.get(n, ())}},
    )  # fmt: skip


def found_by_the_order(volume: Path, begins: Sequence[str], kind: str) -> bool:
    """Whether the served log says that a value of this kind was removed from the documents."""
    with (volume / "LOGS" / "removals.csv").open(encoding="utf-8-sig", newline="") as stream:
        return any(
            row["document"] in begins
            and _CATEGORY[kind] in row["category"].replace("_", " ").lower()
            for row in csv.DictReader(stream)
        )


def _register(path: Path) -> dict[int, list[dict[str, str]]]:
    """Rows of the private register by the number that each source's path carries."""
    rows: dict[int, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            # An archive has no row of interest; its member carries the archive's name in its path.
            after = row["source_path"].partition("/papers/")[2]
            rows.setdefault(int(after[:4]), []).append(row)
    return rows
