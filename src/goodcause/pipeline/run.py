"""Running ledgered units through an engine: what is done is not done again.

This is the one place where the ledger and an engine meet. It retries what may have been bad
luck, gives up on what is not, and stops at once when the machine itself will not go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.metadata import version

from goodcause.base.errors import StoppedError
from goodcause.engine.task import Ending, Engine, Outcome, Queue, Task
from goodcause.pipeline.packing import pack, unpack
from goodcause.store import ledger
from goodcause.store.ledger import Unit

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
        self, engine: Engine, answer: type, fits: Callable[[object], bool] | None = None
    ) -> None:
        """Set up.

        Args:
            engine: where units run.
            answer: the type every unit of this run returns.
            fits: whether an answer from the ledger may still be believed; by default it may.
        """
        self._engine = engine
        self._answer = answer
        self._fits = fits or (lambda _: True)
        self._queue = Queue()
        self._works: dict[str, Work] = {}
        self._early: list[Result] = []

    def ask(self, works: Iterable[Work]) -> None:
        """Add units; those already done or given up on are answered from the ledger."""
        fresh = list(works)
        done = ledger.finished(w.unit for w in fresh)
        dead = ledger.quarantined(w.unit for w in fresh)
        for work in fresh:
            name = work.unit.name
            value = unpack(self._answer, done[name].encode()) if name in done else None
            if value is not None and self._fits(value):
                self._early.append(Result(work=work, value=value))
            elif name in dead:
                self._early.append(Result(work=work, reason=dead[name]))
            else:
                self._works[name] = work
                self._put(work)

    def run(self, take: Callable[[Result], Iterable[Work]]) -> None:
        """Run until nothing is left.

        Raises:
            StoppedError: the machine would not go on.
        """
        while self._early or self._queue.waiting:
            self._answer_early(take)
            for outcome in self._engine.run(self._queue):
                result = self._settle(outcome)
                if result is not None:
                    self.ask(take(result))
                self._answer_early(take)

    def _answer_early(self, take: Callable[[Result], Iterable[Work]]) -> None:
        while self._early:
            self.ask(take(self._early.pop(0)))

    def _put(self, work: Work) -> None:
        self._queue.put(
            Task(name=work.unit.name, work=work.work, payload=work.payload, seconds=work.seconds)
        )

    def _settle(self, outcome: Outcome) -> Result | None:
        """Record an outcome; nothing is returned when the unit is to be tried again."""
        work = self._works[outcome.task.name]
        if outcome.ending is Ending.STOPPED:
            raise StoppedError(outcome.error)
        if outcome.ending is Ending.DONE:
            ledger.done(work.unit, pack(outcome.value).decode(), outcome.seconds)
            return Result(work=work, value=outcome.value)
        most = _ATTEMPTS.get(outcome.ending, ledger.MAX_ATTEMPTS)
        reason = outcome.error
        if most > 1:
            reason = f"{reason}; it was tried {most} times and set aside"
        if ledger.failed(work.unit, reason, most=most):
            return Result(work=work, reason=reason)
        self._put(work)
        return None


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


@lru_cache(maxsize=2)
def _digest_of(folders: tuple[str, ...]) -> str:
    hasher = hashlib.sha256()
    root = resources.files("goodcause")
    for folder in folders:
        for file in sorted(root.joinpath(folder).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".py"):
                hasher.update(file.name.encode() + b"\0" + file.read_bytes())
    return hasher.hexdigest()
