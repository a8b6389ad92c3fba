"""goodcause produce: make a volume, verify it, and only then call it done."""

from __future__ import annotations

import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.cli.options import CaseArgument, EngineOption, JobsOption, JsonOption, cores, engine
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.pipeline.produce import Made
    from goodcause.production.signature import Seal


class ImageChoice(StrEnum):
    """Forms of served pages."""

    PDF = "pdf"
    TIFF = "tiff"
    BOTH = "both"


VolumeOption = Annotated[str, typer.Option(help="The volume's name, such as VOL001.")]
ToOption = Annotated[
    list[str],
    typer.Option("--to", help="Who receives it; given again, each further one has a copy."),
]
ImagesOption = Annotated[
    ImageChoice | None,
    typer.Option(
        help="One searchable PDF a document, one image a page, or both from one encode;"
        " default: as the specification says."
    ),
]
SpecificationOption = Annotated[
    str, typer.Option(help="The form of the load files: a packaged name, or a file.")
]
AcceptOption = Annotated[
    bool, typer.Option(help="Settle everything undecided by the order alone (for trials).")
]
OnOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Rules in force on that day; default: today."),
]
SignOption = Annotated[
    Path | None,
    typer.Option(
        help="Sign the certificate (PAdES) with the key in this PKCS #12 file; its passphrase"
        " is read from GOODCAUSE_SIGN_PASSPHRASE, or asked for."
    ),
]
TimestampOption = Annotated[
    str, typer.Option(help="With --sign: address of a time-stamping authority (RFC 3161).")
]
ReplacesOption = Annotated[
    str,
    typer.Option(
        help="Serve again only what changed since this volume, under the same numbers;"
        " default: the recipient's newest volume if the order was amended since."
        " `none` for a whole volume."
    ),
]


def produce(  # noqa: PLR0917  each is an option of the command
    case: CaseArgument,
    volume: VolumeOption,
    to: ToOption,
    images: ImagesOption = None,
    specification: SpecificationOption = "standard",
    accept_proposals: AcceptOption = False,
    on: OnOption = None,
    sign: SignOption = None,
    timestamp: TimestampOption = "",
    replaces: ReplacesOption = "",
    jobs: JobsOption = cores(),
    engine_name: EngineOption = "processes",
    as_json: JsonOption = False,
) -> None:
    """Make a production volume and verify it."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.order.specification import load_specification  # noqa: PLC0415
        from goodcause.pipeline.produce import Wanted  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.produce import produce as make  # noqa: PLC0415
        from goodcause.production.volume import Images  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        form = load_specification(specification)
        matter = open_matter(case)
        wanted = Wanted(
            volume=volume,
            to=to[0],
            others=tuple(to[1:]),
            images=Images(images.value if images else form.images),
            accept_proposals=accept_proposals,
            day=(on or datetime.now().astimezone()).date(),
            specification=form,
            seal=seal_of(sign, timestamp),
            replaces=replaces,
        )
        workers = engine(engine_name, jobs, case / "worker.log")
        with screen.progress() as progress:
            made = make(matter, wanted, workers, progress)
        _tell(screen, made, case, volume)
        return ExitCode.QUARANTINED if made.quarantined else None

    carry_out(screen, body)


def _tell(screen: Screen, made: Made, case: Path, volume: str) -> None:
    screen.table(f"{made.folder} is done and verified:", list(made.counts.items()))
    if made.replaces:
        screen.say(f"It replaces parts of {made.replaces}, which is kept as it was served.")
    screen.table("Removals by clause:", list(made.removals.items()))
    screen.say(*(f"To look at before serving: {each}" for each in made.recusal))
    screen.say(*made.legible.sentences())
    if made.legible.low:
        screen.say(f"`goodcause legibility {case} --volume {volume}` shows what is lost.")
    letter, sealed = made.papers
    screen.say(f"The letter to go with it is {letter}; the sealed log of removals, {sealed}.")
    screen.table("Copies, each with a pattern of its own:", [(str(c), "") for c in made.copies])
    screen.say(f"The private register is {made.register}; it is not part of the volume.")
    screen.result(made.facts())


def seal_of(sign: Path | None, timestamp: str) -> Seal | None:
    """The key that signs, if one does.

    Raises:
        UsageError: a time is wanted and no signature.
    """
    from goodcause.production.signature import Seal  # noqa: PLC0415  --help stays quick

    if sign is None:
        if timestamp:
            raise UsageError("--timestamp is the time of a signature; write --sign PKCS12 as well")
        return None
    passphrase = os.environ.get("GOODCAUSE_SIGN_PASSPHRASE")
    if passphrase is None:
        passphrase = typer.prompt("Passphrase", hide_input=True, default="", show_default=False)
    return Seal(pkcs12=sign, passphrase=passphrase, timestamp=timestamp)
