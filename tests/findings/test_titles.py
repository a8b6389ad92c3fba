from __future__ import annotations

import pytest

from goodcause.findings.titles import occupation_of
from goodcause.order.vocabulary import OCCUPATIONS

TITLES = [
    ("Judge, Superior Court", "", "judge"),
    ("Municipal Court Judge (Ret.)", "", "judge"),
    ("U.S. Magistrate Judge", "United States District Court", "magistrate"),
    ("Court Commissioner", "Superior Court", "court_commissioner"),
    ("Deputy District Attorney IV", "", "prosecutor"),
    ("DDA", "Sacramento County", "prosecutor"),
    ("Attorney", "District Attorney's Office", "prosecutor"),
    ("Sgt.", "Sacramento County Sheriff's Department", "sworn_officer"),
    ("Retired police officer", "", "sworn_officer"),
    ("Deputy probation officer", "", "probation_officer"),
    ("Parole Agent II", "Department of Corrections", "parole_agent"),
    ("Correctional Sgt.", "Folsom State Prison", "correctional_officer"),
    ("Criminal Investigator, District Attorney", "", "da_investigator"),
    ("CHP officer", "", "chp_officer"),
    ("Special Agent", "California Department of Justice", "state_special_agent"),
    ("Attorney", "Office of the Public Defender", "public_defender"),
    ("Clerk", "Superior Court", "court_staff"),
    ("911 dispatcher", "Sheriff", "dispatcher"),
    ("Nurse", "Folsom State Prison", "corrections_civilian"),
    ("Criminalist", "County crime lab", "crime_lab_civilian"),
    ("Reserve Deputy Sheriff", "", "reserve_deputy"),
    ("Volunteer", "Sheriff's Department", "volunteer"),
    ("Honorary Deputy Sheriff", "", "honorary_deputy"),
    ("Deputy Sheriff (Honorary)", "", "honorary_deputy"),
    ("Security guard", "", "private_security"),
    ("Bailiff", "Superior Court", "bailiff"),
    ("Deputy Coroner", "", "coroner"),
    ("Special Agent", "FBI", "federal_agent"),
    ("Judge of dog shows", "Kennel Club", "private"),
    ("Dog breeder and show judge", "self-employed", "private"),
    ("Officer of the bank (Vice President)", "First Valley Bank", "private"),
    ("Chief Financial Officer", "Acme Inc.", "private"),
    ("Manager", "Judge & Sons Plumbing", "private"),
    ("Bookkeeper", "Marshal & Judge, Certified Public Accountants", "private"),
    ("Baker", "Sheriff Street Deli", "private"),
    ("Fire Captain", "Metro Fire", "private"),
    ("Attorney", "Smith & Jones LLP", "private"),
    ("jeweler", "", "private"),
    ("", "", "unknown"),
    ("Retired", "", "unknown"),
    ("Attorney", "", "unknown"),
    ("county employee", "County of Sacramento", "unknown"),
    ("Secretary", "Sheriff's Department", "unknown"),
    ("xk qt", "", "unknown"),
]


@pytest.mark.parametrize(("title", "employer", "occupation"), TITLES)
def test_a_title_is_read_as_the_occupation_it_names(
    title: str, employer: str, occupation: str
) -> None:
    assert occupation_of(title, employer).occupation == occupation


def test_retired_counts_as_former() -> None:
    assert occupation_of("Retired Deputy Sheriff").former
    assert not occupation_of("Deputy Sheriff").former


def test_every_occupation_read_is_in_the_orders_vocabulary() -> None:
    from goodcause.findings.occupations import RULES  # noqa: PLC0415  only this test needs it

    assert {name for name, _ in RULES} <= set(OCCUPATIONS)


@pytest.mark.parametrize(
    ("title", "employer", "occupation"),
    [
        ("Deguty DA", "Office of the Distriot Attomey", "prosecutor"),
        ("Court Commigsioner", "Superior Court", "court_commissioner"),
        ("State Trafic Offieer, CHP", "Calitornia Highway Patrol", "chp_officer"),
        ("Probatlon Offlcer", "", "probation_officer"),
        ("Policy analyst", "Pacific Gas", "private"),
        ("Real estate broker", "Quist Realty", "private"),
        ("Insurance agent", "Count Casualty", "private"),
        ("Justine Marshall, florist", "", "private"),
    ],
)
def test_titles_are_read_through_misread_letters_and_no_further(
    title: str, employer: str, occupation: str
) -> None:
    assert occupation_of(title, employer).occupation == occupation
