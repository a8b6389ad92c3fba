"""Settings that hold for every test."""

from __future__ import annotations

import pytest
from hypothesis import settings

# How long an example takes is the machine's affair; a test never asserts a time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

LONG = (
    "tests/web/test_newcomer.py",
    "tests/demo/test_tour.py",
    "tests/pipeline/test_real_files.py",
    "tests/web/test_screens.py",
    "tests/cli/test_stopping.py",
    "tests/verification/faults/test_faults.py",
    "tests/intake/test_office.py",
    "tests/web/test_access.py",
    "tests/linkage",
    "tests/afterwards",
)
"""Files that take longest, in this order. They begin first, so that no core waits at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long files first; the order is otherwise that of the folders."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    return next((at for at, name in enumerate(LONG) if item.nodeid.startswith(name)), len(LONG))
