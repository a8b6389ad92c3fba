from __future__ import annotations

import io
import pickle
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from goodcause.base.geometry import Box
from goodcause.pages.page import Word
from goodcause.pages.plate import Mode, Plate
from goodcause.production import watermark
from goodcause.production.build import build_document
from goodcause.production.volume import Images
from goodcause.programs.libtiff import decode_g4
from goodcause.removals.removal import PagePlan

from tests.production.making_volumes import BARE, DRESS, LABEL, MARK, TEXT, drawn, job, plan

PAGE = drawn()
REMOVAL = Box(600, 296, 1100, 350)


def layer(pdf: Path) -> list[list[str]]:
    """Words of each content stream, by a reading of our own."""
    pages = []
    with pikepdf.open(pdf) as read:
        for page in read.pages:
            stream = page.obj.Contents.read_bytes()
            codes = re.findall(rb"<([0-9A-F]+)0020> Tj", stream)
            pages.append([bytes.fromhex(c.decode()).decode("utf-16-be") for c in codes])
    return pages


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_words_of_the_paper_that_read_like_the_label_are_counted_with_the_first_removal(
    tmp_path: Path,
) -> None:
    page = drawn(f"{TEXT}see {LABEL} above and {LABEL}\n")
    document = build_document(
        job([plan(page, 1, REMOVAL), plan(PAGE, 2, REMOVAL)]),
        lambda n: (page, PAGE)[n - 1].plate(),
        tmp_path,
    )

    assert [removal.labels for removal in document.removals] == [3, 1]


def test_a_document_is_one_pdf_and_one_text_named_by_its_first_number(tmp_path: Path) -> None:
    document = build_document(job([plan(PAGE), plan(PAGE, 2)]), lambda _: PAGE.plate(), tmp_path)

    assert set(tree(tmp_path)) == {"IMAGES/0001/CCW0000001.pdf", "TEXT/0001/CCW0000001.txt"}
    assert (str(document.begin), str(document.end), document.pages) == (
        "CCW0000001",
        "CCW0000002",
        2,
    )
    assert document.images == ("IMAGES/0001/CCW0000001.pdf",)
    assert document.text == "TEXT/0001/CCW0000001.txt"


def test_the_text_file_is_the_words_of_the_layer(tmp_path: Path) -> None:
    document = build_document(
        job([plan(PAGE, 1, REMOVAL), plan(PAGE, 2)]), lambda _: PAGE.plate(), tmp_path
    )

    text = (tmp_path / document.text).read_bytes().decode("utf-8-sig")
    pages = [page.replace("\r\n", " ").split() for page in text.split("\f")]
    assert pages == layer(tmp_path / document.images[0])
    assert pages[1] == [*TEXT.split(), *DRESS.legend.split(), DRESS.margin_note, "CCW0000002"]


def test_each_page_is_numbered_in_the_layer_and_in_the_pixels(tmp_path: Path) -> None:
    document = build_document(job([plan(PAGE)] * 3), lambda _: PAGE.plate(), tmp_path)

    assert [words[-1] for words in layer(tmp_path / document.images[0])] == [
        "CCW0000001",
        "CCW0000002",
        "CCW0000003",
    ]


def test_a_word_that_no_ink_confirms_is_not_served(tmp_path: Path) -> None:
    ghost = Word("ghost", Box(1800, 2000, 2000, 2050), 9)
    haunted = replace(plan(PAGE), words=(*PAGE.words, ghost))

    document = build_document(job([haunted]), lambda _: PAGE.plate(), tmp_path)

    assert "ghost" not in layer(tmp_path / document.images[0])[0]
    assert b"ghost" not in (tmp_path / document.text).read_bytes()


def test_the_watermark_confirms_no_word(tmp_path: Path) -> None:
    ink = np.unpackbits(watermark.mask(2550, 3300, MARK), axis=1)
    top, left = (int(n[len(n) // 2]) for n in np.nonzero(ink))
    ghost = Word("ghost", Box(left - 20, top - 20, left + 20, top + 20), 9)
    haunted = replace(plan(PAGE), words=(*PAGE.words, ghost))
    white = drawn("")

    document = build_document(job([haunted]), lambda _: white.plate(), tmp_path)

    assert "ghost" not in layer(tmp_path / document.images[0])[0]


def test_pixels_are_the_survivors_the_label_the_foot_and_the_mark(tmp_path: Path) -> None:
    document = build_document(job([plan(PAGE, 1, REMOVAL)]), lambda _: PAGE.plate(), tmp_path)

    with pikepdf.open(tmp_path / document.images[0]) as read:
        strip = read.pages[0].obj.Resources.XObject.I.read_raw_bytes()
    ink = np.unpackbits(decode_g4(strip, 2550, 3300), axis=1)[:, :2550].astype(bool)
    mark = np.unpackbits(watermark.mask(2550, 3300, MARK), axis=1)[:, :2550].astype(bool)
    assert ink[mark].all()
    foot, taken = slice(3120, 3300), np.zeros_like(ink)
    (box,) = document.removals[0].boxes
    taken[box.top : box.bottom, box.left : box.right] = True
    rest = ~mark & ~taken
    rest[foot] = False
    assert np.array_equal(ink[rest], PAGE.ink[rest])
    assert (ink & ~mark)[foot].any()
    assert ink[taken].any()
    assert not np.array_equal(ink[taken], PAGE.ink[taken])


def test_removals_are_told_with_number_and_clause(tmp_path: Path) -> None:
    document = build_document(
        job([plan(PAGE), plan(PAGE, 2, REMOVAL)]), lambda _: PAGE.plate(), tmp_path
    )

    (removal,) = document.removals
    assert str(removal.bates) == "CCW0000002"
    assert (removal.rule, removal.category, removal.label) == ("D2-1", "home_address", LABEL)
    assert all(box.contains(REMOVAL) for box in removal.boxes)


def test_what_is_removed_leaves_no_trace_in_any_byte(tmp_path: Path) -> None:
    built = []
    for name, secret in (("a", "Quail Street"), ("b", "Wm. J. Przybylski-Ott Bvd.")):
        page = drawn(TEXT)
        hidden = drawn(f"I keep a shop on {secret}")
        ink = page.ink.copy()
        ink[:, 500:] = False
        ink[300:360, 500:] = hidden.ink[300:360, 500:]
        words = tuple(w for w in page.words if w.box.right < 500)
        taken = plan(replace(page, words=words), 1, Box(500, 290, 2400, 360))
        plate = Plate.from_bits(np.packbits(ink, axis=1), 2550)
        build_document(job([taken]), lambda _, p=plate: p, tmp_path / name)  # type: ignore[misc]
        built.append(tree(tmp_path / name))

    assert built[0] == built[1]


@pytest.mark.parametrize("images", list(Images))
def test_two_runs_write_the_same_bytes(tmp_path: Path, images: Images) -> None:
    plates = {1: PAGE.plate(), 2: PAGE.plate(Mode.TONE)}
    work = job([plan(PAGE, 1, REMOVAL), plan(PAGE, 2)], images=images)

    for name in "ab":
        build_document(work, plates.__getitem__, tmp_path / name)

    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_tiff_volume_has_one_file_a_page_with_the_strip_of_the_pdf(tmp_path: Path) -> None:
    plates = {1: PAGE.plate(), 2: PAGE.plate(Mode.TONE)}
    plans = [plan(PAGE), plan(PAGE, 2)]

    tiff = build_document(job(plans, images=Images.TIFF), plates.__getitem__, tmp_path / "tiff")
    pdf = build_document(job(plans), plates.__getitem__, tmp_path / "pdf")

    assert tiff.images == ("IMAGES/0001/CCW0000001.tif", "IMAGES/0001/CCW0000002.jpg")
    with pikepdf.open(tmp_path / "pdf" / pdf.images[0]) as read:
        first, second = (page.obj.Resources.XObject.I.read_raw_bytes() for page in read.pages)
    assert (tmp_path / "tiff" / tiff.images[0]).read_bytes().endswith(first)
    assert (tmp_path / "tiff" / tiff.images[1]).read_bytes() == second
    texts = [
        (tmp_path / kind / "TEXT/0001/CCW0000001.txt").read_bytes() for kind in ("tiff", "pdf")
    ]
    assert texts[0] == texts[1]
    with Image.open(tmp_path / "tiff" / tiff.images[0]) as page:
        assert page.size == (2550, 3300)
        assert page.info["dpi"] == (300, 300)
    with Image.open(tmp_path / "tiff" / tiff.images[1]) as page:
        assert (page.mode, page.size, page.info["dpi"]) == ("L", (2550, 3300), (300, 300))


def test_donor_papers_bear_a_number_and_nothing_else(tmp_path: Path) -> None:
    document = build_document(
        job([plan(PAGE)], "DON0000001", BARE), lambda _: PAGE.plate(), tmp_path
    )

    assert layer(tmp_path / document.images[0]) == [[*TEXT.split(), "DON0000001"]]
    with pikepdf.open(tmp_path / document.images[0]) as read:
        strip = read.pages[0].obj.Resources.XObject.I.read_raw_bytes()
    assert np.array_equal(decode_g4(strip, 2550, 3300)[:3100], PAGE.bits[:3100])


def test_pages_of_every_size_make_one_document(tmp_path: Path) -> None:
    sizes = [(2550, 3300), (3300, 2550), (300, 200), (5100, 6600), (1, 1)]
    plates = [drawn("", *size).plate() for size in sizes]
    plans = [
        PagePlan(page=n, moves=(), fills=(), stamps=(), words=(), removals=()) for n in range(1, 6)
    ]

    document = build_document(job(plans), lambda n: plates[n - 1], tmp_path)

    read = pypdfium2.PdfDocument(tmp_path / document.images[0])
    assert len(read) == 5
    assert read[3].get_size() == (1224, 1584)
    read.close()


def test_plans_may_be_made_as_pages_are_written_and_each_before_its_plate(tmp_path: Path) -> None:
    asked: list[str] = []

    def planned(number: int) -> PagePlan:
        asked.append(f"plan {number}")
        return plan(PAGE, number)

    def plates(number: int) -> Plate:
        asked.append(f"plate {number}")
        return PAGE.plate()

    build_document(replace(job([plan(PAGE)] * 2), plans=()), plates, tmp_path, planned)

    assert asked == ["plan 1", "plate 1", "plan 2", "plate 2"]


def test_a_job_without_plans_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="0 plans for 2 pages"):
        build_document(replace(job([plan(PAGE)] * 2), plans=()), lambda _: PAGE.plate(), tmp_path)


def test_a_failing_page_leaves_no_half_document(tmp_path: Path) -> None:
    def plates(number: int) -> Plate:
        if number == 2:
            raise OSError(2, "No such blob")
        return PAGE.plate()

    with pytest.raises(FileNotFoundError):
        build_document(job([plan(PAGE)] * 2), plates, tmp_path)

    assert tree(tmp_path) == {}


def test_a_job_can_be_sent_to_another_process() -> None:
    work = job([plan(PAGE, 1, REMOVAL)])

    assert pickle.loads(pickle.dumps(work)) == work  # noqa: S301  our own bytes


def test_the_bytes_of_images_are_counted(tmp_path: Path) -> None:
    document = build_document(job([plan(PAGE)]), lambda _: PAGE.plate(), tmp_path)

    size = (tmp_path / document.images[0]).stat().st_size
    assert 0 < document.image_bytes < size < 3 * document.image_bytes
    with pikepdf.open(io.BytesIO((tmp_path / document.images[0]).read_bytes())) as read:
        image = read.pages[0].obj.Resources.XObject.I
        assert int(image.Length) == document.image_bytes
