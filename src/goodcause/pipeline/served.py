"""What a volume of a case holds, looked up again after it was made."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from goodcause.base.geometry import Box, union
from goodcause.pages.page import Page
from goodcause.pages.plate import Mode, Plate
from goodcause.pages.slanting import slanted
from goodcause.pipeline.attempt import accepted_for
from goodcause.pipeline.building import BuildDone, standing
from goodcause.pipeline.packing import unpack
from goodcause.pipeline.units import all_pages
from goodcause.production.logs import cell
from goodcause.production.volume import ProducedDocument
from goodcause.removals.plan import plan_page
from goodcause.removals.removal import PagePlan
from goodcause.store.matter import Matter
from goodcause.store.models import SourceRow, WorkRow

_TILE = 32


def built_documents(matter: Matter, volume: str) -> dict[str, ProducedDocument]:
    """By source key: the documents of a volume; empty when the case made no such volume."""
    return {key: done.document for key, done in _standing(matter, volume)}


def made_here(matter: Matter, folder: Path) -> bool:
    """Whether most files of the folder's documents are as this case built them, or a copy's.

    Not all: the folder may have been tampered with, which the verifier is to find.
    """
    name = folder.resolve().name
    copies = WorkRow.objects.filter(unit__startswith=f"build:{name}@").values_list(
        "unit", flat=True
    )
    ledgers = {name, *(unit.split(":")[1] for unit in copies)}
    return any(_mostly(folder, matter, ledger) for ledger in sorted(ledgers))


def _standing(matter: Matter, volume: str) -> Iterator[tuple[str, BuildDone]]:
    """By source key: what was built and stands in the volume, or in a copy (``VOL001@CODE``).

    A document held on a second thought was built before, too, and its number went to the next:
    only what the register says of both source and number counts.
    """
    served = _served(matter.registers / f"{volume.partition('@')[0]}.csv")
    built = dict(_built(volume))
    paths = dict(SourceRow.objects.filter(key__in=list(built)).values_list("key", "path"))
    for key, done in built.items():
        if not served or (cell(paths[key]), str(done.document.begin)) in served:
            yield key, done


def _built(volume: str) -> Iterator[tuple[str, BuildDone]]:
    rows = WorkRow.objects.filter(unit__startswith=f"build:{volume}:", state=WorkRow.State.DONE)
    for row in rows.order_by("unit"):
        yield row.unit.rpartition(":")[2], unpack(BuildDone, row.output.encode())


def _mostly(folder: Path, matter: Matter, ledger: str) -> bool:
    files = [file for _, done in _standing(matter, ledger) for file in done.files]
    return bool(files) and 2 * standing(folder, files) >= len(files)


def served_images(matter: Matter, volume: str) -> dict[str, str]:
    """By source path: the first served image, relative to the volume."""
    documents = built_documents(matter, volume)
    rows = SourceRow.objects.filter(key__in=list(documents)).order_by("key")
    return {row.path: documents[row.key].images[0] for row in rows}


def blanked(matter: Matter, volume: str) -> dict[tuple[str, int], tuple[Box, ...]]:
    """By source path and page: what was blanked and not set again, in the source's pixels."""
    documents = built_documents(matter, volume)
    accepted = accepted_for(documents)
    found: dict[tuple[str, int], tuple[Box, ...]] = {}
    for row in SourceRow.objects.filter(key__in=list(accepted)).order_by("key"):
        pages = {f.finding.span.page for f in accepted[row.key]}
        for page in all_pages(matter.blobs, row.page_blobs):
            if page.number in pages:
                mine = [a for a in accepted[row.key] if a.finding.span.page == page.number]
                plate = Plate.from_bytes(matter.blobs.get(page.plate))
                plan = plan_page(page, row.key, mine, tone=plate.mode is Mode.TONE)
                found[row.path, page.number] = tuple(_in_source(page, gone(page, plan)))
    return found


def _in_source(page: Page, boxes: Iterable[Box]) -> Iterator[Box]:
    """Boxes of a page that was set straight, where they lay on the slanting scan."""
    if not page.slant:
        yield from boxes
        return
    for box in boxes:
        # Turned by a degree or two, a small tile is still as good as upright.
        for top in range(box.top, box.bottom, _TILE):
            for left in range(box.left, box.right, _TILE):
                tile = Box(left, top, min(left + _TILE, box.right), min(top + _TILE, box.bottom))
                # One pixel more, or rounding would leave slits between them.
                yield slanted(tile.grown(1), page.slant, (page.width, page.height))


def gone(page: Page, plan: PagePlan) -> Iterator[Box]:
    """The fills without the words that were only set elsewhere on their line."""
    for fill in plan.fills:
        left = fill.box.left
        for box in _staying(page, plan, fill.box):
            if box.left > left:
                yield Box(left, fill.box.top, min(box.left, fill.box.right), fill.box.bottom)
            left = max(left, box.right)
        if left < fill.box.right:
            yield Box(left, fill.box.top, fill.box.right, fill.box.bottom)


def _staying(page: Page, plan: PagePlan, blank: Box) -> Iterator[Box]:
    """From left to right: the words of a line that stay, neighbours with the space between them.

    Each is moved for itself, but what lies between two of them was no more taken out than they.
    """
    words = sorted(word.box for word in page.words if _holds(blank, word.box))
    lifted = [next((m.box for m in plan.moves if _holds(m.box, box)), None) for box in words]
    for stays, run in groupby(lifted, key=lambda box: box is not None):
        if stays:
            yield union(box for box in run if box is not None)


def _holds(outer: Box, inner: Box) -> bool:
    x, y = inner.centre
    return outer.left <= x < outer.right and outer.top <= y < outer.bottom


def _served(register: Path) -> frozenset[tuple[str, str]]:
    """Sources and first numbers in a volume's register; empty for a rejected volume's, not made."""
    if not register.is_file():
        return frozenset()
    with register.open(encoding="utf-8-sig", newline="") as stream:
        return frozenset((row["source_path"], row["begin_bates"]) for row in csv.DictReader(stream))
