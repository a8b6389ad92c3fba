"""S15: the trail of events: looked at, checked, taken along."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET, require_POST

from goodcause.pipeline import trail as trails
from goodcause.pipeline.review_decide import ATTORNEY
from goodcause.store import audit
from goodcause.store.models import EventRow
from goodcause.web.desk import answer, desk_of, number_asked, show

_SHOWN = 100


@require_GET
def trail(request: HttpRequest) -> HttpResponse:
    """The newest events, or those that hold a word."""
    wanted = " ".join(request.GET.get("q", "").split())[:100]
    before = number_asked(request, "before")
    rows = EventRow.objects.order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    if wanted:
        rows = rows.filter(facts__icontains=wanted) | rows.filter(what__icontains=wanted)
    events = [(e, _spoken(e)) for e in rows[:_SHOWN]]
    last = events[-1][0].number if len(events) == _SHOWN else 0
    facts = {"events": events, "head": audit.head(), "wanted": wanted, "older": last}
    return show(request, "trail.html", facts)


def _spoken(event: EventRow) -> str:
    """The facts of an event as words, the digests left out."""
    return ", ".join(_pairs(event.facts))


def _pairs(facts: dict[str, object]) -> Iterable[str]:
    for name, value in facts.items():
        if name in {"shown", "act"} or value in ("", None):
            continue
        yield f"{name} {value}"


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Follow the chain from its first event, and hold it against the anchors of the volumes."""
    found = trails.check(desk_of(request).matter)
    anchored = f"; {found.anchors} anchors of volumes agree" if found.anchors else ""
    whole = f"the chain of {found.head.events} events is whole{anchored}; its head is "
    words = "; ".join(found.problems) or f"{whole}{found.head.chain[:16]}"
    return answer({"whole": not found.problems, "words": words, "head": found.head.chain})


@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole trail, one JSON object a line."""
    desk = desk_of(request)
    desk.actor.needs(ATTORNEY, "taking the trail along")
    response = StreamingHttpResponse(audit.exported(), content_type="application/x-ndjson")
    response["Content-Disposition"] = 'attachment; filename="trail.jsonl"'
    return response
