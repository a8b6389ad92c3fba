"""A ruling on three applicants of many: what is built again, what is served, and how long it takes.

make bench-amend
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from goodcause.engine.processes import Processes
from goodcause.pipeline.add import add
from goodcause.pipeline.amend import draft, enforce
from goodcause.pipeline.differ import differ
from goodcause.pipeline.new import new_case
from goodcause.pipeline.produce import Made, Wanted, produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.production.volume import Images
from goodcause.store.matter import Matter
from goodcause.verification.depth import Depth
from goodcause.verification.verify import verify

_SERVED, _AMENDED = date(2007, 3, 5), date(2007, 4, 1)
_NOT_READ = Depth(ocr_pages=0, ocr_regions=0)
_NAMED = 3
_PAGES = 2  # of each application
_SYLLABLES = ("bra", "dol", "fen", "gar", "hul", "kem", "lor", "mis", "nav", "pel", "rud", "tov")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One run.

    Attributes:
        pages: numbered pages of the first volume.
        expected: numbers that the ruling is about.
        served: numbers that the replacement serves.
        changed: numbers whose pixels differ between the two volumes.
        untouched: whether every byte of the first volume is as before.
        sound: whether the verifier finds nothing wrong with the replacement.
        first, again: seconds to build the whole volume, and the replacement.
    """

    pages: int
    expected: tuple[str, ...]
    served: tuple[str, ...]
    changed: tuple[str, ...]
    untouched: bool
    sound: bool
    first: float
    again: float

    @property
    def right(self) -> bool:
        """Whether exactly the pages of those named were touched."""
        exact = set(self.changed) <= set(self.expected) and self.served == self.expected
        return exact and bool(self.changed) and self.untouched and self.sound

    def __str__(self) -> str:
        return (
            f"{self.pages} pages served; a ruling on {_NAMED} applicants ({len(self.expected)} "
            f"pages): {len(self.served)} pages served again, {len(self.changed)} differ, the first "
            f"volume is {'untouched' if self.untouched else 'CHANGED'}, the replacement is "
            f"{'sound' if self.sound else 'BROKEN'}; built in {self.again:.0f} s, the whole in "
            f"{self.first:.0f} s: {'right' if self.right else 'WRONG'}"
        )


def name_of(at: int) -> str:
    """A made surname, another for every number."""
    parts = []
    for _ in range(3):
        at, one = divmod(at, len(_SYLLABLES))
        parts.append(_SYLLABLES[one])
    return "".join(parts).capitalize() + "wick"


def paper(path: Path, at: int) -> None:
    """An application of two pages: ruled boxes, then reasons."""
    canvas = Canvas(str(path), pagesize=letter, invariant=1)
    fields = (
        ("Applicant Name (Last, First, Middle)", f"{name_of(at)}, Alma Jane"),
        ("Date of Birth", f"{at % 12 + 1:02}/{at % 27 + 1:02}/19{at % 40 + 30}"),
        ("Social Security No.", f"900-{at % 90 + 10}-{at + 1000:04}"),
        ("Residence Address", f"{4000 + at} Alder Lane, Carmichael, CA 95608"),
        ("Applicant Occupation", "Jeweler"),
    )
    for row, (label, value) in enumerate(fields):
        top = 720 - 34 * row
        canvas.rect(72, top - 34, 468, 34)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(76, top - 10, label)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(80, top - 27, value)
    canvas.showPage()
    canvas.setFont("Times-Roman", 12)
    canvas.drawString(72, 720, "Reasons for the request: I sell stones at fairs and carry them.")
    canvas.save()


def run(folder: Path, applications: int) -> Ran:
    """Serve a volume, rule on three of its applicants, serve the replacement, compare."""
    (folder / "ccw").mkdir()
    for at in range(applications):
        paper(folder / "ccw" / f"a{at:04}.pdf", at)
    matter = new_case(folder / "case", "mehl-v-blanas", _SERVED).matter
    add(matter, [str(folder / "ccw")], "ccw", Silent())
    engine = Processes(2, log=folder / "worker.log")
    read(matter, engine, Silent())
    start = time.perf_counter()
    whole = produce(matter, _wanted("VOL001", _SERVED), engine, Silent())
    first, before = time.perf_counter() - start, _digest(whole.folder)
    named = [applications * n // _NAMED for n in range(_NAMED)]
    _rule(matter, folder / "ruling.yaml", [f"{name_of(at)}, Alma Jane" for at in named])
    start = time.perf_counter()
    made = produce(matter, _wanted("VOL002", _AMENDED), engine, Silent())
    again = time.perf_counter() - start
    difference = differ(whole.folder, made.folder, None, None)
    return Ran(
        pages=_PAGES * applications,
        expected=tuple(f"CCW{_PAGES * at + n:07}" for at in named for n in (1, 2)),
        served=tuple(_numbers(made)),
        changed=difference.changed,
        untouched=_digest(whole.folder) == before,
        sound=not verify(made.folder, depth=_NOT_READ).problems,
        first=first,
        again=again,
    )


def _wanted(volume: str, day: date) -> Wanted:
    return Wanted(
        volume=volume,
        to="counsel",
        images=Images.PDF,
        accept_proposals=True,
        day=day,
        depth=_NOT_READ,
        readings=0,
    )


def _rule(matter: Matter, path: Path, people: list[str]) -> None:
    names = ", ".join(f"'{name}'" for name in people)
    path.write_text(
        "schema: ruling/0.1\norder:\n    id: RULING-1\n    kind: ruling_on_motion\n"
        "    dated: 2007-03-20\n    rules:\n      - {id: RULING-1-0, action: must_not_remove,"
        f" series: [ccw], categories: [ssn], only: {{people: [{names}]}}}}\n",
        encoding="utf-8",
    )
    enforce(matter, draft(matter, None, path, _AMENDED))


def _numbers(made: Made) -> Iterator[str]:
    for path in sorted((made.folder / "TEXT").rglob("*.txt")):
        prefix, first = path.stem[:-7], int(path.stem[-7:])
        for at in range(path.read_text(encoding="utf-8-sig").count("\f") + 1):
            yield f"{prefix}{first + at:07}"


def _digest(folder: Path) -> str:
    hasher = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        hasher.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return hasher.hexdigest()


def main() -> None:
    """Run once and say what came of it; exit 1 when a page too many or too few was touched."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applications", type=int, default=150)
    with tempfile.TemporaryDirectory() as name:
        ran = run(Path(name), parser.parse_args().applications)
    print(ran)
    raise SystemExit(0 if ran.right else 1)


if __name__ == "__main__":
    main()
