"""``DATABASE_URL`` taken apart: which PostgreSQL server, which database, as whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from goodcause.base.errors import UsageError

VARIABLE: Final = "DATABASE_URL"
_LOOKS: Final = "postgres://USER:PASSWORD@HOST:PORT/DATABASE"
_SCHEMES: Final = ("postgres", "postgresql")
_OPTIONS: Final = frozenset(
    {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "target_session_attrs"}
    | {"keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "gssencmode"}
)
_PATIENCE: Final = "10"  # seconds until a host that does not answer counts as gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A database on a PostgreSQL server.

    Attributes:
        host: a name, an address, or the folder of a Unix socket; empty for the driver's default.
        options: settings of the connection, such as ``sslmode``.
    """

    name: str
    host: str = ""
    port: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    options: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """The server and the database, without whoever may enter."""
        port = f":{self.port}" if self.port else ""
        return f"{self.host or 'localhost'}{port}/{self.name}"


def server_of(url: str) -> Server:
    """Read a URL.

    Raises:
        UsageError: it names no PostgreSQL database. The message never repeats the URL, which may
            hold a password.
    """
    try:
        parts = urlsplit(url.strip())
        port = str(parts.port or "")
    except ValueError as e:
        raise UsageError(f"the address of the database cannot be read; write {_LOOKS}") from e
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in _SCHEMES or not name:
        raise UsageError(f"the address of the database is not of the form {_LOOKS}; correct it")
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    host = given.pop("host", "") or unquote(parts.hostname or "")
    port = given.pop("port", "") or port
    if unknown := sorted(set(given) - _OPTIONS):
        known = ", ".join(sorted(_OPTIONS))
        raise UsageError(f"the database's address sets {unknown[0]!r}; it may set {known}")
    return Server(
        name=name,
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=tuple(sorted({"connect_timeout": _PATIENCE, **given}.items())),
    )
