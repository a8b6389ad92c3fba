"""Reasons are varied, and their marks say which words are times and places."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.demo.chance import chance
from goodcause.demo.habits import Habits
from goodcause.demo.narrative import write_reason
from goodcause.demo.people import make_person
from goodcause.demo.runs import KINDS, marked, text_of
from goodcause.demo.sentences import COURT_INCIDENTS, INCIDENTS, KEPT, REMOVABLE
from goodcause.demo.trades import plan

_PLAIN = st.text(alphabet=st.characters(exclude_characters="[]|$"), max_size=12)


def test_there_are_enough_sentences_of_each_kind() -> None:
    removable = [text for pool in REMOVABLE.values() for text in pool]
    kept = [*INCIDENTS, *COURT_INCIDENTS, *KEPT]

    assert len(set(removable)) >= 60
    assert len(set(kept)) >= 40


def test_every_removable_sentence_marks_something_and_leaves_something() -> None:
    for pool in REMOVABLE.values():
        for text in pool:
            runs = marked(text)
            assert any((run.category or "").startswith("vulnerability") for run in runs), text
            assert any(run.category is None and run.text.strip(" .,") for run in runs), text


def test_no_kept_sentence_marks_a_time_or_place_of_vulnerability() -> None:
    for text in (*INCIDENTS, *COURT_INCIDENTS, *KEPT):
        runs = marked(text)
        assert any(run.category is not None for run in runs), text
        assert not any((run.category or "").startswith("vulnerability") for run in runs), text


def test_no_slot_and_no_mark_is_left_in_what_is_written() -> None:
    for number, trade in enumerate(plan(64)):
        rng = chance(1, number)
        person = make_person(rng, number, trade)
        words = "".join(text_of(s) for s in write_reason(rng, person, Habits.draw(rng), 12))
        assert not re.search(r"\$[a-z]|[\[\]|]", words), words


def test_reasons_of_different_people_differ() -> None:
    texts = set()
    for number, trade in enumerate(plan(40)):
        rng = chance(2, number)
        person = make_person(rng, number, trade)
        for sentence in write_reason(rng, person, Habits.draw(rng), 9):
            texts.add(text_of(sentence))
    assert len(texts) > 300


@settings(deadline=None)
@given(st.lists(st.tuples(_PLAIN, st.sampled_from(sorted(KINDS)), _PLAIN), max_size=5))
def test_marking_loses_no_word(parts: list[tuple[str, str, str]]) -> None:
    text = "".join(f"{before}[{kind}|{words}]" for before, kind, words in parts)
    runs = marked(text)

    assert text_of(runs) == "".join(before + words for before, _, words in parts)
    assert [run.category for run in runs if run.category is not None] == [
        KINDS[kind] for _, kind, _ in parts
    ]
