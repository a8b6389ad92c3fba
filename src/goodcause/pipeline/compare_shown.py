"""What a reader sees of one pair: both rows side by side, the steps between them, the spots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from goodcause.base.geometry import Box
from goodcause.linkage.facts import Applicant, Gift, Place
from goodcause.linkage.link import Hop, Link, LinkType
from goodcause.linkage.party import ADDRESS, Written
from goodcause.linkage.places import COLUMNS
from goodcause.pipeline.compare_case import ROW_OF_TABLE
from goodcause.pipeline.compare_kept import Run, pair_id
from goodcause.store.models import PageRow

_ROWS: Final = (
    ("surname", "last_name", ("last",)),
    ("first name", "first_name", ("first",)),
    ("middle name", "middle_name", ("middle",)),
    ("suffix", "suffix", ("suffix",)),
    ("address", "address", ADDRESS),
    ("employer", "employer", ("employer",)),
    ("occupation", "occupation", ("occupation",)),
)
_ASKS: Final = {
    LinkType.SAME_PERSON: "One person?",
    LinkType.OWNER: "Does the applicant own or run the company that gave?",
    LinkType.EMPLOYEE: "Does the applicant work for the company that gave?",
    LinkType.INTERMEDIARY: "Did the applicant hand the gift over?",
    LinkType.ROSTER: "Is the applicant the person on the roster?",
}
_ABOVE, _BELOW = 560, 240
"""Pixels of an application shown above and below the home address: the name stands above it."""
_AROUND: Final = 90
_BARE: Final = 1500
"""Pixels of an application's head shown where no address was found on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing compared.

    Attributes:
        name: in words.
        left, right: as the application and the other row give it.
        level: how it came out.
        bits: what it weighs.
        removed: whether the application's is not served.
    """

    name: str
    left: str
    right: str
    level: str
    bits: float
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One side's place.

    Attributes:
        said: where, as a person looks it up.
        document, page: of the case, where a page of it can be shown; else empty and 0.
    """

    said: str
    document: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A pair before a reader.

    Attributes:
        pair, digest: its name, and the digest of what is shown.
        ask: the question.
        link: with its evidence.
        lines: both rows, thing by thing.
        left, right: where they stand.
        about_left, about_right: what else the rows say.
        hops: the steps of a chain; empty for a direct link.
        person: whether the pair is of two persons, who may be a household.
    """

    pair: str
    digest: str
    ask: str
    link: Link
    lines: tuple[Line, ...]
    left: Spot
    right: Spot
    about_left: str
    about_right: str
    hops: tuple[Hop, ...]
    person: bool


def shown(run: Run, link: Link) -> Shown:
    """Lay a pair out."""
    applicant, gift = run.applicants.get(link.applicant), run.gifts.get(link.row)
    return Shown(
        pair=pair_id(link),
        digest=run.shown(link),
        ask=_ASKS.get(link.kind, "Does this hold?"),
        link=link,
        lines=tuple(_lines(link, applicant, run.other(link))),
        left=spot(place_of(run, link, "left")),
        right=spot(place_of(run, link, "right")),
        about_left=_application(applicant),
        about_right=_gift(gift),
        hops=link.hops if len(link.hops) > 1 else (),
        person=link.kind is LinkType.SAME_PERSON,
    )


def _lines(link: Link, applicant: Applicant | None, other: Written | None) -> Iterable[Line]:
    bars = {bar.comparison: bar for bar in link.bars}
    own = applicant.written if applicant else None
    for name, comparison, columns in _ROWS:
        left, right = _cells(own, columns), _cells(other, columns)
        bar = bars.get(comparison)
        gone = bool(own and own.removed.intersection(COLUMNS[comparison]))
        if left or right or gone:
            level, bits = (bar.level, bar.bits) if bar else ("", 0.0)
            yield Line(name=name, left=left, right=right, level=level, bits=bits, removed=gone)


def _cells(written: Written | None, columns: Iterable[str]) -> str:
    return ", ".join(filter(None, (getattr(written, c) for c in columns))) if written else ""


def _application(a: Applicant | None) -> str:
    if a is None:
        return ""
    days = [
        f"{word} {day}" for word, day in (("applied", a.applied), ("decided", a.decided)) if day
    ]
    return ", ".join(filter(None, (a.outcome.value, *days, a.person_class.replace("_", " "))))


def _gift(gift: Gift | None) -> str:
    if gift is None:
        return ""
    amount = f"$ {gift.amount:,}" if gift.amount is not None else "no amount"
    through = f"through {gift.intermediary}" if gift.intermediary else ""
    day = f"received {gift.received}" if gift.received else "day not known"
    return ", ".join(filter(None, (amount, day, gift.committee, gift.treatment, through)))


def place_of(run: Run, link: Link, side: str) -> Place:
    """Where one side of a pair stands."""
    if side == "left":
        applicant = run.applicants.get(link.applicant)
        return applicant.at if applicant else Place("", 0)
    if link.kind is LinkType.ROSTER:
        member = run.members.get(link.row)
        return member.at if member else Place("", 0)
    gift = run.gifts.get(link.row)
    return gift.at if gift else Place("", 0)


def spot(at: Place) -> Spot:
    """A place for the screen; a page that is not under review is told of and not shown."""
    said = str(at) if at.source else "no place is known"
    on_page = at.document and at.item != ROW_OF_TABLE
    rows = PageRow.objects.filter(source_id=at.document, number=at.page)
    if not on_page or not rows.exists():
        return Spot(said=said)
    return Spot(said=said, document=at.document, page=at.page)


def band(at: Place, side: str, width: int, height: int) -> Box:
    """The part of a page that shows a row: the whole width, with what stands about it."""
    if not at.box:
        return Box(0, 0, width, min(height, _BARE))
    box = Box(*at.box)
    above, below = (_ABOVE, _BELOW) if side == "left" else (_AROUND, _AROUND)
    top, bottom = max(0, box.top - above), min(height, box.bottom + below)
    return Box(0, top, width, max(bottom, top + 1))
