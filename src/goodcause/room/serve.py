"""The process that shows a room: started with a folder and a socket, and nothing of a case."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from goodcause.base.errors import UsageError
from goodcause.room.book import open_book

_THREADS: Final = 6
_MOST_BODY: Final = 100_000
_SLOW: Final = 60

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def settle(folder: Path, port: int, url: str) -> None:
    """Tell Django its settings before anything loads it.

    Raises:
        CaseError: the folder is not a room.
        UsageError: the room is to be reached over a network without a certificate.
    """
    open_book(folder)
    if url and not url.startswith("https://"):
        raise UsageError(
            f"{url} does not begin with https://; put a proxy with a certificate before the room"
        )
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodcause.room.settings"
    os.environ["GOODCAUSE_ROOM"] = str(folder.absolute())
    os.environ["GOODCAUSE_ROOM_PORT"] = str(port)
    os.environ["GOODCAUSE_ROOM_URL"] = url


def application() -> Wsgi:
    """The room with its static files, which need no session."""
    import django  # noqa: PLC0415  after `settle`
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415
    from whitenoise import WhiteNoise  # type: ignore[import-untyped]  # noqa: PLC0415

    django.setup(set_prefix=False)
    from goodcause.room.guard import HEADERS  # noqa: PLC0415  after the settings

    def headers(headers: Any, _path: str, _url: str) -> None:
        for name, value in HEADERS.items():
            headers[name] = value

    served = WhiteNoise(WSGIHandler(), max_age=0, add_headers_function=headers)
    served.add_files(str(Path(__file__).parent / "static"), prefix="static/")
    return served  # type: ignore[no-any-return]


def serve(opened: socket.socket) -> None:
    """Answer requests until interrupted."""
    from waitress.server import create_server  # type: ignore[import-untyped]  # noqa: PLC0415

    server = create_server(
        application(),
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
