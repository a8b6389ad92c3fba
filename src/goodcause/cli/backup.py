"""goodcause backup and restore: a case in one file, and a case made from one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.pipeline.backup import Backup

FileArgument = Annotated[Path, typer.Argument(help="The file of the backup.", metavar="FILE")]


def backup(case: CaseArgument, file: FileArgument, as_json: JsonOption = False) -> None:
    """Write everything that a case is into one file."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.backup import back_up  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter = open_matter(case)
        with screen.progress() as progress:
            done = back_up(matter, file, progress)
        _tell(screen, f"Wrote {file}:", done)
        if done.sealed:
            screen.say("Blobs in it are encrypted as in the case; rows are not. Keep it safe.")
        return None

    carry_out(screen, body, stopped="no backup was written; run it again")


def restore(
    file: FileArgument,
    case: Annotated[Path, typer.Argument(help="The folder to make.", metavar="CASE")],
    as_json: JsonOption = False,
) -> None:
    """Make a case from a backup; rows and blobs go where the environment says, as with new."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.backup import restore as restored  # noqa: PLC0415

        with screen.progress() as progress:
            done = restored(file, case, progress)
        _tell(screen, f"Restored {case}, every part compared with the backup's digests:", done)
        return None

    carry_out(screen, body, stopped="nothing was made; run it again")


def _tell(screen: Screen, title: str, done: Backup) -> None:
    figures = [("rows", done.rows), ("blobs", done.blobs), ("other files", done.files)]
    screen.table(title, [*figures, ("bytes of the backup", done.size)])
    screen.result({"file": str(done.file), **dict(figures), "bytes": done.size})
