"""Addresses inside a case; who may see the case was settled before a view is reached."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path


def inside(rest: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """An address below ``/c/CASE/``."""

    @wraps(view)
    def within(request: HttpRequest, slug: str, **where: object) -> HttpResponseBase:
        return view(request, **where)

    return path(f"c/<slug:slug>/{rest}", within, name=name)
