"""The addresses of a firm's server: accounts, the list of one's cases, and every case's own."""

from __future__ import annotations

from django.urls import include, path

from goodcause.web.firm import views
from goodcause.web.urls import CASE

handler400 = "goodcause.web.guard.bad_request"
handler404 = "goodcause.web.guard.no_such_page"
handler500 = "goodcause.web.guard.broken"

urlpatterns = [
    path("", views.home, name="home"),
    path("signin", views.signin, name="signin"),
    path("leave", views.leave, name="leave"),
    path("accounts/", include("allauth.urls")),
    *CASE,
]
