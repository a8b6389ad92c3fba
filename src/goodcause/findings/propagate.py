"""Finds further copies of values that were already found for the same person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from goodcause.findings import dates
from goodcause.findings.addresses import SUFFIXES
from goodcause.findings.confusions import DIGIT_LIKE, digits, letters
from goodcause.findings.examined import Examined
from goodcause.findings.finding import Finding
from goodcause.findings.merge import Opinion, settle
from goodcause.findings.passage import Passage, join
from goodcause.findings.values import normal
from goodcause.findings.wordlists import listed
from goodcause.pages.page import Page

_SPREAD = listed(
    """
    ssn driver_license home_address home_phone date_of_birth prior_address mothers_maiden_name
    account_number taxpayer_id
    """
)
_YIELDING = frozenset(["work_address", "work_phone", "third_party_contact", "past_incident"])
"""What an order lets stay; the subject's home may yet stand there."""
_AGAIN = "again"
"""Ends the keys of copies, so that none is the key of another reading of the same words."""
_SURE = 0.75
_LONG = 7
_LEAST = {"ssn": 9, "driver_license": 7, "home_phone": 7, "account_number": 6, "taxpayer_id": 9}
_RUN = re.compile(
    rf"(?<![A-Za-z0-9])(?:[A-Za-z][\s.-]{{0,2}})?"
    rf"[{DIGIT_LIKE}](?:[\s()./~\u2010-\u2015-]{{0,3}}[{DIGIT_LIKE}AT]){{6,18}}(?![A-Za-z0-9])"
)
_HOUSE = re.compile(
    rf"(?<![\w$.])(?=\S*\d)[{DIGIT_LIKE}][{DIGIT_LIKE}AT]{{0,4}}(?:\s[\dOolI]{{1,2}}(?=\s))?"
    r"(?=\s+[A-Z\d][a-z]*[A-Za-z])"
)
_UNIT = re.compile(
    r",?\s*(?:#|(?:apt|unit|no|ste|suite|space|spc)\b\.?)\s*#?\s*[\w-]{1,5}", re.IGNORECASE
)
_READ_WELL = 0.5  # a reader's confidence from which a digit is that digit and no other
_REACH = 60
_LONG_WORD = 5
_SHORTEST_KIND = 4
_KINDS = frozenset(SUFFIXES.values())
_SPELLED: dict[str, tuple[str, ...]] = {
    short: tuple(sorted(long for long, kind in SUFFIXES.items() if kind == short))
    for short in sorted(_KINDS)
}
"""For each kind of street in its short form, all its spellings."""
_STOP = re.compile(r"[.!?;](?<!\b[A-Z].)\s")
_MAIDEN_CUE = re.compile(
    r"\b(?:mothers?|mom|maiden|n[e\u00e9]e|born|maternal|(?<!social\s)security|pass ?word"
    r"|grand(?:mother|father|parents)|aunt|uncle|cousins?|family name|her people|her side"
    r"|before (?:she|they) married)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class KnownValue:
    """A value that is known to be a person's.

    Attributes:
        category: what it is.
        value: in its normal form, see ``values.normal``.
        person: key of the person, or of the document while nobody is joined yet.
    """

    category: str
    value: str
    person: str


def known_values(findings: Iterable[Finding], person: str = "") -> tuple[KnownValue, ...]:
    """The values worth looking for elsewhere: found with confidence, long enough to be told."""
    known = set()
    for finding in findings:
        if finding.category not in _SPREAD or finding.probability < _SURE:
            continue
        value = normal(finding.category, finding.text)
        if len(value) >= _LEAST.get(finding.category, 5):
            known.add(KnownValue(finding.category, value, person))
    return tuple(sorted(known))


def spread(
    examined: Examined, pages: Sequence[Page], known: Sequence[KnownValue]
) -> tuple[Finding, ...]:
    """Copies of known values that the examination of a document did not find.

    The caller gives the values of the document's own person only: a birth date is shared by too
    many people to be looked for anywhere else.
    """
    if examined.subject.role == "donor" or not known:
        return ()
    taken: dict[int, set[int]] = {}
    yielding: dict[int, set[int]] = {}
    for finding in examined.findings:
        kind = yielding if finding.category in _YIELDING else taken
        kind.setdefault(finding.span.page, set()).update(finding.span.words)
    found: list[Finding] = []
    for page in pages:
        claimed = _Claimed(taken.get(page.number, set()), yielding.get(page.number, set()))
        found += _on_page(page, known, claimed)
    return tuple(replace(f, key=f"{f.key}:{_AGAIN}") for f in found)


@dataclass(frozen=True, slots=True)
class _Claimed:
    """Words of a page that findings hold: for good, or unless the subject's home stands there."""

    taken: set[int]
    yielding: set[int]

    def leaves(self, words: Sequence[int], value: str, read: str) -> bool:
        """Whether the words are free, or yield to a copy that is exact."""
        if self.taken.intersection(words):
            return False
        short = min(len(value), len(read), _LONG) if value.isdigit() else 0
        exact = value == read or (short == _LONG and value[-short:] == read[-short:])
        return exact or not self.yielding.intersection(words)


def _on_page(page: Page, known: Sequence[KnownValue], claimed: _Claimed) -> tuple[Finding, ...]:
    lines: dict[int, list[int]] = {}
    for index, word in enumerate(page.words):
        lines.setdefault(word.line, []).append(index)
    passage = join(page, list(lines.values()))
    opinions = []
    for value, start, end in _copies(passage, known):
        words = tuple(w for w in passage.covering(start, end))
        read = normal(value.category, passage.text[start:end])
        if _told_apart(page, words, value, read, passage.text[start:end]):
            continue  # another number, read well
        if words and claimed.leaves(words, value.value, read):
            name = value.category.replace("_", " ")
            opinions.append(
                Opinion(
                    category=value.category,
                    words=words,
                    region=None,
                    probability=0.93,
                    because=f"the same {name} as found elsewhere for this person",
                    detector="propagate",
                )
            )
    return settle(page, opinions)


def _told_apart(page: Page, words: Sequence[int], value: KnownValue, read: str, text: str) -> bool:
    """Whether a telephone number differs from the known one in a digit that was read well.

    Numbers of one exchange lie close together: one digit makes another subscriber's.
    """
    if value.category != "home_phone" or read[-_LONG:] == value.value[-_LONG:]:
        return False
    signs = [c for c in text if digits(c)][-_LONG:]
    if len(signs) < _LONG or len(value.value) < _LONG:
        return False  # a digit was lost or added
    differs = [c for c, w in zip(signs, value.value[-_LONG:], strict=True) if digits(c) != w]
    sure = all(page.words[w].confidence >= _READ_WELL for w in words)
    return sure and any(c.isdigit() for c in differs)


def _copies(passage: Passage, known: Sequence[KnownValue]) -> Iterator[tuple[KnownValue, int, int]]:
    text = passage.text
    numbers = [k for k in known if k.category in _LEAST]
    if numbers:
        yield from _numbers(text, numbers)
    homes = [k for k in known if k.category in ("home_address", "prior_address")]
    if homes:
        yield from _addresses(text, homes)
    for value in known:
        if value.category == "date_of_birth":
            yield from _dates(text, value)
        elif value.category == "mothers_maiden_name":
            yield from _names(text, value)


def _numbers(text: str, known: Sequence[KnownValue]) -> Iterator[tuple[KnownValue, int, int]]:
    for match in _runs(text):
        for value in known:
            span = _inside(match, value)
            if span is not None:
                yield value, *span
                break


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Runs of digits; one that goes over a line's end also as what stands on each line."""
    for match in _RUN.finditer(text):
        yield match
        start = match.start()
        if "\n" in match[0]:
            for part in match[0].split("\n"):
                yield from _RUN.finditer(text, start, start + len(part))
                start += len(part) + 1


def _inside(match: re.Match[str], value: KnownValue) -> tuple[int, int] | None:
    """Where a known number stands in a run of digits: all of it, or a tail after an area code."""
    read = normal(value.category, match[0])
    if not read:
        return None
    wanted = value.value
    local = value.category == "home_phone" and min(len(read), len(wanted)) == _LONG
    if local:  # one of the two is written without its area code
        read, wanted = read[-_LONG:], wanted[-_LONG:]
    if read == wanted or (len(wanted) >= _LONG and _near(read, wanted)):
        return match.span()
    return None


def _near(a: str, b: str) -> bool:
    return abs(len(a) - len(b)) <= 1 and Levenshtein.distance(a, b, score_cutoff=1) <= 1


def _addresses(text: str, known: Sequence[KnownValue]) -> Iterator[tuple[KnownValue, int, int]]:
    for match in _HOUSE.finditer(text):
        number = digits(match[0])
        for value in known:
            house, _, rest = value.value.partition(" ")
            if number != house or not rest:
                continue
            end = _street_end(text, match.end(), rest.split())
            if end:
                yield value, match.start(), end
                break


def _street_end(text: str, start: int, wanted: Sequence[str]) -> int:
    """Where the street ends that begins at an offset, if it is the wanted one; 0 if it is not.

    A letter in five may be wrong in each word, and one in a short word beside another that is
    right. What follows of the street's kind ("Court", "Row Court") and of a unit belongs to it.
    """
    words = list(re.finditer(r"[^\W_][\w']*", text[start : start + _REACH]))
    stem = [w for w in wanted if w not in _KINDS] or list(wanted)
    if len(words) < len(stem):
        return 0
    read = [letters(word[0]) for word in words]
    right = [_same(r, w, 0) for r, w in zip(read, stem, strict=False)]
    for one, want, exact in zip(read, stem, right, strict=False):
        short = len(want) < _LONG_WORD
        others = sum(right) - exact
        if not exact and not (_same(one, want, 1) and (not short or others)):
            return 0
    end = len(stem)
    while end < min(len(words), len(stem) + 2) and _street_kind(read[end]):
        end += 1
    last = start + words[end - 1].end()
    unit = _UNIT.match(text, last)
    return unit.end() if unit else last


def _same(read: str, want: str, limit: int) -> bool:
    """Whether a word as read is the wanted one, in any of its spellings, up to so many letters."""
    spellings = (want, *_SPELLED.get(want, ()))
    return any(Levenshtein.distance(read, s, score_cutoff=limit) <= limit for s in spellings)


def _street_kind(read: str) -> bool:
    """Whether a word is one for a kind of street, a letter of it perhaps misread."""
    return read in SUFFIXES or (
        len(read) >= _SHORTEST_KIND
        and any(len(s) >= _SHORTEST_KIND and _same(read, s, 1) for s in SUFFIXES)
    )


def _dates(text: str, value: KnownValue) -> Iterator[tuple[KnownValue, int, int]]:
    if "-00" in value.value:
        return
    for match in dates.DATE.finditer(text):
        if dates.iso(match[0]) == value.value:
            yield value, match.start(), match.end()


def _names(text: str, value: KnownValue) -> Iterator[tuple[KnownValue, int, int]]:
    pattern = r"\W+".join(re.escape(w) for w in value.value.split())
    for match in re.finditer(rf"\b{pattern}\b", text, re.IGNORECASE):
        start = max(match.start() - _REACH, 0)
        for stop in _STOP.finditer(text, start, match.start()):
            start = stop.end()
        if _MAIDEN_CUE.search(text, start, match.start()):
            yield value, match.start(), match.end()
