"""What a command that works on a case does at this moment, seen from beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from socket import gethostname

from goodcause.pipeline.journal import FOLDER, NOW
from goodcause.store.census import count
from goodcause.store.ledger import GivenUp, given_up
from goodcause.store.models import SourceRow, WorkRow

_ROUND = 60  # seconds in a minute, minutes in an hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """How far the newest command is.

    Attributes:
        command: empty when none was ever run here.
        running: whether it still works.
        state: ``running``, ``done``, or the name of what ended it.
        stage: what it does; empty between stages.
        done, total: steps of the stage; the total is not always known.
        rate: steps a second over the last minute.
        seconds: since it began.
        units: how many units of work stand how.
    """

    command: str = ""
    running: bool = False
    state: str = ""
    stage: str = ""
    done: int = 0
    total: int | None = None
    rate: float = 0.0
    seconds: float = 0.0
    units: Mapping[str, int] = field(default_factory=dict)

    @property
    def left(self) -> float | None:
        """Seconds until the stage is done, at the present rate; nothing where that is unknown."""
        if not self.total or not self.rate:
            return None
        return max(self.total - self.done, 0) / self.rate

    def lines(self) -> list[str]:
        """For a person."""
        if not self.command:
            return ["nothing was run on this case yet"]
        if not self.running:
            return [f"nothing runs; the last command was {self.command} ({self.state})"]
        said = [f"{self.command}, for {in_words(self.seconds)}"]
        if self.stage:
            of = f" of {self.total:,}" if self.total else ""
            rate = f", {self.rate:.1f} a second" if self.rate else ""
            left = f", {in_words(self.left)} left" if self.left is not None else ""
            said.append(f"  {self.stage}: {self.done:,}{of}{rate}{left}")
        return [*said, "  units: " + ", ".join(f"{n:,} {name}" for name, n in self.units.items())]


def moment(folder: Path) -> Moment:
    """Look; nothing is changed and nothing is waited for."""
    units = count(WorkRow, "state")
    try:
        facts = json.loads((folder / FOLDER / NOW).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return Moment(units=units)
    state = str(facts["state"])
    if state == "running" and not _lives(facts):
        state = "it ended without a word; run it again"
    began = datetime.fromisoformat(str(facts["began"]))
    return Moment(
        command=str(facts["command"]),
        running=state == "running",
        state=state,
        stage=str(facts["stage"]),
        done=int(facts["done"]),
        total=facts["total"],
        rate=float(facts["rate"]),
        seconds=max((datetime.now(UTC) - began).total_seconds(), 0.0),
        units=units,
    )


def set_aside(*, unread: bool = False) -> dict[str, str]:
    """Units that were given up on, told by their source, with the reason.

    Args:
        unread: also those of sources that could not be read; `status` lists these apart.
    """
    every = given_up()
    keys = {_key(each) for each in every}
    rows = {row.key: row for row in SourceRow.objects.filter(key__in=keys)}
    found: dict[str, str] = {}
    for each in every:
        row = rows.get(_key(each))
        if unread or row is None or row.state != SourceRow.State.EXCEPTION:
            found[f"{row.path if row else each.unit} ({each.kind})"] = each.reason
    return found


def in_words(seconds: float | None) -> str:
    """A length of time, as coarse as it is long."""
    whole = round(seconds or 0)
    if whole < _ROUND:
        return f"{whole} s"
    minutes, rest = divmod(whole, _ROUND)
    if minutes < _ROUND:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, _ROUND)
    return f"{hours} h {minutes} min"


def _key(each: GivenUp) -> str:
    """The key of a unit's source: the part of its name that is one."""
    parts = each.unit.split(":")
    return next((part for part in parts[1:] if part[:1] == "s" and part[1:].isdigit()), "")


def _lives(facts: Mapping[str, object]) -> bool:
    """Whether the process is there; of another host nobody can tell, so it is believed."""
    if facts.get("host") != gethostname():
        return True
    try:
        os.kill(int(str(facts["process"])), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
