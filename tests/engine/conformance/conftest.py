"""Every engine there is; a promise is tested on each of those that make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from goodcause.engine.dask import Dask
from goodcause.engine.inline import Inline
from goodcause.engine.processes import Limits, Processes
from goodcause.engine.task import Engine
from goodcause.pipeline.run import program_version

from tests.engine.cluster import cluster_here

Make = Callable[..., Engine]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """A scheduler and a worker of two threads, in this process."""
    with cluster_here(workers=1) as made:
        yield made


@pytest.fixture(params=["processes", "dask"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """How to make an engine that keeps tasks apart from us and from each other."""
    if request.param == "processes":
        return lambda limits=None: Processes(2, limits=limits, log=tmp_path / "worker.log")
    address = request.getfixturevalue("cluster").scheduler_address.replace("tcp", "dask")
    return lambda limits=None: Dask(address, tmp_path, program_version, limits=limits or Limits())


@pytest.fixture(params=["inline", "processes", "dask"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Any engine."""
    if request.param == "inline":
        return Inline()
    if request.param == "processes":
        return Processes(2)
    address = request.getfixturevalue("cluster").scheduler_address.replace("tcp", "dask")
    return Dask(address, tmp_path, program_version)
