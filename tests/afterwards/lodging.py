"""A lodging file of the small case, filled in as an official might, and a ruling on it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from goodcause.case.lodging import Lodgement
from goodcause.case.procedure import Who
from goodcause.case.rulings import ruling_list

COUNSEL = Who(name="Ada Wren", role="attorney")
CUSTODIAN = "Ines Calder"
ON = date(2007, 4, 2)
RULED = date(2007, 5, 7)

TEXT = """\
schema: lodging/0.1
series: personnel
to: "Mueller, M.J."
custodian:
  name: Ines Calder
  title: "Chief Deputy, Correctional Services"
  department: "Sheriff's Department"
  reviewed_on: 2007-03-28
documents:
  - document: transfer.pdf
    kind: transfer memo
    dated: 1998-05-04
    author: "Capt. D. Whitlow"
    relevant: false
    why: "a transfer within the jail has no bearing on permits"
    withhold:
      - {page: 1, words: "Rio Cosumnes", ground: "tells where the deputy can be met alone"}
    declaration:
      collected: "Correctional Services wrote this transfer memo in May 1998 and has kept it in the
        locked personnel room, where four named supervisors may read it."
      reviewed: "On 28 March 2007 I took the transfer memo from its jacket and read it from the
        first line to the signature."
      interests: "The transfer memo tells at which jail the deputy has worked since, which the
        county promised to keep to itself when he was moved."
      harm_under_order: "A protective order lets counsel and experts read where he works; two of
        the inmates he testified against have visitors on the experts' staff lists."
      extent: "One household of five would have to move, as it did once in 1996 after such a leak."
  - document: finding.pdf
    kind: finding of Internal Affairs
    dated: undated
    relevant: true
    why: "a sustained complaint about the permit counter bears on the claims"
    withhold:
      - {page: 1, words: "Deputy Aster", ground: "names an officer who is no party"}
    declaration:
      collected: "Internal Affairs made this finding when it closed complaint 98-0031 and sealed it;
        nobody outside that office has asked for it since."
      reviewed: "I read the finding and the three attachments of its file myself, at my desk, on
        the evening of 28 March 2007."
      interests: "Two witnesses to the finding spoke on the promise that no name in it would go
        further than the investigating sergeant."
      harm_under_order: "Even under a protective order the officer's name reaches people who sit
        across the table from those witnesses every week."
      extent: "Of the eleven witnesses who came forward that year, nine asked first whether they
        would be named; most would not come again."
"""


def lodging_file(folder: Path, text: str = TEXT) -> Path:
    """Write a lodging file."""
    path = folder / "lodging.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def ruling_file(folder: Path, lodged: Lodgement, said: dict[str, str]) -> Path:
    """Write the court's list; items not named are irrelevant."""
    whole = {item.number: "irrelevant" for item in lodged.items} | said
    path = folder / "ruling.json"
    path.write_bytes(ruling_list(lodged.digest, "Mueller, M.J.", RULED, whole))
    assert json.loads(path.read_text().replace(f'"dated": {RULED}', f'"dated": "{RULED}"'))
    return path
