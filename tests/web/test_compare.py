"""Pairs of applicants and gifts in the browser: both pages, the evidence, keys, a second word."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from goodcause.engine.inline import Inline
from goodcause.pipeline.add import add
from goodcause.pipeline.compare import Wanted, compare_case
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.pipeline.review_index import prepare, rules_today
from goodcause.store.matter import open_matter

from benchmarks.linkage.schedules import Entry, paper
from tests.pipeline.papers import JEWELER
from tests.web.papers import SCRIPT
from tests.web.serving import Server, Visitor, serving


def gave(name: str, **more: object) -> Entry:
    """A row of a schedule, of somebody who lives where the jeweler does."""
    entry = Entry(
        day="11/01/1998", name=name, street="4417 Meadowgate Ln", town="Carmichael", zip="95608",
        code="IND", work="Jeweler", employer="", amount=Decimal(250),
    )  # fmt: skip
    return replace(entry, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def shared_case(made_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case of the other tests with a page of a schedule and a table of gifts, compared."""
    folder = tmp_path_factory.mktemp("compared")
    case = Path(shutil.copytree(made_case, folder / "case"))
    surname, given = JEWELER.name.split(",")[0], JEWELER.name.split(",")[1].split()[0]
    rows = [gave(f"{surname}, {given[0]}"), gave(f"{surname}, {given[:2]}ne", work="Nurse")]
    (folder / "schedule.pdf").write_bytes(paper(rows, "plain").pdf)
    (folder / "table.csv").write_text(
        "last,first,street,zip,occupation,received,amount,kind\n"
        f"{surname},{given[0]},4417 Meadowgate Ln,95608,{SCRIPT},1998-12-01,100,IND\n"
    )
    matter = open_matter(case)
    add(matter, [str(folder / "schedule.pdf"), str(folder / "table.csv")], "donor", Silent())
    read(matter, Inline(), Silent())
    prepare(matter, rules_today(matter), Silent())
    compare_case(matter, None, Wanted(out=folder / "out", today=date(2007, 3, 5)))
    connections.close_all()
    return case


@pytest.fixture
def reading(page: Page, shared: Server) -> Page:
    page.goto(f"{shared.base}compare")
    return page


def left(page: Page) -> int:
    return int(page.locator(".piles a").first.locator("b").inner_text())


def test_a_pair_shows_both_pages_and_the_evidence(reading: Page) -> None:
    reading.locator("figure.paper img").first.wait_for()
    widths = reading.locator("figure.paper img").evaluate_all("all => all.map(i => i.naturalWidth)")

    assert len(widths) >= 1
    assert all(width > 1000 for width in widths)
    expect(reading.locator(".evidence-chart svg")).to_contain_text("all together")
    expect(reading.locator("table.sides")).to_contain_text("4417 Meadowgate")
    expect(reading.locator("table.sides")).to_contain_text("removed from what is served")


def test_keys_read_a_pair_and_take_the_word_back(reading: Page) -> None:
    before = left(reading)
    pair = reading.locator("#pair").get_attribute("data-pair")
    reading.keyboard.press("n")
    expect(reading.locator(".piles a").first.locator("b")).to_have_text(str(before - 1))

    reading.keyboard.press("u")
    reading.wait_for_url(f"**pair={pair}")
    expect(reading.locator(".piles a").first.locator("b")).to_have_text(str(before))
    expect(reading.locator(".notes")).to_contain_text("not")
    expect(reading.locator(".notes")).to_contain_text("taken back")


def test_a_second_reader_is_not_told_what_the_first_one_said(
    reading: Page, shared_case: Path
) -> None:
    pair = reading.locator("#pair").get_attribute("data-pair")
    reading.keyboard.press("m")
    reading.wait_for_url("**pile=first")
    with serving(shared_case, "--as", "Ben Finch") as other:
        ben = other.signed_in()
        seen = ben.ask("/c/case/compare?pile=second").text
        assert pair is not None
        assert pair in seen
        assert "Ada Wren" not in seen
        digest = re.search(r'data-shown="(\w+)"', seen)
        assert digest
        word = {"key": "b" * 16, "pair": pair, "shown": digest[1], "word": "not", "reason": ""}
        assert ben.act("/c/case/do/pair", word).status == 200
        told = ben.ask(f"/c/case/compare?pair={pair}").text
    assert "Ada Wren" in told
    reading.goto(reading.url.split("?")[0] + "?pile=open")
    expect(reading.locator("#pair")).to_have_attribute("data-pair", pair)


def test_the_answers_come_from_the_links_that_stand(reading: Page) -> None:
    reading.locator(".piles a").last.click()

    expect(reading.locator("main")).to_contain_text("What the links that stand answer")


def test_words_of_papers_are_no_program(reading: Page, shared: Server) -> None:
    visitor = shared.signed_in()
    pages = [visitor.ask(f"/c/case/compare?skip={n}").text for n in range(4)]

    assert any("&lt;script&gt;" in page for page in pages)
    assert not any(SCRIPT in page for page in pages)


@pytest.fixture(scope="module")
def ada(shared: Server) -> Iterator[Visitor]:
    yield shared.signed_in()


@pytest.mark.parametrize(
    "body",
    [
        {"word": "perhaps"},
        {"word": "match", "pair": "0" * 16},
        {"word": "match", "shown": "0" * 64},
        {"word": "match", "reason": "x" * 3000},
    ],
)
def test_a_word_that_makes_no_sense_is_refused(ada: Visitor, body: dict[str, str]) -> None:
    page = ada.ask("/c/case/compare").text
    pair = re.search(r'data-pair="(\w+)" data-shown="(\w+)"', page)
    assert pair
    sent = {"key": "c" * 16, "pair": pair[1], "shown": pair[2], "reason": "", **body}

    assert ada.act("/c/case/do/pair", sent).status in {400, 409}


def test_no_page_is_shown_that_is_not_under_review(ada: Visitor) -> None:
    assert ada.ask(f"/c/case/compare/{'0' * 16}/left.png").status == 404
