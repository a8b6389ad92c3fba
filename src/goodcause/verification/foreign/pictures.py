"""What an image file of anybody's making carries besides its pixels."""

from __future__ import annotations

import struct
import warnings
from pathlib import Path

from goodcause.verification.foreign.facts import FileFacts

_TELLING = {
    270: "a description",
    285: "a page name",
    305: "a program's name",
    306: "a date",
    315: "an author",
    316: "a computer's name",
    700: "a metadata packet",
    33723: "a press block",
    34377: "an image editor's block",
    34665: "an EXIF block",
    34853: "a place on earth",
}
_EXIF_THUMBNAIL = 513
_MOST_PIXELS = 400_000_000


def check_picture(path: Path, facts: FileFacts) -> None:
    """Look at the container of an image, and whether it can be decoded.

    Raises:
        OSError: it cannot be read.
        ValueError: it cannot be decoded.
    """
    from PIL import Image  # noqa: PLC0415 - heavy; only foreign files need it

    facts.saw("I4")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
        with Image.open(path) as picture:
            facts.pages = int(getattr(picture, "n_frames", 1))
            for what in _carried(picture):
                facts.fault("I4", f"The image carries {what}.")
            kind = picture.format
            picture.load()
    after = _after(path.read_bytes(), kind or "")
    if after:
        facts.fault("I4", f"{after} bytes follow the picture.")


def _carried(picture: object) -> list[str]:
    from PIL import Image  # noqa: PLC0415 - heavy, see above

    if not isinstance(picture, Image.Image):
        return []
    tags = getattr(picture, "tag_v2", None)
    found = [name for tag, name in _TELLING.items() if tags is not None and tag in tags]
    exif = picture.getexif() if tags is None else None
    if exif:
        found.append("an EXIF block")
        if _EXIF_THUMBNAIL in exif.get_ifd(1):
            found.append("a small picture of its own, perhaps of an earlier state")
    said = {"comment": "a comment", "xmp": "a metadata packet", "photoshop": "an editor's block"}
    found += [name for key, name in said.items() if picture.info.get(key)]
    text = getattr(picture, "text", None)
    if text:
        found.append("written notes")
    return list(dict.fromkeys(found))


def _after(data: bytes, kind: str) -> int:
    """How many bytes follow the end of a JPEG or PNG."""
    if kind == "PNG":
        end = data.rfind(b"IEND")
        return len(data) - end - 8 if end > 0 else 0
    if kind != "JPEG":
        return 0
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:  # noqa: PLR2004 - marks
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    end = data.find(b"\xff\xd9", at)
    return len(data) - end - 2 if end > 0 else 0
