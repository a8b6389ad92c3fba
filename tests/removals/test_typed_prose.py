"""Typed pages from PDF to volume: files that differ only in what is removed come out alike.

The secrets are of unlike width, so everything else on their lines stands elsewhere in the two
sources, to a fraction of a pixel.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from goodcause.intake.limits import Limits
from goodcause.pages.lettering import Lettering, letterings_from_bytes, letterings_to_bytes
from goodcause.pages.pdfium import Pdf
from goodcause.pages.plate import Plate
from goodcause.pages.read import draw_pages
from goodcause.removals.plan import plan_page, touched
from goodcause.removals.rebuild import rebuild

from tests.removals.drawing import unpacked
from tests.removals.through import KEY, pdf, produced, read, spans, vera

NAMES = ("Li", "Ng Wu", "Ames", "Illini", "Ellis Flynn", "Quixwyvern", "Fitzgerald-Wimbledon")
FONTS = ("Times-Roman", "Times-Italic", "Helvetica", "Helvetica-Bold", "Courier", "Vera")
STAYING = (
    "I",
    "live",
    "AVATo",
    "affine",
    "by",
    "the",
    "'mill'",
    "May;",
    "jogging",
    "(often)",
    "7:15",
)
WIDE = 500  # points of a line

Set = Callable[[Canvas, list[str], float], None]


def left(canvas: Canvas, words: list[str], row: float) -> None:
    canvas.drawString(54.3, row, " ".join(words))


def centred(canvas: Canvas, words: list[str], row: float) -> None:
    canvas.drawCentredString(306, row, " ".join(words))


def right(canvas: Canvas, words: list[str], row: float) -> None:
    canvas.drawRightString(558, row, " ".join(words))


def justified(canvas: Canvas, words: list[str], row: float) -> None:
    font, size = canvas._fontname, canvas._fontsize
    wide = [stringWidth(word, font, size) for word in words]
    gap = (WIDE - sum(wide)) / max(len(words) - 1, 1)
    natural = stringWidth(" ", font, size)
    x = 54.0
    for word, w in zip(words, wide, strict=True):
        canvas.drawString(x, row, word)
        x += w + (gap if 0.6 * natural < gap < 2 * natural else natural)


BODY = (
    "The applicant says in a letter of May that the house stood",
    "by the river for some years and that nobody",
    "ever came there to ask about dogs or mills behind it all.",
)


@st.composite
def papers(draw: st.DrawFn) -> tuple[list[list[str | None]], Set, str, float, float]:
    word = st.sampled_from(STAYING)
    # Short enough that no name pushes what survives off the page.
    line = st.lists(word, min_size=1, max_size=4)
    body: list[list[str | None]] = [[*text.split()] for text in BODY]
    for _ in range(draw(st.integers(1, 2))):
        made: list[str | None] = [*draw(line)]
        made.insert(draw(st.integers(0, len(made))), None)
        if draw(st.booleans()):
            made.append(None)
        body.insert(draw(st.integers(0, len(body))), made)
    return (
        body,
        draw(st.sampled_from((left, left, justified, centred, right))),
        draw(st.sampled_from(FONTS)),
        draw(st.sampled_from((9.0, 10.5, 11.0, 12.0, 13.5))),
        draw(st.sampled_from((1.0, 1.15, 1.6))),
    )


def drawn(paper: tuple[list[list[str | None]], Set, str, float, float], name: str) -> bytes:
    lines, place, font, size, lead = paper

    def draw(canvas: Canvas) -> None:
        vera()
        canvas.setFont(font, size)
        for n, line in enumerate(lines):
            place(canvas, [name if w is None else w for w in line], 700 - n * size * lead)

    return pdf(draw)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(papers(), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_typed_pages_that_differ_in_what_goes_become_the_same_files(
    paper: tuple[list[list[str | None]], Set, str, float, float], one: str, other: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = [
            produced(drawn(paper, name), [name], Path(folder) / str(n))
            for n, name in enumerate((one, other))
        ]

    assert files[0] == files[1]


def one_line(text: str, font: str = "Times-Roman", size: float = 12) -> bytes:
    def draw(canvas: Canvas) -> None:
        vera()
        canvas.setFont(font, size)
        canvas.drawString(72.3, 700, text)

    return pdf(draw)


@pytest.mark.parametrize("font", FONTS)
def test_every_word_of_an_ordinary_font_is_drawn_by_itself(font: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(one_line("My mother was born AVATo in (the) affine fjord, 1961.", font))
    page, blobs, _ = read(path, tmp_path)
    plate = Plate.from_bytes(blobs.get(page.plate))

    found = dict(draw_pages(path, {1: (page, plate, range(len(page.words)))}, Limits()))[1]

    assert sorted(found) == list(range(len(page.words)))
    assert all(one.drawn for one in found.values())


def test_a_word_whose_text_the_pixels_do_not_show_is_not_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(one_line("My mother was born in May"))
    page, _, _ = read(path, tmp_path)
    other = tmp_path / "b.pdf"
    other.write_bytes(one_line("My brother saw Bern in May"))
    shown, blobs, _ = read(other, tmp_path)
    plate = Plate.from_bytes(blobs.get(shown.plate))

    found = dict(draw_pages(path, {1: (page, plate, range(len(page.words)))}, Limits()))[1]

    assert [page.words[i].text for i in sorted(found)] == ["My"]


def test_drawing_leaves_the_document_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(one_line("My mother was born in May"))
    page, blobs, _ = read(path, tmp_path)
    plate = Plate.from_bytes(blobs.get(page.plate))
    asked = {1: (page, plate, range(len(page.words)))}

    assert dict(draw_pages(path, asked, Limits())) == dict(draw_pages(path, asked, Limits()))
    pdf_ = Pdf(path, Limits())
    assert pdf_.count == 1
    pdf_.close()


def test_a_line_set_again_reads_as_it_did(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(one_line("I live with Quixwyvern by the river"))
    page, blobs, _ = read(path, tmp_path)
    plate = Plate.from_bytes(blobs.get(page.plate))
    removals = spans(page, ["Quixwyvern"])
    letters = dict(draw_pages(path, {1: (page, plate, touched(page, removals))}, Limits()))[1]

    plan = plan_page(page, KEY, removals, lettering=letters)
    bits = rebuild(plate, plan).bits

    assert bits is not None
    before, after = unpacked(plate.bits(), page.width), unpacked(bits, page.width)
    for old in page.words:
        if old.text == "Quixwyvern":
            continue
        new = next(w for w in plan.words if w.text == old.text)
        ink = before[old.box.top : old.box.bottom, old.box.left : old.box.right]
        set_again = after[new.box.top : new.box.bottom, new.box.left : new.box.right]
        assert abs(int(ink.sum()) - int(set_again.sum())) <= 0.1 * ink.sum()


def test_lettering_comes_back_from_its_blob_as_it_was() -> None:
    one = Lettering(advance=9, left=-1, top=4, width=2, height=3, grey=bytes(range(6)))
    cut = Lettering(advance=2, left=0, top=-4, width=1, height=2, grey=b"\0\xff", drawn=False)

    assert letterings_from_bytes(letterings_to_bytes({7: one, 2: cut})) == {2: cut, 7: one}
    with pytest.raises(ValueError, match="not a blob"):
        letterings_from_bytes(b"GCPG1")


@pytest.mark.parametrize("whole", [True, False])
def test_an_underline_does_not_tell_how_wide_its_words_were(tmp_path: Path, *, whole: bool) -> None:
    def under(name: str) -> bytes:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Helvetica", 12)
            canvas.drawString(72, 720, BODY[0])
            before, after = "My mother was born ", " and that is all"
            canvas.drawString(72, 700, before + name + after)
            start = 72 if whole else 72 + stringWidth(before, "Helvetica", 12)
            end = 72 + stringWidth(before + name + (after if whole else ""), "Helvetica", 12)
            canvas.line(start, 698, end, 698)

        return pdf(draw)

    names = ("Ames", "Fitzgerald-Wimbledon Pendleton-Rosenthal")

    files = [produced(under(name), [name], tmp_path / name[:4]) for name in names]

    assert files[0] == files[1]


def test_a_wrapped_address_tells_nothing(tmp_path: Path) -> None:
    def letter(address: tuple[str, str]) -> bytes:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Times-Roman", 11)
            lines = (BODY[0], f"we live at {address[0]}", f"{address[1]} with two dogs", BODY[1])
            for n, line in enumerate(lines):
                canvas.drawString(72, 720 - 13 * n, line)

        return pdf(draw)

    addresses = (("2218 Quail Hollow", "Court, Sacramento"), ("9 Elm", "Way, Ione"))

    files = [
        produced(letter(a), [" ".join(a).replace(",", "")], tmp_path / str(n))
        for n, a in enumerate(addresses)
    ]

    assert files[0] == files[1]


def test_the_tip_of_a_letter_that_stands_higher_than_its_line_goes_with_it(tmp_path: Path) -> None:
    lines: list[list[str | None]] = [BODY[0].split(), [None, "I"], BODY[1].split()]

    files = [
        produced(drawn((lines, left, "Vera", 9.0, 1.0), name), [name], tmp_path / name[:2])
        for name in ("Li", "Ng Wu")
    ]

    assert files[0] == files[1]
