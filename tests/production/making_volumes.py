"""Pages, plans and orders for the tests of production. All data is made."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from goodcause.base.geometry import Box, union
from goodcause.base.ids import Bates
from goodcause.order.clause import Watermark
from goodcause.order.load import fill_dates, packaged_order, parse_order
from goodcause.order.order import RuleSet
from goodcause.pages.page import Word
from goodcause.pages.plate import Mode, Plate
from goodcause.production.build import DocumentJob, Dress
from goodcause.production.lettering import font_file
from goodcause.production.volume import Images
from goodcause.removals import label
from goodcause.removals.rebuild import Rebuilt
from goodcause.removals.removal import Fill, PagePlan, Removal, Stamp

LABEL = "(REMOVED BY DEFENDANTS)"
MARK = Watermark(
    id="WM",
    text="Able-Do Not Duplicate",
    style="hollow",
    font="sans_bold",
    font_pt=62.0,
    stroke_pt=1.2,
    grey=0.0,
    angle=55.0,
    anchor="page_centre",
    repeat=1,
    fit=True,
    source="made",
)
DRESS = Dress(
    series="ccw",
    tier="AEO",
    legend="CONFIDENTIAL - ATTORNEYS' AND EXPERTS' EYES ONLY",
    margin_note="2:99-cv-00001-ABC",
    watermark=MARK,
)
BARE = Dress(series="donor")
TEXT = (
    "I keep a shop on Quail Street and carry cash to the bank.\n"
    "My na\u00efve cousin \u00c9tienne (Jr.) phones at 555-0142, mostly.\n"
    "Licence 900-12-3456 was renewed; \u0429\u0443\u043a\u0430 and "
    "\u03a9\u03bc\u03ad\u03b3\u03b1 too.\n"
)


@dataclass(frozen=True)
class Drawn:
    """A drawn page: its words, its ink as booleans."""

    words: tuple[Word, ...]
    ink: NDArray[np.bool_]

    @property
    def width(self) -> int:
        return int(self.ink.shape[1])

    @property
    def bits(self) -> NDArray[np.uint8]:
        return np.packbits(self.ink, axis=1)

    def rebuilt(self, mode: Mode = Mode.BITONAL) -> Rebuilt:
        height, width = self.ink.shape
        if mode is Mode.BITONAL:
            return Rebuilt(width=width, height=height, mode=mode, bits=self.bits)
        grey = np.where(self.ink, 30, 235).astype(np.uint8)
        return Rebuilt(width=width, height=height, mode=mode, grey=grey)

    def plate(self, mode: Mode = Mode.BITONAL) -> Plate:
        page = self.rebuilt(mode)
        if page.grey is not None:
            return Plate.from_grey(page.grey)
        return Plate.from_bits(self.bits, self.width)


def drawn(text: str = TEXT, width: int = 2550, height: int = 3300) -> Drawn:
    """Words on lines from the top left of a page."""
    font = ImageFont.truetype(str(font_file("sans")), 40, layout_engine=ImageFont.Layout.BASIC)
    picture = Image.new("1", (width, height), 0)
    pen = ImageDraw.Draw(picture)
    words = []
    for line, content in enumerate(text.splitlines()):
        left, top = 200, 300 + 60 * line
        for word in content.split():
            wide = round(font.getlength(word))
            pen.text((left, top), word, font=font, fill=1)
            words.append(Word(word, Box(left, top, left + wide, top + 47), line))
            left += wide + 13
    return Drawn(tuple(words), np.asarray(picture, bool))


def plan(page: Drawn, number: int = 1, removal: Box | None = None) -> PagePlan:
    """Nothing happens to the page, or one box of it is taken out."""
    if removal is None:
        return PagePlan(page=number, moves=(), fills=(), stamps=(), words=page.words, removals=())
    stamp = Stamp(LABEL, 10, removal.left, removal.top)
    stamped = union((removal, label.box(stamp)))
    line = 1 + max(word.line for word in page.words)
    printed = [replace(word, line=line) for word in label.words(stamp)]
    taken = Removal(
        document="s000001",
        page=number,
        category="home_address",
        rule="D2-1",
        label=LABEL,
        boxes=(stamped,),
        label_box=label.box(stamp),
    )
    return PagePlan(
        page=number,
        moves=(),
        fills=(Fill(stamped),),
        stamps=(stamp,),
        words=(*(w for w in page.words if not w.box.meets(stamped)), *printed),
        removals=(taken,),
    )


def job(
    plans: Sequence[PagePlan],
    begin: str = "CCW0000001",
    dress: Dress = DRESS,
    images: Images = Images.PDF,
) -> DocumentJob:
    return DocumentJob(
        document="s000001",
        begin=Bates.parse(begin),
        pages=len(plans),
        dress=dress,
        images=images,
        plans=tuple(plans),
    )


def rules() -> RuleSet:
    """The packaged order with every date filled in."""
    path = packaged_order("mehl-v-blanas")
    day = datetime.date(2007, 6, 1)
    text = fill_dates(path.read_text(encoding="utf-8"), day)
    return parse_order(text, path.name).on(datetime.date(2008, 1, 2))
