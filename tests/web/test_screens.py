"""The screens as a person uses them: every key, boxes on their pixels, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Page, Route, StorageState, expect

from goodcause.pipeline.review_pages import page_of
from goodcause.store.matter import open_matter
from goodcause.store.models import DecisionRow, EventRow, ItemRow, NoteRow, SourceRow
from goodcause.store.sampling import SampleAnswerRow

from tests.web.browsers import Chromium
from tests.web.serving import Server, enter, serving, until

SCREENS = ("queue", "people", "people/p000001", "sheets/3", "sheets/4", "desk", "quality",
           "progress", "production", "trail", "help", "search?q=Ostrander", "sample")  # fmt: skip


def open_page(page: Page, server: Server, key: str, number: int = 1, more: str = "") -> None:
    page.goto(f"{server.base}page/{key}/{number}{more}")
    page.wait_for_selector("#stage img")
    page.wait_for_selector(".row")


@pytest.fixture(scope="module")
def stories(shared_case: Path) -> list[str]:
    open_matter(shared_case)
    rows = SourceRow.objects.filter(path__contains="/story ").order_by("key")
    return list(rows.values_list("key", flat=True))


@pytest.fixture
def story(page: Page, shared: Server, shared_case: Path, stories: list[str]) -> str:
    """A paper that no other test touches, open on the page."""
    open_matter(shared_case)
    key = stories.pop()
    open_page(page, shared, key)
    return key


def decided(key: str) -> list[DecisionRow]:
    return list(DecisionRow.objects.filter(source_id=key).order_by("pk"))


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text("saved")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def states(key: str) -> list[str]:
    rows = ItemRow.objects.filter(source_id=key).order_by("pk")
    return list(rows.values_list("state", flat=True))


def test_one_key_removes_and_goes_on_and_one_takes_it_back(page: Page, story: str) -> None:
    first = page.locator(".row.sel").get_attribute("class")
    assert first and "open" in first
    press(page, "a")
    expect(page.locator(".row.remove")).to_have_count(1)
    expect(page.locator(".row.sel.open")).to_have_count(1)
    saved(page)
    until(lambda: states(story).count("remove") == 1)

    press(page, "u")
    until(lambda: states(story).count("remove") == 0)
    assert [r.outcome for r in decided(story)] == ["remove", "ask"]


def test_leaving_asks_why_and_the_number_is_the_reason(page: Page, story: str) -> None:
    press(page, "x", "6")
    until(lambda: decided(story))
    (row,) = decided(story)

    assert (row.outcome, row.by) == ("leave", "Ada Wren")
    assert row.reason.startswith("public knowledge")


def test_another_reason_is_asked_for_in_words(page: Page, story: str) -> None:
    press(page, "x", "9")
    page.wait_for_selector("dialog textarea")
    page.keyboard.type("the range is closed for good")
    press(page, "Enter")
    until(lambda: decided(story))

    assert decided(story)[0].reason == "the range is closed for good"


def test_all_of_a_category_on_the_page_go_with_one_key(page: Page, story: str) -> None:
    rows = ItemRow.objects.filter(source_id=story, state="open")
    category = rows.get(pk=int(page.evaluate(SELECTED))).category
    count = rows.filter(category=category).count()
    press(page, "A")
    until(lambda: len(decided(story)) == count)

    assert not rows.filter(category=category).exists()


SELECTED = "() => document.querySelector('.item.sel').dataset.id"


def test_moving_among_findings_changes_nothing(page: Page, story: str) -> None:
    press(page, "j", "k", "n", "f", "+", "-", "f", "l", "l", "?", "Escape", "b")
    saved(page)

    assert not decided(story)


def test_buttons_do_what_their_keys_do(page: Page, story: str) -> None:
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Smaller").click()
    page.get_by_role("button", name="Zoom f").click()
    page.get_by_role("button", name="Stays l").click()
    page.get_by_role("button", name="Remove a").click()
    until(lambda: len(decided(story)) == 1)
    page.get_by_role("button", name="Leave x").click()
    page.get_by_role("button", name="a past incident").click()
    until(lambda: len(decided(story)) == 2)


def test_a_page_with_something_open_is_not_done(page: Page, story: str) -> None:
    press(page, " ")

    expect(page.locator("#banner")).to_contain_text("undecided")


def test_after_the_last_decision_the_next_page_comes(page: Page, story: str) -> None:
    for _ in range(states(story).count("open")):
        press(page, "a")
    page.wait_for_url(lambda url: story not in url)
    saved(page)

    until(lambda: "open" not in states(story))


def test_after_shows_the_servers_own_rendering(page: Page, story: str) -> None:
    before = shown(page)
    press(page, "p")
    page.wait_for_selector("#stage img[src*='/after/']")
    expect(page.locator("#outlook")).to_contain_text("goes")
    after = shown(page)
    press(page, "w")
    page.wait_for_selector("#stage img[src*='/marked/']")
    marked = shown(page)

    assert len({before, after, marked}) == 3


def shown(page: Page) -> bytes:
    source = page.locator("#stage img").get_attribute("src")
    return page.request.get(f"{page.url.split('/c/')[0]}{source}").body()


def test_a_drawn_box_is_removed_under_its_clause_and_rubbed_out_again(
    page: Page, story: str
) -> None:
    drag(page, shift=True)
    press(page, "1")
    drawn = ItemRow.objects.filter(source_id=story, drawn=True)
    until(drawn.exists)
    assert drawn.get().state == "remove"
    assert drawn.get().rule

    press(page, "u")
    until(lambda: not drawn.exists())


def drag(page: Page, *, shift: bool = False) -> None:
    """Draw a box over the second line of a story."""
    box = page.locator("#stage svg").bounding_box()
    assert box
    factor = box["width"] / 2550
    press(page, "d")
    page.mouse.move(box["x"] + 250 * factor, box["y"] + 340 * factor)
    page.mouse.down()
    page.mouse.move(box["x"] + 900 * factor, box["y"] + 430 * factor, steps=4)
    if shift:
        page.keyboard.down("Shift")
    page.mouse.up()
    if shift:
        page.keyboard.up("Shift")
    page.wait_for_selector("dialog[open]")


def test_escape_ends_drawing_and_records_nothing(page: Page, story: str) -> None:
    drag(page)
    press(page, "Escape")

    expect(page.locator("dialog[open]")).to_have_count(0)
    assert not ItemRow.objects.filter(source_id=story, drawn=True).exists()


def test_all_occurrences_are_counted_before_anything_is_done(page: Page, story: str) -> None:
    item = ItemRow.objects.get(pk=int(page.evaluate(SELECTED)))
    mine = ItemRow.objects.filter(group=item.group, state="open", source_id=story)
    press(page, "o", "2")
    expect(page.locator("dialog b").first).to_have_text(str(mine.count()))
    assert not decided(story)

    press(page, "Enter")
    until(lambda: not mine.exists())


def test_a_question_goes_to_counsel_and_its_answer_decides(
    page: Page, shared: Server, story: str
) -> None:
    press(page, "e")
    page.locator("dialog[open] :focus").wait_for()  # or letters would be keys of the page
    page.keyboard.type("Is that a public place?")
    press(page, "Enter")
    asked = ItemRow.objects.filter(source_id=story, escalated=True)
    until(asked.exists)
    item = asked.get()
    page.goto(f"{shared.base}desk")
    page.wait_for_load_state("networkidle")
    question = page.locator(f".ask[data-id='{item.pk}']")
    question.locator("[name=words]").fill("it is a public road")
    question.locator("[data-do=leave]").click()
    until(NoteRow.objects.filter(source_id=story).exclude(answer="").exists)

    assert ItemRow.objects.get(pk=item.pk).state == "leave"
    assert decided(story)[0].reason == "it is a public road"


def test_a_note_stands_beside_the_page_as_it_was_written(page: Page, story: str) -> None:
    press(page, "c")
    page.locator("dialog[open] :focus").wait_for()  # or letters would be keys of the page
    page.keyboard.type("<b>see the letter</b>")
    press(page, "Enter")

    expect(page.locator("#notes")).to_contain_text("<b>see the letter</b>")


def test_a_second_look_at_ones_own_decision_is_refused_in_a_sentence(
    page: Page, story: str
) -> None:
    press(page, "a", "k", "v")

    expect(page.locator("#banner")).to_contain_text("another person")


def test_a_sheet_settles_all_but_the_one_taken_out(page: Page, shared: Server, story: str) -> None:
    page.goto(f"{shared.base}sheets/3")
    page.wait_for_load_state("networkidle")
    ids = [int(cast(str, c.get_attribute("data-id"))) for c in page.locator(".crop").all()]
    page.locator(".pick").first.click()
    press(page, "Enter")
    removed = ItemRow.objects.filter(pk__in=ids, state="remove")
    until(lambda: removed.count() == len(ids) - 1)
    press(page, "x", "3")
    until(lambda: ItemRow.objects.get(pk=ids[0]).state == "leave")


def test_every_screen_is_reached_by_its_key(page: Page, story: str) -> None:
    where = {"q": "queue", "p": "people", "c": "desk", "y": "quality", "b": "progress",
             "v": "production", "t": "trail", "h": "help"}  # fmt: skip
    for key, name in where.items():
        press(page, "g", key)
        page.wait_for_url(f"**/{name}")
        page.wait_for_load_state()


def test_rows_of_the_queue_are_gone_through_by_keys(page: Page, shared: Server) -> None:
    page.goto(f"{shared.base}queue")
    page.wait_for_load_state("networkidle")
    press(page, "j", "j", "k", "Enter")
    page.wait_for_url("**/page/**")


def test_a_key_can_be_changed_by_a_person(page: Page, shared: Server, story: str) -> None:
    page.goto(f"{shared.base}help")
    page.get_by_label("Change the key for: remove it and go on").click()
    press(page, "r")
    open_page(page, shared, story)
    press(page, "r")
    until(lambda: "remove" in states(story))
    page.evaluate("() => localStorage.removeItem('goodcause:keys')")


def test_boxes_lie_on_their_pixels_at_any_zoom(page: Page, story: str) -> None:
    worst = []
    for wide in (700, 1010, 1275, 1976, 2550, 4845):
        page.evaluate(WIDEN, wide)
        page.wait_for_timeout(120)
        worst.append(page.evaluate(OFF))

    assert max(worst) < 0.5


WIDEN = """(wide) => {
  const scroll = document.querySelector('#scroll');
  scroll.style.width = `${wide + 26}px`;
  scroll.style.flex = 'none';
  window.dispatchEvent(new Event('resize'));
}"""
OFF = """() => {
  const image = document.querySelector('#stage img'), base = image.getBoundingClientRect();
  const facts = JSON.parse(document.getElementById('boot').textContent).facts;
  const plate = image.src.includes('half') ? 2 : 1;
  const x = base.width / image.naturalWidth / plate, y = base.height / image.naturalHeight / plate;
  return Math.max(...facts.items.filter((item) => item.state !== 'stays').map((item) => {
    const seen = document.querySelector(`[data-id="${item.id}"] .box`).getBoundingClientRect();
    const [l, t, r, b] = item.boxes[0];
    return Math.max(Math.abs(seen.left - base.left - l * x), Math.abs(seen.top - base.top - t * y),
      Math.abs(seen.right - base.left - r * x), Math.abs(seen.bottom - base.top - b * y));
  }));
}"""


@pytest.mark.parametrize("path", [*SCREENS, "page"])
def test_no_screen_keeps_anybody_out(
    browser: Chromium, session: StorageState, shared: Server, stories: list[str], path: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page = browser.page(bypass_csp=True, storage_state=session)
    page.goto(shared.base + (f"page/{stories[0]}/1" if path == "page" else path))
    page.wait_for_load_state("networkidle")
    found = Axe().run(page)
    page.context.close()

    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


def test_what_is_sent_while_the_server_cannot_be_reached_is_kept_and_sent_later(
    page: Page, story: str
) -> None:
    page.route("**/do/decide", lambda route: route.abort())
    press(page, "a")
    expect(page.locator("#saved")).to_contain_text("not saved")
    expect(page.locator("#banner")).to_contain_text("cannot be reached")
    assert not decided(story)

    page.unroute("**/do/decide")
    page.get_by_role("button", name="Try again").click()
    saved(page)
    assert len(decided(story)) == 1


def test_an_answer_that_was_lost_does_not_decide_twice(page: Page, story: str) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/do/decide", lose, times=1)
    press(page, "a")
    expect(page.locator("#saved")).to_contain_text("not saved")
    assert len(decided(story)) == 1
    saved(page)

    assert len(decided(story)) == 1


def test_a_browser_closed_in_the_middle_of_a_decision_sends_it_when_it_is_back(
    page: Page, shared: Server, story: str
) -> None:
    page.route("**/do/decide", lambda route: route.abort())
    press(page, "a")
    expect(page.locator("#saved")).to_contain_text("not saved")
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(f"{shared.base}queue")
    until(lambda: decided(story))
    other.close()

    assert len(decided(story)) == 1


def test_an_expired_session_loses_nothing(page: Page, story: str) -> None:
    kept = page.context.cookies()
    page.context.clear_cookies()
    press(page, "a")
    expect(page.locator("#saved")).to_contain_text("not saved")
    assert not decided(story)

    page.context.add_cookies(cast("list", kept))  # type: ignore[type-arg]
    page.get_by_role("button", name="Try again").click()
    saved(page)
    assert len(decided(story)) == 1


def test_of_two_people_on_one_page_the_second_is_told_and_decides_nothing_over(
    browser: Chromium, page: Page, shared: Server, story: str
) -> None:
    other = browser.page()
    enter(other, shared)
    open_page(other, shared, story)
    press(page, "a")
    until(lambda: decided(story))
    press(other, "x", "5")
    expect(other.locator("#banner")).to_contain_text("changed while you looked")
    other.context.close()

    assert len(decided(story)) == 1


def test_a_picture_that_cannot_be_made_is_a_sentence_and_its_findings_can_be_decided(
    newcomer: Page, shared_case: Path, stories: list[str]
) -> None:
    matter = open_matter(shared_case)
    key = stories.pop()
    matter.blobs.path(page_of(matter, key, 1).plate).unlink(missing_ok=True)
    # A server of its own: another may have made the picture already, for somebody's next page.
    with serving(shared_case) as anew:
        enter(newcomer, anew)
        newcomer.goto(f"{anew.base}page/{key}/1")
        expect(newcomer.locator("#banner")).to_contain_text("cannot be shown")
        expect(newcomer.locator("#banner")).to_contain_text(
            "restore the case's blobs from its backup"
        )
        press(newcomer, "a")
        until(lambda: decided(key))


def test_the_sample_is_drawn_and_read_by_keys(
    page: Page, shared: Server, shared_case: Path
) -> None:
    open_matter(shared_case)
    page.goto(f"{shared.base}sample")
    page.get_by_role("button", name="Draw a sample").click()
    first = page.locator("#sample")
    first.wait_for()
    key = first.get_attribute("data-item")
    press(page, "m")
    expect(page.locator("#banner")).to_contain_text("Say what was missed")
    page.fill("#note", "a school, in the last line")
    press(page, "Escape", "m")
    until(SampleAnswerRow.objects.exists)
    (answer,) = SampleAnswerRow.objects.select_related("item")
    assert (answer.item.key, answer.missed, answer.by) == (key, True, "Ada Wren")
    assert answer.note == "a school, in the last line"

    page.goto(f"{shared.base}quality")
    expect(page.locator("main")).to_contain_text("Agreement between readers")


def test_the_trail_is_checked_and_taken_along(page: Page, shared: Server, story: str) -> None:
    press(page, "a")
    until(lambda: decided(story))
    page.goto(f"{shared.base}trail?q={story}")
    page.get_by_role("button", name="Check the chain").click()
    expect(page.locator("#verdict")).to_contain_text("is whole")
    lines = page.request.get(f"{shared.base}trail/export").text().splitlines()

    assert len(lines) == EventRow.objects.count()
    assert {"decide"} <= {json.loads(line)["what"] for line in lines}
