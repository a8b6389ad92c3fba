"""Recipients' own copies of a volume: the same pages, each marked in a pattern of its own.

CASE/copies/NAME/VOL001. A recipient's pattern follows from a key that never leaves the case, so
nobody who holds one copy can make another's, and a leaked page can be traced (`trace`).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from goodcause.base.errors import LeakError, UsageError
from goodcause.engine.task import Engine
from goodcause.pipeline.attempt import Plan, attempt
from goodcause.pipeline.fates import Fate
from goodcause.pipeline.progress import Progress
from goodcause.store.matter import Matter
from goodcause.store.models import EventRow, FactRow

_KEY, _COPIES = "mark key", "copies"
_LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who holds a copy, and the pattern it bears.

    Attributes:
        name: as given to `produce`.
        code: of the pattern; empty for the volume itself.
    """

    name: str
    code: str


def refuse_names(to: str, others: Sequence[str]) -> None:
    """Look before the work whether every recipient can have a copy.

    Raises:
        UsageError: a name is empty, or two would share a folder.
    """
    folders = [_folder_name(name) for name in (to, *others)] if others else []
    if any(not folder for folder in folders):
        raise UsageError("a recipient's name needs a letter or a digit; write --to NAME")
    twice = [name for name, at in zip(others, folders[1:], strict=True) if folders.count(at) > 1]
    if twice:
        raise UsageError(f"{twice[0]!r} is named twice among the recipients; give each another")


def copy_folder(matter: Matter, volume: str, name: str) -> Path:
    """Where a recipient's copy of a volume lies."""
    return matter.folder / "copies" / _folder_name(name) / volume


def make_copies(
    matter: Matter,
    plan: Plan,
    names: Sequence[str],
    every: Sequence[Fate],
    tools: tuple[Engine, Progress],
) -> tuple[Path, ...]:
    """Build and verify each further recipient's copy of a volume that was just built.

    Args:
        matter: the case.
        plan: of the volume.
        names: the further recipients.
        every: what became of each source in the volume.
        tools: the engine, and whom to tell of the progress.

    Raises:
        LeakError: the verifier rejected a copy.
    """
    made = []
    for name in names:
        target = copy_folder(matter, plan.folder.name, name)
        work = target.parent / f".{target.name}.work" / target.name
        own = replace(plan, folder=work, to=name, code=code_of(name))
        result = attempt(matter, own, every, *tools)
        if not result.sound:
            shutil.rmtree(work.parent)
            raise LeakError(
                f"the verifier rejected the copy for {name!r} and not the volume; nothing was "
                "served; report it as a defect of the program"
            )
        made.append((work, target))
    for work, target in made:
        if target.exists():  # of an interrupted run: the volume itself never got its name
            shutil.rmtree(target)
        work.rename(target)
        work.parent.rmdir()
    _remember(plan.folder.name, names)
    return tuple(target for _, target in made)


def recipients(volume: str) -> tuple[Recipient, ...]:
    """Everybody who holds the volume or a copy of it; the holder of the volume itself first."""
    rows = EventRow.objects.filter(what="produce").order_by("-number")
    first = next((str(r.facts["to"]) for r in rows if r.facts.get("volume") == volume), volume)
    fact = FactRow.objects.filter(name=_COPIES).first()
    names = fact.value.get(volume, []) if fact else []
    return (
        Recipient(name=first, code=""),
        *(Recipient(name=name, code=code_of(name)) for name in names),
    )


def code_of(name: str) -> str:
    """The code of a recipient's pattern; the case's key is made when it is first needed."""
    fact, _ = FactRow.objects.get_or_create(name=_KEY, defaults={"value": secrets.token_hex(32)})
    key = bytes.fromhex(fact.value)
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:32]


def _remember(volume: str, names: Sequence[str]) -> None:
    fact, _ = FactRow.objects.get_or_create(name=_COPIES, defaults={"value": {}})
    fact.value = {**fact.value, volume: list(dict.fromkeys(names))}
    fact.save()


def _folder_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST]
