"""What became of an application, as its papers print it: a letter, a licence, an office's box.

An applicant's own story tells of earlier permits too, so only three voices are believed: the
office's letter about "your application", a label with a day on a page that shows no licence of
another kind, and a ticked box among others that are not ticked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from goodcause.base.geometry import Box, union
from goodcause.linkage.facts import Outcome
from goodcause.linkage.tables import as_date
from goodcause.pages.page import Page

_DAY: Final = (
    r"(?:\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}"
    r"|\d{4}-\d{2}-\d{2})"
)
_WORDS: Final = {
    "approv": Outcome.ISSUED,
    "grant": Outcome.ISSUED,
    "issu": Outcome.ISSUED,
    "renew": Outcome.ISSUED,
    "den": Outcome.DENIED,
    "disapprov": Outcome.DENIED,
    "refus": Outcome.DENIED,
    "reject": Outcome.DENIED,
    "withdr": Outcome.WITHDRAWN,
}
_DONE: Final = (
    r"(?P<done>disapproved|approved|granted|issued|renewed|denied|refused|rejected|withdrawn)"
)
_LETTER: Final = re.compile(
    r"\b(?:your|this|the(?= application)|applicant's)\s+(?:\w+\s+){0,2}?"
    r"(?:application|license|licence|permit|renewal|request)\b(?P<between>(?:[^.;?]|(?<=\bno)\.){0,200}?)"
    rf"\b(?:was|is|has been|have been|be)\s+(?:hereby\s+|now\s+)?{_DONE}\b(?P<rest>[^?]{{0,200}})",
    re.IGNORECASE,
)
_NOT_YET: Final = re.compile(r"\b(?:if|unless|until|once|when|whether|may|should|before)\b", re.I)
_LABEL: Final = re.compile(
    r"(?:^|(?<=\t))(?:(?:date|day)\s+(?:of\s+)?)?"
    r"(?P<done>approved|granted|issued|issuance|issue|denied|denial|disapproved|approval)"
    rf"(?:\s+date)?(?:\s+on)?\s*[:.]?\s*(?P<day>{_DAY})",
    re.IGNORECASE | re.MULTILINE,
)
_TICK: Final = (
    r"(?:\[\s?[xX]\s?\]|[\u2611\u2612\u2713\u2714]|_*[xX\u2713\u2714]_+|_+[xX\u2713\u2714]_*)"
)
_TICKED: Final = re.compile(
    rf"(?:{_TICK}\s*(?P<after>approved|granted|issued|denied|disapproved)"
    rf"|\b(?P<before>approved|granted|issued|denied|disapproved)\s*:?\s*{_TICK})",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"conceal|\bCCW\b|licen[sc]e to carry|permit to carry", re.IGNORECASE)
_OTHER: Final = re.compile(
    r"\bdriver|operator'?s|motor vehicle|\bDMV\b|contractor'?s? licen|business licen"
    r"|seller'?s permit|marriage|passport|birth|insurance|guard card|security guard|badge",
    re.IGNORECASE,
)
_APPLIED: Final = re.compile(
    rf"(?:date of application|application date|date applied|applied(?: on)?|"
    rf"your (?:\w+ )?application (?:dated|of|received(?: on)?))\s*:?\s*(?P<day>{_DAY})",
    re.IGNORECASE,
)
_GAP: Final = 1.6  # of a word's height: wider than that another cell begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing a page says of an application.

    Attributes:
        outcome: what became of it; ``UNKNOWN`` where only the day of applying is told.
        day: of the decision, or of applying; nothing where none is printed.
        how: letter, label, box or applied, for a person who looks it up.
        box: the words on the page at 300 dpi.
    """

    outcome: Outcome
    day: date | None
    how: str
    box: tuple[int, int, int, int]


def told_by(page: Page) -> list[Told]:
    """What a page says of the outcome of an application and the day it was made."""
    text = _Text(page)
    return [*_letters(text), *_labels(text), *_ticks(text), *_applied(text)]


def decision_of(told: list[Told]) -> Told | None:
    """The first decision with a day; without any day the one that all agree on, or nothing."""
    made = [t for t in told if t.outcome is not Outcome.UNKNOWN]
    dated = sorted((t for t in made if t.day), key=lambda t: (t.day or date.max, t.how))
    if dated:
        same_day = {t.outcome for t in dated if t.day == dated[0].day}
        return dated[0] if len(same_day) == 1 else None
    return made[0] if len({t.outcome for t in made}) == 1 else None


class _Text:
    """A page's words as lines of text, each place of which leads back to its word."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.starts: list[int] = []
        parts: list[str] = []
        at = 0
        for n, word in enumerate(page.words):
            self.starts.append(at)
            after = page.words[n + 1] if n + 1 < len(page.words) else None
            end = "\n"
            if after is not None and after.line == word.line:
                apart = after.box.left - word.box.right
                end = "\t" if apart > _GAP * word.box.height else " "
            parts += [word.text, end]
            at += len(word.text) + 1
        self.text = "".join(parts)
        self.flat = re.sub(r"[\n\t]", " ", self.text)

    @property
    def of_the_permit(self) -> bool:
        """Whether a day of issue here can be the permit's: cards of other kinds have one too."""
        return bool(_ABOUT.search(self.text)) or not _OTHER.search(self.text)

    def box(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Around the words of a stretch of the text."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(end - 1, start)) - 1, first)
        box: Box = union(w.box for w in self.page.words[first : last + 1])
        return box.left, box.top, box.right, box.bottom

    def around(self, start: int, end: int) -> str:
        """The line or lines of a stretch."""
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", end)
        return self.text[first : last if last >= 0 else len(self.text)]


def _outcome(word: str) -> Outcome:
    said = word.lower()
    return next((o for stem, o in _WORDS.items() if said.startswith(stem)), Outcome.UNKNOWN)


def _letters(text: _Text) -> Iterator[Told]:
    for match in _LETTER.finditer(text.flat):
        if _NOT_YET.search(match["between"]) or _NOT_YET.search(
            text.flat[max(0, match.start() - 12) : match.start()]
        ):
            continue
        sentence = re.split(r"\.\s+(?=[A-Z])", match["rest"])[0]
        day = _first_day(sentence) or _first_day(match["between"]) or _dated(text)
        outcome = _outcome(match["done"])
        end = match.end("done")
        yield Told(outcome=outcome, day=day, how="letter", box=text.box(match.start(), end))


def _first_day(words: str) -> date | None:
    found = re.search(_DAY, words)
    return as_date(found[0].replace(".", "")) if found else None


def _dated(text: _Text) -> date | None:
    """The day of a letter: the first that stands on a line of its own, after a word at most."""
    for line in text.text.split("\n"):
        match = re.fullmatch(rf"\s*(?:Date[d:]*\s+)?({_DAY})\s*", line.replace("\t", " "))
        if match:
            return as_date(match[1].replace(".", ""))
    return None


def _labels(text: _Text) -> Iterator[Told]:
    if not text.of_the_permit:
        return
    for match in _LABEL.finditer(text.text):
        day = as_date(match["day"].replace(".", ""))
        if day is not None:
            box = text.box(*match.span())
            yield Told(outcome=_outcome(match["done"]), day=day, how="label", box=box)


def _ticks(text: _Text) -> Iterator[Told]:
    if not text.of_the_permit:
        return
    for match in _TICKED.finditer(text.text):
        line = text.around(*match.span())
        ticked = {_outcome(m["after"] or m["before"]) for m in _TICKED.finditer(line)}
        offered = {_outcome(m) for m in re.findall(r"approved|granted|issued|denied", line, re.I)}
        if len(ticked) == 1 and len(offered) > 1:
            (outcome,) = ticked
            yield Told(
                outcome=outcome, day=_first_day(line), how="box", box=text.box(*match.span())
            )


def _applied(text: _Text) -> Iterator[Told]:
    for match in _APPLIED.finditer(text.flat):
        day = as_date(match["day"].replace(".", ""))
        if day is not None:
            box = text.box(*match.span())
            yield Told(outcome=Outcome.UNKNOWN, day=day, how="applied", box=box)
