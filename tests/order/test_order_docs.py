"""The reference says what the program does: its example loads, its words and errors are ours."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from goodcause.order import vocabulary
from goodcause.order.load import parse_order

from tests.order.test_order_mistakes import MISTAKES

DOCS = Path(__file__).resolve().parents[2] / "docs" / "order-file.md"
TEXT = DOCS.read_text("utf-8")


def example() -> str:
    (block,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    return str(block)


def test_the_worked_example_loads_and_does_what_the_text_says() -> None:
    order = parse_order(example(), "example.yaml")
    rules = order.on(date(2007, 2, 7))
    removed = {c for c in vocabulary.CATEGORIES if rules.ruling("files", "", c).outcome == "remove"}

    assert order.blockers() == ()
    assert order.warnings == ()
    assert removed == {"ssn", "date_of_birth"}
    assert rules.series("files").bates_prefix == "FIL"


def test_the_worked_example_is_about_twenty_lines() -> None:
    assert 18 <= len(example().splitlines()) <= 22


@pytest.mark.parametrize(
    "word",
    [
        *vocabulary.CATEGORIES,
        *vocabulary.OCCUPATIONS,
        *vocabulary.ACTIONS,
        *vocabulary.EFFECTS,
        *vocabulary.KEEPS,
        *vocabulary.ROLES,
        *vocabulary.ROUTES,
    ],
)
def test_every_closed_word_stands_in_the_reference(word: str) -> None:
    assert re.search(rf"[`\[ ]{word}[`,\] ]", TEXT), word


def test_every_kind_of_mistake_stands_in_the_reference() -> None:
    told = _plain(TEXT[TEXT.index("## Every error") :]).replace("`…`", "")
    missing = [m[2] for m in MISTAKES if not any(p in told for p in _pieces(m[2]))]

    assert not missing


def _plain(text: str) -> str:
    return " ".join(text.split())


def _pieces(sentence: str) -> list[str]:
    """Runs of fixed words of a sentence: what lies between the names it quotes."""
    bare = re.sub(r"`[^`]*`|\b[A-Z]{2,}\b|\b[AB]\d\b|\{[^}]*\}|[0-9][0-9-]*", "\n", sentence)
    return [_plain(p) for p in re.split(r"\n|;", bare) if len(_plain(p)) >= 5]
