"""Three invented applicants, field by field and span by span: what the order lets go, what stays.

Each row: where it stands, the words, the category a reader would give them (None: no category),
and the clause that may remove them ("" = they stay).
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    where: str
    words: str
    category: str | None
    rule: str


class Applicant(NamedTuple):
    key: str
    occupation: str
    person_class: str
    rows: tuple[Row, ...]


JUDGE = Applicant(
    "A1",
    "judge",
    "judicial_law_enforcement",
    (
        Row("name", "Ostrander, Margaret Elaine", "person_name", ""),
        Row("maiden or other names", "Margaret Elaine Brandt", "own_maiden_name", ""),
        Row("city and county", "Sacramento, Sacramento", None, ""),
        Row("date of birth", "09/27/1948", "date_of_birth", "D2-1"),
        Row("place of birth", "Stockton, San Joaquin, California", "place_of_birth", "D2-1"),
        Row("social security", "900-41-2268", "ssn", "D2-1"),
        Row("driver license", "N4410937", "driver_license", "D2-1x"),
        Row("residence", "2218 Quail Hollow Court", "home_address", "D2-1"),
        Row("home phone", "(916) 555-0119", "home_phone", "D2-1"),
        Row("spouse's address", "2218 Quail Hollow Court", "home_address", "D2-1"),
        Row("business address", "720 Ninth Street", "work_address", ""),
        Row("weapon", "Smith & Wesson / 642 / .38 / BKD4471", "weapon", ""),
        Row("narrative", "Most evenings between 6:15 and 6:45", "vulnerability_time", "D3-1"),
        Row("narrative", "the county garage on Eighth Street", "vulnerability_place", "D3-1"),
        Row("narrative", "On Thursdays at 5:30 in the morning", "vulnerability_time", "D3-1"),
        Row("narrative", "the river parkway from the access", "vulnerability_place", "D3-1"),
        Row("narrative", "2218 Quail Hollow Court", "home_address", "D2-1"),
        Row("narrative", "Department 41", "work_address", ""),
        Row("narrative", "May 3, 2001", "past_incident", ""),
        Row("narrative", "report 01-0045512", "past_incident", ""),
        Row("narrative", "Paul", "person_name", ""),
    ),
)

JEWELLER = Applicant(
    "A2",
    "private",
    "layperson",
    (
        Row("date of birth", "03/14/1951", "date_of_birth", "D4-1"),
        Row("place of birth", "Fresno, Fresno, California", "place_of_birth", "D4-1"),
        Row("social security", "900-52-7714", "ssn", "D4-1"),
        Row("driver license", "N8812345", "driver_license", "D4-1"),
        Row("residence", "4417 Meadowgate Lane, Carmichael", "home_address", ""),
        Row("home phone", "(916) 555-0143", "home_phone", ""),
        Row("business name", "Delgado & Sons Jewelers, Inc.", "person_name", ""),
        Row("business address", "6120 Fair Oaks Boulevard", "work_address", ""),
        Row("prior addresses", "88 Orchard Row, Fresno", "prior_address", ""),
        Row("narrative", "every Tuesday and Friday at about 5:45", "vulnerability_time", "D3-1"),
        Row("narrative", "by the rear door and the alley", "vulnerability_place", "D3-1"),
        Row("narrative", "Four times a year", "vulnerability_time", "D3-1"),
        Row("narrative", "at night", "vulnerability_time", "D3-1"),
        Row("narrative", "the Kettleman City truck plaza", "vulnerability_place", "D3-1"),
        Row("narrative", "I carry the day's receipts to the bank", None, ""),
        Row("narrative", "March and August 1998", "past_incident", ""),
        Row("narrative", "98-114502", "past_incident", ""),
        Row("narrative", "May 14, 1998", None, ""),
    ),
)

TECHNICIAN = Applicant(
    "A3",
    "private",
    "layperson",
    (
        Row("maiden or other names", "Renee Lynn Novak", "own_maiden_name", ""),
        Row("date of birth", "11/02/1966", "date_of_birth", "D4-1"),
        Row("place of birth", "Toledo, Lucas, Ohio", "place_of_birth", "D4-1"),
        Row("social security", "900-63-0581", "ssn", "D4-1"),
        Row("driver license", "C5530127", "driver_license", "D4-1"),
        Row("bank letter", "Wasielewski", "mothers_maiden_name", "D4-1"),
        Row("residence", "3309 Larkspur Way, No. 12", "home_address", ""),
        Row("home phone", "(916) 555-0166", "home_phone", ""),
        Row("narrative", "the late shift", "vulnerability_time", "D3-1"),
        Row("narrative", "at 11:30 p.m.", "vulnerability_time", "D3-1"),
        Row("narrative", "the far employee lot on H Street", "vulnerability_place", "D3-1"),
        Row("narrative", "On Sunday mornings", "vulnerability_time", "D3-1"),
        Row("narrative", "my mother's place", "vulnerability_place", "D3-1"),
        Row("narrative", "3309 Larkspur Way, No. 12", "home_address", ""),
        Row("narrative", "Dr. Anne Pruitt for anxiety", "medical_psych", ""),
        Row("narrative", "99FL04417", "past_incident", ""),
        Row("narrative", "Dale", "person_name", ""),
        Row("narrative", "Helen Novak", "person_name", ""),
        Row("narrative", "916-555-0177", "third_party_contact", ""),
    ),
)

APPLICANTS = (JUDGE, JEWELLER, TECHNICIAN)
