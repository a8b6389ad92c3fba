"""Cuts into the files of a finished volume, so that nothing is wrong but what was planted."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from goodcause.base.geometry import Box
from goodcause.programs.libtiff import decode_g4, encode_g4, g4_tiff
from goodcause.verification.canonical import Thing, serialise, things

from tests.verification.making import assembled

Files = dict[str, bytes]
Plant = Callable[[Files], None]
Ink = NDArray[np.bool_]

PAGE, CONTENT, IMAGE = 8, 9, 10
"""Numbers of the objects of a first page."""


def bodies(data: bytes) -> list[bytes]:
    """The objects of a canonical file, without number and end."""
    return [body_of(thing) for thing in things(data)]


def body_of(thing: Thing) -> bytes:
    """An object as it is written between its number and its end."""
    return serialise(thing).split(b"\n", 1)[1].removesuffix(b"\nendobj\n")


def objects(path: str, change: Callable[[list[bytes]], None]) -> Plant:
    """Change the objects of a PDF; its table is written anew."""

    def plant(files: Files) -> None:
        parts = bodies(files[path])
        change(parts)
        files[path] = assembled(parts)

    return plant


def entry(path: str, number: int, old: bytes, new: bytes) -> Plant:
    """Replace words in one object of a PDF."""

    def change(parts: list[bytes]) -> None:
        assert old in parts[number - 1]
        parts[number - 1] = parts[number - 1].replace(old, new, 1)

    return objects(path, change)


def stream(body: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change what an object carries; its length is set right."""
    head, _, rest = body.partition(b"\nstream\n")
    old = rest.removesuffix(b"\nendstream")
    new = change(old)
    head = head.replace(b"/Length %d >>" % len(old), b"/Length %d >>" % len(new))
    return head + b"\nstream\n" + new + b"\nendstream"


def carried(path: str, number: int, change: Callable[[bytes], bytes]) -> Plant:
    """Change the stream of one object of a PDF."""

    def alter(parts: list[bytes]) -> None:
        parts[number - 1] = stream(parts[number - 1], change)

    return objects(path, alter)


def layer(path: str, change: Callable[[str], str]) -> Plant:
    """Change the content stream of a first page."""

    def alter(data: bytes) -> bytes:
        old = zlib.decompress(data).decode()
        new = change(old)
        assert new != old
        return zlib.compress(new.encode())

    return carried(path, CONTENT, alter)


def word(text: str, x: int, y: int, size: int = 40, wide: int | None = None) -> str:
    """The operators of a word of the layer, ``y`` from the foot of the page in pixels."""
    tens = round(200 * 10 * (wide or 20 * len(text)) / (len(text) * size))
    stretch = f"{tens // 10}.{tens % 10}".removesuffix(".0")
    code = f"{text} ".encode("utf-16-be").hex().upper()
    return f"/F {size} Tf {stretch} Tz 1 0 0 1 {x} {y} Tm <{code}> Tj\n"


def said(path: str, text_path: str, text: str, place: tuple[int, int]) -> Plant:
    """Words that stand in the layer and in the text file, before everything else."""

    def plant(files: Files) -> None:
        rows = "".join(
            word(one, place[0] + 300 * at, place[1]) for at, one in enumerate(text.split())
        )
        layer(path, lambda old: old.replace("3 Tr\n", f"3 Tr\n{rows}", 1))(files)
        mark = b"\xef\xbb\xbf"
        files[text_path] = mark + text.encode() + b"\r\n" + files[text_path].removeprefix(mark)

    return plant


def painted(path: str, change: Callable[[Ink], None]) -> Plant:
    """Change the ink of a bitonal first page, in a PDF or a TIFF file."""

    def again(strip: bytes, width: int, height: int) -> bytes:
        ink = np.unpackbits(decode_g4(strip, width, height), axis=1)[:, :width].astype(bool)
        before = ink.copy()
        change(ink)
        assert not np.array_equal(before, ink)
        return encode_g4(np.packbits(ink, axis=1), width)

    def plant(files: Files) -> None:
        if path.endswith(".tif"):
            with Image.open(io.BytesIO(files[path])) as picture:
                width, height = picture.size
                at, size = (picture.tag_v2[tag][0] for tag in (273, 279))  # type: ignore[attr-defined]
            strip = files[path][at : at + size]
            files[path] = g4_tiff(again(strip, width, height), width, height)
            return
        value = list(things(files[path]))[IMAGE - 1].value
        assert isinstance(value, dict)
        width, height = int(str(value["Width"])), int(str(value["Height"]))
        carried(path, IMAGE, lambda strip: again(strip, width, height))(files)

    return plant


def toned(path: str, change: Callable[[NDArray[np.uint8]], None]) -> Plant:
    """Change the greys of a tone page."""

    def alter(data: bytes) -> bytes:
        with Image.open(io.BytesIO(data)) as picture:
            tables, grey = picture.quantization, np.array(picture)  # type: ignore[attr-defined]
        change(grey)
        out = io.BytesIO()
        Image.fromarray(grey).save(out, "JPEG", qtables=tables, dpi=(300, 300))
        return out.getvalue()

    return carried(path, IMAGE, alter)


def lettering(text: str, high: int) -> Ink:
    """Text as ink."""
    font = ImageFont.load_default(high)
    picture = Image.new("L", (int(font.getlength(text)) + 8, int(high * 1.3)), 255)
    ImageDraw.Draw(picture).text((2, 0), text, font=font, fill=0)
    return np.asarray(picture) < 128


def written(text: str, left: int, top: int, high: int = 44) -> Callable[[Ink], None]:
    """Write text into the ink."""
    drawn = lettering(text, high)

    def change(ink: Ink) -> None:
        ink[top : top + drawn.shape[0], left : left + drawn.shape[1]] |= drawn

    return change


def blot(box: Box) -> Callable[[Ink], None]:
    """Fill a box with ink."""

    def change(ink: Ink) -> None:
        ink[box.top : box.bottom, box.left : box.right] = True

    return change


def wiped(box: Box) -> Callable[[Ink], None]:
    """Take all ink out of a box."""

    def change(ink: Ink) -> None:
        ink[box.top : box.bottom, box.left : box.right] = False

    return change


def swapped(path: str, old: str, new: str) -> Plant:
    """Replace words in a file."""

    def plant(files: Files) -> None:
        assert old.encode() in files[path], path
        files[path] = files[path].replace(old.encode(), new.encode(), 1)

    return plant


def appended(path: str, data: bytes) -> Plant:
    """Put bytes after a file."""

    def plant(files: Files) -> None:
        files[path] += data

    return plant


def added(path: str, data: bytes = b"x") -> Plant:
    """Put a file into the volume."""
    return lambda files: files.update({path: data})


def lost(path: str) -> Plant:
    """Take a file out of the volume."""

    def plant(files: Files) -> None:
        del files[path]

    return plant


def cells(path: str, line: int, change: Callable[[list[str]], None]) -> Plant:
    """Change the fields of one row of a DAT file, counted from 0."""

    def plant(files: Files) -> None:
        rows = files[path].decode("utf-8-sig").split("\r\n")
        fields = rows[line].split("\x14")
        change(fields)
        rows[line] = "\x14".join(fields)
        files[path] = b"\xef\xbb\xbf" + "\r\n".join(rows).encode()

    return plant
