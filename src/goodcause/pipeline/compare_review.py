"""Readers' words on pairs of applicants and gifts: the piles, the words, and what they change.

Readers say of each doubtful pair what it is; every word is a row that stays, with an event of its
own, and a word taken back is one more row. The links, their probabilities and the answers follow
from the run and the words that hold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.linkage.answers import Answers, answer
from goodcause.linkage.compare import Comparison, with_verdicts
from goodcause.linkage.facts import Outcome
from goodcause.linkage.link import Link, LinkType, Standing
from goodcause.linkage.review import Verdict, Word
from goodcause.pipeline.compare_kept import Key, Run, pair_id
from goodcause.pipeline.review_decide import SECOND, Actor, StaleError, once
from goodcause.pipeline.review_index import now
from goodcause.store import audit
from goodcause.store.matter import together
from goodcause.store.models import PairWordRow

_MOST_WORDS: Final = 2000


class Pile(StrEnum):
    """Which pairs somebody goes through."""

    FIRST = "first"
    """Read by nobody yet."""
    SECOND = "second"
    """Read by one other person, whose word is not shown."""
    OPEN = "open"
    """Called unsure, or read differently by two persons."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words that hold.

    Attributes:
        verdicts: one for each pair and reader, oldest first.
        lapsed: words on pairs that read differently now, or are no longer there.
    """

    verdicts: tuple[Verdict, ...]
    lapsed: int = 0

    @cached_property
    def by_pair(self) -> dict[Key, dict[str, Word]]:
        """Readers and their words, pair by pair."""
        found: defaultdict[Key, dict[str, Word]] = defaultdict(dict)
        for v in self.verdicts:
            found[v.applicant, v.row, v.kind.value][v.reader] = v.word
        return dict(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a reader said.

    Attributes:
        pair: the pair's name.
        word: what it is.
        reason: why, in the reader's words.
        shown: digest of the pair as it was on the screen.
    """

    pair: str
    word: Word
    reason: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How far the review is.

    Attributes:
        piles: pairs in each pile, for one reader.
        words: pairs by the word that holds.
        twice: pairs that two persons read, and how many they read alike.
        kappa: Cohen's, over those; nothing where it has no meaning.
        lapsed: words that no longer speak of the pair they were said of.
    """

    piles: dict[str, int]
    words: dict[str, int]
    twice: tuple[int, int]
    kappa: float | None
    lapsed: int


def words_of(run: Run) -> Words:
    """The words that hold on the pairs of a run."""
    newest: dict[tuple[Key, str], PairWordRow] = {}
    for row in PairWordRow.objects.order_by("pk"):
        newest[(row.applicant, row.row, row.kind), row.by] = row
    verdicts, lapsed = [], 0
    for (key, _), row in sorted(newest.items(), key=lambda item: item[1].pk):
        link = run.links.get(key)
        if not row.word:
            continue
        if link is None or run.shown(link) != row.shown:
            lapsed += 1
            continue
        verdicts.append(_verdict(row))
    return Words(verdicts=tuple(verdicts), lapsed=lapsed)


def _verdict(row: PairWordRow) -> Verdict:
    return Verdict(
        applicant=row.applicant,
        row=row.row,
        kind=LinkType(row.kind),
        word=Word(row.word),
        reader=row.by,
        reason=row.reason,
    )


def reviewed(run: Run, words: Words) -> Comparison:
    """The comparison as readers left it."""
    return with_verdicts(run.found, words.verdicts)


def answers_of(run: Run, now_found: Comparison) -> Answers | None:
    """What the links that stand answer; nothing where no outcome is known."""
    if all(a.outcome is Outcome.UNKNOWN for a in run.kept.applicants):
        return None
    return answer(now_found.links, run.kept.applicants, run.kept.gifts, run.kept.window)


def pile(which: Pile, run: Run, words: Words, actor: Actor) -> list[Link]:
    """The pairs of a pile, as a reader goes through them: the likeliest first, unsure ones last.

    Pairs called unsure come in the order in which they were, so that none is shown twice running.
    """
    if which is Pile.OPEN:
        return [run.links[key] for key, said in words.by_pair.items() if _open(said)]
    if which is Pile.SECOND:
        read = [
            run.links[key]
            for key, said in words.by_pair.items()
            if len(said) == 1 and actor.name not in said and not _open(said)
        ]
        return sorted(read, key=_likeliest)
    doubtful = [link for link in run.kept.links if link.standing is Standing.REVIEW]
    unread = [link for link in doubtful if link.key not in words.by_pair]
    return sorted((k for k in unread if k.kind is not LinkType.JOINT_GIFT), key=_likeliest)


def _open(said: dict[str, Word]) -> bool:
    return len(set(said.values())) > 1 or Word.UNSURE in said.values()


def _likeliest(link: Link) -> tuple[float, Key]:
    return -link.probability, link.key


def figures(run: Run, words: Words, actor: Actor) -> Figures:
    """How far the review is, and how far two readers agree."""
    twice = [list(said.values())[:2] for said in words.by_pair.values() if len(said) > 1]
    alike = sum(one is other for one, other in twice)
    held = Counter(
        Word.UNSURE if _open(said) else next(iter(said.values())) for said in words.by_pair.values()
    )
    return Figures(
        piles={which.value: len(pile(which, run, words, actor)) for which in Pile},
        words={word.value: held[word] for word in Word},
        twice=(len(twice), alike),
        kappa=_kappa(twice),
        lapsed=words.lapsed,
    )


def _kappa(twice: Sequence[Sequence[Word]]) -> float | None:
    """Agreement beyond chance (Cohen 1960) of the first two words on each pair."""
    if not twice:
        return None
    alike = sum(one is other for one, other in twice) / len(twice)
    first, second = Counter(one for one, _ in twice), Counter(other for _, other in twice)
    chance = sum(first[w] * second[w] for w in Word) / len(twice) ** 2
    return None if chance == 1 else (alike - chance) / (1 - chance)


def history(link: Link) -> tuple[PairWordRow, ...]:
    """Every word ever said of a pair, the first first."""
    applicant, row, kind = link.key
    return tuple(PairWordRow.objects.filter(applicant=applicant, row=row, kind=kind).order_by("pk"))


def say(actor: Actor, run: Run, key: str, said: Said) -> dict[str, object]:
    """Take down a reader's word; a request sent twice is done once.

    Raises:
        UsageError: there is no such pair, or the word does not fit its kind.
        StaleError: the pair reads differently now.
        ForbiddenError: another person read it, and the role allows no second reading.
    """
    return once(key, lambda: _say(actor, run, said))


def _say(actor: Actor, run: Run, said: Said) -> dict[str, object]:
    link = run.pairs.get(said.pair)
    if link is None:
        raise UsageError("there is no such pair in the newest comparison; load the page again")
    if run.shown(link) != said.shown:
        raise StaleError("the pair reads differently now; it is shown anew", ())
    if said.word is Word.HOUSEHOLD and link.kind is not LinkType.SAME_PERSON:
        raise UsageError("only a pair of two persons can be one household; say match or not")
    if len(said.reason) > _MOST_WORDS:
        raise UsageError(f"the reason is longer than {_MOST_WORDS} characters; shorten it")
    others = {r.by for r in _holding(history(link)) if r.by != actor.name}
    if others:
        actor.needs(SECOND, "reading a pair a second time")
    entry = _Entry(
        key=link.key,
        word=said.word.value,
        shown=said.shown,
        reason=said.reason,
        second=bool(others),
    )
    row = _added(actor, entry)
    return {"word": int(row.pk), "pair": said.pair}


def take_back(actor: Actor, run: Run, key: str) -> dict[str, object]:
    """Take the actor's newest word back; what he or she had said of the pair before holds again.

    Raises:
        UsageError: there is nothing to take back.
    """
    return once(key, lambda: _take_back(actor, run))


def _take_back(actor: Actor, run: Run) -> dict[str, object]:
    mine = list(PairWordRow.objects.filter(by=actor.name).order_by("pk"))
    undone = {row.undoes_id for row in mine if row.undoes_id}
    open_ones = [row for row in mine if row.undoes_id is None and row.pk not in undone]
    if not open_ones:
        raise UsageError("there is no word of yours to take back")
    last = open_ones[-1]
    key = (last.applicant, last.row, last.kind)
    before = [r for r in open_ones[:-1] if (r.applicant, r.row, r.kind) == key]
    word, shown = (before[-1].word, before[-1].shown) if before else ("", last.shown)
    entry = _Entry(
        key=key, word=word, shown=shown, reason="taken back", second=last.second, undoes=last
    )
    _added(actor, entry)
    link = run.links.get(key)
    return {"pair": pair_id(link) if link else ""}


def _holding(rows: Iterable[PairWordRow]) -> list[PairWordRow]:
    newest = {row.by: row for row in rows}
    return [row for row in newest.values() if row.word]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One row to add."""

    key: Key
    word: str
    shown: str
    reason: str
    second: bool
    undoes: PairWordRow | None = None


def _added(actor: Actor, entry: _Entry) -> PairWordRow:
    applicant, row, kind = entry.key
    facts = {"applicant": applicant, "row": row, "kind": kind, "word": entry.word or "none"}
    with together():
        made = PairWordRow.objects.create(
            applicant=applicant,
            row=row,
            kind=kind,
            word=entry.word,
            shown=entry.shown,
            by=actor.name,
            reason=entry.reason,
            second=entry.second,
            undoes=entry.undoes,
            at=now(),
        )
        event = "pair taken back" if entry.undoes else "pair"
        more = {"by": actor.name, "reason": entry.reason, "second": entry.second}
        audit.record(event, {**facts, **more})
    return made
