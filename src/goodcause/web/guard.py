"""What stands before every view: size, headers, who is signed in, which case; errors as words."""

from __future__ import annotations

import errno
import sys
import time
import traceback
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from goodcause.base.errors import CaseError, GoodcauseError, StoppedError
from goodcause.pipeline.review_decide import ForbiddenError, StaleError
from goodcause.store.opened import refuse_another
from goodcause.web.desk import OFFICE, Desk, rules_of

View = Callable[[HttpRequest], HttpResponse]

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), clipboard-read=()",
    "Cache-Control": "no-store",
}
_SAFE: Final = ("GET", "HEAD")
_METHODS: Final = (*_SAFE, "POST")
_ROOM: Final = "the disk is full; free some space, then press Try again: what you did is kept"
_LOCKED: Final = (
    "the case is being written by another command; this is tried again by itself, and what you "
    "did is kept"
)
_BASE: Final = (
    "the case's database cannot be read or written; see that its disk is there and the server "
    "runs, then press Try again"
)
_UNFORESEEN: Final = 500
_DEFECT: Final = "an unforeseen error, a defect of the program; its details stand where it runs"


class Gate:
    """Outermost: refuses what no view should see, and turns every error into a sentence."""

    def __init__(self, inner: View) -> None:
        self._inner = inner

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = self._refused(request) or self._inner(request)
        if request.path.startswith("/accounts/2fa/"):
            # The square that an authenticator photographs is drawn into the page itself.
            drawn = POLICY.replace("img-src 'self'", "img-src 'self' data:")
            response.headers["Content-Security-Policy"] = drawn
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def _refused(self, request: HttpRequest) -> HttpResponse | None:
        if request.method not in _METHODS:
            return said(request, "this method is not used here", 405)
        try:
            request.get_host()
        except DisallowedHost:
            # A stranger's name may be made to lead here; then its pages would speak to ours.
            return said(request, "this server is not called so; use the address it printed", 400)
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        if not length.isdecimal() or int(length) > most:
            return said(request, "the request is too large; send less at once", 413)
        # What comes from another site is refused even where it has a token by some mistake.
        fetched = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method not in _SAFE and fetched not in {"same-origin", "none"}:
            return said(request, "the request came from another site", 403)
        return None


class SignedIn:
    """Lets a request through to a case only with a live session of somebody who may see it."""

    def __init__(self, inner: View) -> None:
        self._inner = inner

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        return self._inner(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Stop here what must not reach the view."""
        slug = kwargs.get("slug")
        if slug is None:
            return None
        try:
            return self._stopped(request, slug)
        except CaseError as e:  # the case, not the request, is wrong: the page is to try again
            return said(request, str(e), 503)
        except Exception as e:  # sessions, accounts and rows may all be out of reach
            answer = explained(request, e)
            if answer is None:
                raise
            return answer

    def _stopped(self, request: HttpRequest, slug: object) -> HttpResponse | None:
        expired = _expired(request)
        if expired:
            request.session.flush()
            return _sent_away(request)
        case = OFFICE.cases.get(str(slug))
        actor = OFFICE.admit(request, str(slug))
        if actor is None:
            signed = request.session.get("actor") is not None or _has_account(request)
            if signed and not OFFICE.unfinished(
                request
            ):  # not to tell a case that exists from one that does not
                return said(request, "there is no such case, or it is not yours to see", 404)
            return _sent_away(request)
        if case is None:
            return said(request, "there is no such case, or it is not yours to see", 404)
        OFFICE.enter(case)
        refuse_another(case.matter, case.file)
        request.session["seen"] = time.time()
        request.desk = Desk(case, actor, rules_of(case.matter))  # type: ignore[attr-defined]
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn an error of a view into a sentence; allauth turns its own into pages."""
        if type(error).__module__.startswith("allauth."):
            return None
        return explained(request, error)


def _has_account(request: HttpRequest) -> bool:
    return bool(getattr(getattr(request, "user", None), "is_authenticated", False))


def _expired(request: HttpRequest) -> bool:
    session, now = request.session, time.time()
    since, seen = session.get("since"), session.get("seen")
    if since is None or seen is None:
        return False
    longest, idle = getattr(settings, "ABSOLUTE_SECONDS"), getattr(settings, "IDLE_SECONDS")  # noqa: B009  our own, unknown to the plugin
    return bool(now - float(since) > longest or now - float(seen) > idle)


def _sent_away(request: HttpRequest) -> HttpResponse:
    words = "your session has ended; sign in again in another tab: what you did here is kept"
    if wants_json(request):
        return JsonResponse({"error": words, "expired": True}, status=401)
    return redirect("signin")


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, and not a person."""
    return "application/json" in request.headers.get("Accept", "")


def said(request: HttpRequest, words: str, status: int) -> HttpResponse:
    """One sentence: as JSON for a script, as a page for a person."""
    if wants_json(request):
        return JsonResponse({"error": words}, status=status)
    return render(request, "sentence.html", {"words": words}, status=status)


def explained(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """What an error means to the person who met it; nothing where Django knows better."""
    if isinstance(error, StaleError):
        return JsonResponse({"error": error.message, "stale": list(error.items)}, status=409)
    if isinstance(error, Http404 | SuspiciousOperation) and not isinstance(
        error, RequestDataTooBig
    ):
        return None
    words, status = _meaning(error)
    if status == _UNFORESEEN:
        traceback.print_exception(error, file=sys.stderr)
    return said(request, words, status)


def _meaning(error: Exception) -> tuple[str, int]:
    """The sentence and the status of an error."""
    meanings: tuple[tuple[type[Exception], Callable[[], str], int], ...] = (
        (ForbiddenError, lambda: str(error), 403),
        (StoppedError, lambda: str(error), 503),
        (GoodcauseError, lambda: str(error), 400),
        (DatabaseError, lambda: _database(error), 503),
        (OSError, lambda: _system(error), 503),
        (RequestDataTooBig, lambda: "the request is too large; send less at once", 413),
    )
    for kind, words, status in meanings:
        if isinstance(error, kind):
            return words(), status
    return _DEFECT, _UNFORESEEN


def _database(error: Exception) -> str:
    words = str(error)
    if "full" in words:
        return _ROOM
    if "locked" in words or "busy" in words:
        return _LOCKED
    return _BASE


def _system(error: Exception) -> str:
    if getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT}:
        return _ROOM
    reason = getattr(error, "strerror", None) or "no reason given"
    return f"the system refused ({reason}); put that right, then press Try again"


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of its session: from elsewhere, or from before a new sign-in."""
    if wants_json(request) and request.session.get("actor") is None and not _has_account(request):
        return _sent_away(request)
    return said(request, "this form is from an older session; load the page again", 403)


def no_such_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    return said(request, "there is no such page; go back to the queue", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """What even the gate did not foresee."""
    return said(request, _DEFECT, 500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request Django itself refused."""
    return HttpResponse("the request is refused; open the address that was printed", status=400)
