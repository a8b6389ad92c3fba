from __future__ import annotations

from pathlib import Path

import pytest

from goodcause.base.errors import SourceError
from goodcause.intake.limits import Limits
from goodcause.intake.source import Kind
from goodcause.pages.codec import pages_from_bytes, pages_to_bytes
from goodcause.pages.page import Channel, Page
from goodcause.pages.plate import Mode, Plate
from goodcause.pages.read import count_pages, read_pages

from tests.pages.making import tools

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the folder shared/real is not here")


def pages_of(name: str) -> list[tuple[Page, Plate]]:
    path = REAL / name
    count = count_pages(path, Kind.PDF, Limits())
    return list(read_pages(path, Kind.PDF, range(1, count + 1), tools()))


def words(name: str, page: int = 1) -> list[str]:
    return [word.text for word in pages_of(name)[page - 1][0].words]


def test_every_file_is_read_or_refused_with_a_sentence() -> None:
    for path in sorted(REAL.glob("*/*.pdf")):
        try:
            read = pages_of(str(path.relative_to(REAL)))
        except SourceError as e:
            assert "; " in e.message, path.name
            continue
        for page, plate in read:
            assert pages_from_bytes(pages_to_bytes([page])) == (page,), path.name
            assert (plate.width, plate.height) == (page.width, page.height), path.name
            assert all(w.text and w.text.isprintable() for w in page.words), path.name
            everything = (*(word.box for word in page.words), *page.rules, *page.low_ink)
            assert all(b.clipped(page.width, page.height) == b for b in everything), path.name


def test_fields_of_a_form_are_words() -> None:
    assert "Lorem" in words("forms/annotation-text-widget.pdf")


def test_a_page_that_stands_on_its_side_is_read_upright() -> None:
    (first, _), *_ = pages_of("forms/hello_world_rotated.pdf")

    assert first.width < first.height  # as it says of itself, its words run down the page
    assert [word.text for word in first.words] == ["Hello", "world"]


def test_an_attachment_is_named() -> None:
    page = pages_of("forms/attachment.pdf")[0][0]

    assert any('"foo.txt"' in note for note in page.notes)


def test_a_dynamic_form_says_that_it_cannot_be_drawn_and_shows_its_data() -> None:
    page = pages_of("forms/xfa_filled_imm1344e.pdf")[0][0]

    assert any("dynamic XFA" in note for note in page.notes)
    assert any(piece.channel is Channel.XFA for piece in page.hidden)


def test_a_map_keeps_its_tones_and_a_filing_does_not() -> None:
    assert pages_of("court/no_bad_redactions.3.1.pdf")[0][1].mode is Mode.TONE
    assert pages_of("court/unfilled_rect.pdf")[0][1].mode is Mode.BITONAL


def test_words_hidden_under_bars_are_hidden_and_not_words() -> None:
    page = pages_of("court/rectangles_yes.pdf")[0][0]

    hidden = [piece.text for piece in page.hidden if piece.channel is Channel.UNSEEN_WORD]
    assert hidden
    assert not any(text in " ".join(word.text for word in page.words) for text in hidden)
