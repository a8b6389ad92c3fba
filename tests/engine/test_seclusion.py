from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from goodcause.engine.processes import Processes
from goodcause.engine.seclusion import can_leave_network
from goodcause.engine.task import Queue, Task

pytestmark = pytest.mark.skipif(
    not can_leave_network(), reason="this system does not let a process leave its network"
)


def call_out(port: object) -> object:
    """What a hostile file would have a library do."""
    if not isinstance(port, int):
        raise TypeError(port)
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError as e:
        return type(e).__name__
    return "connected"


def owner(path: object) -> object:
    made = Path(str(path))
    made.write_text("words")
    return made.stat().st_uid


def answers(work: object, payload: object) -> object:
    queue = Queue()
    assert callable(work)
    queue.put(Task(name="one", work=work, payload=payload, seconds=30.0))
    (outcome,) = Processes(1).run(queue)
    return outcome.value


def test_a_worker_cannot_reach_a_listening_port() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        assert call_out(port) == "connected"
        assert answers(call_out, port) != "connected"


def test_what_a_worker_writes_belongs_to_its_user(tmp_path: Path) -> None:
    assert answers(owner, tmp_path / "made") == os.geteuid()
    assert (tmp_path / "made").stat().st_uid == os.geteuid()
