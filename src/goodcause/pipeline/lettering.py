"""Before a document is built: the words of its touched lines, drawn anew from its source.

A volume is built from plates, pages and lettering, never from a source. So whatever the lines
from which words go need of the source is fetched here, by a worker of its own, and kept as blobs:
the words that survive on them, each drawn by itself or cut out of the plate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodcause.base.blobs import Blobs
from goodcause.engine.watchdog import allow
from goodcause.findings.finding import Layout
from goodcause.intake.source import Kind
from goodcause.pages.codec import pages_from_bytes
from goodcause.pages.lettering import Lettering, letterings_from_bytes, letterings_to_bytes
from goodcause.pages.page import Origin, Page
from goodcause.pages.plate import Plate
from goodcause.pipeline.units import STEP_SECONDS, readable
from goodcause.removals.cut import cut_words
from goodcause.removals.plan import Accepted, touched

_PICTURES = frozenset({Kind.TIFF, Kind.JPEG, Kind.PNG})


@dataclass(frozen=True, slots=True, kw_only=True)
class LetteringJob:
    """Fetch the lettering of one document.

    Attributes:
        blobs: the case's blobs folder.
        document: key of the source.
        sha256, kind: the source's bytes and what they are.
        pages: digests of its encoded pages, in order.
        accepted: findings that a decision removes.
    """

    blobs: Path
    document: str
    sha256: str
    kind: Kind
    pages: tuple[str, ...]
    accepted: tuple[Accepted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetteringDone:
    """The lettering of one document.

    Attributes:
        pages: number and digest of the lettering of each page that has any.
        drawn, cut: how many words were drawn by themselves, and how many cut from the plate.
    """

    pages: tuple[tuple[int, str], ...]
    drawn: int
    cut: int


def lettering_unit(job: object) -> object:
    """Fetch the lettering of one document into the blobs."""
    if not isinstance(job, LetteringJob):
        raise TypeError(type(job))
    blobs = Blobs(job.blobs)
    allow(STEP_SECONDS)
    pages = _pages(blobs, job)
    wanted = {n: words for n, page in pages.items() if (words := touched(page, _on(job, n)))}
    pages = {n: pages[n] for n in wanted}
    plates = {n: Plate.from_bytes(blobs.get(page.plate)) for n, page in pages.items()}
    drawn = _drawn(job, blobs, {n: (pages[n], plates[n], wanted[n]) for n in wanted})
    kept, cut = [], 0
    for number, page in pages.items():
        allow(STEP_SECONDS)
        rest = [i for i in wanted[number] if i not in drawn.get(number, {})]
        more = cut_words(page, plates[number], rest)
        cut += len(more)
        kept.append((number, blobs.put(letterings_to_bytes({**drawn.get(number, {}), **more}))))
    allow(0)
    return LetteringDone(pages=tuple(kept), drawn=sum(map(len, drawn.values())), cut=cut)


def _pages(blobs: Blobs, job: LetteringJob) -> dict[int, Page]:
    """The pages that something goes from."""
    numbers = {a.finding.span.page for a in job.accepted}
    every = (page for digest in job.pages for page in pages_from_bytes(blobs.get(digest)))
    return {page.number: page for page in every if page.number in numbers}


def _on(job: LetteringJob, number: int) -> list[Accepted]:
    return [a for a in job.accepted if a.finding.span.page == number]


def needs_lettering(accepted: Accepted) -> bool:
    """Whether carrying a removal out sets a line again; cells of forms go as a whole."""
    span = accepted.finding.span
    return span.layout is not Layout.CELL or span.region is None


def lettering_of(blobs: Blobs, digests: Mapping[int, str], number: int) -> dict[int, Lettering]:
    """The lettering of a page, by index of the word; empty where none was fetched."""
    digest = digests.get(number)
    return letterings_from_bytes(blobs.get(digest)) if digest else {}


def _drawn(
    job: LetteringJob, blobs: Blobs, wanted: Mapping[int, tuple[Page, Plate, Sequence[int]]]
) -> dict[int, dict[int, Lettering]]:
    """By page: the words that their own fonts draw as the page shows them."""
    asked = {
        number: (page, plate, digital)
        for number, (page, plate, words) in wanted.items()
        if (digital := [i for i in words if page.words[i].origin is Origin.DIGITAL])
    }
    if job.kind in _PICTURES or not asked:
        return {}
    from goodcause.intake.limits import Limits  # noqa: PLC0415  only workers open sources
    from goodcause.pages.read import draw_pages  # noqa: PLC0415

    digest, _ = readable(blobs, job.sha256, job.kind)
    return dict(draw_pages(blobs.path(digest), asked, Limits()))
