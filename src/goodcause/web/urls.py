"""Every address of the application."""

from __future__ import annotations

from django.urls import URLPattern, path

from goodcause.web import (
    access_screens,
    acts,
    afterwards,
    answer_screens,
    compare_screens,
    enter,
    lot,
    making,
    pictures,
    screens,
    trail,
)
from goodcause.web.inside import inside

handler400 = "goodcause.web.guard.bad_request"
handler404 = "goodcause.web.guard.no_such_page"
handler500 = "goodcause.web.guard.broken"


CASE: list[URLPattern] = [
    inside("", screens.begin, "begin"),
    inside("queue", screens.queue, "queue"),
    inside("page/<slug:document>/<int:number>", screens.page, "page"),
    inside("page/<slug:document>/<int:number>/facts", screens.page_facts, "page_facts"),
    inside("search", screens.search, "search"),
    inside("sheets/<int:lane>", screens.sheet, "sheet"),
    inside("sample", lot.sample, "sample"),
    inside("do/sample", lot.read, "sample_read"),
    inside("do/draw-sample", lot.draw, "sample_draw"),
    inside("people", screens.people, "people"),
    inside("people/<slug:person>", screens.person, "person"),
    inside("people/<slug:person>/if/<slug:person_class>", screens.person_if, "person_if"),
    inside("desk", screens.desk, "desk"),
    inside("quality", screens.quality, "quality"),
    inside("progress", screens.progress, "progress"),
    inside("help", screens.help_page, "help"),
    inside("image/<slug:document>/<int:number>/<slug:view>/<slug:size>.png", pictures.image,
          "image"),
    inside("crop/<int:item>.png", pictures.crop, "crop"),
    inside("outlook/<slug:document>/<int:number>", pictures.outlook, "outlook"),
    inside("production", making.production, "production"),
    inside("production/start", making.start, "start"),
    inside("production/job", making.job, "job"),
    inside("production/stop", making.stop, "stop"),
    inside("production/sign", making.sign, "sign"),
    inside("production/report/<slug:volume>", making.report, "report"),
    inside("trail", trail.trail, "trail"),
    inside("trail/check", trail.check, "trail_check"),
    inside("trail/export", trail.export, "trail_export"),
    inside("compare", compare_screens.compare, "compare"),
    inside("compare/<slug:pair>/<slug:side>.png", compare_screens.crop, "compare_crop"),
    inside("do/pair", compare_screens.say, "pair_say"),
    inside("do/pair-back", compare_screens.take_back, "pair_back"),
    inside("do/decide", acts.decide, "decide"),
    inside("do/undo", acts.undo, "undo"),
    inside("do/draw", acts.draw, "draw"),
    inside("do/occurrences", acts.occurrences, "occurrences"),
    inside("do/everywhere", acts.everywhere, "everywhere"),
    inside("do/escalate", acts.escalate, "escalate"),
    inside("do/answer", acts.answer_note, "answer_note"),
    inside("do/note", acts.note, "note"),
    inside("do/second", acts.second, "second"),
    inside("do/class", acts.person_class, "person_class"),
    inside("do/take", acts.take, "take"),
    inside("do/give-back", acts.give_back, "give_back"),
    inside("do/next", acts.next_spot, "next_spot"),
    *afterwards.ADDRESSES,
    *answer_screens.ADDRESSES,
]  # fmt: skip

ACCESS: list[URLPattern] = [
    inside("access", access_screens.eyes, "eyes"),
    inside("access/<slug:kind>/open", access_screens.open_one, "eye_open"),
    inside("access/<slug:kind>/<int:number>", access_screens.one, "eye"),
    inside("access/<slug:kind>/<int:number>/act", access_screens.act, "eye_act"),
    inside("access/<slug:kind>/<int:number>/write", access_screens.write, "eye_write"),
    inside("access/<slug:kind>/<int:number>/paper/<str:name>", access_screens.paper, "eye_paper"),
]
"""Eyes-only access, the producing side."""

urlpatterns: list[URLPattern] = [
    path("", enter.home, name="home"),
    path("enter/<slug:token>", enter.enter, name="enter"),
    path("signin", enter.signin, name="signin"),
    path("leave", enter.leave, name="leave"),
    *CASE,
    *ACCESS,
]
