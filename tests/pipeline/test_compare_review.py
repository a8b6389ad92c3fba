"""Readers' words on doubtful pairs: kept, taken back, read twice, and what they change."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connections

from goodcause.base.errors import UsageError
from goodcause.linkage.compare import Comparison, Sides, linked
from goodcause.linkage.engines import engine
from goodcause.linkage.facts import Outcome
from goodcause.linkage.link import LinkType, Standing
from goodcause.linkage.review import Word
from goodcause.pipeline.compare_kept import Run, keep, newest, pair_id
from goodcause.pipeline.compare_review import (
    Pile,
    Said,
    answers_of,
    figures,
    history,
    pile,
    reviewed,
    say,
    take_back,
    words_of,
)
from goodcause.pipeline.new import new_case
from goodcause.pipeline.review_decide import REVIEWER, SECOND, Actor, ForbiddenError, StaleError
from goodcause.store import audit
from goodcause.store.matter import Matter, open_matter
from goodcause.store.models import PairWordRow

from tests.linkage.making import applicant, gift, person, townspeople
from tests.pipeline.making import DAY

ADA, BEN = Actor(name="Ada Wren", rank=SECOND), Actor(name="Ben Finch", rank=SECOND)
HOME = {"street": "4471 Windrow Drive", "city": "Galt", "zip": "95632"}
# At a shared address an initial fits the whole household, so a person must look.
DOUBTFUL = [
    (person(f"X{n}", first, "Tamarisk", **HOME), person(f"Y{n}", first[0], "Tamarisk", **HOME))
    for n, first in enumerate(("Robert", "Wendy"))
]
JOINT = person("Y2", "R & Wendy", "Tamarisk", **HOME)


@pytest.fixture(scope="module")
def found() -> Comparison:
    applicants = [applicant(w) for w in (*(x for x, _ in DOUBTFUL), *townspeople("A", 0, 60))]
    applicants = [replace(a, outcome=Outcome.ISSUED, applied=date(2000, 3, 1)) for a in applicants]
    gifts = [gift(w) for w in (*(y for _, y in DOUBTFUL), JOINT, *townspeople("D", 200, 120))]
    with engine() as on:
        return linked(Sides(applicants=applicants, gifts=gifts), on)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case without papers, made once and copied."""
    folder = new_case(tmp_path_factory.mktemp("empty") / "case", "mehl-v-blanas", DAY).matter.folder
    connections.close_all()
    return folder


@pytest.fixture
def matter(empty: Path, tmp_path: Path) -> Matter:
    return open_matter(Path(shutil.copytree(empty, tmp_path / "case")))


@pytest.fixture
def run(found: Comparison, matter: Matter) -> Run:
    return kept(matter, found)


def kept(matter: Matter, found: Comparison) -> Run:
    keep(matter, found, (), 0)
    made = newest(matter)
    assert made is not None
    return made


def read(run: Run, who: Actor, word: Word, pair: tuple[str, str] = ("X0", "Y0")) -> None:
    link = run.links[(*pair, LinkType.SAME_PERSON.value)]
    said = Said(pair=pair_id(link), word=word, reason="", shown=run.shown(link))
    say(who, run, f"{who.name}-{word}-{pair}-{PairWordRow.objects.count()}", said)


def standing(run: Run, pair: tuple[str, str] = ("X0", "Y0")) -> tuple[Standing, LinkType]:
    links = [k for k in reviewed(run, words_of(run)).links if k.key[:2] == pair]
    (link,) = [k for k in links if k.kind is not LinkType.JOINT_GIFT]
    return link.standing, link.kind


def test_a_run_is_kept_as_it_was_found(run: Run, found: Comparison) -> None:
    assert run.kept.links == found.links
    assert run.kept.applicants == found.applicants
    assert {g.key for g in run.kept.gifts} == {k.row for k in found.links}


@pytest.mark.parametrize(
    ("word", "becomes"),
    [
        (Word.MATCH, (Standing.CONFIRMED, LinkType.SAME_PERSON)),
        (Word.NOT, (Standing.REFUSED, LinkType.SAME_PERSON)),
        (Word.HOUSEHOLD, (Standing.CONFIRMED, LinkType.HOUSEHOLD)),
        (Word.UNSURE, (Standing.UNSURE, LinkType.SAME_PERSON)),
    ],
)
def test_a_word_settles_a_pair_and_takes_it_off_the_pile(
    run: Run, word: Word, becomes: tuple[Standing, LinkType]
) -> None:
    before = pile(Pile.FIRST, run, words_of(run), ADA)
    assert standing(run)[0] is Standing.REVIEW
    read(run, ADA, word)

    after = pile(Pile.FIRST, run, words_of(run), ADA)
    assert standing(run) == becomes
    assert {k.key for k in before} - {k.key for k in after} == {("X0", "Y0", "same_person")}


def test_the_likeliest_pair_comes_first(run: Run) -> None:
    chances = [k.probability for k in pile(Pile.FIRST, run, words_of(run), ADA)]

    assert len(chances) > 2
    assert chances == sorted(chances, reverse=True)


def test_only_a_confirmed_pair_makes_its_applicant_a_donor(run: Run) -> None:
    def donors() -> int:
        answers = answers_of(run, reviewed(run, words_of(run)))
        assert answers is not None
        return answers.main.table.a

    before = donors()
    read(run, ADA, Word.MATCH)
    assert donors() == before + 1
    take_back(ADA, run, "k" * 16)
    assert donors() == before


def test_who_is_no_giver_of_a_joint_gift_is_none_of_its_givers(run: Run) -> None:
    pair = ("X1", "Y2")
    read(run, ADA, Word.NOT, pair)

    links = reviewed(run, words_of(run)).links
    joint = [k for k in links if k.key == (*pair, LinkType.JOINT_GIFT.value)]
    assert [k.standing for k in joint] == [Standing.REFUSED]


def test_every_word_and_every_reversal_stays(run: Run) -> None:
    read(run, ADA, Word.NOT)
    read(run, ADA, Word.MATCH)
    take_back(ADA, run, "k" * 16)

    link = run.links["X0", "Y0", "same_person"]
    assert [row.word for row in history(link)] == ["not", "match", "not"]
    assert standing(run)[0] is Standing.REFUSED
    take_back(ADA, run, "l" * 16)
    assert standing(run)[0] is Standing.REVIEW
    assert len(history(link)) == 4
    with pytest.raises(UsageError, match="no word of yours"):
        take_back(ADA, run, "m" * 16)
    assert audit.broken_at() is None


def test_the_database_lets_nobody_change_a_word(run: Run) -> None:
    read(run, ADA, Word.NOT)

    with pytest.raises(DatabaseError, match="only ever added"):
        PairWordRow.objects.update(word="match")


def test_a_request_sent_twice_is_one_word(run: Run) -> None:
    link = run.links["X0", "Y0", "same_person"]
    said = Said(pair=pair_id(link), word=Word.NOT, reason="", shown=run.shown(link))
    answers = [say(ADA, run, "one-and-the-same", said) for _ in range(2)]

    assert answers[0] == answers[1]
    assert len(history(link)) == 1


def test_a_second_reader_does_not_find_pairs_of_her_own(run: Run) -> None:
    read(run, ADA, Word.MATCH)

    assert pile(Pile.SECOND, run, words_of(run), ADA) == []
    (second,) = pile(Pile.SECOND, run, words_of(run), BEN)
    assert second.key[:2] == ("X0", "Y0")


def test_two_readers_who_differ_leave_the_pair_unsure_until_they_agree(run: Run) -> None:
    read(run, ADA, Word.MATCH)
    read(run, BEN, Word.NOT)
    assert standing(run)[0] is Standing.UNSURE
    assert [k.key[:2] for k in pile(Pile.OPEN, run, words_of(run), ADA)] == [("X0", "Y0")]
    assert figures(run, words_of(run), ADA).twice == (1, 0)

    read(run, ADA, Word.NOT)
    assert standing(run)[0] is Standing.REFUSED
    assert pile(Pile.OPEN, run, words_of(run), ADA) == []


def test_agreement_is_told_beyond_chance(run: Run) -> None:
    pairs = [k.key[:2] for k in pile(Pile.FIRST, run, words_of(run), ADA)][:4]
    ada = (Word.MATCH, Word.MATCH, Word.NOT, Word.NOT)
    ben = (Word.MATCH, Word.NOT, Word.NOT, Word.NOT)
    for pair, one, other in zip(pairs, ada, ben, strict=True):
        read(run, ADA, one, pair)
        read(run, BEN, other, pair)

    told = figures(run, words_of(run), ADA)
    assert told.twice == (4, 3)
    # Alike 3 of 4; by chance 0.5 * 0.25 + 0.5 * 0.75 = 0.5.
    assert told.kappa == pytest.approx(0.5)


def test_reading_a_second_time_needs_the_role(run: Run) -> None:
    read(run, ADA, Word.MATCH)

    with pytest.raises(ForbiddenError, match="second time"):
        read(run, Actor(name="Cy Reed", rank=REVIEWER), Word.NOT)


def test_a_word_does_not_speak_of_a_row_that_reads_differently_now(
    found: Comparison, matter: Matter
) -> None:
    first = kept(matter, found)
    read(first, ADA, Word.MATCH)
    changed = tuple(
        replace(g, written=replace(g.written, street="9 Elm St")) if g.key == "Y0" else g
        for g in found.gifts
    )
    second = kept(matter, replace(found, gifts=changed))

    words = words_of(second)
    assert (len(words.verdicts), words.lapsed) == (0, 1)
    assert standing(second)[0] is Standing.REVIEW
    link = second.links["X0", "Y0", "same_person"]
    said = Said(pair=pair_id(link), word=Word.NOT, reason="", shown=first.shown(link))
    with pytest.raises(StaleError, match="reads differently"):
        say(ADA, second, "s" * 16, said)


def test_only_two_persons_can_be_a_household(run: Run) -> None:
    link = replace(run.kept.links[0], kind=LinkType.OWNER)
    chain = replace(run.kept, links=(link,))
    other = Run(kept=chain)
    said = Said(pair=pair_id(link), word=Word.HOUSEHOLD, reason="", shown=other.shown(link))

    with pytest.raises(UsageError, match="household"):
        say(ADA, other, "h" * 16, said)
