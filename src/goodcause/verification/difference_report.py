"""The difference of two volumes for a reader: one HTML page that loads nothing, and a CSV."""

from __future__ import annotations

import base64
import csv
import io
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from goodcause.verification.difference import Changed, Region, Seen, Status

if TYPE_CHECKING:
    from PIL import Image

COLUMNS: Final = (
    *("bates", "status", "pixels_before", "pixels_after", "text_before", "text_after"),
    *("words_gone", "words_come", "regions"),
)
_WIDE: Final = 620  # pixels of a page in the report
_MARK: Final = (176, 42, 26)
_STYLE: Final = """
body{font:16px/1.5 Georgia,'Times New Roman',serif;color:#1b1b1b;max-width:1320px;margin:2rem auto;
padding:0 1.5rem;background:#fff}
h1{font-size:1.8rem;line-height:1.2;margin:0 0 .3rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;
border-bottom:1px solid #1b1b1b;padding-bottom:.2rem}
table{border-collapse:collapse;font-size:.92rem;margin:.6rem 0 1.2rem}
th,td{text-align:left;padding:.3rem .9rem .3rem 0;border-bottom:1px solid #d9d9d9}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1.2rem}figure{margin:0}
figcaption{font-size:.88rem;color:#444;margin-bottom:.3rem}
img{width:100%;height:auto;border:1px solid #888;display:block}
.soft{color:#555;font-size:.88rem;word-break:break-all}
@media print{body{margin:0;max-width:none}h2{break-before:page}.pair{break-inside:avoid}}
"""


class Report:
    """Takes the pages one by one and holds pictures of those that changed."""

    def __init__(self, earlier: str, later: str, most: int = 200) -> None:
        """Set up.

        Args:
            earlier: name of a volume.
            later: likewise.
            most: how many changed pages are shown as pictures; the CSV has all.
        """
        self._names = earlier, later
        self._most = most
        self.pages: list[Changed] = []
        self._shown: list[str] = []

    def add(self, page: Changed, before: Seen | None, after: Seen | None) -> None:
        """Take in one page."""
        self.pages.append(page)
        if page.status is not Status.CHANGED or len(self._shown) >= self._most:
            return
        sides = (
            _figure(f"{page.bates} in {name}", seen, page.regions)
            for name, seen in zip(self._names, (before, after), strict=True)
        )
        words = (
            f"{page.words[0]} words gone, {page.words[1]} come; regions: {_places(page.regions)}"
        )
        self._shown.append(
            f"<h2 id='{escape(page.bates)}'>{escape(page.bates)}</h2><p>{escape(words)}</p>"
            f"<div class='pair'>{''.join(sides)}</div>"
            f"<p class='soft'>Pixels: {page.pixels[0]} and {page.pixels[1]}</p>"
        )

    def html(self) -> bytes:
        """The page; the same volumes give the same bytes."""
        one, other = map(escape, self._names)
        counts = counted(self.pages)
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td class='n'>{count:,}</td></tr>"
            for name, count in counts.items()
        )
        changed = counts.get(Status.CHANGED.value, 0)
        more = changed - len(self._shown)
        note = f"<p>{more:,} more changed pages stand in the CSV without a picture.</p>"
        return (
            "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
            "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; "
            "style-src 'unsafe-inline'; img-src data:\">"
            f"<title>{one} and {other}</title><style>{_STYLE}</style></head><body>"
            f"<h1>What {other} changes in {one}</h1>"
            "<p>Compared from the served files alone, page by page: every pixel and every word of"
            " the text files, on each page both hold. A page is the same only if the digests of"
            " both agree. Red frames show where pixels differ: the words themselves, and strokes of"
            " the watermark that keep clear of them.</p>"
            f"<table><tr><th>Numbered pages</th><th class='n'></th></tr>{rows}</table>"
            f"{note if more else ''}{''.join(self._shown)}</body></html>\n"
        ).encode()

    def csv(self) -> bytes:
        """One row a page; UTF-8 with a byte-order mark, quoted, CRLF."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for page in self.pages:
            digests = (*page.pixels, *page.text)
            places = _places(page.regions)
            writer.writerow([page.bates, page.status.value, *digests, *page.words, places])
        return out.getvalue().encode("utf-8-sig")


def counted(pages: Sequence[Changed]) -> dict[str, int]:
    """How many pages have each status, in the order of the statuses."""
    found = Counter(page.status for page in pages)
    return {status.value: found[status] for status in Status if found[status]}


def _places(regions: Sequence[Region]) -> str:
    return "; ".join(f"{r.left},{r.top} to {r.right},{r.bottom}" for r in regions) or "none"


def _figure(caption: str, seen: Seen | None, regions: Sequence[Region]) -> str:
    if seen is None or seen.picture is None:
        return f"<figure><figcaption>{escape(caption)}: no picture</figcaption></figure>"
    from PIL import Image, ImageDraw  # noqa: PLC0415  heavy

    pixels = Image.fromarray(seen.picture.whole())
    scale = _WIDE * 2 / max(pixels.width, 1)
    size = _WIDE * 2, max(1, round(pixels.height * scale))
    small = pixels.resize(size, Image.Resampling.BOX).convert("RGB")
    draw = ImageDraw.Draw(small)
    for region in regions:
        corners = (region.left, region.top, region.right, region.bottom)
        left, top, right, bottom = (round(c * scale) for c in corners)
        draw.rectangle((left - 3, top - 3, right + 3, bottom + 3), outline=_MARK, width=3)
    return (
        f"<figure><figcaption>{escape(caption)}</figcaption>"
        f"<img alt='{escape(caption)}' src='data:image/png;base64,{_png(small)}'></figure>"
    )


def _png(picture: Image.Image) -> str:
    from PIL import Image  # noqa: PLC0415  heavy

    out = io.BytesIO()
    few = picture.quantize(16, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")
