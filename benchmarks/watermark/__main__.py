"""Measure geometries of the mark, and write the table and the picture of the docs.

make bench-watermark
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from goodcause.base.blobs import Memo
from goodcause.base.errors import MissingToolError, SourceError
from goodcause.order.clause import Watermark
from goodcause.pages.ocr import Ocr
from goodcause.programs.reader import best_reader

from benchmarks.watermark.chart import WANTED_DARK, WANTED_INK, WANTED_READ, chart
from benchmarks.watermark.measure import Measured, measure
from benchmarks.watermark.pages import Sheet, made, real

_DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
_ALONG: Final = Watermark(
    id="WM1",
    text="Gorski-Do Not Duplicate",
    style="hollow",
    font="sans_bold",
    font_pt=62,
    stroke_pt=1.2,
    grey=0.0,
    angle=55,
    anchor="page_centre",
    repeat=1,
    fit=True,
    dash_pt=3.6,
    gap_pt=3.6,
    halo_pt=2.0,
    keep=0.62,
    source="benchmark",
)
DEFAULT: Final = "yielding 4.8"
"""The geometry of the packaged order."""
_YIELDING: Final = replace(_ALONG, strokes="yielding", dash_pt=4.8, gap_pt=4.8)
GEOMETRIES: Final = {
    "unbroken": replace(_ALONG, dash_pt=0.0),
    "along 3.6": _ALONG,
    "along 4.8": replace(_ALONG, dash_pt=4.8, gap_pt=4.8),
    "yielding 3.6": replace(_YIELDING, dash_pt=3.6, gap_pt=3.6),
    DEFAULT: _YIELDING,
    "yielding 4.2": replace(_YIELDING, dash_pt=4.2, gap_pt=4.2),
    "yielding 6.0": replace(_YIELDING, dash_pt=6.0, gap_pt=6.0),
    "yielding 4.8, keep 0.75": replace(_YIELDING, keep=0.75),
}


def main() -> None:
    """Print a row a page and geometry; with ``--write`` renew the docs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=int, default=6, help="first pages of so many real files")
    parser.add_argument(
        "--write", action="store_true", help="renew docs/watermark.md and its chart"
    )
    parser.add_argument("geometries", nargs="*", help="only these; all when none is named")
    wanted = parser.parse_args()
    sheets = (*made(), *real(wanted.real))
    names = wanted.geometries or list(GEOMETRIES)
    found = _measured(sheets, {name: GEOMETRIES[name] for name in names})
    if wanted.write:
        (_DOCS / "figures" / "watermark.svg").write_text(chart(found), encoding="utf-8")
        (_DOCS / "watermark.md").write_text(_page(found), encoding="utf-8")


def _measured(sheets: Sequence[Sheet], marks: Mapping[str, Watermark]) -> dict[str, list[Measured]]:
    reader = best_reader()
    if reader is None:
        raise MissingToolError("no reader is installed; `goodcause doctor` says what to install")
    found: dict[str, list[Measured]] = {name: [] for name in marks}
    with tempfile.TemporaryDirectory() as folder:
        ocr = Ocr(reader, Memo(Path(folder)))
        for sheet in sheets:
            for name, mark in marks.items():
                try:
                    one = measure(sheet, mark, ocr.read)
                except SourceError as error:
                    print(f"{name:22} {sheet.name:26} left out: {error}", flush=True)
                    continue
                found[name].append(one)
                print(f"{name:22} {_row(one)}", flush=True)
    return found


def _row(one: Measured) -> str:
    low = " below" if not _met(one) else ""
    return (
        f"{one.page:26} {one.words:5} words  read {one.recall:.3f}  kept {one.kept:.2f}"
        f"  dark {one.dark:.2f}{low}"
    )


def _met(one: Measured) -> bool:
    read, ink = one.recall >= WANTED_READ, one.kept >= WANTED_INK
    return read and ink and one.dark >= WANTED_DARK


def _page(found: Mapping[str, Sequence[Measured]]) -> str:
    lines = [
        "# What the mark costs, and what is left of it",
        "",
        "Written by `make bench-watermark`. Each page is read by Tesseract without its mark and"
        " through it; *read* is the share of",
        "words read again, *kept* the share of the mark's ink that the page shows, *dark* the"
        " share of what was drawn that is dark",
        "after three simulated copies (97 %, blur, noise, black or white). Geometries were chosen"
        " by the pages called *tuned*;",
        f"the others are held out. Wanted: {WANTED_READ} read, {WANTED_INK:.2f} kept,"
        f" {WANTED_DARK} dark.",
        "",
        "![words read against ink kept](figures/watermark.svg)",
        "",
        "*along 3.6* is a broken outline whose strokes of 3.6 points follow the letters; *yielding*"
        " strokes lie level, as lines of text do, where they would come near print,",
        f"so that they fit between the lines. The packaged order has *{DEFAULT}*.",
        "",
        "| geometry | worst read (tuned) | worst read (held out) | least kept | least dark |",
        "|---|---|---|---|---|",
        *(_summary(name, every) for name, every in found.items()),
        "",
        f"## Page by page: {DEFAULT}",
        "",
        "| page | words | read | kept | dark |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {m.page} | {m.words} | {m.recall:.3f} | {m.kept:.2f} | {m.dark:.2f} |"
        for m in found.get(DEFAULT, ())
    ]
    return "\n".join(lines) + "\n"


def _summary(name: str, every: Sequence[Measured]) -> str:
    worst = [
        min((m.recall for m in every if m.tuned is tuned), default=1.0) for tuned in (True, False)
    ]
    kept, dark = min(m.kept for m in every), min(m.dark for m in every)
    return f"| {name} | {worst[0]:.3f} | {worst[1]:.3f} | {kept:.2f} | {dark:.2f} |"


if __name__ == "__main__":
    main()
