"""A whole case at a chosen size, and what it costs a page: time, processor, disk, rows.

    python -m benchmarks.scale [--applications 300] [--jobs 2] [--out FILE.json]

`make bench-scale APPLICATIONS=3000` is the case of the order: 18,000 pages, a third of them
scanned. It takes hours on two cores and wants about 20 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one case took.

    Attributes:
        wall, cpu: seconds of the whole, CPU of all processes.
        bytes: of papers, blobs, database and volume.
        units: of work in the ledger.
        peak_mb: of the largest process.
        stages: wall seconds of each stage of read and produce.
        workers: CPU seconds of the workers by kind of unit.
    """

    applications: int
    pages: int
    wall: float
    cpu: float
    units: int
    peak_mb: float
    bytes: Mapping[str, int]
    stages: Mapping[str, float] = field(default_factory=dict)
    workers: Mapping[str, float] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """As printed, a page where that makes sense."""
        each = max(self.pages, 1)
        said = [
            f"{self.applications:,} applications, {self.pages:,} pages",
            f"  wall {self.wall:,.0f} s ({self.wall / each:.3f} a page), "
            f"CPU {self.cpu:,.0f} s ({self.cpu / each:.3f} a page), "
            f"largest process {self.peak_mb:.0f} MB, {self.units / each:.2f} units a page",
        ]
        said += [f"  {name}: {n / 1e6:,.1f} MB ({n / each / 1000:.1f} kB a page)"
                 for name, n in self.bytes.items()]  # fmt: skip
        said += [f"  {name}: {s:,.1f} s ({s / each * 1000:.1f} ms a page)"
                 for name, s in self.stages.items()]  # fmt: skip
        said += [f"  workers, {kind}: {s:,.1f} s CPU ({s / each * 1000:.1f} ms a page)"
                 for kind, s in self.workers.items()]  # fmt: skip
        return said


def cost(folder: Path, applications: int, jobs: int) -> Cost:
    """Make a case of that size, take it to a verified volume, and look at what it took."""
    start = time.perf_counter()
    words = (
        "demo",
        str(folder),
        "--applications",
        str(applications),
        "--jobs",
        str(jobs),
        "--json",
    )
    begin = (sys.executable, "-c", "from goodcause.cli.main import run; run()")
    subprocess.run([*begin, *words], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    from goodcause.pipeline.spent import spent  # noqa: PLC0415
    from goodcause.store.matter import open_matter  # noqa: PLC0415
    from goodcause.store.models import SourceRow, WorkRow  # noqa: PLC0415

    matter = open_matter(folder / "case")
    accounts = spent(matter)
    case = folder / "case"
    return Cost(
        applications=applications,
        pages=sum(SourceRow.objects.values_list("pages", flat=True)),
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        units=WorkRow.objects.count(),
        peak_mb=used.ru_maxrss / 1024,
        bytes={
            "papers": _bytes(folder / "papers"),
            "blobs": _bytes(case / "blobs"),
            "database": (case / "case.db").stat().st_size,
            "volume": _bytes(case / "volumes"),
            "logs": _bytes(case / "logs"),
        },
        stages={f"{s.command}: {s.stage}": s.seconds for s in accounts.stages},
        workers=dict(accounts.workers),
    )


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> int:
    """Print what it took, and keep it where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applications", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="goodcause-scale-") as name:
        found = cost(Path(name) / "demo", wanted.applications, wanted.jobs)
    print("\n".join(found.lines()))
    if wanted.out:
        wanted.out.write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
