"""The papers of eyes-only access, each a template: from the undertaking to the certificate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from goodcause.case.draft import Heading, Signature, Words
from goodcause.case.template import Template

_COUNSEL: Final = Signature(
    "Draft for counsel's signature; counsel decides whether and when it is sent.",
    ("Date", "Counsel", "Name and address"),
)
_TIER: Final = "section 5 of the orders in force, {orders}: {tier}"

UNDERTAKING: Final = Template(
    name="undertaking",
    what="Exhibit A: acknowledgment and agreement to be bound",
    title=("ACKNOWLEDGMENT AND AGREEMENT TO BE BOUND", "Exhibit A"),
    blocks=(
        Words("I, {name}, of {employer}, declare under penalty of perjury:"),
        Words("I have read in its entirety the protective order issued by the court in {caption}, "
              "{court} No. {number}, made of {orders}, and I understand it.", 1),
        Words("I agree to comply with all its terms and to be bound by them. I understand that "
              "failing to comply can expose me to sanctions and punishment for contempt.", 2),
        Words("I will not disclose in any manner anything that is subject to the order to any "
              "person or body, except in strict compliance with it. I will use what I see for this "
              "lawsuit alone.", 3),
        Words("I will not put any of it into a service that keeps what it is given or learns from "
              "it.", 4),
        Words("I submit to the jurisdiction of the court for the enforcement of the order, also "
              "for proceedings after this lawsuit has ended.", 5),
        Words("I appoint the person named below as my agent for service of process in connection "
              "with this lawsuit or the enforcement of the order.", 6),
        Heading("Signature"),
        Signature(
            "Signed by the person who agrees, not by counsel.",
            ("Date", "City and State where signed", "Printed name", "Signature",
             "Agent for service: name, address and telephone number in the State"),
        ),
    ),
    cites=(_TIER, "the model order's Exhibit A and sections 7.2 and 7.3"),
)  # fmt: skip

OBJECTION: Final = Template(
    name="objection",
    what="objection to the disclosure of eyes-only papers to an expert",
    title=("OBJECTION TO DISCLOSURE TO AN EXPERT", "{name}"),
    blocks=(
        Words("To {sponsor}:"),
        Words("{producing} object to the disclosure of papers designated for {tier} to {name} of "
              "{employer}, whom you disclosed on {disclosed_on}."),
        Heading("Ground"),
        Words("{ground}"),
        Heading("What follows"),
        Words("We propose to confer within seven days. Until the parties agree or the court "
              "decides, nothing so designated may be shown to {name}."),
        Heading("Signature"),
        _COUNSEL,
    ),
    cites=(_TIER, "the model order's section 7.4"),
)  # fmt: skip

RESPONSE: Final = Template(
    name="response",
    what="answer to a challenge of a designation",
    title=("RESPONSE TO CHALLENGE OF A DESIGNATION",),
    blocks=(
        Words("To {challenger}:"),
        Heading("What is challenged"),
        Words("Your notice cites {paragraph} and asks that the designation be lifted because: "
              "{ground}. The pages are:"),
        Heading("Why the designation stands"),
        Words("{reason}"),
        Heading("What follows"),
        Words("{producing} are ready to confer, voice to voice, within fourteen days of the "
              "notice. Unless the parties agree, {producing} will move by {move_by}. The pages "
              "keep their designation until the court rules."),
        Heading("Signature"),
        _COUNSEL,
    ),
    cites=(_TIER, "the model order's section 6"),
    table=("bates", "No.", "Page"),
    asks=("reason",),
)  # fmt: skip

SUBPOENA: Final = Template(
    name="notice",
    what="notice that eyes-only papers are subpoenaed in another case",
    title=("NOTICE OF SUBPOENA IN ANOTHER CASE",),
    blocks=(
        Words("To the party that designated the papers, and to {issued_by}:"),
        Words("A subpoena was served in {other_case}. It asks for {what}, and is returnable on "
              "{return_day}. Some or all of this is designated for {tier} in {caption}, {court} "
              "No. {number}. A copy of the subpoena and of the protective order go with this "
              "notice."),
        Heading("What follows"),
        Words("Whoever designated the papers may seek protection in the court that issued the "
              "subpoena, and bears the burden and cost of it. Nothing so designated will be "
              "handed over before that court has ruled or the designating party has consented in "
              "writing. Nothing here encourages anybody to disobey a lawful order of a court."),
        Heading("Signature"),
        _COUNSEL,
    ),
    cites=(_TIER, "the model order's section 10"),
)  # fmt: skip

INCIDENT: Final = Template(
    name="incident",
    what="notice of an unauthorised disclosure",
    title=("NOTICE OF UNAUTHORISED DISCLOSURE",),
    blocks=(
        Heading("What happened"),
        Words("{what}. It was disclosed by {by_whom} to {to_whom}. The pages are:"),
        Heading("What is done about it"),
        Words("Every unauthorised copy is to be retrieved.", 1),
        Words("{to_whom} is to be told all the terms of the protective order.", 2),
        Words("{to_whom} is to be asked to sign the acknowledgment and agreement to be bound "
              "(Exhibit A).", 3),
        Words("Each of these is to be recorded with its day; what could not be done is to be "
              "said."),
        Heading("Signature"),
        _COUNSEL,
    ),
    cites=(_TIER, "the model order's section 12"),
    table=("bates", "No.", "Page"),
)  # fmt: skip

CLAWBACK: Final = Template(
    name="claw-back",
    what="letter that calls back what was served by mistake, one to each holder",
    title=("REQUEST FOR RETURN", "Volume {volume}"),
    blocks=(
        Words("To {holder}:"),
        Heading("What is called back"),
        Words("The pages below were produced in volume {volume} by mistake: {reason}. This letter "
              "names pages only."),
        Heading("What is asked of you"),
        Words("Promptly return, sequester or destroy every copy of these pages, on paper and in "
              "any review system or backup within your control.", 1),
        Words("Make no use of what they say and disclose it to nobody until the claim is "
              "resolved.", 2),
        Words("Take reasonable steps to retrieve what you passed to experts, vendors or others "
              "before this letter, and name them.", 3),
        Words("If you dispute the claim, present the pages to the court under seal; do not file "
              "them.", 4),
        Words("Say in writing which of these you did, with how many copies.", 5),
        Words("Nothing in this letter, and nothing in the production of these pages, waives any "
              "privilege or protection (Fed. R. Evid. 502)."),
        Heading("Signature"),
        _COUNSEL,
    ),
    cites=("Fed. R. Civ. P. 26(b)(5)(B)", "the model order's section 13", "{orders}"),
    table=("bates", "No.", "Page"),
)  # fmt: skip

DESTRUCTION: Final = Template(
    name="destruction-certificate",
    what="certificate that everything was returned or destroyed",
    title=("CERTIFICATE OF RETURN OR DESTRUCTION",),
    blocks=(
        Words("I, the undersigned, certify for {holder}:"),
        Words("This lawsuit, or our part in it, ended on {ended}. The period to return or destroy "
              "what was designated for {tier} ends on {due}.", 1),
        Words("All such material, with every copy, abstract, compilation, summary and other form "
              "in which it was captured, has been {done}.", 2),
        Words("By category: {categories}.", 3),
        Words("We have kept no copy, abstract, compilation or summary, except one archival set of "
              "counsel's own filings, transcripts, correspondence and work product, which remains "
              "subject to the protective order.", 4),
        Words("Those to whom we passed any of it have certified the same to us.", 5),
        Heading("Signature"),
        Signature(
            "Signed by {holder} or counsel, under penalty of perjury.",
            ("Date", "City and State where signed", "Printed name", "Signature"),
        ),
    ),
    cites=("the model order's section 15", "{orders}"),
)  # fmt: skip

OPPOSITION: Final = Template(
    name="opposition",
    what="opposition to a motion for disclosure, one applicant",
    title=("OPPOSITION TO MOTION FOR DISCLOSURE", "The applicant of {applicant}"),
    blocks=(
        Heading("What is asked"),
        Words("{receiving} ask that the following be disclosed from the application that begins "
              "at {applicant}: {asked}. It was removed under {clause}."),
        Heading("The standard"),
        Words("The motion must show good cause for this applicant. What is disclosed, if anything, "
              "is tailored narrowly. (Fed. R. Civ. P. 26(c).)"),
        Heading("The harm"),
        Words("Disclosure would lead to: {harm}. As to this applicant: {particular_harm}"),
        Heading("The interest of the moving party"),
        Words("The need that the court weighed is: {interest}. As to this applicant the motion "
              "shows: {need_shown}"),
        Heading("Less intrusive means"),
        Words("{less_intrusive}"),
        Heading("What the court is asked to do"),
        Words("The motion should be denied. In the alternative, disclosure should be confined to "
              "{at_most}, for {tier} alone."),
        Heading("Signature"),
        _COUNSEL,
    ),
    cites=("{clause}", "{basis}"),
)  # fmt: skip

OF_KIND: Final[Mapping[str, tuple[Template, ...]]] = {
    "undertaking": (UNDERTAKING, OBJECTION),
    "challenge": (RESPONSE,),
    "subpoena": (SUBPOENA,),
    "incident": (INCIDENT,),
    "clawback": (CLAWBACK,),
    "disposition": (DESTRUCTION,),
}
"""By kind of procedure: the papers it may need."""
