from __future__ import annotations

import itertools
import re
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.findings.narrative.capitals import unshouted
from goodcause.findings.narrative.classify import classifier, classify
from goodcause.findings.narrative.features import Described, Hints, describe, rows, words
from goodcause.findings.narrative.grammar import grammar
from goodcause.findings.narrative.training import narratives, train
from goodcause.findings.narrative.weights import Classifier
from goodcause.findings.narrative.writer import write

TOLD = "I carry the receipts to the night drop on Fulton every Friday at about nine."


def told(text: str) -> Described:
    return describe(words(text), Hints())


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_what_a_made_narrative_marks_stands_in_its_text(seed: int) -> None:
    made = write(grammar(), Random(seed))  # noqa: S311  made data

    for start, end, kind in made.spans:
        assert 0 <= start <= end <= len(made.text)
        assert kind in "TPtpDBMOHAR"


def test_sentences_kept_back_are_never_learned_from() -> None:
    kept, learned = grammar(0, kept_back=True), grammar(0)

    for name in ("exposure", "past", "when", "where", "births"):
        assert not set(kept.rules[name]) & set(learned.rules[name])


def brute(model: Classifier, sentence: Described) -> list[list[float]]:
    """The chances by going through every way to label a short sentence."""
    sums = model._summed([sentence])[0]
    ways: dict[tuple[int, ...], float] = {}
    for way in itertools.product(range(len(model.kinds)), repeat=len(sums)):
        weight = float(np.exp(sum(sums[i][k] for i, k in enumerate(way))))
        for first, second in itertools.pairwise(way):
            weight *= float(model._links[first, second])
        ways[way] = weight
    whole = sum(ways.values())
    return [
        [sum(w for way, w in ways.items() if way[i] == k) / whole for k in range(len(model.kinds))]
        for i in range(len(sums))
    ]


@pytest.mark.parametrize("text", ["at nine alone", "on Fulton", "Fridays"])
def test_the_chances_are_those_of_all_ways_to_read_a_sentence(text: str) -> None:
    model = classifier()

    assert np.allclose(model.chances([told(text)])[0], brute(model, told(text)), atol=1e-6)


def test_sentences_read_together_are_read_as_they_are_alone() -> None:
    model = classifier()
    many = [told(TOLD), told("Yes."), told("I was robbed in 1996 by two men in a van.")]

    for together, sentence in zip(model.chances(many), many, strict=True):
        assert np.allclose(together, model.chances([sentence])[0], atol=1e-6)


def test_the_learner_and_the_reader_are_told_the_same() -> None:
    model = classifier()
    sentence = told(TOLD)
    each = [model._sum(row) for row in rows(sentence)]

    assert np.allclose(np.stack(each), model._summed([sentence])[0], atol=1e-4)


def test_a_file_that_is_no_model_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="make model"):
        Classifier.parse("nothing")


def test_the_same_narratives_teach_the_same(tmp_path: Path) -> None:
    for name in ("a", "b"):
        train(narratives(1, 12), tmp_path / name, iterations=3)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@given(st.text(max_size=200))
def test_quieting_capitals_moves_nothing(text: str) -> None:
    assert len(unshouted(text)) == len(text)
    assert len(unshouted(text.upper())) == len(text.upper())


@pytest.mark.parametrize("hand", [str, str.upper, str.lower])
def test_every_hand_is_read(hand: type[str]) -> None:
    text = hand(TOLD)
    gone = " ".join(text[h.start : h.end] for h in classify(text, ())).lower()

    assert "night drop on fulton" in gone and "every friday at about nine" in gone
    assert "receipts" not in gone


def test_the_reason_quotes_words_that_stand_in_the_sentence() -> None:
    for hit in classify(TOLD, ()):
        quoted = re.findall(r'"([^"]+)"', hit.because)

        assert quoted and all(q in TOLD for q in quoted)


@pytest.mark.parametrize(
    "sentence",
    [
        "I was held up at the Fulton store on December 12, 1996 at about 9:30 p.m.",
        "My interview is Tuesday at nine in Room 112.",
        "We no longer make the Friday night run to the drop on Fulton.",
        "The store is open Monday through Saturday from nine to six.",
        "The friend from Delta Security drives.",
        "See https://example.org/a?b=c every day at nine.",
    ],
)
def test_what_is_past_public_denied_or_noise_stays(sentence: str) -> None:
    assert not [h for h in classify(sentence, ()) if h.category.startswith("vulnerability")]


@pytest.mark.parametrize(
    "name", ["Ostrander, Margaret Elaine", "Quist, Anna Lena", "De La Cruz, Ramon", "Farnsworth, J"]
)
@pytest.mark.parametrize("caption", ["Applicant Name:", "Name of Applicant:", "Reference 2:"])
def test_a_name_of_which_nothing_says_that_it_is_a_mothers_is_none(caption: str, name: str) -> None:
    text = f"{caption} {name}\nReason for desiring a license:\nTwo letters were left at the door."

    assert [h for h in classify(text, ()) if h.category == "mothers_maiden_name"] == []


def test_a_name_told_as_a_mothers_is_found_in_words_that_say_so() -> None:
    text = "My mother was a Kowalczyk before she married, and her people farmed near Weed."

    assert "Kowalczyk" in {
        text[h.start : h.end] for h in classify(text, ()) if h.category == "mothers_maiden_name"
    }
