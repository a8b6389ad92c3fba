"""goodcause sample: draw pages on which nothing was found, take answers, and say the bounds."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.pipeline.sample import Sample, Standing


def sample(
    case: CaseArgument,
    sheet: Annotated[
        Path | None, typer.Option(help="Write the list of pages to this CSV file, to fill in.")
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(help="Take in a filled list: answer is nothing or missed.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who read the pages, where the list does not say.")] = "",
    on: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Rules in force on that day; default: today."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Prove what was missed: draw pages with nothing found, take answers, say exact bounds."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import sample as samples  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.sample_sheet import read_answers  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter = open_matter(case)
        day = (on or datetime.now().astimezone()).date()
        if answers is not None:
            samples.answer(matter, read_answers(_bytes(answers), answers.name, by))
            drawn = samples.current()
        else:
            drawn = samples.draw(matter, day)
        if drawn is None:
            raise UsageError(f"no sample was drawn yet; run `goodcause sample {case}` first")
        if sheet is not None:
            _write(sheet, drawn)
        now = samples.standing(matter, day)
        _say(screen, case, drawn, now)
        screen.result(_facts(drawn, now))
        return ExitCode.SAMPLING if now.binding and _failed(drawn, now) else None

    carry_out(screen, body)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as e:
        raise UsageError(f"{path} cannot be read ({e.strerror}); name the filled list") from e


def _write(path: Path, drawn: Sample) -> None:
    from goodcause.pipeline.sample_sheet import sheet  # noqa: PLC0415

    try:
        path.write_text(sheet(drawn), encoding="utf-8-sig", newline="")
    except OSError as e:
        raise UsageError(f"{path} cannot be written ({e.strerror}); name another place") from e


def _failed(drawn: Sample, now: Standing) -> bool:
    """Whether all was read and the rule is not met."""
    return not drawn.waiting and not now.met


def _say(screen: Screen, case: Path, drawn: Sample, now: Standing) -> None:
    if not now.binding:
        screen.say("The order file fixes no sampling rule: this is a trial and proves nothing.")
    rows = [
        (
            bound.stratum,
            f"{bound.read:,} of {bound.drawn:,} read, {bound.misses} missed; of "
            f"{bound.population:,} pages at most {100 * bound.share:.2f} %",
        )
        for bound in now.bounds
    ]
    screen.table(f"Sample {now.sample}, confidence {now.confidence:.4g}:", rows)
    screen.say(*(f"Open: {sentence}." for sentence in now.why))
    if now.met:
        screen.say("The order's sampling rule is met.")
    elif drawn.waiting:
        screen.say(
            f"Next: goodcause sample {quote(str(case))} --sheet FILE, read the pages, then "
            "--answers FILE --by NAME"
        )


def _facts(drawn: Sample, now: Standing) -> dict[str, object]:
    return {
        "sample": now.sample,
        "binding": now.binding,
        "met": now.met,
        "why": now.why,
        "confidence": now.confidence,
        "canaries_caught": now.caught,
        "strata": [asdict(bound) for bound in now.bounds],
        "waiting": len(drawn.waiting),
        "items": [
            {"item": i.key, "source": i.path, "page": i.page, "readers": i.readers}
            for i in drawn.items
        ],
    }
