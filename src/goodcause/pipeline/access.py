"""Eyes-only access in a case: procedures opened, their papers written, viewers let into a room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.base.ids import Bates
from goodcause.case.access import NEEDS, numbers, refuse_opening
from goodcause.case.access_papers import OF_KIND
from goodcause.case.challenge import motion_ends
from goodcause.case.clocks import ends
from goodcause.case.docx import docx
from goodcause.case.draft import Draft
from goodcause.case.holders import holders
from goodcause.case.pdf import pdf
from goodcause.case.procedure import Procedure, Who, day_in
from goodcause.case.states import Facts
from goodcause.case.template import Template, drafted
from goodcause.case.undertaking import EXPERT, admitted
from goodcause.order.order import RuleSet
from goodcause.pipeline.copies import recipients
from goodcause.pipeline.holdings import holdings, standing
from goodcause.pipeline.procedures import acted, every, kept, papers_folder
from goodcause.pipeline.procedures import opened as open_one
from goodcause.pipeline.procedures import standing as procedure_of
from goodcause.room import viewers
from goodcause.room.book import open_book
from goodcause.store.matter import Matter
from goodcause.store.models import SourceRow, VolumeRow


def opened(matter: Matter, kind: str, subject: Facts, who: Who, on: date) -> int:
    """Open a procedure of eyes-only access.

    What the case knows is filled in: who holds a volume that is called back, or any volume.

    Raises:
        ProcedureError: something is missing, a page was never served, or a volume is unknown.
    """
    if kind not in NEEDS:
        raise ProcedureError(f"there is no {kind!r} here; write one of: {', '.join(NEEDS)}")
    refuse_opening(kind, subject)
    for number in numbers(subject.get("bates")):
        _refuse_unserved(number)
    told = {**subject, "holders": subject.get("holders") or list(_holders(kind, subject))}
    told = told if kind in {"clawback", "disposition"} else dict(subject)
    return open_one(matter, kind, told, who, on)


def _holders(kind: str, subject: Facts) -> Iterator[str]:
    """Who was served a volume, or any volume, by name and once."""
    names = [row.name for row in VolumeRow.objects.order_by("name")]
    if kind == "clawback":
        volume = str(subject["volume"])
        if volume not in names:
            raise ProcedureError(
                f"the case served no volume {volume}; it has {', '.join(names) or 'none yet'}"
            )
        names = [volume]
    if kind in {"clawback", "disposition"}:
        yield from dict.fromkeys(r.name for name in names for r in recipients(name))


def _refuse_unserved(number: str) -> None:
    asked, where = Bates.parse(number), standing(holdings())
    for row in SourceRow.objects.exclude(bates=""):
        begin = Bates.parse(row.bates)
        last = begin.number + max(row.pages, 1) - 1
        if (
            row.bates in where
            and begin.prefix == asked.prefix
            and (begin.number <= asked.number <= last)
        ):
            return
    raise ProcedureError(f"no served page bears the number {number}; check it with the load file")


def papers(
    matter: Matter, rules: RuleSet, about: tuple[str, int], name: str, told: Facts
) -> tuple[Path, ...]:
    """Write one paper of a procedure to edit and for the record; for each holder where it has them.

    Args:
        matter: the case.
        rules: in force.
        about: kind and number.
        name: of the paper, of ``OF_KIND``.
        told: fields that the procedure does not say.

    Raises:
        ProcedureError: there is no such paper, or a field of it is missing; nothing is written.
    """
    kind, number = about
    found = procedure_of(kind, number)
    template = next((t for t in OF_KIND.get(kind, ()) if t.name == name), None)
    if template is None:
        known = ", ".join(t.name for t in OF_KIND.get(kind, ())) or "none"
        raise ProcedureError(f"{kind} has no paper {name!r}; it has {known}")
    drafts = list(_drafts(template, rules, found, {**_facts(found), **told}))
    folder = papers_folder(matter, kind, number)
    return tuple(path for stem, each in drafts for path in written(folder, stem, each))


def written(folder: Path, name: str, draft: Draft) -> tuple[Path, Path]:
    """A draft to edit and for the record."""
    both = docx(draft), pdf(draft)  # both made before either is written
    return kept(folder, f"{name}.docx", both[0]), kept(folder, f"{name}.pdf", both[1])


def _drafts(
    template: Template, rules: RuleSet, found: Procedure, fields: Facts
) -> Iterator[tuple[str, Draft]]:
    if found.kind not in {"clawback", "disposition"}:
        yield template.name, drafted(template, rules, fields)
        return
    if not holders(found):
        raise ProcedureError("nobody is named who holds a copy; record holder first")
    for at, holder in enumerate(holders(found), 1):
        said = _certified(found, holder)
        yield f"{template.name}-{at}", drafted(template, rules, {**fields, **said})


def _certified(found: Procedure, holder: str) -> dict[str, object]:
    """What a holder said, as far as it did."""
    mine = [s.facts for s in found.steps if str(s.facts.get("holder", "")) == holder]
    return {"holder": holder, **(mine[-1] if mine else {})}


def _facts(found: Procedure) -> dict[str, object]:
    """Everything a procedure knows that a paper may say, days worked out."""
    told: dict[str, object] = {}
    for step in found.steps:
        told.update(step.facts)
    disclosed = found.last("disclose")
    if disclosed is not None:
        told["disclosed_on"] = str(disclosed.on)
    if found.kind == "challenge":
        told["move_by"] = str(motion_ends(found).day)
    if found.kind == "disposition":
        told["due"] = str(ends(found, "disposition_days", day_in(found.subject, "ended")).day)
    return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Letting:
    """Somebody to be let into a room.

    Attributes:
        undertaking: its number.
        room: the room's folder.
        until: last day, ISO; empty for none.
    """

    undertaking: int
    room: Path
    until: str = ""


_IN_ROOM: Final = {EXPERT: "expert", "staff": "staff"}
"""By role of an undertaking: in a room. Vendors and reporters look, and ask for nothing."""


def admit(matter: Matter, letting: Letting, who: Who, on: date) -> tuple[str, str]:
    """Let a person into a viewing room, once nothing stands against it.

    Returns:
        The viewer's name, and a token that lets one browser in, once.

    Raises:
        ProcedureError: the undertaking does not allow it; nobody is seated.
    """
    book = open_book(letting.room)
    found = procedure_of("undertaking", letting.undertaking)
    role = _IN_ROOM.get(found.text("role"), "vendor")
    if not admitted(found, on):
        facts = {"what": f"the viewing room of {book.fact('volume')}"}
        acted(matter, ("undertaking", letting.undertaking), "admit", facts, (who, on))
    at = datetime.now(UTC)
    grounds = f"undertaking {letting.undertaking}, admitted {on}"
    seat = viewers.Seat(name=found.text("name"), role=role, grounds=grounds, until=letting.until)
    viewer = viewers.seat(book, seat, at)
    return viewer.name, viewers.linked(book, viewer.name, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyes:
    """Who may see the papers of a series.

    Attributes:
        series: in words.
        tier: in words; empty where anybody may see.
        roles: that the order names.
        people: admitted on their undertaking, by name.
        waiting: named or signed and not admitted, with how they stand.
    """

    series: str
    tier: str
    roles: tuple[str, ...]
    people: tuple[str, ...]
    waiting: tuple[str, ...]


_SIGNS: Final = ("receiving_expert", "receiving_counsel_staff")


def eyes(rules: RuleSet, on: date) -> tuple[Eyes, ...]:
    """Who may see what on a day, series by series."""
    people = every("undertaking")
    inside = tuple(p.text("name") for p in people if admitted(p, on))
    waiting = tuple(_waiting(p) for p in people if not admitted(p, on))
    return tuple(_eyes(rules, name, inside, waiting) for name in rules.order.series_names)


def _eyes(rules: RuleSet, name: str, inside: Sequence[str], waiting: Sequence[str]) -> Eyes:
    series = rules.series(name)
    wanted = "IN_CAMERA" if series.route == "in_camera" else series.tier
    tier = next((t for t in rules.order.tiers if t.name == wanted), None)
    sign = bool(tier) and any(role in _SIGNS for role in tier.may_see) if tier else False
    return Eyes(
        series=series.title or series.name,
        tier=tier.words if tier else "",
        roles=tuple(r.replace("_", " ") for r in tier.may_see) if tier else (),
        people=tuple(inside) if sign else (),
        waiting=tuple(waiting) if sign else (),
    )


def _waiting(found: Procedure) -> str:
    return f"{found.text('name')} ({found.text('role')}, {found.state})"
