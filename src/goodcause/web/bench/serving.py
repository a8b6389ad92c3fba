"""Starts the judge's server on this machine, for whoever has the printed link."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, Final

import django
from django.core.wsgi import get_wsgi_application

from goodcause.web.bench import views
from goodcause.web.bench.bench import Bench, bench_of
from goodcause.web.bench.door import HEADERS
from goodcause.web.bench.settings import HERE

__all__ = ["bench_of", "serve"]

_THREADS: Final = 4
_SLOW: Final = 60  # seconds without a byte, after which a connection is let go


def serve(bench: Bench, opened: socket.socket, say: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Args:
        bench: the opened package.
        opened: where to listen.
        say: told the login link.
    """
    from waitress.server import create_server  # type: ignore[import-untyped]  # noqa: PLC0415
    from whitenoise import WhiteNoise  # type: ignore[import-untyped]  # noqa: PLC0415

    django.setup()
    views.SITTING.bench = bench
    port = int(opened.getsockname()[1])
    say(f"http://127.0.0.1:{port}/enter/{bench.fresh_link()}")

    def headers(headers: Any, _path: str, _url: str) -> None:
        for name, value in HEADERS.items():
            headers[name] = value

    app = WhiteNoise(get_wsgi_application(), max_age=0, add_headers_function=headers)
    app.add_files(str(HERE / "static"), prefix="static/")
    server = create_server(
        app, sockets=[opened], threads=_THREADS, channel_timeout=_SLOW, ident=None
    )
    try:
        server.run()
    finally:
        server.close()
