"""Narratives and hard wordings by invented people, and what is found in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.geometry import Box
from goodcause.findings.addresses import find_addresses
from goodcause.findings.births import find_births
from goodcause.findings.examine import examine
from goodcause.findings.hit import sentences
from goodcause.findings.narrative.classify import classify
from goodcause.pages.page import Page, Word

FOLDER = Path(__file__).with_name("narratives")
UNSEEN = ("sealed",)
SEEN = ("tuned", "tuned_more", "tuned_late")
REMOVABLE = frozenset(
    ["ssn", "driver_license", "home_phone", "date_of_birth", "place_of_birth", "home_address",
     "mothers_maiden_name", "vulnerability_time", "vulnerability_place", "prior_address"]
)  # fmt: skip
_MARK = re.compile(r"\[([tp?]) ")
_FULL = 0.8
_WIDTH = 20


@dataclass(frozen=True, slots=True)
class Story:
    """A narrative with the stretches that must go and those that do not count."""

    text: str
    gold: tuple[tuple[int, int], ...]
    either: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Counts over stories.

    Attributes:
        full, spans: stretches told in full, and all.
        met, telling: sentences with a stretch to find that were met, and all.
        right, taken: sentences in which something was taken rightly, and all in which it was.
    """

    full: int
    spans: int
    met: int
    telling: int
    right: int
    taken: int


def stories(name: str) -> list[Story]:
    """The narratives of one file."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    blocks = [b for b in re.split(r"\n\s*\n", text) if b.startswith("## ")]
    return [_story(block.partition("\n")[2].strip()) for block in blocks]


def _story(marked: str) -> Story:
    text, at = "", 0
    gold, either = [], []
    for match in _MARK.finditer(marked):
        end = marked.index("]", match.end())
        text += marked[at : match.start()]
        span = len(text), len(text) + end - match.end()
        (either if match[1] == "?" else gold).append(span)
        text += marked[match.end() : end]
        at = end + 1
    return Story(text + marked[at:], tuple(gold), tuple(either))


def found(text: str) -> list[tuple[int, int]]:
    """The times and places of vulnerability in a text."""
    hits = [*find_births(text), *find_addresses(text)]
    told = classify(text, hits)
    return [(h.start, h.end) for h in told if h.category.startswith("vulnerability")]


def measure(tales: Sequence[Story]) -> Told:
    """How much of what must go is found, by stretch and by sentence."""
    full = spans = met = telling = right = taken = 0
    for story in tales:
        covered = {i for start, end in found(story.text) for i in range(start, end)}
        gold = {i for start, end in story.gold for i in range(start, end)}
        covered -= {i for start, end in story.either for i in range(start, end)}
        for start, end in story.gold:
            letters = [i for i in range(start, end) if story.text[i].isalnum()]
            spans += 1
            full += sum(i in covered for i in letters) >= _FULL * len(letters)
        for start, end in sentences(story.text):
            inside = set(range(start, end))
            tells, takes = bool(inside & gold), bool(inside & covered)
            telling += tells
            met += tells and takes
            taken += takes
            right += tells and takes
    return Told(full, spans, met, telling, right, taken)


def hard_cases() -> Iterator[tuple[str, str, str]]:
    """Category, text and the words that must go (none for look-alikes) of each hard wording."""
    for line in (FOLDER / "hard.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            category, _, text = line.partition("\t")
            wanted = text[text.index("[") + 1 : text.index("]")] if "[" in text else ""
            yield category, text.replace("[", "").replace("]", ""), wanted


def hard() -> tuple[int, int, int, int]:
    """Hard wordings found, all of them, look-alikes hit, all of them."""
    got = wanted = hit = alike = 0
    for category, text, words in hard_cases():
        findings = examine("hard", [page_of(text)], "applicant").findings
        if category == "none":
            alike += 1
            hit += any(f.category in REMOVABLE for f in findings)
        else:
            wanted += 1
            got += any(f.category == category and _plain(words) in _plain(f.text) for f in findings)
    return got, wanted, hit, alike


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def page_of(text: str) -> Page:
    """A page that holds one line of text."""
    words, left = [], 300
    for token in text.split():
        right = left + _WIDTH * len(token)
        words.append(Word(token, Box(left, 300, right, 345), 0))
        left = right + _WIDTH
    return Page(number=1, width=max(2550, left + 300), height=3300, words=tuple(words))
