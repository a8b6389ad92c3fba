"""A made draft with one of every block."""

from __future__ import annotations

from goodcause.case.draft import Draft, Heading, PageBreak, Rows, Signature, Tick, Words, captioned
from goodcause.order.clause import Case

CASE = Case(
    caption="Able v. Baker",
    court="N.D. Test",
    number="1:07-cv-00001",
    producing_party="Defendants",
    receiving_party="Plaintiffs",
    calendar="federal",
)

EVERYTHING = (
    Heading("What is asked"),
    Words("A paragraph that <b>looks</b> like mark-up & is none."),
    Words("A paragraph that is counted.", 1),
    Words("Another, long enough to go over the end of a line and to show how the next is set.", 2),
    Rows(("Page", "Kind"), (("CCW0000001", "home address"), ("CCW0000002", "ssn")), (2, 3)),
    Tick("Disclose", ticked=True),
    Tick("Withhold, because the matter is confidential and does not bear on the claims"),
    PageBreak(),
    Heading("Signature"),
    Signature("Signed under penalty of perjury.", ("Date", "Name and address")),
)


def draft() -> Draft:
    return captioned(CASE, ("NOTICE", "Applicant 1"), EVERYTHING, ("section 2 of DJ-2007 (D2-3)",))
