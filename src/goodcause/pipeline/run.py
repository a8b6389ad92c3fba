"""Running ledgered units through an engine: what is done is not done again.

This is the one place where the ledger and an engine meet. It retries what may have been bad
luck, gives up on what is not, and stops at once when the machine itself will not go on. What an
engine says is believed only when the bytes it names are there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.metadata import version

from goodcause.base.blobs import Blobs
from goodcause.base.errors import StoppedError
from goodcause.engine.task import Ending, Engine, Outcome, Task
from goodcause.pipeline.journal import note
from goodcause.pipeline.leasing import LeasedQueue
from goodcause.pipeline.packing import pack, unpack
from goodcause.store import ledger
from goodcause.store.ledger import Lease, Unit

_ATTEMPTS = {
    Ending.REFUSED: 1,  # the source itself is at fault: trying again would say the same
    Ending.HUNG: 2,  # what hangs once mostly hangs again, and each try costs the time allowed
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One unit with what a worker needs to do it."""

    unit: Unit
    work: Callable[[object], object]
    payload: object
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A unit that ended: with a value, or with the reason it was given up on."""

    work: Work
    value: object = None
    reason: str = ""


class Runner:
    """Runs units and hands each result to a function, which may ask for more units."""

    def __init__(
        self,
        engine: Engine,
        answer: type,
        fits: Callable[[object], bool] | None = None,
        whole: Callable[[object], bool] | None = None,
    ) -> None:
        """Set up.

        Args:
            engine: where units run.
            answer: the type every unit of this run returns.
            fits: whether an answer from the ledger may still be believed; by default it may.
            whole: whether what a fresh answer names is really there, for no engine is believed;
                by default what ``fits`` says.
        """
        self._engine = engine
        self._answer = answer
        self._fits = fits or (lambda _: True)
        self._whole = whole or self._fits
        self._queue = LeasedQueue()
        self._works: dict[str, Work] = {}
        self._early: list[Result] = []

    def ask(self, works: Iterable[Work]) -> None:
        """Add units; those already done or given up on are answered from the ledger."""
        asked = list(works)
        if not asked:
            return
        done = ledger.finished(w.unit for w in asked)
        dead = ledger.quarantined(w.unit for w in asked)
        fresh: list[Work] = []
        for work in asked:
            name = work.unit.name
            value = unpack(self._answer, done[name].encode()) if name in done else None
            if value is not None and self._fits(value):
                self._early.append(Result(work=work, value=value))
            elif name in dead:
                self._early.append(Result(work=work, reason=dead[name]))
            else:
                fresh.append(work)
        self._works |= {work.unit.name: work for work in fresh}
        ledger.enqueue(work.unit for work in fresh)
        for work in fresh:
            self._put(work)

    def run(self, take: Callable[[Result], Iterable[Work]]) -> None:
        """Run until nothing is left.

        Raises:
            StoppedError: the machine would not go on.
        """
        try:
            while self._early or self._queue.open:
                self._answer_early(take)
                self._run_once(take)
                self._look_elsewhere()
        finally:
            self._queue.release()

    def _run_once(self, take: Callable[[Result], Iterable[Work]]) -> None:
        outcomes = self._engine.run(self._queue)
        try:
            for outcome in outcomes:
                result = self._settle(outcome)
                if result is not None:
                    self.ask(take(result))
                self._answer_early(take)
        finally:
            # An engine that is not heard to its end must not go on by itself.
            getattr(outcomes, "close", lambda: None)()

    def _look_elsewhere(self) -> None:
        """Ask again for what another holder has: by now it may be done, or free."""
        names = self._queue.take_elsewhere()
        if names:
            self.ask(self._works[name] for name in names)

    def _answer_early(self, take: Callable[[Result], Iterable[Work]]) -> None:
        while self._early:
            self.ask(take(self._early.pop(0)))

    def _put(self, work: Work) -> None:
        task = Task(name=work.unit.name, work=work.work, payload=work.payload, seconds=work.seconds)
        self._queue.want(work.unit, task)

    def _settle(self, outcome: Outcome) -> Result | None:
        """Record an outcome; nothing is returned when the unit is to be tried again."""
        if outcome.ending is Ending.STOPPED:
            raise StoppedError(outcome.error)
        name = outcome.task.name
        lease = self._queue.settle(name)
        if lease is None:
            return None  # an engine may bring a result twice; it counts once
        note(name, outcome.ending.value, lease.attempt, outcome.seconds)
        work = self._works[name]
        if outcome.ending is not Ending.DONE:
            return self._fail(work, lease, outcome.ending, outcome.error)
        if not isinstance(outcome.value, self._answer) or not self._whole(outcome.value):
            words = "its worker said that it was done, and what it made is not there"
            return self._fail(work, lease, Ending.BROKE, words)
        return self._keep(work, lease, outcome)

    def _keep(self, work: Work, lease: Lease, outcome: Outcome) -> Result | None:
        output = pack(outcome.value).decode()
        stands = ledger.done(lease, output, outcome.seconds)
        if stands is None:
            self._queue.elsewhere.append(work.unit.name)
            return None
        value = outcome.value if stands == output else unpack(self._answer, stands.encode())
        return Result(work=work, value=value)

    def _fail(self, work: Work, lease: Lease, ending: Ending, error: str) -> Result | None:
        most = _ATTEMPTS.get(ending, ledger.MAX_ATTEMPTS)
        reason = f"{error}; it was tried {most} times and set aside" if most > 1 else error
        if ledger.failed(lease, reason, most=most) == "quarantined":
            return Result(work=work, reason=reason)
        # Asked again, not put: whoever overtook the lease may have done it meanwhile.
        self.ask([work])
        return None


def kept(blobs: Blobs, digests: Iterable[object]) -> bool:
    """Whether blobs of those digests are there and hold what they are named for."""
    try:
        for digest in digests:
            blobs.get(str(digest))
    except StoppedError:
        return False  # missing or altered: the unit is done again
    return True


def fingerprint(*parts: object) -> str:
    """Digest of whatever a unit's result depends on, the code among it."""
    text = "\x1f".join(str(part) for part in (code_version(), *parts))
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


_READING = ("base", "programs", "intake", "pages", "findings")
_BUILDING = ("removals", "production")


def code_version() -> str:
    """Digest of this program's own code: changed code does not reuse old results."""
    return _digest_of(_READING + _BUILDING)


def reading_version() -> str:
    """Digest of the code that pages and findings come from, and of the renderer beneath it."""
    return hashlib.sha256(f"{_digest_of(_READING)} {version('pypdfium2')}".encode()).hexdigest()


def program_version() -> str:
    """Digest of everything that a worker on another host runs; what it must have as we have it."""
    libraries = " ".join(version(name) for name in ("pypdfium2", "numpy", "pillow", "pikepdf"))
    mine = _digest_of((*_READING, *_BUILDING, "order", "decisions", "engine", "pipeline"))
    return hashlib.sha256(f"{mine} {libraries}".encode()).hexdigest()


@lru_cache(maxsize=3)
def _digest_of(folders: tuple[str, ...]) -> str:
    hasher = hashlib.sha256()
    root = resources.files("goodcause")
    for folder in folders:
        for file in sorted(root.joinpath(folder).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".py"):
                hasher.update(file.name.encode() + b"\0" + file.read_bytes())
    return hasher.hexdigest()
