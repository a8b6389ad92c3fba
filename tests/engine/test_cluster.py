"""A cluster that is not there, not ours, not the same, or dies: a sentence, and nothing lost."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goodcause.base.errors import (
    ExitCode,
    GoodcauseError,
    MissingToolError,
    StoppedError,
    UsageError,
)
from goodcause.engine import cluster as connecting
from goodcause.engine.attendant import Errand, attend
from goodcause.engine.child import Limits
from goodcause.engine.dask import Dask
from goodcause.engine.task import Ending
from goodcause.pipeline.run import program_version

from tests.engine.cluster import cluster_here, free_port, scheduler, worker
from tests.engine.works import by_name, double, queue, task, unhurried

# Dask leaves a socket to the collector of rubbish, whenever that comes by.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def unmanned() -> Iterator[Any]:
    """A scheduler without workers."""
    with cluster_here(workers=0) as made:
        yield made


def dask(address: str, folder: Path, **more: Any) -> Dask:
    return Dask(address.replace("tcp", "dask"), folder, **{"version": program_version, **more})


def refusal(engine: Dask) -> GoodcauseError:
    with pytest.raises(GoodcauseError) as refused:
        list(engine.run(queue(task("one", double, 1))))
    return refused.value


NO_ADDRESSES = (
    *("dask://", "dask:8786", "dask://host", "dask://host:0", "dask://host:99999"),
    *("dask:///tmp:1", "dask://a b:8786", "dask://host:8786/path", "dask://[::1:8786"),
    "daskk://host:1",
)


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_an_address_that_is_none_is_refused_before_anything_is_done(
    address: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="write dask://HOST:PORT"):
        dask(address, tmp_path)


def test_a_port_where_nothing_listens_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "_SECONDS", 1)
    error = refusal(dask(f"dask://127.0.0.1:{free_port()}", tmp_path))

    assert error.exit_code is ExitCode.USAGE
    assert "no Dask scheduler answers at dask://127.0.0.1" in error.message
    assert [*tmp_path.iterdir()] == []


def test_a_port_where_something_else_listens_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "_SECONDS", 1)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        threading.Thread(target=_speak_http, args=(server,), daemon=True).start()
        error = refusal(dask(f"dask://127.0.0.1:{server.getsockname()[1]}", tmp_path))

    assert error.exit_code is ExitCode.USAGE
    assert "no Dask scheduler answers" in error.message


def _speak_http(server: socket.socket) -> None:
    while True:
        try:
            caller, _ = server.accept()
        except OSError:
            return
        with caller:
            caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 9)


def test_a_cluster_without_workers_is_waited_for_and_then_told(
    unmanned: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodcause.engine.dask._COUNT", 0.1)
    monkeypatch.setattr("goodcause.engine.dask._LOOK", 0.1)
    error = refusal(dask(unmanned.scheduler_address, tmp_path, patience=0.5))

    assert isinstance(error, StoppedError)
    assert "has no workers; what was finished is kept" in error.message


def test_a_scheduler_with_another_dask_is_told(
    unmanned: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Client  # noqa: PLC0415  slow to load

    true = Client.get_versions

    def older(client: Client) -> dict[str, Any]:
        facts: dict[str, Any] = true(client)
        facts["scheduler"]["packages"]["distributed"] = "2021.1.0"
        return facts

    monkeypatch.setattr(Client, "get_versions", older)
    error = refusal(dask(unmanned.scheduler_address, tmp_path))

    assert isinstance(error, MissingToolError)
    assert "scheduler has distributed 2021.1.0, and this command" in error.message


def test_without_the_extra_the_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    error = refusal(dask("dask://127.0.0.1:8786", tmp_path))

    assert error.exit_code is ExitCode.MISSING_TOOL
    assert "install goodcause[cluster]" in error.message


def test_a_worker_with_other_code_does_nothing(tmp_path: Path) -> None:
    told = attend(errand(tmp_path / "mark", expected="of yesterday"))

    assert told.ending is Ending.STOPPED
    assert "another version of goodcause" in told.error


def test_a_worker_that_does_not_see_the_case_does_nothing(tmp_path: Path) -> None:
    told = attend(errand(tmp_path / "mark", expected=program_version()))

    assert told.ending is Ending.STOPPED
    assert f"does not see {tmp_path}" in told.error


def errand(mark: Path, expected: str) -> Errand:
    return Errand(
        task=task("one", double, 1),
        run="a run",
        version=program_version,
        expected=expected,
        shared=mark,
        limits=Limits(),
    )


def test_a_killed_worker_and_a_scheduler_killed_and_started_again_lose_nothing(
    tmp_path: Path,
) -> None:
    port, many = free_port(), 120
    running: list[subprocess.Popen[bytes]] = []
    try:
        running += [scheduler(port), worker(port), worker(port)]
        engine = dask(f"dask://127.0.0.1:{port}", tmp_path, patience=90.0)
        _answering(port)
        outcomes = engine.run(queue(*(task(f"t{n}", unhurried, n) for n in range(many))))
        heard = []
        for outcome in outcomes:
            heard.append(outcome)
            if len(heard) == 10:
                running[1].send_signal(signal.SIGKILL)
            if len(heard) == 40:
                running[0].send_signal(signal.SIGKILL)
                running[0].wait()
                running += [scheduler(port), worker(port)]
        ends = by_name(heard)
    finally:
        for process in running:
            process.kill()
            process.wait()

    assert {name: o.value for name, o in ends.items()} == {f"t{n}": n * 2 for n in range(many)}
    assert [*tmp_path.iterdir()] == []


def _answering(port: int, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the scheduler never came up")
