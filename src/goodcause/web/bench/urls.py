"""Every address of the judge's server."""

from __future__ import annotations

from django.urls import URLPattern, path

from goodcause.web.bench import views

handler400 = "goodcause.web.bench.door.bad_request"
handler404 = "goodcause.web.bench.door.no_such_page"
handler500 = "goodcause.web.bench.door.broken"

urlpatterns: list[URLPattern] = [
    path("", views.read, name="read"),
    path("enter/<slug:token>", views.enter, name="enter"),
    path("signin", views.signin, name="signin"),
    path("leave", views.leave, name="leave"),
    path("page/<int:tab>/<int:page>.png", views.picture, name="picture"),
    path("paper/<slug:name>.pdf", views.paper, name="paper"),
    path("do/rule", views.rule, name="rule"),
    path("ruling.json", views.export, name="export"),
]
