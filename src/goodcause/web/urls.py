"""Every address of the application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from goodcause.web import acts, compare_screens, enter, lot, making, pictures, screens, trail

handler400 = "goodcause.web.guard.bad_request"
handler404 = "goodcause.web.guard.no_such_page"
handler500 = "goodcause.web.guard.broken"


def _case(rest: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """An address inside a case; who may see the case was settled before the view is reached."""

    @wraps(view)
    def inside(request: HttpRequest, slug: str, **where: object) -> HttpResponseBase:
        return view(request, **where)

    return path(f"c/<slug:slug>/{rest}", inside, name=name)


CASE: list[URLPattern] = [
    _case("", screens.begin, "begin"),
    _case("queue", screens.queue, "queue"),
    _case("page/<slug:document>/<int:number>", screens.page, "page"),
    _case("page/<slug:document>/<int:number>/facts", screens.page_facts, "page_facts"),
    _case("search", screens.search, "search"),
    _case("sheets/<int:lane>", screens.sheet, "sheet"),
    _case("sample", lot.sample, "sample"),
    _case("do/sample", lot.read, "sample_read"),
    _case("do/draw-sample", lot.draw, "sample_draw"),
    _case("people", screens.people, "people"),
    _case("people/<slug:person>", screens.person, "person"),
    _case("people/<slug:person>/if/<slug:person_class>", screens.person_if, "person_if"),
    _case("desk", screens.desk, "desk"),
    _case("quality", screens.quality, "quality"),
    _case("progress", screens.progress, "progress"),
    _case("help", screens.help_page, "help"),
    _case("image/<slug:document>/<int:number>/<slug:view>/<slug:size>.png", pictures.image,
          "image"),
    _case("crop/<int:item>.png", pictures.crop, "crop"),
    _case("outlook/<slug:document>/<int:number>", pictures.outlook, "outlook"),
    _case("production", making.production, "production"),
    _case("production/start", making.start, "start"),
    _case("production/job", making.job, "job"),
    _case("production/stop", making.stop, "stop"),
    _case("production/sign", making.sign, "sign"),
    _case("production/report/<slug:volume>", making.report, "report"),
    _case("trail", trail.trail, "trail"),
    _case("trail/check", trail.check, "trail_check"),
    _case("trail/export", trail.export, "trail_export"),
    _case("compare", compare_screens.compare, "compare"),
    _case("compare/<slug:pair>/<slug:side>.png", compare_screens.crop, "compare_crop"),
    _case("do/pair", compare_screens.say, "pair_say"),
    _case("do/pair-back", compare_screens.take_back, "pair_back"),
    _case("do/decide", acts.decide, "decide"),
    _case("do/undo", acts.undo, "undo"),
    _case("do/draw", acts.draw, "draw"),
    _case("do/occurrences", acts.occurrences, "occurrences"),
    _case("do/everywhere", acts.everywhere, "everywhere"),
    _case("do/escalate", acts.escalate, "escalate"),
    _case("do/answer", acts.answer_note, "answer_note"),
    _case("do/note", acts.note, "note"),
    _case("do/second", acts.second, "second"),
    _case("do/class", acts.person_class, "person_class"),
    _case("do/take", acts.take, "take"),
    _case("do/give-back", acts.give_back, "give_back"),
    _case("do/next", acts.next_spot, "next_spot"),
]  # fmt: skip

urlpatterns: list[URLPattern] = [
    path("", enter.home, name="home"),
    path("enter/<slug:token>", enter.enter, name="enter"),
    path("signin", enter.signin, name="signin"),
    path("leave", enter.leave, name="leave"),
    *CASE,
]
