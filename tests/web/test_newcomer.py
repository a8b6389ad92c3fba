"""Somebody who has never seen it: from the printed link to a signed volume, by the keys alone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from goodcause.store.matter import open_matter
from goodcause.store.models import DecisionRow, EventRow

from tests.web.serving import Server

SIGNED = 300_000  # milliseconds; a patience, not a target


def test_a_newcomer_gets_from_the_link_to_a_signed_volume(
    server: Server, case: Path, newcomer: Page
) -> None:
    page = newcomer
    page.goto(server.link)
    page.keyboard.press("Enter")
    for _ in range(200):
        page.wait_for_load_state("networkidle")
        if "/production" in page.url:
            break
        _settle_what_is_shown(page)

    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Nothing stands in the way.")).to_be_visible()
    page.fill("[name=to]", "plaintiffs' counsel")
    page.get_by_role("button", name="Build and verify").click()
    page.wait_for_selector("[data-sign]", timeout=SIGNED)
    page.keyboard.press("s")
    page.keyboard.type("VOL001")
    page.keyboard.press("Enter")
    expect(page.get_by_text("by Ada Wren")).to_be_visible()

    matter = open_matter(case)
    assert (matter.volumes / "VOL001" / "CERTIFICATE.pdf").is_file()
    assert set(DecisionRow.objects.values_list("by", flat=True)) == {"Ada Wren"}
    assert EventRow.objects.filter(what="sign").count() == 1


def _settle_what_is_shown(page: Page) -> None:
    if "/people/" in page.url:
        page.keyboard.press("2")
        page.wait_for_selector("#apply:enabled")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/people/" not in url or url != page.url)
    elif "/sheets/" in page.url:
        with page.expect_navigation():
            page.keyboard.press("Enter")
    else:
        page.keyboard.press("a")
        page.wait_for_timeout(30)
