"""One document of a volume: pages from plates and plans, into the files that are served.

This is the far end of the bridge: it is given pixels, values and numbers, never a source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from goodcause.base.geometry import Box
from goodcause.base.ids import Bates
from goodcause.order.clause import Watermark
from goodcause.order.order import Series
from goodcause.pages.page import Word
from goodcause.pages.plate import Plate
from goodcause.production import layer, standing, watermark
from goodcause.production.endorse import Endorsements, endorse
from goodcause.production.files import whole
from goodcause.production.pdf import PdfWriter
from goodcause.production.picture import Picture, compress
from goodcause.production.volume import Images, ProducedDocument, ProducedRemoval
from goodcause.removals import label
from goodcause.removals.rebuild import Rebuilt, rebuild
from goodcause.removals.removal import PagePlan
from goodcause.removals.seen import confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What the order puts on every page of a series.

    Attributes:
        series: of the order.
        tier: confidentiality tier, such as ``AEO``; empty for none.
        legend: the words of the tier, printed lower left; empty for none.
        margin_note: such as the case number; empty for none.
        watermark: the mark across the page; ``None`` for none.
        code: of a recipient's own copy, which the pattern of its marks carries; empty for the
            volume itself.
    """

    series: str
    tier: str = ""
    legend: str = ""
    margin_note: str = ""
    watermark: Watermark | None = None
    code: str = ""

    @classmethod
    def of(cls, series: Series, code: str = "") -> Dress:
        """The dress of a series, on the volume itself or on the copy of a code."""
        return cls(
            series=series.name,
            tier=series.tier,
            legend=series.legend,
            margin_note=series.margin_note,
            watermark=series.watermark,
            code=code,
        )

    def seed(self, number: str, code: str | None = None) -> bytes:
        """What decides the pattern of the mark on a page.

        Args:
            number: the page's.
            code: of another copy than this one.
        """
        return f"{self.code if code is None else code}\0{number}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentJob:
    """Everything that decides a document's served bytes, but its plates; fit to be sent abroad.

    Attributes:
        document: key of the document in the case; never served.
        begin: number of its first page.
        pages: how many pages it has.
        dress: what its series puts on every page.
        images: PDF or TIFF.
        subfolder: four digits, such as ``0001``.
        plans: what happens to each page, in order; left empty when ``build_document`` is given
            a function that makes each plan as its page is written.
    """

    document: str
    begin: Bates
    pages: int
    dress: Dress
    images: Images = Images.PDF
    subfolder: str = "0001"
    plans: tuple[PagePlan, ...] = ()

    @property
    def end(self) -> Bates:
        """Number of its last page."""
        return self.begin.plus(self.pages - 1)


@dataclass(frozen=True, slots=True)
class FinishedPage:
    """A page as it is served.

    Attributes:
        picture: its compressed image.
        words: its words, endorsements last.
        kept: share of the mark's ink that the page shows.
    """

    picture: Picture
    words: tuple[Word, ...]
    kept: float = 1.0


def finish_page(
    page: Rebuilt,
    words: Sequence[Word],
    texts: Endorsements,
    dress: Dress,
    taken: Sequence[Box] = (),
) -> FinishedPage:
    """Endorse and mark a rebuilt page, and compress it.

    Args:
        page: the rebuilt pixels; changed in place.
        words: words of the page; those that no ink confirms do not come along.
        texts: what is printed at the foot.
        dress: what the series puts on the page.
        taken: places the endorsements and the mark must keep clear of.

    Returns:
        The page. Its words were settled before the watermark was drawn.
    """
    page, served = print_page(page, words, texts, taken)
    marked = watermark.stamp(page, dress.watermark, dress.seed(texts.number), taken)
    return FinishedPage(compress(marked.page), served, marked.kept)


def print_page(
    page: Rebuilt, words: Sequence[Word], texts: Endorsements, taken: Sequence[Box] = ()
) -> tuple[Rebuilt, tuple[Word, ...]]:
    """A page with its endorsements and all its words, before any mark."""
    seen = confirmed(words, page.ink(), page.width)
    page, printed = endorse(page, texts, taken)
    line = 1 + max((word.line for word in seen), default=-1)
    below = (replace(word, line=line + word.line) for word in printed)
    return page, layer.served((*seen, *below), page.width, page.height)


def build_document(
    job: DocumentJob,
    plates: Callable[[int], Plate],
    folder: Path,
    plans: Callable[[int], PagePlan] | None = None,
    shown: Callable[[PagePlan, Rebuilt], Sequence[Word]] | None = None,
) -> ProducedDocument:
    """Write a document's image and text files into a volume's folder.

    Args:
        job: what to write.
        plates: the pixels of a page, by its number from 1; asked for once each, in order.
        folder: of the volume being built.
        plans: what happens to a page, by its number from 1; asked likewise. Only for a job
            that carries no plans (a document of thousands of pages).
        shown: which of a plan's words the rebuilt page shows, where it matters that a removal
            may have cut one; by default all of them, and ink decides.

    Returns:
        The document as it stands in the volume.

    Raises:
        ValueError: the job has neither a plan a page nor a function that makes them.
        StoppedError: the disk is full.
    """
    planned = plans or _carried(job)
    removals: list[ProducedRemoval] = []

    def finished() -> Iterator[FinishedPage]:
        for number in range(1, job.pages + 1):
            bates = job.begin.plus(number - 1)
            plan = planned(number)
            page = rebuild(plates(number), plan)
            texts = endorsements(job.dress, bates)
            words = plan.words if shown is None else shown(plan, page)
            done = finish_page(page, words, texts, job.dress, places_taken(plan))
            yield done
            removals.extend(_produced(plan, bates, done.words))

    document = write_pages(job, finished(), folder)
    return replace(document, removals=tuple(removals))


def places_taken(plan: PagePlan) -> tuple[Box, ...]:
    """Where endorsements and marks must not stand, although it is white there."""
    return (*(fill.box for fill in plan.fills), *map(label.box, plan.stamps))


def write_pages(job: DocumentJob, pages: Iterator[FinishedPage], folder: Path) -> ProducedDocument:
    """Write finished pages and their text, one page in memory at a time.

    Raises:
        ValueError: not as many pages as the job says.
        StoppedError: the disk is full.
    """
    texts: list[str] = []
    sizes: list[int] = []

    def noted() -> Iterator[FinishedPage]:
        for page in pages:
            texts.append(layer.page_text(page.words))
            sizes.append(len(page.picture.data))
            yield page

    images = _WRITERS[job.images](job, noted(), folder)
    if len(texts) != job.pages:
        raise ValueError(f"{job.begin}: {len(texts)} pages were built of {job.pages}")
    name = f"TEXT/{job.subfolder}/{job.begin}.txt"
    with whole(folder / name) as out:
        out.write(layer.text_file(texts))
    return ProducedDocument(
        begin=job.begin,
        end=job.end,
        series=job.dress.series,
        tier=job.dress.tier,
        images=images,
        text=name,
        pdf=f"PDF/{job.subfolder}/{job.begin}.pdf" if job.images is Images.BOTH else "",
        image_bytes=sum(sizes),
    )


def _write_pdf(job: DocumentJob, pages: Iterator[FinishedPage], folder: Path) -> tuple[str, ...]:
    name = f"IMAGES/{job.subfolder}/{job.begin}.pdf"
    with whole(folder / name) as out:
        writer = PdfWriter(out, job.pages)
        for page in pages:
            writer.add(page.picture, page.words)
        writer.close()
    return (name,)


def _write_files(job: DocumentJob, pages: Iterator[FinishedPage], folder: Path) -> tuple[str, ...]:
    names: list[str] = []
    for index, page in enumerate(pages):
        name = f"IMAGES/{job.subfolder}/{job.begin.plus(index)}.{page.picture.extension}"
        with whole(folder / name) as out:
            out.write(page.picture.file())
        names.append(name)
    return tuple(names)


def _write_both(job: DocumentJob, pages: Iterator[FinishedPage], folder: Path) -> tuple[str, ...]:
    """Single images and one PDF, of the same compressed bytes."""
    with whole(folder / f"PDF/{job.subfolder}/{job.begin}.pdf") as out:
        writer = PdfWriter(out, job.pages)

        def added() -> Iterator[FinishedPage]:
            for page in pages:
                writer.add(page.picture, page.words)
                yield page

        names = _write_files(job, added(), folder)
        writer.close()
    return names


_WRITERS: Final = {
    Images.PDF: _write_pdf,
    Images.TIFF: _write_files,
    Images.BOTH: _write_both,
}


def endorsements(dress: Dress, bates: Bates) -> Endorsements:
    """What is printed at the foot of the page of that number."""
    return Endorsements(legend=dress.legend, note=dress.margin_note, number=str(bates))


def _carried(job: DocumentJob) -> Callable[[int], PagePlan]:
    if len(job.plans) != job.pages:
        raise ValueError(f"{job.begin}: {len(job.plans)} plans for {job.pages} pages")
    return lambda number: job.plans[number - 1]


def _produced(plan: PagePlan, bates: Bates, words: Sequence[Word]) -> Iterator[ProducedRemoval]:
    """The removals of a page; words of the paper that read like a label are counted as one."""
    printed = [_as_printed(removal.label) for removal in plan.removals]
    alike = standing.labels(printed, standing.apart(words, map(label.box, plan.stamps)))
    for removal, text in zip(plan.removals, printed, strict=True):
        yield ProducedRemoval(
            bates=bates,
            category=removal.category,
            rule=removal.rule,
            label=text,
            boxes=removal.boxes,
            callout=removal.callout,
            labels=removal.labels + alike.pop(text, 0),
        )


def _as_printed(text: str) -> str:
    return " ".join(map(layer.cleaned, label.cleaned(text).split()))
