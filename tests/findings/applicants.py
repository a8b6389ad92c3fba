"""Three made applicants, with what is where in their papers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Fields as (label, value, category or empty), a narrative, its spans and what must stay."""

    name: str
    occupation: str
    fields: tuple[tuple[str, str, str], ...]
    narrative: str
    spans: tuple[tuple[str, str], ...]
    stays: tuple[str, ...]


JUDGE = Applicant(
    name="Ostrander, Margaret Elaine",
    occupation="judge",
    fields=(
        ("Name (Last, First, Middle)", "Ostrander, Margaret Elaine", ""),
        ("Maiden name or other name(s) used", "Margaret Elaine Brandt", "own_maiden_name"),
        ("City and County of Residence", "Sacramento, Sacramento", ""),
        ("Date of Birth", "09/27/1948", "date_of_birth"),
        ("Place of Birth", "Stockton, San Joaquin, California", "place_of_birth"),
        ("Social Security No.", "900-41-2268", "ssn"),
        ("California DL No./ID No.", "N4410937", "driver_license"),
        ("Residence Address", "2218 Quail Hollow Court, Sacramento, CA 95864", "home_address"),
        ("Home/Personal Phone", "(916) 555-0119", "home_phone"),
        ("Applicant Occupation", "Judge, Superior Court", ""),
        ("Business Address", "720 Ninth Street, Sacramento", "work_address"),
    ),
    narrative=(
        "I have been a judge of the Superior Court since 1994 and I sentence felony defendants in "
        "Department 41. On May 3, 2001 a man I had sentenced told a deputy that he would find out "
        "where I live; the threat is in Sheriff's report 01-0045512. Most evenings between 6:15 "
        "and 6:45 I walk alone to the county garage on Eighth Street. On Thursdays at 5:30 in the "
        "morning I run on the river parkway from the Watt Avenue access. My husband Paul and I "
        "live at 2218 Quail Hollow Court and two letters have been left at the door."
    ),
    spans=(
        ("Most evenings between 6:15 and 6:45", "vulnerability_time"),
        ("the county garage on Eighth Street", "vulnerability_place"),
        ("On Thursdays at 5:30 in the morning", "vulnerability_time"),
        ("the river parkway from the Watt Avenue access", "vulnerability_place"),
        ("2218 Quail Hollow Court", "home_address"),
    ),
    stays=("Department 41", "May 3, 2001", "report 01-0045512", "husband Paul", "two letters"),
)
JEWELER = Applicant(
    name="Delgado, Anton James",
    occupation="private",
    fields=(
        ("Applicant Name (Last, First, Middle)", "Delgado, Anton James", ""),
        ("Date of Birth", "03/14/1951", "date_of_birth"),
        ("Place of Birth", "Fresno, Fresno, California", "place_of_birth"),
        ("Social Security No.", "900-52-7714", "ssn"),
        ("California DL No./ID No.", "N8812345", "driver_license"),
        ("Residence Address", "4417 Meadowgate Lane, Carmichael, CA 95608", "home_address"),
        ("Home/Personal Phone", "(916) 555-0143", "home_phone"),
        ("Applicant Occupation", "jeweler", ""),
        ("Business/Employer Name", "Delgado & Sons Jewelers, Inc.", ""),
        ("Business Address", "6120 Fair Oaks Boulevard, Carmichael", "work_address"),
        ("Prior home addresses, last five years", "88 Orchard Row, Fresno", "prior_address"),
    ),
    narrative=(
        "I own Delgado & Sons Jewelers. I carry the day's receipts, often more than $20,000, to "
        "the bank every Tuesday and Friday at about 5:45 p.m. I go out by the rear door and "
        "through the alley behind the cinema to the Manzanita Avenue branch. In March and August "
        "1998 two men in a brown van followed me from the store; I reported it both times "
        "(Sheriff 98-114502 and 98-131877). Four times a year I drive alone at night to Los "
        "Angeles with sample cases and rest at the Kettleman City truck plaza. I was at the store "
        "on May 14, 1998 when the Sheriff spoke at our merchants' breakfast."
    ),
    spans=(
        ("every Tuesday and Friday at about 5:45 p.m.", "vulnerability_time"),
        (
            "the rear door and through the alley behind the cinema to the Manzanita Avenue branch",
            "vulnerability_place",
        ),
        ("Four times a year", "vulnerability_time"),
        ("at night", "vulnerability_time"),
        ("the Kettleman City truck plaza", "vulnerability_place"),
    ),
    stays=("I carry the day's receipts", "March and August", "98-114502", "May 14, 1998"),
)
PHARMACY = Applicant(
    name="Kowalczyk, Renee Lynn",
    occupation="private",
    fields=(
        ("Applicant Name (Last, First, Middle)", "Kowalczyk, Renee Lynn", ""),
        ("Maiden name or other name(s) used", "Renee Lynn Novak", "own_maiden_name"),
        ("Date of Birth", "11/02/1966", "date_of_birth"),
        ("Place of Birth", "Toledo, Lucas, Ohio", "place_of_birth"),
        ("Social Security No.", "900-63-0581", "ssn"),
        ("California DL No./ID No.", "C5530127", "driver_license"),
        ("Mother's maiden name", "Wasielewski", "mothers_maiden_name"),
        ("Residence Address", "3309 Larkspur Way, No. 12, Sacramento, CA 95818", "home_address"),
        ("Home/Personal Phone", "(916) 555-0166", "home_phone"),
        ("Applicant Occupation", "pharmacy technician", ""),
    ),
    narrative=(
        "My former husband Dale has violated two restraining orders (99FL04417). I work the late "
        "shift in the hospital pharmacy and get off at 11:30 p.m., and I walk alone to the far "
        "employee lot on H Street. On Sunday mornings I drive by myself to my mother's place on "
        "Twin Cities Road, where there is no telephone. Three times this year he was waiting "
        "outside my apartment at 3309 Larkspur Way, No. 12. I see Dr. Anne Pruitt for anxiety "
        "because of this. My mother, Helen Novak, can be reached at 916-555-0177."
    ),
    spans=(
        ("the late shift", "vulnerability_time"),
        ("at 11:30 p.m.", "vulnerability_time"),
        ("the far employee lot on H Street", "vulnerability_place"),
        ("On Sunday mornings", "vulnerability_time"),
        ("my mother's place on Twin Cities Road", "vulnerability_place"),
        ("3309 Larkspur Way, No. 12", "home_address"),
        ("916-555-0177", "third_party_contact"),
    ),
    stays=("Dr. Anne Pruitt", "99FL04417", "husband Dale", "Helen Novak", "hospital pharmacy"),
)
EVERY = (JUDGE, JEWELER, PHARMACY)
