"""goodcause read: pages, findings, people, proposals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from shlex import quote
from typing import TYPE_CHECKING

from goodcause.base.errors import ExitCode
from goodcause.cli.options import CaseArgument, EngineOption, JobsOption, JsonOption, cores, engine
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.pipeline.read import Read


def read(
    case: CaseArgument,
    jobs: JobsOption = cores(),
    engine_name: EngineOption = "processes",
    as_json: JsonOption = False,
) -> None:
    """Read every registered source.

    After an interruption the same command goes on where it stopped.
    """
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.read import read as read_all  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter = open_matter(case)
        workers = engine(engine_name, jobs, case / "worker.log")
        with screen.progress() as progress:
            done = read_all(matter, workers, progress)
        screen.table("Read:", list(_figures(done)))
        screen.say(*(f"To look at before serving: {each}" for each in done.recusal))
        screen.say(f"Next: goodcause status {quote(str(case))}")
        screen.result(asdict(done))
        return ExitCode.QUARANTINED if done.exceptions else None

    carry_out(screen, body)


def _figures(done: Read) -> Iterator[tuple[str, object]]:
    for name, figure in asdict(done).items():
        if name == "recusal":
            continue
        words = name.replace("_", " ").replace("seconds", "seconds of work")
        yield words, round(figure, 1) if isinstance(figure, float) else figure
