"""The screens: queue, page, sheet, people, counsel's desk, quality, progress, help."""

from __future__ import annotations

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from goodcause.order.vocabulary import spoken
from goodcause.pipeline import (
    review_desk,
    review_facts,
    review_figures,
    review_people,
    sample_agreement,
)
from goodcause.pipeline import review_queue as queue_of
from goodcause.pipeline import sample as samples
from goodcause.pipeline.review_decide import REASONS
from goodcause.pipeline.review_index import now
from goodcause.store.models import ItemRow, PageRow
from goodcause.web import charts
from goodcause.web.desk import answer, desk_of, lane_asked, number_asked, show

_HITS = 60


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """The first thing to decide: a class, else a sheet or a finding, else the production."""
    desk = desk_of(request)
    people = review_people.unsettled_people(desk.rules)
    if people:
        return redirect(desk.at("person", person=people[0].key))
    spot = queue_of.next_spot(desk.actor)
    if spot is None:
        return redirect(desk.at("production"))
    if spot.lane in {3, 4}:
        return redirect(desk.at("sheet", lane=spot.lane))
    address = desk.at("page", document=spot.document, number=spot.page)
    return redirect(f"{address}?lane={spot.lane}&item={spot.item}")


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """S1: what waits, by lane, and which documents come next."""
    desk = desk_of(request)
    chosen = lane_asked(request)
    filters = {name: request.GET.get(name, "") for name in review_desk.FILTERS}
    rows = review_desk.next_documents(desk.actor, chosen, filters)
    facts = {
        "lanes": [asdict(each) for each in queue_of.lanes(desk.rules)],
        "rows": rows,
        "chosen": chosen,
        "filters": filters,
        "choices": review_desk.filter_choices(desk.rules),
        "taken": review_facts.taken(),
        "waiting": review_desk.waiting_for_class(),
    }
    return show(request, "queue.html", facts)


@require_GET
def page(request: HttpRequest, document: str, number: int) -> HttpResponse:
    """S2: one page; everything else is fetched by the script."""
    desk = desk_of(request)
    facts = review_facts.page_facts(desk.actor, desk.rules, document, number)
    boot = {"facts": facts, "reasons": REASONS, "name": desk.actor.name, "rank": desk.actor.rank}
    return show(request, "page.html", {"boot": boot, "facts": facts})


@require_GET
def page_facts(request: HttpRequest, document: str, number: int) -> HttpResponse:
    """The facts of a page, and which pages come next in the lane."""
    desk = desk_of(request)
    facts = review_facts.page_facts(desk.actor, desk.rules, document, number)
    rank = number_asked(request, "rank")
    place = -1 if rank is None else rank
    facts["upcoming"] = review_facts.upcoming(desk.actor, lane_asked(request), place, now())
    return answer(facts)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Pages on which words stand, and people of that name."""
    desk = desk_of(request)
    wanted = " ".join(request.GET.get("q", "").split())[:100]
    hits, people = [], []
    if len(wanted) > 1:
        rows = PageRow.objects.filter(text__icontains=wanted).select_related("source")
        hits = [
            {"document": r.source_id, "page": r.number, "name": review_facts.name_of(r.source.path),
             "words": _around(r.text, wanted)}
            for r in rows.order_by("source_id", "number")[:_HITS]
        ]  # fmt: skip
        everybody = review_people.everybody(desk.rules)
        people = [p for p in everybody if wanted.casefold() in p.name.casefold()][:_HITS]
    facts = {"wanted": wanted, "hits": hits, "people": people, "most": _HITS}
    return show(request, "search.html", facts)


def _around(text: str, wanted: str, reach: int = 60) -> tuple[str, str, str]:
    """The words that were found, and a little on both sides."""
    at = text.casefold().find(wanted.casefold())
    end = at + len(wanted)
    return text[max(at - reach, 0) : at], text[at:end], text[end : end + reach]


@require_GET
def sheet(request: HttpRequest, lane: int) -> HttpResponse:
    """S3: crops of one box on many pages, or of one value in many places."""
    desk = desk_of(request)
    if lane not in {3, 4}:
        raise Http404
    found = review_facts.next_sheet(lane, desk.rules, request.GET.get("key", ""))
    names = review_facts.names(i.source_id for i in found.items) if found else {}
    crops = [
        {"item": i, "name": names.get(i.source_id, ""), "letter": review_facts.letter(i.category)}
        for i in (found.items if found else ())
    ]
    facts = {"sheet": found, "crops": crops, "lane": lane, "reasons": REASONS}
    return show(request, "sheet.html", facts)


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """S4, the list: everybody whose class matters, those who hold papers up first."""
    everybody = review_people.everybody(desk_of(request).rules)
    facts = {
        "held": [p for p in everybody if p.held],
        "rest": [p for p in everybody if not p.held],
    }
    return show(request, "people.html", facts)


@require_GET
def person(request: HttpRequest, person: str) -> HttpResponse:
    """S4: one person: class, evidence, papers, what was found."""
    desk = desk_of(request)
    found = review_people.file_of(person, desk.rules)
    names = review_facts.names(
        [*found.person.documents, *(e.document for e in found.evidence),
         *(d for d, _ in found.mentions)]
    )  # fmt: skip
    states = ("open", "waiting", "remove", "leave", "stays")
    table = [
        (spoken(category), [counts.get(state, 0) for state in states])
        for category, counts in sorted(found.table.items())
    ]
    facts = {
        "file": found,
        "names": names,
        "table": table,
        "evidence": [(e, names.get(e.document, e.document)) for e in found.evidence],
        "papers": [(p, names.get(p.key, p.key)) for p in found.papers],
        "mentions": [(d, n, names.get(d, d)) for d, n in found.mentions],
        "classes": review_people.classes(desk.rules),
        "left": sum(1 for p in review_people.unsettled_people(desk.rules) if p.key != person),
    }
    return show(request, "person.html", facts)


@require_GET
def person_if(request: HttpRequest, person: str, person_class: str) -> HttpResponse:
    """What would change if the class changed."""
    desk = desk_of(request)
    return answer(asdict(review_people.preview(person, person_class, desk.rules)))


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """S5: what waits for counsel."""
    found = review_desk.before_counsel(desk_of(request).rules)
    return show(request, "desk.html", {"before": found})


@require_GET
def quality(request: HttpRequest) -> HttpResponse:
    """S6: how good the review is, and on what that rests."""
    found = review_figures.quality(desk_of(request).matter)
    facts = {
        "quality": found,
        "chart": charts.bars(found.by_category),
        "sample": samples.standing(desk_of(request).matter),
        "pairs": sample_agreement.pairs(),
    }
    return show(request, "quality.html", facts)


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """S7: how fast it goes, and when it will be done."""
    found = review_figures.burndown()
    facts = {"burn": found, "chart": charts.burndown(found.points, found.forecast)}
    return show(request, "progress.html", facts)


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """Keys, and the guided first case."""
    left = ItemRow.objects.filter(state="open").count()
    return show(request, "help.html", {"left": left})
