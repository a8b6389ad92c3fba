"""A socket on localhost, opened before anything else is loaded."""

from __future__ import annotations

import socket
from typing import Final

from goodcause.base.errors import UsageError

_BACKLOG: Final = 128


def listening(port: int) -> socket.socket:
    """A socket on localhost.

    Raises:
        UsageError: the port is taken.
    """
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind(("127.0.0.1", port))
        opened.listen(_BACKLOG)  # before a link is printed: whoever is quick waits, not fails
    except OSError as e:
        opened.close()
        raise UsageError(f"port {port} is in use ({e.strerror}); name another with --port") from e
    return opened
