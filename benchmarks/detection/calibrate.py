"""Fits the curves by which detectors' strengths become probabilities, on made papers.

    make calibration

Isotonic regression (pool adjacent violators; Barlow et al., 1972) for each category and kind of
page that has findings enough, with wider curves to fall back on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import goodcause.findings
from goodcause.findings.calibration import EVERY, Curve, chance, kind_of
from goodcause.findings.examine import look

from benchmarks.detection.cases import Examined, examined, read_case

TARGET = Path(goodcause.findings.__file__).with_name("calibration.json")
SEEDS = (9101, 9102)
APPLICATIONS = 32
ENOUGH = 30
_PRIOR = 2.0
"""So many findings of the wider curve's chance stand beside those counted, at each knot."""
Seen = tuple[float, bool]


def fit(seen: Sequence[Seen], wider: Curve | None) -> Curve:
    """The rising curve nearest to what was seen."""
    by_strength: dict[float, list[bool]] = defaultdict(list)
    for strength, right in seen:
        by_strength[round(strength, 2)].append(right)
    blocks: list[list[float]] = []  # strength weighted, right, count
    for strength in sorted(by_strength):
        rights = by_strength[strength]
        believed = chance(strength, "", "", {f"{EVERY}/{EVERY}": wider}) if wider else 0.5
        right, count = sum(rights) + _PRIOR * believed, len(rights) + _PRIOR
        blocks.append([strength * count, right, count])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    return (
        [round(s / n, 3) for s, _, n in blocks],
        [round(r / n, 3) for _, r, n in blocks],
    )


def curves(seen: Iterable[tuple[str, str, float, bool]]) -> dict[str, Curve]:
    """Curves by category and kind of page: ``category/kind``, with ``*`` for any."""
    groups: dict[str, list[Seen]] = defaultdict(list)
    for category, kind, strength, right in seen:
        for name in (
            f"{EVERY}/{EVERY}",
            f"{category}/{EVERY}",
            f"{EVERY}/{kind}",
            f"{category}/{kind}",
        ):
            groups[name].append((strength, right))
    whole = fit(groups[f"{EVERY}/{EVERY}"], None)
    found = {f"{EVERY}/{EVERY}": whole}
    for name in sorted(groups, key=lambda n: (EVERY not in n, n)):
        if len(groups[name]) >= ENOUGH and name not in found:
            wider = found.get(f"{name.partition('/')[0]}/{EVERY}", whole)
            found[name] = fit(groups[name], wider)
    return found


def error(seen: Sequence[tuple[str, str, float, bool]], table: Mapping[str, Curve] | None) -> float:
    """Expected calibration error over ten bins of what is claimed."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for category, kind, strength, right in seen:
        claimed = strength if table is None else chance(strength, category, kind, table)
        bins[min(int(claimed * 10), 9)].append((claimed, right))
    off = 0.0
    for inside in bins.values():
        off += abs(sum(c for c, _ in inside) - sum(r for _, r in inside))
    return off / len(seen) if seen else 0.0


def rows(found: Iterable[Examined]) -> list[tuple[str, str, float, bool]]:
    """What a fit takes of each finding: category, kind of page, strength, whether right."""
    return [
        (e.finding.category, kind_of(e.finding, e.page), e.finding.probability, e.right)
        for e in found
    ]


def card(table: Mapping[str, Curve], count: int, off: float, seeds: Sequence[int]) -> str:
    """The file's text, with how it was made."""
    head = {
        "made": "isotonic curves of findings in made papers of the demo generator",
        "seeds": list(seeds), "findings": count, "error_before": round(off, 4),
        "command": "make calibration", "bins": 10, "enough": ENOUGH,
    }  # fmt: skip
    body = {name: [list(strengths), list(shares)] for name, (strengths, shares) in table.items()}
    return json.dumps({"card": head, "curves": body}, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Fit and write the curves; findings are taken as the detectors gave them."""
    seen = [r for seed in SEEDS for r in rows(examined(read_case(seed, APPLICATIONS), look))]
    table = curves(seen)
    TARGET.write_text(card(table, len(seen), error(seen, None), SEEDS), encoding="utf-8")
    print(f"{len(seen)} findings, {len(table)} curves, error {error(seen, None):.3f} before")


if __name__ == "__main__":
    main()
