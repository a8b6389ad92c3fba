"""Makes stretches of words out of the chances of each word, as whole as a reader would take them.

Once a sentence is known to tell of exposure, what else in it looks like a time or a place is
taken more readily; a gap of a word or two is closed; and a place goes with the words that say
whose or where it is ("the kennel side" with "of the shelter").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodcause.findings.narrative.features import Word, class_of
from goodcause.findings.narrative.hints import Asked
from goodcause.findings.vulnerability import ENOUGH

LEAST = {"T": 0.3, "P": 0.3, "D": 0.5, "B": 0.4, "M": 0.4, "H": 0.5}
"""How likely the words of a kind must be. Times and places are cheap to look at and dear to
miss; the others have rules of their own, and the classifier only adds what these do not know."""
READILY = 0.12
"""So likely must the words of a time or place be in a sentence that tells of another for sure."""
_EXPOSED = 0.5
_DOUBTFUL = 0.04
"""What the rules read in a sentence full of cues counts, if the classifier allows it so much."""
_CUES_ENOUGH = 3.0
_RULED = 0.4
"""What the rules read in a sentence where much speaks for exposure and nothing against it counts
so much, whatever the classifier makes of it."""
_NOTHING = 0.95
_GAP = 2
_GOES_ON = 0.05
_LONGEST_TAIL = 4
_LINKS = frozenset(
    ["of", "at", "in", "by", "on", "off", "behind", "under", "beneath", "beside", "near", "below",
     "above", "past", "across", "along", "outside", "opposite", "between", "from", "to"]
)  # fmt: skip
_NOUNS = frozenset(
    ["x", "Xx", "X", "XX", "ADJ", "PATH", "BIZ", "ROADS", "ORD", "SPOT", "d", "dd", "ddd", "dddd"]
)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one kind.

    Attributes:
        first, last: indices of words.
        kind: the classifier's letter.
        probability: of the likeliest of the words.
        ruled: whether the rules read it and the classifier only did not deny it.
    """

    first: int
    last: int
    kind: str
    probability: float
    ruled: bool = False


def runs_of(
    asked: Asked, tokens: Sequence[Word], chances: NDArray[np.float64], kinds: Sequence[str]
) -> list[Run]:
    """The stretches of a sentence that count, the classifier's before those only the rules read.

    Args:
        asked: the sentence.
        tokens: its words.
        chances: a row a word and a column a kind.
        kinds: the kinds in the order of the columns.
    """
    danger = chances[:, [kinds.index("T"), kinds.index("P")]]
    exposed = bool(danger.max(initial=0.0) >= _EXPOSED)
    least = {**LEAST, "T": READILY, "P": READILY} if exposed else LEAST
    runs = _bridged(_likely(chances, kinds, least), chances, kinds)
    runs = [_tailed(run, tokens) for run in runs]
    if exposed or asked.judged.score >= ENOUGH:
        runs += _read(asked, tokens, chances, kinds)
    return runs


def _likely(
    chances: NDArray[np.float64], kinds: Sequence[str], least: dict[str, float]
) -> Iterator[Run]:
    """Stretches of words that are likely enough of one kind."""
    nothing = kinds.index("O")
    wanted = [(at, kind) for at, kind in enumerate(kinds) if kind in least]
    current: Run | None = None
    for at in range(len(chances)):
        kind, probability = "", 0.0
        if chances[at, nothing] < _NOTHING:
            probability, kind = max((float(chances[at, column]), k) for column, k in wanted)
            if probability < least[kind]:
                kind = ""
        if current is not None and kind == current.kind:
            best = max(current.probability, probability)
            current = Run(current.first, at, kind, best)
            continue
        if current is not None:
            yield current
        current = Run(at, at, kind, probability) if kind else None
    if current is not None:
        yield current


def _bridged(runs: Iterable[Run], chances: NDArray[np.float64], kinds: Sequence[str]) -> list[Run]:
    """Stretches of one kind with a word or two between them that may well belong, as one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last is not None and last.kind == run.kind and run.first - last.last <= _GAP + 1:
            between = chances[last.last + 1 : run.first, kinds.index(run.kind)]
            if between.min() >= _GOES_ON:
                best = max(last.probability, run.probability)
                joined[-1] = Run(last.first, run.last, run.kind, best)
                continue
        joined.append(run)
    return joined


def _tailed(run: Run, tokens: Sequence[Word]) -> Run:
    """A sure place with the words that say of what, or where, it is."""
    if run.kind != "P" or run.probability < _EXPOSED:
        return run
    at = run.last + 1
    if at >= len(tokens) or tokens[at].text.lower() not in _LINKS:
        return run
    at += 1
    if at < len(tokens) and class_of(tokens[at].text) in ("DET", "POSS", "HIS"):
        at += 1
    end = at
    while end < len(tokens) and end - at < _LONGEST_TAIL and class_of(tokens[end].text) in _NOUNS:
        end += 1
    return replace(run, last=end - 1) if end > at else run


def _read(
    asked: Asked, tokens: Sequence[Word], chances: NDArray[np.float64], kinds: Sequence[str]
) -> Iterator[Run]:
    """Times and places that the rules read in a sentence of exposure, unless the words deny it."""
    judged = asked.judged
    sure = judged.score >= _CUES_ENOUGH and all(cue.weight > 0 for cue in judged.cues)
    firm = [("T", t.start, t.end) for t in judged.times if not t.vague]
    firm += [("P", p.start, p.end) for p in judged.places]
    for kind, start, end in firm:
        inside = [i for i, t in enumerate(tokens) if t.end > start and t.start < end]
        likely = float(chances[inside, kinds.index(kind)].max()) if inside else 0.0
        if inside and (likely >= _DOUBTFUL or sure):
            best = max(likely, _RULED) if sure else likely
            yield Run(inside[0], inside[-1], kind, best, ruled=True)
