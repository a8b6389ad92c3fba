"""The screens as a person uses them: every key, boxes on their pixels, nothing lost."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from goodcause.store.matter import open_matter
from goodcause.store.models import DecisionRow, EventRow, ItemRow, NoteRow, SourceRow

from tests.web.serving import Server, until

STORY = "story one.pdf"
SCREENS = ("queue", "people", "people/p000001", "sheets/3", "sheets/4", "desk", "quality",
           "progress", "production", "trail", "help", "search?q=Ostrander", "sample")  # fmt: skip


def enter(page: Page, server: Server) -> None:
    page.goto(server.another_link())
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/case/**")
    page.wait_for_load_state("networkidle")


def open_story(page: Page, server: Server, case: Path) -> str:
    open_matter(case)
    key = SourceRow.objects.get(path__endswith=STORY).key
    page.goto(f"{server.base}page/{key}/1")
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("#stage img")
    return key


@pytest.fixture
def story(page: Page, server: Server, case: Path) -> str:
    enter(page, server)
    return open_story(page, server, case)


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text("saved")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def states(key: str) -> list[str]:
    return list(
        ItemRow.objects.filter(source_id=key).order_by("pk").values_list("state", flat=True)
    )


def test_one_key_removes_and_goes_on_and_one_takes_it_back(page: Page, story: str) -> None:
    first = page.locator(".row.sel .t").inner_text()
    press(page, "a")
    expect(page.locator(".row.sel .t")).not_to_have_text(first)
    saved(page)
    assert states(story).count("remove") == 1

    press(page, "u")
    until(lambda: states(story).count("remove") == 0)
    assert [r.outcome for r in DecisionRow.objects.order_by("pk")] == ["remove", "ask"]


def test_leaving_asks_why_and_the_number_is_the_reason(page: Page, story: str) -> None:
    press(page, "x", "6")
    until(DecisionRow.objects.exists)
    row = DecisionRow.objects.get()

    assert (row.outcome, row.by) == ("leave", "Ada Wren")
    assert row.reason.startswith("public knowledge")


def test_another_reason_is_asked_for_in_words(page: Page, story: str) -> None:
    press(page, "x", "9")
    page.keyboard.type("the range is closed for good")
    press(page, "Enter")
    until(DecisionRow.objects.exists)

    assert DecisionRow.objects.get().reason == "the range is closed for good"


def test_all_of_a_category_on_the_page_go_with_one_key(page: Page, story: str) -> None:
    item = ItemRow.objects.filter(source_id=story, state="open").order_by("pk").first()
    assert item is not None
    page.locator(".row.open").first.click()
    category = page.locator("#detail h2").inner_text()
    press(page, "A")
    until(DecisionRow.objects.exists)
    saved(page)

    left = ItemRow.objects.filter(source_id=story, state="open")
    assert not any(category.startswith(i.category.replace("_", " ")) for i in left)


def test_moving_among_findings_changes_nothing(page: Page, story: str) -> None:
    press(page, "j", "k", "n", "f", "+", "-", "f", "l", "l", "?", "Escape", "b")
    saved(page)

    assert not DecisionRow.objects.exists()


def test_a_page_with_something_open_is_not_done(page: Page, story: str) -> None:
    press(page, " ")

    expect(page.locator("#banner")).to_contain_text("undecided")


def test_after_the_last_decision_space_goes_to_the_next_page(page: Page, story: str) -> None:
    for _ in range(len(states(story))):
        if not page.url.split("?")[0].endswith(f"{story}/1"):
            break
        press(page, "a")
        page.wait_for_timeout(40)
    page.wait_for_url(lambda url: story not in url)
    saved(page)

    assert "open" not in states(story)


def test_after_shows_the_servers_own_rendering(page: Page, story: str) -> None:
    before = shown(page)
    press(page, "p")
    page.wait_for_selector("#stage img[src*='/after/']")
    until(lambda: page.locator("#outlook").inner_text() != "")
    after = shown(page)
    press(page, "w")
    page.wait_for_selector("#stage img[src*='/marked/']")
    marked = shown(page)

    assert before != after != marked


def shown(page: Page) -> bytes:
    source = page.locator("#stage img").get_attribute("src")
    return page.request.get(f"{page.url.split('/c/')[0]}{source}").body()


def test_a_drawn_box_is_removed_under_its_clause(page: Page, story: str) -> None:
    box = page.locator("#stage svg").bounding_box()
    assert box
    drag(page, (box["x"] + 100, box["y"] + 130), (box["x"] + 320, box["y"] + 150), shift=True)
    press(page, "1")
    until(lambda: ItemRow.objects.filter(drawn=True).exists())
    drawn = ItemRow.objects.get(drawn=True)

    assert drawn.state == "remove"
    assert drawn.rule
    press(page, "u")
    until(lambda: not ItemRow.objects.filter(drawn=True).exists())


def drag(
    page: Page, start: tuple[float, float], end: tuple[float, float], *, shift: bool = False
) -> None:
    press(page, "d")
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    if shift:
        page.keyboard.down("Shift")
    page.mouse.up()
    if shift:
        page.keyboard.up("Shift")
    page.wait_for_selector("dialog[open]")


def test_escape_ends_drawing_and_records_nothing(page: Page, story: str) -> None:
    box = page.locator("#stage svg").bounding_box()
    assert box
    drag(page, (box["x"] + 100, box["y"] + 130), (box["x"] + 320, box["y"] + 150))
    press(page, "Escape")

    expect(page.locator("dialog[open]")).to_have_count(0)
    assert not ItemRow.objects.filter(drawn=True).exists()


def test_all_occurrences_are_shown_with_their_count_before_anything_is_done(
    page: Page, server: Server, case: Path
) -> None:
    enter(page, server)
    open_matter(case)
    item = ItemRow.objects.filter(category="home_address", state="open").first()
    assert item is not None
    page.goto(f"{server.base}page/{item.source_id}/{item.page}?item={item.pk}")
    page.wait_for_selector("#stage img")
    press(page, "o", "4")
    expect(page.locator("dialog b").first).to_have_text(
        str(ItemRow.objects.filter(group=item.group, state="open").count())
    )
    assert not DecisionRow.objects.exists()

    press(page, "Enter")
    until(lambda: not ItemRow.objects.filter(group=item.group, state="open").exists())


def test_a_question_goes_to_counsel_and_its_answer_decides(
    page: Page, server: Server, story: str
) -> None:
    press(page, "e")
    page.keyboard.type("Is that a public place?")
    press(page, "Enter")
    until(lambda: ItemRow.objects.filter(escalated=True).exists())
    page.goto(f"{server.base}desk")
    page.locator(".ask [name=words]").fill("it is a public road")
    page.get_by_role("button", name="Leave", exact=True).first.click()
    until(lambda: NoteRow.objects.exclude(answer="").exists())

    assert ItemRow.objects.get(source_id=story, key=NoteRow.objects.get().key).state == "leave"


def test_a_note_stands_beside_the_page(page: Page, story: str) -> None:
    press(page, "c")
    page.keyboard.type("<b>see the letter</b>")
    press(page, "Enter")

    expect(page.locator("#notes")).to_contain_text("<b>see the letter</b>")


def test_a_sheet_settles_what_was_left_in_it(page: Page, server: Server, case: Path) -> None:
    enter(page, server)
    page.goto(f"{server.base}sheets/3")
    page.wait_for_load_state("networkidle")
    ids = [int(cast(str, c.get_attribute("data-id"))) for c in page.locator(".crop").all()]
    page.locator(".pick").first.click()
    press(page, "Enter")
    open_matter(case)
    until(lambda: ItemRow.objects.filter(pk__in=ids, state="remove").count() == len(ids) - 1)
    press(page, "x", "3")
    until(lambda: ItemRow.objects.get(pk=ids[0]).state == "leave")


def test_the_queue_is_gone_through_by_keys(page: Page, server: Server) -> None:
    enter(page, server)
    press(page, "g", "q")
    page.wait_for_url("**/queue")
    page.wait_for_load_state("networkidle")
    press(page, "j", "j", "k", "Enter")
    page.wait_for_url("**/page/**")


def test_every_screen_is_reached_by_its_key(page: Page, server: Server) -> None:
    enter(page, server)
    where = {"q": "queue", "p": "people", "c": "desk", "y": "quality", "b": "progress",
             "v": "production", "t": "trail", "h": "help"}  # fmt: skip
    for key, name in where.items():
        press(page, "g", key)
        page.wait_for_url(f"**/{name}")
        page.wait_for_load_state("networkidle")


def test_a_key_can_be_changed_by_a_person(page: Page, server: Server, case: Path) -> None:
    enter(page, server)
    page.goto(f"{server.base}help")
    page.get_by_label("Change the key for: remove it and go on").click()
    press(page, "r")
    key = open_story(page, server, case)
    press(page, "r")
    until(lambda: "remove" in states(key))


@pytest.mark.parametrize("scale", [0.3, 0.5, 0.77, 1.0, 1.9])
def test_boxes_lie_on_their_pixels_at_any_zoom(
    page: Page, server: Server, case: Path, scale: float
) -> None:
    enter(page, server)
    open_matter(case)
    page.goto(f"{server.base}page/{SourceRow.objects.get(path__endswith='a1.pdf').key}/1")
    page.wait_for_selector("#stage img")
    page.evaluate("(wide) => { document.querySelector('#scroll').style.minWidth = wide + 'px'; "
                  "window.dispatchEvent(new Event('resize')); }", 2550 * scale + 26)  # fmt: skip
    page.wait_for_timeout(60)
    off = page.evaluate(
        """() => {
          const image = document.querySelector('#stage img'), base = image.getBoundingClientRect();
          const plate = image.naturalWidth * (image.src.includes('half') ? 2 : 1);
          const factor = base.width / plate;
          const facts = JSON.parse(document.getElementById('boot').textContent).facts;
          let worst = 0;
          for (const item of facts.items) {
            const drawn = document.querySelector(`[data-id="${item.id}"] .box`);
            const seen = drawn.getBoundingClientRect();
            if (!seen.width) continue;
            const [l, t] = item.boxes[0];
            worst = Math.max(worst, Math.abs(seen.x - base.x - l * factor),
                             Math.abs(seen.y - base.y - t * base.height /
                               (image.naturalHeight * (image.src.includes('half') ? 2 : 1))));
          }
          return worst;
        }"""
    )
    assert off < 0.5


def test_a_box_is_where_the_ink_is_in_the_picture_itself(
    page: Page, server: Server, case: Path
) -> None:
    enter(page, server)
    open_matter(case)
    item = ItemRow.objects.filter(category="ssn", state="open").first()
    assert item is not None
    page.goto(f"{server.base}page/{item.source_id}/{item.page}?item={item.pk}")
    page.wait_for_selector("#stage img")
    left, top, right, bottom = item.boxes[0]
    full = Image.open(io.BytesIO(shown(page).replace(b"", b"")))
    half = np.asarray(full.convert("L"))[top // 2 : bottom // 2, left // 2 : right // 2]

    assert (half < 128).any()


@pytest.mark.parametrize("path", [*SCREENS, "page"])
def test_no_screen_keeps_anybody_out(
    browser: Browser, shared: Server, made_case: Path, path: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    context = browser.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    enter(page, shared)
    page.goto(shared.base + ("page/s000001/1" if path == "page" else path))
    page.wait_for_load_state("networkidle")
    found = Axe().run(page)
    context.close()

    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


def test_what_is_sent_while_the_server_cannot_be_reached_is_kept_and_sent_later(
    page: Page, story: str
) -> None:
    page.route("**/do/decide", lambda route: route.abort())
    press(page, "a")
    expect(page.locator("#saved")).to_contain_text("not saved")
    expect(page.locator("#banner")).to_contain_text("cannot be reached")
    assert not DecisionRow.objects.exists()

    page.unroute("**/do/decide")
    page.get_by_role("button", name="Try again").click()
    saved(page)
    assert DecisionRow.objects.count() == 1


def test_an_answer_that_was_lost_does_not_decide_twice(page: Page, story: str) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/do/decide", lose, times=1)
    press(page, "a")
    until(DecisionRow.objects.exists)
    saved(page)

    assert DecisionRow.objects.count() == 1
    assert EventRow.objects.filter(what="decide").count() == 1


def test_a_browser_closed_in_the_middle_of_a_decision_sends_it_when_it_is_back(
    page: Page, server: Server, case: Path, story: str
) -> None:
    page.route("**/do/decide", lambda route: route.abort())
    press(page, "a")
    expect(page.locator("#saved")).to_contain_text("not saved")
    other = page.context.new_page()
    page.close(run_before_unload=False)
    other.goto(f"{server.base}queue")
    until(DecisionRow.objects.exists)

    assert DecisionRow.objects.count() == 1


def test_an_expired_session_loses_nothing(
    page: Page, server: Server, case: Path, story: str
) -> None:
    kept = page.context.cookies()
    page.context.clear_cookies()
    press(page, "a")
    expect(page.locator("#saved")).to_contain_text("not saved")
    assert not DecisionRow.objects.exists()

    page.context.add_cookies(cast("list", kept))  # type: ignore[type-arg]
    page.get_by_role("button", name="Try again").click()
    saved(page)
    assert DecisionRow.objects.count() == 1


def test_of_two_people_on_one_page_the_second_is_told_and_nothing_is_decided_over(
    browser: Browser, page: Page, server: Server, case: Path, story: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    other = context.new_page()
    enter(other, server)
    open_story(other, server, case)
    press(page, "a")
    until(DecisionRow.objects.exists)
    press(other, "x", "5")
    expect(other.locator("#banner")).to_contain_text("changed while you looked")
    context.close()

    assert DecisionRow.objects.count() == 1


def test_a_picture_that_cannot_be_made_is_a_sentence_and_the_findings_can_be_decided(
    page: Page, server: Server, case: Path
) -> None:
    enter(page, server)
    matter = open_matter(case)
    key = SourceRow.objects.get(path__endswith=STORY).key
    from goodcause.pipeline.review_pages import page_of  # noqa: PLC0415

    matter.blobs.path(page_of(matter, key, 1).plate).unlink()
    page.goto(f"{server.base}page/{key}/1")
    expect(page.locator("#banner")).to_contain_text("cannot be shown")
    expect(page.locator("#banner")).to_contain_text("restore the case's blobs folder")
    press(page, "a")
    until(DecisionRow.objects.exists)


def test_the_trail_is_checked_and_taken_along(page: Page, story: str, server: Server) -> None:
    press(page, "a")
    until(DecisionRow.objects.exists)
    page.goto(f"{server.base}trail")
    page.get_by_role("button", name="Check the chain").click()
    expect(page.locator("#verdict")).to_contain_text("is whole")
    lines = page.request.get(f"{server.base}trail/export").text().splitlines()

    assert len(lines) == EventRow.objects.count()
    assert {"decide"} <= {json.loads(line)["what"] for line in lines}


def test_the_whole_case_takes_few_keys_a_document(page: Page, server: Server, case: Path) -> None:
    """Counted, not timed: 25 documents an hour is 144 seconds a document; 15 times that is 9.6.

    At the trade's own second a key, with the reading of each page and sheet at three seconds
    more, a document may take 9.6 keys and waits at most.
    """
    enter(page, server)
    keys = looks = 0
    for _ in range(300):
        page.wait_for_load_state("networkidle")
        if "/production" in page.url:
            break
        looks += 1
        if "/people/" in page.url:
            press(page, "2")
            page.wait_for_selector("#apply:enabled")
            with page.expect_navigation():
                press(page, "Enter")
            keys += 2
        elif "/sheets/" in page.url:
            with page.expect_navigation():
                press(page, "Enter")
            keys += 1
        else:
            there = page.url.split("?")[0]
            while page.url.split("?")[0] == there:
                press(page, "a")
                keys += 1
                page.wait_for_timeout(25)
    open_matter(case)
    documents = ItemRow.objects.exclude(state="stays").values("source_id").distinct().count()

    assert not ItemRow.objects.filter(state__in=["open", "waiting"]).exists()
    assert (keys + 3 * looks) / documents <= 9.6
