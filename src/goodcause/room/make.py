"""Makes a room out of a served volume: the pixels of its pages, each checked, and nothing else."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goodcause.base.errors import CaseError, LeakError
from goodcause.room.book import KEY, PAGES, Book, Doing, moment, new_book, noted
from goodcause.verification.documents import ServedPage, begin_checks, pages_of
from goodcause.verification.pictures import Picture
from goodcause.verification.served import Served, check_layout, contents, open_served
from goodcause.verification.sidefiles import manifest_faults
from goodcause.verification.tally import Tally

if TYPE_CHECKING:
    import sqlite3

_MANIFEST: Final = "manifest.sha256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a viewer accepts before the first page.

    Attributes:
        title: the order's name and case number.
        words: paragraphs, parted by empty lines.
        rules: digest of the rules in force; another digest is another version of the order.
    """

    title: str
    words: str
    rules: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a room is made of.

    Attributes:
        volume: the served folder.
        folder: of the room; must not exist or be empty.
        caption: of the lawsuit.
        number: of the lawsuit.
        titles: by Bates prefix, what the series is called.
        terms: to be accepted.
    """

    volume: Path
    folder: Path
    caption: str
    number: str
    titles: Mapping[str, str]
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What stands in a room that was made."""

    folder: Path
    documents: int
    pages: int


def make_room(plan: Plan, step: Callable[[], None] = lambda: None) -> Made:
    """Copy the pictures of a volume's pages into a new room.

    Args:
        plan: the volume and the room.
        step: called after each document.

    Raises:
        CaseError: the room's folder is in use.
        LeakError: the volume is not as its manifest says, or a page is not in the served form.
    """
    if plan.folder.exists() and (not plan.folder.is_dir() or any(plan.folder.iterdir())):
        raise CaseError(f"{plan.folder} already exists and is not empty; name a new folder")
    served = _sound(plan.volume)
    beside = plan.folder.absolute().parent
    beside.mkdir(parents=True, exist_ok=True)
    # Under another name, so that a room is there whole or not at all.
    work = Path(tempfile.mkdtemp(dir=beside, prefix=f".{plan.folder.name}.", suffix=".new"))
    try:
        made = _furnished(work, plan, served, step)
        with suppress(FileNotFoundError):
            plan.folder.rmdir()
        work.rename(plan.folder)
    finally:
        if work.exists():
            shutil.rmtree(work, ignore_errors=True)
    return made


def _sound(volume: Path) -> Served:
    """The volume, when every file is the one its manifest names."""
    tally = Tally()
    served = open_served(volume, tally)
    check_layout(served, tally)
    manifest = contents(served, _MANIFEST) or b""
    others = [path for path in served.files if path != _MANIFEST]
    faults = manifest_faults(manifest, served.root, others)
    faults += [f"{p.where}: {p.what}" for p in tally.verdict(served.name).problems]
    if faults or not served.documents:
        raise LeakError(
            f"{volume} is not the volume that its manifest describes "
            f"({faults[0] if faults else 'it has no documents'}); no room was made: run "
            f"`goodcause verify {volume}` and make the volume anew"
        )
    return served


def _furnished(work: Path, plan: Plan, served: Served, step: Callable[[], None]) -> Made:
    (work / PAGES).mkdir()
    (work / KEY).touch(mode=0o600)
    (work / KEY).write_text(secrets.token_hex(32), encoding="ascii")
    facts = {"caption": plan.caption, "case": plan.number, "volume": served.name}
    facts["name"] = secrets.token_hex(8)  # rooms of one volume are told apart by it
    facts["manifest"] = hashlib.sha256(contents(served, _MANIFEST) or b"").hexdigest()
    book = new_book(work, facts)
    count = 0
    with book.writing() as link:
        for place, document in enumerate(served.documents, 1):
            title = plan.titles.get(document.begin.prefix, "")
            row = (str(document.begin), place, title, document.pages)
            link.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", row)
            tally = Tally()
            begin_checks(tally)
            found = [_kept(book, link, page) for page in pages_of(served, document, tally)]
            _refuse(served, tally, len(found) == document.pages)
            count += len(found)
            step()
        renew(link, plan.terms, Doing(at=datetime.now(UTC)))
    return Made(folder=plan.folder, documents=len(served.documents), pages=count)


def renew(link: sqlite3.Connection, terms: Terms, doing: Doing) -> int:
    """Put new terms before every viewer, if they are new.

    Returns:
        The version now in force.
    """
    last = link.execute("SELECT * FROM terms ORDER BY version DESC LIMIT 1").fetchone()
    if last and (last["rules"], last["words"]) == (terms.rules, terms.words):
        return int(last["version"])
    version = int(last["version"]) + 1 if last else 1
    row = (version, terms.title, terms.words, terms.rules, moment(doing.at))
    link.execute("INSERT INTO terms VALUES (?, ?, ?, ?, ?)", row)
    noted(link, doing, "renewed", {"version": version, "rules": terms.rules})
    return version


def _kept(book: Book, link: sqlite3.Connection, page: ServedPage) -> str:
    """Write one page's pixels; its words, which the served file has beside them, stay behind."""
    if page.picture is None:
        raise LeakError(
            f"{page.where} has no picture that can be read; no room was made: run `goodcause "
            "verify` on the volume and make it anew"
        )
    path = book.picture(page.bates)
    _write(page.picture, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    size = (page.picture.width, page.picture.height)
    row = (page.bates, str(page.document.begin), page.number, digest, *size)
    link.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)", row)
    return page.bates


def _write(picture: Picture, path: Path) -> None:
    from PIL import Image  # noqa: PLC0415  --help stays quick

    image = Image.fromarray(picture.whole())
    if picture.bits is not None:
        image = image.convert("1", dither=Image.Dither.NONE)
    image.save(path, "PNG")


def _refuse(served: Served, tally: Tally, whole: bool) -> None:
    problems = tally.verdict(served.name).problems
    if problems or not whole:
        words = f"{problems[0].where}: {problems[0].what}" if problems else "a page is missing"
        raise LeakError(
            f"a document of {served.name} is not in the served form ({words}); no room was made: "
            f"run `goodcause verify {served.root}` and make the volume anew"
        )
