"""Where the time of a case's commands went: a table, and bars beside the private registers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Final

from goodcause.base.errors import UndecidedError
from goodcause.pipeline.journal import FOLDER
from goodcause.pipeline.watch import in_words
from goodcause.store.matter import Matter

NAME: Final = "where-the-time-went.svg"
_COMMANDS = ("read", "produce")
_WIDE, _NAMES, _FIGURES, _ROW, _TOP = 900, 210, 190, 26, 44
_INKS = {"read": "#2f5d8a", "produce": "#8a5a2f"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """One stage of the newest run of a command.

    Attributes:
        seconds: by the clock on the wall.
        steps: pages or documents, as the stage counts them.
        share: of its command's time.
    """

    command: str
    stage: str
    seconds: float
    steps: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Where the time went.

    Attributes:
        stages: in the order they ran.
        workers: by kind of unit, CPU seconds of all workers.
        picture: the bars.
    """

    stages: Sequence[Spent]
    workers: Mapping[str, float] = field(default_factory=dict)
    picture: Path | None = None

    def rows(self) -> list[tuple[str, str]]:
        """For a person."""
        return [(f"{s.command}: {s.stage}", _figure(s)) for s in self.stages]

    def facts(self) -> dict[str, object]:
        """For a script."""
        return {
            "stages": [
                {"command": s.command, "stage": s.stage, "seconds": round(s.seconds, 3)}
                | {"steps": s.steps, "share": round(s.share, 4)}
                for s in self.stages
            ],
            "workers": {kind: round(cpu, 3) for kind, cpu in self.workers.items()},
            "picture": str(self.picture) if self.picture else None,
        }


def spent(matter: Matter) -> Accounts:
    """Add up the newest logs of `read` and `produce`, and draw them.

    Raises:
        UndecidedError: neither was run yet.
    """
    stages: list[Spent] = []
    workers: defaultdict[str, float] = defaultdict(float)
    for command in _COMMANDS:
        lines = list(_newest(matter.folder / FOLDER, command))
        stages += _stages(command, lines)
        for line in lines:
            if line["what"] == "unit":
                workers[str(line["kind"])] += float(str(line["seconds"]))
    if not stages:
        raise UndecidedError(
            f"nothing was run on this case yet; run `goodcause read {matter.folder}`"
        )
    picture = matter.registers / NAME
    picture.write_text(drawn(stages), encoding="utf-8")
    return Accounts(stages=stages, workers=dict(sorted(workers.items())), picture=picture)


def _newest(logs: Path, command: str) -> Iterator[dict[str, object]]:
    """Lines of the newest log of a command; what a killed process half wrote is passed over."""
    files = sorted(logs.glob(f"*-{command}-*.jsonl"))
    if not files:
        return
    with files[-1].open(encoding="utf-8") as log:
        for line in log:
            if line.endswith("}\n"):
                yield json.loads(line)


def _stages(command: str, lines: Sequence[Mapping[str, object]]) -> list[Spent]:
    over = [line for line in lines if line["what"] == "stage over"]
    whole = sum(float(str(line["seconds"])) for line in over) or 1.0
    return [
        Spent(
            command=command,
            stage=str(line["stage"]),
            seconds=float(str(line["seconds"])),
            steps=int(str(line["steps"])),
            share=float(str(line["seconds"])) / whole,
        )
        for line in over
    ]


def drawn(stages: Sequence[Spent]) -> str:
    """Bars of the stages, one below the other, as long as they took."""
    longest = max((s.seconds for s in stages), default=0.0) or 1.0
    room = _WIDE - _NAMES - _FIGURES
    high = _TOP + _ROW * len(stages) + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {high}" width="{_WIDE}" '
        f'height="{high}" font-family="sans-serif" font-size="13" role="img" '
        'aria-label="Time of each stage">',
        f'<rect width="{_WIDE}" height="{high}" fill="#ffffff"/>',
        '<text x="16" y="26" font-size="16" fill="#1c1c1c">Where the time went</text>',
    ]
    for row, each in enumerate(stages):
        top = _TOP + _ROW * row
        long = max(room * each.seconds / longest, 1.0)
        ink = _INKS.get(each.command, "#555555")
        name = escape(f"{each.command}: {each.stage}")
        parts.append(
            f'<text x="{_NAMES - 10}" y="{top + 15}" text-anchor="end" fill="#1c1c1c">{name}</text>'
            f'<rect x="{_NAMES}" y="{top + 2}" width="{long:.1f}" height="18" fill="{ink}"/>'
            f'<text x="{_NAMES + long + 8:.1f}" y="{top + 15}" fill="#1c1c1c">'
            f"{escape(_figure(each))}</text>"
        )
    return "\n".join([*parts, "</svg>\n"])


def _figure(each: Spent) -> str:
    pace = f", {each.steps / each.seconds:.1f} a second" if each.steps and each.seconds else ""
    long = in_words(each.seconds) if each.seconds >= 1 else f"{each.seconds * 1000:.0f} ms"
    return f"{long} ({each.share:.0%}){pace}"
