"""Clusters for tests: in this process, which is quick, or of processes that can be killed."""

from __future__ import annotations

import gc
import logging
import os
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def cluster_here(workers: int) -> Iterator[Any]:
    """A cluster whose scheduler and workers are threads of this process."""
    from distributed import LocalCluster  # noqa: PLC0415  slow to load

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=2,
        processes=False,
        protocol="tcp",
        dashboard_address="127.0.0.1:0",  # the usual port may be taken
    ) as made:
        _forget_sockets()
        yield made
    _forget_sockets()


def _forget_sockets() -> None:
    """Dask leaves a socket to the collector of rubbish; it is not our tests' affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def started(*words: str) -> subprocess.Popen[bytes]:
    """A scheduler or a worker as a process of its own."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(  # noqa: S603  our own words
        [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        cwd=ROOT,
    )


def scheduler(port: int) -> subprocess.Popen[bytes]:
    words = ("--host", "127.0.0.1", "--port", str(port), "--dashboard-address", "127.0.0.1:0")
    return started("dask_scheduler", *words)


def worker(port: int) -> subprocess.Popen[bytes]:
    address = f"tcp://127.0.0.1:{port}"
    return started("dask_worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
