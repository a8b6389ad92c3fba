from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas as Paper

from goodcause.base.geometry import Box
from goodcause.pages.page import Page

from tests.pages.making import drawn, first, lines


def page_of(tmp_path: Path, draw: object) -> Page:
    return first(drawn(tmp_path / "a.pdf", draw))[0]  # type: ignore[arg-type]


def level(page: Page) -> list[Box]:
    return [box for box in page.rules if box.width > box.height]


def upright(page: Page) -> list[Box]:
    return [box for box in page.rules if box.height > box.width]


@pytest.mark.parametrize("thickness", [0.24, 0.5, 1, 2, 3])
def test_lines_of_any_thickness_are_found_where_they_are(tmp_path: Path, thickness: float) -> None:
    def draw(paper: Paper) -> None:
        paper.setLineWidth(thickness)
        paper.line(72, 500, 400, 500)
        paper.line(300, 200, 300, 450)

    page = page_of(tmp_path, draw)

    (across,), (down,) = level(page), upright(page)
    assert abs(across.top + across.height / 2 - (792 - 500) * 25 / 6) < 4
    assert abs(across.left - 300) <= 8
    assert abs(across.right - 400 * 25 / 6) <= 8
    assert across.height <= thickness * 25 / 6 + 3
    assert abs(down.left + down.width / 2 - 1250) < 4


def test_print_has_no_rules_however_dense(tmp_path: Path) -> None:
    text = "mmmmmmnnnnnnnmmmmmm illlllliiiiillll HHHHHHHEEEEEE ======= TTTTTTTTTTTTT"

    page = page_of(tmp_path, lines(*[text] * 30, size=11))

    assert page.rules == ()
    assert len(page.words) == 30 * len(text.split())


def test_every_side_of_low_fields_is_found(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        for row in range(10):
            paper.rect(100, 700 - row * 40, 300, 18)

    page = page_of(tmp_path, draw)

    assert len(level(page)) == 20
    assert len(upright(page)) == 20
    assert page.low_ink == ()


def test_an_empty_box_to_tick_is_no_writing_and_a_ticked_one_is(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.rect(100, 700, 10, 10)
        paper.rect(100, 600, 10, 10)
        paper.setLineWidth(2)
        paper.line(102, 602, 108, 608)
        paper.line(102, 608, 108, 602)

    page = page_of(tmp_path, draw)

    (ticked,) = page.low_ink
    assert ticked.top > 700


def test_a_bar_says_nothing(tmp_path: Path) -> None:
    assert page_of(tmp_path, lambda paper: paper.rect(100, 600, 200, 30, fill=1)).low_ink == ()


def test_a_page_full_of_hatching_ends_soon(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        for step in range(600):
            paper.line(0, step * 1.32, 612, step * 1.32)

    assert len(page_of(tmp_path, draw).rules) <= 2_000


def test_rules_lie_on_ink(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.grid([100, 200, 300, 400], [300, 340, 380, 420])

    page, plate = first(drawn(tmp_path / "a.pdf", draw))

    ink = plate.grey() == 0
    assert len(page.rules) == 8
    for box in page.rules:
        assert np.mean(ink[box.top : box.bottom, box.left : box.right]) > 0.6
