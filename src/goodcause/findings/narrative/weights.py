"""The trained classifier: a conditional random field whose weights are a text that can be read.

Each line of the file is an attribute and its weight for each kind of words. For a sentence, the
weights of what is told of each word are summed, and the chances of each kind follow from going
through the sentence forwards and backwards (Lafferty, McCallum and Pereira, ICML 2001).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goodcause.findings.narrative.features import (
    REACH,
    Described,
    Shapes,
    State,
    of_shapes,
    of_state,
    of_word,
)

Rows = NDArray[np.float32]
K = TypeVar("K", bound=Hashable)
_STEPS = tuple(range(-REACH, REACH + 1))
_KEPT = 60_000
"""So many words or states are remembered; past that memory is begun anew, and stays flat."""
_SCALED = 8
"""Products are scaled so often, long before they could leave the range of numbers."""
_FIRST = "# kinds:"
_LINK = ">"


@dataclass(slots=True)
class _Memory:
    """Summed weights by what they belong to, as rows of one growing table."""

    width: tuple[int, ...]
    rows: dict[Hashable, int] = field(default_factory=dict)
    table: Rows = field(init=False)

    def __post_init__(self) -> None:
        self.table = np.zeros((1024, *self.width), np.float32)

    def at(self, keys: Sequence[K], make: Callable[[K], Rows]) -> Rows:
        """The rows of some keys, those not met before made now."""
        if len(self.rows) > _KEPT:
            self.rows.clear()
        found = []
        for key in keys:
            row = self.rows.get(key)
            if row is None:
                row = len(self.rows)
                if row >= len(self.table):
                    self.table = np.concatenate([self.table, np.zeros_like(self.table)])
                self.table[row] = make(key)
                self.rows[key] = row
            found.append(row)
        return self.table[found]


class Classifier:
    """Chances of each kind for each word of sentences.

    Attributes:
        kinds: the kinds of words, in the order of the columns; ``O`` is none of them.
    """

    def __init__(
        self, kinds: Sequence[str], weights: Mapping[str, Rows], links: NDArray[np.float64]
    ) -> None:
        self.kinds = tuple(kinds)
        self._weights = weights
        self._links = np.exp(links)
        self._none = np.zeros(len(kinds), np.float32)
        self._words = _Memory((len(_STEPS), len(kinds)))
        self._shapes = _Memory((len(kinds),))
        self._states = _Memory((len(kinds),))

    @classmethod
    def parse(cls, text: str) -> Classifier:
        """Read a model's text.

        Raises:
            ValueError: the text is not a model.
        """
        head, *lines = text.splitlines()
        if not head.startswith(_FIRST):
            raise ValueError("this is not a model of the classifier; make one with `make model`")
        kinds = head[len(_FIRST) :].split()
        column = {kind: at for at, kind in enumerate(kinds)}
        weights: dict[str, Rows] = {}
        links = np.zeros((len(kinds), len(kinds)))
        for line in lines:
            name, *values = line.split("\t")
            row = np.zeros(len(kinds), np.float32)
            for value in values:
                kind, _, weight = value.partition(":")
                row[column[kind]] = float(weight)
            if name.startswith(_LINK):
                links[column[name[1:]]] = row
            else:
                weights[name] = row
        return cls(kinds, weights, links)

    def chances(self, sentences: Sequence[Described]) -> list[NDArray[np.float64]]:
        """For each sentence, a row a word and a column a kind; each row sums to 1."""
        return _through(self._summed(sentences), self._links) if sentences else []

    def _sum(self, attributes: Iterable[str]) -> Rows:
        total = self._none.copy()
        for name in attributes:
            row = self._weights.get(name)
            if row is not None:
                total += row
        return total

    def _of_word(self, text: str) -> Rows:
        if not text:  # between sentences
            return np.zeros((len(_STEPS), len(self.kinds)), np.float32)
        return np.stack([self._sum(of_word(text, step)) for step in _STEPS])

    def _of_shapes(self, shapes: Shapes) -> Rows:
        return self._sum(of_shapes(shapes))

    def _of_state(self, state: State) -> Rows:
        return self._sum(of_state(state))

    def _summed(self, sentences: Sequence[Described]) -> list[Rows]:
        """The weights of each word of each sentence; all are summed at once, with gaps between."""
        gap = ("",) * REACH
        said = [*gap]
        for sentence in sentences:
            said += (*sentence.words, *gap)
        told = self._words.at(said, self._of_word)
        total = np.zeros((len(said), len(self.kinds)), np.float32)
        for column, step in enumerate(_STEPS):
            # A word ``step`` places before tells of this one.
            total[REACH:-REACH] += told[REACH - step : len(said) - REACH - step, column]
        parts = []
        first = REACH
        for sentence in sentences:
            part = total[first : first + len(sentence.words)]
            part += self._shapes.at(sentence.shapes, self._of_shapes)
            part += self._states.at(sentence.states, self._of_state)
            part += self._sum(sentence.whole)
            parts.append(part)
            first += len(sentence.words) + REACH
        return parts


def _through(sums: Sequence[Rows], links: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Chances by going through all sentences side by side, forwards and backwards at once.

    Going backwards is going forwards through the sentence turned round, with the links turned.
    """
    longest = max(len(s) for s in sums)
    here = np.ones((longest, 2, len(sums), len(links)))
    for at, s in enumerate(sums):
        likely = np.exp(s - s.max(axis=1, keepdims=True))
        here[: len(s), 0, at] = likely
        here[: len(s), 1, at] = likely[::-1]
    both_links = np.stack([links, links.T])
    for at in range(1, longest):
        state = np.matmul(here[at - 1], both_links)
        if at % _SCALED == 0:
            state /= state.sum(axis=2, keepdims=True)
        here[at] *= state
    chances = []
    for at, s in enumerate(sums):
        forward, backward = here[: len(s), 0, at], here[: len(s), 1, at][::-1]
        # Either way has counted the word itself.
        joined = forward * backward / np.exp(s - s.max(axis=1, keepdims=True))
        chances.append(joined / joined.sum(axis=1, keepdims=True))
    return chances
