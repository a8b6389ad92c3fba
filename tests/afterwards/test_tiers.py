"""S14 as people use it: what stops the answers, and rows looked up by keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from goodcause.case.answering import looked_up
from goodcause.pipeline.answering import draft_answers
from goodcause.pipeline.procedures import standing
from goodcause.store.matter import open_matter

from tests.afterwards.bench import opened_browser
from tests.afterwards.lodging import COUNSEL
from tests.afterwards.test_interrogatories import worked, written
from tests.web.serving import Server, Visitor, enter, serving


@pytest.fixture(scope="module")
def case(made_served: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a set of answers whose rows nobody has looked up."""
    folder = tmp_path_factory.mktemp("tiers")
    matter = open_matter(Path(shutil.copytree(made_served, folder / "case")))
    draft_answers(matter, written(folder, worked(matter)), (COUNSEL, date(2007, 4, 2)))
    return matter.folder


@pytest.fixture(scope="module")
def running(case: Path) -> Iterator[Server]:
    with serving(case) as server:
        yield server


@pytest.fixture(scope="module")
def page(running: Server) -> Iterator[Page]:
    with opened_browser() as browser:
        opened = _page(browser, running)
        yield opened
        opened.context.close()


def _page(browser: Browser, running: Server) -> Page:
    # axe puts a script of its own into the page, which our policy forbids.
    opened = browser.new_context(
        bypass_csp=True, viewport={"width": 1440, "height": 900}
    ).new_page()
    enter(opened, running)
    return opened


def test_rows_are_looked_up_by_keys_and_the_gate_lets_go(
    case: Path, running: Server, page: Page
) -> None:
    page.goto(f"{running.base}afterwards/interrogatory/1/tiers")
    count = page.locator("[data-look]").count()
    assert count > 1
    expect(page.locator(".lede")).to_contain_text(f"{count} things stop them")
    assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]] == []
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-look]")).to_have_count(count - 1)
    expect(page.locator("tr.at")).to_have_attribute("data-row", "2")
    page.keyboard.press("x")
    expect(page.locator("[data-look]")).to_have_count(count - 2)
    expect(page.locator(".cited").first).to_contain_text("Ada Wren")
    open_matter(case)
    found = standing("interrogatory", 1)

    assert {who for who, _ in looked_up(found).values()} == {"Ada Wren"}
    assert len(looked_up(found)) == 2


def test_the_tiers_of_each_part_stand_side_by_side(running: Server, page: Page) -> None:
    page.goto(f"{running.base}afterwards/interrogatory/1/tiers")

    expect(page.locator(".subpart")).to_have_count(4)
    expect(page.locator(".subpart").nth(2)).to_contain_text("no record holds it")


def test_what_changed_meanwhile_is_not_recorded(running: Server) -> None:
    visitor = running.signed_in()
    answer = visitor.act("/c/case/do/look-up", {"number": 1, "version": 99, "row": 3})

    assert answer.status == 409
    assert Visitor(running.port).ask("/c/case/afterwards/interrogatory/1/tiers").status == 302
