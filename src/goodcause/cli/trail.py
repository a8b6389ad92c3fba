"""goodcause trail: the record of who decided what, checked against its anchors and taken along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode, LeakError
from goodcause.cli.options import JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.pipeline.trail import Checked


def trail(
    case: Annotated[Path, typer.Argument(help="A case folder, or a trail that was exported.")],
    anchor: Annotated[
        list[Path] | None, typer.Option(help="An anchor kept outside the case. May repeat.")
    ] = None,
    export: Annotated[Path | None, typer.Option(help="Write every event to this new file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Check the record of a case: who decided what, when, and what was done with it.

    Follows the chain from its first event and holds it against the anchor of every volume.
    """
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import trail as trails  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        written = 0
        if case.is_file():
            found = trails.check_exported(case, anchor or ())
        else:
            found = trails.check(open_matter(case), anchor or ())
            written = trails.export(export) if export else 0
        _say(screen, found, written)
        if found.problems:
            raise LeakError("; ".join(found.problems))
        return None

    carry_out(screen, body)


def _say(screen: Screen, found: Checked, written: int) -> None:
    if not found.problems:
        held = f", and {found.anchors} anchors agree" if found.anchors else "; no anchor was taken"
        screen.say(f"The trail of {found.head.events} events is whole{held}.")
    screen.say(f"Its head: {found.head.chain}")
    if written:
        screen.say(f"{written} events were written.")
    screen.result(
        {
            "events": found.head.events,
            "head": found.head.chain,
            "broken_at": found.broken,
            "anchors": found.anchors,
            "problems": list(found.problems),
            "exported": written,
        }
    )
