"""The judge's pages: a way in, the papers with their items, a picture, a ruling, the list."""

from __future__ import annotations

import json
import time

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goodcause.base.errors import UsageError
from goodcause.case.lodging import WORDS, Ruled
from goodcause.web.bench.bench import Bench
from goodcause.web.bench.door import said


class _Sitting:
    """The one package that this process has opened."""

    bench: Bench | None = None


SITTING = _Sitting()


def _bench() -> Bench:
    if SITTING.bench is None:
        raise UsageError("no package is open; start the command again")
    return SITTING.bench


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The printed link: a page with one button, so that no preview of the link uses it up."""
    if request.method == "GET":
        return render(request, "bench/enter.html", {"judge": _bench().judge})
    if not _bench().use_link(token):
        return said(request, "this link was used already; start the command again for another", 403)
    request.session.flush()
    request.session["seen"] = time.time()
    return redirect("read")


@require_GET
def signin(request: HttpRequest) -> HttpResponse:
    """What somebody without a session sees."""
    return render(request, "bench/signin.html", {})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session."""
    request.session.flush()
    return redirect("signin")


@require_GET
def read(request: HttpRequest) -> HttpResponse:
    """S12: the papers, one page at a time, with what is asked of each item."""
    bench = _bench()
    words = {each.value: WORDS[each] for each in Ruled}
    boot = {**bench.facts, "said": bench.said, "words": words}
    return render(request, "bench/read.html", {"boot": boot, "facts": bench.facts,
                                               "judge": bench.judge})  # fmt: skip


@require_GET
def picture(request: HttpRequest, tab: int, page: int) -> HttpResponse:
    """A page as it was read; never kept by the browser."""
    data = _bench().picture(f"{tab}.{page}")
    if data is None:
        raise Http404
    return HttpResponse(data, content_type="image/png")


@require_GET
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """A paper that was lodged with the records."""
    data = _bench().paper(name)
    if data is None:
        raise Http404
    shown = HttpResponse(data, content_type="application/pdf")
    shown.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return shown


@require_POST
def rule(request: HttpRequest) -> HttpResponse:
    """Rule on one item."""
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as e:
        raise UsageError("the request is not JSON; load the page again") from e
    item, word = (body.get(k) if isinstance(body, dict) else None for k in ("item", "ruling"))
    if not isinstance(item, str) or not isinstance(word, str):
        raise UsageError("no item is named; load the page again")
    _bench().rule(item, word)
    return JsonResponse({"said": _bench().said})


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The rulings as a list: item numbers and rulings, and nothing that was read."""
    bench = _bench()
    if not bench.out.exists():
        raise UsageError("nothing is ruled upon yet")
    answer = HttpResponse(bench.out.read_bytes(), content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="ruling.json"'
    return answer
