"""What a run of ``compare`` on a case keeps, so that readers can go through its pairs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from goodcause.linkage.compare import Comparison
from goodcause.linkage.facts import Applicant, Gift, Member
from goodcause.linkage.link import Link, LinkType
from goodcause.linkage.party import Written
from goodcause.linkage.review import waits
from goodcause.pipeline.packing import pack, unpack
from goodcause.pipeline.review_index import now
from goodcause.store import audit
from goodcause.store.matter import Matter, together
from goodcause.store.models import ComparisonRow

_ID: Final = 16
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a run keeps: every link before anybody's word, and the rows they speak of."""

    links: tuple[Link, ...]
    applicants: tuple[Applicant, ...]
    gifts: tuple[Gift, ...]
    members: tuple[Member, ...]
    amended: int
    repeated: int
    prior: float
    window: int


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run as it is reviewed.

    Attributes:
        kept: what it found.
    """

    kept: Kept

    @cached_property
    def found(self) -> Comparison:
        """The comparison before anybody's word."""
        kept = self.kept
        return Comparison(
            links=kept.links,
            applicants=kept.applicants,
            gifts=kept.gifts,
            amended=kept.amended,
            repeated=kept.repeated,
            prior=kept.prior,
        )

    @cached_property
    def links(self) -> dict[Key, Link]:
        """By applicant, row and kind."""
        return {link.key: link for link in self.kept.links}

    @cached_property
    def pairs(self) -> dict[str, Link]:
        """By the name that a pair has in addresses."""
        return {pair_id(link): link for link in self.kept.links}

    @cached_property
    def applicants(self) -> dict[str, Applicant]:
        """By key."""
        return {a.written.key: a for a in self.kept.applicants}

    @cached_property
    def gifts(self) -> dict[str, Gift]:
        """By key."""
        return {g.key: g for g in self.kept.gifts}

    @cached_property
    def members(self) -> dict[str, Member]:
        """By the key that links give a roster's line."""
        return {f"{m.roster}:{m.person.key}": m for m in self.kept.members}

    def other(self, link: Link) -> Written | None:
        """The row that an applicant is compared with."""
        if link.kind is LinkType.ROSTER:
            member = self.members.get(link.row)
            return member.person if member else None
        gift = self.gifts.get(link.row)
        return gift.written if gift else None

    def shown(self, link: Link) -> str:
        """Digest of what a reader sees of a pair: a word speaks of nothing else."""
        applicant, gift = self.applicants.get(link.applicant), self.gifts.get(link.row)
        parts = [_said(applicant.written if applicant else None), _said(self.other(link))]
        parts.append(f"{gift.amount} {gift.received} {gift.intermediary}" if gift else "")
        parts += [f"{hop.what} {hop.left}" for hop in link.hops[:-1]]
        return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()


def _said(written: Written | None) -> str:
    if written is None:
        return ""
    names = ("first", "middle", "last", "suffix", "street", "city", "zip", "employer", "occupation")
    return "\x1f".join(getattr(written, name) for name in names)


def pair_id(link: Link) -> str:
    """A pair's name in addresses."""
    return hashlib.sha256("\x1f".join(link.key).encode()).hexdigest()[:_ID]


def keep(matter: Matter, found: Comparison, members: Sequence[Member], window: int) -> None:
    """Keep what a run found, so that it can be reviewed; gifts nobody is linked with are left."""
    rows = {link.row for link in found.links}
    kept = Kept(
        links=found.links,
        applicants=found.applicants,
        gifts=tuple(g for g in found.gifts if g.key in rows),
        members=tuple(m for m in members if f"{m.roster}:{m.person.key}" in rows),
        amended=found.amended,
        repeated=found.repeated,
        prior=found.prior,
        window=window,
    )
    digest = matter.blobs.put(pack(kept))
    waiting = sum(waits(link) for link in found.links)
    with together():
        ComparisonRow.objects.create(
            links=digest, pairs=len(found.links), waiting=waiting, window=window, at=now()
        )
        facts = {"links": digest, "pairs": len(found.links), "waiting": waiting}
        audit.record("comparison", facts)


def newest(matter: Matter) -> Run | None:
    """The run that is reviewed; nothing before the first."""
    row = ComparisonRow.objects.order_by("-pk").first()
    return _run(matter, row.links) if row else None


@lru_cache(maxsize=2)
def _run(matter: Matter, digest: str) -> Run:
    return Run(kept=unpack(Kept, matter.blobs.get(digest)))
