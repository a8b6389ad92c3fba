"""The pages a sample is drawn from: to be produced, and nothing to be removed was found on them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goodcause.decisions.decision import Outcome, Proposal
from goodcause.order.order import RuleSet
from goodcause.order.sampling import DOUBTFUL, SCANNED, TYPED, Stratum
from goodcause.pages.codec import pages_from_bytes
from goodcause.pages.page import Origin, Page
from goodcause.pipeline.proposals import propose_all, standings
from goodcause.store.matter import Matter
from goodcause.store.models import SourceRow

_SURE = 0.75  # mean confidence of a page's words; below, much of it may be misread
_INK = 0.02  # of the page: more unread ink than a signature
_FEW = 2  # removals on a page that may serve as a canary: more would give it away


@dataclass(frozen=True, slots=True, order=True)
class Leaf:
    """One page of one source, told by what it is and not by when it was registered.

    Attributes:
        sha256: of the source's bytes.
        page: from 1.
        source: the source's key.
        series: of the order.
        canary: whether something to be removed stands on it.
    """

    sha256: str
    page: int
    source: str
    series: str
    canary: bool = False

    @property
    def name(self) -> str:
        """Tells it from every other page of the case."""
        return f"{self.sha256}:{self.series}:{self.page}"


def leaves(rules: RuleSet) -> tuple[list[Leaf], list[Leaf]]:
    """Pages on which nothing to be removed was found, and pages fit for canaries.

    Series out of which nothing may be removed and series that go to the court are passed over:
    nothing can be missed in them.
    """
    reached = _reached(propose_all(rules, standings(rules)))
    open_series = {
        name
        for name in rules.order.series_names
        if rules.series(name).route == "produce" and not rules.series(name).native_ok
    }
    clean: list[Leaf] = []
    canaries: list[Leaf] = []
    rows = SourceRow.objects.filter(state=SourceRow.State.READ, series__in=open_series)
    for row in rows.order_by("key").iterator():
        for page in range(1, row.pages + 1):
            count = reached[row.key].get(page, 0)
            leaf = Leaf(row.sha256, page, row.key, row.series, count > 0)
            if count == 0:
                clean.append(leaf)
            elif count <= _FEW:
                canaries.append(leaf)
    return sorted(clean), sorted(canaries)


def _reached(
    proposals: Mapping[str, Sequence[Proposal]],
) -> defaultdict[str, dict[int, int]]:
    """By source and page: how many findings the order removes or asks about."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for key, every in proposals.items():
        for proposal in every:
            if proposal.outcome is not Outcome.LEAVE:
                page = proposal.finding.span.page
                found[key][page] = found[key].get(page, 0) + 1
    return found


def shuffled(every: Iterable[Leaf], *seed: object) -> list[Leaf]:
    """In an order that follows from the seed and the pages alone; anybody can repeat it."""
    return sorted(every, key=lambda leaf: _lot(leaf, seed))


def _lot(leaf: Leaf, seed: tuple[object, ...]) -> bytes:
    words = "\x1f".join((*map(str, seed), leaf.name))
    return hashlib.sha256(words.encode()).digest()


def by_stratum(
    matter: Matter, every: Sequence[Leaf], strata: Sequence[Stratum]
) -> tuple[dict[str, list[Leaf]], int]:
    """The pages of each stratum, and how many no stratum takes."""
    found: dict[str, list[Leaf]] = {each.name: [] for each in strata}
    none = 0
    wanted: defaultdict[str, list[Leaf]] = defaultdict(list)
    for leaf in every:
        wanted[leaf.source].append(leaf)
    for row in SourceRow.objects.filter(key__in=list(wanted)).order_by("key").iterator():
        kinds = _kinds(matter, row)
        for leaf in wanted[row.key]:
            kind = kinds.get(leaf.page, DOUBTFUL)
            name = next((s.name for s in strata if _takes(s, kind, leaf.series)), "")
            if name:
                found[name].append(leaf)
            else:
                none += 1
    return found, none


def _takes(stratum: Stratum, kind: str, series: str) -> bool:
    return kind in stratum.kinds and (not stratum.series or series in stratum.series)


def _kinds(matter: Matter, row: SourceRow) -> dict[int, str]:
    kinds: dict[int, str] = {}
    for digest in row.page_blobs:
        for page in pages_from_bytes(matter.blobs.get(digest)):
            kinds[page.number] = kind_of_page(page)
    return kinds


def kind_of_page(page: Page) -> str:
    """``typed``, ``scanned``, or ``doubtful`` where much of its ink could not be read."""
    unread = sum(box.area for box in page.low_ink)
    sure = sum(word.confidence for word in page.words) / max(len(page.words), 1)
    blank = not page.words and not page.low_ink
    if not blank and (sure < _SURE or unread > _INK * page.width * page.height):
        return DOUBTFUL
    scanned = sum(word.origin is Origin.OCR for word in page.words)
    return SCANNED if 2 * scanned > len(page.words) else TYPED
