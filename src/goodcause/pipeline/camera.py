"""A lodging in camera on its way to the court: its papers made, its package sealed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from goodcause.base.errors import ProcedureError, UsageError
from goodcause.case.camera import KIND, TABLE
from goodcause.case.camera_papers import Lodging, papers
from goodcause.case.camera_sets import Mark, Sheet, set_file
from goodcause.case.declaration import Fault, faults
from goodcause.case.docx import docx
from goodcause.case.files import read_filled
from goodcause.case.lodging import Lodgement, LodgingFile, Tab
from goodcause.case.pdf import pdf
from goodcause.case.procedure import Procedure, Who
from goodcause.case.sealed import Lock, seal
from goodcause.order.load import load_order
from goodcause.order.order import RuleSet
from goodcause.order.vocabulary import spoken
from goodcause.pages.page import Page
from goodcause.pages.plate import Plate
from goodcause.pipeline.lodging import Gathered, gather
from goodcause.pipeline.packing import pack, unpack
from goodcause.pipeline.procedures import acted, kept, opened, papers_folder, standing
from goodcause.pipeline.review_pages import grey_png
from goodcause.pipeline.units import all_pages
from goodcause.production.files import write
from goodcause.store.matter import Matter
from goodcause.store.models import SourceRow

_OWNER_ONLY: Final = 0o600
JUDGE_FILE: Final = "judge.json"
"""What the judge's page is made from; it names no key, path or note of the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Papers made.

    Attributes:
        number: of the lodging.
        items: how many there are to rule on.
        faults: of the declaration; while there are any, nobody can sign it.
        papers: where they lie.
    """

    number: int
    items: int
    faults: tuple[Fault, ...]
    papers: tuple[Path, ...]


def prepare(matter: Matter, path: Path, acting: tuple[Who, date], again: int = 0) -> Prepared:
    """Make the papers of a lodging from counsel's file.

    Args:
        matter: a case that is read.
        path: of the lodging file.
        acting: who, and the day of the papers.
        again: number of a lodging whose papers are made anew; 0 for a new one.

    Raises:
        UsageError: the file does not fit the case, or is not filled in.
        ProcedureError: the lodging is past being prepared.
    """
    who, on = acting
    file = read_filled(LodgingFile, path)
    rules = rules_on(matter, on)
    gathered = gather(matter, rules, file)
    wrong = faults(file.custodian, file.documents, on)
    facts: dict[str, object] = {
        "series": file.series,
        "to": file.to,
        "custodian": file.custodian.name,
        "tabs": len(gathered.lodged.tabs),
        "digest": gathered.lodged.digest,
        "faults": f"{len(wrong)} faults, the first: {wrong[0]}" if wrong else "",
    }
    if again:
        TABLE.move("redraft", standing(KIND, again).state)
    number = again or opened(matter, KIND, facts, who, on)
    lodging = Lodging(
        case=rules.order.case,
        lodged=gathered.lodged,
        custodian=file.custodian,
        documents=tuple(file.documents),
        unread=gathered.unread,
        on=on,
    )
    written = _written(papers_folder(matter, KIND, number), lodging, gathered)
    acted(matter, (KIND, number), "redraft", {**facts, "papers_made": "yes"}, acting, written)
    return Prepared(number=number, items=len(gathered.lodged.items), faults=wrong, papers=written)


def _written(folder: Path, lodging: Lodging, gathered: Gathered) -> tuple[Path, ...]:
    made = []
    for name, draft in papers(lodging).items():
        made.append(kept(folder, f"{name}.docx", docx(draft)))
        made.append(kept(folder, f"{name}.pdf", pdf(draft)))
    made.append(kept(folder, "lodgement.json", pack(gathered)))
    return tuple(made)


def rules_on(matter: Matter, day: date) -> RuleSet:
    """The order as it holds on a day."""
    return load_order(matter.order_file).on(day)


def gathered_of(matter: Matter, number: int) -> Gathered:
    """What was gathered for a lodging, as its newest papers have it.

    Raises:
        ProcedureError: the file is no longer there, or was altered.
    """
    folder = papers_folder(matter, KIND, number)
    path = _newest(folder, "lodgement", "json")
    gathered = unpack(Gathered, path.read_bytes()) if path else None
    if gathered is None or gathered.lodged.digest != standing(KIND, number).text("digest"):
        raise ProcedureError(
            f"{folder} no longer holds what was gathered for this lodging; restore it from a"
            " backup, or prepare it again"
        )
    return gathered


def _newest(folder: Path, stem: str, ending: str) -> Path | None:
    versions = {int(p.name.split(".")[-2]): p for p in folder.glob(f"{stem}.[0-9]*.{ending}")}
    return versions[max(versions)] if versions else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A package handed over."""

    path: Path
    sha256: str
    files: int
    state: str


def seal_package(
    matter: Matter, number: int, lock: Lock, out: Path, acting: tuple[Who, date]
) -> Sealed:
    """Build both sets, seal them with the papers, and record the lodging.

    Raises:
        ProcedureError: the declaration is not signed yet, or it was lodged before.
        UsageError: the package is there already, or nobody is named who could open it.
    """
    procedure = standing(KIND, number)
    TABLE.move("lodge", procedure.state)
    if out.exists():
        raise UsageError(f"{out} is there already; a package is never overwritten, name another")
    gathered = gathered_of(matter, number)
    case = rules_on(matter, acting[1]).order.case
    files = dict(_files(matter, gathered.lodged, papers_folder(matter, KIND, number)))
    files[JUDGE_FILE] = json.dumps(for_judge(gathered.lodged, case.caption)).encode()
    package = seal(files, f"{case.caption}: lodged in camera, {gathered.lodged.to}", lock)
    digest = hashlib.sha256(package).hexdigest()
    write(out, package)
    out.chmod(_OWNER_ONLY)
    facts = {
        "package": out.name,
        "sha256": digest,
        "delivered_to": gathered.lodged.to,
        "carried": gathered.lodged.digest,
    }
    state = acted(matter, (KIND, number), "lodge", facts, acting)
    return Sealed(path=out, sha256=digest, files=len(files), state=state)


def _files(matter: Matter, lodged: Lodgement, folder: Path) -> Iterator[tuple[str, bytes]]:
    for name in ("cover", "index", "declaration", "proposed-order"):
        for ending in ("pdf", "docx"):
            path = _newest(folder, name, ending)
            if path is not None:
                yield f"papers/{name}.{ending}", path.read_bytes()
    for tab in lodged.tabs:
        pages = all_pages(matter.blobs, SourceRow.objects.get(key=tab.key).page_blobs)
        foot = f"LODGED IN CAMERA, UNDER SEAL: {tab.name}"
        for marked, name in ((False, "unredacted"), (True, "proposed")):
            title = f"{tab.name}, {name} set"
            sheets = (_sheet(matter, tab, page, lodged, marked=marked) for page in pages)
            yield f"{name}/tab-{tab.number:02d}.pdf", set_file(title, foot, sheets)
        for page in pages:
            grey = Plate.from_bytes(matter.blobs.get(page.plate)).grey()
            yield f"pages/{tab.number}.{page.number}.png", grey_png(grey)


def _sheet(matter: Matter, tab: Tab, page: Page, lodged: Lodgement, *, marked: bool) -> Sheet:
    grey = Plate.from_bytes(matter.blobs.get(page.plate)).grey()
    marks = tuple(
        Mark(
            item=item.number,
            words=f"{lodged.clause.rule}: {spoken(item.passage.category)}",
            boxes=item.passage.boxes,
        )
        for item in tab.items
        if item.passage and item.page == page.number and marked
    )
    return Sheet(item=f"{tab.number}.{page.number}", grey=grey, marks=marks)


def for_judge(lodged: Lodgement, caption: str) -> dict[str, object]:
    """What the judge's page shows: papers and items, and nothing of the case's own workings."""
    return {
        "package": lodged.digest,
        "caption": caption,
        "judge": lodged.to,
        "title": lodged.title,
        "clause": f"{lodged.clause.rule} ({lodged.clause.order})",
        "tabs": [
            {
                "number": tab.number,
                "kind": tab.kind,
                "dated": tab.dated,
                "author": tab.author,
                "pages": tab.pages,
                "relevant": tab.relevant,
                "why": tab.why,
            }
            for tab in lodged.tabs
        ],
        "items": [
            {
                "number": item.number,
                "tab": item.tab,
                "page": item.page,
                "what": spoken(item.passage.category) if item.passage else "",
                "ground": item.passage.ground if item.passage else "",
                "boxes": [
                    [b.left, b.top, b.right, b.bottom]
                    for b in (item.passage.boxes if item.passage else ())
                ],
            }
            for item in lodged.items
        ],
    }


def lodged_on(procedure: Procedure) -> date:
    """The day a package was handed over.

    Raises:
        ProcedureError: none was.
    """
    step = procedure.last("lodge")
    if step is None:
        raise ProcedureError("nothing was lodged yet; seal the package first")
    return step.on
