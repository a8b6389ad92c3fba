from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Page, StorageState, expect, sync_playwright

from goodcause.engine.inline import Inline
from goodcause.pipeline.add import add
from goodcause.pipeline.new import new_case
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.pipeline.review_index import prepare, rules_today
from goodcause.store.matter import Matter, open_matter

from tests.pipeline.papers import case_papers
from tests.web.browsers import PATIENCE, Chromium, watched
from tests.web.papers import MORE_STORIES, STORIES, review_papers, stories
from tests.web.serving import CHROMIUM, NO_BROWSER, Server, enter, serving


def make_case(folder: Path) -> None:
    """A small case that was read and prepared, and not reviewed."""
    papers = review_papers(case_papers(folder / "papers"))
    matter = new_case(folder / "case", "mehl-v-blanas", date(2007, 3, 5)).matter
    for series in sorted(p.name for p in papers.iterdir() if p.is_dir()):
        add(matter, [str(papers / series)], series, Silent())
    _make_ready(matter)


def add_stories(made: Path, folder: Path) -> None:
    """The same case with a paper for each test that decides something."""
    matter = open_matter(Path(shutil.copytree(made, folder / "case")))
    papers = folder / "papers" / "more"
    stories(papers, range(STORIES, STORIES + MORE_STORIES))
    add(matter, [str(papers)], "ccw", Silent())
    _make_ready(matter)


def _make_ready(matter: Matter) -> None:
    read(matter, Inline(), Silent())
    prepare(matter, rules_today(matter), Silent())
    connections.close_all()


def _once(
    tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]
) -> Path:
    """A case made once for all workers of a run; copied, never changed."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            (folder / "done").touch()
    return folder / "case"


@pytest.fixture(scope="session")
def made_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _once(tmp_path_factory, "review", make_case)


@pytest.fixture(scope="session")
def storied_case(made_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _once(tmp_path_factory, "stories", lambda folder: add_stories(made_case, folder))


@pytest.fixture
def case(made_case: Path, tmp_path: Path) -> Path:
    """The case for one test to change."""
    return Path(shutil.copytree(made_case, tmp_path / "case"))


@pytest.fixture
def server(case: Path) -> Iterator[Server]:
    with serving(case) as running:
        yield running


@pytest.fixture(scope="module")
def shared_case(storied_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case that the tests of a module share; each has papers of its own in it."""
    return Path(shutil.copytree(storied_case, tmp_path_factory.mktemp("shared") / "case"))


@pytest.fixture(scope="module")
def shared(shared_case: Path) -> Iterator[Server]:
    with serving(shared_case) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """A browser for the tests of one file: its loop must not run beside those of others."""
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    expect.set_options(timeout=PATIENCE)
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop beside us
    with sync_playwright() as running:
        opened = Chromium(running, CHROMIUM)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def patience(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test waits for ever on the browser."""
    if "browser" not in request.fixturenames:
        yield
        return
    with watched():
        yield


@pytest.fixture(scope="module")
def session(browser: Chromium, shared: Server) -> StorageState:
    """What a browser keeps once somebody has signed in with it."""
    opened = browser.page()
    enter(opened, shared)
    kept = opened.context.storage_state()
    opened.context.close()
    return kept


@pytest.fixture
def page(browser: Chromium, session: StorageState) -> Iterator[Page]:
    """A page on which any error of a script fails the test."""
    opened = browser.page(storage_state=session)
    context = opened.context
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console",
        lambda message: wrong.append(message.text) if "Content Security" in message.text else None,
    )
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture
def newcomer(browser: Chromium) -> Iterator[Page]:
    """A page of a browser that knows nothing yet."""
    opened = browser.page()
    yield opened
    opened.context.close()
