"""goodcause room: the receiving side's viewing room, made of a served volume."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from goodcause.base.errors import ExitCode, UsageError
from goodcause.case.states import REVIEWER
from goodcause.cli import procedures
from goodcause.cli.options import CaseArgument, JsonOption
from goodcause.cli.procedures import AsOption, OnOption, RoleOption
from goodcause.cli.run import carry_out
from goodcause.cli.screen import Screen

RoomArgument = Annotated[Path, typer.Argument(help="The room's folder.", metavar="ROOM")]
NameArgument = Annotated[str, typer.Argument(help="The viewer's name.", metavar="NAME")]
AddressOption = Annotated[str, typer.Option("--url", help="How browsers reach the room.")]
_HERE = "http://127.0.0.1:8770"

room = typer.Typer(
    help="The receiving side's viewing room: produced pages to look at, and nothing else.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class RoleChoice(StrEnum):
    """Who may be seated without an undertaking; experts come by `goodcause access admit`."""

    COUNSEL = "counsel"
    STAFF = "staff"
    COURT = "court"


@room.command("make")
def make_it(
    case: CaseArgument,
    folder: RoomArgument,
    volume: Annotated[str, typer.Option(help="The served volume.")],
    as_json: JsonOption = False,
) -> None:
    """Make a room of a served volume's pages: pictures alone, each checked with the manifest."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import rooms  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.review_index import rules_today  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter = open_matter(case)
        with screen.progress() as progress:
            wanted = rooms.Wanted(volume=volume, folder=folder)
            made = rooms.make(matter, rules_today(matter), wanted, progress)
        screen.say(f"{folder} shows {made.documents} documents on {made.pages} pages.")
        screen.say(f"Seat a viewer with `goodcause room seat {folder} NAME --role counsel`.")
        facts = {"room": str(folder), "documents": made.documents, "pages": made.pages}
        screen.result({**facts, "volume": volume})
        return None

    carry_out(screen, body, stopped="no room was made; run it again")


@room.command("terms")
def renew_terms(folder: RoomArgument, case: CaseArgument, as_json: JsonOption = False) -> None:
    """Put the order as it stands now before the viewers; they accept a new version anew."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import rooms  # noqa: PLC0415  --help stays quick
        from goodcause.pipeline.review_index import rules_today  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        version = rooms.renewed(rules_today(open_matter(case)), folder)
        screen.say(f"Version {version} of the terms stands before the viewers of {folder}.")
        screen.result({"room": str(folder), "version": version})
        return None

    carry_out(screen, body)


@room.command("seat")
def seat_viewer(
    folder: RoomArgument,
    name: NameArgument,
    role: Annotated[RoleChoice, typer.Option(help="Experts: `goodcause access admit`.")],
    until: Annotated[str, typer.Option(help="Last day, YYYY-MM-DD; default: no end.")] = "",
    url: AddressOption = _HERE,
    as_json: JsonOption = False,
) -> None:
    """Give a viewer a seat, and print a link that lets one browser in, once."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.room import viewers  # noqa: PLC0415  --help stays quick
        from goodcause.room.book import open_book  # noqa: PLC0415

        book, at = open_book(folder), datetime.datetime.now(datetime.UTC)
        grounds = "the order names this role"
        seat = viewers.Seat(name=name, role=role.value, grounds=grounds, until=_day(until))
        viewer = viewers.seat(book, seat, at)
        _say_link(screen, url, viewer.name, viewers.linked(book, viewer.name, at))
        return None

    carry_out(screen, body)


@room.command("link")
def new_link(
    folder: RoomArgument,
    name: NameArgument,
    url: AddressOption = _HERE,
    as_json: JsonOption = False,
) -> None:
    """Print another link for a viewer who has a seat."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.room import viewers  # noqa: PLC0415  --help stays quick
        from goodcause.room.book import open_book  # noqa: PLC0415

        token = viewers.linked(open_book(folder), name, datetime.datetime.now(datetime.UTC))
        _say_link(screen, url, name, token)
        return None

    carry_out(screen, body)


@room.command("unseat")
def unseat_viewer(
    folder: RoomArgument,
    name: NameArgument,
    why: Annotated[str, typer.Option(help="Stands in the log.")],
    as_json: JsonOption = False,
) -> None:
    """Take a viewer's seat away; links and open sessions end at once."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.room import viewers  # noqa: PLC0415  --help stays quick
        from goodcause.room.book import open_book  # noqa: PLC0415

        if not why.strip():
            raise UsageError("say why with --why TEXT; it stands in the log")
        now = datetime.datetime.now(datetime.UTC)
        viewer = viewers.unseat(open_book(folder), name, why.strip(), now)
        screen.say(f"{viewer.name} has no seat any more.")
        screen.result({"name": viewer.name, "role": viewer.role})
        return None

    carry_out(screen, body)


@room.command("serve")
def serve_room(
    folder: RoomArgument,
    port: Annotated[int, typer.Option(min=0, max=65535, help="On localhost; 0: any free.")] = 8770,
    public_url: Annotated[
        str, typer.Option(help="How browsers reach it, https://...; default: this machine only.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Show the room. Listens on localhost; put a proxy with a certificate before it."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.room import serve  # noqa: PLC0415  --help stays quick
        from goodcause.web.listening import listening  # noqa: PLC0415  needs no Django

        with listening(port) as opened:
            serve.settle(folder, opened.getsockname()[1], public_url)
            url = public_url or f"http://127.0.0.1:{opened.getsockname()[1]}"
            screen.say(f"The room is open at {url}; viewers enter by their links.")
            screen.result({"url": url})
            serve.serve(opened)
        return None

    carry_out(screen, body, stopped="what viewers did is in the room's log")


@room.command("log")
def show_log(
    folder: RoomArgument,
    viewer: Annotated[str, typer.Option(help="Of one viewer; default: of all.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Print the access log: who opened which page, when, for how long, from where."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.room import book, shelf  # noqa: PLC0415  --help stays quick

        opened = book.open_book(folder)
        broken = book.broken_at(opened)
        looks = shelf.looks(opened, viewer)
        for look in reversed(looks):
            screen.say(
                f"{look.at}  {look.bates}  {look.viewer}  {look.seconds} s  "
                f"session {look.session}  {look.address}"
            )
        if broken is not None:
            screen.say(f"The log was tampered with: line {broken} does not follow from the others.")
        else:
            screen.say(f"{len(looks)} pages opened; every line follows from the one before.")
        lines = [asdict(e) for e in book.entries(opened, viewer)]
        screen.result({"looks": [asdict(k) for k in looks], "log": lines, "broken_at": broken})
        return ExitCode.LEAK if broken is not None else None

    carry_out(screen, body)


@room.command("requests")
def bring_requests(
    folder: RoomArgument,
    *,
    into: Annotated[Path | None, typer.Option(help="The case they are brought into.")] = None,
    name: AsOption = "",
    role: RoleOption = REVIEWER,
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what was asked for in a room; with --into, open it in the case and answer."""
    screen = Screen(as_json=as_json)

    def body() -> ExitCode | None:
        from goodcause.pipeline import room_requests  # noqa: PLC0415  --help stays quick

        if into is None:
            asked = list(room_requests.listed(folder))
            for one in asked:
                screen.say(f"{one.number}. {one.viewer}, {one.bates}, {one.kind}: {one.words}")
            screen.result({"requests": [asdict(one) for one in asked]})
            return None
        from goodcause.pipeline.review_index import rules_today  # noqa: PLC0415
        from goodcause.store.matter import open_matter  # noqa: PLC0415

        matter, acting = open_matter(into), (procedures.who(name, role), procedures.day(on))
        found = room_requests.bring(matter, rules_today(matter), folder, acting)
        for each in found:
            what = f"{each.kind} {each.number}" if each.kind else f"not opened: {each.why}"
            screen.say(f"{each.request.number}. {each.request.bates}: {what}; told: {each.told}")
        screen.result({"requests": [each.facts() for each in found]})
        return None

    carry_out(screen, body)


def _say_link(screen: Screen, url: str, name: str, token: str) -> None:
    link = f"{url.rstrip('/')}/enter/{token}"
    screen.say(f"Give {name} this link; it works once, for three days:", f"  {link}")
    screen.result({"name": name, "link": link})


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as e:
        raise UsageError(f"{text!r} is not a day; write YYYY-MM-DD") from e
