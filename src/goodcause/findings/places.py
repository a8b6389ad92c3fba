"""Reads the words that say where, as narrowly as somebody lying in wait would need them.

A town, "the bank" or "work" finds nobody; "the far employee lot on H Street" does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goodcause.findings.hit import lowered
from goodcause.findings.wordlists import either

_PATH_NOUN = (
    r"(?:(?:parking|employee|employees?'?|staff|customer|overflow|delivery|loading|side|rear|back"
    r"|front"
    r"|garage|service|north|south|east|west|main|emergency|ambulance|stage|kitchen|bay"
    r"|roll-?up)\s+)*"
    r"(?:lot|garage|alley(?:way)?|gate|door|doors|entrance|exit|dock|driveway|stairwell|stairs|ramp"
    r"|elevator|walkway|footpath|sidewalk|breezeway|underpass|overpass|tunnel|trailhead|levee"
    r"|parkway"
    r"|bike (?:path|trail)|trail|path|river|creek|canal|bus stop|light rail station|train station"
    r"|station platform|platform|crosswalk|courtyard|carport|basement|back room|loading bay"
    r"|night (?:drop|deposit(?:ory| box)?)|drop box|drop slot|safe|rest (?:stop|area)|truck stop"
    r"|parking (?:structure|deck)|dead end|turnout|boat ramp|dumpsters?|structure|slot|stall|pier"
    r"|marina|barn|corral|pasture|orchard|field|cabin|ranch road|gravel road|frontage road|fence"
    r" line|(?:foot)?bridge|crossing|culvert|passage(?:way)?|pathway|corridor|porch|county road"
    r"|back road|(?:railroad )?tracks|siding|short ?cut|slough|reservoir|(?:duck )?blind|pump house"
    r"|weigh station|catwalk|arcade|grade|boathouse|landing)"
)
_BUSINESS_NOUN = (
    r"(?:bank|branch|store|shop|office|showroom|plaza|church|gym|units?|school|hospital|warehouse"
    r"|market|apartments?|place|house|home|club|mall|center|station|restaurant|bar|clinic|pharmacy"
    r"|credit union|atm|stop|park|motel|hotel|cafe|courthouse|building|yard|site|property|complex"
    r"|facility|lab|laboratory|depot|casino|track|airport|terminal|plant|dairy|nursery|campground"
    r"|range|stables?|kennels?|court|trailer park|laundromat|outlet|swap meet|flea market|route"
    r"|carwash|car wash|access|cinema|theater|theatre|library|post office|supermarket|grocery"
    r"|drugstore"
    r"|school|factory|mill|quarry|cemetery|arena|stadium|fairgrounds|auction|pawn shop|tavern|deli"
    r"|bridge|substation|gas station|liquor store|vault|lockup|storage|exchange)"
)
_PROPER = (
    r"(?:(?!(?:The|Our|My|A|An|His|Her|Their|This|That)\s)[A-Z][\w'&.-]*|\d{1,3}(?:st|nd|rd|th)"
    r"|[A-Z]\b|[0-9]{1,4}(?=\s+[A-Z]))"
)
_ROAD = (
    r"(?:(?:Highway|Hwy|Interstate|Route|State Route|County Road|US|SR"
    r"|CR)\.?\s?-?\d+(?:\s?[NSEW]\b)?"
    r"|I-\d+|Business\s+80|Capital City Freeway)"
)
_PREP = (
    r"(?:by\s+way\s+of|above|below|facing|opposite|beyond|north\s+of|south\s+of|east\s+of"
    r"|west\s+of|out\s+(?:by|of|through)|in\s+back\s+of|in\s+front\s+of|next\s+to|down\s+to"
    r"|over\s+to"
    r"|up\s+to"
    r"|back\s+to|through|behind|along|across|beside|outside|inside|between|toward|towards|against"
    r"|near|under|past|via|into|onto|around|from|over|off|by|to|at|on|in|down|up|of|for)"
)
_DET = r"(?:the|a|an|my|our|his|her|their|its|one of the|both|either|this|that)"
_STOP = (
    r"(?:and|or|then|when|where|with|which|that|who|while|because|before|after|until|till|but|as|so"
    r"|is|are|was|were|has|have|since|about|alone|every|each|most|on|daily|nightly)"
)
_ADJ = (
    r"(?:far|rear|back|front|lower|upper|side|dark|unlit|deserted|empty|open|public|underground"
    r"|dirt"
    r"|gravel|county|city|state|employee|employees'?|staff|parking|night|main|north|south|east|west"
    r"|northern|southern|river|creek|old|new|little|lonely|isolated|remote|long|narrow|same|only"
    r"|nearest|bank's|store's|downtown|midtown|private|company|family|mother's|father's|parents'"
    r"|sister's|brother's|daughter's|son's|customer's|boarded-up|hospital|school|vacant|sloping"
    r"|bottom|top|third|second|first|fourth|fenced|unfenced|poorly lit|badly lit|unguarded)"
)
_HEAD = re.compile(
    rf"(?:{_DET}\s+)?(?:{_ADJ}\s+){{0,3}}(?:{_PROPER}\s+){{0,4}}(?:{_ADJ}\s+)?"
    rf"(?:{_PATH_NOUN}|{_BUSINESS_NOUN})(?:'s)?\b"
)
_NOT_NOUN = rf"(?!(?:{_PREP}|{_DET}|{_STOP})\b)"
_PROPER_HEAD = re.compile(
    rf"(?P<det>(?:the|our|my|their|The)\s+)?{_PROPER}"
    rf"(?:\s+(?:{_PROPER}|(?:of|and|the|&|de|del|la)(?=\s+[A-Z0-9]))){{0,5}}"
    rf"(?P<kind>\s+(?:{_NOT_NOUN}[a-z][\w-]*\s+){{0,2}}(?:{_PATH_NOUN}|{_BUSINESS_NOUN})\b"
    rf"|(?(det)(?:\s+{_NOT_NOUN}[a-z][\w-]*[a-z]-[a-z]+)?\s+{_NOT_NOUN}[a-z][\w-]{{2,}}\b|(?!)))?"
)
_COMMON = re.compile(
    rf"{_DET}\s+(?:(?!(?:{_PREP}|{_DET}|{_STOP})\b)[a-z][\w'-]*\s+){{0,3}}?"
    rf"(?!(?:{_PREP}|{_DET}|{_STOP})\b)[a-z][\w'-]{{2,}}(?=\s+{_PREP}\b|[\s]*[.,;:)]|$"
    rf"|\s+{_STOP}\b)"
)
"""A plain thing with its article, up to the word that says where it is."""
_ROAD_HEAD = re.compile(_ROAD, re.IGNORECASE)
_SPOT = re.compile(
    r"(?:(?:the|on)\s+)?(?:level|floor|row|space|stall|aisle|bay|slip|lot|pier|gate|unit|dock"
    r"|door|deck|building|room)\s+(?-i:[A-HJ-Z]{1,2}-?\d{0,3}|\d{1,4}[A-Z]?)(?![\w'])",
    re.IGNORECASE,
)
_PATH = re.compile(rf"\b{_PATH_NOUN}\b", re.IGNORECASE)
_STREETS = re.compile(
    r"\b(?:Street|St|Avenue|Ave|Boulevard|Blvd|Road|Rd|Drive|Way|Lane|Court|Highway|Hwy|Parkway"
    r"|Freeway|Alley|Circle|Bridge|Park|Plaza|Mall|Center|Shopping|Branch|Bank|Church|Market|Store"
    r"|Shop|School|High|Club|Garage|Lot|Yard|Levee|Trail|Station|Airport|Landing|Marina)\b"
)
_GENERIC = re.compile(
    r"(?:(?:the|my|our|a|an|his|her|their)\s+)?(?:(?:hospital|front|back|own|family|same|main"
    r"|retail"
    r"|jewelry|liquor|grocery|law|dental|medical|old|new|other|first|second|third)\s+)*"
    r"(?:bank|store|shop|office|house|home|place|hospital|school|court|courthouse|clinic|pharmacy"
    r"|business|branch|market|church|gym|restaurant|bar|warehouse|building|apartment|station"
    r"|property"
    r"|site|club|range|yard|center|park|safe|door|field|river|facility|units?|plant|route|stop|city"
    r"|hotel|motel|complex|mall|airport|path|vault|storage|street|structure|doors)(?:'s)?",
    re.IGNORECASE,
)
_MIN_PROPER = 2
_HIDDEN = re.compile(r"\b(?:behind|beside|under|next to|across from|in back of)\b", re.IGNORECASE)
_SPATIAL = re.compile(
    r"\s(?:on|at|near|off|above|below|past|across|behind|outside|in|under|beside|facing|along"
    r"|between|north of|south of|east of|west of|by|from|to|and)\s+(?:the\s+)?[A-Z]"
)
_LEAD = re.compile(rf"\b(?!(?:of|for)\s){_PREP}\s+(?=\S)")
_MOTION_OBJECT = re.compile(
    r"\b(?:jog|run|walk|hike|bike|ride|drive|travel|patrol|cross|cruise|cycle|fish|use)s?"
    r"\s+(?=(?:the|our|a|my)\s|[A-Z])"
    r"|\b(?:take|use|follow)s?\s+(?=(?:Highway|Hwy|Interstate|I-\d|Route|County Road)\b)"
    r"|\b(?:open|clos|unlock|lock|tend|staff|leav|enter|exit|clean|guard)(?:e|s|es|ing)?\s+"
    r"(?=(?:the|our|my)\s+(?:[\w-]+\s+){1,2}(?:on|at|near|off)\s+[A-Z]|(?:the|our)\s+[A-Z])"
    r"|\b(?:jogg|runn|walk|hik|bik|rid|driv|travel|patroll|cross|cruis|cycl|fish|us)ing"
    r"\s+(?=(?:the|our|a|my)\s|[A-Z])"
    r"|\b(?:is|are)\s+(?=the\s+(?:[a-z-]+\s+){1,3}(?:at|on|near|off|by|behind)\s+(?:the\s+)?[A-Z])"
)
_LINK = re.compile(
    rf"\s*,?\s*(?:(?:and|then|or|and then|and out|and on|and back|and from there)\s+)?"
    rf"(?P<p>{_PREP})\s+",
    re.IGNORECASE,
)
_COMMA_SPOT = re.compile(
    r",?\s+(?=(?:level|floor|row|space|stall|section|aisle|bay|gate|lot)\b)", re.I
)
_AND = re.compile(r"\s+(?:and|or)\s+(?=[A-Z])|\s+(?:and|or)\s+(?=the\b)")
_KEEP_PREP = frozenset(
    ["by", "through", "along", "behind", "via", "from", "past", "across", "under", "below", "above",
     "beyond", "between", "opposite", "outside", "inside", "beside", "near", "beneath"]
)  # fmt: skip
_ON_ROAD = re.compile(
    r"on\s+(?:the|a|that)\s+(?:[a-z]+\s+){0,2}(?:road|highway|route|trail|levee|path|grade|line)\b"
    r"|on\s+level\b|at\s+the\s+corner\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\s+(?:where|at which|in which)\s+(?:I|we|he|she|they|my \w+|our \w+)\s+(?:\w+ly\s+)?"
    r"(?!was|were|had)[a-z]+\b(?=\s+(?:~|alone\b|with\b|by\b)|\s*[.,;]|\s*$)"
)
"""What happens at the place, straight after it: "the market where I stop"."""
_DARK = re.compile(
    r"\b(?:unlit|dark|deserted|isolated|lonely|unguarded|vacant|(?:poorly|badly|dimly) lit"
    r"|unlighted|secluded|abandoned|remote|unfenced)\b",
    re.IGNORECASE,
)
_KIND_OF_BUILDING = re.compile(r"the\s+(?:[\w'-]+\s+){1,3}(?:building|complex|compound)")
_CITY_TAIL = re.compile(r"^(?:[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)$")
_NOT_PLACE = re.compile(
    either(
        r"""
        ^(?:I|We|He|She|They|It|My|His|Her|Our|Their|This|That|Mr|Mrs|Ms|Dr|Sgt|Deputy|Officer)\b
        ^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?\b
        ^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b
        ^(?:Christmas|Thanksgiving|Easter|CCW|California|County|State|Sheriff|Police|God|Sir)\b
        ^(?:a|an|the)?\s*(?:Mr|Mrs|Ms|Dr|Sgt|Capt|Lt|Hon)\.?\b
        ^Sheriff's (?:Department|Office|report)\b
        ^(?:Sacramento|Placer|Yolo) County$
        """
    )
)
_SOMEBODY = re.compile(
    r"(?:an?|one|two|my|his|her|our)\s+(?:[a-z]+\s+){0,2}(?:officer|guard|deputy|agent|clerk|teller"
    r"|man|woman|person|driver|stranger|employee|manager|friend|neighbor)s?\b(?!['\u2019])"
)
"""Somebody, of whatever firm: "served by an officer of First Valley Bank" names no place."""
_MAX_LINKS = 8


@dataclass(frozen=True, slots=True)
class Where:
    """A stretch of text that says where.

    Attributes:
        start, end: offsets, without the preposition unless it belongs to a route.
        firm: whether it would find the place by itself.
    """

    start: int
    end: int
    firm: bool


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    firm: bool
    town: bool


def find_places(text: str) -> list[Where]:
    """The places a sentence names, each with the parts that lead to it joined to one."""
    found: list[Where] = []
    end = 0
    for lead, offset in _leads(text):
        if lead < end:
            continue
        chain = _chain(text, offset)
        if lead == offset and _carried(text, chain):
            continue
        if chain:
            where = _span(text, lead, chain)
            if where is not None:
                found.append(where)
                end = where.end
    return found


def _carried(text: str, chain: list[_Part]) -> bool:
    """Whether a verb's object is what is carried ("walk the deposits to ..."), not where."""
    if len(chain) < _MIN_PROPER or chain[0].firm or chain[0].town:
        return False
    return text[chain[0].end : chain[1].start].split()[-1:] == ["to"]


def _leads(text: str) -> Iterator[tuple[int, int]]:
    """Where a place may begin: after a preposition or a verb of motion, or at the start."""
    starts = {m.end(): m.start() for m in _LEAD.finditer(lowered(text))}
    for match in _MOTION_OBJECT.finditer(text):
        starts.setdefault(match.end(), match.end())
    for match in _SPOT.finditer(text):
        starts.setdefault(match.start(), match.start())
    for offset in sorted(starts):
        yield starts[offset], offset


def _chain(text: str, offset: int) -> list[_Part]:
    parts: list[_Part] = []
    at = offset
    for _ in range(_MAX_LINKS):
        part = _part(text, at)
        if part is None:
            break
        parts.append(part)
        link = (
            _LINK.match(text, part.end)
            or _COMMA_SPOT.match(text, part.end)
            or _AND.match(text, part.end)
        )
        if link is None:
            break
        at = link.end()
    return parts


def _part(text: str, at: int) -> _Part | None:
    if _SOMEBODY.match(text, at):
        return None
    spot = _SPOT.match(text, at)
    if spot:
        return _Part(at, spot.end(), True, False)
    road = _ROAD_HEAD.match(text, at)
    if road:
        return _Part(at, road.end(), True, False)
    heads = [m for m in (_HEAD.match(text, at), _COMMON.match(text, at)) if m]
    head = max(heads, key=lambda m: m.end(), default=None)
    proper = _PROPER_HEAD.match(text, at)
    if head and (not proper or head.end() >= proper.end()):
        return _Part(at, head.end(), _firm(head[0]), False)
    return _named(text, at, proper) if proper else None


def _named(text: str, at: int, proper: re.Match[str]) -> _Part | None:
    if _NOT_PLACE.search(proper[0]):
        return None
    end = proper.end() - (len(proper[0]) - len(proper[0].rstrip(" .,'")))
    name = text[at:end]
    town = not (proper["kind"] or _STREETS.search(name) or re.search(r"\d|\band\b|&", name))
    return _Part(at, end, not town or name.startswith(("the ", "The ")), town)


def _firm(words: str) -> bool:
    """Whether a common noun is placed well enough: a path, or a name beside a business."""
    if _GENERIC.fullmatch(words):
        return False
    if _PATH.search(words) or _DARK.search(words) or _KIND_OF_BUILDING.fullmatch(words):
        return True
    return bool(
        re.search(r"\s[A-Z0-9]|^[A-Z][a-z]+\s+\w|\b(?:mother|father|sister|brother)'s", words)
    )


def _span(text: str, lead: int, chain: list[_Part]) -> Where | None:
    """The stretch a chain of parts marks, if any of it would find the place."""
    named = sum(1 for p in chain if p.town)
    if len(chain) >= _MIN_PROPER and _HIDDEN.search(text, chain[0].end, chain[-1].start):
        named += 1
        chain = [*chain[:-1], _Part(chain[-1].start, chain[-1].end, True, False)]
    if not any(p.firm for p in chain) and not (
        named and _SPATIAL.search(text, lead, chain[-1].end)
    ):
        return None
    # "Wells" on "Watt", from "Galt" to "Lodi": neither finds the place alone, together they do.
    if not any(p.firm for p in chain) and (len(chain) < _MIN_PROPER or not named):
        return None
    start = chain[0].start
    before = text[lead:start].split()
    keep = before and (before[-1].lower() in _KEEP_PREP or _ON_ROAD.match(text, lead))
    if keep:
        start = text.rindex(before[-1], lead, start)
    more = _RELATIVE.match(text, chain[-1].end)
    return Where(start, more.end() if more else chain[-1].end, True)
