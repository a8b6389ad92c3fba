"""The judge's server: who gets in, what a ruling leaves behind, and what is never kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from goodcause.case.files import read_filled
from goodcause.case.rulings import RulingFile

from tests.afterwards.bench import LODGED, Judge, opened_browser, sitting
from tests.web.serving import Answer, Visitor

READ = {
    "/": "text/html; charset=utf-8",
    "/page/1/1.png": "image/png",
    "/page/2/1.png": "image/png",
    "/paper/index.pdf": "application/pdf",
    "/paper/declaration.pdf": "application/pdf",
    "/paper/proposed-order.pdf": "application/pdf",
}
NOT_THERE = (
    "/page/1/3.png", "/page/9/1.png", "/paper/court.pdf", "/paper/notice.pdf",
    "/unredacted/tab-01.pdf", "/judge.json", "/static/../judge.json", "/page/1/..%2f1.png",
    # what the producing party's servers have is not on this one
    "/c/case/", "/c/case/queue", "/c/case/image/s000001/1/before/half.png", "/c/case/trail/export",
    "/accounts/login/", "/admin/",
)  # fmt: skip


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    with sitting(tmp_path_factory.mktemp("bench")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


class Reader(Visitor):
    """A visitor who came in by the link."""

    def act_on(self, body: object, token: str | None = None) -> Answer:
        if not self.token:
            found = re.search(r'id="csrf" value="([^"]+)"', self.ask("/").text)
            assert found
            self.token = found[1]
        return self.ask(
            "/do/rule", "POST", json.dumps(body).encode(),
            {"Content-Type": "application/json", "Accept": "application/json",
             "X-CSRFToken": self.token if token is None else token},
        )  # fmt: skip


@pytest.fixture(scope="module")
def reader(judge: Judge) -> Reader:
    visitor = Reader(judge.port)
    visitor.enter(judge.link.removeprefix(judge.root))
    return visitor


@pytest.mark.parametrize("address", [*READ, *NOT_THERE, "/ruling.json", "/do/rule"])
def test_nobody_reads_anything_without_the_link(judge: Judge, address: str) -> None:
    answer = Visitor(judge.port).ask(address)

    assert answer.status in {302, 404}
    assert b"transfer memo" not in answer.body
    assert answer.headers["Cache-Control"] == "no-store, max-age=0"


@pytest.mark.parametrize("address", READ)
def test_the_judge_reads_and_nothing_may_be_kept(reader: Reader, address: str) -> None:
    answer = reader.ask(address)

    assert (answer.status, answer.headers["Content-Type"]) == (200, READ[address])
    assert answer.headers["Cache-Control"] == "no-store, max-age=0"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not {"ETag", "Last-Modified", "Expires"} & set(answer.headers)


@pytest.mark.parametrize("address", NOT_THERE)
def test_there_is_nothing_else_for_the_judge_either(reader: Reader, address: str) -> None:
    assert reader.ask(address).status == 404


def test_the_link_works_once(judge: Judge, reader: Reader) -> None:
    late = Visitor(judge.port)
    path = judge.link.removeprefix(judge.root)
    answer = late.post_form(path, {"csrfmiddlewaretoken": late.form_token(path)})

    assert answer.status == 403
    assert late.ask("/").status == 302


def test_the_page_names_no_key_and_no_note_of_the_case(reader: Reader) -> None:
    words = reader.ask("/").text

    assert "transfer memo" in words
    for word in ("s000001", "p1:0", "finding", "personnel/"):
        assert word not in words


@pytest.mark.parametrize(
    "body",
    [
        {}, [], {"item": "1.1"}, {"item": "9.9", "ruling": "disclose"},
        {"item": "1.1", "ruling": "perhaps"}, {"item": 1, "ruling": "disclose"}, "x",
    ],
)  # fmt: skip
def test_a_ruling_that_is_none_is_refused(reader: Reader, body: object) -> None:
    answer = reader.act_on(body)

    assert answer.status == 400
    assert answer.facts["error"]


def test_a_ruling_without_the_token_of_the_session_is_refused(reader: Reader) -> None:
    answer = reader.act_on({"item": "1.1", "ruling": "disclose"}, token="x" * 64)

    assert answer.status == 403


def test_rulings_outlive_the_server_and_nothing_read_does(tmp_path: Path) -> None:
    folder = tmp_path / "bench"
    with sitting(folder) as first:
        visitor = Reader(first.port)
        visitor.enter(first.link.removeprefix(first.root))
        assert visitor.ask("/ruling.json").status == 400
        assert visitor.act_on({"item": "1.1.1", "ruling": "confidential"}).status == 200
        exported = visitor.ask("/ruling.json").body
    with sitting(folder) as second:
        again = Reader(second.port)
        again.enter(second.link.removeprefix(second.root))
        assert '"1.1.1": "confidential"' in again.ask("/").text
        again.act_on({"item": "1.1.1", "ruling": ""})
        assert read_filled(RulingFile, second.ruling).rulings == {}

    assert b"memo" not in exported
    assert sorted(p.name for p in folder.iterdir()) == ["court.key", "court.sealed", "ruling.json"]


def test_a_whole_package_is_ruled_upon_by_keys_alone(tmp_path: Path, browser: Browser) -> None:
    with sitting(tmp_path / "bench") as running:
        context = browser.new_context(bypass_csp=True, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(running.link)
        page.locator("button:focus").wait_for()
        page.keyboard.press("Enter")
        page.locator("#items [aria-current]").wait_for()
        page.locator(".place.at").wait_for(state="detached")
        assert page.locator("#number").inner_text() == "1.1"
        for key, following in (("1", "1.1.1"), ("3", "1.1.2"), ("1", "1.2"), ("2", "2.1")):
            page.keyboard.press(key)
            page.locator(f"#number:text-is('{following}')").wait_for()
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
        page.keyboard.press("k")
        page.keyboard.press("k")
        page.keyboard.press("u")
        page.locator("#state:has-text('taken back')").wait_for()
        page.keyboard.press("3")
        page.locator("#number:text-is('2.1')").wait_for()
        page.keyboard.press("3")
        page.locator("#left:has-text('Every item is ruled upon')").wait_for()
        context.close()
        said = read_filled(RulingFile, running.ruling)

    assert said.package == LODGED.digest
    assert said.rulings == {
        "1.1": "disclose", "1.1.1": "confidential", "1.1.2": "confidential", "1.2": "irrelevant",
        "2.1": "confidential",
    }  # fmt: skip
    assert wrong == []
