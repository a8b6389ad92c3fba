"""Damaged files through the reader: every one ends in a row with a sentence, none in a traceback.

``make soak`` damages made papers and, where they are beside the repository, real ones, and reads
them as `read` does. It prints how they ended and fails when one ended as nothing foresaw.

    python -m benchmarks.fuzz [--files 400] [--seed 1]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from goodcause.engine.processes import Processes
from goodcause.pipeline.add import add
from goodcause.pipeline.new import new_case
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.store.models import SourceRow

from tests.pages.mutating import mutated
from tests.pipeline.papers import JEWELER, JUDGE, application, memo

REAL = Path(__file__).resolve().parents[1].parent / "shared" / "real"
LARGEST = 400_000  # bytes; damage spreads thinner in larger files and each costs more to read
SURPRISES = ("Traceback", "Error at ", "Error: ")


def whole_files(folder: Path) -> list[bytes]:
    """Sound files to damage: made ones, and real ones where there are any."""
    made = (
        application(folder / "a.pdf", JUDGE),
        application(folder / "b.pdf", JEWELER),
        memo(folder / "c.pdf", "The range is open to the public from ten to six."),
    )
    real = sorted(REAL.rglob("*.pdf")) if REAL.is_dir() else []
    if not real:
        print("the real files are not beside the repository: made papers only")
    return [p.read_bytes() for p in (*made, *real) if p.stat().st_size <= LARGEST]


def soak(files: int, seed: int) -> Counter[str]:
    """Read so many damaged files; how they ended, by sentence."""
    with tempfile.TemporaryDirectory(prefix="goodcause-soak-") as name:
        folder = Path(name)
        whole = whole_files(folder)
        papers = folder / "papers"
        papers.mkdir()
        for n in range(files):
            data = mutated(whole[n % len(whole)], seed * 1_000_003 + n)
            (papers / f"{n:06}.pdf").write_bytes(data)
        matter = new_case(folder / "case", "mehl-v-blanas", date(2007, 3, 5)).matter
        add(matter, [str(papers)], "ccw", Silent())
        read(matter, Processes(2, log=folder / "worker.log"), Silent())
        rows = list(SourceRow.objects.filter(parent=None))
        if len(rows) != files:
            raise SystemExit(f"{files} files gave {len(rows)} rows")
        return Counter("read" if row.state == "read" else row.reason for row in rows)


def main() -> int:
    """Print the endings; 1 when there was a surprise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    endings = soak(wanted.files, wanted.seed)
    for words, count in endings.most_common():
        print(f"{count:6}  {words}")
    surprises = [words for words in endings if not words or any(s in words for s in SURPRISES)]
    print(f"{wanted.files} damaged files, {len(surprises)} kinds of ending that nothing foresaw")
    return 1 if surprises else 0


if __name__ == "__main__":
    sys.exit(main())
