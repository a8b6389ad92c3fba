"""What the sample order lets the producing party remove, restated by hand for the judge.

Written out again on purpose: a judge that asked the program's own order file could not find a
mistake in it.
"""

from __future__ import annotations

from goodcause.demo.trades import JUSTICE, LAY
from goodcause.demo.truth import LEAVE, REMOVE

_SECTION_2 = frozenset(
    {
        "home_address",
        "home_phone",
        "ssn",
        "date_of_birth",
        "place_of_birth",
        "mothers_maiden_name",
    }
)
_SECTION_2_OTHER = frozenset({"driver_license", "prior_address", "third_party_contact"})
_SECTION_3 = frozenset({"vulnerability_time", "vulnerability_place"})
_SECTION_4 = frozenset(
    {"ssn", "driver_license", "date_of_birth", "place_of_birth", "mothers_maiden_name"}
)


def expected(series: str, person_class: str, category: str) -> tuple[str, str]:
    """What becomes of a value, and under which clause.

    In a paper whose class is unsettled only what goes under every class is expected to go.
    """
    if series != "ccw":
        return LEAVE, ""
    if category in _SECTION_3:
        return REMOVE, "D3-1"
    if person_class == JUSTICE:
        if category in _SECTION_2:
            return REMOVE, "D2-1"
        return (REMOVE, "D2-1x") if category in _SECTION_2_OTHER else (LEAVE, "")
    if category not in _SECTION_4:
        return LEAVE, ""
    return REMOVE, "D4-1" if person_class == LAY else ""
