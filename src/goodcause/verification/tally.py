"""Keeps count of what was tried, what was found and what was not looked at."""

from __future__ import annotations

from goodcause.verification.secret import Blind, Problem, Severity, Tried, Verdict

_MOST_PER_CHECK = 200  # a volume broken on every page needs no thirty thousand sentences


class Tally:
    """The growing record of one verification; becomes a `Verdict` at the end."""

    __slots__ = ("_blinds", "_order", "_problems", "_seen", "_tried")

    def __init__(self) -> None:
        self._order: dict[str, str] = {}
        self._tried: dict[str, int] = {}
        self._problems: dict[str, list[Problem]] = {}
        self._seen: set[tuple[str, str, str]] = set()
        self._blinds: dict[Blind, None] = {}

    def begin(self, check: str, description: str) -> None:
        """Announce a check, so that it is listed even when it had nothing to look at."""
        self._order.setdefault(check, description)

    def looked(self, check: str, on: int = 1) -> None:
        """Count the things a check was carried out on."""
        self._tried[check] = self._tried.get(check, 0) + on

    def broken(self, check: str, where: str, what: str) -> None:
        """Record an invariant that does not hold."""
        self._add(Severity.BROKEN, check, where, what)

    def leak(self, check: str, where: str, what: str) -> None:
        """Record a removed value that can be got back; ``what`` never quotes it."""
        self._add(Severity.LEAK, check, where, what)

    def blind(self, what: str, why: str) -> None:
        """Record what was not examined; the same sentence twice counts once."""
        self._blinds[Blind(what=what, why=why)] = None

    def found(self, check: str, where: str) -> bool:
        """Whether a check has found something wrong with a file or a page of it."""
        return any(problem.where.startswith(where) for problem in self._problems.get(check, ()))

    def problems_of(self, check: str) -> int:
        """How many problems one check has found so far."""
        return len(self._problems.get(check, ()))

    def verdict(self, volume: str) -> Verdict:
        """Close the record."""
        tried = tuple(
            Tried(
                check=check,
                description=description,
                on=self._tried.get(check, 0),
                problems=self.problems_of(check),
            )
            for check, description in self._order.items()
        )
        problems: list[Problem] = []
        for check in self._order:
            found = self._problems.get(check, [])
            problems += found[:_MOST_PER_CHECK]
            if len(found) > _MOST_PER_CHECK:
                problems.append(_and_more(check, found))
        return Verdict(
            volume=volume, tried=tried, problems=tuple(problems), blinds=tuple(self._blinds)
        )

    def _add(self, severity: Severity, check: str, where: str, what: str) -> None:
        self._order.setdefault(check, check)
        if (check, where, what) in self._seen:
            return
        self._seen.add((check, where, what))
        one = Problem(severity=severity, check=check, where=where, what=what)
        self._problems.setdefault(check, []).append(one)


def _and_more(check: str, found: list[Problem]) -> Problem:
    rest = found[_MOST_PER_CHECK:]
    worst = Severity.LEAK if any(p.severity is Severity.LEAK for p in rest) else Severity.BROKEN
    return Problem(
        severity=worst, check=check, where="", what=f"and {len(rest)} more problems of this kind."
    )
