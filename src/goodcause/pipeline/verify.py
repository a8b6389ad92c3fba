"""The command `verify`: a finished volume attacked again, with or without its case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from goodcause.base.errors import LeakError, UsageError
from goodcause.order.load import load_order
from goodcause.pipeline.attempt import accepted_for, removed_from
from goodcause.pipeline.places import REASONS
from goodcause.pipeline.progress import Progress
from goodcause.pipeline.secrets import Removed, regions, secrets, with_unsearched
from goodcause.pipeline.served import built_documents, made_here
from goodcause.production.volume import ProducedDocument
from goodcause.store.matter import open_matter
from goodcause.verification.foreign.verify import (
    looks_like_a_volume,
    made_by_us,
    verify_foreign,
)
from goodcause.verification.secret import Region, Secret, Verdict
from goodcause.verification.verify import Depth, verify

_PARTS = ("DATA", "IMAGES", "manifest.sha256")
"""What any volume has: a folder with none of them was named by mistake."""


def check_volume(volume: Path, case: Path | None, *, thorough: bool, progress: Progress) -> Verdict:
    """Verify a volume; with its case, also search for everything removed from it.

    Raises:
        UsageError: there is no such volume, or the case did not make it.
        LeakError: it was rejected when it was made.
    """
    _refuse_no_volume(volume)
    told = _Told(progress)
    if case is None and not made_by_us(volume):
        verdict = verify_foreign(volume, told.on_progress)
        progress.finish()
        return verdict
    depth = Depth(ocr_pages=None, ocr_regions=None, seed=0) if thorough else Depth(seed=0)
    removed: tuple[Removed, ...] = ()
    values: tuple[Secret, ...] = ()
    places: tuple[Region, ...] = ()
    if case is not None:
        removed, values, places = known(volume, case)
    verdict = verify(
        volume, secrets=values, regions=places, depth=depth, on_progress=told.on_progress
    )
    progress.finish()
    return with_unsearched(verdict, removed)


def _refuse_no_volume(volume: Path) -> None:
    if not volume.is_dir():
        raise UsageError(f"{volume} is not a folder; name the folder of a volume")
    if volume.resolve().name.endswith(".rejected") and (volume / REASONS).is_file():
        raise LeakError(
            f"{volume} was rejected when it was made and must not be served; its reasons are in "
            f"{volume / REASONS}"
        )
    ours = any((volume / part).exists() for part in _PARTS)
    # A case holds volumes, among much else; it was named in the place of one of them.
    if not ours and ((volume / "blobs").exists() or not looks_like_a_volume(volume)):
        raise UsageError(
            f"{volume} is not a volume (it has none of {', '.join(_PARTS)}); name a folder such "
            "as CASE/volumes/VOL001"
        )


class _Told:
    """Passes the verifier's progress on as stages."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._stage = ""
        self._done = 0

    def on_progress(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            if self._stage:
                self._progress.finish()
            self._progress.start(f"verify {stage}", total)
            self._stage, self._done = stage, 0
        self._progress.step(done - self._done)
        self._done = done


def known(
    volume: Path, case: Path
) -> tuple[tuple[Removed, ...], tuple[Secret, ...], tuple[Region, ...]]:
    """What the case removed from this volume: as facts, as secrets and as regions.

    Raises:
        UsageError: the case did not make it.
    """
    matter = open_matter(case)
    # Another case's secrets would find nothing here, and that would be taken for proof.
    if not made_here(matter, volume):
        raise UsageError(f"the case {case} did not make {volume}; name the case that made it")
    built = built_documents(matter, volume.resolve().name)
    removed = tuple(_removed(built))
    rules = load_order(matter.order_file).on(date.max)
    names = rules.order.series_names
    donors = frozenset(n for n in names if rules.series(n).role == "donor")
    documents = tuple(built.values())
    return removed, secrets(removed, documents, donors), regions(documents)


def _removed(built: Mapping[str, ProducedDocument]) -> Iterable[Removed]:
    begins = {key: str(document.begin) for key, document in built.items()}
    return removed_from(begins, accepted_for(built))
