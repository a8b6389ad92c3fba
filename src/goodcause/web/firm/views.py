"""Signing in and choosing a case; allauth does the passwords and second factors."""

from __future__ import annotations

import time

from allauth.mfa.utils import is_mfa_enabled  # type: ignore[import-untyped]
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodcause.pipeline.review_decide import RANKS, Actor
from goodcause.web.desk import OFFICE
from goodcause.web.firm.models import Membership


@receiver(user_logged_in)
def begun(request: HttpRequest, **_more: object) -> None:
    """Note when a session began, from which its longest life counts."""
    request.session["since"] = request.session["seen"] = time.time()


def admitted(request: HttpRequest, slug: str) -> Actor | None:
    """Whoever is signed in with a second factor and has a role in the case."""
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated or not is_mfa_enabled(user):
        return None
    found = Membership._default_manager.filter(user=user, case=slug).first()
    if found is None or found.role not in RANKS:
        return None
    return Actor(name=user.get_full_name() or user.get_username(), rank=RANKS[found.role])


def unfinished(request: HttpRequest) -> bool:
    """Whether somebody is signed in and has no second factor yet."""
    user = request.user
    return isinstance(user, User) and user.is_authenticated and not is_mfa_enabled(user)


@require_http_methods(["GET"])
def home(request: HttpRequest) -> HttpResponse:
    """The cases of whoever is signed in; whoever has no second factor sets one up first."""
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated:
        return redirect("account_login")
    if not is_mfa_enabled(user):
        return redirect("mfa_activate_totp")
    rows = Membership._default_manager.filter(user=user, case__in=list(OFFICE.cases)).order_by(
        "case"
    )
    if len(rows) == 1:
        return redirect("begin", slug=rows[0].case)
    return render(request, "firm.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def signin(request: HttpRequest) -> HttpResponse:
    """Where somebody without a session is sent."""
    return redirect("mfa_activate_totp" if unfinished(request) else "account_login")


@require_http_methods(["POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("account_login")
