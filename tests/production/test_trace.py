"""Whose copy a printed, copied, skewed and cropped page is: told rightly, or not told."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from goodcause.base.geometry import Box
from goodcause.pages.page import Word
from goodcause.production import watermark
from goodcause.production.trace import Known, Scan, trace

from tests.production.making_volumes import MARK, TEXT, Drawn, drawn

BROKEN = replace(MARK, dash_pt=4.8, gap_pt=4.8, strokes="yielding", halo_pt=2.0, keep=0.62)
LINES = "".join(f"word{n} stands{n} here{n} and{n} there{n} again{n}\n" for n in range(44))
PAGES = {"dense": drawn(LINES), "sparse": drawn(TEXT), "few": drawn(LINES[:200])}
SEEDS = {f"Recipient {n}": b"CCW0000001 of %d" % n for n in range(20)}


@cache
def ink_of(name: str, seed: bytes) -> NDArray[np.bool_]:
    page = PAGES[name]
    marked = watermark.stamp(page.rebuilt(), BROKEN, seed).page
    return np.unpackbits(marked.ink(), axis=1)[:, : page.width].astype(bool)


def scanned(page: Drawn, ink: NDArray[np.bool_], chance: np.random.Generator) -> Scan:
    """Printed at 97 %, scanned askew, blurred, noisy, cut to black and white, and cropped."""
    turn, scale = math.radians(chance.uniform(-2, 2)), 0.97
    cos, sin = scale * math.cos(turn), scale * math.sin(turn)
    move = np.array([[cos, -sin, chance.uniform(40, 90)], [sin, cos, chance.uniform(40, 90)]])
    height, width = ink.shape
    grey = np.where(ink, 0, 255).astype(np.float32)
    grey = cv2.warpAffine(grey, move, (width + 60, height + 60), borderValue=(255,))
    grey = cv2.GaussianBlur(grey, (0, 0), 1.0) + chance.normal(0, 14, grey.shape)
    cut = [int(chance.uniform(0, 0.1) * side) for side in (*grey.shape, *grey.shape)]
    left, top = cut[1], cut[0]
    grey = grey[top : grey.shape[0] - cut[2], left : grey.shape[1] - cut[3]]
    words = []
    for word in page.words:
        # A reader's boxes are a few pixels off.
        across, down = move @ (*word.box.centre, 1) + chance.normal(0, 2, 2) - (left, top)
        if 0 < across < grey.shape[1] and 0 < down < grey.shape[0]:
            box = Box(round(across) - 20, round(down) - 10, round(across) + 20, round(down) + 10)
            words.append(Word(word.text, box, word.line))
    return Scan(np.where(grey < 128, 0, 255).astype(np.uint8), tuple(words))


def known(name: str, *taken: Box) -> Known:
    page = PAGES[name]
    return Known(page=page.rebuilt(), words=page.words, taken=taken, mark=BROKEN)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("number", [0, 19])
def test_one_copied_page_names_its_recipient(name: str, number: int) -> None:
    chance = np.random.default_rng(number)
    who, seed = list(SEEDS.items())[number]

    traced = trace(scanned(PAGES[name], ink_of(name, seed), chance), known(name), SEEDS)

    assert traced.name == who
    assert traced.odds >= 1e6


@pytest.mark.parametrize("number", [0, 1])
def test_a_copy_of_nobody_known_is_laid_at_nobodys_door(number: int) -> None:
    chance = np.random.default_rng(number)
    ink = ink_of("dense", b"stranger %d" % number)

    traced = trace(scanned(PAGES["dense"], ink, chance), known("dense"), SEEDS)

    assert (traced.name, traced.odds) == ("", 0.0)
    assert "no recipient" in traced.why


def test_a_page_whose_mark_was_taken_off_names_nobody() -> None:
    page = PAGES["dense"]

    traced = trace(scanned(page, page.ink, np.random.default_rng(1)), known("dense"), SEEDS)

    assert traced.name == ""


def test_two_recipients_with_one_pattern_cannot_be_told_apart() -> None:
    seeds = {**SEEDS, "Twin": SEEDS["Recipient 3"]}
    ink = ink_of("dense", SEEDS["Recipient 3"])

    traced = trace(scanned(PAGES["dense"], ink, np.random.default_rng(2)), known("dense"), seeds)

    assert traced.name == ""
    assert "two recipients" in traced.why


def test_another_page_is_not_forced_onto_this_one() -> None:
    other = PAGES["sparse"]
    seen = scanned(other, ink_of("sparse", b"x"), np.random.default_rng(3))

    traced = trace(seen, known("dense"), SEEDS)

    assert traced.name == ""
    assert traced.strokes == 0


def test_a_white_scan_says_nothing() -> None:
    white = Scan(np.full((3300, 2550), 255, np.uint8), PAGES["dense"].words)

    assert trace(white, known("dense"), SEEDS).name == ""
