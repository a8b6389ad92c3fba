"""The screens of procedures as a person uses them, with the keyboard and the mouse."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from goodcause.pipeline.forwarding import receiving_folder
from goodcause.pipeline.procedures import every
from goodcause.store.matter import open_matter

from tests.afterwards.steps import proposed
from tests.afterwards.test_forwarding import every_byte, seen_in
from tests.case.forwardings import ARTICLE, CHECKED, CLOCK, COUNSEL, HOME
from tests.web.serving import CHROMIUM, NO_BROWSER, Server, Visitor, enter, serving


@pytest.fixture(scope="module")
def shared_case(made_served: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(made_served, tmp_path_factory.mktemp("screens") / "case"))


@pytest.fixture(scope="module")
def shared(shared_case: Path) -> Iterator[Server]:
    with serving(shared_case) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop beside us
    with sync_playwright() as running:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        opened = running.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def signed_in(browser: Browser, shared: Server) -> Iterator[BrowserContext]:
    # axe puts a script of its own into the page, which our policy forbids.
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    opened = context.new_page()
    enter(opened, shared)
    opened.close()
    yield context
    context.close()


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    opened = signed_in.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    opened.close()
    assert wrong == []


def told(page: Page, button: str, on: str, **facts: str) -> None:
    """Take the step of a button: fill what its dialog asks for, and record it."""
    page.locator(f'[data-move="{button}"]').click()
    fill(page, on, **facts)


def fill(page: Page, on: str, **facts: str) -> None:
    dialog = page.locator("dialog[open]")
    for name, value in {**facts, "on": on}.items():
        field = dialog.locator(f'[name="{name}"]')
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        dialog.get_by_role("button", name="Record").click()


def no_barriers(page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    found = Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


def stands(page: Page, words: str) -> None:
    expect(page.locator("h1")).to_contain_text(words)


def pictured(page: Page, name: str) -> None:
    """A picture to look at, where somebody asks for it."""
    where = os.environ.get("GOODCAUSE_PICTURES")
    if where:
        page.screenshot(path=f"{where}/{name}.png", full_page=True)


def up_to_the_mailing(page: Page, base: str) -> None:
    page.goto(f"{base}afterwards")
    form = page.locator('form[data-kind="forward"]')
    form.locator('[name="asked_for"]').fill("CCW0000001")
    form.locator('[name="asked_by"]').fill(COUNSEL)
    form.locator('[name="return_date"]').fill("2007-05-14")
    form.locator('[name="on"]').fill("2007-03-05")
    form.get_by_role("button").click()
    stands(page, "received")
    told(page, "check", "2007-03-06", **{k: str(v) for k, v in CHECKED.items()})
    told(page, "set-clock", "2007-03-06", **CLOCK)
    told(page, "draft", "2007-03-08", mailed_on="2007-03-09")
    assert page.locator(".papers a").count() == 8
    told(page, "send", "2007-03-09", service="certified", server="Kim Post", article=ARTICLE)


def over_the_board(page: Page, base: str) -> None:
    """A key opens the steps that lead on; a card is dragged, and what is too early refused."""
    page.goto(f"{base}afterwards/forward")
    pictured(page, "board")
    no_barriers(page)
    assert seen_in(iter([page.content().encode()])) == set()
    page.keyboard.press("j")
    page.keyboard.press("]")
    page.locator("dialog[open] button", has_text="it was delivered").click()
    fill(page, "2007-03-13", received_by="at the door")
    expect(page.locator('[data-column="2"] .kard')).to_have_count(1)
    page.drag_and_drop(".kard", '[data-column="4"]')
    dialog = page.locator("dialog[open]")
    dialog.locator('[name="on"]').fill("2007-04-02")
    dialog.get_by_role("button", name="Record").click()
    expect(dialog.locator(".bad")).to_contain_text("an answer may come until 2007-04-03")
    pictured(page, "dialog")
    fill(page, "2007-04-10")
    expect(page.locator('[data-column="4"] .kard')).to_have_count(1)


def test_a_forwarding_from_the_first_paper_to_the_last_through_the_screens(
    browser: Browser, page: Page, shared: Server, shared_case: Path
) -> None:
    up_to_the_mailing(page, shared.base)
    pictured(page, "procedure")
    no_barriers(page)
    over_the_board(page, shared.base)
    page.locator(".kard a").click()
    told(page, "propose", "2007-04-10", reason="no answer came")
    page.locator('[data-move="approve"]').click()
    dialog = page.locator("dialog[open]")
    dialog.locator('[name="reason"]').fill("mail record looked at")
    dialog.get_by_role("button", name="Record").click()
    expect(dialog.locator(".bad")).to_contain_text("two persons reveal an address")
    dialog.get_by_role("button", name="Cancel").click()
    page.locator("#tell").click()
    expect(page.locator("#outcome")).to_contain_text("counsel decides")
    folder = receiving_folder(open_matter(shared_case), 1)
    assert seen_in(every_byte(folder)) == set()

    with serving(shared_case, "--as", "Ben Stone") as other:
        context = browser.new_context()
        second = context.new_page()
        enter(second, other)
        second.goto(f"{other.base}afterwards/forward/1")
        told(second, "approve", "2007-04-10", reason="mail record looked at")
        told(second, "reveal", "2007-04-11", to=COUNSEL)
        second.locator("#tell").click()
        expect(second.locator("#outcome")).to_contain_text("the address is given")
        told(second, "close", "2007-04-11", outcome="address given")
        stands(second, "closed")
        context.close()
    assert HOME in seen_in(every_byte(folder))


def test_a_motion_from_the_first_paper_to_the_last_through_the_screens(
    page: Page, shared: Server, shared_case: Path
) -> None:
    page.goto(f"{shared.base}afterwards")
    form = page.locator('form[data-kind="motion"]')
    form.locator('[name="asked_for"]').fill("CCW0000001")
    form.locator('[name="movant"]').fill("Dana Field")
    form.locator('[name="ground"]').fill("the applicant is a neighbour")
    form.locator('[name="categories"]').fill("home phone")
    form.locator('[name="on"]').fill("2007-03-06")
    form.get_by_role("button").click()
    stands(page, "conferring")
    day = "2007-03-06"
    told(page, "confer", day, with_whom="Dana Field", result="no agreement")
    told(page, "file", day, docket="88", hearing="2007-04-11")
    told(page, "respond", day, position="p", harm="h", interest="i", less_intrusive="l")
    told(page, "draft", day)
    assert page.locator(".papers a").count() == 6
    with page.expect_download() as kept:
        page.locator(".papers a", has_text="joint-statement.1.docx").click()
    assert kept.value.suggested_filename == "motion-1-joint-statement.1.docx"
    pictured(page, "motion")
    no_barriers(page)
    told(page, "submit", day, heard=day)
    told(page, "grant", day, ruling="Dkt. 101", judge="Mueller, M.J.", items="all")
    told(page, "enforce", day)
    stands(page, "in force")
    open_matter(shared_case)
    assert [p.state for p in every("motion")] == ["in_force"]
    page.goto(f"{shared.base}afterwards")
    pictured(page, "afterwards")
    no_barriers(page)


def test_a_reviewer_cannot_do_what_is_counsels_and_nobody_does_a_thing_twice(
    served_folder: Path,
) -> None:
    number = proposed(open_matter(served_folder))
    with serving(served_folder, "--role", "reviewer") as running:
        visitor = Visitor(running.port)
        visitor.enter(running.link.removeprefix(running.root))
        assert visitor.act("/c/case/do/tell", {"number": number}).status == 403
        body = {"kind": "forward", "number": number, "move": "approve",
                "facts": {"reason": "x"}, "on": "2007-04-11"}  # fmt: skip
        late = visitor.act("/c/case/do/step", {**body, "version": 3})
        refused = visitor.act("/c/case/do/step", {**body, "version": 8})
        one = f"/c/case/afterwards/forward/{number}"

        assert (late.status, refused.status) == (409, 400)
        assert "meanwhile" in late.text
        assert "for the role attorney" in refused.text
        assert visitor.ask(f"{one}/papers/notice.1.pdf").status == 200
        assert visitor.ask(f"{one}/papers/notice.9.pdf").status == 404
        assert visitor.ask(f"{one}/papers/..%2f..%2f..%2fcase.db").status == 404
        assert visitor.ask("/c/case/afterwards/forward/77").status == 400
        assert visitor.ask("/c/case/afterwards/parcel/1").status == 404
