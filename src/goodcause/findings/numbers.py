"""Finds numbers that name a person: social security, licence, telephone and account numbers.

Readers of scans take letters for digits, and typists put spaces anywhere; a number keeps its
meaning through both. What a form's label says is stronger than any shape, and is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodcause.findings.confusions import DIGIT_LIKE, NUMBER_WORDS, digits, true_digits
from goodcause.findings.hit import UNNAMED, Hit, after, before

_D = f"[{DIGIT_LIKE}]"
_EDGE = r"(?<![\w$#/.-])(?<!\d )"
_JOIN = r"\s{0,2}[-~.\u00b7]\s{0,2}"
_GAP = r"(?:\s{0,2}[-~./]\s{0,2}|\s{1,2})"
_WORD = "(?:" + "|".join(NUMBER_WORDS) + ")"

_SSN_CUE = (
    r"(?<!\w)(?:s\.?\s?s\.?\s?(?:n|a\s?n)?\b\.?|soc\b\.?|social(?:\s+sec(?:urity)?)?\b\.?)"
    r"(?:\s*sec\b\.?)?(?:\s*(?:security|account))?(?:\s*(?:no|num|number|nr)\b\.?)?"
    r"(?:\s+(?:is|was|of|as))?[\s:#.=,]{0,4}"
)
_SSN_CUED = re.compile(rf"{_SSN_CUE}(?P<n>(?:{_D}[\s./~-]{{0,3}}){{8}}{_D})(?!\w)", re.IGNORECASE)
_SSN_SHAPE = re.compile(
    rf"{_EDGE}(?P<n>(?:{_D} ?){{2}}{_D}{_GAP}(?:{_D} ?){_D}{_GAP}(?:{_D} ?){{3}}{_D})(?![\w-])"
)
_SSN_LONE = re.compile(r"(?:^|\n)[ ]?(?P<n>\d{9})(?=[ ]?(?:\n|$))")
_SSN_WORDS = re.compile(rf"(?<!\w){_WORD}(?:[\s,-]+{_WORD}){{8}}(?!\w)", re.IGNORECASE)
_SSN_LAST = re.compile(
    rf"(?:ending\s+(?:in|with)|ends?\s+(?:in|with)|last\s+(?:four|4)(?:\s+digits?)?(?:\s+of\s+"
    rf"(?:(?:his|her|my|the|your)\s+)?(?:ssn|social(?:\s+security(?:\s+number)?)?))?"
    rf"|[x*]{{3}}-?[x*]{{2}}-?)[\s:-]*(?:are|is|of|as)?\s*(?P<n>{_D}{{4}})(?!\w)",
    re.IGNORECASE,
)
_OTHER_LAST = re.compile(r"account|acct|card|check|visa|phone|plate|serial|policy|loan", re.I)

_DL_CUE = (
    r"(?<!\w)(?:(?:driver'?s?'?|operator'?s?'?|drivers|calif(?:ornia)?|ca|cal|nv|az|or|wa|tx|state)\s+"
    r"(?:lic(?:ense|ence)?|dl|id|permit)\b\.?|\bdl\b|\bcdl\b|\boln\b|\blic\b\.?(?!\s*plate)"
    r"|\bd\.l\.|(?<!business )\blicen[sc]e\b)(?:\s*(?:no|num|number|nr|card)\b\.?)?"
    r"(?:\s+(?:is|was))?[\s:#.]{0,4}"
)
_DL_CUED = re.compile(
    rf"{_DL_CUE}(?P<n>[A-Z]\s?[-.]?\s?(?:{_D}\s?){{6}}{_D}|[A-Z]{{0,2}}\d{{6,12}}"
    r"|[A-Z]\d{3}-\d{3,4}-\d{2,4}(?:-\d+)?)(?!\w)",
    re.IGNORECASE,
)
_DL_BARE = re.compile(rf"(?<![\w-])(?P<n>[A-Z](?:{_D}){{7}})(?![\w-])")
_NO_DL = re.compile(
    r"(?:serial|business|permit|model|case|report|citation|badge|policy|invoice|cii|fbi|contractor"
    r"|plate|receipt|docket|account|bates|tran)\W*(?:\w+\W+){0,2}$"
)

_GUN = re.compile(
    r"\d\s?mm\b|\.(?:22|25|32|357|38|380|40|44|45)\b|\b(?:cal|caliber|gauge|pistol|revolver|rifle"
    r"|colt|ruger|smith|wesson|glock|sig|sauer|beretta|walther|remington|browning|winchester|serial"
    r"|taurus|kimber|weapon)\b",
    re.IGNORECASE,
)

_PHONE = re.compile(
    rf"(?<![\w$/.-])(?P<n>(?:1[\s.-])?\(?{_D}{{3}}\s?\)?\s{{0,2}}[-./]?\s{{0,2}}{_D}{{3}}"
    rf"\s{{0,2}}[-.\s]\s{{0,2}}{_D}{{4}})(?![\w-])"
)
_PHONE_RUN = re.compile(r"(?<![\w$/.-])(?P<n>\(\d{3}\)\s?\d{7}|[2-9]\d{2}[2-9]\d{6})(?![\w-])")
_PHONE_SHORT = re.compile(rf"(?<![\w$/.-])(?P<n>{_D}{{3}}\s?[-.]\s?{_D}{{4}})(?![\w-])")
_PHONE_WORDS = re.compile(
    rf"(?<!\w)(?P<n>{_WORD}(?:[\s-]+{_WORD}){{2}}[\s,-]+{_D}{{3}}[-.\s]{_D}{{4}})(?!\w)", re.I
)
_PHONE_CUE = re.compile(
    r"\b(?:phone|tel|telephone|call(?:ed)?|cell|pager|fax|hm|wk|res|home|night|unlisted|reach(?:ed)?"
    r"|number|ph|mobile|eves?|evenings?|office|bus|work|line)\b[^\d\n]{0,40}$"
)
HOME_CUE = re.compile(
    r"\b(?:hm|home|res|residence|night|nights|eves?|evenings?|unlisted|cell|cellular|mobile|personal"
    r"|pager|my (?:phone|number|line)|house)\b"
)
WORK_CUE = re.compile(
    r"\b(?:wk|work|business|bus|office|employer|store|shop|fax|dispatch|desk|daytime|department"
    r"|dept|sheriff'?s?|police|bureau|court|bank|unit|station|switchboard|county|counter|branch"
    r"|toll[- ]free|customer|hotline|service)\b"
)
OTHER_CUE = re.compile(
    r"\b(?:reference|mother|father|brother|sister|neighbou?r|wife|husband|spouse|landlord|daughter"
    r"|son|parents?|friend|witness|victim|suspect|can be reached|contact|doctor|dr|supervisor"
    r"|notify|emergency|feel free|call me)\b"
)
_ZIP_BEFORE = re.compile(r"\b\d{5}(?:-\d{4})?[\s,;(]{1,4}$")
_ACCOUNT = re.compile(
    r"\b(?:account|acct|a/c|card|loan|checking|savings|credit\s+card)\b\.?(?:\s*(?:no|num|number)\b"
    r"\.?)?(?:\s+(?:is|was|ending\s+in))?[\s:#.]{0,4}(?P<n>[A-Z]{0,3}\d[\d\s-]{4,24}\d)(?!\w)",
    re.IGNORECASE,
)
_TAXPAYER = re.compile(
    r"\b(?:tax(?:payer)?\s+(?:id(?:entification)?|no|number)|e\.?i\.?n|i?tin)\b\.?"
    r"(?:\s*(?:no|num|number)\b\.?)?(?:\s+(?:is|was))?[\s:#.]{0,4}(?P<n>\d{2}-\d{7}|9\d{2}-?\d{2}-?\d{4})(?!\w)",
    re.IGNORECASE,
)
_ANY_DIGITS = re.compile(r"\d{2}|\d [0-9OlI]|\b(?:one|two|three|five|six|seven|eight|nine)\b", re.I)
_LEAST_TRUE = 6
_SSN_LENGTH = 9
_LONG_PHONE = 10
LAST_FOUR = "the last four digits of a number"


def find_numbers(text: str) -> Iterator[Hit]:
    """Every number in a text that names a person, in no particular order."""
    if not _ANY_DIGITS.search(text):
        return
    yield from _social_security(text)
    yield from _licences(text)
    yield from _phones(text)
    yield from _accounts(text)


def _social_security(text: str) -> Iterator[Hit]:
    for match in _SSN_CUED.finditer(text):
        number = match["n"]
        if true_digits(number) >= 4:  # noqa: PLR2004  else it is a word
            yield _hit(match, "ssn", 0.97, "nine digits after the words for social security")
    for match in _SSN_SHAPE.finditer(text):
        number = match["n"]
        if len(digits(number)) == _SSN_LENGTH and true_digits(number) >= _LEAST_TRUE:
            dashed = len(re.findall(r"[-~.]", number)) >= 2  # noqa: PLR2004
            if dashed or "/" not in number:
                yield _hit(match, "ssn", 0.9 if dashed else 0.6, "digits grouped 3-2-4")
    for match in _SSN_LONE.finditer(text):
        yield _hit(match, "ssn", 0.5, "nine digits that stand alone")
    for match in _SSN_WORDS.finditer(text):
        yield Hit(match.start(), match.end(), "ssn", 0.7, "nine digits in words", "numbers")
    yield from _partial(text)


def _partial(text: str) -> Iterator[Hit]:
    for match in _SSN_LAST.finditer(text):
        near = text[max(match.start() - 60, 0) : match.end() + 20]
        social = re.search(r"ssn|social|soc\b|[x*]{3}-", near, re.IGNORECASE)
        if true_digits(match["n"]) >= 3 and (social or not _OTHER_LAST.search(near)):  # noqa: PLR2004
            yield _hit(match, "ssn", 0.9 if social else 0.6, LAST_FOUR)


def _licences(text: str) -> Iterator[Hit]:
    low = text.lower()
    cued = any(w in low for w in ("lic", "dl", "d.l", "oln", "id", "permit"))
    for match in _DL_CUED.finditer(text) if cued else ():
        cue = before(text, match.start(), 24)
        if true_digits(match["n"]) >= 4 and not _NO_DL.search(cue + "x"):  # noqa: PLR2004
            plain = "business" in cue or "permit" in cue or "contractor" in cue
            if not plain:
                yield _hit(match, "driver_license", 0.95, "a number after the word for a licence")
    for match in _DL_BARE.finditer(text):
        if true_digits(match["n"]) < 5:  # noqa: PLR2004
            continue
        gun = _GUN.search(text, max(match.start() - 60, 0), match.start())
        if not gun and not _NO_DL.search(before(text, match.start(), 40)):
            yield _hit(match, "driver_license", 0.6, "one letter and seven digits")


def _phones(text: str) -> Iterator[Hit]:
    for pattern in (_PHONE, _PHONE_RUN, _PHONE_WORDS):
        for match in pattern.finditer(text):
            if pattern is _PHONE and (
                len(digits(match["n"])) < _LONG_PHONE or true_digits(match["n"]) < _LEAST_TRUE
            ):
                continue
            yield _phone(text, match, 0.0)
    for match in _PHONE_SHORT.finditer(text):
        cue = before(text, match.start(), 45)
        cued = _PHONE_CUE.search(cue) or _ZIP_BEFORE.search(cue)
        if true_digits(match["n"]) >= 5 and cued:  # noqa: PLR2004
            yield _phone(text, match, -0.05)


def _phone(text: str, match: re.Match[str], shift: float) -> Hit:
    """Whose telephone it is, by the cue that stands nearest before the number."""
    cue = before(text, match.start(), 70)
    nearest = ("", -1)
    kinds = (("home_phone", HOME_CUE), ("work_phone", WORK_CUE), ("third_party_contact", OTHER_CUE))
    for category, pattern in kinds:
        for found in pattern.finditer(cue):
            if found.end() >= nearest[1]:
                nearest = (category, found.end())
    category = nearest[0]
    if not category and re.match(r"\s*\(?(?:work|wk|office|bus|fax)\b", after(text, match.end())):
        category = "work_phone"
    if not category:
        return _hit(match, "work_phone", 0.5 + shift, f"a telephone number {UNNAMED}")
    return _hit(match, category, 0.9 + shift, f"a telephone number after {_quote(cue, nearest[1])}")


def _quote(cue: str, end: int) -> str:
    words = cue[:end].split()[-2:]
    return '"' + " ".join(words).strip('".,:;()') + '"'


def _accounts(text: str) -> Iterator[Hit]:
    for match in _ACCOUNT.finditer(text):
        yield _hit(match, "account_number", 0.9, "digits after the word for an account")
    for match in _TAXPAYER.finditer(text):
        yield _hit(match, "taxpayer_id", 0.95, "digits after the words for a taxpayer's number")


def _hit(match: re.Match[str], category: str, probability: float, because: str) -> Hit:
    start, end = match.span("n")
    return Hit(start, end, category, probability, because, "numbers")
