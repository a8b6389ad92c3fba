"""Runs the model over two lists of people and gives every pair with enough evidence."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast, overload

from goodcause.linkage.engines import Engine
from goodcause.linkage.evidence import COMPARISONS
from goodcause.linkage.model import frequencies, least_bits, plan, settings
from goodcause.linkage.party import Party, tabled, with_kin

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHT_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One comparison's outcome for one pair: a bar of its waterfall.

    Attributes:
        comparison, level: what was compared and how it came out.
        bits: weight in bits; 0 where nothing could be compared.
    """

    comparison: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Two people compared.

    Attributes:
        left, right: places in the two lists.
        bits: all evidence together, before the prior.
        levels: the outcome of each comparison, counted down its ladder; -1 not compared.
        parts: the weight of each comparison.
    """

    left: int
    right: int
    bits: float
    levels: tuple[int, ...]
    parts: tuple[float, ...]

    @property
    def asks(self) -> bool:
        """Whether something about the two wants a person's eye, however much agrees."""
        return any(
            level >= 0 and comparison.levels[level].ask
            for comparison, level in zip(COMPARISONS, self.levels, strict=True)
        )

    def bars(self) -> tuple[Bar, ...]:
        """The waterfall's bars, in the order of the comparisons."""
        found = []
        for comparison, level, bits in zip(COMPARISONS, self.levels, self.parts, strict=True):
            said = comparison.levels[level] if level >= 0 else comparison.levels[0]
            found.append(Bar(comparison.name, said.label, bits))
        return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs(Sequence[Scored]):
    """Pairs in the order of the two lists, column by column: there may be a million of them.

    Attributes:
        left, right: places in the two lists.
        levels, parts: one row a pair, one column a comparison.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    levels: NDArray[np.int8]
    parts: NDArray[np.float64]

    @property
    def bits(self) -> NDArray[np.float64]:
        """All evidence of each pair, before the prior."""
        return cast("NDArray[np.float64]", self.parts.sum(axis=1).round(WEIGHT_DIGITS))

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.left)

    @overload
    def __getitem__(self, n: int) -> Scored: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Scored]: ...
    def __getitem__(self, n: int | slice) -> Scored | Sequence[Scored]:
        """One pair, or some."""
        if isinstance(n, slice):
            return [self[k] for k in range(*n.indices(len(self)))]
        parts = tuple(self.parts[n].tolist())
        return Scored(
            int(self.left[n]),
            int(self.right[n]),
            round(sum(parts), WEIGHT_DIGITS),
            tuple(self.levels[n].tolist()),
            parts,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """All pairs of one run, and the model that weighed them.

    Attributes:
        pairs: in the order of the two lists.
        rows: keys of the rows of the two lists, by place.
        model: Splink's own JSON.
        left_out: blocks not used because they would bring too many pairs.
        looked_at: how many pairs the used blocks bring, counted once a block.
    """

    pairs: Pairs
    rows: tuple[Sequence[str], Sequence[str]]
    model: dict[str, Any]
    left_out: tuple[tuple[str, ...], ...]
    looked_at: int


def score(left: Iterable[Party], right: Iterable[Party], on: Engine) -> Run | None:
    """Compare two lists of people; nothing where one of them names nobody.

    The weights are fixed and the frequencies are counts, so the same lists give the same pairs
    with the same figures whatever the engine's threads do.
    """
    from splink import Linker  # noqa: PLC0415  slow to load

    sides = tabled(left), tabled(right)
    if not all(side.num_rows for side in sides):
        return None
    sides = with_kin(*sides)
    chosen = plan(*sides)
    tables = [on.table(data, name) for data, name in zip(sides, ("aa", "bb"), strict=True)]
    linker = Linker(tables, settings(chosen.used, on.name))
    # Making one raises its voice; what a command prints is not its affair.
    logging.getLogger("splink").setLevel(logging.ERROR)
    _frequencies(linker, frequencies(*sides), on)
    rows = sides[0].column("row").to_pylist(), sides[1].column("row").to_pylist()
    least = least_bits(sides[0].num_rows)
    del sides
    frame = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
    pairs = _pairs(on.rows(frame, _wanted()))
    model = linker.misc.save_model_to_json(out_path=None)
    return Run(pairs, rows, model, chosen.left_out, chosen.pairs)


def _wanted() -> list[str]:
    names = ["place_l", "place_r"]
    for comparison in COMPARISONS:
        names += [f"gamma_{comparison.name}", f"mw_{comparison.name}"]
        if any(level.by_frequency for level in comparison.levels):
            names.append(f"mw_tf_adj_{comparison.name}")
    return names


def _frequencies(linker: Any, shares: dict[str, list[tuple[str, float]]], on: Engine) -> None:
    import pyarrow as pa  # noqa: PLC0415

    for column, every in shares.items():
        table = pa.table(
            {
                column: pa.array([value for value, _ in every], type=pa.string()),
                f"tf_{column}": pa.array([share for _, share in every], type=pa.float64()),
            }
        )
        linker.table_management.register_term_frequency_lookup(
            on.table(table, f"frequency_{column}"), column
        )


def _pairs(found: dict[str, NDArray[Any]]) -> Pairs:
    import numpy as np  # noqa: PLC0415

    left, right = (np.asarray(found[name], np.int64) for name in ("place_l", "place_r"))
    order = np.lexsort((right, left))
    # Splink counts a ladder from its foot; ours counts from its head, the null level is 0.
    levels = np.full((len(order), len(COMPARISONS)), -1, np.int8)
    parts = np.zeros((len(order), len(COMPARISONS)))
    for n, comparison in enumerate(COMPARISONS):
        gamma = np.asarray(found.pop(f"gamma_{comparison.name}"), np.int64)[order]
        levels[:, n] = np.where(gamma >= 0, len(comparison.levels) - 1 - gamma, -1)
        weight = np.asarray(found.pop(f"mw_{comparison.name}"), np.float64)[order]
        by_frequency = found.pop(f"mw_tf_adj_{comparison.name}", None)
        if by_frequency is not None:
            weight = weight + np.asarray(by_frequency, np.float64)[order]
        parts[:, n] = weight.round(WEIGHT_DIGITS)
    return Pairs(left[order], right[order], levels, parts)
