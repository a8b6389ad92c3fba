"""Finds the printed labels of a form's boxes among the words of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from goodcause.base.geometry import Box, union
from goodcause.findings.concepts import asked_by
from goodcause.findings.layout import Block, Run, Sheet
from goodcause.findings.lexicon import ROOT, STRONG, SUFFIXES, reading, tokens, walk
from goodcause.findings.passage import clean
from goodcause.findings.wordlists import listed

_NUMBERING = re.compile(r"\(?[0-9a-zA-Z]{1,2}[.)]")
_LONGEST_PARENTHESIS = 14
_LONGEST_TAIL = 7
_SCRAP = 4  # letters of a misread word inside a label
_STREET = 4  # "4417 Old Mill Street, # 37": so many words back stands a house number
_PLACES = frozenset(["address", "city", "zip", "other", "home_address"])
_LEADER = re.compile(r"[._\u2026]{2,}|\.")
_LONGEST_CAPTION = 12
_GENERIC = listed(
    """
    other third phone address city zip name last_name first_name employer business_part birth
    applicant_part own_maiden_name
    """
)
"""Kinds that the first words of a longer caption may wrongly suggest."""
_ROUND = str.maketrans("{}[]", "()()")
"""Readers of scans take round brackets for others."""
_BARE = listed(
    """
    apt unit zip county st town suite
    home res residence hm work wk office bus lic born born maiden reason reasons notes title
    rank position agency department company member employee student class step time location
    charge business employment customer volunteer deputy officer no yes from to page type total
    since school education doctor child children mother father wife husband cell mobile firm job
    weapon weapons gun make model name applicant account address street city state phone date
    unlisted nights dispatch insured subject re range course period last first middle
    identification victim suspect witness dates years supervisor soc ss emergency landlord social
    birth birthday
    neighbor complainant respondent physician weight height age sex race eyes hair
    """
)
"""One word that also stands in ordinary sentences: a label only with a colon or on its own."""


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label.

    Attributes:
        kind: what it asks for, see ``lexicon``.
        words: its words on the page, in order.
        run: index of the run it stands in.
        box: round its words.
        text: as read.
        colon: whether it ends in a colon or a number sign.
    """

    kind: str
    words: tuple[int, ...]
    run: int
    box: Box
    text: str
    colon: bool


def find_labels(sheet: Sheet) -> tuple[Label, ...]:
    """All labels of a page, in reading order."""
    found: list[Label] = []
    taken: set[int] = set()
    for index, run in enumerate(sheet.runs):
        if taken.intersection(run.words):
            continue
        block = sheet.blocks[sheet.block_of[index]]
        here = _in_run(sheet, index, _with_next(sheet, index, run), block)
        taken.update(w for label in here for w in label.words)
        found += here
    return tuple(found)


def _with_next(sheet: Sheet, index: int, run: Run) -> Run:
    """A run with the next one of its cell or column, when a parenthesis stays open at its end."""
    texts = [sheet.page.words[w].text for w in run.words[-_LONGEST_PARENTHESIS:]]
    text = " ".join(texts).translate(_ROUND)
    if text.count("(") <= text.count(")"):
        return run
    for below in sheet.runs[index + 1 : index + 12]:
        near = below.box.top - run.box.bottom < sheet.size and below.line != run.line
        under = below.box.left < run.box.right and run.box.left < below.box.right
        if near and under and below.cell == run.cell:
            return Run(run.words + below.words, run.box, run.line, run.cell)
    return run


def _in_run(sheet: Sheet, index: int, run: Run, block: Block) -> list[Label]:
    texts = [clean(sheet.page.words[w].text).translate(_ROUND) for w in run.words]
    readings = [_read(t) for t in texts]
    found: list[Label] = []
    at = 0
    marked = not block.prose or any(t.endswith((":", "#", ":-")) for t in texts)
    while at < len(texts) and (marked or at <= 1):  # in prose a label opens a line, or is marked
        first = readings[at][:1]
        if texts[at][:1] in ("", "-", "/", ",") or not (
            at == 0 or (first and first[0] in ROOT.after)
        ):
            at += 1
            continue
        kind, after = _label_at(texts, readings, at)
        if not block.prose and (at == 0 or found or _NUMBERING.fullmatch(texts[at - 1])):
            asked, end = _asked_at(texts, readings, at)
            if asked and (not kind or (kind in _GENERIC and after < end)):
                found.append(_label(sheet, index, run, (at, end), (asked, texts)))
                at = end
                continue
        if kind and _stands(texts, (at, after), kind, block, bool(found)):
            found.append(_label(sheet, index, run, (at, after), (kind, texts)))
            at = after
        else:
            at += 1
    return found


def _asked_at(
    texts: Sequence[str], readings: Sequence[tuple[str, ...]], at: int
) -> tuple[str, int]:
    """What a caption in words of its own asks for, and the index after its last word.

    It ends at a colon, a question mark, leading dots, or the end of its run.
    """
    end = at
    while end < len(texts):
        text = texts[end]
        if _LEADER.fullmatch(text):
            break
        if end - at >= _LONGEST_CAPTION or any(c.isdigit() for c in text):
            return "", at
        end += 1
        if text.endswith((":", "?")):
            break
    return asked_by(tuple(w for r in readings[at:end] for w in r)), end


@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[str, ...]:
    return tuple(w for token in tokens(text) for w in reading(token) or (token,))


def _label_at(
    texts: Sequence[str], readings: Sequence[tuple[str, ...]], at: int
) -> tuple[str, int]:
    """The kind of the label that begins at a word, and the index after its last word."""
    flat: list[str] = []
    owner: list[int] = []
    for i in range(at, min(at + 16, len(texts))):
        flat += readings[i]
        owner += [i] * len(readings[i])
        if texts[i].endswith((":", ";")):
            break
    kind, end = walk(flat, 0)
    if not kind or _cut_short(flat, owner, end):
        return "", at
    after = owner[end - 1] + 1
    opened = next((i for i in range(at, after) if "(" in texts[i]), len(texts))
    shut = next((i for i in range(opened, len(texts)) if ")" in texts[i]), -1)
    if opened <= shut < opened + _LONGEST_PARENTHESIS:
        after = max(after, shut + 1)
    return kind, _with_suffix(texts, readings, after)


def _cut_short(flat: Sequence[str], owner: Sequence[int], end: int) -> bool:
    """Whether the label ends inside a word, and not before one sign of a misread mark."""
    rest = [flat[i] for i in range(end, len(owner)) if owner[i] == owner[end - 1]]
    return bool(rest) and (len(rest) > 1 or len(rest[0]) > 1 or rest[0].isdigit())


def _with_suffix(texts: Sequence[str], readings: Sequence[tuple[str, ...]], after: int) -> int:
    """Take in "No.", "#", "/ ID" and an explanation in parentheses, and words up to a colon."""
    while after < len(texts) and not texts[after - 1].endswith(":"):
        more = _one_more(texts, readings, after)
        if more == after:
            break
        after = more
    return _to_colon(texts, after)


def _one_more(texts: Sequence[str], readings: Sequence[tuple[str, ...]], after: int) -> int:
    text = texts[after]
    if text.startswith("("):
        closed = _closing(texts, after)
        return after if _is_value(texts[after:closed]) else closed
    if text in ("#", ":", "No:", "-", "#:"):
        return after + 1
    if readings[after] and all(w in SUFFIXES for w in readings[after]):
        return after + 1
    if len(text) <= _SCRAP and _closes(texts, readings, after + 1):
        return after + 2  # "/ID No.:", read as "AD No.:"
    joined = text in ("/", "&", "or", "OR") and after + 1 < len(texts)
    if joined and any(reading(t) for t in tokens(texts[after + 1])):
        return after + 2
    return after


def _closes(texts: Sequence[str], readings: Sequence[tuple[str, ...]], at: int) -> bool:
    """Whether a word such as "No.:" ends a label."""
    return (
        at < len(texts)
        and texts[at].endswith(":")
        and bool(readings[at])
        and all(w in SUFFIXES for w in readings[at])
    )


def _to_colon(texts: Sequence[str], after: int) -> int:
    """The label's further words, when a colon follows them within the line."""
    if texts[after - 1].endswith(":"):
        return after
    for i in range(after, min(after + _LONGEST_TAIL, len(texts))):
        if _is_value(texts[i : i + 1]) or not texts[i][:1].islower():
            return after
        if texts[i].endswith(":"):
            return i + 1
    return after


def _closing(texts: Sequence[str], start: int) -> int:
    """The index after the parenthesis that opens at a word, or of the end if none closes it."""
    depth = 0
    for i in range(start, min(start + _LONGEST_PARENTHESIS, len(texts))):
        depth += texts[i].count("(") - texts[i].count(")")
        if depth <= 0:
            return i + 1
    return len(texts) if start + _LONGEST_PARENTHESIS >= len(texts) else start


def _is_value(texts: Sequence[str]) -> bool:
    return any(c.isdigit() for t in texts for c in t)


def _stands(
    texts: Sequence[str], span: tuple[int, int], kind: str, block: Block, later: bool
) -> bool:
    """Whether a phrase stands as a label here, and not in the middle of a sentence."""
    at, after = span
    colon = texts[after - 1].endswith((":", "#", ":-")) or texts[after - 1] in ("#", ":")
    if colon:
        street = kind in _PLACES and not texts[after - 1].endswith(":")
        return not street or not (block.prose or _is_value(texts[max(at - _STREET, 0) : at]))
    phrase = [w for t in texts[at:after] for w in tokens(t)]
    first = at == 0 or (at == 1 and bool(_NUMBERING.fullmatch(texts[0])))
    if not _capital(texts[at:after]) and not (first and after == len(texts)):
        return False
    if len(phrase) == 1 and phrase[0] in _BARE:
        return first and after == len(texts) and not block.prose
    if kind in ("other", "third") and not first:
        return False
    if first:
        return not block.prose or after == len(texts)
    return not block.prose and (later or phrase[0] in STRONG or len(phrase) > 1)


def _capital(texts: Sequence[str]) -> bool:
    heads = [t.lstrip("(\"'") for t in texts]
    return any(h[:1].isupper() or not h[:1].isalpha() for h in heads[:1])


def _label(
    sheet: Sheet, index: int, run: Run, span: tuple[int, int], read: tuple[str, Sequence[str]]
) -> Label:
    kind, texts = read
    words = run.words[span[0] : span[1]]
    box = union(sheet.page.words[w].box for w in words)
    text = " ".join(texts[span[0] : span[1]])
    if kind == "name" and "maiden" in text.lower():
        kind = "own_maiden_name"
    return Label(kind, words, index, box, text, text.endswith((":", "#")))
