"""What stands before every view of the room: headers, who sits there, terms; errors as words."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goodcause.base.errors import GoodcauseError, StoppedError
from goodcause.room import viewers
from goodcause.room.book import Book, Doing, open_book
from goodcause.room.terms import in_force
from goodcause.room.viewers import Session

View = Callable[[HttpRequest], HttpResponse]

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), clipboard-read=()",
    "Cache-Control": "no-store",
}
_SAFE: Final = ("GET", "HEAD")
_OPEN_TO_ALL: Final = ("enter", "door")
_BEFORE_TERMS: Final = ("terms", "leave")


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who asks, and how it is written down."""

    book: Book
    session: Session
    doing: Doing


@lru_cache(maxsize=1)
def room() -> Book:
    """The one room that this process serves."""
    return open_book(getattr(settings, "ROOM"))  # noqa: B009  ours, unknown to the plugin


def now() -> datetime:
    """The moment."""
    return datetime.now(UTC)


def address(request: HttpRequest) -> str:
    """Where a request comes from: behind a proxy, what the proxy itself added last."""
    if getattr(settings, "BEHIND_PROXY"):  # noqa: B009  as above
        told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()[:45]
        if told:
            return told
    return str(request.META.get("REMOTE_ADDR", ""))


def sitting(request: HttpRequest) -> Sitting:
    """The sitting that the guard put beside the request."""
    found = getattr(request, "sitting", None)
    if not isinstance(found, Sitting):
        raise TypeError("a view of the room was reached without a session")
    return found


class Gate:
    """Outermost: refuses what no view should see, and sets the headers of every answer."""

    def __init__(self, inner: View) -> None:
        self._inner = inner

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = self._refused(request) or self._inner(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def _refused(self, request: HttpRequest) -> HttpResponse | None:
        if request.method not in (*_SAFE, "POST"):
            return said(request, "this method is not used here", 405)
        try:
            request.get_host()
        except DisallowedHost:
            return said(request, "this room is not called so; use the address you were given", 400)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            return said(request, "the request is too large; say it in fewer words", 413)
        fetched = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method not in _SAFE and fetched not in {"same-origin", "none"}:
            return said(request, "the request came from another site", 403)
        return None


class Seated:
    """Lets a request through only with an open session whose viewer accepted the terms."""

    def __init__(self, inner: View) -> None:
        self._inner = inner

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        return self._inner(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _named: object
    ) -> HttpResponse | None:
        """Stop here what must not reach the view."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in _OPEN_TO_ALL:
            return None
        at = now()
        number = request.session.get("number")
        found = viewers.session(room(), number, at) if isinstance(number, int) else None
        if found is None:
            request.session.flush()
            return redirect("door")
        doing = Doing(
            at=at, viewer=found.viewer.name, session=found.number, address=address(request)
        )
        request.sitting = Sitting(room(), found, doing)  # type: ignore[attr-defined]
        if name not in _BEFORE_TERMS and not in_force(room()).accepted_by(found.viewer.number):
            return redirect("terms")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn an error of a view into a sentence."""
        if isinstance(error, Http404 | SuspiciousOperation):
            return None
        if isinstance(error, GoodcauseError):
            return said(request, str(error), 503 if isinstance(error, StoppedError) else 400)
        traceback.print_exception(error, file=sys.stderr)
        return said(request, "an unforeseen error; tell whoever gave you the link", 500)


def said(request: HttpRequest, words: str, status: int) -> HttpResponse:
    """One sentence on a page."""
    return render(request, "sentence.html", {"words": words}, status=status)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of its session."""
    return said(request, "this form is from an older session; load the page again", 403)


def no_such_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    return said(request, "there is no such page in this room", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """What even the gate did not foresee."""
    return said(request, "an unforeseen error; tell whoever gave you the link", 500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request Django itself refused."""
    return HttpResponse("the request is refused; open the address you were given", status=400)
