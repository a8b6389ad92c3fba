"""Pictures of pages, made from plates by the code that makes volumes."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from goodcause.engine.processes import Processes
from goodcause.engine.task import Engine
from goodcause.pipeline import review_after, review_pages
from goodcause.pipeline.review_after import Desired, View
from goodcause.removals.rebuild import Rebuilt
from goodcause.store.matter import Matter
from goodcause.store.models import ItemRow
from goodcause.web.desk import Desk, answer, desk_of

_KEPT: Final = 48


@lru_cache(maxsize=_KEPT)
def _before(matter: Matter, plate: str, size: str) -> bytes:
    """The picture of a plate; kept, for the same page is looked at again and again."""
    return review_pages.as_png(rebuilt(matter, plate), half=size == "half")


@lru_cache(maxsize=_KEPT // 4)
def rebuilt(matter: Matter, plate: str) -> Rebuilt:
    """The pixels of a plate as they were read; kept for a while."""
    return review_pages.before(matter, plate)


@require_GET
def image(request: HttpRequest, document: str, number: int, view: str, size: str) -> HttpResponse:
    """One page: before, after, or after and marked; every pixel (`full`) or a quarter (`half`)."""
    desk = desk_of(request)
    if view not in set(View) or size not in {"half", "full"}:
        raise Http404
    if view == View.BEFORE:
        page = review_pages.page_of(desk.matter, document, number)
        return png(_before(desk.matter, page.plate, size))
    built = review_after.picture(_wanted(desk, document, number), View(view), _worker(desk.matter))
    return png(review_pages.as_png(built, half=size == "half"))


def _wanted(desk: Desk, document: str, number: int) -> Desired:
    return Desired(desk.matter, desk.rules, document, number)


def _worker(matter: Matter) -> Engine:
    """A process of its own for whatever opens a source."""
    return Processes(1, log=matter.folder / "worker.log")


def png(data: bytes) -> HttpResponse:
    """A picture as an answer."""
    return HttpResponse(data, content_type="image/png")


@require_GET
def crop(request: HttpRequest, item: int) -> HttpResponse:
    """What a finding looks like, with a little around it."""
    desk = desk_of(request)
    row = ItemRow.objects.filter(pk=item).first()
    if row is None or not row.boxes:
        raise Http404
    page = review_pages.page_of(desk.matter, row.source_id, row.page)
    box = review_pages.boxes(row)[0]
    built = rebuilt(desk.matter, page.plate)
    return png(review_pages.grey_png(review_pages.crop(built, box)))


@require_GET
def outlook(request: HttpRequest, document: str, number: int) -> HttpResponse:
    """What goes with the removals of a page, and how much of its ink the mark crosses."""
    desk = desk_of(request)
    wanted = _wanted(desk, document, number)
    return answer(asdict(review_after.outlook(wanted, _worker(desk.matter))))
