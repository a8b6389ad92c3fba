"""A small room without a case: three made pages, two viewers, everything in it plain to see."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from goodcause.room.book import KEY, PAGES, Book, Doing, new_book
from goodcause.room.make import Terms, renew
from goodcause.room.viewers import Seat, Session, Viewer, entered, linked, seat

NOON = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
TERMS = Terms(title="Able v. Baker: terms", words="Be discreet.\n\nTell nobody.", rules="a" * 64)
DOCUMENTS = (("CCW0000001", 2), ("DON0000007", 1))


def furnished(folder: Path) -> Book:
    """A room of three pages."""
    (folder / PAGES).mkdir(parents=True)
    (folder / KEY).write_text("k" * 64)
    facts = {"caption": "Able v. Baker", "case": "1:07-cv-00001", "volume": "VOL001"}
    book = new_book(folder, facts)
    with book.writing() as link:
        for place, (begin, count) in enumerate(DOCUMENTS, 1):
            row = (begin, place, "Papers", count)
            link.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", row)
            for number in range(1, count + 1):
                bates = f"{begin[:3]}{int(begin[3:]) + number - 1:07d}"
                Image.new("1", (2550, 3300), 1).save(book.picture(bates))
                page = (bates, begin, number, "0" * 64, 2550, 3300)
                link.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)", page)
        renew(link, TERMS, Doing(at=NOON))
    return book


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return furnished(tmp_path / "room")


@pytest.fixture
def counsel(book: Book) -> Viewer:
    return seat(book, Seat(name="Ida Quill", role="counsel", grounds="the order"), NOON)


@pytest.fixture
def sitting(book: Book, counsel: Viewer) -> Session:
    found = entered(book, linked(book, counsel.name, NOON), Doing(at=NOON, address="10.0.0.7"))
    assert found
    return found


@pytest.fixture
def doing(sitting: Session) -> Doing:
    return Doing(at=NOON, viewer="Ida Quill", session=sitting.number, address="10.0.0.7")
