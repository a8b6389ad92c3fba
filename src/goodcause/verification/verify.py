"""Judges a finished volume from its served files, and attacks it where the secrets are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from goodcause.verification.attack import Attack
from goodcause.verification.counts import check_counts
from goodcause.verification.depth import Depth
from goodcause.verification.documents import begin_checks, pages_of
from goodcause.verification.loads import check_loads
from goodcause.verification.page_checks import PageChecks
from goodcause.verification.sealed import check_seal
from goodcause.verification.secret import Region, Secret, Verdict
from goodcause.verification.served import Served, check_layout, contents, open_served
from goodcause.verification.sidefiles import manifest_faults
from goodcause.verification.sight import Sight
from goodcause.verification.tally import Tally

__all__ = ["Depth", "Progress", "verify"]

Progress = Callable[[str, int, int], None]
"""Called with the stage, how much is done and how much there is."""


def verify(
    volume: Path,
    *,
    secrets: Sequence[Secret] = (),
    regions: Sequence[Region] = (),
    depth: Depth | None = None,
    on_progress: Progress | None = None,
) -> Verdict:
    """Check a volume and, where secrets are given, try to get them back from it.

    Args:
        volume: the served folder; nothing in it is changed.
        secrets: removed values; none for the receiving party's view.
        regions: where something was removed; none when that is not known.
        depth: how much is read by OCR.
        on_progress: told how far the work is.

    Raises:
        UsageError: there is no such folder.
    """
    tally = Tally()
    depth, step = depth or Depth(), on_progress or _silent
    served = open_served(volume, tally)
    check_layout(served, tally)
    check_counts(served, tally)
    check_loads(served, tally)
    _check_manifest(served, tally)
    check_seal(served, tally)
    begin_checks(tally)
    checks = PageChecks(served, tally)
    attack = Attack(served, secrets, tally)
    sight = Sight(served, attack, regions, depth, tally)
    for at, document in enumerate(served.documents, 1):
        texts = checks.texts(document)
        for page in pages_of(served, document, tally):
            text = texts[page.number - 1] if page.number <= len(texts) else None
            checks.page(page, text)
            attack.page(page)
            sight.page(page)
        attack.document(document, texts)
        step("documents", at, len(served.documents))
    attack.side_files()
    sight.finish(attack.finish(), step)
    return tally.verdict(served.name)


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody how far the work is."""


def _check_manifest(served: Served, tally: Tally) -> None:
    path = "manifest.sha256"
    data = contents(served, path) if path in served.files else None
    if data is None:
        return  # the layout check has reported it
    others = [file for file in served.files if file != path]
    for fault in manifest_faults(data, served.root, others):
        tally.broken("I8", path, f"{fault[0].upper()}{fault[1:]}.")
