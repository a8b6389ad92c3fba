"""The command `unobscure`: pages served again without their mark, where it hides something.

The order lets a mark stand only where it impairs nothing. A clean page differs from the served
one in its mark alone: the page is built again, must come out as it was served byte for byte once
it is marked, and is written as it stood before. Legend, number and removals stay.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goodcause.base.errors import CaseError, LeakError, UsageError
from goodcause.base.ids import Bates
from goodcause.pages.ocr import Ocr
from goodcause.pipeline.again import Bare, Volume
from goodcause.pipeline.verify import known
from goodcause.production.files import room, whole, write
from goodcause.production.legibility import grey_of
from goodcause.production.logs import csv_file
from goodcause.production.manifest import NAME, digest_lines, manifest_file
from goodcause.production.pdf import PdfWriter
from goodcause.production.picture import compress
from goodcause.programs.reader import best_reader
from goodcause.store import audit
from goodcause.store.matter import Matter, locked
from goodcause.store.models import VolumeRow
from goodcause.verification.nearly import as_digits
from goodcause.verification.needles import prepare
from goodcause.verification.tally import Tally
from goodcause.verification.text_attack import TextAttack, is_shy

COLUMNS: Final = ("entry", "bates", "document", "volume", "reason", "sha256")
"""Columns of the log that goes with the set."""

_LOG: Final = "LOG.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """A set of clean pages.

    Attributes:
        folder: the set, ready to be sent.
        pages: numbers, in the order asked for.
        searched: whether the clean pages were read again for removed values.
    """

    folder: Path
    pages: tuple[str, ...]
    searched: bool

    def facts(self) -> dict[str, object]:
        """For a script."""
        return {"folder": str(self.folder), "pages": list(self.pages), "searched": self.searched}


def unobscure(
    matter: Matter, numbers: Sequence[str], reason: str, out: Path | None = None
) -> Cleared:
    """Make clean pages of served ones.

    Args:
        matter: the case.
        numbers: Bates numbers of the pages, as printed.
        reason: why; stands in the log that goes with them and in the trail.
        out: the folder of the set; by default the next of ``CASE/unobscured``.

    Raises:
        UsageError: a number is none or unknown, its page bears no mark, or no reason is given.
        CaseError: the case changed since, or the folder is taken.
        LeakError: something removed can be read on a clean page.
    """
    if not reason.strip():
        raise UsageError("say why the pages are wanted clean with --reason TEXT; the log states it")
    wanted = tuple(dict.fromkeys(map(_parsed, numbers)))
    with locked(matter, "unobscure"):
        target = _target(matter, out)
        held = _held(matter, wanted)
        bare = [(held[bates], held[bates].bare(bates)) for bates in wanted]
        _refuse_unmarked(bare)
        searched = _refuse_leaks(matter, bare)
        work = target.with_name(f".{target.name}.work")
        with room(target.parent):
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(parents=True)
            _write(work, bare, reason)
            names = [str(bates) for bates in wanted]
            facts = {"pages": names, "reason": reason, "folder": str(target)}
            audit.record("unobscure", {**facts, "volumes": [v.name for v, _ in bare]})
            work.rename(target)
    return Cleared(folder=target, pages=tuple(names), searched=searched)


def _parsed(number: str) -> Bates:
    try:
        return Bates.parse(number.strip())
    except ValueError as e:
        raise UsageError(str(e)) from e


def _target(matter: Matter, out: Path | None) -> Path:
    if out is None:
        sets = matter.folder / "unobscured"
        taken = [int(p.name) for p in sets.glob("[0-9]*") if p.name.isdigit()]
        return sets / f"{max(taken, default=0) + 1:04d}"
    place = out.absolute()
    if matter.volumes.absolute() in place.parents:
        raise UsageError(f"{out} lies among the served volumes; name a folder elsewhere")
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise CaseError(f"{out} already exists and is not empty; name a new folder")
    return place


def _held(matter: Matter, wanted: Sequence[Bates]) -> dict[Bates, Volume]:
    """By number: the latest volume that holds it."""
    held: dict[Bates, Volume] = {}
    for row in VolumeRow.objects.order_by("-name"):
        missing = [bates for bates in wanted if bates not in held]
        if missing:
            opened = Volume(matter, row.name)
            held |= {bates: opened for bates in missing if opened.holds(bates)}
    unknown = ", ".join(str(bates) for bates in wanted if bates not in held)
    if unknown:
        raise UsageError(f"no volume of this case holds {unknown}; see DATA in the volume")
    return held


def _refuse_unmarked(pages: Sequence[tuple[Volume, Bare]]) -> None:
    plain = ", ".join(str(page.bates) for _, page in pages if page.dress.watermark is None)
    if plain:
        raise UsageError(f"{plain}: nothing to take off, the series bears no mark; leave it out")


def _refuse_leaks(matter: Matter, pages: Sequence[tuple[Volume, Bare]]) -> bool:
    """Read the clean pages for removed values: what the mark hid, the verifier did not see.

    Returns:
        Whether they could be read; without a reader they could not.
    """
    reader = best_reader()
    if reader is None:
        return False
    ocr = Ocr(reader, matter.memo)
    attacks: dict[str, TextAttack] = {}
    for volume, page in pages:
        if volume.name not in attacks:
            _, secrets, _ = known(volume.folder, matter.folder)
            attacks[volume.name] = TextAttack(prepare(secrets), Tally())
        attack, begin = attacks[volume.name], str(page.document.begin)
        read = " ".join(word.text for word in ocr.read(grey_of(page.page)))
        found = (*attack.found(begin, read), *attack.found(begin, as_digits(read)))
        shown = sorted({needle.name for needle in found if not is_shy(needle)})
        if shown:
            raise LeakError(
                f"{page.bates} without its mark shows {shown[0]}; nothing was written: decide that "
                "passage in `goodcause review`, and produce a new volume"
            )
    return True


def _write(folder: Path, pages: Sequence[tuple[Volume, Bare]], reason: str) -> None:
    rows = list(_rows(folder, pages, reason))
    write(folder / _LOG, csv_file([COLUMNS, *rows]))
    write(folder / NAME, manifest_file(digest_lines(folder)))


def _rows(
    folder: Path, pages: Sequence[tuple[Volume, Bare]], reason: str
) -> Iterator[tuple[str, ...]]:
    for entry, (volume, page) in enumerate(pages, 1):
        path = folder / "IMAGES" / f"{page.bates}.pdf"
        with whole(path) as out:
            writer = PdfWriter(out, 1)
            writer.add(compress(page.page), page.words)
            writer.close()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        named = str(page.bates), str(page.document.begin), volume.name
        yield (f"U{entry:05d}", *named, reason, digest)
