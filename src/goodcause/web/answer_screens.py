"""S14: answers in three tiers, with what the gate says of each row, and who looked it up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.http import require_GET, require_POST

from goodcause.base.ids import Bates
from goodcause.case.answer_gate import Complaint
from goodcause.case.answering import KIND
from goodcause.case.interrogatory import AnswersFile, Spot, spots
from goodcause.case.procedure import Who
from goodcause.case.specified import Citation, Served
from goodcause.pipeline.answering import file_of, judge, look_up, served_pages
from goodcause.pipeline.procedures import standing
from goodcause.pipeline.review_decide import RANKS, StaleError
from goodcause.store.models import SourceRow
from goodcause.web.desk import Desk, answer, body_of, desk_of, show, whole_in
from goodcause.web.inside import inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table of records, as the screen shows it.

    Attributes:
        number: among all rows of the set, from 1.
        cited: the citation.
        wrong: why the gate refuses it; empty when it stands.
        waits: whether all that is missing is somebody who looks it up.
        at: address of the page in review; empty where it has none.
    """

    number: int
    cited: Citation
    wrong: tuple[Complaint, ...]
    waits: bool
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One sub-part as the screen shows it."""

    spot: Spot
    rows: tuple[Row, ...]
    said: tuple[Complaint, ...]


@require_GET
def tiers(request: HttpRequest, number: int) -> HttpResponse:
    """One set of answers."""
    desk = desk_of(request)
    procedure = standing(KIND, number)
    file = file_of(desk.matter, number)
    judged = judge(desk.matter, file)
    shown = list(_shown(desk, file, judged.found))
    named = {
        id(c) for each in shown for c in (*each.said, *(w for r in each.rows for w in r.wrong))
    }
    facts = {
        "found": procedure,
        "file": file,
        "shown": shown,
        "rest": [c for c in judged.found if id(c) not in named],
        "stops": len(judged.stops),
        "open": procedure.state == "drafted",
        "steps": len(procedure.steps),
    }
    return show(request, "tiers.html", facts)


def _shown(desk: Desk, file: AnswersFile, found: Sequence[Complaint]) -> Iterator[Shown]:
    served = served_pages(desk.matter)
    number = 0
    for spot in spots(file):
        rows = []
        cited = spot.part.records.citations if spot.part.records else ()
        for at, part in enumerate(cited, 1):
            number += 1
            wrong = tuple(c for c in found if c.where == f"{spot.name}, row {at}")
            citation = part.citation()
            rows.append(
                Row(
                    number=number,
                    cited=citation,
                    wrong=wrong,
                    waits=[c.reason for c in wrong] == ["not checked"],
                    at=_address(desk, served, citation),
                )
            )
        said = tuple(c for c in found if c.where == spot.name)
        yield Shown(spot=spot, rows=tuple(rows), said=said)


def _address(desk: Desk, served: Served, citation: Citation) -> str:
    """Where review shows the first page that is cited."""
    page = served.pages.get(citation.begin)
    row = SourceRow.objects.filter(bates=page.document).first() if page else None
    if page is None or row is None or page.native or page.slip:
        return ""
    first = Bates.parse(page.document)
    number = Bates.parse(citation.begin).number - first.number + 1
    return desk.at("page", document=row.key, number=number)


@require_POST
def looked(request: HttpRequest) -> HttpResponse:
    """Record that whoever is signed in looked a row up. What was on the screen must still be so."""
    desk, body = desk_of(request), body_of(request)
    number = whole_in(body, "number")
    if len(standing(KIND, number).steps) != whole_in(body, "version"):
        raise StaleError("the answers were moved on meanwhile; load the page again")
    rank = next(name for name, rank in RANKS.items() if rank == desk.actor.rank)
    who = Who(name=desk.actor.name, role=rank.removesuffix(" reviewer"))
    today = datetime.now().astimezone().date()
    return answer({"state": look_up(desk.matter, number, whole_in(body, "row"), (who, today))})


ADDRESSES: Final[list[URLPattern]] = [
    inside("afterwards/interrogatory/<int:number>/tiers", tiers, "tiers"),
    inside("do/look-up", looked, "look_up"),
]
