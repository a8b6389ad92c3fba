"""S9, the producing side: who may see what, and each undertaking, challenge or claw-back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from goodcause.base.errors import UsageError
from goodcause.case.access import NEEDS
from goodcause.case.access_papers import OF_KIND
from goodcause.case.procedure import Who
from goodcause.case.states import ADMINISTRATOR, ATTORNEY, REVIEWER, SECOND, Facts, Move
from goodcause.pipeline import access as work
from goodcause.pipeline.kinds import kind_of
from goodcause.pipeline.procedures import acted, board, broken, papers_folder, standing
from goodcause.pipeline.review_decide import RANKS
from goodcause.web.desk import Desk, desk_of, show

_ROLES: Final = {
    "reviewer": REVIEWER,
    "second reviewer": SECOND,
    "attorney": ATTORNEY,
    "administrator": ADMINISTRATOR,
}
_FIELD: Final = "fact-"
_LISTS: Final = frozenset({"bates", "holders"})
_LONGEST: Final = 4_000


def who(desk: Desk) -> Who:
    """Whoever is signed in, in the role they have in this case."""
    role = next(name for name, rank in RANKS.items() if rank == desk.actor.rank)
    return Who(name=desk.actor.name, role=_ROLES[role])


@require_GET
def eyes(request: HttpRequest) -> HttpResponse:
    """Who may see what, and everything that is under way, the soonest due first."""
    desk = desk_of(request)
    lines = [line for line in board() if line.procedure.kind in NEEDS]
    facts = {
        "rows": work.eyes(desk.rules, _today()),
        "lines": [(line, kind_of(line.procedure.kind).title) for line in lines],
        "kinds": [(name, kind_of(name).title, needs) for name, needs in NEEDS.items()],
        "today": str(_today()),
        "screen": "afterwards",
    }
    return show(request, "eyes.html", facts)


@require_GET
def one(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One of them: what happened, what is due, what is possible now."""
    desk = desk_of(request)
    known, found = kind_of(_known(kind)), standing(kind, number)
    folder = papers_folder(desk.matter, kind, number)
    role = who(desk).role
    moves = [(m, _fields(m), role in m.by) for m in known.table.from_here(found.state)]
    facts = {
        "kind": known,
        "found": found,
        "about": known.about(found),
        "due": known.due(found),
        "moves": moves,
        "whole": broken(kind, number) is None,
        "papers": sorted(p.name for p in folder.glob("*")) if folder.is_dir() else [],
        "templates": OF_KIND.get(kind, ()),
        "today": str(_today()),
        "screen": "afterwards",
    }
    return show(request, "eye.html", facts)


@require_POST
def open_one(request: HttpRequest, kind: str) -> HttpResponse:
    """Open one with what the form tells."""
    desk = desk_of(request)
    told, on = _told(request), _day(request)
    number = work.opened(desk.matter, _known(kind), told, who(desk), on)
    return HttpResponseRedirect(desk.at("eye", kind=kind, number=number))


@require_POST
def act(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Record one step."""
    desk = desk_of(request)
    move = request.POST.get("move", "")
    about = (_known(kind), number)
    acted(desk.matter, about, move, _told(request), (who(desk), _day(request)))
    return HttpResponseRedirect(desk.at("eye", kind=kind, number=number))


@require_POST
def write(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Write one of its papers into the case's folder."""
    desk = desk_of(request)
    name = request.POST.get("paper", "")
    work.papers(desk.matter, desk.rules, (_known(kind), number), name, _told(request))
    return HttpResponseRedirect(desk.at("eye", kind=kind, number=number))


@require_GET
def paper(request: HttpRequest, kind: str, number: int, name: str) -> HttpResponse:
    """One paper that was written, to take along."""
    desk = desk_of(request)
    standing(_known(kind), number)
    folder = papers_folder(desk.matter, kind, number)
    # Only a name that the folder itself lists is opened: a request makes no path.
    path = next((p for p in folder.glob("*") if p.name == name and p.is_file()), None)
    if path is None:
        raise Http404
    as_file = {"Content-Disposition": f'attachment; filename="{path.name}"'}
    return HttpResponse(path.read_bytes(), content_type="application/octet-stream", headers=as_file)


def _known(kind: str) -> str:
    if kind not in NEEDS:
        raise Http404
    return kind


def _told(request: HttpRequest) -> Facts:
    """Facts of a form: fields whose name says so; lines of a list part it."""
    found: dict[str, object] = {}
    for name, value in request.POST.items():
        said = str(value).strip()
        if not name.startswith(_FIELD) or not said:
            continue
        if len(said) > _LONGEST:
            raise UsageError(f"say it in fewer words: at most {_LONGEST:,} letters a field")
        key = name.removeprefix(_FIELD)
        found[key] = said.replace(",", " ").split() if key in _LISTS and key == "bates" else said
        if key == "holders":
            found[key] = [line.strip() for line in said.splitlines() if line.strip()]
    return found


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("on", ""))
    except ValueError as e:
        raise UsageError("say on which day it happened: YYYY-MM-DD") from e


def _today() -> date:
    return datetime.now().astimezone().date()


def _fields(move: Move) -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in move.needs]
