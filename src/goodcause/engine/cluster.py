"""Connecting with a Dask scheduler, and finding out in time that it will not do."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from goodcause.base.errors import MissingToolError, UsageError
from goodcause.engine.attendant import told_version

if TYPE_CHECKING:
    from distributed import Client

_ADDRESS = re.compile(
    r"dask(?P<tls>\+tls)?://(?P<host>\[[0-9a-fA-F:]+\]|[^:/\[\]\s]+):(?P<port>\d{1,5})/?"
)
_PORTS = 65536
_SECONDS = 10  # for a scheduler to answer

LOST: Final = (OSError, TimeoutError, asyncio.CancelledError, RuntimeError)
"""What Dask raises, in one place or another, when its scheduler went away."""


def address_of(name: str) -> str:
    """The address as Dask writes it.

    Raises:
        UsageError: it is none.
    """
    match = _ADDRESS.fullmatch(name)
    if match is None or not 0 < int(match["port"]) < _PORTS:
        raise UsageError(
            f"{name!r} is no address of a cluster; write dask://HOST:PORT, such as "
            "dask://10.0.0.5:8786 (dask+tls:// where the cluster asks for certificates)"
        )
    return f"{'tls' if match['tls'] else 'tcp'}://{match['host']}:{match['port']}"


def connect(name: str, version: Callable[[], str]) -> Client:
    """Connect, and see that everybody there runs what we run.

    Raises:
        UsageError: no scheduler answers at the address.
        MissingToolError: the extra is missing here, or another version is at the other end.
    """
    address = address_of(name)
    try:
        from distributed import Client  # noqa: PLC0415  an extra, and slow to load
    except ImportError as e:
        raise MissingToolError(
            "work on a cluster needs `distributed`; install goodcause[cluster] (for example "
            "`pip install 'goodcause[cluster]'`) and run the same command again"
        ) from e
    # What it would say of a lost scheduler is said by us, once.
    for each in ("distributed", "distributed.client"):  # each has a handler of its own
        logging.getLogger(each).setLevel(logging.CRITICAL)
    try:
        asyncio.run(_knock(address))
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError, MemoryError) as e:
        raise UsageError(
            f"no Dask scheduler answers at {name} ({_first_line(e)}); see that it runs, that the "
            "address is right and that it may be reached from here"
        ) from e
    try:
        _compare(client, version)
    except (OSError, TimeoutError, RuntimeError) as e:
        client.close(timeout=1)
        raise UsageError(f"the scheduler at {name} went away while it was asked; {e}") from e
    except MissingToolError:
        client.close(timeout=1)
        raise
    return client


async def _knock(address: str) -> None:
    """See whether a scheduler answers, before a client is made that could not be closed."""
    from distributed.comm import connect as call_up  # noqa: PLC0415

    comm = await call_up(address, timeout=_SECONDS)
    await comm.close()


def threads_of(client: Client | None) -> int:
    """How many tasks the cluster can do at once."""
    if client is None:
        raise ConnectionError("nothing is connected")
    return sum(client.nthreads().values())


def _compare(client: Client, version: Callable[[], str]) -> None:
    facts: Mapping[str, Any] = client.get_versions()
    ours = _said(facts["client"])
    for who, theirs in (("scheduler", facts["scheduler"]), *facts["workers"].items()):
        said = _said(theirs)
        for what, here in ours.items():
            if said.get(what) != here:
                raise MissingToolError(
                    f"the cluster's {_name(who)} has {what} {said.get(what)}, and this command "
                    f"{here}; install the same version at both ends"
                )
    mine = version()
    for who, theirs in client.run(told_version, version, on_error="return").items():
        if isinstance(theirs, Exception):
            raise MissingToolError(
                f"the cluster's {_name(who)} has no goodcause that works "
                f"({_first_line(theirs)}); install the same version of goodcause[cluster] there"
            )
        if theirs != mine:
            raise MissingToolError(
                f"the cluster's {_name(who)} has another version of goodcause than this command; "
                "install the same version there and start the worker again"
            )


def _said(facts: Mapping[str, Any]) -> dict[str, str]:
    """Versions that must be equal: of Dask's own language, and of the language itself."""
    python = str(facts["host"]["python"]).split(".")
    found = {"python": ".".join(python[:2])}
    return found | {"distributed": str(facts["packages"]["distributed"])}


def _name(who: str) -> str:
    return who if who == "scheduler" else f"worker {who}"


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
