"""What stands before the judge's pages: headers, sizes, the one session there may be."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from goodcause.base.errors import GoodcauseError

View = Callable[[HttpRequest], HttpResponse]

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), usb=(), clipboard-read=()",
    "Cache-Control": "no-store, max-age=0",
    "Pragma": "no-cache",
}
_OPEN: Final = ("signin", "enter")


class Door:
    """Outermost: refuses what no view should see, and adds the headers."""

    def __init__(self, inner: View) -> None:
        self._inner = inner

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        response = self._refused(request) or self._inner(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def _refused(self, request: HttpRequest) -> HttpResponse | None:
        if request.method not in {"GET", "HEAD", "POST"}:
            return said(request, "this method is not used here", 405)
        try:
            request.get_host()
        except DisallowedHost:
            return said(request, "this server is not called so; use the printed address", 400)
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        if not length.isdecimal() or int(length) > most:
            return said(request, "the request is too large", 413)
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method == "POST" and site not in {"same-origin", "none"}:
            return said(request, "the request came from another site", 403)
        return None


class OnlyTheJudge:
    """Lets nobody past without the session that a printed link began."""

    def __init__(self, inner: View) -> None:
        self._inner = inner

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer one request."""
        return self._inner(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Stop here what must not reach the view."""
        match = request.resolver_match
        if match is not None and match.url_name in _OPEN:
            return None
        seen = request.session.get("seen")
        idle = getattr(settings, "IDLE_SECONDS")  # noqa: B009  our own, unknown to the plugin
        if seen is None or time.time() - float(seen) > idle:
            request.session.flush()
            if wants_json(request):
                return JsonResponse({"error": "the session has ended; use a new link"}, status=401)
            return redirect("signin")
        request.session["seen"] = time.time()
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn an error of ours into a sentence."""
        return said(request, error.message, 400) if isinstance(error, GoodcauseError) else None


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, and not a person."""
    return "application/json" in request.headers.get("Accept", "")


def said(request: HttpRequest, words: str, status: int) -> HttpResponse:
    """One sentence: as JSON for a script, as a page for a person."""
    if wants_json(request):
        return JsonResponse({"error": words}, status=status)
    return render(request, "bench/sentence.html", {"words": words}, status=status)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of its session."""
    return said(request, "this form is from an older session; load the page again", 403)


def no_such_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere."""
    return said(request, "there is no such page", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw."""
    return said(request, "an unforeseen error, a defect of the program", 500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request Django itself refused."""
    return HttpResponse("the request is refused; open the address that was printed", status=400)
