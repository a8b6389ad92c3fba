from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from goodcause.programs import libtiff
from goodcause.programs.libtiff import decode_g4, encode_g4, g4_tiff


@st.composite
def pages(draw: st.DrawFn) -> tuple[NDArray[np.uint8], int]:
    width = draw(st.integers(1, 90))
    height = draw(st.integers(1, 40))
    seed = draw(st.integers(0, 2**32 - 1))
    share = draw(st.sampled_from([0.0, 0.02, 0.5, 0.98, 1.0]))
    ink = np.random.default_rng(seed).random((height, width)) < share
    return np.packbits(ink, axis=1), width


def as_pdf_image(strip: bytes, width: int, height: int) -> NDArray[np.uint8]:
    """The strip as a PDF image of the documented kind, decoded by pikepdf and Pillow."""
    pdf = pikepdf.new()
    image = pikepdf.Stream(pdf, strip)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent = width, height, 1
    image.ColorSpace, image.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.CCITTFaxDecode
    image.DecodeParms = pikepdf.Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=False)
    return np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("L"), np.uint8)


@given(pages())
@settings(max_examples=60, deadline=None)
def test_any_page_comes_back_to_the_pixel(page: tuple[NDArray[np.uint8], int]) -> None:
    bits, width = page

    back = decode_g4(encode_g4(bits, width), width, bits.shape[0])

    assert np.array_equal(back, bits)


@given(pages())
@settings(max_examples=30, deadline=None)
def test_pillow_alone_writes_the_same_pixels(page: tuple[NDArray[np.uint8], int]) -> None:
    bits, width = page

    strip = libtiff._pillow_encode(bits, width)

    assert np.array_equal(libtiff._pillow_decode(strip, width, bits.shape[0]), bits)
    assert np.array_equal(decode_g4(strip, width, bits.shape[0]), bits)


@given(pages())
@settings(max_examples=30, deadline=None)
def test_ink_is_black_in_a_pdf_without_a_decode_array(page: tuple[NDArray[np.uint8], int]) -> None:
    bits, width = page
    ink = np.unpackbits(bits, axis=1)[:, :width]

    shown = as_pdf_image(encode_g4(bits, width), width, bits.shape[0])

    assert np.array_equal(shown == 0, ink == 1)


def test_bits_beyond_the_width_do_not_matter() -> None:
    clean = np.zeros((4, 2), np.uint8)
    dirty = clean.copy()
    dirty[:, 1] |= 0x3F

    assert encode_g4(clean, 10) == encode_g4(dirty, 10)


def test_a_page_is_one_strip_in_a_tiff_that_says_300_dpi() -> None:
    ink = np.zeros((3300, 2550), np.uint8)
    ink[100:200, 300:2000] = 1
    strip = encode_g4(np.packbits(ink, axis=1), 2550)

    file = g4_tiff(strip, 2550, 3300)

    with Image.open(io.BytesIO(file)) as image:
        assert image.size == (2550, 3300)
        assert image.info["dpi"] == (300, 300)
        assert image.info["compression"] == "group4"
        assert np.array_equal(np.asarray(image.convert("L")) == 0, ink == 1)
    assert file.endswith(strip)
    assert file == g4_tiff(strip, 2550, 3300)


def test_the_libtiff_of_the_wheel_is_called_directly_where_it_is_found() -> None:
    if not libtiff._candidates():
        pytest.skip("this Pillow does not bring a libtiff of its own")

    assert libtiff.direct_library()


def test_without_that_library_pillow_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    bits = np.packbits(np.eye(33, dtype=np.uint8), axis=1)
    direct = encode_g4(bits, 33)
    monkeypatch.setattr(libtiff, "_direct", lambda: None)

    assert np.array_equal(decode_g4(encode_g4(bits, 33), 33, 33), bits)
    assert np.array_equal(decode_g4(direct, 33, 33), bits)


def test_a_library_that_codes_wrongly_is_not_used() -> None:
    def inverted(bits: NDArray[np.uint8], width: int) -> bytes:
        return libtiff._pillow_encode(~bits, width)

    assert libtiff._works(libtiff._pillow_encode, libtiff._pillow_decode)
    assert not libtiff._works(inverted, libtiff._pillow_decode)


@pytest.mark.parametrize(("shape", "width"), [((4, 3), 10), ((0, 2), 10), ((4, 0), 0), ((4, 1), 9)])
def test_what_is_not_a_page_is_refused(shape: tuple[int, int], width: int) -> None:
    with pytest.raises(ValueError, match=r"page|rows"):
        encode_g4(np.zeros(shape, np.uint8), width)


def test_an_empty_strip_is_damage_and_not_a_white_page() -> None:
    with pytest.raises(ValueError, match="G4"):
        decode_g4(b"", 100, 100)
