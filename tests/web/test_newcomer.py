"""Somebody who has never seen it: from the printed link to a signed volume, by the keys alone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from goodcause.engine.inline import Inline
from goodcause.pipeline.again import Volume
from goodcause.pipeline.review_after import Desired, View, picture
from goodcause.pipeline.review_index import rules_today
from goodcause.production.picture import compress
from goodcause.store.matter import Matter, open_matter
from goodcause.store.models import DecisionRow, EventRow, ItemRow

from tests.web.serving import Server, until

_LOOK = 3
_MOST = 9.6
"""Counted, not timed: the trade's 25 documents an hour are 144 seconds a document, and 15 times
that speed is 9.6. At a second a key and three more for every page, sheet or person looked at, that
is what a document may take."""
_SOME = 10
_ENOUGH = 60  # keys on one page; a page that takes more is not going on by itself
SIGNED = 300_000  # milliseconds; a patience, not a target


def test_a_newcomer_gets_from_the_link_to_a_signed_volume(
    server: Server, case: Path, newcomer: Page
) -> None:
    page = newcomer
    page.goto(server.link)
    page.locator("button:focus").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/case/**")
    keys = looks = 0
    for _ in range(300):
        page.wait_for_load_state("networkidle")
        if "/production" in page.url:
            break
        looks += 1
        keys += _settle_what_is_shown(page)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Nothing stands in the way.")).to_be_visible()
    page.get_by_role("button", name="Dry run on 20 pages").click()
    tried = page.locator("#outcome")
    expect(tried).to_contain_text("The verifier found nothing wrong", timeout=SIGNED)
    expect(page.get_by_text("No volume was built yet.")).to_be_visible()
    page.fill("[name=to]", "plaintiffs' counsel")
    page.get_by_role("button", name="Build and verify").click()
    page.wait_for_selector("[data-sign]", timeout=SIGNED)
    page.keyboard.press("s")
    page.locator("dialog[open] :focus").wait_for()  # or letters would be keys of the page
    page.keyboard.type("VOL001")
    page.keyboard.press("Enter")
    expect(page.get_by_text("by Ada Wren")).to_be_visible()

    matter = open_matter(case)
    documents = ItemRow.objects.exclude(state="stays").values("source_id").distinct().count()
    assert (keys + _LOOK * looks) / documents <= _MOST
    assert (matter.volumes / "VOL001" / "CERTIFICATE.pdf").is_file()
    assert set(DecisionRow.objects.values_list("by", flat=True)) == {"Ada Wren"}
    assert EventRow.objects.filter(what="sign").count() == 1
    assert _shown_as_served(matter) >= _SOME


def _shown_as_served(matter: Matter) -> int:
    """Compare the last look at each page that loses something with what was served; says how many.

    The picture of a served page lies in its PDF as it was compressed.
    """
    volume, rules = Volume(matter, "VOL001"), rules_today(matter)
    pages = 0
    for key, job in volume.jobs().items():
        served = (volume.folder / f"IMAGES/0001/{job.document.begin}.pdf").read_bytes()
        for number in sorted({each.finding.span.page for each in job.accepted}):
            wanted = Desired(matter, rules, key, number)
            shown = picture(wanted, View.MARKED, Inline())
            assert compress(shown).data in served, (key, number)
            pages += 1
    return pages


def _settle_what_is_shown(page: Page) -> int:
    """Decide what a screen shows; returns how many keys that took."""
    if "/people/" in page.url:
        page.keyboard.press("2")
        page.wait_for_selector("#apply:enabled")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return 2
    if "/sheets/" in page.url:
        with page.expect_navigation():
            page.keyboard.press("Enter")
        return 1
    keys, there = 0, page.url.split("?")[0]

    def elsewhere() -> bool:
        return page.url.split("?")[0] != there

    while keys < _ENOUGH:
        # Nothing is pressed while a page is on its way: that would count waiting as keys.
        until(lambda: elsewhere() or page.locator(".item.sel.open").count())
        if elsewhere():
            break
        page.keyboard.press("a")
        keys += 1
    return keys
