"""One module a leak class: its docstring says how the secret leaks, ``make`` makes the paper."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.removal.paper import Paper
from benchmarks.removal.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A way in which a paper carries the same fact twice.

    Attributes:
        name: of its module, with spaces.
        about: a sentence.
        make: the paper of a subject.
        first: number of its first subject; no two classes share one.
    """

    name: str
    about: str
    make: Callable[[Subject], Paper]
    first: int


def leaks() -> tuple[Leak, ...]:
    """All classes, by name."""
    found = []
    for at, module in enumerate(sorted(m.name for m in pkgutil.iter_modules(__path__))):
        loaded = importlib.import_module(f"{__name__}.{module}")
        about = (loaded.__doc__ or "").strip()
        found.append(
            Leak(name=module.replace("_", " "), about=about, make=loaded.make, first=100 * at)
        )
    return tuple(found)
