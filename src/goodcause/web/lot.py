"""Lane 6: pages on which nothing was found, drawn by lot and read by persons."""

from __future__ import annotations

from collections.abc import Sequence

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
    again = request.GET.get("again") == "1"
    item = _next(desk, drawn, again=again)
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
        "again": again,
        "others": _next(desk, drawn, again=True) is not None,
    }
    return show(request, "sample.html", facts)


def _next(desk: Desk, drawn: Sample | None, *, again: bool) -> Item | None:
    """The next page for this person: one that waits or, to be read again, one that others read."""
    if drawn is None:
        return None
    pages = drawn.items if again else drawn.waiting
    mine = [item for item in pages if desk.actor.name not in item.readers]
    # Those that somebody has read come first: only what two have read tells whether they agree.
    return min(mine, key=lambda item: not item.readers, default=None) if again else _first(mine)


def _first(items: Sequence[Item]) -> Item | None:
    return items[0] if items else None


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
