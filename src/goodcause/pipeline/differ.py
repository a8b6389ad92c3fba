"""What a later volume changes in an earlier one: HTML, CSV, and a paper with their digests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.errors import UsageError
from goodcause.production.difference import difference_file
from goodcause.production.files import write
from goodcause.production.signature import Seal
from goodcause.verification.difference import Status, differences
from goodcause.verification.difference_report import Report, counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Differed:
    """What was found.

    Attributes:
        counts: pages by status.
        changed: numbers of the pages that changed.
        unread: numbers of pages that could not be read in one of the volumes.
        files: what was written; empty when nothing was to be.
    """

    counts: dict[str, int]
    changed: tuple[str, ...]
    unread: tuple[str, ...]
    files: tuple[Path, ...]

    def facts(self) -> dict[str, object]:
        """For a script."""
        return {
            "counts": self.counts,
            "changed": list(self.changed),
            "unread": list(self.unread),
            "files": [str(path) for path in self.files],
        }


def differ(earlier: Path, later: Path, out: Path | None, seal: Seal | None) -> Differed:
    """Compare two volumes from their served files, and write the difference.

    Args:
        earlier: folder of a volume; nothing in it is changed.
        later: likewise.
        out: folder to write DIFFERENCE.html, DIFFERENCE.csv and DIFFERENCE.pdf; nothing to write
            none.
        seal: signs the paper; nothing to leave it unsigned.

    Raises:
        UsageError: a folder is no volume, or the files would lie in one.
        StoppedError: the disk is full, or the time-stamping authority gave no time.
    """
    for volume in (earlier, later):
        if out is not None and volume.resolve() in (out.resolve(), *out.resolve().parents):
            raise UsageError(f"{out} lies in a volume, which may hold nothing else; name another")
    if seal is not None:
        seal.check()
    report = Report(earlier.name, later.name)
    for page, before, after in differences(earlier, later):
        report.add(page, before, after)
    files: tuple[Path, ...] = ()
    if out is not None:
        files = _written(out, report, (earlier.name, later.name), seal)
    return Differed(
        counts=counted(report.pages),
        changed=tuple(p.bates for p in report.pages if p.status is Status.CHANGED),
        unread=tuple(p.bates for p in report.pages if p.status is Status.UNREAD),
        files=files,
    )


def _written(
    out: Path, report: Report, names: tuple[str, str], seal: Seal | None
) -> tuple[Path, ...]:
    contents = {"DIFFERENCE.html": report.html(), "DIFFERENCE.csv": report.csv()}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    paper = difference_file(names, counted(report.pages), digests)
    contents["DIFFERENCE.pdf"] = seal.sign(paper) if seal else paper
    for name, data in contents.items():
        write(out / name, data)
    return tuple(out / name for name in contents)
