"""A child process that does one task after another, with limits on memory and time, and no network.

It is started by name and never forked: PDFium and the OCR engine do not survive a fork. It is no
``multiprocessing.Process``, because those may not be started by the workers of a cluster, which
are daemons.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.spawn import get_preparation_data
from pathlib import Path

from goodcause.engine.call import call, surprise
from goodcause.engine.seclusion import leave_network
from goodcause.engine.task import Ending, Outcome, Task
from goodcause.engine.watchdog import allow, enter_worker

_GIB = 1 << 30
_TASKS = 500  # a fresh child now and then bounds what a leaky library can hold
_START = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
from multiprocessing.connection import Connection
from multiprocessing.spawn import prepare
pipe, alive = Connection(int(sys.argv[1])), int(sys.argv[2])
try:
    prepare(pipe.recv())
except EOFError:
    sys.exit(1)
from goodcause.engine.child import live
live(pipe, alive)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one child may use.

    Attributes:
        address_space: bytes of virtual memory; libraries map far more than they touch.
        file_size: bytes of any one file it writes.
    """

    address_space: int = 8 * _GIB
    file_size: int = 8 * _GIB


class Child:
    """One child as its parent sees it.

    Attributes:
        pipe: where its outcomes come from.
        task: what it does at the moment.
        worn: whether it did enough and should make room for a fresh one.
    """

    def __init__(self, limits: Limits, log: Path | None = None, *, like_us: bool = True) -> None:
        """Start it.

        Args:
            limits: what it may use.
            log: receives what libraries in it write to their error output.
            like_us: whether it loads the program that started us, so that functions of that
                program's own file can be sent to it.
        """
        ours, theirs = socket.socketpair()
        alive, self._alive = os.pipe()
        with theirs:
            # Its arguments are numbers of ours; -c is our own few lines above.
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", _START, str(theirs.fileno()), str(alive)],
                pass_fds=(theirs.fileno(), alive),
                stdin=subprocess.DEVNULL,
            )
        os.close(alive)
        self.pipe = Connection(ours.detach())
        self.task: Task | None = None
        self.worn = False
        self._since = 0.0
        self._done = 0
        self._send(_what_to_load(like_us=like_us))
        self._send((limits, log))

    @property
    def pid(self) -> int:
        """The system's number of the process."""
        return self._process.pid

    def give(self, task: Task) -> bool:
        """Hand over a task; false when it died while idle, which is nobody's fault."""
        if not self._send(task):
            return False
        self.task, self._since = task, time.monotonic()
        return True

    def left(self) -> float:
        """Seconds until the task has taken too long."""
        limit = self.task.seconds if self.task else 0.0
        return self._since + limit - time.monotonic()

    def hear(self) -> Outcome:
        """What it answers; when it died, how. Afterwards it is idle, worn or gone."""
        task = self._busy()
        try:
            outcome = self.pipe.recv()
        except (EOFError, OSError):
            self.worn = True
            return _death(task, self._end_code())
        if not isinstance(outcome, Outcome):
            raise TypeError(f"a worker answered with {type(outcome).__name__}")
        self.task = None
        self._done += 1
        self.worn = self._done >= _TASKS or outcome.ending is Ending.BROKE
        return outcome

    def stop_late(self) -> Outcome:
        """Stop it in the middle of a task that takes too long."""
        task = self._busy()
        self.kill()
        self.worn = True
        words = f"it took longer than {task.seconds:.0f} seconds and was stopped"
        return Outcome(task=task, ending=Ending.HUNG, error=words)

    def kill(self) -> None:
        """Stop it at once, whatever it does."""
        self._process.kill()

    def end(self) -> None:
        """Let it go: an idle one by itself, any other by force."""
        if self.pipe.closed:
            return
        self.pipe.close()
        try:
            # One that met something unforeseen still writes it down.
            self._process.wait(timeout=10 if self.worn else 0 if self.task else 1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=10)
        os.close(self._alive)

    def _busy(self) -> Task:
        if self.task is None:
            raise RuntimeError("an idle worker spoke")
        return self.task

    def _send(self, what: object) -> bool:
        try:
            self.pipe.send(what)
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def _end_code(self) -> int | None:
        try:
            return self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return None


def _what_to_load(*, like_us: bool) -> dict[str, object]:
    """Where a child finds its modules, and the program it is to be like."""
    facts = get_preparation_data("goodcause-worker")
    left_out = "authkey" if like_us else ("authkey", "init_main")
    return {name: fact for name, fact in facts.items() if not name.startswith(left_out)}


def live(pipe: Connection, alive: int) -> None:
    """The life of a child: take a task, do it, answer, until the parent is gone."""
    leave_network()
    enter_worker()
    threading.Thread(target=_end_with_parent, args=(alive,), daemon=True).start()
    try:
        limits, log = pipe.recv()
    except (EOFError, OSError):
        return
    if log is not None:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(out, 2)
    _bound(limits)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        if not _answer(pipe, task):
            return


def _bound(limits: Limits) -> None:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    if sys.platform != "darwin":  # macOS refuses these limits
        resource.setrlimit(resource.RLIMIT_AS, (limits.address_space, limits.address_space))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.file_size, limits.file_size))


def _end_with_parent(alive: int) -> None:
    """A parent that was killed outright ends nobody; a child must not go on without it."""
    os.read(alive, 1)  # nobody writes: it returns when the last other end is closed
    os._exit(1)


def _answer(pipe: Connection, task: Task) -> bool:
    """Do the task and say how it ended; false when the parent is gone."""
    outcome = None
    try:
        outcome = call(task)
    finally:
        # An unforeseen error goes on and ends this process, but not before it is told.
        error = sys.exc_info()[1]
        if outcome is None and error is not None:
            outcome = surprise(task, error)
        allow(0)
        heard = _tell(pipe, outcome)
    return heard


def _tell(pipe: Connection, outcome: Outcome | None) -> bool:
    try:
        pipe.send(outcome)
    except (BrokenPipeError, ConnectionResetError):
        return False
    return True


def _death(task: Task, code: int | None) -> Outcome:
    if code == -signal.SIGALRM:
        words = "one step of it took longer than allowed and was stopped"
        return Outcome(task=task, ending=Ending.HUNG, error=words)
    words = f"the process working on it ended with code {code}"
    if code is not None and code < 0:
        words = f"the process working on it was ended by signal {-code} ({_signal_name(-code)})"
    return Outcome(task=task, ending=Ending.CRASHED, error=words)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"
