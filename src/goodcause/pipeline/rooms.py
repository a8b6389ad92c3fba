"""Viewing rooms: a served volume's pages go out to one, and requests come back from it.

Nothing else crosses: a room is made of the volume's files alone, and what flows back into it later
is the newest terms and, for each request, a reference and a state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.order.clause import Tier
from goodcause.order.order import RuleSet
from goodcause.pipeline.progress import Progress
from goodcause.room.book import Doing, open_book
from goodcause.room.make import Made, Plan, Terms, make_room, renew
from goodcause.store import audit
from goodcause.store.matter import Matter, locked

_MAY_SEE: Final = {
    "receiving_counsel": "counsel of the receiving party",
    "receiving_counsel_staff": "counsel's staff",
    "receiving_expert": "experts who signed the undertaking and were disclosed without objection",
    "court": "the court",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A room to be made.

    Attributes:
        volume: name of the served volume.
        folder: of the room.
    """

    volume: str
    folder: Path


def make(matter: Matter, rules: RuleSet, wanted: Wanted, progress: Progress) -> Made:
    """Make a room of a volume of the case.

    Raises:
        UsageError: the case served no such volume.
        CaseError: the room's folder is in use.
        LeakError: the volume is not as its manifest says.
    """
    volume = matter.volumes / wanted.volume
    if not volume.is_dir():
        known = ", ".join(sorted(p.name for p in matter.volumes.iterdir() if p.is_dir()))
        raise UsageError(
            f"the case has served no volume {wanted.volume!r}; it has {known or 'none yet'}"
        )
    if matter.folder.resolve() in wanted.folder.resolve().parents:
        raise UsageError("a room does not lie in the case's folder; name one that holds no case")
    order = rules.order
    titles = {t.bates_prefix: t.title for t in map(rules.series, order.series_names)}
    plan = Plan(
        volume=volume,
        folder=wanted.folder,
        caption=order.case.caption,
        number=order.case.number,
        titles=titles,
        terms=terms(rules),
    )
    with locked(matter, "room make"):
        progress.start("documents", None)
        made = make_room(plan, progress.step)
        progress.finish()
        facts = {"volume": wanted.volume, "documents": made.documents, "pages": made.pages}
        audit.record("room", facts)
    return made


def renewed(rules: RuleSet, room: Path) -> int:
    """Put the terms as they stand now before every viewer of a room.

    Returns:
        Their version; the same as before where nothing has changed.
    """
    book = open_book(room)
    with book.writing() as link:
        return renew(link, terms(rules), Doing(at=datetime.now(UTC)))


def terms(rules: RuleSet) -> Terms:
    """What a viewer accepts: the order's own terms, in sentences."""
    case = rules.order.case
    orders = [o for o in rules.order.orders if any(r.order == o.id for r in rules.rules)]
    made = ", ".join(f"{o.id}" for o in orders)
    tiers = [t for t in rules.order.tiers if t.legend]
    parts = [
        f"The pages in this room were produced in {case.caption}, {case.court} No. {case.number}, "
        f"by {case.producing_party} under {made}.",
        *(f"They are for {t.words}: {_who(t)} may see them, and nobody else." for t in tiers),
        "I will use what I see for this lawsuit only. I will not copy, photograph or record it, "
        "nor tell it to anybody who may not see it.",
        "I know that each page I open is logged with the time, how long it stays open and my "
        "address, that both sides can read that log, and that my name stands on every page.",
        "If I see something that was plainly not meant to be disclosed, I will stop, tell counsel "
        "and the producing side, and make no use of it.",
        "I submit to the jurisdiction of the court for the enforcement of its orders, also after "
        "the lawsuit has ended.",
    ]
    title = f"{case.caption}, No. {case.number}: terms of the viewing room"
    return Terms(title=title, words="\n\n".join(parts), rules=rules.digest)


def _who(tier: Tier) -> str:
    names = [_MAY_SEE.get(role, role.replace("_", " ")) for role in tier.may_see]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
