"""goodcause status: what is read, found, decided, held, produced."""

from __future__ import annotations

from goodcause.base.errors import ExitCode
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen


def status(case: CaseArgument, as_json: JsonOption = False) -> None:
    """Say where a case stands."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.status import standing  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        now = standing(open_matter(case))
        screen.say(f"{now.caption}; order file {now.order_file}")
        screen.say(*(f"Before producing: {sentence}" for sentence in now.blockers))
        for title, rows in now.tables.items():
            screen.table(title, list(rows.items()))
        screen.table("Held for counsel:", list(now.held.items()))
        screen.table("Set aside:", list(now.exceptions.items()))
        screen.say(*(f"To look at before serving: {each}" for each in now.recusal))
        screen.say(f"Next: {now.next_step}")
        screen.result(
            {
                "caption": now.caption,
                "order_file": now.order_file,
                "blockers": now.blockers,
                **{title.rstrip(":").lower(): rows for title, rows in now.tables.items()},
                "held": now.held,
                "exceptions": now.exceptions,
                "recusal": now.recusal,
                "next": now.next_step,
            }
        )
        return None

    carry_out(screen, body)
