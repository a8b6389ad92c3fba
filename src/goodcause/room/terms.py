"""The terms of the order, accepted once by each viewer for each version of it."""

from __future__ import annotations

from dataclasses import dataclass

from goodcause.base.errors import UsageError
from goodcause.room.book import Book, Doing, moment, noted


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The newest terms, and who accepted them: numbers of viewers with the moment."""

    version: int
    title: str
    words: str
    rules: str
    accepted: dict[int, str]

    def accepted_by(self, viewer: int) -> bool:
        """Whether somebody has accepted this version."""
        return viewer in self.accepted

    @property
    def paragraphs(self) -> list[str]:
        """The words, paragraph by paragraph."""
        return [part for part in self.words.split("\n\n") if part.strip()]


def in_force(book: Book) -> InForce:
    """The newest terms."""
    with book.reading() as link:
        row = link.execute("SELECT * FROM terms ORDER BY version DESC LIMIT 1").fetchone()
        who = link.execute("SELECT * FROM accepted WHERE version = ?", [row["version"]]).fetchall()
    return InForce(version=row["version"], title=row["title"], words=row["words"],
                   rules=row["rules"], accepted={r["viewer"]: r["at"] for r in who})  # fmt: skip


def accept(book: Book, version: int, viewer: int, doing: Doing) -> None:
    """Write down that a viewer accepts the newest terms.

    Raises:
        UsageError: they are not the newest any more.
    """
    with book.writing() as link:
        (newest,) = link.execute("SELECT MAX(version) FROM terms").fetchone()
        if version != newest:
            raise UsageError(
                "the order has changed meanwhile; read the newer terms and accept them"
            )
        made = link.execute(
            "INSERT OR IGNORE INTO accepted VALUES (?, ?, ?)", (viewer, version, moment(doing.at))
        )
        if made.rowcount:
            noted(link, doing, "accepted", {"version": version})
