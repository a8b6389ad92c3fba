"""Scans packed as JPEGs: what goes spoils whole blocks, and nothing of that may be served."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from goodcause.base.geometry import Box
from goodcause.findings.finding import Layout
from goodcause.intake.source import Kind
from goodcause.pages.blocks import Blocks
from goodcause.pages.images import blocks_on, fit
from goodcause.pages.page import Page, Word
from goodcause.pages.plate import Mode, Plate
from goodcause.pages.read import read_pages
from goodcause.removals.cut import cut_words
from goodcause.removals.plan import Accepted, plan_page, touched
from goodcause.removals.rebuild import rebuild
from goodcause.removals.removal import PagePlan

from tests.pages.making import Listed, tools
from tests.removals.drawing import accepted, font

SECRETS = ("900-28-3377", "900-65-0849", "903-99-6252", "908-36-0523")
WIDE, HIGH = 1200, 900  # pixels at 300 dpi: a page of 4 by 3 inches

qualities = st.integers(30, 90)
secrets = st.tuples(st.sampled_from(SECRETS), st.sampled_from(SECRETS))
Sheet = tuple[list[tuple[int, int, str]], list[Box], bool]
"""Words with the place of each, ruled lines, and whether a photograph stands on the page."""


def form(secret: str, at: tuple[int, int], *, photo: bool = False) -> Sheet:
    """A cell with its caption above the value, and a cell below it."""
    x, y = 60 + at[0], 200 + at[1]
    rules = [Box(x, row, x + 900, row + 3) for row in (y, y + 140, y + 280)]
    rules += [Box(side, y, side + 3, y + 283) for side in (x, x + 900)]
    words = [
        (x + 20, y + 40, "Number"), (x + 30, y + 115, secret),
        (x + 20, y + 180, "Business"), (x + 30, y + 255, "555-0123"),
    ]  # fmt: skip
    return words, rules, photo


def prose(secret: str, at: tuple[int, int]) -> Sheet:
    """Lines set as close as typists set them, the value in the middle one."""
    words = []
    texts = ("The applicant jogged by", f"and {secret} is what", "they gave on May 5 again")
    for n, text in enumerate(texts):
        x = 80 + at[0]
        for word in text.split():
            words.append((x, 300 + at[1] + n * 58, word))
            x += round(font().getlength(word)) + 16
    return words, [], False


def picture(sheet: Sheet) -> tuple[Image.Image, Listed]:
    """The sheet as it lies on the glass, and a reader that gives its words close to their ink."""
    words, rules, photo = sheet
    page = Image.new("L", (WIDE, HIGH), 250)
    draw = ImageDraw.Draw(page)
    if photo:
        shades = np.tile(np.linspace(60, 190, 400), (180, 1)).astype(np.uint8)
        page.paste(Image.fromarray(shades), (760, 700))
    for rule in rules:
        draw.rectangle((rule.left, rule.top, rule.right - 1, rule.bottom - 1), fill=20)
    read = []
    for x, y, text in words:
        draw.text((x, y), text, fill=20, font=font(), anchor="ls")
        left, top, right, bottom = font().getbbox(text, anchor="ls")
        box = Box(x + int(left), y + int(top), x + int(right), y + int(bottom))
        read.append((text, box, 0.95))
    return page, Listed(read)


def served(sheet: Sheet, quality: int, *, dpi: int = 300) -> tuple[bytes, PagePlan, Plate]:
    """What becomes of the sheet's scan when its secret goes: pixels and words as bytes."""
    scan, reader = picture(sheet)
    size = round(WIDE * dpi / 300), round(HIGH * dpi / 300)
    out = io.BytesIO()
    grey = np.asarray(scan.resize(size, Image.Resampling.BILINEAR), np.float64)
    grey = cv2.GaussianBlur(grey, (0, 0), 1.0) + np.random.default_rng(1).normal(0, 3, grey.shape)
    lit = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    lit.save(out, "JPEG", quality=quality, dpi=(dpi, dpi))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan.jpg"
        path.write_bytes(out.getvalue())
        ((page, plate),) = read_pages(path, Kind.JPEG, [1], tools(reader))
    going = goes(page, sheet)
    lettering = cut_words(page, plate, touched(page, going))
    tone = plate.mode is Mode.TONE
    plan = plan_page(page, "s000001", going, tone=tone, lettering=lettering)
    made = rebuild(plate, plan)
    pixels = made.grey if made.bits is None else made.bits
    assert pixels is not None
    return pixels.tobytes() + repr((plan.words, plan.removals)).encode(), plan, plate


def goes(page: Page, sheet: Sheet) -> list[Accepted]:
    index = next(n for n, word in enumerate(page.words) if word.text in SECRETS)
    if not sheet[1]:
        return [accepted([index])]
    rules = sheet[1]
    cell = Box(rules[3].left, rules[0].bottom + 50, rules[4].left, rules[1].top)
    return [accepted([index], layout=Layout.CELL, region=cell)]


@given(
    st.tuples(st.integers(0, 15), st.integers(0, 15)),
    qualities,
    st.sampled_from(((96, 96), (144, 144), (64, 48))),
)
def test_a_jpeg_alters_nothing_outside_the_blocks_a_letter_stains(
    at: tuple[int, int], quality: int, size: tuple[int, int]
) -> None:
    box = Box(*at, at[0] + 9, at[1] + 14).moved(16, 16)
    blocks = blocks_on(8, (96, 96), size)
    pages = []
    for shade in (0, 255):
        page = np.full((96, 96), 240, np.uint8)
        page[box.top : box.bottom : 2, box.left : box.right] = shade
        data = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        pages.append(fit(np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)), *size))
    across, down = size[0] / 96, size[1] / 96
    there = Box(
        int(box.left * across), int(box.top * down),
        int(box.right * across) + 1, int(box.bottom * down) + 1,
    )  # fmt: skip

    stain = blocks.stained(there)

    rows, columns = np.nonzero(pages[0] != pages[1])
    assert len(rows)
    assert stain.contains(Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.5, 4.0), st.floats(0, 40))
def test_a_grid_of_unknown_place_reaches_as_far_as_any_known_one(
    left: int, top: int, scale: float, start: float
) -> None:
    box = Box(left, top, left + 30, top + 20)
    known = Blocks(8 * scale, 8 * scale, start, start, known=True)

    assert Blocks(known.wide, known.high).stained(box).contains(known.stained(box))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    secrets,
    qualities,
    st.tuples(st.integers(0, 15), st.integers(0, 15)),
    st.sampled_from((150, 200, 300)),
    st.booleans(),
)
def test_scanned_forms_that_differ_in_what_goes_become_the_same_pixels(
    pair: tuple[str, str], quality: int, at: tuple[int, int], dpi: int, photo: bool
) -> None:
    one, other = (served(form(s, at, photo=photo), quality, dpi=dpi) for s in pair)

    assert one[2].mode is (Mode.TONE if photo else Mode.BITONAL)
    assert one[0] == other[0]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    secrets,
    qualities,
    st.tuples(st.integers(0, 15), st.integers(0, 15)),
    st.sampled_from((150, 200, 300)),
)
def test_scanned_prose_that_differs_in_what_goes_becomes_the_same_pixels(
    pair: tuple[str, str], quality: int, at: tuple[int, int], dpi: int
) -> None:
    one, other = (served(prose(s, at), quality, dpi=dpi) for s in pair)

    assert one[0] == other[0]


def test_without_its_grid_a_scanned_page_tells_pairs_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("goodcause.pages.images.frame_blocks", lambda *_: None)

    pairs = [
        {served(prose(secret, at), quality, dpi=150)[0] for secret in SECRETS[:2]}
        for quality in (35, 75)
        for at in ((0, 0), (3, 5))
    ]

    assert any(len(pair) > 1 for pair in pairs)


@pytest.mark.parametrize("dpi", [150, 300])
def test_every_word_of_a_scan_stays_or_is_reported(dpi: int) -> None:
    _, plan, _ = served(prose(SECRETS[0], (0, 0)), 60, dpi=dpi)

    staying = [word.text for word in plan.words]
    taken = [text for removal in plan.removals for text in removal.taken_with]
    texts = [text for _, _, text in prose(SECRETS[0], (0, 0))[0] if text not in SECRETS]
    assert all(text in staying or text in taken for text in texts)
    if dpi == 300:
        assert not taken


def test_a_page_keeps_its_grid_when_it_is_kept_itself() -> None:
    from goodcause.pages.codec import pages_from_bytes, pages_to_bytes  # noqa: PLC0415

    page = Page(
        number=1, width=9, height=9, words=(Word("a", Box(0, 0, 3, 3), 0),),
        blocks=Blocks(12.0, 12.5, 1.0, 2.0, known=True),
    )  # fmt: skip

    assert pages_from_bytes(pages_to_bytes([page])) == (page,)
