"""A host of a cluster loses its network in the middle of the work: every result comes all the same.

Two hosts are two network namespaces on a bridge, each with a worker; the scheduler is on the
bridge. After a third of the results the link of one host is set down. It takes root and `ip`.

    python -m benchmarks.netcut [--tasks 300]
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from goodcause.engine.dask import Dask
from goodcause.engine.task import Ending
from goodcause.pipeline.run import program_version

from tests.engine.works import queue, task, unhurried

_BRIDGE, _ME, _PORT = "gcbridge", "10.213.7.1", 8786
_ROOT = Path(__file__).resolve().parents[1]


def ip(*words: str) -> None:
    """Ask the system's `ip`.

    Raises:
        SystemExit: it refused.
    """
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)  # noqa: S603, S607
    if done.returncode:
        raise SystemExit(f"ip {' '.join(words)}: {done.stderr.strip()}")


@contextmanager
def bridge() -> Iterator[None]:
    """The network between the hosts."""
    ip("link", "add", _BRIDGE, "type", "bridge")
    try:
        ip("addr", "add", f"{_ME}/24", "dev", _BRIDGE)
        ip("link", "set", _BRIDGE, "up")
        yield
    finally:
        ip("link", "del", _BRIDGE)


@contextmanager
def host(number: int) -> Iterator[str]:
    """One host on the bridge; gives its name, which is the name of its link as well."""
    name = f"gchost{number}"
    ip("netns", "add", name)
    try:
        ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name)
        ip("link", "set", name, "master", _BRIDGE, "up")
        ip("-n", name, "addr", "add", f"10.213.7.{number + 10}/24", "dev", "eth0")
        ip("-n", name, "link", "set", "eth0", "up")
        ip("-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        ip("netns", "del", name)


@contextmanager
def running(*words: str) -> Iterator[None]:
    """A process of the cluster."""
    path = os.pathsep.join([str(_ROOT), str(_ROOT / "src")])
    process = subprocess.Popen(  # noqa: S603  our own words
        words,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        cwd=_ROOT,
    )
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _listening(seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection((_ME, _PORT), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the scheduler never came up")


def cut(tasks: int, folder: Path) -> float:
    """Seconds from the cut to the last result.

    Raises:
        SystemExit: a result is missing, wrong, or came twice.
    """
    python = sys.executable
    heard: dict[str, object] = {}
    with ExitStack() as stack:
        stack.enter_context(bridge())
        hosts = [stack.enter_context(host(n)) for n in (1, 2)]
        words = ("--host", _ME, "--port", str(_PORT), "--dashboard-address", f"{_ME}:0")
        stack.enter_context(running(python, "-m", "distributed.cli.dask_scheduler", *words))
        for name in hosts:
            worker = (python, "-m", "distributed.cli.dask_worker", f"tcp://{_ME}:{_PORT}")
            more = ("--no-nanny", "--nthreads", "1", "--no-dashboard")
            stack.enter_context(running("ip", "netns", "exec", name, *worker, *more))
        _listening()
        engine = Dask(f"dask://{_ME}:{_PORT}", folder, program_version, patience=120)
        begun = 0.0
        for outcome in engine.run(queue(*(task(f"t{n}", unhurried, n) for n in range(tasks)))):
            if outcome.ending is not Ending.DONE or outcome.task.name in heard:
                raise SystemExit(f"{outcome.task.name}: {outcome.ending} {outcome.error}")
            heard[outcome.task.name] = outcome.value
            if len(heard) == tasks // 3:
                ip("link", "set", hosts[0], "down")
                begun = time.monotonic()
        took = time.monotonic() - begun
    if heard != {f"t{n}": n * 2 for n in range(tasks)}:
        raise SystemExit("a result is missing or wrong")
    return took


def main() -> int:
    """Cut a host off and say how long the rest took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=300)
    wanted = parser.parse_args()
    if shutil.which("ip") is None or os.geteuid() != 0:
        print("no host was cut off: that takes root and the program `ip`")
        return 0
    with tempfile.TemporaryDirectory(prefix="goodcause-netcut-") as name:
        took = cut(wanted.tasks, Path(name))
    print(f"a host was cut off: all {wanted.tasks} results, the last {took:.0f} s after the cut")
    return 0


if __name__ == "__main__":
    sys.exit(main())
