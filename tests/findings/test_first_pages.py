from __future__ import annotations

from typesetting import page_of

from goodcause.findings.examine import examine
from goodcause.findings.people import join


def test_a_letter_from_a_deputy_district_attorney_is_a_prosecutors() -> None:
    page = page_of(
        "Re: CCW application of Dana R. Whitlock\n\n"
        "As a deputy district attorney I have prosecuted members of a street gang.\n"
    )

    (person,) = join([examine("d1", [page], "applicant").subject])

    assert person.name == "Dana R. Whitlock"
    assert person.occupation == "prosecutor"
