"""goodcause read: pages, findings, people, proposals."""

from __future__ import annotations

from dataclasses import asdict

from goodcause.base.errors import ExitCode
from goodcause.cli.options import CaseArgument, EngineOption, JobsOption, JsonOption, cores, engine
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def read(
    case: CaseArgument,
    jobs: JobsOption = cores(),
    engine_name: EngineOption = "processes",
    as_json: JsonOption = False,
) -> None:
    """Read every registered source; run it again after an interruption and it goes on."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.read import read as read_all  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter = open_matter(case)
        workers = engine(engine_name, jobs, case / "worker.log")
        with screen.progress() as progress:
            done = read_all(matter, workers, progress)
        screen.table("Read:", list(asdict(done).items()))
        screen.say(f"Next: goodcause status {case}")
        screen.result(asdict(done))
        return ExitCode.QUARANTINED if done.exceptions else None

    carry_out(screen, body)
