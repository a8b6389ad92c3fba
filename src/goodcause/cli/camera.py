"""goodcause camera: records lodged with the court for its eyes alone, and its ruling on them."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.case.states import ATTORNEY
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.procedures import (
    AsOption,
    NumberArgument,
    OnOption,
    RoleOption,
    day,
    group,
    who,
)
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

if TYPE_CHECKING:
    from goodcause.case.sealed import Opener

_OWNER_ONLY = 0o600
camera = group("camera", "Records lodged with the court for review in camera.")

PackageArgument = Annotated[Path, typer.Argument(help="The sealed package.", metavar="PACKAGE")]
KeyOption = Annotated[
    Path | None, typer.Option("--key", help="File with the key that opens it.", metavar="FILE")
]
PassphraseOption = Annotated[
    bool,
    typer.Option(
        "--passphrase", help="Use a passphrase: asked for, or one line of standard input."
    ),
]


@camera.command("template")
def template(
    case: CaseArgument,
    series: Annotated[str, typer.Option(help="The series that goes to the court.")] = "personnel",
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print a lodging file to fill in, with every paper of the series."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.camera import rules_on  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.lodging import template as blank  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        text = blank(rules_on(open_matter(case), day(on)), series)
        screen.say(text.rstrip("\n"))
        screen.result({"template": text})
        return None

    carry_out(screen, body)


@camera.command("prepare")
def prepare(  # noqa: PLR0917  each is an option of the command
    case: CaseArgument,
    file: Annotated[Path, typer.Argument(help="The lodging file.", metavar="LODGING.yaml")],
    again: Annotated[int, typer.Option(min=0, help="Draft number N anew.", metavar="N")] = 0,
    name: AsOption = "",
    role: RoleOption = ATTORNEY,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the papers: cover, index, declaration, proposed order, notice."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.camera import prepare as make  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        made = make(open_matter(case), file, (who(name, role), day(on)), again)
        screen.say(f"Lodging {made.number} is prepared: {made.items} items to rule on.")
        screen.say(*(f"  {path}" for path in made.papers))
        if made.faults:
            screen.say("The declaration cannot be signed yet:", *(f"  {f}" for f in made.faults))
        facts = {"number": made.number, "items": made.items, "papers": list(map(str, made.papers))}
        screen.result({**facts, "faults": [str(f) for f in made.faults]})
        return ExitCode.UNDECIDED if made.faults else None

    carry_out(screen, body)


@camera.command("declare")
def declare(  # noqa: PLR0917  each is an option of the command
    case: CaseArgument,
    number: NumberArgument,
    declarant: Annotated[str, typer.Option(help="Who signed the declaration.")],
    name: AsOption = "",
    role: RoleOption = ATTORNEY,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record that the official signed the declaration."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.procedures import acted  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        facts = {"declarant": declarant, "signed_on": str(day(on))}
        acting = (who(name, role), day(on))
        state = acted(open_matter(case), ("camera", number), "declare", facts, acting)
        screen.say(f"{declarant} declared; seal the package next.")
        screen.result({"number": number, "state": state})
        return None

    carry_out(screen, body)


@camera.command("seal")
def seal(  # noqa: PLR0917  each is an option of the command
    case: CaseArgument,
    number: NumberArgument,
    out: Annotated[Path, typer.Option(help="The package to write.", metavar="FILE")],
    recipient: Annotated[
        list[str] | None, typer.Option(help="Whose key opens it (age1...); may be repeated.")
    ] = None,
    passphrase: PassphraseOption = False,
    name: AsOption = "",
    role: RoleOption = ATTORNEY,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Seal both sets and the papers for the court, and record the lodging."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.case.sealed import Lock  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.camera import seal_package  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        words = _words() if passphrase else ""
        lock = Lock(recipients=tuple(recipient or ()), passphrase=words)
        acting = (who(name, role), day(on))
        made = seal_package(open_matter(case), number, lock, out, acting)
        screen.say(f"{made.path} holds {made.files} files under seal.")
        screen.say(f"SHA-256 {made.sha256}", "Hand over the package and its key apart.")
        screen.result({"package": str(made.path), "sha256": made.sha256, "state": made.state})
        return None

    carry_out(screen, body)


@camera.command("rule")
def rule(  # noqa: PLR0917  each is an option of the command
    case: CaseArgument,
    number: NumberArgument,
    ruling: Annotated[Path, typer.Argument(help="The court's list.", metavar="RULING.json")],
    name: AsOption = "",
    role: RoleOption = ATTORNEY,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take the court's ruling: clauses of the order, and a decision for each passage."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.camera_ruling import take_ruling  # noqa: PLC0415  --help stays quick
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        done = take_ruling(open_matter(case), number, ruling, (who(name, role), day(on)))
        screen.say(
            f"The court disclosed {done.disclosed} pages, with {done.removed} passages removed;"
            f" {done.withheld} pages stay with it."
        )
        if done.order:
            screen.say(f"In force as {done.order}. Next: `goodcause produce` the volume.")
        screen.result(
            {
                "order": done.order,
                "disclosed": done.disclosed,
                "withheld": done.withheld,
                "removed": done.removed,
                "state": done.state,
            }
        )
        return None

    carry_out(screen, body)


@camera.command("close")
def close(  # noqa: PLR0917  each is an option of the command
    case: CaseArgument,
    number: NumberArgument,
    volume: Annotated[str, typer.Option(help="The volume that serves what was disclosed.")],
    name: AsOption = "",
    role: RoleOption = ATTORNEY,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record the volume that serves what the court disclosed, and nothing else of the series."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline.camera_ruling import carry_out as serve  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        state = serve(open_matter(case), number, volume, (who(name, role), day(on)))
        screen.say(f"{volume} serves what the court disclosed; lodging {number} is closed.")
        screen.result({"number": number, "state": state, "volume": volume})
        return None

    carry_out(screen, body)


@camera.command("key")
def key(
    file: Annotated[Path, typer.Argument(help="Where the key is kept.", metavar="FILE")],
    as_json: JsonOption = False,
) -> None:
    """Make a key for the court: the file stays there, the printed half is given to counsel."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.case.sealed import new_key  # noqa: PLC0415  --help stays quick

        identity, public = new_key()
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        except FileExistsError as e:
            raise UsageError(f"{file} is there already; a key is never overwritten") from e
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(f"# recipient: {public}\n{identity}\n")
        screen.say(f"Give this to counsel: {public}", f"Keep {file}; nothing else opens a package.")
        screen.result({"recipient": public, "file": str(file)})
        return None

    carry_out(screen, body)


@camera.command("open")
def open_package(
    package: PackageArgument,
    to: Annotated[Path, typer.Option(help="A new folder for its files.", metavar="FOLDER")],
    key: KeyOption = None,
    passphrase: PassphraseOption = False,
    as_json: JsonOption = False,
) -> None:
    """Open a sealed package into a folder, as the court does."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.case.sealed import title_of, unseal  # noqa: PLC0415  --help stays quick
        from goodcause.production.files import write  # noqa: PLC0415

        if to.exists():
            raise UsageError(f"{to} is there already; name a new folder")
        data = read_package(package)
        files = unseal(data, opener(key, passphrase=passphrase))
        to.mkdir(mode=0o700, parents=True)
        for name, content in files.items():
            write(to / name, content)
        screen.say(f"{title_of(data)}: {len(files)} files in {to}.")
        screen.result({"folder": str(to), "files": sorted(files)})
        return None

    carry_out(screen, body)


@camera.command("judge")
def judge(  # noqa: PLR0917  each is an option of the command
    package: PackageArgument,
    ruling: Annotated[
        Path, typer.Option(help="Where the rulings are kept; goes to counsel.", metavar="FILE")
    ],
    key: KeyOption = None,
    passphrase: PassphraseOption = False,
    name: AsOption = "",
    port: Annotated[int, typer.Option(min=0, max=65535, help="On localhost; 0: any free.")] = 8767,
    as_json: JsonOption = False,
) -> None:
    """Read a package in the browser and rule on it: keys 1, 2 and 3.

    A server of its own: it has the package and nothing of the case, and writes rulings only.
    """
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        os.environ["DJANGO_SETTINGS_MODULE"] = "goodcause.web.bench.settings"
        os.environ["GOODCAUSE_PORT"] = str(port)
        from goodcause.case.sealed import unseal  # noqa: PLC0415  --help stays quick
        from goodcause.web.bench.serving import bench_of, serve  # noqa: PLC0415
        from goodcause.web.listening import listening  # noqa: PLC0415

        files = unseal(read_package(package), opener(key, passphrase=passphrase))
        bench = bench_of(files, name, ruling)

        def say(link: str) -> None:
            screen.say(f"Open this link; it works once:\n  {link}")
            screen.result({"link": link, "judge": bench.judge, "ruling": str(ruling)})

        with listening(port) as opened:
            serve(bench, opened, say)
        return None

    carry_out(screen, body, stopped="every ruling that the page showed is kept")


def read_package(path: Path) -> bytes:
    """The bytes of a package.

    Raises:
        UsageError: there is no such file.
    """
    try:
        return path.read_bytes()
    except OSError as e:
        raise UsageError(f"{path} cannot be read ({e.strerror}); name the package") from e


def opener(key: Path | None, *, passphrase: bool) -> Opener:
    """With what a package is opened.

    Raises:
        UsageError: neither a key nor a passphrase is given, or the key cannot be read.
    """
    from goodcause.case.sealed import Opener  # noqa: PLC0415  --help stays quick

    if (key is None) == (not passphrase):
        raise UsageError("name the key with --key FILE, or write --passphrase")
    if key is None:
        return Opener(passphrase=_words())
    try:
        return Opener(identity=key.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as e:
        raise UsageError(
            f"{key} cannot be read as a key; name the file that `camera key` wrote"
        ) from e


def _words() -> str:
    """A passphrase: never on the command line, where other users could see it."""
    if sys.stdin.isatty():
        return getpass.getpass("Passphrase: ")
    return sys.stdin.readline().rstrip("\n")
