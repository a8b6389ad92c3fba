"""goodcause migrate: move a case's rows and blobs elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def migrate(
    case: CaseArgument,
    to: Annotated[
        str, typer.Option("--to", help="Rows: sqlite, postgres://..., or postgres: DATABASE_URL.")
    ] = "",
    blobs: Annotated[str, typer.Option("--blobs", help="Blobs: folder, or s3://...")] = "",
    as_json: JsonOption = False,
) -> None:
    """Move the rows or the blobs of a case, counted and compared before anything is switched."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        if not to and not blobs:
            raise UsageError("say where to move with --to or --blobs; see `goodcause migrate -h`")
        from goodcause.pipeline.moving import move  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter = open_matter(case)
        with screen.progress() as progress:
            done = move(matter, to, blobs, progress)
        figures = [("rows", done.rows), ("tables", done.tables), ("blobs", done.blobs)]
        screen.table("Moved and compared:", [*figures, ("bytes of blobs", done.size)])
        screen.say(*(f"Left: {sentence}." for sentence in done.left))
        if done.where.schema:
            screen.say("From now on this case needs DATABASE_URL.")
        screen.result(
            {
                "rows_in": done.where.server or "sqlite",
                "schema": done.where.schema,
                "blobs_in": done.where.blobs or "folder",
                **dict(figures),
                "bytes": done.size,
                "left": done.left,
            }
        )
        return None

    carry_out(screen, body, stopped="the case is where it was; the same command begins again")
