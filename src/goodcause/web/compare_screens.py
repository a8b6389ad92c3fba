"""S13: pairs of applicants and gifts, read one by one; what the links that stand answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_POST

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.linkage import charts
from goodcause.linkage.answers import Answers
from goodcause.linkage.compare import Comparison
from goodcause.linkage.link import Link
from goodcause.linkage.report import sentence, standings
from goodcause.linkage.review import Word
from goodcause.pipeline import compare_review, review_pages
from goodcause.pipeline.compare_kept import Run, newest
from goodcause.pipeline.compare_review import Pile, Said, Words
from goodcause.pipeline.compare_shown import band, place_of, shown, spot
from goodcause.web.desk import Desk, answer, body_of, desk_of, key_in, show, text_in
from goodcause.web.pictures import png, rebuilt

_FRAME = 4
"""Pixels of the frame around the row on its page."""


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """The next pair of a pile, or the one that is asked for; the answers where none is left."""
    desk = desk_of(request)
    run = newest(desk.matter)
    if run is None:
        return show(request, "compare.html", {"run": None})
    words = compare_review.words_of(run)
    asked = request.GET.get("pile", Pile.FIRST.value)
    which = Pile(asked) if asked in set(Pile) else Pile.FIRST
    link, place, total = _place(request, run, words, which, desk)
    facts = {
        "run": run,
        "figures": compare_review.figures(run, words, desk.actor),
        "pile": which.value,
        "place": place,
        "total": total,
        **(_pair(run, link, words, desk, which) if link else _results(run, words)),
    }
    return show(request, "compare.html", facts)


def _place(
    request: HttpRequest, run: Run, words: Words, which: Pile, desk: Desk
) -> tuple[Link | None, int, int]:
    """The pair to show, its place in the pile from 1, and how many the pile holds."""
    rows = compare_review.pile(which, run, words, desk.actor)
    asked = run.pairs.get(request.GET.get("pair", ""))
    if asked is not None:
        return asked, rows.index(asked) + 1 if asked in rows else 0, len(rows)
    if request.GET.get("results") or not rows:
        return None, 0, len(rows)
    skipped = request.GET.get("skip", "")
    at = int(skipped) % len(rows) if skipped.isdecimal() and len(skipped) < 10 else 0  # noqa: PLR2004  no more digits than a list has
    return rows[at], at + 1, len(rows)


def _pair(run: Run, link: Link, words: Words, desk: Desk, which: Pile) -> dict[str, object]:
    said = words.by_pair.get(link.key, {})
    # A second reader is not told what the first one said before having said something.
    blind = which is Pile.SECOND and desk.actor.name not in said
    return {
        "pair": shown(run, link),
        "chart": _drawn(charts.waterfall(link.bars) if link.bars else ""),
        "history": () if blind else compare_review.history(link),
        "mine": said.get(desk.actor.name, ""),
        "blind": blind,
    }


def _results(run: Run, words: Words) -> dict[str, object]:
    found = compare_review.reviewed(run, words)
    answers = compare_review.answers_of(run, found)
    return {"pair": None, "links": standings(found), **_answered(found, answers)}


def _answered(found: Comparison, answers: Answers | None) -> dict[str, object]:
    calibration = found.calibration
    taught = calibration.pairs if calibration else 0
    if answers is None:
        return {"sentence": "", "taught": taught}
    drawn = _drawn(charts.rates([answers.main]))
    return {"sentence": sentence(answers.main), "rates": drawn, "taught": taught}


def _drawn(svg: str) -> SafeString:
    """A chart of ours: its words are escaped where it is drawn."""
    return mark_safe(svg)  # noqa: S308  drawn by linkage/charts.py


@require_GET
def crop(request: HttpRequest, pair: str, side: str) -> HttpResponse:
    """The part of a page on which one side of a pair stands, the row framed."""
    desk = desk_of(request)
    run = newest(desk.matter)
    link = run.pairs.get(pair) if run else None
    if run is None or link is None or side not in {"left", "right"}:
        raise Http404
    at = place_of(run, link, side)
    if not spot(at).document:
        raise Http404
    page = review_pages.page_of(desk.matter, at.document, at.page)
    part = band(at, side, page.width, page.height)
    grey = review_pages.crop(rebuilt(desk.matter, page.plate), part, margin=0)
    if at.box:
        grey = review_pages.framed(grey, Box(*at.box).moved(-part.left, -part.top), _FRAME)
    return png(review_pages.grey_png(grey))


@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """A reader's word on a pair."""
    desk, body = desk_of(request), body_of(request)
    word = text_in(body, "word", 10)
    if word not in set(Word):
        raise UsageError("say match, not, household or unsure")
    said = Said(
        pair=text_in(body, "pair", 16),
        word=Word(word),
        reason=text_in(body, "reason"),
        shown=text_in(body, "shown", 64),
    )
    return answer(compare_review.say(desk.actor, _newest(desk), key_in(body), said))


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Take my newest word back."""
    desk = desk_of(request)
    return answer(compare_review.take_back(desk.actor, _newest(desk), key_in(body_of(request))))


def _newest(desk: Desk) -> Run:
    run = newest(desk.matter)
    if run is None:
        raise UsageError("there is no comparison of this case yet; run `goodcause compare` first")
    return run
