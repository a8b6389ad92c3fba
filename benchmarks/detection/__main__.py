"""The bench of detection: figures beside the targets they are held against.

make bench-detection
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from goodcause.findings.addresses import find_addresses
from goodcause.findings.births import find_births
from goodcause.findings.narrative.classify import classify
from goodcause.findings.numbers import find_numbers
from goodcause.findings.vulnerability import tells

from benchmarks.detection import calibrate, cases, narratives, presidio, tab

SEEDS = (9301,)
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure beside its target."""

    name: str
    value: float
    target: float
    at_most: bool = False
    note: str = ""

    def line(self) -> str:
        """As printed."""
        met = self.value <= self.target if self.at_most else self.value >= self.target
        sign = "<=" if self.at_most else ">="
        word = "met" if met else "MISSED"
        return f"{self.name:<58}{self.value:>12.3f}  {sign} {self.target:<9g}{word:<8}{self.note}"


def of_narratives() -> Iterator[Figure]:
    """Times and places in narratives nobody tuned on, and beside them those that were."""
    for names, label in ((narratives.UNSEEN, "unseen"), (narratives.SEEN, "seen")):
        told = narratives.measure([s for name in names for s in narratives.stories(name)])
        yield Figure(f"narratives, {label}: sentence recall", told.met / told.telling, 0.90,
                     note=f"{told.met} of {told.telling}")  # fmt: skip
        yield Figure(f"narratives, {label}: sentence precision", told.right / told.taken, 0.60,
                     note=f"{told.right} of {told.taken}")  # fmt: skip
        yield Figure(f"narratives, {label}: spans told in full", told.full / told.spans, 0.85,
                     note=f"{told.full} of {told.spans}")  # fmt: skip
    got, wanted, hit, alike = narratives.hard()
    yield Figure("hard wordings: found", got / wanted, 0.85, note=f"{got} of {wanted}")
    yield Figure("hard wordings: look-alikes hit", hit / alike, 0.08, True, f"{hit} of {alike}")


def of_cases(applications: int) -> Iterator[Figure]:
    """Made cases under seeds that nothing was fitted on, damaged scans among them."""
    for seed in SEEDS:
        case = cases.read_case(seed, applications)
        told = cases.narrative(case)
        yield Figure(f"case {seed}: times and places gone", told.gone / told.wanted, 0.90,
                     note=f"{told.gone} of {told.wanted}")  # fmt: skip
        yield Figure(f"case {seed}: narrative keepers hurt", told.hurt / told.keepers, 0.01, True,
                     f"{told.hurt} of {told.keepers}")  # fmt: skip
        found = calibrate.rows(cases.examined(case))
        yield Figure(f"case {seed}: calibration error", calibrate.error(found, None), 0.05, True,
                     f"{len(found)} findings")  # fmt: skip


def of_speed() -> Iterator[Figure]:
    """Rules and classifier on dense narrative text: the worst that a page can be."""
    texts = [s.text for name in narratives.SEEN for s in narratives.stories(name)]
    count = sum(map(len, texts))
    best = 0.0
    for _ in range(_ROUNDS):
        start = time.process_time()
        for text in texts:
            hits = [*find_births(text), *find_addresses(text)]
            list(find_numbers(text))
            list(classify(text, hits, teller=tells(text)))
        best = max(best, count / (time.process_time() - start))
    yield Figure("characters a second of one core, dense narrative", best, 150_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(_ROUNDS * 20):
        for text in texts:
            list(classify(f"{text} Number {number}.", ()))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    yield Figure("memory grown over as many stories again, MB", grown, 8, True)


def of_tab() -> Iterator[Figure]:
    """The same learner on the Text Anonymization Benchmark."""
    measured = tab.measure()
    if measured is None:
        print("TAB: not beside the repository, left out")
        return
    fixed, best, _ = measured
    where = f"at p >= {best.threshold}: ER direct {best.direct}, quasi {best.quasi}"
    yield Figure("TAB: token recall where precision >= 0.75", best.recall, tab.TARGET_RECALL,
                 note=where)  # fmt: skip
    yield Figure("TAB: token precision there", best.precision, tab.TARGET_PRECISION)
    print(
        f"TAB at p >= {fixed.threshold}: recall {fixed.recall:.3f}, precision {fixed.precision:.3f}"
    )


def main(argv: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="make bench-detection")
    parser.add_argument(
        "--applications", type=int, default=12, help="of each made case; 0 for none"
    )
    parser.add_argument("--no-tab", action="store_true", help="leave the published benchmark out")
    options = parser.parse_args(argv)
    figures = [*of_narratives(), *of_speed()]
    if options.applications:
        figures += of_cases(options.applications)
    if not options.no_tab:
        figures += of_tab()
    for figure in figures:
        print(figure.line())
    if importlib.util.find_spec("presidio_analyzer") is None:
        print("Presidio: not installed, left out")
    else:
        print("Presidio, patterns only:", presidio.side_by_side())


if __name__ == "__main__":
    main(sys.argv[1:])
