"""The guard of the other tests: a browser that stops answering costs one start, never the run."""

from __future__ import annotations

import os
import signal

import pytest
from playwright.sync_api import Error

from tests.web.browsers import Chromium, chromium_processes, watched


def _stop_answering() -> None:
    for pid in chromium_processes():
        os.kill(pid, signal.SIGSTOP)


def test_a_browser_that_stops_answering_is_replaced_by_one_that_does(browser: Chromium) -> None:
    browser.page().context.close()
    stopped = set(chromium_processes())
    assert stopped
    _stop_answering()

    page = browser.page(patience=2)
    assert page.evaluate("1 + 1") == 2
    assert not stopped & set(chromium_processes())
    page.context.close()


def test_what_waits_for_a_browser_that_stopped_fails_and_does_not_hang(browser: Chromium) -> None:
    page = browser.page()
    _stop_answering()

    with pytest.raises(Error), watched(2):
        page.evaluate("1 + 1")
    page = browser.page()
    assert page.evaluate("2 + 2") == 4
    page.context.close()
