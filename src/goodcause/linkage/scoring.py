"""Runs the model over two lists of people and gives every pair with enough evidence."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goodcause.linkage.engines import Engine
from goodcause.linkage.evidence import COMPARISONS
from goodcause.linkage.model import frequencies, least_bits, plan, settings
from goodcause.linkage.party import Party, columns

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


@dataclass(frozen=True, slots=True)
class Run:
    """All pairs of one run, and the model that weighed them.

    Attributes:
        pairs: in the order of the two lists.
        model: Splink's own JSON.
        left_out: blocks not used because they would bring too many pairs.
        looked_at: how many pairs the used blocks bring, counted once a block.
    """

    pairs: tuple[Scored, ...]
    model: dict[str, Any]
    left_out: tuple[tuple[str, ...], ...]
    looked_at: int


def score(left: Sequence[Party], right: Sequence[Party], on: Engine) -> Run:
    """Compare two lists of people.

    The weights are fixed and the frequencies are counts, so the same lists give the same pairs
    with the same figures whatever the engine's threads do.
    """
    from splink import Linker  # noqa: PLC0415  slow to load

    chosen = plan(left, right)
    tables = [
        on.table(data, name) for data, name in zip(columns(left, right), ("aa", "bb"), strict=True)
    ]
    linker = Linker(tables, settings(chosen.used, on.name))
    # Making one raises its voice; what a command prints is not its affair.
    logging.getLogger("splink").setLevel(logging.ERROR)
    _frequencies(linker, left, right, on)
    frame = linker.inference.predict(
        threshold_match_weight=least_bits(len(left)), warning_mode="never"
    )
    found = on.rows(frame, _wanted())
    places = [{p.unique_id: n for n, p in enumerate(side)} for side in (left, right)]
    pairs = tuple(sorted(_pairs(found, places), key=lambda s: (s.left, s.right)))
    model = linker.misc.save_model_to_json(out_path=None)
    return Run(pairs, model, chosen.left_out, chosen.pairs)


def _wanted() -> list[str]:
    names = ["unique_id_l", "unique_id_r"]
    for comparison in COMPARISONS:
        names += [f"gamma_{comparison.name}", f"mw_{comparison.name}"]
        if any(level.by_frequency for level in comparison.levels):
            names.append(f"mw_tf_adj_{comparison.name}")
    return names


def _frequencies(linker: Any, left: Sequence[Party], right: Sequence[Party], on: Engine) -> None:
    import pyarrow as pa  # noqa: PLC0415

    for column, shares in frequencies(left, right).items():
        table = pa.table(
            {
                column: pa.array([value for value, _ in shares], type=pa.string()),
                f"tf_{column}": pa.array([share for _, share in shares], type=pa.float64()),
            }
        )
        linker.table_management.register_term_frequency_lookup(
            on.table(table, f"frequency_{column}"), column
        )


def _pairs(found: dict[str, list[Any]], places: Sequence[dict[str, int]]) -> list[Scored]:
    if not found:
        return []
    gammas = [found[f"gamma_{c.name}"] for c in COMPARISONS]
    weights = [_weights(found, c.name) for c in COMPARISONS]
    last = [len(c.levels) - 1 for c in COMPARISONS]
    pairs = []
    for n, (left, right) in enumerate(zip(found["unique_id_l"], found["unique_id_r"], strict=True)):
        # Splink counts a ladder from its foot; ours counts from its head, the null level is 0.
        levels = tuple(
            top - gamma[n] if gamma[n] >= 0 else -1 for top, gamma in zip(last, gammas, strict=True)
        )
        parts = tuple(round(weight[n], WEIGHT_DIGITS) for weight in weights)
        bits = round(sum(parts), WEIGHT_DIGITS)
        pairs.append(Scored(places[0][left], places[1][right], bits, levels, parts))
    return pairs


def _weights(found: dict[str, list[Any]], name: str) -> list[float]:
    own = found[f"mw_{name}"]
    by_frequency = found.get(f"mw_tf_adj_{name}")
    if by_frequency is None:
        return own
    return [a + b for a, b in zip(own, by_frequency, strict=True)]
