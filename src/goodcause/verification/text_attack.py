"""Looks for removed values in text: layers, text files, load files, logs, names."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from goodcause.verification.dates import Day, days_in
from goodcause.verification.needles import Needle, Prepared, Shape, tokens
from goodcause.verification.tally import Tally

_KEY = 4  # leading characters under which needles are indexed; no needle is shorter than five
_NEAR = 10  # tokens before a place within which its context must stand
_SHY_TOKENS = 3
_TOO_COMMON = 2  # other documents that lawfully hold the same words


@dataclass(slots=True)
class Index:
    """Needles by how they begin, and dates by day."""

    by_start: dict[str, list[tuple[str, Needle]]] = field(default_factory=lambda: defaultdict(list))
    by_day: dict[Day, list[Needle]] = field(default_factory=lambda: defaultdict(list))

    def add(self, needle: Needle, *, own: bool = False) -> None:
        """Take a needle in, with the forms that count in its own documents if so asked."""
        if needle.day is not None:
            self.by_day[needle.day].append(needle)
        for key in (*needle.keys, *needle.own_keys) if own else needle.keys:
            self.by_start[key[:_KEY]].append((key, needle))

    def find(self, text: str) -> Iterator[Needle]:
        """Yield the needles that the text gives away."""
        if self.by_day:
            for day in days_in(text):
                yield from self.by_day.get(day, ())
        if not self.by_start:
            return
        parts = tokens(text)
        starts, at = [], 0
        for part in parts:
            starts.append(at)
            at += len(part)
        starts.append(at)
        squashed = "".join(parts)
        for number, start in enumerate(starts[:-1]):
            for key, needle in self.by_start.get(squashed[start : start + _KEY], ()):
                if squashed.startswith(key, start) and _fits(key, needle, number, starts, parts):
                    yield needle


def is_shy(needle: Needle) -> bool:
    """Whether other papers of the volume may tell that the words are common there."""
    return (
        needle.shape is Shape.WORDS
        and not needle.secret.everywhere
        and len(tokens(needle.secret.value)) <= _SHY_TOKENS
        and needle.squashed.isalpha()
    )


class TextAttack:
    """All needles against one text after another; words common in the volume are judged last."""

    def __init__(self, prepared: Prepared, tally: Tally) -> None:
        tally.begin("text", "removed values in text layers, text files, load files, logs and names")
        self._tally = tally
        self._everywhere = Index()
        self._shy = Index()
        self._all = Index()
        self._own: dict[str, Index] = defaultdict(Index)
        self._of: dict[str, list[Needle]] = defaultdict(list)
        for needle in prepared.needles:
            self._all.add(needle)
            if needle.secret.everywhere:
                self._everywhere.add(needle)
            if is_shy(needle):
                self._shy.add(needle)
            for begin in needle.secret.begin_bates:
                self._own[begin].add(needle, own=True)
                self._of[begin].append(needle)
        self._elsewhere: dict[Needle, set[str]] = defaultdict(set)
        self._waiting: dict[Needle, dict[tuple[str, str], None]] = defaultdict(dict)

    def document(self, begin: str, where: str, text: str, carrier: str) -> None:
        """Look through a text that belongs to one document."""
        self._tally.looked("text")
        seen = set[int]()
        for needle in (*self.found(begin, text),):
            if id(needle) in seen:
                continue
            seen.add(id(needle))
            if is_shy(needle):
                self._waiting[needle][where, carrier] = None
            else:
                self._report(needle, where, carrier)
        for needle in self._shy.find(text):
            if begin not in needle.secret.begin_bates:
                self._elsewhere[needle].add(begin)

    def shared(self, where: str, text: str, carrier: str) -> None:
        """Look through a text that belongs to no document, for what must be nowhere."""
        self._tally.looked("text")
        for needle in self._everywhere.find(text):
            self._report(needle, where, carrier)

    def anywhere(self, where: str, text: str, carrier: str) -> None:
        """Look through a text that must hold no removed value of any document."""
        self._tally.looked("text")
        for needle in self._all.find(text):
            self._report(needle, where, carrier)

    def found(self, begin: str, text: str) -> Iterator[Needle]:
        """The needles in scope for a document that a text of it gives away."""
        own = self._own.get(begin)
        if own is not None:
            yield from own.find(text)
        for needle in self._everywhere.find(text):
            secret = needle.secret
            if begin not in secret.except_bates and begin not in secret.begin_bates:
                yield needle

    def own(self, begin: str) -> tuple[Needle, ...]:
        """The needles removed from one document."""
        return tuple(self._of.get(begin, ()))

    def finish(self) -> frozenset[Needle]:
        """Judge the words that may be common; return those that are, for the other attacks."""
        common = set()
        for needle, documents in self._elsewhere.items():
            if len(documents) >= _TOO_COMMON:
                common.add(needle)
        for needle, places in self._waiting.items():
            if needle not in common:
                for where, carrier in places:
                    self._report(needle, where, carrier)
        if common:
            why = "the same words stand lawfully in several other documents; region check only"
            self._tally.blind(f"{len(common)} removed values as text", why)
        return frozenset(common)

    def _report(self, needle: Needle, where: str, carrier: str) -> None:
        self._tally.leak("text", where, f"{_capital(needle.name)} can be read in the {carrier}.")


def _fits(key: str, needle: Needle, number: int, starts: list[int], parts: list[str]) -> bool:
    start, end = starts[number], starts[number] + len(key)
    last = bisect_left(starts, end)
    if last == len(starts) or starts[last] != end:
        return False
    if needle.cuts is not None:
        inner = tuple(at - start for at in starts[number + 1 : last])
        return inner in needle.cuts
    return not needle.context or _any_in(needle.context, parts[max(number - _NEAR, 0) : number])


def _any_in(context: frozenset[str], parts: Iterable[str]) -> bool:
    return any(part in context for part in parts)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
