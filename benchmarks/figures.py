"""The pictures in README and docs, made from the demo case so that they cannot go stale.

make figures
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from goodcause.demo.tour import Tour, take_tour
from goodcause.engine.processes import Processes
from goodcause.pipeline.progress import Silent

_DOCS = Path(__file__).resolve().parents[1] / "docs" / "figures"
_SCALE = 1.25
_GAP = 24


def page_picture(path: Path, number: int) -> Image.Image:
    """A page as a viewer shows it, number counted from 1."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    picture = document[number - 1].render(scale=_SCALE, may_draw_forms=True).to_pil()
    document.close()
    return picture.convert("RGB")


def beside(left: Image.Image, right: Image.Image, captions: tuple[str, str]) -> Image.Image:
    """Two pages side by side with a thin frame and a caption over each."""
    font = ImageFont.load_default(15)
    high = max(left.height, right.height)
    sheet = Image.new("RGB", (left.width + right.width + 3 * _GAP, high + 3 * _GAP), "#e8e8e4")
    pen = ImageDraw.Draw(sheet)
    for picture, x, caption in (
        (left, _GAP, captions[0]),
        (right, left.width + 2 * _GAP, captions[1]),
    ):
        pen.text((x, _GAP - 14), caption, fill="#333333", font=font)
        sheet.paste(picture, (x, 2 * _GAP))
        frame = (x - 1, 2 * _GAP - 1, x + picture.width, 2 * _GAP + picture.height)
        pen.rectangle(frame, outline="#888888")
    return sheet


def main() -> None:
    """Run a demo case and draw its first page worth opening beside its source."""
    _DOCS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tour = Tour(folder=folder, applications=12, seed=2007)
        seen = take_tour(tour, Processes(2, log=folder / "worker.log"), Silent())
        for number, (source, served, page) in enumerate(seen.pairs, 1):
            captions = ("as handed in", "as produced")
            sheet = beside(page_picture(source, page), page_picture(served, page), captions)
            sheet.quantize(64).save(_DOCS / f"before-after-{number}.png", optimize=True)


if __name__ == "__main__":
    main()
