"""Finds postal addresses, and says whose they are as far as the words around them tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodcause.findings.hit import UNNAMED, Hit, before, sentence_round, sentences

SUFFIXES = {
    "street": "st", "st": "st", "str": "st", "avenue": "ave", "ave": "ave", "av": "ave",
    "boulevard": "blvd", "blvd": "blvd", "road": "rd", "rd": "rd", "drive": "dr", "dr": "dr",
    "lane": "ln", "ln": "ln", "court": "ct", "ct": "ct", "way": "way", "wy": "way",
    "place": "pl", "pl": "pl", "circle": "cir", "cir": "cir", "highway": "hwy", "hwy": "hwy",
    "terrace": "ter", "ter": "ter", "parkway": "pkwy", "pkwy": "pkwy", "trail": "trl",
    "row": "row", "loop": "loop", "square": "sq", "alley": "aly", "freeway": "fwy",
    "plaza": "plz", "ridge": "rdg", "point": "pt", "bend": "bnd", "run": "run", "path": "path",
    "walk": "walk", "commons": "cmns", "glen": "gln", "grove": "grv", "hill": "hl",
    "hollow": "holw", "landing": "lndg", "mall": "mall", "meadow": "mdw", "pike": "pike",
    "crossing": "xing", "estates": "ests", "heights": "hts", "oaks": "oaks", "view": "vw",
}  # fmt: skip
"""Street suffixes and the short form each is compared by."""

_SUFFIX = "(?:" + "|".join(sorted((s.capitalize() for s in SUFFIXES), key=len, reverse=True)) + ")"
_NUMBER = r"\d[\dOolISBZ]{0,4}(?:\s[\dOolI]{1,3}(?=\s))?(?:-?[A-D]\b|\s1/2|-\d{1,4})?"
_DIRECTION = r"(?:(?:North|South|East|West|N|S|E|W|NE|NW|SE|SW)\.?\s+)?"
_STREET_WORD = r"(?:[A-Z][\w'.-]*|\d{1,3}(?:st|nd|rd|th)|(?:de|del|la|las|los|el|of|the))"
_UNIT = (
    r"(?:,?\s*(?:(?:Apt|Apartment|Unit|Suite|Ste|No|Space|Spc|Bldg|Rm|Floor|Fl)\b\.?|#)\s*#?\s*"
    r"[\w-]{1,6})"
)
_STATE = (
    r"(?:CA|Cal|Calif|California|NV|Nev|Nevada|OR|Oregon|AZ|Arizona|WA|Washington|TX|Texas|OH|Ohio"
    r"|NY|IL|CO|UT|ID|FL|MI|PA|NM)\b\.?"
)
_ZIP = r"(?:[\s,]+\d{5}(?:-\d{4})?(?!\d))"
_CITY = r"(?:[A-Z][a-zA-Z.'-]+(?:\s[A-Z][a-zA-Z.'-]+){0,2}|[A-Z]{3,}(?:\s[A-Z]{3,}){0,2})"
_TAIL = (
    rf"{_UNIT}?(?:,?\s+(?:{_CITY},?\s+{_STATE}{_ZIP}?|{_CITY}{_ZIP}|{_STATE}{_ZIP})|,\s+{_CITY}"
    r"(?=[\s,.;)]|$))?"
)
_STREET = re.compile(
    rf"(?<![\w$./-])(?P<a>{_NUMBER}\s+(?!(?:the|of)\s){_DIRECTION}(?:{_STREET_WORD}\s+){{1,4}}"
    rf"(?:{_SUFFIX}|{_SUFFIX.upper()})\b\.?(?:\s+(?:North|South|East|West|N|S|E|W)\b\.?)?{_TAIL})"
)
_LETTER_STREET = re.compile(
    rf"(?<![\w$./-])(?P<a>\d{{2,5}}\s+(?:[A-Z]|\d{{1,2}}(?:st|nd|rd|th))\s+(?:Street|St\.?|Avenue|"
    rf"Ave\.?)(?!\w){_TAIL})"
)
_BARE_STREET = re.compile(
    rf"(?<![\w$./-])(?P<a>\d{{2,5}}\s+{_DIRECTION}(?:[A-Z][a-z'-]+\s?){{1,3}}{_UNIT}?,\s+{_CITY},?"
    rf"\s+(?:{_STATE}{_ZIP}?|\d{{5}}))"
)
_BOX = re.compile(
    rf"(?P<a>\b(?:P\.?\s?O\.?\s+Box|Post Office Box|PO\s?Box|P\.?O\.?B\.?)\s+\w{{1,7}}{_TAIL})",
    re.I,
)
_RURAL = re.compile(
    rf"(?P<a>\b(?:R\.?\s?R\.?|Rural Route|Star Route|HCR?|Rte\.?)\s*#?\s*\d+[,\s]+Box\s+\w+{_TAIL})"
)
_NAMED = rf"(?:[A-Z0-9][\w'.-]*\s+){{1,3}}(?:{_SUFFIX})\b\.?"
_HOME_STREET = re.compile(
    r"\b(?:(?:house|home|residence|condo|condominium|townhouse|apartment|duplex|ranch|driveway"
    r"|family)(?:\s+(?:is|was|stands|sits))?|(?:liv(?:e|es|ed|ing)|resid(?:e|es|ed|ing)|moved"
    r"|stay(?:s|ed)?))\s+(?:at|on|in|near|off|to|by|along)\s+(?:the\s+corner\s+of\s+)?"
    rf"(?P<a>{_NAMED}(?:\s+(?:and|near|at|off)\s+{_NAMED})?|[A-Z][a-z]+\s+and\s+[A-Z][a-z]+(?=[\s.,;)]|$))"
)
_HOME_CORNER = re.compile(
    r"\b(?:doors?\s+(?:down\s+)?from|next\s+(?:door\s+)?to|across\s+(?:the\s+street\s+)?from|behind"
    r"|live\w*\s+(?:near|by|behind|beside))\b[^.;\n]{0,40}?\b(?:at|on|off|of)\s+"
    rf"(?P<a>[A-Z][a-z]+\s+and\s+[A-Z][a-z]+|{_NAMED})"
)
_ANY = re.compile(r"\d\s+[A-Z0-9NSEW(]|\bBox\b|\bBOX\b|hou?se|home|liv|resid|doors?|moved|behind")

_HOME = re.compile(
    r"\b(?:home|house|residence|residing|resides?|lives?|living|res|domicile|our place|my place|hm"
    r"|moved to|apartment|where i live|mailing|my address|my wife and i|rent(?:s|ed)?|owner[- ]"
    r"occupied|premises)\b"
)
_WORK = re.compile(
    r"\b(?:work(?:s|ed|place)?|business|store|shop|office|employ\w*|company|inc|llc|court(?:house)?"
    r"|bank|branch|station|academy|range|clinic|hospital|school|firm|corp|co|hotel|restaurant|market"
    r"|service|dept|department|bureau|county|sheriff|agency|attorney|for service|plant|warehouse"
    r"|building|suite|headquarters|pharmacy|jewelers?|university|association|club|insurance|credit"
    r"|union|utility|district)\b"
)
_PRIOR = re.compile(
    r"\b(?:previous(?:ly)?|prior|former(?:ly)?|used to live|lived|moved from|old (?:address|house)"
    r"|until (?:19|20)\d\d|before that)\b"
)
_PAST = re.compile(
    r"\b(?:robbed|burglar\w*|assault\w*|attack\w*|incident|stole\w*|shot|occurred|responded|arrest\w*"
    r"|vandal\w*|crime|follow\w* me|threaten\w*)\b"
)
_OTHER = re.compile(
    r"\b(?:reference|mother|father|brother|sister|neighbou?r|landlord|friend|witness|victim|suspect"
    r"|parents?|emergency|supervisor|daughter|son)(?:'s)?\b"
)
_AFTER_ZIP = re.compile(r"^.*\d{5}(?:-\d{4})?\b", re.DOTALL)
"""What stands before a zip code belongs to another address."""
_CUES = (
    ("home_address", _HOME),
    ("work_address", _WORK),
    ("prior_address", _PRIOR),
    ("third_party_contact", _OTHER),
)


def find_addresses(text: str) -> Iterator[Hit]:
    """Every address in a text, with the category the nearest words speak for."""
    if not _ANY.search(text):
        return
    bounds = sentences(text)
    seen: list[tuple[int, int]] = []
    for pattern in (_STREET, _LETTER_STREET, _BOX, _RURAL, _BARE_STREET):
        for match in pattern.finditer(text):
            if pattern is _BARE_STREET and any(
                s < match.end() and match.start() < e for s, e in seen
            ):
                continue
            seen.append(match.span())
            yield _address(text, match, bounds)
    for pattern in (_HOME_STREET, _HOME_CORNER):
        for match in pattern.finditer(text):
            start, end = match.span("a")
            why = "a street named after words for a home"
            yield Hit(start, end, "home_address", 0.8, why, "addresses")


def _address(text: str, match: re.Match[str], bounds: list[tuple[int, int]]) -> Hit:
    start, end = match.span("a")
    end -= len(text[start:end]) - len(text[start:end].rstrip(" ,;"))
    category, cue = _nearest(_AFTER_ZIP.sub("", before(text, start, 70)))
    if category:
        return Hit(start, end, category, 0.9, f'an address after "{cue}"', "addresses")
    sentence = sentence_round(text, start, end, bounds).lower()
    if _PAST.search(sentence):
        why = "an address in a sentence about a past incident"
        return Hit(start, end, "past_incident", 0.7, why, "addresses")
    if _HOME.search(sentence):
        return Hit(start, end, "home_address", 0.8, "an address near words for a home", "addresses")
    if _WORK.search(sentence):
        return Hit(start, end, "work_address", 0.65, "an address near words for work", "addresses")
    return Hit(start, end, "work_address", 0.5, f"an address {UNNAMED}", "addresses")


def _nearest(cue: str) -> tuple[str, str]:
    """The category that the last telling word before an address speaks for, and that word."""
    nearest = ("", -1, "")
    for category, pattern in _CUES:
        for found in pattern.finditer(cue):
            if found.end() >= nearest[1]:
                nearest = (category, found.end(), found[0])
    if nearest[0] == "home_address" and _PRIOR.search(cue[-45:]):
        return "prior_address", nearest[2]
    return nearest[0], nearest[2]
