"""What it would cost if a finding were missed: the weight that puts the queue in order."""

from __future__ import annotations

from typing import Final

from goodcause.order.vocabulary import UNSETTLED

_LAY: Final = {
    "ssn": 30.0,
    "taxpayer_id": 30.0,
    "account_number": 25.0,
    "vulnerability_time": 20.0,
    "vulnerability_place": 20.0,
    "minor_name": 20.0,
    "driver_license": 15.0,
    "date_of_birth": 10.0,
    "mothers_maiden_name": 10.0,
    "home_address": 10.0,
    "place_of_birth": 5.0,
}
_JUSTICE: Final = {
    "home_address": 100.0,
    "vulnerability_time": 60.0,
    "vulnerability_place": 60.0,
    "prior_address": 50.0,
    "home_phone": 50.0,
    "third_party_contact": 20.0,
}
_OTHER = 5.0


def weight(category: str, person_class: str) -> float:
    """How much harm one disclosure does, a judge's home address being 100.

    The figures rank; nothing is added up from them. Whoever is not surely a lay person weighs as
    somebody of the justice system would.
    """
    lay = _LAY.get(category, _OTHER)
    if person_class != "layperson" or person_class == UNSETTLED:
        return max(lay, _JUSTICE.get(category, 0.0))
    return lay


def loss(category: str, person_class: str, probability: float) -> float:
    """The expected harm of leaving a finding: its probability times its weight."""
    return round(probability * weight(category, person_class), 4)
