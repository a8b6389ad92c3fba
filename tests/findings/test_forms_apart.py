"""Forms no detector was made for: captions under lines, combs, columns without rules, cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typesetting import LEFT, TOP, page_of

from goodcause.base.blobs import Memo
from goodcause.base.geometry import Box, union
from goodcause.demo.applications import Application, draw_applications
from goodcause.demo.forms.apart import KEPT_APART
from goodcause.demo.score import Score, score
from goodcause.demo.sheet import Face
from goodcause.demo.shelf import Shelf
from goodcause.demo.truth import Truth
from goodcause.findings.combs import combs
from goodcause.findings.concepts import asked_by
from goodcause.findings.examine import examine
from goodcause.findings.lexicon import reading, tokens
from goodcause.intake.kinds import kind_of
from goodcause.intake.limits import Limits
from goodcause.order.load import load_order, packaged_order
from goodcause.pages.page import Page
from goodcause.pages.read import Tools, count_pages, read_pages

SEED = 4117


@pytest.fixture(scope="module")
def applications() -> tuple[Application, ...]:
    return draw_applications(SEED, 6)


def drawn(shelf: Shelf, applications: tuple[Application, ...], layout: str) -> Truth:
    for application in applications:
        filing = replace(application.filing, face=Face())
        shelf.keep(KEPT_APART[layout](filing), application.paper("application", layout))
    truth = shelf.truth()
    produced = (replace(d, disposition="produced") for d in truth.documents)
    return replace(truth, documents=tuple(produced))


def judged(truth: Truth, folder: Path) -> Score:
    """Findings that the order removes from a person of the true class, against the truth."""
    rules = load_order(packaged_order("mehl-v-blanas")).on(date(2007, 3, 5))
    tools = Tools(limits=Limits(), reader=None, cache=Memo(folder / "ocr"))
    removed: dict[tuple[str, int], list[Box]] = {}
    for document in truth.documents:
        path = folder / document.path
        kind = kind_of(path, path.name)
        numbers = range(1, count_pages(path, kind, Limits()) + 1)
        pages = [page for page, _ in read_pages(path, kind, numbers, tools)]
        for finding in examine(document.path, pages, "applicant").findings:
            ruling = rules.ruling("ccw", document.person_class, finding.category)
            if ruling.outcome != "leave":
                page = pages[finding.span.page - 1]
                place = removed.setdefault((document.path, page.number), [])
                place += _boxes(page, finding.span.words, finding.span.region)
    return score(truth, removed)


def _boxes(page: Page, words: tuple[int, ...], region: Box | None) -> list[Box]:
    if region is not None:
        return [region]
    lines: dict[int, list[Box]] = {}
    for word in words:
        lines.setdefault(page.words[word].line, []).append(page.words[word].box)
    return [union(boxes).grown(4) for boxes in lines.values()]


@pytest.mark.parametrize("layout", sorted(KEPT_APART))
def test_every_labelled_value_of_an_unseen_layout_goes_and_no_other(
    layout: str, applications: tuple[Application, ...], tmp_path: Path
) -> None:
    (tmp_path / "ocr").mkdir()
    settled = tuple(a for a in applications if a.person.trade.person_class != "unsettled")
    found = judged(drawn(Shelf(tmp_path, SEED), settled, layout), tmp_path)

    assert sum(t.wanted for t in found.tallies) >= 4 * len(settled)
    assert [(v.category, v.text) for v in found.missed] == []
    assert [(v.category, v.text) for v in found.hurt] == []


@pytest.mark.parametrize(
    ("caption", "kind"),
    [
        ("What day were you born?", "date_of_birth"),
        ("City and county in which born", "place_of_birth"),
        ("Street where you live", "home_address"),
        ("Telephone at your residence", "home_phone"),
        ("Your mother's surname before marriage", "mothers_maiden_name"),
        ("Addresses for the last ten years", "prior_address"),
        ("Where employed (address)", "work_address"),
        ("Number of the permit to operate", ""),
        ("Date the license was issued", ""),
        ("Spouse's date of birth", ""),
        ("Social events of the club", ""),
        ("Place and time of the interview", ""),
        ("Home of the brave", ""),
        ("Witness telephone at home", ""),
    ],
)
def test_a_caption_in_words_of_its_own_is_known_by_its_ideas(caption: str, kind: str) -> None:
    words = tuple(w for t in tokens(caption) for w in reading(t) or (t,))

    assert asked_by(words) == kind


def teeth(left: int, top: int, boxes: int, wide: int = 60, high: int = 80) -> list[Box]:
    return [Box(left + n * wide, top, left + n * wide + 3, top + high) for n in range(boxes + 1)]


def test_a_comb_is_told_from_the_columns_of_a_table() -> None:
    table = [Box(x, 500, x + 3, 580) for x in (100, 700, 1100, 1900)]

    (comb,) = combs([*teeth(900, 300, 9), *table], 42)

    assert comb.boxes == 9
    assert comb.box == Box(903, 300, 900 + 9 * 60, 380)


def test_a_hundred_thousand_teeth_cost_little() -> None:
    assert combs(teeth(0, 0, 100_000, wide=1), 42) == ()


def test_a_number_in_comb_boxes_goes_with_the_whole_comb() -> None:
    text = "Social Security No.      9 0 0 5 2 7 7 1 4"
    rules = teeth(LEFT + 24 * 25, TOP - 15, 9, wide=50)
    page = page_of(text + "\n\nHeight   6-01\nWeight   180", rules=rules)

    (finding,) = examine("d", [page], "applicant").findings

    assert finding.category == "ssn"
    assert finding.span.region == Box(LEFT + 24 * 25 + 3, TOP - 15, LEFT + 33 * 25 + 225, TOP + 65)


def test_captions_under_their_lines_take_what_stands_over_them() -> None:
    text = (
        "900-52-7714                 Galt, California\n"
        "Social Security No.         Place of Birth\n"
        "\n"
        "March 14, 1961              Plumber\n"
        "Date of Birth               Occupation\n"
    )
    found = {f.category: f.text for f in examine("d", [page_of(text)], "applicant").findings}

    assert found["ssn"] == "900-52-7714"
    assert found["place_of_birth"] == "Galt, California"
    assert found["date_of_birth"] == "March 14, 1961"


def test_a_birth_date_with_its_month_in_letters_goes_whole() -> None:
    page = page_of("Born (mo/day/yr):   28 AUG 46\n\nHeight:   6-01")

    (finding,) = examine("d", [page], "applicant").findings

    assert finding.text == "28 AUG 46"


def test_one_number_over_a_label_makes_no_page_of_captions_below() -> None:
    text = (
        "Permit file                 98-222134\n"
        "Social Security No.         \n"
        "900-52-7714                 \n"
        "Mother's Maiden Name\n"
        "Petrakis\n"
    )
    found = {f.category: f.text for f in examine("d", [page_of(text)], "applicant").findings}

    assert found["ssn"] == "900-52-7714"
    assert found["mothers_maiden_name"] == "Petrakis"
