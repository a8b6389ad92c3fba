"""Lane 6: pages on which nothing was found, drawn by lot and read by persons."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from goodcause.pipeline import review_draw, review_facts
from goodcause.pipeline import sample as samples
from goodcause.pipeline.review_decide import ATTORNEY, once
from goodcause.pipeline.sample import Answer, Item, Sample
from goodcause.web.desk import Desk, answer, body_of, desk_of, key_in, show, text_in


@require_GET
def sample(request: HttpRequest) -> HttpResponse:
    """The next page that this person has not read."""
    desk = desk_of(request)
    drawn = samples.current()
    item = _next(desk, drawn)
    waiting = len(drawn.waiting) if drawn else 0
    total = len(drawn.items) if drawn else 0
    facts = {
        "item": item,
        "name": review_facts.names([item.source]).get(item.source, "") if item else "",
        "choices": review_draw.choices(item.source, desk.rules) if item else (),
        "standing": samples.standing(desk.matter),
        "done": total - waiting,
        "total": total,
        "mine": waiting,
    }
    return show(request, "sample.html", facts)


def _next(desk: Desk, drawn: Sample | None) -> Item | None:
    for item in drawn.waiting if drawn else ():
        if desk.actor.name not in item.readers:
            return item
    return None


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """What somebody saw on a page."""
    desk, body = desk_of(request), body_of(request)
    said = Answer(
        item=text_in(body, "item", 24),
        by=desk.actor.name,
        missed=body.get("missed") is True,
        note=text_in(body, "note"),
    )
    return answer(once(key_in(body), lambda: {"taken": samples.answer(desk.matter, [said])}))


@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw a sample by the order's rule."""
    desk = desk_of(request)
    desk.actor.needs(ATTORNEY, "drawing a sample")
    return answer({"pages": len(samples.draw(desk.matter).items)})
