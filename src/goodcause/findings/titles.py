"""Says which occupation of the order's vocabulary the words of a title speak for.

It reads words that are known to speak of the subject's own work; whose words they are is not
its business (see ``subject``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from goodcause.findings.confusions import letters
from goodcause.findings.occupations import FORMER, NO_TITLE, RULES
from goodcause.findings.wordlists import in_order, listed


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a title say.

    Attributes:
        occupation: an occupation of the vocabulary, ``private``, or ``unknown``.
        former: whether the words say it is past.
        words: the words that decided.
    """

    occupation: str
    former: bool
    words: str


UNKNOWN = Reading("unknown", False, "")

_AGENCY = re.compile(
    r"sheriff|police|district attorney|d\.a\.|superior court|municipal court|probation|corrections"
    r"|prison|jail|parole|department of justice|highway patrol|\bchp\b|marshal'?s|attorney general"
    r"|u\.?s\.? attorney|\bp\.?d\.?(?=\W|$)|\bs\.o\.|crime|law enforcement|justice"
    r"|\bcourts?\b(?! reporting| yard|yard)",
    re.IGNORECASE,
)
_VAGUE = listed(
    """
    n na none unknown retired ret self employed unemployed see attached above letter same
    employee government govt public civil servant state county city federal officer deputy
    captain lieutenant sergeant chief commissioner attorney lawyer agent investigator inspector
    detective marshal confidential withheld of the sacramento california placer yolo service
    worker supervisor technician clerk manager analyst disabled yr yrs year years and for in at
    to from by is my a an tbd pending s
    """
)
"""Words that leave open what somebody does, even taken together."""
_OFFICE = listed(
    """
    administrator administrative coordinator specialist director executive staff assistant aide
    associate chief deputy program programs
    """
)
"""Words that leave it open in the public service, where the justice system is a part of it."""
_SHORT = tuple(
    (re.compile(rf"\b{short}(?:\.|\b)", re.IGNORECASE), word)
    for short, word in (
        ("sgt", "Sergeant"),
        ("lt", "Lieutenant"),
        ("capt", "Captain"),
        ("dep", "Deputy"),
        ("ofcr?", "Officer"),
        ("det", "Detective"),
        ("dist", "District"),
        ("atty", "Attorney"),
        ("asst", "Assistant"),
        ("comm'?r", "Commissioner"),
        ("corr", "Correctional"),
        ("prob", "Probation"),
        ("dept", "Department"),
        ("inv", "Investigator"),
        ("jdge?", "Judge"),
        ("sup(?:erior|r)?\\.? ct", "Superior Court"),
    )
)
"""Abbreviations, read in full before a title is looked for."""
_OUTSIDE = re.compile(
    r"\b(?:professor|student|writer|author|novelist|producer|publisher|sales\w*|developer|builder"
    r"|jeweler|architect|historian|cartoonist)\b",
    re.IGNORECASE,
)
"""Trades that may be about justice and are no part of it: "Criminal law professor"."""
_PUBLIC = re.compile(r"\b(?:county|state|city|federal|government)\b", re.IGNORECASE)
_ENFORCES = re.compile(r"investigat|inspector|enforcement|detective|guard\b", re.IGNORECASE)
"""Work that the justice system does as well as others do."""
_PRIVATE_ALONE = re.compile(
    r"\b(?:attorney|lawyer|manager|technician|analyst|clerk|supervisor)\b", re.I
)
_READABLE = re.compile(r"[A-Za-z]{3,}")
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
_LONGEST = 400
_FUZZY = 5
_LETTERS = re.compile(r"[^\W_]+")


def occupation_of(title: str, employer: str = "") -> Reading:
    """Read an occupation field, with the employer beside it.

    Args:
        title: the words of the occupation field; may be empty.
        employer: the words of the employer field; may be empty.
    """
    title = " ".join(title.split())[:_LONGEST]
    employer = " ".join(employer.split())[:_LONGEST]
    if title:
        whole = f"{title}, {employer}" if employer else title
        found = justice_title(whole) or justice_title(_bared(whole)) or justice_title(mended(whole))
        if found is not None:
            return found
    return _outside(title, employer)


def _bared(text: str) -> str:
    """A title without brackets and full stops: "Lieutenant (retired), Sac. Co. Sheriff"."""
    return " ".join(re.sub(r"[().]", " ", text).split())


_TITLE_WORDS = listed(
    """
    judge superior court deputy district attorney sheriff officer police probation parole agent
    correctional corrections commissioner magistrate investigator highway patrol traffic sergeant
    lieutenant captain detective department justice public defender dispatcher clerk criminalist
    reserve honorary bailiff coroner municipal office prosecutor volunteer security guard special
    assistant reporter supervising senior chief inspector retired former municipal state county
    """
)
"""The words of titles that readers of scans misread."""
_OTHER_WORDS = listed(
    """
    policy patron marshall justine justina estate count counts courts coast course offices
    reverse deputies clark clarke clerks judges stage stare statement guards shares gourd budge
    bridge nudge fudge specialist retried shift counter country bounty agents patrols privates
    """
)
"""Words of their own, however near to one of a title."""


def mended(text: str) -> str:
    """A title with words put right that a reader of scans misread: one letter in five."""
    return _LETTERS.sub(lambda m: _mend(m[0]), text)


@lru_cache(maxsize=10_000)
def _mend(word: str) -> str:
    lower = _shape(word)
    if len(lower) < _FUZZY or word.lower() in _TITLE_WORDS or word.lower() in _OTHER_WORDS:
        return word
    limit = 1 if len(lower) < 2 * _FUZZY else 2
    near = [w for w in sorted(_TITLE_WORDS) if _distance(lower, _shape(w), limit) <= limit]
    return min(near, key=lambda w: _distance(lower, _shape(w), limit)) if near else word


def _shape(word: str) -> str:
    """A word as its print looks: "rn" is "m"."""
    return letters(word).replace("rn", "m").replace("vv", "w")


def _distance(a: str, b: str, limit: int) -> int:
    return Levenshtein.distance(a, b, score_cutoff=limit)


def _in_full(text: str) -> str:
    """A title with its abbreviations written out."""
    for pattern, word in _SHORT:
        text = pattern.sub(word, text)
    return text


def justice_title(text: str) -> Reading | None:
    """The justice occupation a title names; ``None`` when it names none."""
    if not text:
        return None
    bare = NO_TITLE.sub(" ", _in_full(text))
    for occupation, pattern in RULES:
        match = pattern.search(bare)
        if match:
            former = FORMER.search(bare) is not None
            return Reading(occupation, former, " ".join(match[0].split()))
    return None


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MANY_DIGITS = re.compile(r"(?:\d\D{0,2}){3}")
_JUSTICE_STEMS = in_order(
    """
    superiorcourt municipalcourt districtattorney deputydistrict deputysheriff sheriffsdepartment
    policeofficer policedepartment probationofficer paroleagent correctionalofficer highwaypatrol
    policesergeant sheriffsergeant lawenforcement publicdefender reservedeputy honorarydeputy
    courtcommissioner specialagent peaceofficer undersheriff prosecutor dispatcher criminalist
    magistrate unitedstatesattorney gamewarden constable
    """
)
_BLURRED = 84  # of 100: so much of a stem must be there
_SHORTEST_BLUR = 8


def _is_no_title(title: str) -> bool:
    """Whether the words are an address, a number or the like that got into a title's box."""
    return bool(_MANY_DIGITS.search(_YEAR.sub(" ", title)))


@lru_cache(maxsize=10_000)
def _blurred(title: str) -> bool:
    """Whether the letters of a title, however a reader cut and spelt them, may name an office."""
    squeezed = "".join(c for c in _shape(title) if c.isalpha())
    if len(squeezed) < _SHORTEST_BLUR:
        return False
    return any(
        len(squeezed) >= len(stem) - 2
        and fuzz.partial_ratio(stem, squeezed, score_cutoff=_BLURRED) >= _BLURRED
        for stem in _JUSTICE_STEMS
    )


def _outside(title: str, employer: str) -> Reading:
    """``private`` only when the words clearly name work outside criminal justice."""
    bare = NO_TITLE.sub(" ", _in_full(title))
    public = _PUBLIC.search(employer) is not None
    if _is_no_title(title) or _blurred(bare) or (public and _ENFORCES.search(title)):
        return UNKNOWN
    about = _AGENCY.search(bare) and not _OUTSIDE.search(bare)
    if _AGENCY.search(NO_TITLE.sub(" ", employer)) or about:
        return UNKNOWN
    named = [w for w in _READABLE.findall(title) if _VOWEL.search(w)]
    vague = _VAGUE | _OFFICE if public else _VAGUE
    if any(w.lower() not in vague for w in named):
        return Reading("private", FORMER.search(title) is not None, title)
    business = [w for w in _READABLE.findall(employer) if _VOWEL.search(w)]
    if (
        business
        and not _PUBLIC.search(employer)
        and (_PRIVATE_ALONE.search(title) or re.search("self", title, re.I))
    ):
        return Reading("private", False, f"{title}, {employer}")
    return UNKNOWN
