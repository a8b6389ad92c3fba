"""The ledger of units at growing sizes, on PostgreSQL: leasing must cost the same at every size.

    python -m benchmarks.scale.ledger [--units 3000000] [--figure docs/figures/ledger.svg]

The rows that fill the table are written by the database itself; what is measured goes through the
program's own functions: a batch of units leased, and each of them told as done.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.store.servers import Postgres, database, start

_BATCH = 16
_ROUNDS = 100
_FLAT = 2.0  # at the largest size leasing may take that many times what it takes at the smallest


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Times at one size, in milliseconds a batch of sixteen units (claim) or a unit (done)."""

    units: int
    claim: float
    claim_95: float
    done: float
    megabytes: float

    def line(self) -> str:
        """As printed."""
        return (
            f"{self.units:>10,} units: lease 16 in {self.claim:6.2f} ms "
            f"(95 of 100 within {self.claim_95:6.2f}), tell one done {self.done:5.2f} ms, "
            f"table {self.megabytes:,.0f} MB"
        )


def measure(held: Postgres, before: int, units: int, draw: random.Random) -> Measured:
    """Fill the table to a size, then lease and finish units drawn anywhere in it."""
    from goodcause.store import ledger  # noqa: PLC0415  the database is named before it is loaded

    _fill(held, before, units)
    claims, dones = [], []
    places = range(before, units - _BATCH, _BATCH)
    for at in sorted(draw.sample(places, min(_ROUNDS, len(places)))):
        some = [_unit(n) for n in range(at, at + _BATCH)]
        begun = time.perf_counter()
        leases = ledger.claim(some, "bench")
        claims.append(time.perf_counter() - begun)
        if len(leases) != _BATCH:
            raise SystemExit(f"{len(leases)} of {_BATCH} units were leased")
        for lease in leases[:4]:
            begun = time.perf_counter()
            ledger.done(lease, _OUTPUT, 0.5)
            dones.append(time.perf_counter() - begun)
    size = held.ask(
        "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname = 'store_workrow'"
    )
    claims.sort()
    return Measured(
        units=units,
        claim=statistics.median(claims) * 1000,
        claim_95=claims[int(len(claims) * 0.95)] * 1000,
        done=statistics.median(dones) * 1000,
        megabytes=float(str(size[0][0])) / 1e6,
    )


_OUTPUT = '{"total":24,"pages":"' + "a" * 64 + '","count":24,"readable":"' + "b" * 64 + '"}'


def _unit(n: int):  # type: ignore[no-untyped-def]
    from goodcause.store.ledger import Unit  # noqa: PLC0415

    return Unit(name=f"read:s{n:08d}:1", kind="read", fingerprint=f"{n:064d}")


def _fill(held: Postgres, before: int, units: int) -> None:
    """Two thirds of the new rows are done, as in a case well under way; the rest wait."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO store_workrow (unit, kind, fingerprint, state, attempt, failures, holder,"
            " lease_until, output, error, seconds)"
            " SELECT 'read:s' || lpad(n::text, 8, '0') || ':1', 'read', lpad(n::text, 64, '0'),"
            " 'ready', 0, 0, '', 0, '', '', 0 FROM generate_series(%s, %s) AS n",
            [before, units - 1],
        )
        cursor.execute("ANALYZE store_workrow")


def contended(units: int, holders: int) -> float:
    """Several holders want the same units at once; units a second, each leased exactly once."""
    from django.db import connections  # noqa: PLC0415

    from goodcause.store import ledger  # noqa: PLC0415

    wanted = [_unit(10_000_000 + n) for n in range(units)]
    ledger.enqueue(wanted)
    got: list[list[str]] = [[] for _ in range(holders)]

    def hold(who: int) -> None:
        for at in range(0, units, _BATCH):
            leases = ledger.claim(wanted[at : at + _BATCH], f"holder {who}")
            got[who] += [lease.unit.name for lease in leases]
        connections.close_all()

    threads = [threading.Thread(target=hold, args=(who,)) for who in range(holders)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    every = [name for names in got for name in names]
    if sorted(every) != sorted(u.name for u in wanted):
        raise SystemExit("a unit was leased twice, or not at all")
    return units / took


def drawn(found: Sequence[Measured]) -> str:
    """Time to lease a batch over the number of units, each power of ten one step."""
    wide, high, left, bottom = 640, 300, 60, 50
    floor = high - bottom
    most = max(m.claim_95 for m in found) * 1.25
    step = (wide - left - 40) / max(len(found) - 1, 1)
    spots = [
        (
            left + step * n,
            *(floor - (floor - 40) * v / most for v in (m.claim, m.claim_95)),
        )
        for n, m in enumerate(found)
    ]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" '
        f'height="{high}" font-family="sans-serif" font-size="13" role="img" '
        'aria-label="Time to lease sixteen units by size of the ledger">',
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        f'<text x="{left}" y="22" font-size="15">'
        "Time to lease 16 units (ms): median, and 95 of 100</text>",
        f'<line x1="{left}" y1="{floor}" x2="{wide - 20}" y2="{floor}" stroke="#888888"/>',
    ]
    for part in range(5):
        y = floor - (floor - 40) * part / 4
        parts.append(
            f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{most * part / 4:.1f}</text>'
        )
        parts.append(
            f'<line x1="{left}" y1="{y:.0f}" x2="{wide - 20}" y2="{y:.0f}" stroke="#eeeeee"/>'
        )
    for ink, which in (("#2f5d8a", 1), ("#8a5a2f", 2)):
        line = " ".join(f"{s[0]:.0f},{s[which]:.1f}" for s in spots)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{ink}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{s[0]:.0f}" cy="{s[which]:.1f}" r="4" fill="{ink}"/>' for s in spots
        ]
    for spot, m in zip(spots, found, strict=True):
        parts.append(
            f'<text x="{spot[0]:.0f}" y="{floor + 20}" text-anchor="middle">{m.units:,}</text>'
        )
    parts.append(
        f'<text x="{wide / 2:.0f}" y="{high - 10}" text-anchor="middle">units in the ledger</text>'
    )
    return "\n".join([*parts, "</svg>\n"])


def main() -> int:
    """Print times at each power of ten; 1 when they grow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=3_000_000)
    parser.add_argument("--figure", type=Path)
    wanted = parser.parse_args()
    sizes = [wanted.units // 10**n for n in (3, 2, 1, 0)]
    found: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="goodcause-ledger-") as name, database(start()) as held:
        os.environ["DATABASE_URL"] = held.url
        from goodcause.pipeline.new import new_case  # noqa: PLC0415  after the database is named

        new_case(Path(name) / "case", "mehl-v-blanas", date(2007, 3, 5))
        draw, before = random.Random(7), 0  # noqa: S311  no secret
        for units in sizes:
            found.append(measure(held, before, units, draw))
            print(found[-1].line(), flush=True)
            before = units
        rate = contended(8_000, 4)
        print(f"four holders after the same 8,000 units: {rate:,.0f} a second, none leased twice")
        from django.db import connections  # noqa: PLC0415

        connections.close_all()
    if wanted.figure:
        wanted.figure.write_text(drawn(found), encoding="utf-8")
    grown = found[-1].claim / found[0].claim
    print(f"leasing at {sizes[-1]:,} units takes {grown:.2f} times what it takes at {sizes[0]:,}")
    return 0 if grown <= _FLAT else 1


if __name__ == "__main__":
    sys.exit(main())
