"""Reads the words that say when something keeps happening.

A dated day is not such a time: what happened on May 3, 2001 is over. Which of the times found
here lay somebody open to attack is judged elsewhere (see ``vulnerability``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from goodcause.findings.dates import DATE
from goodcause.findings.hit import lowered
from goodcause.findings.wordlists import either

_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|\d{1,2})"
_DAY = (
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?"
    r"|(?:mon|tues?|wed|thur?s?|fri|sat|sun)s?\.(?!\w))"
)
_SLOT = r"(?:morning|afternoon|evening|night|forenoon|noon|midday|lunchtime|lunch hour|dusk|dawn)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_SEASON = (
    r"(?:(?:memorial|labor|independence|columbus|veterans|new year's|christmas) day|new year's"
    rf"|{_MONTH}|summer|winter|spring|fall|autumn|christmas|thanksgiving|easter|holidays?)"
)
_AND = r"(?:\s*,\s*|\s*,?\s+(?:and|or|through|thru|to)\s+|\s*[-&/]\s*)"
_ONE_DAY = rf"{_DAY}(?:\s+{_SLOT}s?)?"
_DAYS = rf"(?:{_ONE_DAY}(?:{_AND}(?:the\s+)?{_ONE_DAY})*)"
_PLURAL_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days"
_PERIOD = (
    r"(?:day|night|week|weekend|weeknight|weekday|workday|month|year|quarter|payday|shift|hour"
    rf"|fortnight|season|school day|business day|{_SLOT}|{_SEASON}|{_DAY})"
)
_NTH = r"(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th|\d{1,2}(?:st|nd|rd|th))"
_NTHS = rf"{_NTH}(?:\s+(?:and|or|through)\s+(?:the\s+)?{_NTH})?"
_HOUR = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?:[\s-](?:thirty|fifteen|twenty|forty(?:[\s-]five)?|forty|ten|o'clock))?"
)
_AMPM = r"(?:\s*(?:a\.?\s?m\b\.?|p\.?\s?m\b\.?|o'clock|hours?\b|hrs?\b))"
_MARK = (
    r"(?:midnight|noon|midday|dawn|daybreak|sunrise|sunup|dusk|dark|sunset|sundown|nightfall"
    r"|clos(?:e|ing)(?: time)?|opening(?: time)?|bar (?:closing|time)"
    r"|daylight|first light|first bell|last call|lockup)"
)
_CLOCK = (
    rf"(?:\d{{1,2}}[:.]\d{{2}}(?!\d|-[a-z]){_AMPM}?|\d{{1,2}}{_AMPM}"
    r"|\d{3,4}\s?[ap]\.?\s?m\b\.?"
    rf"|(?:half past|(?:a\s+)?quarter (?:to|till|of|past|after))\s+(?:{_HOUR}|\d{{1,2}})"
    rf"|(?:[01]\d|2[0-4])\d{{2}}\s?(?:hours|hrs?)\b|{_HOUR}(?!\w){_AMPM}?|{_MARK})"
)
_NO_HOUR = r"(?!\d|st\b|nd\b|rd\b|th\b|[/.,]\d|\s?(?:%|percent|years?|days?|miles?|minutes?))"
_LOOSE = rf"(?:(?:{_CLOCK})(?:\s+sharp)?|\d{{1,2}}{_NO_HOUR})"
_ABOUT = (
    r"(?:(?:about|around|approximately|roughly|nearly|almost|just|shortly|right|exactly|or)\s+)*"
)
_SCHOOL = r"on\s+(?:school|work|week)\s?(?:days|nights)"
_OF_DAY = rf"(?:\s+(?:in\s+the\s+{_SLOT}s?|at\s+night|{_SCHOOL}))?"
_TO = rf"(?:\s*(?:-|to|until|till|and|or)\s*{_ABOUT}{_LOOSE}{_AMPM}?{_OF_DAY})?"
_SHIFT = r"(?:late|night|graveyard|swing|early|evening|overnight|midnight|morning|day|third|second)"
_SOON = (
    r"(?:shortly|just|right|soon|well|long|a\s+little|(?:a\s+few|several|\d{1,2}|ten|five|fifteen)"
    r"\s+minutes|(?:half\s+an|an)\s+hour)"
)
_TIMES = r"(?:times?|days?|nights?|mornings?|evenings?|afternoons?|weekends?|weeks?)"

RECURRING = re.compile(
    r"\b"
    + either(
        rf"""
        (?:(?:on|in|during|over)\s+)?(?:every|each|most|alternate)\s+
        + (?:(?:other|single|second)\s+)?(?:{_DAYS}|{_PERIOD}s?\b)
        + (?:\s+(?:of\s+(?:the|each|every)\s+{_PERIOD}|and\s+{_DAY}|{_SLOT}s?))?
        (?:(?:on|in|during)\s+)?(?:the\s+)?{_NTHS}\s+(?:{_DAY}|weekend|week|day|night)?\s?
        + (?:of|in)\s+(?:each|every|the)\s+{_PERIOD}
        on\s+the\s+{_NTHS}(?:\s+of\s+(?:the|each|every)\s+(?:month|quarter|year))?
        + (?!\s+(?:of\s+{_MONTH}|floor|street|level|day of))
        (?:on\s+)?{_PLURAL_DAY}(?:\s+{_SLOT}s?)?(?:{_AND}{_ONE_DAY})*
        (?:on\s+)?(?:the\s+)?{_DAY}(?:{_AND}{_DAY})*\s+{_SLOT}s
        (?:on\s+)?{_DAY}\s+(?:and|or)\s+{_DAY}(?=\s+(?:at|from|between|after|before)\b)
        (?:on\s+)?(?:the\s+)?(?:weekday|weekend|weeknight|school|summer|winter|holiday)\s+{_SLOT}s
        from\s+(?:early\s+|late\s+)?{_SEASON}\s+(?:to|until|till|through)\s+(?:{_SEASON}|new year's)
        whenever\s+(?:he|she|they|i|we|the\s+\w+)\s+\w+(?:\s+\w+)?
        (?:on\s+)?{_DAY}\s+(?:through|thru|to)\s+{_DAY}
        (?:on\s+)?(?:the\s+)?(?:weeknights?|weekdays|weekends|school\s?days|school nights)
        (?:on\s+)?(?:the\s+)?(?:paydays|workdays|game days|delivery days|market days)
        (?:on\s+)?(?:(?:about|at least|some|up to)\s+)?
        + (?:once|twice|thrice|{_COUNT}(?:\s+(?:to|or)\s+{_COUNT})?\s+{_TIMES})
        + \s+(?:a|an|per|each|every|in a)\s+{_PERIOD}
        (?:on\s+a\s+)?(?:daily|nightly|weekly|bi-?weekly|monthly|quarterly)(?:\s+basis)?
        (?:at|by|near|toward)\s+the\s+(?:end|beginning|start|close)\s+of\s+(?:each|every|the)
        + \s+{_PERIOD}
        the\s+(?:night|day|morning|evening)\s+(?:before|after)\s+(?:each|every)\s+\w+
        (?:annually|yearly|year[\s-]round)
        (?:in|during|over|throughout)\s+(?:the\s+)?(?:summers?|winters?|holidays|christmas)
        + (?:\s+months)?
        (?:in|during|throughout)\s+(?:the\s+)?(?:harvest|crush|(?:\w+\s+)?season|school year)
        (?:mornings|evenings|nights|afternoons)
        + (?=\s+(?:after|before|at|around|from|until|till|between|i\b|we\b|my\b))
        (?:the\s+(?:whole|entire|first|second|third|last)\s+)?(?:(?:two|three|few)\s+)?(?:weeks?|month|half)
        + \s+of\s+(?:each|every)\s+{_MONTH}
        """
    ),
)
"""Times that come round again; for text in lower case, as are the next two."""

_SINGLE = re.compile(
    r"\b"
    + either(
        rf"""
        (?:(?:starting|beginning)\s+)?(?:{_SOON}\s+)?(?:at|by|until|till|before|after|around
        + |about|from|past|since|near|towards?)
        + \s+{_ABOUT}{_LOOSE}{_OF_DAY}{_TO}
        (?:at\s+any\s+(?:hour|time)\s+)?between\s+(?:the hours of\s+)?{_ABOUT}{_LOOSE}{_OF_DAY}
        + \s+and\s+{_ABOUT}{_LOOSE}{_AMPM}?{_OF_DAY}
        {_ABOUT}\d{{1,2}}(?::\d\d)?{_AMPM}{_OF_DAY}{_TO}
        {_ABOUT}\d{{1,2}}:\d\d(?!\d|-[a-z]){_OF_DAY}{_TO}
        (?:late\s+)?at\s+night(?:fall)?
        (?:late|early)\s+(?:at\s+night|in\s+the\s+{_SLOT}s?|{_SLOT}s?)
        in\s+the\s+(?:(?:early|late|pre-?dawn|small|wee)\s+)*(?:{_SLOT}s?|hours)
        (?:in\s+the\s+)?(?:early|late|small|wee|pre-?dawn)\s+(?:{_SLOT}\s+)?(?:hours|{_SLOT}s?)
        (?:{_SOON}\s+)?(?:before|after|until|till|past)\s+
        + (?:dark|dawn|(?:business\s+|office\s+|store\s+)?hours|clos(?:e|ing)(?:\s+time)?
        + |sunrise|sunset|midnight|work|school|practice
        + |class|the\s+(?:bars?|store|shop|office|bank|clinic|market|\w+)\s+clos(?:es?|ing)
        + |the\s+(?:last|late)\s+\w+|everyone\s+(?:else\s+)?(?:has\s+)?(?:left|gone|leaves))
        (?:{_SOON}\s+)?(?:before|after|until|till|once|when)\s+(?:the|my|our)\s+(?:{_LOOSE}\s+)?
        + (?:hours\s+)?(?:\w+\s+){{1,2}}?(?:lets?\s+out|ends?|comes?|leaves?|arrives?|starts?
        + |begins?|go|goes|ha(?:s|ve)\s+(?:left|gone)|clos(?:es|e|ing)|gets?\s+(?:home|off)
        + |is\s+(?:gone|released|over))\b
        (?:before|after|until|till)\s+the\s+(?:\d{{4}}|{_CLOCK})\s+(?:watch|shift|bell|count|mass
        + |service|bus|train|meeting|class|run|delivery)
        (?:before|after|until|till)\s+(?:i|we|she|he|they)\s+
        + (?:get|reach|leave|come|finish|close|return|arrive)\w*
        + (?:\s+(?:home|off|up|work|back|out))?(?:\s+(?:at|by|around|near)\s+{_ABOUT}{_LOOSE})?
        (?:a|the|my|his|her|an)\s+{_SHIFT}\s+shift
        during\s+(?:\w+ing|(?:the\s+)?\w+\s+season)\b
        overnight
        on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+{_SLOT})?
        """
    ),
)
_HINT = re.compile(
    r"\d|every|each|most|alternate|daily|nightly|weekly|monthly|quarterly|annually|yearly|year-round"
    r"|twice|once|times|days?\b|nights?\b|morning|evening|afternoon|noon|week|month|shift|hours"
    r"|before|after|until|till|past|between|o'clock|\b(?:at|by|about|around|near|from)\s+(?:half|quarter"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|mid|dawn|dusk|dark|sun|first"
    r"|clos|open|about|last|day)|mon\b|tues?\b|wed\b|thurs?\b|fri\b|sat\b|whenever|during|midnight"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|summer|winter|spring|fall\b|season|holidays|christmas|thanksgiving|easter|dawn|dusk|late",
)
"""A sentence without any of these names no time."""
_JOINT = re.compile(
    r"(?:\s*(?:[,;-]|\b(?:and|or|at|on|in|by|usually|generally|normally|often|typically|sometimes"
    r"|always|around|about|also|then|from|roughly|starting|beginning|leaving|arriving|returning"
    r"|finishing|ending|again|mostly|once more|the)\b))*\s*",
    re.IGNORECASE,
)
"""What stands between two halves of one time: "Mondays, leaving" and "at three"."""
_GOES_ON = re.compile(
    r",?\s+(?:and\s+|or\s+)?(?:sometimes|often|occasionally|or|even|and)\s+(?:even\s+|much\s+)?"
    r"(?:later|earlier|longer|after)\b(?!\s+\w+ing)",
    re.IGNORECASE,
)
_LONGEST_JOINT = 28
_VAGUE = re.compile(
    r"(?:daily|weekly|nightly|monthly|quarterly|annually|yearly)(?: basis)?|every (?:day|time|year"
    r"|single day)|each (?:day|time|year)|on a (?:daily|weekly|monthly|nightly) basis"
    r"|year[\s-]round"
    r"|at (?:one|two|three|four|five|ten) |most days|since \w+|from (?:one|two|three)|nights?|late",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?:on an? )?(?:(?:bi-?)?(?:weekly|monthly)|quarterly|annually|yearly|year[\s-]round|daily"
    r"|once (?:a|per|each|every) (?:month|year|week|quarter))(?: basis)?"
    r"|(?:every|each) (?:quarter|year|month|week|time)",
    re.IGNORECASE,
)
"""How often, and nothing else: nobody could lie in wait by it."""
_NOT_CLOCK = re.compile(
    rf"(?:at|by|from|about|around|before|after|since|past|until|till)\s+{_ABOUT}(?:{_COUNT}"
    rf"|\d{{1,2}})"
    r"$",
    re.IGNORECASE,
)
_COUNTS_WHAT = re.compile(
    r"\s*(?:of|other|or more|different|separate|men|people|persons|women|children|blocks?|miles?"
    r"|feet"
    r"|times?|years?|days?|weeks?|months?|minutes?|hours?|stores?|locations?|banks?|branches|units"
    r"|dollars|percent|thousand|hundred|properties|houses|sites|stops|employees|shots|guns|cars"
    r"|schools|buildings|apartments|more|such|in\s+number)\b|\s?[/%$,]\d|\s+[A-Z][a-z]+\s+(?:Street"
    r"|Avenue|Road|Drive|Way|Lane|Blvd)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of text that says when.

    Attributes:
        start, end: offsets.
        recurring: whether it says by itself that it comes round again.
        vague: whether it fixes nothing ("daily", "every day").
    """

    start: int
    end: int
    recurring: bool
    vague: bool


def find_times(text: str) -> list[When]:
    """The times a sentence names, neighbours joined ("every Friday" and "at nine")."""
    low = lowered(text)
    if not _HINT.search(low):
        return []
    dated = [m.span() for m in DATE.finditer(text)]
    pieces = sorted(
        (p for p in _pieces(text, low) if not any(p.start < e and s < p.end for s, e in dated)),
        key=lambda p: (p.start, -p.end),
    )
    joined: list[When] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and _touch(text, last, piece):
            joined[-1] = When(
                last.start,
                max(last.end, piece.end),
                last.recurring or piece.recurring,
                last.vague and piece.vague,
            )
        else:
            joined.append(piece)
    joined = [_longer(text, w) for w in joined]
    return [w for w in joined if not _RATE.fullmatch(text, w.start, w.end)]


def is_rate(words: str) -> bool:
    """Whether words say how often, and nothing else."""
    return _RATE.fullmatch(words.strip(" ,.")) is not None


def _longer(text: str, when: When) -> When:
    """With the words that go on from it: "at nine, sometimes later"."""
    more = _GOES_ON.match(text, when.end)
    return replace(when, end=more.end()) if more else when


def _pieces(text: str, low: str) -> Iterator[When]:
    for match in RECURRING.finditer(low):
        yield When(match.start(), match.end(), True, bool(_VAGUE.fullmatch(match[0])))
    for match in _SINGLE.finditer(low):
        if _NOT_CLOCK.match(match[0]) and _COUNTS_WHAT.match(text, match.end()):
            continue
        yield When(match.start(), match.end(), False, bool(_VAGUE.fullmatch(match[0])))


def _touch(text: str, a: When, b: When) -> bool:
    if b.start <= a.end:
        return True
    between = text[a.end : b.start]
    return len(between) <= _LONGEST_JOINT and _JOINT.fullmatch(between) is not None
