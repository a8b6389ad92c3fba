"""The closed words that order files are written in; a word outside these lists is refused."""

from __future__ import annotations

CATEGORY_WORDS: dict[str, str] = {
    "home_address": "home address",
    "home_phone": "home telephone number",
    "ssn": "Social Security number",
    "driver_license": "driver's license number",
    "date_of_birth": "date of birth",
    "place_of_birth": "place of birth",
    "mothers_maiden_name": "mother's maiden name",
    "other_sensitive": "other sensitive information",
    "vulnerability_time": "time of vulnerability",
    "vulnerability_place": "place of vulnerability",
    "person_name": "name of a person",
    "work_address": "work address",
    "work_phone": "work telephone number",
    "prior_address": "prior home address",
    "medical_psych": "medical or psychological history",
    "weapon": "weapon",
    "criminal_history": "criminal history",
    "past_incident": "past incident",
    "donor_address": "donor's address",
    "donor_phone": "donor's telephone number",
    "own_maiden_name": "own maiden or other name",
    "third_party_contact": "third person's contact details",
    "account_number": "financial account number",
    "taxpayer_id": "taxpayer identification number",
    "minor_name": "name of a minor",
}
"""Each category the program knows, with the words that logs and sentences print for it."""

CATEGORIES: tuple[str, ...] = tuple(CATEGORY_WORDS)
"""Kinds of information that a clause may reach. An order uses any subset."""

OCCUPATIONS: tuple[str, ...] = (
    "judge",
    "magistrate",
    "court_commissioner",
    "prosecutor",
    "sworn_officer",
    "probation_officer",
    "parole_agent",
    "correctional_officer",
    "da_investigator",
    "chp_officer",
    "state_special_agent",
    "public_defender",
    "court_staff",
    "dispatcher",
    "corrections_civilian",
    "crime_lab_civilian",
    "reserve_deputy",
    "volunteer",
    "honorary_deputy",
    "private_security",
    "bailiff",
    "coroner",
    "federal_agent",
    "private",
    "unknown",
)
"""What a document's subject does for a living; an order sorts these into classes of person."""

PRIVATE = "private"
"""An occupation outside criminal justice: the class defined as everyone else."""

UNKNOWN = "unknown"
"""No evidence of an occupation; no order can settle its class."""

UNSETTLED = "unsettled"
"""The class of a person whom no list of the order settles; the document is held."""

ACTIONS: tuple[str, ...] = (
    "may_remove",
    "must_not_remove",
    "must_produce",
    "must_label",
    "must_forward_process",
    "may_move_to_disclose",
    "may_watermark",
    "no_watermark",
    "restrict_tier",
    "must_mark_margin",
    "must_answer",
    "must_submit",
    "may_specify_records",
    "must_lodge_in_camera",
    "must_release",
)
"""What one rule of an order permits or commands."""

EFFECTS: tuple[str, ...] = (
    "continues",
    "superseded",
    "modified",
    "clarified",
    "unsettled",
    "stayed",
    "vacated",
)
"""What a later order makes of an earlier rule."""

KEEPS: dict[str, str] = {
    "nothing": "",
    "last_four": "{last_four}",
    "year": "{year}",
    "initials": "{initials}",
}
"""What of a removed value the order says stays, with its place in a label."""

ROLES: tuple[str, ...] = ("applicant", "donor", "employee", "filing")
"""Whose papers a series holds, which tells the readers of pages whom to look for."""

ROUTES: tuple[str, ...] = ("produce", "in_camera")
"""Where a series goes: to the other side, or to the court alone."""


def spoken(word: str) -> str:
    """A word of these lists as a person would say it: ``home_phone`` -> home telephone number."""
    return CATEGORY_WORDS.get(word, word.replace("_", " "))
