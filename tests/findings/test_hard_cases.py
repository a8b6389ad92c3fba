from __future__ import annotations

import re

from typesetting import page_of, wrapped

from goodcause.findings.examine import examine

S, L, P, D, B = "ssn", "driver_license", "home_phone", "date_of_birth", "place_of_birth"
M, H, T, W = "mothers_maiden_name", "home_address", "vulnerability_time", "vulnerability_place"

MARKED = [
    (S, "[5 7 l - O 4 - 8 8 1 2]"),
    (S, "[571\u201304\u20138812]"),
    (S, "number is [571 04\n8812] as shown"),
    (S, "ending in [8812]"),
    (S, "[five seven one, zero four, eight eight one two]"),
    (S, "[571-O4-88I2] GARZA"),
    (S, "SS [57l 048812]"),
    (L, "SS 57l 048812 DL [N8O1447Z]"),
    (S, "CII A08812345 FBI 445512EA3 SOC [571048812]"),
    (L, "DL# [N 801 4472]"),
    (L, "operator's license [N8014472]"),
    (L, "Lic: [N8014472] Exp 4/02"),
    (L, "surrendered [N8014472] to the officer"),
    (L, "NV license [1402887731]"),
    (P, "Hm: [488-2210] Wk: 440-5092"),
    (P, "Night phone [(916)488 2210]"),
    (P, "on [nine one six, 488-2210]"),
    (P, "[916 488-22l0]"),
    (P, "Unlisted # [488.2210]"),
    (D, "DOB [031461]"),
    (D, "D0B: [O3/l4/61]"),
    (D, "Age 45 ([3-14-61])"),
    (D, "Born: [the fourteenth of March, 1961]"),
    (D, "[14MAR61] W M 510 190"),
    (D, "was [born in 1961] at Mercy"),
    (D, "Date & Place of Birth: [3/14/61] Weed, Calif"),
    (B, "Date & Place of Birth: 3/14/61 [Weed, Calif]"),
    (B, "Birth Place [Sioux City, Ia.]"),
    (B, "came here from [Michoacan], where he was born"),
    (B, "Naturalized 1982; born [Cebu City]"),
    (B, "Hospital of birth: [Sutter General, Sacramento]"),
    (M, "name before marriage [Petrakis]"),
    (M, "Mom's maiden nm: [O'Dell]"),
    (M, "Security question - mother: [De La Cruz]"),
    (M, "n\u00e9e [von Stauffen]"),
    (M, "MMN [Kowalczyk]"),
    (M, "mother was a [Hrdlicka] from Nebraska before she married"),
    (H, "Deputy Reyes's house on [Winding Way] was egged"),
    (H, "Judge Alvarado, [2291 Garden Hwy]"),
    (H, "res: [P.O. Box 4471, Galt 95632]"),
    (H, "[RR 2 Box 118, Herald]"),
    (H, "two doors from the Chevron at [Howe and Hurley]"),
    (H, "She lives at [2291 Garden\nHighway, Sacramento], and commutes"),
    (H, "Residence [22 9l Garclen Hwy]"),
    (W, "take the night bag to [Wells on Watt] Fridays around ten"),
    (T, "take the night bag to Wells on Watt [Fridays around ten]"),
    (W, "daughter walks home [from Rio Americano by the levee] at 3:15"),
    (T, "daughter walks home from Rio Americano by the levee [at 3:15]"),
    (T, "[Weeknights after close] I am by myself"),
    (T, "safe is opened [at five each morning]"),
    (T, "ATMs [between midnight and four] along Highway 99 from Galt to Lodi"),
    (W, "ATMs between midnight and four along [Highway 99 from Galt to Lodi]"),
    (W, "in [the lower lot, row F]"),
    (T, "I get off [at 6 a.m.] and wait by the employee gate"),
    (W, "I get off at 6 a.m. and wait by [the employee gate]"),
    (T, "gone [the second week of every August]"),
    (W, "deliver diamonds to [the Town & Country shop]"),
]
UNMARKED = [
    "interview Tuesday 9 a.m., Room 112",
    "business phone 440-5092, 711 G Street",
    "address for service, 711 G Street",
    "Serial N801447 S&W",
    "Permit 571-04 issued 8/8/12",
    "42 Cal.3d 646, 653",
    "Docket No. 03-2682-0455",
    "a loss of $571,048",
    "I was robbed once, on June 3, 1999 at 11 p.m.",
    "he was born to do this job",
    "it was her maiden voyage",
    "dispatch number 874-5115",
    "range score 246 of 250",
    "range hours 9 a.m. to 5 p.m. are posted",
    "Business license N8014472",
    "does not carry money",
    "known applicant since 1985",
    "Social events at the Security Club, number 12",
    "born of the firm's merger in 1990",
]
KEPT = {"work_phone", "work_address", "past_incident", "weapon"}


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def found_in(text: str) -> list[tuple[str, str]]:
    examined = examine("d1", [page_of(wrapped(text) if "\n" not in text else text)], "applicant")
    return [(f.category, plain(f.text)) for f in examined.findings]


def test_most_hard_wordings_are_found() -> None:
    missed = []
    for category, marked in MARKED:
        wanted = plain(marked[marked.index("[") + 1 : marked.index("]")].removeprefix("born in "))
        text = marked.replace("[", "").replace("]", "")
        if not any(c == category and wanted in t for c, t in found_in(text)):
            missed.append(marked)

    assert len(MARKED) == 57
    assert len(missed) <= 3, missed


def test_hardly_any_look_alike_is_taken() -> None:
    taken = [text for text in UNMARKED if any(c not in KEPT for c, _ in found_in(text))]

    assert len(taken) <= 1, taken


def test_a_donor_list_has_donors_addresses_only() -> None:
    text = "01/05/1998   Anton Delgado   4417 Meadowgate Lane, Carmichael, CA 95608   $250.00"
    examined = examine("d1", [page_of(text)], "donor")

    assert {f.category for f in examined.findings} == {"donor_address"}
    assert examined.subject.evidence == ()
