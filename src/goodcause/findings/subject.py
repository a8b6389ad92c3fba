"""Whose document it is, from its own pages alone, and what they say of that person's work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from goodcause.findings.hit import sentences
from goodcause.findings.names import is_name, parse
from goodcause.findings.person import Evidence, Subject
from goodcause.findings.titles import Reading, justice_title, occupation_of

_FIELD_WEIGHT = 0.95
_OWN_WORDS_WEIGHT = 0.8
_TITLE_WEIGHT = 0.6
_GIVEN = r"[A-Z][\w'\u00c0-\u017f-]+"
_PERSON = rf"{_GIVEN}\.?(?:[ ](?:[A-Z]\.|{_GIVEN}|de|la|del|van|von)){{1,4}}"
_LETTER = re.compile(
    r"(?:(?i:re|subject|regarding)\s*:\s*)?(?i:ccw|concealed weapons?|carry)?\s*(?i:application"
    r"|permit"
    r"|licen[sc]e|request|renewal|endorsement|recommendation|reference|letter)s?(?:\s+\w+){0,8}?\s+"
    rf"(?i:of|by|for|from)\s+(?P<n>(?:Mr\.?\s|Mrs\.?\s|Ms\.?\s|Dr\.?\s|Judge\s|Hon\.?\s)?{_PERSON})"
)
_RE = re.compile(
    rf"\b(?:RE|Re|Subject|SUBJECT|Applicant|APPLICANT)\s*:\s*(?P<n>{_PERSON}"
    r"|[A-Z][\w'-]+,\s[A-Z][\w'-]+(?:\s[A-Z]\.?[\w'-]*)?)"
)
_APPLICANT = re.compile(
    rf"\b(?i:applicant|licensee|certif(?:y|ies) that|awarded to|presented to|mail to:?)[\s,:]+"
    rf"(?P<n>[A-Z][\w'-]+,\s[A-Z][\w'-]+(?:\s[A-Z]\.?[\w'-]*)?|{_PERSON})"
)
_ENVELOPE = re.compile(rf"(?:^|\n)(?P<n>{_PERSON})\n(?:\d+\s|P\.?\s?O\.?\s?Box|R\.?R\.?\s)")
_I_AM = re.compile(rf"\b(?:[Mm]y name is|I, )\s*(?P<n>{_PERSON})")
_FORMS = (
    ("prose", _RE),
    ("prose", _LETTER),
    ("page", _APPLICANT),
    ("prose", _I_AM),
    ("page", _ENVELOPE),
)
NOT_PEOPLE = re.compile(
    r"county|sheriff's|sheriffs|sheriff of|the sheriff|department|california|street|avenue|weapon"
    r"|license|permit|carry|application"
    r"|concealed|renewal|good cause|superior|court|bank|inc\b|company|office|applicant|request"
    r"|utility"
    r"|district|municipal|union|savings|insurance|association|academy|service|agency|school|police"
    r"|jewel|pharmacy|market|llc\b|corp\b|whom it|certif|completion|specimen|information|questions"
    r"|occupation"
    r"|address|personal|notes|signature|section|employment|weapons?|record|sincerely",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\b(?:inc|llc|corp|company|department|county of|address"
    r"|sheriff'?s? (?:office|department)|occupation|residence|before that)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|i)(?:'m|'ve)?\s+(?:am|was|have been|had been|have served|served|serve|work|worked|have"
    r" worked|retired|am employed|was employed|became|was appointed|was elected|was sworn|sit)\b"
    r"|\b[Aa]s an? [^.;]{3,60}?\bI\b|^(?:As|Being) an? |\bI[' ]?(?:m|ve been) an? |\b[Mm]y "
    r"(?:work|job|career|years|position|service|time|duties) (?:as|with|is|was)\b"
    r"|\bI spent [^.;]{3,40} as\b"
    r"|\bI (?:also )?(?:prosecute|sentence|supervise parolees)\b"
)
_AS = re.compile(r"\b(?:As|Being) an? ")
_CLAIM = re.compile(
    r"\b(?:I(?:'m| am| was| have been| had been|'ve been| have served| served| serve| worked"
    r"| have worked| work| retired| became| was appointed| was elected| am employed| was employed"
    r"| sit| was sworn in| spent [\w -]{2,30}?)|[Aa]s|[Bb]eing|(?:work|job|career|years|position"
    r"|service|time|duties)(?: is| was)?)\s+"
    r"(?P<c>(?:(?:both|currently|now|also|still|from the|in|for \w+ years|\w+ years) )?(?:as |a "
    r"|an |the |to the |by the |with the |for the )?"
    r"[^.;:!?]{2,90})"
)
_FALSE_CLAIM = re.compile(
    r"^(?:afraid|told|robbed|threatened|asked|advised|contacted|sure|aware|in (?:court|front)|at\b"
    r"|interviewed|assaulted|followed|stopped|a (?:friend|neighbou?r|victim|witness|customer|client"
    r"|fan|supporter|relative|spouse|tenant|father|mother|son|daughter|brother|sister|cousin)"
    r"|married|the (?:wife|husband|son|daughter|victim|brother|sister|widow|friend)|related|known)",
    re.IGNORECASE,
)
_AFTER_OF = re.compile(
    r"\b(?:told|before|against|by|friends? (?:of|with)|married to|daughter of|son of|wife of"
    r"|husband of|for (?:a|the) (?:judge|sheriff)|referred|who|whose|that (?:a|the)|when (?:a|the)"
    r"|supplier to)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_NEGATED = re.compile(r"\b(?:not|never|neither|no longer an? applicant)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_FILE = re.compile(
    r"\b(?:CCW|permit|application|applicant)\s*(?:file|app\w*|permit|control)?\s*"
    r"(?:no|number|num|#)\.?\s*[:#]?\s*(?P<n>[A-Z]{0,3}-?\d{2,4}-\d{2,6}"
    r"|[A-Z]{0,3}\d{4,8})(?![\w-])|\bCCW[- ](?P<c>\d{2}-\d{2,6})(?![\w-])",
    re.IGNORECASE,
)
_MOST_EVIDENCE = 40
_SHORTEST_FILE = 4


@dataclass(frozen=True, slots=True)
class Note:
    """Something a page says that bears on the subject: a field's value or a stretch of prose."""

    page: int
    kind: str
    """The label's kind (``name``, ``occupation``...), ``prose``, or ``page`` for all its words."""
    text: str


def subject_of(document: str, notes: Sequence[Note], keys: Iterable[str], role: str) -> Subject:
    """Put together who a document is about.

    Args:
        document: its key.
        notes: what its fields and its prose say, in order of page.
        keys: normalised identifiers found in it.
        role: ``applicant``, ``donor``, ``employee`` or ``filing``.
    """
    names = _names(notes)
    main, others = _split(names)
    evidence = () if role == "donor" else _evidence(document, notes, main)
    numbers = [m["n"] or m["c"] for n in notes for m in _FILE.finditer(n.text)]
    numbers += [n.text for n in notes if n.kind == "file_number" and n.text]
    files = [f"file:{number}" for number in map(_file_number, numbers) if number]
    return Subject(
        document=document,
        names=tuple(main),
        keys=tuple(dict.fromkeys([*keys, *files])),
        evidence=evidence,
        role="unknown" if role == "filing" else role,
        others=tuple(others),
    )


def _file_number(text: str) -> str:
    """A permit file's number without the letters before it: "CCW 98-222" is "98-222"."""
    match = re.search(r"(?<!\d)\d[\d-]*\d(?!\d)", text)
    return match[0] if match and len(match[0]) >= _SHORTEST_FILE else ""


def _names(notes: Sequence[Note]) -> list[str]:
    boxed = _from_parts(notes)
    boxed += [n.text.strip(" ,.") for n in notes if n.kind == "name"]
    boxed = [" ".join(_cased(n).split()) for n in boxed if is_name(n) and not _NO_NAME.search(n)]
    found: list[str] = []
    for kind, pattern in _FORMS:
        if pattern is not _ENVELOPE or not (boxed or found):
            found += [m["n"] for n in notes if n.kind == kind for m in pattern.finditer(n.text)]
    return boxed + [
        " ".join(n.split()) for n in map(_cased, found) if is_name(n) and not NOT_PEOPLE.search(n)
    ]


def _cased(name: str) -> str:
    """A name in capitals as it would be written."""
    return name.title() if name.isupper() or name.islower() else name


def _from_parts(notes: Sequence[Note]) -> list[str]:
    """Names whose parts stand in boxes of their own."""
    found: list[str] = []
    parts: dict[str, str] = {}
    for note in [*notes, Note(0, "last_name", "")]:
        if note.kind not in ("last_name", "first_name", "middle_name"):
            continue
        if note.kind in parts:
            if parts.get("last_name") and parts.get("first_name"):
                given = f"{parts['first_name']} {parts.get('middle_name', '')}".strip()
                found.append(f"{parts['last_name']}, {given}")
            parts = {}
        parts[note.kind] = note.text.strip(" ,")
    return found


def _split(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The readings of the first name found, and names of somebody else."""
    if not names:
        return [], []
    first = parse(names[0])
    main: list[str] = []
    others: list[str] = []
    for name in dict.fromkeys(names):
        (main if parse(name).agrees(first) else others).append(name)
    return main, others


def _evidence(document: str, notes: Sequence[Note], names: Sequence[str]) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for title, employer in _jobs(notes):
        reading = occupation_of(title.text, employer)
        if reading.occupation != "unknown":
            quote = f"{title.text}, {employer}" if employer else title.text
            found.append(_item(document, title.page, quote, reading, _FIELD_WEIGHT))
    last = parse(names[0]).last if names else ""
    for note in notes:
        if note.kind == "prose":
            found += _own_words(document, note)
        if last and note.kind in ("prose", "name"):
            found += _titled(document, note, last)
            found += _said_of(document, note, last)
    return tuple(sorted(dict.fromkeys(found), key=lambda e: -e.weight)[:_MOST_EVIDENCE])


def _jobs(notes: Sequence[Note]) -> list[tuple[Note, str]]:
    """Each occupation field with the employer that stands next to it on its page."""
    employers = [(i, n) for i, n in enumerate(notes) if n.kind == "employer"]
    jobs = []
    for index, note in enumerate(notes):
        if note.kind != "occupation":
            continue
        near = [(abs(i - index), e.text) for i, e in employers if e.page == note.page]
        jobs.append((note, min(near)[1] if near else ""))
    return jobs


def _own_words(document: str, note: Note) -> list[Evidence]:
    found: list[Evidence] = []
    if not _FIRST_PERSON.search(note.text) and not _AS.search(note.text):
        return found
    for start, end in sentences(note.text):
        sentence = note.text[start:end]
        if not _FIRST_PERSON.search(sentence):
            continue
        for claim in _CLAIM.finditer(sentence):
            words = _AFTER_OF.sub("", claim["c"])
            if _FALSE_CLAIM.match(claim["c"]) or _NEGATED.search(words):
                continue
            reading = justice_title(_headed(words))
            if reading is not None:
                past = bool(
                    re.search(r"\b(?:was|had been|served|retired|worked|former)\b", claim[0])
                )
                reading = Reading(reading.occupation, reading.former or past, reading.words)
                quote = " ".join(sentence.split())
                found.append(_item(document, note.page, quote[:300], reading, _OWN_WORDS_WEIGHT))
                break
    return found


def _headed(words: str) -> str:
    """A claim without its article, cut before the next clause."""
    words = re.sub(
        r"^(?:(?:currently|now|also|still|both|as|a|an|the|from|in)\s+)+", "", words.strip()
    )
    return re.split(r"\b(?:and (?:I|my|he|she|we)|but|because|I|my|which|where)\b", words)[0]


@lru_cache(maxsize=64)
def _ranked(last: str) -> re.Pattern[str]:
    return re.compile(
        r"\b(?P<t>Judge|Hon\.|Honorable|Justice|Magistrate|Commissioner|Deputy District Attorney|"
        r"DDA|"
        r"Sergeant|Sgt\.?|Lieutenant|Lt\.?|Detective|Det\.?|Deputy Sheriff|Deputy|Officer|Ofc\.?|"
        r"Sheriff|Undersheriff|Probation Officer|Parole Agent|Honorary Deputy|Reserve Deputy)\s+"
        rf"(?:[A-Z][\w.'-]*\s+){{0,3}}(?P<l>{re.escape(last)})(?!\w)",
        re.IGNORECASE,
    )


def _titled(document: str, note: Note, last: str) -> list[Evidence]:
    """A rank or office printed straight before the subject's own name."""
    if last not in note.text.lower():
        return []
    found = []
    for match in _ranked(last).finditer(note.text):
        if not match["t"][0].isupper():
            continue
        reading = Reading(
            _TITLES.get(match["t"].lower().rstrip("."), "sworn_officer"), False, match["t"]
        )
        found.append(_item(document, note.page, " ".join(match[0].split()), reading, _TITLE_WEIGHT))
    return found[:2]


def _said_of(document: str, note: Note, last: str) -> list[Evidence]:
    """What a letter says the subject is: "Ann Quist, our Deputy D.A.", "employed here as clerk"."""
    if last not in note.text.lower():
        return []
    name = rf"\b(?i:{re.escape(last)})(?:,? (?:Jr|Sr)\.?)?,?\s+"
    found = []
    for match in re.finditer(name + _APPOSITION, note.text):
        words = " ".join((match["own"] or match["as"]).split())
        words = _CLAIM_END.split(words)[0]
        reading = justice_title(words)
        if reading is None and match["as"]:
            reading = occupation_of(words)
        if reading is not None and reading.occupation != "unknown":
            past = reading.former or "had been" in match[0] or "was" in match[0].split()
            reading = Reading(reading.occupation, past, reading.words)
            quote = " ".join(match[0].split())
            found.append(_item(document, note.page, quote[:200], reading, _TITLE_WEIGHT))
    return found[:2]


_APPOSITION = (
    r"(?:(?:our|a|an|the|one of our)\s+(?P<own>[^;:(]{3,80})"
    r"|(?:who\s+)?(?:is|was|has been|had been|works?|worked|serves?|has served|has worked)\s+"
    r"(?:currently\s+|now\s+)?(?:(?:employed|working|engaged)\s+)?(?:(?:here|with us|by us|by this"
    r" \w+|at this \w+)\s+)?as\s+(?:our\s+|a\s+|an\s+|the\s+)?(?P<as>[^;:(]{3,80}))"
)
_CLAIM_END = re.compile(
    r"\s+(?:since|for|in|with whom|and|of this|who|where|has|is|to|I)\b"
    r"|\.\.|\.\s+(?=[A-Z][a-z])|\.$"
)
_TITLES = {
    "judge": "judge",
    "hon": "judge",
    "honorable": "judge",
    "justice": "judge",
    "magistrate": "magistrate",
    "commissioner": "court_commissioner",
    "deputy district attorney": "prosecutor",
    "dda": "prosecutor",
    "probation officer": "probation_officer",
    "parole agent": "parole_agent",
    "honorary deputy": "honorary_deputy",
    "reserve deputy": "reserve_deputy",
}


def _item(document: str, page: int, quote: str, reading: Reading, weight: float) -> Evidence:
    return Evidence(
        document=document,
        page=page,
        quote=quote,
        occupation=reading.occupation,
        weight=weight,
        former=reading.former,
    )
