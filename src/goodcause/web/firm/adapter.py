"""How accounts behave: nobody makes one for himself."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter  # type: ignore[import-untyped]
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by `goodcause account`, for people the firm knows."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: D102
        return False
