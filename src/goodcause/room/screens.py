"""The screens of the room: enter, terms, documents, one page, requests, the access log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goodcause.base.errors import UsageError
from goodcause.room import shelf, terms, viewers
from goodcause.room.book import Doing
from goodcause.room.burn import burnt, strip_above
from goodcause.room.guard import Sitting, address, now, room, said, sitting
from goodcause.room.requests import KINDS, PAPERS, Request, Wish, asked, requests

_MOST_SHOWN: Final = 500


def show(request: HttpRequest, template: str, facts: Mapping[str, object]) -> HttpResponse:
    """A page in the frame that all of them share."""
    book, viewer = room(), sitting(request).session.viewer
    frame = {
        "caption": book.fact("caption"),
        "number": book.fact("case"),
        "viewer": viewer,
        "role": viewers.ROLES[viewer.role],
        "screen": template.removesuffix(".html"),
    }
    return render(request, template, {**frame, **facts})


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The link: a page with one button, so that no preview of the link uses it up."""
    if request.method == "GET":
        return render(request, "enter.html", {"caption": room().fact("caption")})
    found = viewers.entered(room(), token, Doing(at=now(), address=address(request)))
    if found is None:
        words = "this link was used already, or is too old; ask whoever sent it for another"
        return said(request, words, 403)
    request.session.flush()  # whatever session somebody may have planted here is not the one used
    request.session["number"] = found.number
    return redirect("documents")


@require_GET
def door(request: HttpRequest) -> HttpResponse:
    """What somebody without a session sees."""
    return render(request, "door.html", {"caption": room().fact("caption")})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session, here and in the book."""
    viewers.left(room(), sitting(request).doing)
    request.session.flush()
    return redirect("door")


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """The terms, to be read and accepted before anything is seen."""
    here = sitting(request)
    newest = terms.in_force(here.book)
    if request.method == "POST":
        sent = request.POST.get("version", "")
        version = int(sent) if sent.isdecimal() and len(sent) < 9 else 0  # noqa: PLR2004
        terms.accept(here.book, version, here.session.viewer.number, here.doing)
        return redirect("documents")
    done = newest.accepted_by(here.session.viewer.number)
    return show(request, "terms.html", {"terms": newest, "done": done})


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """Every document in the room, or the one that has a page of the number asked for."""
    here = sitting(request)
    number = request.GET.get("number", "").strip().upper()
    if number and (shelf.leaf(here.book, number)):
        return redirect("page", bates=number)
    every = shelf.documents(here.book)
    facts = {"documents": every, "wanted": number, "pages": sum(d.pages for d in every)}
    return show(request, "documents.html", facts)


@require_GET
def page(request: HttpRequest, bates: str) -> HttpResponse:
    """One page; opening it is a line of the log, and its picture is good for that look alone."""
    here = sitting(request)
    found = shelf.leaf(here.book, bates)
    if found is None:
        raise Http404
    look = shelf.looked(here.book, bates, here.doing)
    if look is None:
        return _too_fast(request)
    close = "close" in request.GET
    asked_here = [r for r in _mine(here) if r.bates == bates]
    strip = strip_above(found.width, found.height)
    facts: dict[str, object] = {"leaf": found, "look": look, "close": close, "kinds": KINDS}
    facts |= {
        "asked": asked_here,
        "forwarded": PAPERS,
        "strip": strip,
        "across": found.height + strip,
    }
    return show(request, "page.html", facts)


@require_GET
def picture(request: HttpRequest, look: int, size: str) -> HttpResponse:
    """The pixels of the page of one look, with its viewer, moment and session burned in."""
    here = sitting(request)
    found = shelf.look_of(here.book, look, here.session, here.doing.at)
    if found is None:
        raise Http404
    bates, at = found
    day, time = at[:10], at[11:16]
    words = f"{here.session.viewer.name} · {day} {time} UTC · session {here.session.number}"
    data = burnt(shelf.picture(here.book, bates), words, close=size == "close")
    return HttpResponse(data, content_type="image/jpeg", headers={"Content-Disposition": "inline"})


@require_POST
def stay(request: HttpRequest, look: int) -> HttpResponse:
    """How long a look lasts so far."""
    here = sitting(request)
    sent = request.POST.get("seconds", "")
    if not sent.isdecimal() or len(sent) > 6:  # noqa: PLR2004
        raise UsageError("seconds are a whole number")
    shelf.stayed(here.book, look, int(sent), here.doing)
    return HttpResponse(status=204)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the producing side for something."""
    here = sitting(request)
    if not here.session.viewer.may_ask:
        words = "requests are made by counsel; tell counsel which page and what"
        return said(request, words, 403)
    if request.POST.get("kind") == "forward" and here.session.viewer.role != "counsel":
        # What a forwarding may reveal in the end goes to the attorney who asked, by name.
        return said(request, "process is handed over by counsel, by name; ask counsel", 403)
    wish = Wish(
        **{name: request.POST.get(name, "") for name in ("kind", "bates", "words", "box", "paper")}
    )
    asked(here.book, wish, here.session.viewer.number, here.doing)
    return redirect(f"{reverse('asked')}#newest")


@require_GET
def asked_screen(request: HttpRequest) -> HttpResponse:
    """What this side has asked for, and what became of it."""
    here = sitting(request)
    rows = [(r, KINDS[r.kind]) for r in reversed(_mine(here))]
    return show(request, "asked.html", {"requests": rows})


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Who looked at what: counsel sees their whole side, everybody else themselves."""
    here = sitting(request)
    everybody = here.session.viewer.role == "counsel"
    rows = shelf.looks(here.book, "" if everybody else here.session.viewer.name)
    seats = viewers.viewers(here.book) if everybody else []
    accepted = terms.in_force(here.book).accepted
    facts = {
        "looks": rows[:_MOST_SHOWN],
        "count": len(rows),
        "everybody": everybody,
        "seats": [(s, viewers.ROLES[s.role], accepted.get(s.number, "")) for s in seats],
    }
    return show(request, "log.html", facts)


def _mine(here: Sitting) -> list[Request]:
    """Requests that this viewer may see: counsel and staff see all of their side's."""
    viewer = here.session.viewer
    return requests(here.book, "" if viewer.may_ask else viewer.name)


def _too_fast(request: HttpRequest) -> HttpResponse:
    words = (
        f"more than {shelf.MOST_A_MINUTE} pages were opened within a minute; wait a minute and go "
        "on (this is noted in the log)"
    )
    return said(request, words, 429)
