"""The whole way once: a made case from nothing to a verified volume, and where to look."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box
from goodcause.demo.generate import generate
from goodcause.demo.score import Score, score
from goodcause.demo.truth import Truth
from goodcause.engine.task import Engine
from goodcause.pipeline.add import add
from goodcause.pipeline.new import NewCase, new_case
from goodcause.pipeline.produce import Wanted, produce
from goodcause.pipeline.progress import Progress
from goodcause.pipeline.read import read
from goodcause.pipeline.served import blanked, served_images
from goodcause.production.volume import Images

_ORDER = "mehl-v-blanas"
_DATED = date(2007, 3, 5)
_VOLUME = "VOL001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """What to make.

    Attributes:
        folder: gets ``papers`` and ``case``; neither may exist.
    """

    folder: Path
    applications: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came of it.

    Attributes:
        counts, score: names and figures.
        worth_opening: files to look at, with the reason.
        pairs: a source, the served PDF and the page, for each produced page among them.
    """

    counts: Mapping[str, object]
    score: Mapping[str, str]
    worth_opening: Sequence[tuple[str, str]]
    pairs: Sequence[tuple[Path, Path, int]]

    def facts(self) -> dict[str, object]:
        """For a script."""
        return {
            "counts": dict(self.counts),
            "score": dict(self.score),
            "worth_opening": [list(row) for row in self.worth_opening],
        }


def take_tour(tour: Tour, engine: Engine, progress: Progress) -> Seen:
    """Write a synthetic case, read it, produce it, and compare with its written truth.

    Raises:
        UsageError: the folder already holds a demo.
    """
    papers, case = tour.folder / "papers", tour.folder / "case"
    if papers.exists() or case.exists():
        raise UsageError(f"{tour.folder} already holds a demo; name another folder")
    truth = generate(papers, seed=tour.seed, applications=tour.applications)
    made = new_case(case, _ORDER, _DATED)
    for series in made.series:
        if (papers / series).is_dir():
            add(made.matter, [str(papers / series)], series, progress)
    read(made.matter, engine, progress)
    wanted = Wanted(
        volume=_VOLUME,
        to="plaintiffs' counsel",
        images=Images.PDF,
        accept_proposals=True,
        day=_DATED,
    )
    volume = produce(made.matter, wanted, engine, progress)
    removed = _by_truth_path(blanked(made.matter, _VOLUME), papers)
    served = _served(made)
    pages = tuple(_pages(served, truth, removed))
    opening = [(f"{volume.folder / image} (page {page})", why) for _, image, page, why in pages]
    certificate = str(volume.folder / "CERTIFICATE.pdf")
    return Seen(
        counts={"documents of the case": len(truth.documents), **volume.counts},
        score=_said(score(_produced_only(truth, set(served)), removed)),
        worth_opening=(*opening, (certificate, "what was produced, under which clauses")),
        pairs=tuple((papers / path, volume.folder / image, page) for path, image, page, _ in pages),
    )


def _by_truth_path(
    removed: Mapping[tuple[str, int], Sequence[Box]], papers: Path
) -> dict[tuple[str, int], Sequence[Box]]:
    before = papers.as_posix() + "/"
    return {(path.removeprefix(before), page): boxes for (path, page), boxes in removed.items()}


def _said(found: Score) -> dict[str, str]:
    return {
        "fields removed": f"{found.recall(narrative=False):.3f} of those the order reaches",
        "fields over-removed": f"{found.harm(narrative=False):.3f} of those that must stay",
        "narrative removed": f"{found.narrative_area:.3f} of the area of times and places",
        "narrative over-removed": f"{found.harm(narrative=True):.3f} of what must stay",
    }


def _served(made: NewCase) -> dict[str, str]:
    """By path in the truth: the served image."""
    before = (made.matter.folder.parent / "papers").as_posix() + "/"
    images = served_images(made.matter, _VOLUME)
    return {path.removeprefix(before): image for path, image in images.items()}


def _produced_only(truth: Truth, served: Collection[str]) -> Truth:
    """The truth of what was produced: a held paper neither leaks nor over-removes."""
    return replace(truth, values=tuple(v for v in truth.values if v.document in served))


def _pages(
    served: Mapping[str, str], truth: Truth, removed: Mapping[tuple[str, int], Sequence[Box]]
) -> Iterator[tuple[str, str, int, str]]:
    """A page with a story and a scanned form, those with most removals: source, image, page."""
    for media, narrative, why in (
        (("typed", "form"), True, "a typed story: the reason stays, the times and places went"),
        (("scan", "poor_scan"), False, "a scanned form: whole cells went, the label in place"),
    ):
        pages = {
            (v.document, v.page)
            for v in truth.values
            if v.medium in media and v.narrative is narrative and v.expect == "remove"
        }
        ranked = sorted((-len(removed.get(page, ())), page) for page in pages if page[0] in served)
        if ranked:
            path, page = ranked[0][1]
            yield path, served[path], page, why
