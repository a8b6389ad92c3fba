from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

from goodcause.engine.inline import Inline
from goodcause.pipeline.add import add
from goodcause.pipeline.new import new_case
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read

from tests.pipeline.papers import case_papers
from tests.web.papers import review_papers
from tests.web.serving import CHROMIUM, NO_BROWSER, Server, serving


@pytest.fixture(scope="session")
def made_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small case that was read and not reviewed; copied, never changed."""
    folder = tmp_path_factory.mktemp("made")
    papers = review_papers(case_papers(folder / "papers"))
    matter = new_case(folder / "case", "mehl-v-blanas", date(2007, 3, 5)).matter
    for series in sorted(p.name for p in papers.iterdir() if p.is_dir()):
        add(matter, [str(papers / series)], series, Silent())
    read(matter, Inline(), Silent())
    connections.close_all()
    return folder / "case"


@pytest.fixture
def case(made_case: Path, tmp_path: Path) -> Path:
    """The case for one test to change."""
    return Path(shutil.copytree(made_case, tmp_path / "case"))


@pytest.fixture
def server(case: Path) -> Iterator[Server]:
    with serving(case) as running:
        yield running


@pytest.fixture(scope="module")
def shared(made_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for tests that decide nothing."""
    case = Path(shutil.copytree(made_case, tmp_path_factory.mktemp("shared") / "case"))
    with serving(case) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop beside us
    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which any error of a script fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console",
        lambda message: wrong.append(message.text) if "Content Security" in message.text else None,
    )
    yield opened
    context.close()
    assert wrong == []
