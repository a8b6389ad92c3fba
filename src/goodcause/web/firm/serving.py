"""Starts the server of a firm: every case of a folder, for people with accounts."""

from __future__ import annotations

import secrets
import socket
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

from goodcause.base.errors import UsageError
from goodcause.base.whereabouts import is_case, whereabouts
from goodcause.pipeline.progress import Progress
from goodcause.pipeline.review_decide import RANKS
from goodcause.pipeline.review_index import prepare
from goodcause.store.connecting import facts_of
from goodcause.store.holding import open_for_review
from goodcause.store.matter import locked, open_matter
from goodcause.store.opened import opened
from goodcause.web.desk import OFFICE, OpenCase, rules_of
from goodcause.web.serve import Wsgi, application, listen, slug_of

_HERE: Final = threading.local()


def ready_accounts() -> None:
    """Make the tables of the accounts."""
    call_command("migrate", database="accounts", verbosity=0, interactive=False)


def cases_in(root: Path) -> tuple[Path, ...]:
    """The case folders of a folder."""
    return tuple(sorted(p for p in root.glob("*") if is_case(p)))


def ready(root: Path, progress: Progress) -> tuple[str, ...]:
    """Open every case of the folder and bring its rows up to date.

    Raises:
        UsageError: there is no case, or two would have one address.
    """
    for folder in cases_in(root):
        matter = open_matter(folder)
        slug = slug_of(matter)
        if slug in OFFICE.cases:
            raise UsageError(f"two cases would be called {slug}; rename the folder {folder}")
        open_for_review(folder)
        with locked(matter, "serve"):
            prepare(matter, rules_of(matter), progress)
        OFFICE.cases[slug] = OpenCase(slug, matter, opened(matter))
    if not OFFICE.cases:
        raise UsageError(f"{root} holds no case folder; make one with `goodcause new {root}/NAME`")
    return tuple(OFFICE.cases)


def enter(case: OpenCase) -> None:
    """Let this thread read and write the rows of one case, until it enters another."""
    kept: dict[str, BaseDatabaseWrapper] = getattr(_HERE, "cases", {})
    if case.slug not in kept:
        facts = facts_of(case.matter.folder, whereabouts(case.matter.folder))
        kept[case.slug] = load_backend(facts["ENGINE"]).DatabaseWrapper(facts, "default")
        _HERE.cases = kept
    connections["default"] = kept[case.slug]


def serve(listening: socket.socket) -> None:
    """Serve until interrupted."""
    from goodcause.web.firm import views  # noqa: PLC0415  once Django knows its apps

    OFFICE.admit, OFFICE.unfinished = views.admitted, views.unfinished
    OFFICE.enter, OFFICE.firm = enter, True
    listen(_with_allauth(), listening)


def _with_allauth() -> Wsgi:
    """The application, with the scripts that allauth's own pages load."""
    import allauth  # type: ignore[import-untyped]  # noqa: PLC0415

    served = application()
    root = Path(str(allauth.__file__)).parent
    for part in ("account", "mfa"):
        served.add_files(str(root / part / "static"), prefix="static/")  # type: ignore[attr-defined]
    return served


def set_account(name: str, full_name: str, roles: Sequence[tuple[str, str]]) -> str:
    """Make or change an account: its roles by case; an empty role takes a case away.

    Returns:
        The first password of a new account, to be handed over and changed; empty for a known one.

    Raises:
        UsageError: a role or the name is none.
    """
    from django.contrib.auth.models import User  # noqa: PLC0415

    from goodcause.web.firm.models import Membership  # noqa: PLC0415

    _refuse_account(name, roles)
    user, fresh = User.objects.get_or_create(username=name)
    password = secrets.token_urlsafe(12) if fresh else ""
    if fresh:
        user.set_password(password)
    if full_name:
        user.first_name, _, user.last_name = full_name.partition(" ")
    user.save()
    for case, role in roles:
        if role:
            Membership._default_manager.update_or_create(
                user=user, case=case, defaults={"role": role}
            )
        else:
            Membership._default_manager.filter(user=user, case=case).delete()
    return password


def _refuse_account(name: str, roles: Sequence[tuple[str, str]]) -> None:
    for case, role in roles:
        if role and role not in RANKS:
            raise UsageError(f"{role!r} is no role; write one of: {', '.join(RANKS)}")
        if not case:
            raise UsageError("name the case of the role as CASE=ROLE")
    if not name.isascii() or not name.replace(".", "").replace("-", "").isalnum():
        raise UsageError(f"{name!r} cannot name an account; write letters, digits, . and -")
