"""The words that forms print beside their boxes, and what each asks for.

A kind that is a category of the order is found as that category. The other kinds say whose box
it is, feed the document's subject, or only mark where a neighbour's box begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from goodcause.findings.confusions import letters
from goodcause.findings.wordlists import listed

PHRASES: dict[str, str] = {
    # what the order may reach
    "ssn": """social security number|social security no|social security|soc sec no|soc sec|ssn|ss no
        |ss num|ss number|ss #|ss#|social sec no|social sec number|soc security no|ssan|soc no
        |social security account number|employee ssn|ss|soc
        |social security|soc security|social insurance no""",
    "taxpayer_id": "taxpayer id|taxpayer identification number|tax id|itin|ein|tin"
    "|employer identification number",
    "account_number": "account number|account no|acct no|acct|account|bank account number"
    "|credit card number|card number|loan number|loan no|checking account",
    "driver_license": """driver license number|driver license no|driver license|drivers license
        |drivers license number|drivers license no|driver's license no|driver's license number
        |driver's license|california dl no id no|california dl no|california dl|ca dl no|ca dl
        |cal dl|dl no|dl number|dl #|dl#|dl|cdl|cdl no|oln|operator license|operators license
        |operator's license|operator's lic no|driver lic no|drivers lic no|driver's lic no
        |drivers lic
        |driver's lic|calif driver lic
        |calif dl|calif dl id|ca dl id|cal dl id|calif dl no id no|dl or id
        |calif license no|calif drivers license|california driver license no
        |california drivers license number
        |dl no id no|dl id no|id card no|california id no|lic|state dl no|cdl number|d l no
        |california driver's license no|california driver's license number|operator lic no
        |driver license id card no
        |operator license no|driver license state|driver permit no|dmv no|dmv license no|d l
        |operator no|driver license id no|operator permit|state id no|dl state
        |motor vehicle operator license""",
    "date_of_birth": """date of birth|birth date|birthdate|dob|d o b|born on|born|date born|b date
        |bd|applicant date of birth|day month and year of birth|month day year of birth
        |birthday|d b|when born|date b|birth""",
    "place_of_birth": """place of birth|birthplace|birth place|pob|city county state of birth
        |city and state of birth|state of birth|country of birth|hospital of birth|where born
        |born at|born in|birth city|city of birth|state or country of birth|town of birth
        |where were you born|place born|born where|city state of birth|native of|p b|place b
        |county of birth|birth state|birth country|location of birth|nativity""",
    "birth_both": """date and place of birth|place and date of birth|date place of birth|born when
        and where|when and where born|dob pob|dob and pob|birth date and place
        |born date and place""",
    "mothers_maiden_name": """mother's maiden name|mothers maiden name|mother maiden name|mmn
        |mother's maiden nm|mom's maiden nm|mom's maiden name|moms maiden name|maiden name of mother
        |mother's name before marriage|mother's birth name|mother's family name at birth
        |mother's surname at birth|mothers name before marriage|mother's maiden|mother nee
        |mother's former name|security question mother|security question mother's maiden name
        |mother's maiden surname|mother's name at birth|mother's last name at birth
        |maiden name mother|mother surname before marriage|mother family name
        |mother last name before marriage|mother name when single|mother unmarried name
        |mother maiden surname""",
    "home_address": """residence address|home address|residential address|address of residence
        |residence|res address|hm address|home addr|res addr|res|hm addr|mailing address
        |mailing address if different|mail address|permanent address|street address of residence
        |current residence|present address|current address|current home address|where you live
        |physical address|residence street address|legal residence|domicile|applicant address
        |applicant's address|address of applicant|present residence|home street address
        |residence number street|address home|service address|premises address|property address
        |employee address|residing at|home mailing address
        |where do you live|where you reside|place of residence|place of abode|street address home
        |address residence|house address|dwelling address|home street and number""",
    "prior_address": """previous home addresses|prior home addresses|previous addresses
        |prior addresses|previous address|prior address|former address|former addresses
        |previous residence|previous residences|prior residences|prior residence|past addresses
        |list all previous home addresses|list all previous home addresses past five years
        |previous home addresses past five years|previous home addresses last five years
        |prior home addresses last five years|former home addresses|former home address|before that
        |former residences|residences last five years
        |addresses last five years|other residences|address history|residence history
        |previous home address|prior home address|former residence|former home address
        |residences during last ten years|prior addresses past five years|earlier addresses
        |past residences|past address""",
    "home_phone": """home phone|home personal phone numbers|home personal phone number
        |home personal phone|residence phone|res phone|hm phone|home telephone|home tel|home tel no
        |home phone number|home phone no|night phone|evening phone|personal phone|cell phone
        |cellular phone|cell|mobile phone|mobile|pager|home number|hm|residence telephone|eve phone
        |telephone home|phone home|res tel|res telephone|unlisted|unlisted number|home|home ph
        |night telephone|nights|evenings phone|home area code and number|residence tel no
        |telephone res|personal phone number|residence telephone number|unlisted phone
        |phone at home|phone nights|phone night|personal cell|after hours phone|phone personal""",
    # kept by the sample order, and reported so that the order decides
    "work_phone": """business phone|business phone number|work phone|wk phone|bus phone|office phone
        |business telephone|work telephone|wk|employer phone|day phone|daytime phone|business tel
        |office telephone|bus tel|fax|fax no|telephone business|work|work tel|bus|day telephone
        |telephone work|phone work|business phone no|bus ph|bus phone no|employer telephone|office
        |dispatch""",
    "work_address": """business address|work address|employer address|employer's address
        |business employer address|address of employer|office address|business street address
        |address of business|place of business|bus address|work location|work site|job address
        |address for service|business location""",
    "own_maiden_name": """maiden name|maiden name or other names used|applicant name maiden name
        or other names used|maiden name or other name s used|other names used|name at birth
        |birth name|aka|also known as|alias|aliases|other names|former name|former names
        |previous name|other name s used|maiden or other names|maiden|names used""",
    "weapon": """serial no|serial number|serial|ser no|make|model|caliber|cal
        |make model caliber|firearm|description of weapon|gun|manufacturer""",
    # who it is
    "name": """name last first middle|applicant name|applicant's name|name of applicant
        |full name|full name applicant
        |applicant name last first middle|name|applicant|name in full|print name|printed name
        |employee name|name of employee|licensee|licensee name|name of licensee|permittee|member
        |employee|volunteer name|name of volunteer|your name|volunteer|deputy name|customer name
        |patient name|account holder|customer|insured|name last first mi|student name|student""",
    "last_name": "last name|surname|family name|last|last nm",
    "first_name": "first name|given name|first|given names|first nm",
    "middle_name": "middle name|middle initial|mi|middle|m i",
    "occupation": """occupation|applicant occupation|applicant's occupation|present occupation
        |job title|position|title|rank|profession|rank title|classification|current occupation
        |position title|position held|trade|type of work|line of work|rank or title|job|vocation
        |occupation title|present position|usual occupation|title rank""",
    "employer": """employer|business employer name|employer name|name of employer|business name
        |name of business|company name|company|agency|employing agency|department|employed by
        |business or employer|employer business name|firm|present employer|current employer
        |name of business or employer|dba|name of firm|unit of assignment""",
    "file_number": """ccw file no|ccw no|file no|file number|application no|application number
        |permit no|permit number|license no ccw|ccw license no|ccw permit no|ccw number|case file no
        |ccw file number|app no|applicant no|ccw file|control no""",
    # whose box it is
    "spouse": """spouse's name and address|spouse name and address|spouse name|spouse's name|spouse
        |name and address of spouse|wife|husband|name of spouse|husband's name|wife's name
        |spouse name address|spouse's name address""",
    "third": """references|reference|character references|personal references|name of reference
        |reference name|emergency contact|nearest relative|in case of emergency|next of kin|victim
        |suspect|witness|witnesses|reporting party|complainant|relatives|landlord|neighbor
        |name of witness|person to notify|emergency|notify|father|father's name|children|child
        |victim name|suspect name|witness name|other party|protected person|restrained person
        |respondent|endorser|reference letter from|beneficiary|mother|mother's name|in emergency
        notify|contact person|supervisor|doctor|physician""",
    "applicant_part": """applicant information|applicant personal information|personal information
        |applicant data|personal data|personal history|identification|residence information
        |section 1 personal|about you|physical description|residential information|home""",
    "business_part": """business information|employment information|employment history|employment
        |business|business data|employer information|work information|employment data""",
    # which box it is follows from whose part of the form it stands in
    "address": """address|street address|street|addr|number street apt city state zip|street number
        |address number street apt city state zip|home street|street and number|addresses
        |no street|number and street""",
    "city": "city|city state zip|city and state|city state|city state zip code|town|city zip",
    "zip": "zip|zip code|state|st|postal code|apt|apt no|unit|state zip|county",
    "phone": """phone|phone number|phone no|telephone|telephone number|telephone no|tel|tel no|ph
        |phone numbers|telephones|contact number|ph no|telephone numbers|contact phone|phones""",
    "date_ambiguous": "date time of birth",
    # neighbours: a box begins here, and it asks for nothing we look for
    "past_incident": """location of occurrence|location of incident|place of occurrence
        |location occurred|scene|where occurred|incident location""",
    "narrative": """details of reason for applicant desiring a ccw license|details of reason
        |reason for desiring license|reasons for desiring license|reason for desiring a license
        |good cause statement|statement of good cause|good cause|narrative|interview|statement
        |reason for request|justification|details|weapons to be carried|weapon|weapons|firearms
        |description of weapons""",
    "other": """spouse's occupation|spouse occupation|spouse's employer|spouse employer
        |height weight eyes hair|height weight|ht wt hair eyes|height|weight|ht|wt|sex
        |race|gender|eyes|hair|color eyes|color hair|eye color|height weight hair eyes
        |hair color|color of eyes|color of hair|age|date|dated|signature|applicant signature|signed
        |badge
        |witness signature badge no|witness signature|badge no|badge number|date issued|issue date
        |expiration date|expires|exp|exp date|date of issue|city and county of residence|county of
        residence|country of citizenship|citizenship|citizen|driver's license restrictions
        |driver license restrictions|restrictions|citation no|citation number|violation|disposition
        |charges|charge|agency name|date of application|marital status|from|to|amount|occupation and
        employer|comments|remarks|reason|reasons|years known|relationship
        |date received|contributor code|cumulative to date|full name street address and zip code
        of contributor|page|official use only|type|score|range|instructor|course|fee|receipt no
        |hire date|date of hire|effective date|start date|appointment date|class|step|subject|re
        |case no|case number|report no|incident no|date of incident|date of report|time|location
        |date reported|officer|deputy|total|no|yes|fbi no|fbi|cii|cii no|oca|oca no|ati|ati no|sid
        |business license|business license no|license plate|vehicle|policy no|policy number|dept
        |invoice no|meter no|date prepared|statement date|billing date|balance|license type
        |interview date|date of interview|interviewer|investigator|notes|license no|license number
        |permit expires|date of purchase|education|school|military service|branch of service
        |period|how long|length of residence|years at address|since|dates|years""",
}
"""Phrases by kind; a phrase ends at ``|``. Where two kinds share a phrase the first wins."""

FILLERS = listed(
    """
    of the and your s or in for if any a is are was
    """
)
SUFFIXES = listed(
    """
    no number numbers num nr nos code is was
    """
)
STRONG = listed(
    """
    ssn dob pob mmn dl cdl oln d0b ssan mothers hm wk aka
    """
)
"""Abbreviations that open a box even in the middle of a line."""

_SAME = {
    variant: word
    for word, variants in (
        ("no", "number num nbr nr numb"),
        ("phone", "telephone tel ph"),
        ("address", "addr adr"),
        ("license", "licence lisc licen"),
        ("birth", "brth brith"),
        ("date", "dt"),
        ("operator", "oper opr operators"),
        ("residence", "resid resd"),
        ("social", "soc"),
        ("security", "sec secur scty"),
        ("driver", "drivers drvr drv"),
        ("california", "calif"),
        ("mother", "mothers mom moms"),
        ("name", "nm"),
        ("previous", "prev"),
        ("years", "yrs yr"),
        ("employer", "employers"),
    )
    for variant in variants.split()
}
"""Abbreviations and slips that mean one word wherever they stand in a label."""

_ALNUM = re.compile(r"[^\W_]+")
_FUZZY = 5  # shorter words are matched as they are


@dataclass(slots=True)
class _Node:
    kind: str = ""
    after: dict[str, _Node] = field(default_factory=dict)


def tokens(text: str) -> list[str]:
    """The words of a label: letters and digits only, lower case, possessives joined."""
    folded = text.lower().replace("'s", "s")
    if "." in folded and len(folded) <= 8:  # noqa: PLR2004  D.O.B., S.S.N., P.O.B., Tel.
        folded = folded.replace(".", "")
    return _ALNUM.findall(folded)


def _phrases() -> Iterator[tuple[str, list[str]]]:
    for kind, text in PHRASES.items():
        for phrase in text.split("|"):
            raw = [t for t in tokens(" ".join(phrase.split())) if t not in FILLERS]
            words = [_SAME.get(t, t) for t in raw]
            if words:
                yield kind, words
            if "license" in words and len(words) > 1:  # alone, "Lic" and "License" differ
                yield kind, ["lic" if w == "license" else w for w in words]


def _build() -> tuple[_Node, dict[str, tuple[str, ...]]]:
    root = _Node()
    words: dict[str, tuple[str, ...]] = {}
    for kind, phrase in _phrases():
        node = root
        for word in phrase:
            node = node.after.setdefault(word, _Node())
            words[word] = (word,)
        node.kind = node.kind or kind
        for first, second in pairwise(phrase):
            words.setdefault(first + second, (first, second))
        if len(phrase) > 2:  # noqa: PLR2004  "dateofbirth" reads as one word on tight scans
            words.setdefault("".join(phrase), tuple(phrase))
    for variant, word in _SAME.items():
        words[variant] = (word,)
    words.setdefault("dateofbirth", ("date", "birth"))
    words.setdefault("placeofbirth", ("place", "birth"))
    return root, words


ROOT, _WORDS = _build()


def _deletions(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _neighbours() -> dict[str, str]:
    near: dict[str, str] = {}
    for word in _WORDS:
        if len(word) >= _FUZZY:
            for cut in (word, *sorted(_deletions(word))):
                near.setdefault(cut, word)
    return near


_NEAR = _neighbours()


@lru_cache(maxsize=20_000)
def reading(token: str) -> tuple[str, ...]:
    """The words of labels that a token is read as; nothing when it is none of them.

    One letter in five may be wrong, missing or too many; digits may stand for letters.
    """
    if token in _WORDS:
        return _WORDS[token]
    folded = letters(token)
    for same in (folded, token.replace("1", "i"), folded.replace("rn", "m")):
        if same in _WORDS:
            return _WORDS[same]
    if len(folded) == _FUZZY - 1:  # a letter of a word of five may be lost, no other
        whole = _NEAR.get(folded, "")
        return (whole,) if len(whole) == _FUZZY and _WORDS[whole] == (whole,) else ()
    if not _FUZZY <= len(folded) <= 40:  # noqa: PLR2004  no label is longer
        return ()
    for cut in (folded, *sorted(_deletions(folded))):
        near = _NEAR.get(cut)
        if near is not None and abs(len(near) - len(folded)) <= 1:
            return _WORDS[near]
    return ()


def walk(words: list[str], start: int) -> tuple[str, int]:
    """The longest label that begins at a word: its kind and the index after its last word.

    The kind is empty when no label begins there.
    """
    node = ROOT
    best = ("", start)
    index = start
    while index < len(words):
        word = words[index]
        if word in node.after:
            node = node.after[word]
            index += 1
            if node.kind:
                best = (node.kind, index)
        elif word in FILLERS and index > start:
            index += 1
        else:
            break
    return best
