"""Finds when and where somebody was born, and the name a mother had before she married."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodcause.findings.dates import ANY, DATE
from goodcause.findings.hit import Hit, before, sentence_round
from goodcause.findings.wordlists import listed

_BIRTH = re.compile(
    r"birth|b[o0]rn|\bd[o0][b8]\b|d\.\s?[o0]\.\s?b|b\.?d\.?\b|\bage\b|\baged\b|native of|hails from"
    r"|came (?:here )?from",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_BIRTH_WORDS = (
    "birth",
    "orn",
    "0rn",
    "do",
    "d0",
    "d.",
    "b.d",
    "bd",
    "age",
    "native",
    "hails",
    "from",
)
_MAIDEN_WORDS = ("maiden", "nee", "n\u00e9e", "mmn", "before", "birth", "born", "security", "mo")
"""A text without any of these is not searched for the patterns of births, of maiden names."""
_DATE_CUE = (
    r"(?:date\s+of\s+birth|birth\s?(?:date|day)|\bd[o0][b8]|\bd\.\s?[o0]\.\s?b\.?|\bb\.?d\.?|\bborn"
    r"|\bb[o0]rn|birthdate)"
)
_CUED = re.compile(
    rf"{_DATE_CUE}(?:'?s)?(?:[\s:#.(-]|\b(?:is|was|of|on|about|the|as|listed|shown|given)\b)"
    rf"{{0,12}}(?P<d>{ANY})(?![\w/-])",
    re.IGNORECASE,
)
_NEAR = re.compile(
    rf"\b(?:born|birth|birthday|b[o0]rn)\b[^.;\n]{{0,50}}?\b(?:on|:|of|,|is|was|in)\s+"
    rf"(?P<d>{ANY})(?![\w/-])",
    re.IGNORECASE,
)
_SIX = re.compile(
    rf"{_DATE_CUE}[\s:#.]{{0,4}}(?P<d>(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{{4}}|\d{{2}}))(?!\w)",
    re.IGNORECASE,
)
_AGE = re.compile(
    rf"\bage[d]?[\s:]{{0,3}}\d{{1,3}}\s*[,(\[]\s*(?P<d>{ANY})\s*[)\],]", re.IGNORECASE
)
_CODED = re.compile(
    rf"(?<![\w/-])(?P<d>(?i:{ANY}))[\s,]{{1,3}}(?:[WBHAOI]\s?[/ ]?\s?[MF]|[MF]\s?[/ ]?\s?[WBHAOI])"
    r"(?=\s+\d|\s*$|\W)"
)
_SPELT = re.compile(
    rf"\b(?:male|female|white|black|hispanic|asian)\b[\s,/]{{1,3}}(?P<d>{ANY})(?![\w/-])"
    r"(?=[\s,;]{1,3}\d)",
    re.IGNORECASE,
)
"""A date between words for sex or race and a height."""
_YEAR = re.compile(
    r"\b(?:(?:was|were|am|is)\s+|i\s+|he\s+|she\s+|;\s*)?born(?:\s+(?:back|there|here))?"
    r"(?:\s+in)?\s+(?:in\s+)?(?P<d>(?:18|19|20)\d{2})(?!\w)",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:firm|company|club|business|store|shop|idea|program|society|partnership)\s+$"
)
"""What is born of a merger, and is nobody."""
_WORD = r"[A-Z][\w'\u00c0-\u017f-]*\.?"
_LINK = r"(?:\s(?:de|del|la|los|las|of|the|and|on|upon|san|el|du)\s|,?\s)"
_PLACE = rf"(?P<p>{_WORD}(?:{_LINK}{_WORD}){{0,6}})"
_BORN_PLACE = re.compile(
    r"\bb[o0]rn(?:\s+and\s+(?:raised|reared|bred))?(?:\s+(?:on\s+)?[^.;\n]{0,34}?)?\s+"
    rf"(?:in|at|near|outside|outside of)\s+(?:the\s+(?:town|city|village)\s+of\s+)?{_PLACE}"
)
_BORN_BARE = re.compile(rf"\b[Bb][o0]rn:?\s+{_PLACE}")
_NATIVE = re.compile(rf"\b(?:[Nn]ative of|[Hh]ails from|[Bb]irthplace(?: is| was|:)?)\s+{_PLACE}")
_FROM_BORN = re.compile(
    rf"\b(?:from|in|left|to)\s+{_PLACE},?\s+(?:where|in which)\s+(?:\w+\s+){{1,3}}"
    r"(?:was|were)\s+born"
)
_BORN_OF = re.compile(rf"\b{_PLACE}-[Bb]orn\b")
_MONTHISH = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|The|Date|Place|On|When|Sex|Address|SSN)\b"
)
_TRAILING = re.compile(
    r"[,\s]+(?:I|He|She|We|My|And|The|On|In|But|Social|SSN|Date|Phone|Address|Height|Sex|Mother"
    r"|Father|DOB|DL|Before|After|When|Since|Home|Name)\b.*$",
    re.DOTALL,
)

_MOTHER = re.compile(r"\b(?:mother|mom|mum|mothers|moms|mmn)\b", re.IGNORECASE)
_MAIDEN = re.compile(
    r"maiden|\bn[e\u00e9]e\b|\bmmn\b|before\s+(?:she|her|their)?\s*marri|before\s+marriage"
    r"|birth name"
    r"|born\s+[A-Z]|security question|mother|(?-i:\bMom\b)",
    re.IGNORECASE,
)
_NAME = (
    r"(?P<m>(?:(?:[Vv]on|[Vv]an|[Dd]e|[Dd]el|[Dd]er|[Ll]a|[Dd]i|[Dd]a|[Mm]ac|[Ss]t\.)\s)*"
    r"[A-Z\u00c0-\u00dd][\w'\u00c0-\u017f-]*[\w\u00c0-\u017f]"
    r"(?:\s(?:[A-Z][\w'\u00c0-\u017f-]+|(?:von|van|de|del|der|la)\s[A-Z][\w'-]+)){0,2})"
)
_IS = r"(?:\s+(?:is|was|as|of|being|answer|ans|name|nm)\b|\s*[:=\"'(,#-])*\s+[\"'(]?"
_MAIDEN_FORMS = (
    (re.compile(rf"\b[Mm]aiden(?:\s+(?:name|nm|surname))?\.?{_IS}{_NAME}"), 0.9),
    (re.compile(rf"\b[Nn][e\u00e9]e{_IS}{_NAME}"), 0.9),
    (re.compile(rf"\bMMN{_IS}{_NAME}"), 0.97),
    (re.compile(rf"[Bb]efore\s+(?:her\s+|their\s+)?marriage{_IS}{_NAME}"), 0.85),
    (re.compile(rf"[Ss]ecurity\s+(?:question|word|answer)\W{{1,4}}[Mm]other\w*{_IS}{_NAME}"), 0.95),
    (re.compile(rf"[Mm](?:other|om)\s+was\s+an?\s+{_NAME}(?=[^.;]{{0,50}}(?:marri|wed))"), 0.9),
    (
        re.compile(rf"[Mm](?:other|om)[^.;\n]{{0,40}}?\(?\b(?:was\s+)?born\s+(?:an?\s+)?{_NAME}"),
        0.85,
    ),
    (re.compile(rf"[Mm](?:other|om)(?:'s|s)\s+(?:family|people|folks)\s+name{_IS}{_NAME}"), 0.8),
    (
        re.compile(
            rf"[Mm](?:other|om)[^.;\n]{{0,40}}?\b(?:was|went by)\s+(?:[A-Z]\w+\s+)?{_NAME}"
            r"\s+(?:before|until|till)\s+(?:she\s+)?(?:marri|wed|the wedding)"
        ),
        0.85,
    ),
)
_MAIDEN_BEFORE = re.compile(
    rf"{_NAME},?\s+(?:was|is|being|which is|as)\s+(?:my|his|her|the applicant's|her late)?\s*"
    r"[Mm](?:other|om)'?s?\s+(?:maiden|birth)\s+(?:name|surname)"
)
_OWN = re.compile(
    r"\b(?:my|own|applicant'?s?|her)\s+(?:maiden|birth)\s+name|\bi\s+was\s+born\s+[A-Z]",
    re.IGNORECASE,
)
_NOT_NAME = listed(
    """
    in at on the name mother yes no none unknown date voyage same n/a address security question
    applicant or if and last first
    """
)


def find_births(text: str, *, own: str = "") -> Iterator[Hit]:
    """Birth dates, birth places and maiden names in a text.

    Args:
        text: a passage.
        own: the subject's first name, if known; a maiden name beside it is the subject's own.
    """
    low = text.lower()
    if any(w in low for w in _BIRTH_WORDS) and _BIRTH.search(text):
        yield from _dates(text)
        yield from _places(text)
    if _DIGIT.search(text):
        yield from _coded(text)
    if any(w in low for w in _MAIDEN_WORDS) and _MAIDEN.search(text):
        yield from _maiden(text, own)


def _dates(text: str) -> Iterator[Hit]:
    for pattern, probability in ((_CUED, 0.97), (_SIX, 0.95), (_AGE, 0.9), (_NEAR, 0.9)):
        for match in pattern.finditer(text):
            start, end = match.span("d")
            yield Hit(
                start, end, "date_of_birth", probability, "a date after words of birth", "births"
            )
    for match in _YEAR.finditer(text):
        if _FIRM.search(before(text, match.start(), 24)):
            continue
        start, end = match.span("d")
        yield Hit(start, end, "date_of_birth", 0.85, "a year after words of birth", "births")


def _coded(text: str) -> Iterator[Hit]:
    for match in (*_CODED.finditer(text), *_SPELT.finditer(text)):
        start, end = match.span("d")
        why = "a date beside words for race and sex"
        yield Hit(start, end, "date_of_birth", 0.8, why, "births")


def _places(text: str) -> Iterator[Hit]:
    forms = (
        (_BORN_PLACE, 0.93),
        (_NATIVE, 0.9),
        (_FROM_BORN, 0.9),
        (_BORN_BARE, 0.8),
        (_BORN_OF, 0.9),
    )
    for pattern, probability in forms:
        for match in pattern.finditer(text):
            start, end = match.span("p")
            place = _trimmed(text[start:end])
            if not place or _MONTHISH.match(place) or DATE.fullmatch(place):
                continue
            if pattern is _BORN_BARE and _is_maiden_context(text, start):
                continue
            yield Hit(
                start,
                start + len(place),
                "place_of_birth",
                probability,
                "a place after words of birth",
                "births",
            )


def _is_maiden_context(text: str, start: int) -> bool:
    return bool(re.search(r"\b(?:mother|mom|she|her|wife|i was)\b", before(text, start, 40)))


def _trimmed(place: str) -> str:
    first, _, rest = place.partition("\n")
    if rest and not first.rstrip().endswith(","):
        place = first
    return _TRAILING.sub("", place).rstrip(" ,.")


def _maiden(text: str, own: str) -> Iterator[Hit]:
    for pattern, probability in (*_MAIDEN_FORMS, (_MAIDEN_BEFORE, 0.9)):
        for match in pattern.finditer(text):
            start, end = match.span("m")
            name = text[start:end]
            if name.split()[0].lower().strip(".'") in _NOT_NAME or "\n" in name:
                name = name.split("\n")[0]
                end = start + len(name)
                if not name or name.split()[0].lower() in _NOT_NAME:
                    continue
            category, weight = _whose(text, match, own)
            yield Hit(
                start,
                end,
                category,
                probability * weight,
                "a name after words for a name before marriage",
                "births",
            )


def _whose(text: str, match: re.Match[str], own: str) -> tuple[str, float]:
    sentence = sentence_round(text, match.start(), match.end())
    lead = text[max(match.start() - 40, 0) : match.start("m")]
    if _MOTHER.search(lead) or _MOTHER.search(match[0]):
        return "mothers_maiden_name", 1.0
    if _OWN.search(lead) or (own and re.search(rf"\b{re.escape(own)}\b", lead, re.IGNORECASE)):
        return "own_maiden_name", 0.95
    if _MOTHER.search(sentence):
        return "mothers_maiden_name", 0.95
    return "mothers_maiden_name", 0.7
