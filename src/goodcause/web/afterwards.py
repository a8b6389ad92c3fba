"""What the order sets in motion afterwards: the list, the forwarding board, one procedure."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.http import require_GET, require_POST

from goodcause.base.errors import UsageError
from goodcause.case.days import unreviewed
from goodcause.case.forwarding import ANSWERS, PAPERS, SERVICES, WISHES
from goodcause.case.motions import CLEAR, DISCLOSE, items_of
from goodcause.case.procedure import Procedure, Who, day_in
from goodcause.case.states import Facts, Move
from goodcause.order.vocabulary import spoken
from goodcause.pipeline import forwarding, motions
from goodcause.pipeline.doing import done, told_by_a_person
from goodcause.pipeline.kinds import KINDS, kind_of
from goodcause.pipeline.procedures import (
    Waiting,
    board,
    broken,
    papers_folder,
    standing,
)
from goodcause.pipeline.review_decide import RANKS, StaleError
from goodcause.web.desk import Desk, Json, answer, body_of, desk_of, show, text_in, whole_in
from goodcause.web.inside import inside

_SOON: Final = 3
"""So many days before it is due, a card is marked."""

_PAPER: Final = re.compile(r"[a-z0-9-]{1,60}\.[0-9]{1,4}\.[a-z]{3,4}")
_YES_NO: Final = ("no", "yes")
_CHOICES: Final = {
    "identity": ("yes", "no"),
    "safe_at_home": _YES_NO,
    "represented": _YES_NO,
    "deceased": _YES_NO,
    "service": SERVICES,
    "how": ANSWERS,
    "wish": WISHES,
}
_DAYS: Final = ("address_date", "mailed_on", "until", "hearing", "heard")
_LONG: Final = (
    *("reason", "note", "position", "harm", "interest", "less_intrusive", "nature", "result"),
    *("outcome", "ground", "address", "substitute_address", "counsel_address"),
)

COLUMNS: Final = (
    ("Received", ("received", "checked", "ready")),
    ("Mailed", ("sent",)),
    ("Delivered or returned", ("delivered", "undeliverable", "refused")),
    ("Answered", ("responded", "objected")),
    ("Time has passed", ("deadline_passed", "ordered", "proposed", "approved")),
    ("Done", ("revealed", "deceased", "closed")),
)
"""Columns of the forwarding board, and the states in each."""


@dataclass(frozen=True, slots=True)
class Card:
    """One forwarding on the board: number and paper, never a name or an address."""

    procedure: Procedure
    about: str
    due: str
    what: str
    urgent: bool


@require_GET
def afterwards(request: HttpRequest) -> HttpResponse:
    """Every procedure of the case, the soonest due first, and forms to open one."""
    today = _today()
    facts = {
        "lines": [(line, _urgent(line, today)) for line in board()],
        "papers": PAPERS,
        "unreviewed": unreviewed(),
    }
    return show(request, "afterwards.html", facts)


@require_GET
def forward_board(request: HttpRequest) -> HttpResponse:
    """S10: forwardings by where they stand."""
    today = _today()
    first: dict[int, Waiting] = {}
    for line in board(forwarding.KIND):
        first.setdefault(line.procedure.number, line)
    cards = [_card(line, today) for line in first.values()]
    columns = [
        (title, [card for card in cards if card.procedure.state in states])
        for title, states in COLUMNS
    ]
    boot = {str(card.procedure.number): _movable(card.procedure) for card in cards}
    return show(request, "forward.html", {"columns": columns, "boot": boot})


def _card(line: Waiting, today: date) -> Card:
    due = line.deadline
    return Card(
        procedure=line.procedure,
        about=line.about,
        due=str(due.due.day) if due else "",
        what=due.what if due else "",
        urgent=_urgent(line, today),
    )


def _urgent(line: Waiting, today: date) -> bool:
    return line.deadline is not None and (line.deadline.due.day - today).days <= _SOON


def _movable(found: Procedure) -> Json:
    """For the script: how a procedure may be moved, and to which column."""
    moves = kind_of(found.kind).table.from_here(found.state)
    return {
        "kind": found.kind,
        "number": found.number,
        "version": len(found.steps),
        "column": _column(found.state),
        "moves": [_form(found, move) for move in moves],
    }


def _column(state: str) -> int:
    return next((n for n, (_, states) in enumerate(COLUMNS) if state in states), 0)


def _form(found: Procedure, move: Move) -> Json:
    needed = told_by_a_person(found.kind, move)
    offered = tuple(name for name in move.may or () if name not in {"counted", *needed})
    return {
        "name": move.name,
        "words": move.spoken,
        "column": _column(move.target or found.state),
        "by": list(move.by),
        "fields": [*_fields(needed, needed=True), *_fields(offered, needed=False)],
    }


def _fields(names: Iterable[str], *, needed: bool) -> list[Json]:
    return [
        {
            "name": name,
            "words": name.replace("_", " "),
            "kind": "day" if name in _DAYS else "long" if name in _LONG else "short",
            "choices": list(_CHOICES.get(name, ())),
            "needed": needed,
        }
        for name in names
    ]


@require_GET
def procedure(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One procedure: how it stands, what happened, what is due, what may be done."""
    if kind not in KINDS:
        raise Http404
    found, known = standing(kind, number), kind_of(kind)
    folder = papers_folder(desk_of(request).matter, kind, number)
    names = sorted(p.name for p in folder.glob("*.*")) if folder.is_dir() else []
    facts = {
        "found": found,
        "kind": known,
        "about": known.about(found),
        "due": known.due(found),
        "subject": list(_shown(found.subject)),
        "steps": [(step, list(_shown(step.facts))) for step in found.steps[1:]],
        "items": items_of(found) if kind == motions.KIND else (),
        "clauses": found.subject.get("clauses", ()),
        "papers": [name for name in names if _PAPER.fullmatch(name)],
        "broken": broken(kind, number),
        "boot": _movable(found),
        "told": kind == forwarding.KIND,
    }
    return show(request, "procedure.html", facts)


def _shown(facts: Facts) -> Iterable[tuple[str, str]]:
    for name, value in facts.items():
        if name in {"items", "clauses", "rule6", "holidays", "person"} and not isinstance(
            value, str
        ):
            continue
        told = [str(each) for each in value] if isinstance(value, list) else [str(value)]
        words = ", ".join(map(spoken, told) if name in {"person_class", "removed"} else told)
        if words and name not in {"rule6", "holidays", "person", "standing"}:
            yield name.replace("_", " "), words


@require_GET
def paper(request: HttpRequest, kind: str, number: int, name: str) -> HttpResponse:
    """A paper of a procedure, to be kept; it is never shown inside the application."""
    if kind not in KINDS or not _PAPER.fullmatch(name):
        raise Http404
    path = papers_folder(desk_of(request).matter, kind, number) / name
    if not path.is_file():
        raise Http404
    response = HttpResponse(
        path.read_bytes(), content_type=mimetypes.guess_type(name)[0] or "application/octet-stream"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}-{number}-{name}"'
    return response


@require_POST
def step(request: HttpRequest) -> HttpResponse:
    """Take one step. What was on the screen must still be so."""
    desk, body = desk_of(request), body_of(request)
    kind, number = text_in(body, "kind", 24), whole_in(body, "number")
    found = standing(kind, number)
    if len(found.steps) != whole_in(body, "version"):
        raise StaleError("it was moved on meanwhile; load the page again")
    said = text_in(body, "move", 32), _facts_in(body)
    state = done(desk.matter, desk.rules, (kind, number), said, _acting(desk, body))
    return answer({"state": state})


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Open a forwarding or a motion."""
    desk, body = desk_of(request), body_of(request)
    acting, told = _acting(desk, body), _facts_in(body)
    kind = text_in(body, "kind", 24)
    if kind == forwarding.KIND:
        handed = forwarding.Handed(
            asked_for=_word(told, "asked_for"),
            paper=_word(told, "paper"),
            asked_by=_word(told, "asked_by"),
            how=_word(told, "how_it_came"),
            return_date=_word(told, "return_date"),
            fee=_word(told, "fee"),
        )
        number = forwarding.receive(desk.matter, desk.rules, handed, *acting)
    elif kind == motions.KIND:
        wanted = motions.Moved(
            asked_for=_word(told, "asked_for"),
            movant=_word(told, "movant"),
            ground=_word(told, "ground"),
            remedy=CLEAR if _word(told, "obscured") else DISCLOSE,
            categories=_list(told, "categories"),
            pages=_list(told, "pages"),
        )
        number = motions.move(desk.matter, desk.rules, wanted, *acting)
    else:
        raise UsageError("open a forwarding or a motion here")
    return answer({"at": desk.at("procedure", kind=kind, number=number)})


@require_POST
def tell(request: HttpRequest) -> HttpResponse:
    """Write what the receiving side may be told of a forwarding."""
    desk, body = desk_of(request), body_of(request)
    who, on = _acting(desk, body)
    if who.role not in {"attorney", "administrator"}:
        desk.actor.needs(RANKS["attorney"], "telling the other side")
    what, paths = forwarding.tell(desk.matter, desk.rules, whole_in(body, "number"), on)
    return answer({"words": what.stands, "papers": [path.name for path in paths]})


def _acting(desk: Desk, body: Json) -> tuple[Who, date]:
    """Who acts, as signed in, and the day that was given."""
    rank = next(name for name, rank in RANKS.items() if rank == desk.actor.rank)
    who = Who(name=desk.actor.name, role=rank.removesuffix(" reviewer"))
    told = {"the_day": text_in(body, "on", 10)}
    return who, day_in(told, "the_day") if told["the_day"] else _today()


def _facts_in(body: Json) -> dict[str, object]:
    facts = body.get("facts", {})
    if not isinstance(facts, dict) or len(facts) > 40:  # noqa: PLR2004  no step has more
        raise UsageError("the facts are no JSON object; load the page again")
    return {str(name): text_in(facts, str(name)) for name in facts if facts[name] != ""}


def _word(facts: Facts, name: str) -> str:
    return str(facts.get(name, "")).strip()


def _list(facts: Facts, name: str) -> tuple[str, ...]:
    return tuple(w.strip().replace(" ", "_") for w in _word(facts, name).split(",") if w.strip())


def _today() -> date:
    return datetime.now().astimezone().date()


_ONE: Final = "afterwards/<slug:kind>/<int:number>"
ADDRESSES: Final[list[URLPattern]] = [
    inside("afterwards", afterwards, "afterwards"),
    inside("afterwards/forward", forward_board, "forward_board"),
    inside(_ONE, procedure, "procedure"),
    inside(f"{_ONE}/papers/<str:name>", paper, "procedure_paper"),
    inside("do/step", step, "procedure_step"),
    inside("do/begin", begin, "procedure_begin"),
    inside("do/tell", tell, "procedure_tell"),
]
