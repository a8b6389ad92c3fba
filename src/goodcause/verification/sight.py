"""Everything that needs the pixels of pages: marks, regions, and what OCR reads in both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goodcause.verification.attack import Attack
from goodcause.verification.depth import Depth
from goodcause.verification.documents import ServedPage, pages_of
from goodcause.verification.marks import Marks
from goodcause.verification.needles import Needle
from goodcause.verification.ocr_attack import OcrAttack
from goodcause.verification.region_attack import RegionAttack
from goodcause.verification.secret import Region
from goodcause.verification.served import Served
from goodcause.verification.tally import Tally

_OTHERS = 6  # one page without a removal is read for so many with one, at the least

Step = Callable[[str, int, int], None]


class Sight:
    """Gathers while pages go by, and reads the sample by OCR when all have been seen."""

    def __init__(
        self,
        served: Served,
        attack: Attack,
        regions: Sequence[Region],
        depth: Depth,
        tally: Tally,
    ) -> None:
        self._served, self._attack, self._depth, self._tally = served, attack, depth, tally
        self._marks = Marks()
        self._regions = RegionAttack(regions, tally)
        self._carrying = {row.get("bates", "") for row in served.log.rows}
        self._carrying |= {region.bates for region in regions}
        self._pages: list[str] = []
        if not regions:
            tally.blind("the regions of removals", "no regions were given")
        tally.begin("I6 read", "words of the text layer can be read from the pixels (sample)")
        tally.begin("ocr", "removed values in what OCR reads on pages with removals")
        tally.begin("ocr region", "pieces of removed values in what OCR reads in regions")

    def page(self, page: ServedPage) -> None:
        """Take note of one page."""
        self._pages.append(page.bates)
        self._marks.gather(page)
        self._regions.page(page)

    def finish(self, common: frozenset[Needle], step: Step) -> None:
        """Judge regions and read the sample."""
        self._regions.judge(self._marks)
        pages, regions = self._sampled_pages(), self._sampled_regions()
        if not pages and not regions:
            return
        ocr = OcrAttack(self._attack, self._marks, self._tally)
        if not ocr.ready:
            return
        for at, index in enumerate(regions, 1):
            ocr.region(self._regions.kept[index])
            step("regions by OCR", at, len(regions))
        self._read(pages, ocr, step)
        ocr.finish(common)

    def _read(self, wanted: frozenset[str], ocr: OcrAttack, step: Step) -> None:
        done = 0
        for document in self._served.documents:
            last = max((n for n in range(1, document.pages + 1) if document.bates(n) in wanted),
                       default=0)  # fmt: skip
            if not last:
                continue
            # What is wrong with the file was said when it was opened first.
            for page in pages_of(self._served, document, Tally()):
                if page.bates in wanted:
                    ocr.page(page)
                    done += 1
                    step("pages by OCR", done, len(wanted))
                if page.number >= last:
                    break

    def _sampled_pages(self) -> frozenset[str]:
        carrying = [bates for bates in self._pages if bates in self._carrying]
        others = [bates for bates in self._pages if bates not in self._carrying]
        most = self._depth.ocr_pages
        chosen = self._depth.sample(carrying, most)
        rest = None if most is None else max(most - len(chosen), most // _OTHERS)
        if len(chosen) < len(carrying):
            left = len(carrying) - len(chosen)
            why = f"a sample of {len(chosen)} was read, drawn with seed {self._depth.seed}"
            self._tally.blind(f"{left} of {len(carrying)} pages with removals by OCR", why)
        more = self._depth.sample(others, rest)
        if len(more) < len(others):
            left = len(others) - len(more)
            why = f"a sample of {len(more)} was read; nothing was removed from them"
            self._tally.blind(f"{left} of {len(others)} other pages by OCR", why)
        return chosen | more

    def _sampled_regions(self) -> list[int]:
        if not self._attack.active:
            return []
        keys = [f"{index}" for index in range(len(self._regions.kept))]
        chosen = self._depth.sample(keys, self._depth.ocr_regions)
        if len(chosen) < len(keys):
            left = len(keys) - len(chosen)
            why = f"a sample of {len(chosen)} was read, drawn with seed {self._depth.seed}"
            self._tally.blind(f"{left} of {len(keys)} regions by OCR", why)
        return sorted(int(key) for key in chosen)
