"""Seeded chance: every draw of the made case comes from a name, never from a clock."""

from __future__ import annotations

from random import Random


def chance(seed: int, *names: object) -> Random:
    """A generator of its own for whatever the names name.

    The same seed and names always draw the same, whatever else was drawn before.
    """
    text = "/".join(str(part) for part in (seed, *names))
    return Random(text)  # noqa: S311  made data, not a secret


def likely(rng: Random, share: float) -> bool:
    """Whether a thing happens that happens in this share of cases."""
    return rng.random() < share
