"""Runs every class of leaks through the program and its rivals, and prints one table.

make bench-removal
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.removal.classes import leaks
from benchmarks.removal.measure import Outcome, measure
from benchmarks.removal.rivals import rivals
from benchmarks.removal.table import as_document, as_table

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "court"

_TOGETHER = 8  # classes in one case, which has costs of its own


def main() -> int:
    """Measure and print; 1 when the program let anything be recovered or told a pair apart."""
    args = _arguments()
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    chosen = [leak for leak in leaks() if not args.only or leak.name in args.only]
    hosts = sorted(REAL.glob("*.pdf"))[: args.hosts]
    if args.hosts and not hosts:
        print(f"no real host papers beside the repository ({REAL}): made pages alone\n")
    absent = [] if "PyMuPDF" in rivals() else ["PyMuPDF"]
    for name in absent:
        print(f"{name} is not installed: it is not measured beside the program\n")
    outcomes: list[Outcome] = []
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(args.jobs, mp_context=fresh) as pool:
        names = [leak.name for leak in chosen]
        groups = [names[at : at + _TOGETHER] for at in range(0, len(names), _TOGETHER)]
        waiting = [pool.submit(measure, group, args.secrets, hosts) for group in groups]
        for each in waiting:
            outcomes += each.result()
            if args.write is not None:
                _write(args, outcomes, absent)  # a run cut short has not been in vain
            print(f"\r{len({o.leak for o in outcomes})} of {len(chosen)} classes", end="",
                  file=sys.stderr, flush=True)  # fmt: skip
    print(file=sys.stderr)
    print(as_table(outcomes))
    ours = [o for o in outcomes if o.tool == "goodcause"]
    return int(any(o.recovered or o.unlike for o in ours))


def _write(args: argparse.Namespace, outcomes: Sequence[Outcome], absent: Sequence[str]) -> None:
    asked = f"--secrets {args.secrets} --hosts {args.hosts} --write {args.write}"
    args.write.write_text(as_document(outcomes, asked=asked, absent=absent), "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.removal")
    parser.add_argument("--secrets", type=int, default=25, help="pairs a class")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--hosts", type=int, default=4, help="real papers to inject into")
    parser.add_argument("--only", nargs="*", default=[], help="names of classes")
    parser.add_argument("--write", type=Path, help="a Markdown page to write the table to, too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
