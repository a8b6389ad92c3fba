"""What a label nobody listed asks for, from the ideas its words name.

Offices word their boxes in their own ways ("Street where you live", "Maiden name (mother)",
"What day were you born?"); a few ideas told apart are enough to know which box it is.
"""

from __future__ import annotations

from functools import lru_cache

from goodcause.findings.wordlists import listed

_IDEAS: dict[str, frozenset[str]] = {
    "birth": listed("birth born birthdate birthplace birthday nativity native"),
    "when": listed("date when day month year mo yr birthdate birthday age"),
    "where": listed("place where city state county country town hospital location birthplace at"),
    "mother": listed("mother maternal"),
    "maiden": listed("maiden nee unmarried premarital single before"),
    "name": listed("name surname family last"),
    "social": listed("social ssn"),
    "security": listed("security ssn"),
    "driver": listed("driver operator dl cdl oln dmv driving chauffeur motorist"),
    "license": listed("license permit no id dl cdl oln card"),
    "home": listed("home residence residential reside residing live living lives dwelling house "
                   "hm domicile abode personal private"),
    "work": listed("business work office employer employment employed job bus wk company firm "
                   "workplace place_of_work daytime"),
    "address": listed("address addresses street mailing mail residences"),
    "phone": listed("phone cell cellular mobile pager call reached"),
    "past": listed("prior previous former past earlier old before formerly last"),
    "other": listed("spouse wife husband reference references emergency relative kin landlord "
                    "victim witness contact doctor physician child children father supervisor "
                    "neighbor insured officer dispatch spouses wifes husbands fathers childs "
                    "doctors landlords school issued expires expiration"),
}  # fmt: skip
_LINKS = listed(
    """
    of the and your s or in for if any a is are was were you do does did what which please print
    list give state full complete number at on to as this most recent applicant applicants current
    present where when
    years five ten three last during zip code area incl including apt unit
    """
)
_ENOUGH = 0.6
_MOST = 12
_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("mothers_maiden_name", ("mother", "maiden")),
    ("ssn", ("social", "security")),
    ("birth_both", ("birth", "when", "where", "and")),
    ("date_of_birth", ("birth", "when")),
    ("place_of_birth", ("birth", "where")),
    ("driver_license", ("driver", "license")),
    ("prior_address", ("past", "address")),
    ("prior_address", ("past", "home")),
    ("work_phone", ("work", "phone")),
    ("work_address", ("work", "address")),
    ("home_phone", ("home", "phone")),
    ("home_address", ("home", "address")),
    ("home_address", ("home", "where")),
)
"""The first rule of which every idea is named decides."""


@lru_cache(maxsize=20_000)
def asked_by(words: tuple[str, ...]) -> str:
    """What the words of a label ask for; empty when that is not clear.

    Args:
        words: of the label, as the lexicon reads them: lower case, abbreviations in full.
    """
    if not 1 < len(words) <= _MOST:
        return ""
    named = {idea: any(w in known for w in words) for idea, known in _IDEAS.items()}
    if named["other"]:
        return ""
    named["and"] = "and" in words
    known = sum(w in _LINKS or any(w in idea for idea in _IDEAS.values()) for w in words)
    if known < _ENOUGH * len(words):
        return ""
    return next((kind for kind, ideas in _RULES if all(named[i] for i in ideas)), "")
