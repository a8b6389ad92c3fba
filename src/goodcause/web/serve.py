"""Starts the review application: one case on this machine, for whoever has the printed link."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.wsgi import get_wsgi_application

from goodcause.pipeline.progress import Progress
from goodcause.pipeline.review_decide import Actor
from goodcause.pipeline.review_index import prepare
from goodcause.store.holding import open_for_review
from goodcause.store.matter import Matter, locked
from goodcause.store.opened import opened as opened_file
from goodcause.web.desk import OFFICE, OpenCase, rules_of
from goodcause.web.enter import LINKS, admitted
from goodcause.web.guard import POLICY
from goodcause.web.settings import HERE

_THREADS: Final = 8
_MOST_BODY: Final = 2_000_000
_SLOW: Final = 60  # seconds without a byte, after which a connection is let go
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """One case served to one person.

    Attributes:
        name: whose decisions they are.
        port: on localhost; 0 for any that is free.
    """

    matter: Matter
    actor: Actor
    port: int


def ready(local: Local, progress: Progress) -> None:
    """Bring the rows up to date; nothing else may be changing the case meanwhile."""
    open_for_review(local.matter.folder)
    with locked(local.matter, "review"):
        prepare(local.matter, rules_of(local.matter), progress)


def review(local: Local, opened: socket.socket, say: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Args:
        local: the case and who reviews it.
        opened: where to listen.
        say: told each login link.
    """
    port = int(opened.getsockname()[1])
    slug = "".join(
        c if c.isalnum() or c in "-_" else "-" for c in local.matter.folder.resolve().name
    )

    def announce() -> None:
        say(f"http://127.0.0.1:{port}/enter/{LINKS.fresh()}")

    LINKS.actor = local.actor
    OFFICE.cases = {slug: OpenCase(slug, local.matter, opened_file(local.matter))}
    OFFICE.admit, OFFICE.announce = admitted, announce
    announce()
    listen(application(), opened)


def slug_of(matter: Matter) -> str:
    """What a case is called in addresses: the name of its folder, in plain characters."""
    name = matter.folder.resolve().name
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in name)
    return plain.strip("-") or "case"


def application() -> Wsgi:
    """The application with its static files, which need no session."""
    from whitenoise import WhiteNoise  # type: ignore[import-untyped]  # noqa: PLC0415

    def headers(headers: Any, _path: str, _url: str) -> None:
        for name, value in _HEADERS.items():
            headers[name] = value

    served = WhiteNoise(get_wsgi_application(), max_age=0, add_headers_function=headers)
    served.add_files(str(HERE / "static"), prefix="static/")
    return served  # type: ignore[no-any-return]


def listen(app: Wsgi, opened: socket.socket) -> None:
    """Answer requests until interrupted."""
    from waitress.server import create_server  # type: ignore[import-untyped]  # noqa: PLC0415

    server = create_server(
        app,
        sockets=[opened],
        threads=_THREADS,
        max_request_body_size=_MOST_BODY,
        channel_timeout=_SLOW,
        ident=None,
    )
    try:
        server.run()
    finally:
        server.close()


def who() -> str:
    """The name of whoever started this, for decisions."""
    import getpass  # noqa: PLC0415

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER", "reviewer")
