"""Being let in: a link that works once, printed where the server was started."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodcause.pipeline.review_decide import RANKS, Actor
from goodcause.web.desk import OFFICE
from goodcause.web.guard import said


@dataclass(slots=True)
class Links:
    """Login links that were printed and not yet used; each lets one browser in, once."""

    actor: Actor = field(default_factory=lambda: Actor(name="", rank=0))
    _open: set[str] = field(default_factory=set)
    _lock: Lock = field(default_factory=Lock)

    def fresh(self) -> str:
        """A new token."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._open.add(token)
        return token

    def use(self, token: str) -> bool:
        """Whether the token was good; it is good no more."""
        with self._lock:
            for known in self._open:
                if secrets.compare_digest(known.encode(), token.encode()):
                    self._open.discard(known)
                    return True
        return False


LINKS: Final = Links()


def admitted(request: HttpRequest, slug: str) -> Actor | None:
    """Whoever came in by the link, for the one case there is."""
    known = request.session.get("actor")
    if not isinstance(known, list) or slug not in OFFICE.cases:
        return None
    return Actor(name=str(known[0]), rank=int(known[1]))


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The printed link: a page with one button, so that no preview of the link uses it up."""
    if request.method == "GET":
        return render(request, "enter.html", {"name": LINKS.actor.name})
    if not LINKS.use(token):
        words = "this link was used already, or the server was started anew; use the newest link"
        return said(request, words, 403)
    request.session.flush()  # whatever session somebody may have planted here is not the one used
    request.session["actor"] = [LINKS.actor.name, LINKS.actor.rank]
    request.session["since"] = request.session["seen"] = time.time()
    return redirect("home")


@require_http_methods(["GET", "POST"])
def signin(request: HttpRequest) -> HttpResponse:
    """What somebody without a session sees: how to get one."""
    asked = request.method == "POST"
    if asked:
        OFFICE.announce()
    return render(request, "signin.html", {"asked": asked})


@require_http_methods(["POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return redirect("signin")


@require_http_methods(["GET"])
def home(request: HttpRequest) -> HttpResponse:
    """The first thing to decide in the only case there is."""
    slug = next(iter(OFFICE.cases), "")
    return redirect("begin", slug=slug)


ATTORNEY: Final = RANKS["attorney"]
