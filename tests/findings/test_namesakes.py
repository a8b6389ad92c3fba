"""A known maiden name that stands somewhere without a word that says whose it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typesetting import page_of

from goodcause.findings.examine import examine
from goodcause.findings.namesakes import Namesakes, namesakes
from goodcause.findings.propagate import KnownValue

MAIDEN = KnownValue("mothers_maiden_name", "quarrystone", "p1")
TWO = KnownValue("mothers_maiden_name", "de la cruz", "p1")


def told(text: str, own: str = "Elaine Varnhagen", known: KnownValue = MAIDEN) -> Namesakes:
    page = page_of(text)
    examined = examine("d2", [page], "applicant")
    subject = replace(examined.subject, names=(own,))
    return namesakes(replace(examined, subject=subject), [page], [known])


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Quarrystone", MAIDEN),
        ("QUARRYSTONE.", MAIDEN),
        ("the word is Quarrystone, on file", MAIDEN),
        ("Reference word:  Quarrystone", MAIDEN),
        ("word on file is De La Cruz", TWO),
    ],
)
def test_a_name_that_stands_alone_is_asked_about(text: str, known: KnownValue) -> None:
    done = told(text, known=known)

    assert [f.category for f in done.findings] == ["mothers_maiden_name"]
    assert done.findings[0].probability <= 0.5
    assert done.flags == ()


@pytest.mark.parametrize(
    "text", ["Reference is Tamara Quarrystone", "Quarrystone Hardware sold it"]
)
def test_beside_another_name_it_is_told_of_and_stays(text: str) -> None:
    done = told(text)

    assert done.findings == ()
    assert len(done.flags) == 1
    assert "page 1" in done.flags[0]
    assert "quarrystone" not in done.flags[0].lower()


@pytest.mark.parametrize(
    "text",
    ["the quarrystone wall", "12 Quarrystone Drive", "on Quarrystone Street", "Quarrystones"],
)
def test_a_common_word_and_a_street_are_no_name(text: str) -> None:
    assert told(text) == Namesakes()


@pytest.mark.parametrize(
    "own", ["Elaine Quarrystone", "QUARRYSTONE, ELAINE", "Quarrystone Varnhagen"]
)
def test_the_persons_own_name_is_never_doubted(own: str) -> None:
    assert told("Quarrystone", own=own) == Namesakes()


def test_what_a_finding_has_taken_is_not_told_of_again() -> None:
    page = page_of("Mother's maiden name: Quarrystone")
    examined = examine("d1", [page], "applicant")

    assert [f.category for f in examined.findings] == ["mothers_maiden_name"]
    assert namesakes(examined, [page], [MAIDEN]) == Namesakes()
