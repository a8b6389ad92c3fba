"""The producing side's screens of eyes-only access, through the running server and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import BrowserContext, Page, expect

from goodcause.case.procedure import Who
from goodcause.pipeline import access
from goodcause.pipeline.procedures import every, papers_folder, standing
from goodcause.pipeline.review_index import rules_today
from goodcause.store.matter import open_matter

from tests.web.browsers import Chromium
from tests.web.serving import Server, Visitor, enter, serving

STRANGE = ["access", "access/undertaking/1", "access/undertaking/1/paper/undertaking.1.pdf"]
POSTED = ["access/undertaking/open", "access/undertaking/1/act", "access/undertaking/1/write"]


@pytest.fixture(scope="module")
def folder(made_served: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case in which one person is to sign, and has the paper for it."""
    case = Path(shutil.copytree(made_served, tmp_path_factory.mktemp("eyes") / "case"))
    matter = open_matter(case)
    person = {"name": "Ivo Stern", "role": "staff", "sponsor": "Q. Gorski", "employer": "Stern LLC"}
    access.opened(matter, "undertaking", person, Who(name="Ann", role="attorney"), date(2007, 3, 9))
    access.papers(matter, rules_today(matter), ("undertaking", 1), "undertaking", {})
    connections.close_all()
    return case


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="module")
def signed_in(browser: Chromium, server: Server) -> Iterator[BrowserContext]:
    context = browser.context()
    opened = context.new_page()
    enter(opened, server)
    opened.close()
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    opened = signed_in.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda m: wrong.append(m.text) if "Content Security" in m.text else None)
    yield opened
    opened.close()
    assert wrong == []


def test_a_person_is_named_signs_and_is_admitted_in_the_browser(
    page: Page, server: Server, folder: Path
) -> None:
    page.goto(server.base + "access")
    page.locator("summary", has_text="Undertaking to be bound").click()
    form = page.locator("details[open] form")
    form.get_by_label("name", exact=True).fill("Una Wold")
    form.get_by_label("role").select_option("staff")
    form.get_by_label("sponsor").fill("Q. Gorski")
    form.get_by_label("employer").fill("Gorski & Co")
    form.get_by_role("button", name="Open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Undertaking to be bound 2")

    page.locator("details", has_text="Exhibit A").locator("summary").click()
    page.get_by_role("button", name="Write").first.click()
    expect(page.get_by_role("link", name="undertaking.1.pdf")).to_be_visible()

    page.locator("summary", has_text="sign").click()
    form = page.locator("details[open] form")
    for label, value in (("printed name", "Una Wold"), ("signed on", "2026-11-01"),
                         ("place", "Davis"), ("agent", "L. Bell"), ("copy", "x.pdf")):  # fmt: skip
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name="Record").click()
    page.locator("summary", has_text="admit").click()
    page.locator("details[open] form").get_by_label("what").fill("VOL001")
    page.locator("details[open] form").get_by_role("button", name="Record").click()
    expect(page.locator(".lede")).to_contain_text("Stands at admitted")

    page.goto(server.base + "access")
    expect(page.get_by_role("cell", name="Una Wold", exact=True).first).to_be_visible()
    open_matter(folder)
    found = standing("undertaking", 2)
    assert [s.move for s in found.steps] == ["open", "sign", "admit"]
    assert {(s.by, s.role) for s in found.steps} == {("Ada Wren", "attorney")}


def test_a_refused_step_is_a_sentence_and_changes_nothing(page: Page, server: Server) -> None:
    page.goto(server.base + "access")
    page.locator("summary", has_text="Challenge to a designation").click()
    form = page.locator("details[open] form")
    for label, value in (("challenger", "Plaintiffs"), ("bates", "CCW0099999"),
                         ("paragraph", "6"), ("ground", "public")):  # fmt: skip
        form.get_by_label(label).fill(value)
    form.get_by_role("button", name="Open").click()

    expect(page.locator("main")).to_contain_text("no served page bears the number CCW0099999")
    assert every("challenge") == ()


@pytest.mark.parametrize("path", ["access", "access/undertaking/1"])
def test_no_screen_of_access_keeps_anybody_out(
    browser: Chromium, signed_in: BrowserContext, server: Server, path: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    state = signed_in.storage_state()
    context = browser.context(bypass_csp=True, storage_state=state)
    opened = context.new_page()
    opened.goto(server.base + path)
    found = Axe().run(opened)
    context.close()

    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


@pytest.mark.parametrize("path", [*STRANGE, *POSTED])
def test_a_stranger_gets_none_of_it(server: Server, path: str) -> None:
    visitor = Visitor(server.port)
    at = f"/c/{server.slug}/{path}"
    answer = visitor.ask(at, "POST", b"x") if path in POSTED else visitor.ask(at)

    assert answer.status in {302, 403} and "Stern" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["access/duel/1", "access/undertaking/9", "access/forward/1",
     "access/undertaking/1/paper/..%2f..%2fcase.db", "access/undertaking/1/paper/nothing.pdf"],
)  # fmt: skip
def test_what_is_not_there_is_not_there(server: Server, folder: Path, path: str) -> None:
    answer = server.signed_in().ask(f"/c/{server.slug}/{path}")

    assert answer.status in {400, 404} and b"SQLite format" not in answer.body
    assert papers_folder(open_matter(folder), "undertaking", 1).is_dir()


def test_a_form_without_its_token_records_nothing(server: Server, folder: Path) -> None:
    visitor = server.signed_in()
    at = f"/c/{server.slug}/access/undertaking/open"
    fields = {"fact-name": "X", "fact-role": "staff", "fact-sponsor": "x", "fact-employer": "x",
              "on": "2026-11-01"}  # fmt: skip

    assert visitor.post_form(at, fields).status == 403
    open_matter(folder)
    assert "X" not in {p.text("name") for p in every("undertaking")}
