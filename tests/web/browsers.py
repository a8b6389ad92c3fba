"""Debian's Chromium with patience: whatever it is asked, it answers in time or is started anew.

Playwright bounds its waiting for a page's elements, and nothing else: `new_page`, `evaluate` and
`close` wait for ever on a browser that has stopped answering. Nothing can interrupt them from
inside, but they end with an error once the browser's processes are gone; so a watch ends those.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
"""As root, without a screen, and with whatever shared memory a container has."""
_OPENING = 60.0  # seconds for a window or a page; they take a tenth of one
_TEST = 400.0  # seconds for everything one test does with the browser
PATIENCE = 90_000  # milliseconds for an element to be there; a patience, not a target
_TRIES = 3

_Opened = TypeVar("_Opened")


class Chromium:
    """A browser that is replaced when it does not answer."""

    def __init__(self, playwright: Playwright, command: str) -> None:
        self._playwright = playwright
        self._command = command
        self._running: Browser | None = None

    def context(self, patience: float = _OPENING, **more: Any) -> BrowserContext:
        """A window of somebody whom the browser has never seen, 1440 x 900 unless said."""
        facts = {"viewport": {"width": 1440, "height": 900}, **more}

        def opened() -> BrowserContext:
            made = self._browser().new_context(**facts)
            made.set_default_timeout(PATIENCE)
            made.set_default_navigation_timeout(PATIENCE)
            return made

        return self._patiently(opened, patience)

    def page(self, patience: float = _OPENING, **more: Any) -> Page:
        """A page in a window of its own."""
        return self._patiently(lambda: self.context(patience, **more).new_page(), patience)

    def close(self) -> None:
        """End the browser."""
        if self._running is not None:
            with watched(_OPENING), suppress(_error()):
                self._running.close()
        self._running = None

    def _browser(self) -> Browser:
        if self._running is None or not self._running.is_connected():
            self._running = self._playwright.chromium.launch(
                executable_path=self._command, args=list(_ARGUMENTS), timeout=PATIENCE
            )
        return self._running

    def _patiently(self, do: Callable[[], _Opened], patience: float) -> _Opened:
        """Do it; when the browser does not answer, with a fresh one."""
        for left in reversed(range(_TRIES)):
            try:
                with watched(patience):
                    return do()
            except _error():
                if not left:
                    raise
                end_chromium()
                self._running = None
        raise AssertionError


@contextmanager
def watched(seconds: float = _TEST) -> Iterator[None]:
    """End the browser's processes if the block lasts longer; what waits for them then fails."""
    alarm = threading.Timer(seconds, end_chromium)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def end_chromium() -> None:
    """Kill every Chromium that this process started, through Playwright's driver or without."""
    for pid in chromium_processes():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def chromium_processes() -> list[int]:
    """The processes below this one that run Chromium."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended while we looked
            parents[int(folder.name)] = int(
                (folder / "stat").read_text().rpartition(")")[2].split()[1]
            )
    return [pid for pid in parents if _below(pid, parents) and _is_chromium(pid)]


def _below(pid: int, parents: dict[int, int]) -> bool:
    while pid in parents:
        pid = parents[pid]
        if pid == os.getpid():
            return True
    return False


def _is_chromium(pid: int) -> bool:
    try:
        return "chrom" in Path(f"/proc/{pid}/exe").readlink().name
    except OSError:
        return False


def _error() -> type[Exception]:
    from playwright.sync_api import Error  # noqa: PLC0415  heavy, and for these tests alone

    return Error
