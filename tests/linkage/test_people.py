"""Who is taken for whom, one hazard at a time; all of them in one comparison, among strangers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from goodcause.linkage.compare import Comparison
from goodcause.linkage.link import AUTOMATIC_FROM, REVIEW_FROM, Link, LinkType, Standing
from goodcause.linkage.party import Written
from goodcause.linkage.words import listed

from tests.linkage.making import among_townspeople, link, person

_LASTS = listed(
    """
    Tamarisk Oleander Jacaranda Wisteria Hawthorn Buckthorn Sassafras Mulberry Hornbeam Larkspur
    Foxglove Bittersweet Honeysuckle Meadowsweet Chamomile Valerian Pennyroyal Lovage Hyssop
    Marjoram Tarragon Coriander Fenugreek Cardamom Asafoetida Juniperberry Mugwort Yarrow Feverfew
    Comfrey Burdock Sorrel
    """
)


@dataclass(frozen=True)
class Hazard:
    """What differs between application and gift; ``{last}`` is the surname of the case."""

    name: str
    gift: dict[str, str] = field(default_factory=dict)
    application: dict[str, str] = field(default_factory=dict)


SAME = [
    Hazard("nothing"),
    Hazard(
        "capitals and an apartment", {"street": "{number} WINDROW DR., APT 3", "first": "ROBERT"}
    ),
    Hazard("short form", {"first": "Bob"}),
    Hazard("letters changed places", {"first": "Robret"}),
    Hazard("surname with a letter more", {"last": "{last}e"}),
    Hazard("columns swapped", {"first": "{last}", "last": "Robert"}),
    Hazard("whole name in one column", {"first": "", "last": "{last}, Robert J."}),
    Hazard("suffix in the surname", {"first": "Robert J.", "last": "{last}, Jr."}),
    Hazard("degree and long ZIP", {"last": "{last} DDS", "zip": "95632-1188"}),
    Hazard("hyphen of the married", {"last": "{last}-Vandermeer"}),
    Hazard("two donors in a cell", {"first": "", "last": "Ostrander, Pia; {last}, Robert"}),
    Hazard("second of a joint gift", {"first": "Greta & Robert"}),
    Hazard("name before marriage", {"last": "Wakefield"}, {"other_last": "Wakefield"}),
]
REVIEW = [
    Hazard("initial at a shared address", {"first": "R."}),
    Hazard("father and son", {"suffix": "Jr"}, {"suffix": "Sr"}),
    Hazard("another middle initial", {"middle": "K"}),
    Hazard("another occupation", {"occupation": "Dentist"}),
    Hazard("namesake in another town", {"street": "12 Elm St", "city": "Lodi", "zip": "95240"}),
]
APART = [
    Hazard("spouse", {"first": "Rosalind", "middle": "", "occupation": "Florist"}),
    Hazard("spouse of unlike name", {"first": "Margaret", "middle": "", "occupation": "Florist"}),
    Hazard(
        "man and woman of one name", {"first": "Roberta", "middle": "", "occupation": "Florist"}
    ),
    Hazard("brother", {"first": "Alfred", "middle": "", "occupation": "Florist"}),
]
REMOVED = Hazard("address removed", {}, {"street": "", "city": "", "zip": ""})
MOVED = Hazard("moved", {}, {"street": "12 Elm St", "city": "Lodi", "zip": "95240"})
ROOF = Hazard(
    "another apartment",
    {"first": "Ida", "street": "{number} Windrow Dr Apt 9"},
    {"street": "{number} Windrow Drive #2"},
)
EVERY = [*SAME, *REVIEW, *APART, REMOVED, MOVED, ROOF]


def pair(number: int, hazard: Hazard) -> tuple[Written, Written]:
    last = _LASTS[number]
    told = {"last": last, "number": str(4000 + number)}
    base: dict[str, Any] = {
        "first": "Robert", "last": last, "middle": "J", "occupation": "Locksmith",
        "street": "{number} Windrow Drive", "city": "Galt", "zip": "95632",
    }  # fmt: skip

    def made(key: str, changes: dict[str, str]) -> Written:
        return person(key, **{k: v.format(**told) for k, v in (base | changes).items()})

    return made(f"X{number}", hazard.application), made(f"Y{number}", hazard.gift)


@pytest.fixture(scope="module")
def found() -> Comparison:
    return among_townspeople([pair(n, hazard) for n, hazard in enumerate(EVERY)])


def between(found: Comparison, hazard: Hazard, kind: LinkType) -> Link | None:
    number = EVERY.index(hazard)
    return link(found, f"X{number}", f"Y{number}", kind)


def chance(found: Comparison, hazard: Hazard) -> float:
    made = between(found, hazard, LinkType.SAME_PERSON)
    return made.probability if made else 0.0


@pytest.mark.parametrize("hazard", SAME, ids=lambda h: h.name)
def test_one_person_written_two_ways_is_linked_without_review(
    found: Comparison, hazard: Hazard
) -> None:
    assert chance(found, hazard) >= AUTOMATIC_FROM


@pytest.mark.parametrize("hazard", REVIEW, ids=lambda h: h.name)
def test_what_may_be_another_goes_to_a_person(found: Comparison, hazard: Hazard) -> None:
    assert REVIEW_FROM <= chance(found, hazard) < AUTOMATIC_FROM


@pytest.mark.parametrize("hazard", APART, ids=lambda h: h.name)
def test_one_household_is_not_one_person(found: Comparison, hazard: Hazard) -> None:
    roof = between(found, hazard, LinkType.HOUSEHOLD)

    assert chance(found, hazard) < REVIEW_FROM
    assert roof is not None
    assert roof.standing is Standing.LISTED
    assert not roof.stands


def test_a_removed_address_is_not_compared_and_never_a_disagreement(found: Comparison) -> None:
    removed = between(found, REMOVED, LinkType.SAME_PERSON)
    moved = between(found, MOVED, LinkType.SAME_PERSON)

    assert removed is not None
    assert moved is not None
    bar = next(b for b in removed.bars if b.comparison == "address")
    assert (bar.level, bar.bits) == ("not compared", 0)
    assert removed.weight > moved.weight


def test_a_joint_gift_is_a_link_of_its_own_beside_the_person(found: Comparison) -> None:
    joint = next(h for h in SAME if h.name == "second of a joint gift")
    alone = next(h for h in SAME if h.name == "nothing")

    assert between(found, joint, LinkType.JOINT_GIFT) is not None
    assert between(found, alone, LinkType.JOINT_GIFT) is None


def test_another_apartment_is_another_household(found: Comparison) -> None:
    assert between(found, ROOF, LinkType.HOUSEHOLD) is None


def test_strangers_give_no_link(found: Comparison) -> None:
    assert not [k for k in found.links if k.applicant.startswith("A") and k.stands]


def test_the_bars_of_a_link_add_up_to_its_weight(found: Comparison) -> None:
    people = [k for k in found.links if k.kind is LinkType.SAME_PERSON]

    assert people
    for made in people:
        assert sum(b.bits for b in made.bars) == pytest.approx(made.weight, abs=1e-4)
