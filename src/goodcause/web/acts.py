"""What a reviewer does: each a small JSON request that may be sent twice and is done once."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from goodcause.base.errors import GoodcauseError, UsageError
from goodcause.base.geometry import Box
from goodcause.decisions.decision import Outcome
from goodcause.pipeline import review_decide, review_draw, review_people, review_queue
from goodcause.pipeline.review_decide import REASONS, Asked, StaleError
from goodcause.pipeline.review_draw import Drawing
from goodcause.store.models import ItemRow
from goodcause.web.desk import (
    Desk,
    Json,
    answer,
    body_of,
    desk_of,
    items_in,
    key_in,
    lane_asked,
    number_asked,
    text_in,
    whole_in,
)

_MOST_ACTS = 200
_SAMPLES = 12


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Decisions in the order they were made; each ends for itself."""
    desk, body = desk_of(request), body_of(request)
    acts = body.get("acts")
    if not isinstance(acts, list) or not 0 < len(acts) <= _MOST_ACTS:
        raise UsageError("no decision was sent; load the page again")
    done: list[Json] = []
    for act in acts:
        if not isinstance(act, dict):
            raise UsageError("a decision is no JSON object; load the page again")
        done.append(_decided(desk, act))
    return answer({"done": done})


def _decided(desk: Desk, act: Json) -> Json:
    key = key_in(act)
    try:
        return {"key": key, **review_decide.settle(desk.actor, desk.rules, _asked(act))}
    except StaleError as e:
        return {"key": key, "error": e.message, "stale": list(e.items)}
    except GoodcauseError as e:
        return {"key": key, "error": e.message}


def _asked(act: Json) -> Asked:
    outcome = text_in(act, "outcome", 8)
    if outcome not in {Outcome.REMOVE.value, Outcome.LEAVE.value}:
        raise UsageError("decide to remove or to leave")
    seconds = act.get("seconds", 0)
    kind = text_in(act, "kind", 12)
    return Asked(
        key=key_in(act),
        items=items_in(act),
        outcome=Outcome(outcome),
        reason=_reason(act),
        shown=text_in(act, "shown", 64),
        seconds=float(seconds) if isinstance(seconds, int | float) else 0.0,
        kind=kind if kind in {"decide", "sheet", "occurrences"} else "decide",
    )


def _reason(act: Json) -> str:
    """The reason of a key 1 to 9, or words."""
    words = text_in(act, "reason")
    if words.isdecimal() and len(words) == 1 and 0 < int(words) <= len(REASONS):
        return REASONS[int(words) - 1]
    return words


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back my newest act."""
    desk = desk_of(request)
    return answer(review_decide.undo(desk.actor, desk.rules, key_in(body_of(request))))


@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """A box drawn on a page."""
    desk, body = desk_of(request), body_of(request)
    corners = body.get("box")
    if not (
        isinstance(corners, list)
        and len(corners) == 4  # noqa: PLR2004  left, top, right, bottom
        and all(isinstance(v, int) and abs(v) < 1 << 20 for v in corners)
    ):
        raise UsageError("the box is no box; draw it again")
    left, top, right, bottom = corners
    drawing = Drawing(
        document=text_in(body, "document", 16),
        page=whole_in(body, "page"),
        box=Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom)),
        category=text_in(body, "category", 40),
        snapped=body.get("snapped") is True,
    )
    return answer(review_draw.draw(desk.matter, desk.actor, desk.rules, key_in(body), drawing))


@require_GET
def occurrences(request: HttpRequest) -> HttpResponse:
    """How often a finding's value stands elsewhere, with samples; nothing is changed."""
    desk = desk_of(request)
    item = _item(number_asked(request, "item"))
    found = review_draw.occurrences(desk.matter, item, request.GET.get("scope", "document"))
    return answer(
        {
            "items": {str(i.pk): i.version for i in (item, *found.items)},
            "count": 1 + len(found.items),
            "samples": [i.pk for i in found.items[:_SAMPLES]],
            "words": [[d, p] for d, p, _ in found.words],
            "beyond": found.beyond,
        }
    )


def _item(pk: int | None) -> ItemRow:
    row = ItemRow.objects.filter(pk=pk).first() if pk is not None else None
    if row is None:
        raise UsageError("that finding is no longer there; load the page again")
    return row


@require_POST
def everywhere(request: HttpRequest) -> HttpResponse:
    """Settle a finding and its occurrences at once."""
    desk, body = desk_of(request), body_of(request)
    about = (whole_in(body, "first"), text_in(body, "scope", 10))
    done = review_draw.apply_everywhere(desk.matter, desk.actor, desk.rules, _asked(body), about)
    return answer(done)


def _one(body: Json) -> tuple[int, int]:
    ((item, version),) = list(items_in(body).items())[:1]
    return item, version


@require_POST
def escalate(request: HttpRequest) -> HttpResponse:
    """Put a finding before counsel."""
    desk, body = desk_of(request), body_of(request)
    words = text_in(body, "words")
    return answer(review_decide.escalate(desk.actor, key_in(body), _one(body), words))


@require_POST
def answer_note(request: HttpRequest) -> HttpResponse:
    """Counsel's answer."""
    desk, body = desk_of(request), body_of(request)
    done = review_decide.answer(
        desk.actor, key_in(body), whole_in(body, "note"), text_in(body, "words")
    )
    return answer(done)


@require_POST
def note(request: HttpRequest) -> HttpResponse:
    """A note on a page."""
    desk, body = desk_of(request), body_of(request)
    document, page = text_in(body, "document", 16), whole_in(body, "page")
    words = text_in(body, "words")
    return answer(review_decide.remark(desk.actor, key_in(body), document, page, words))


@require_POST
def second(request: HttpRequest) -> HttpResponse:
    """A second reviewer's word."""
    desk, body = desk_of(request), body_of(request)
    words = text_in(body, "words")
    return answer(review_decide.second(desk.actor, desk.rules, key_in(body), _one(body), words))


@require_POST
def person_class(request: HttpRequest) -> HttpResponse:
    """Settle a person's class."""
    desk, body = desk_of(request), body_of(request)
    asked = (text_in(body, "person", 16), text_in(body, "class", 40), text_in(body, "reason"))
    done = review_people.settle_class(desk.matter, desk.actor, key_in(body), asked, desk.rules)
    return answer(done)


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take documents for half an hour."""
    desk, body = desk_of(request), body_of(request)
    document = text_in(body, "document", 16)
    mine = review_queue.take(desk.actor, (document,) if document else ())
    return answer({"taken": list(mine), "minutes": review_queue.MINUTES})


@require_POST
def give_back(request: HttpRequest) -> HttpResponse:
    """Give everything back."""
    review_queue.give_back(desk_of(request).actor)
    return answer({"taken": []})


@require_GET
def next_spot(request: HttpRequest) -> HttpResponse:
    """Where work goes on after a rank of the queue."""
    desk = desk_of(request)
    after = number_asked(request, "after")
    spot = review_queue.next_spot(desk.actor, lane_asked(request), -1 if after is None else after)
    return answer({"spot": asdict(spot) if spot else None})
