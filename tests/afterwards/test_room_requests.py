"""What is asked for in a room becomes a procedure of the case, once, and a state goes back."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from goodcause.case.forwarding import PAPERS
from goodcause.case.procedure import Who
from goodcause.pipeline import room_requests
from goodcause.pipeline.procedures import acted, every, standing
from goodcause.pipeline.review_index import rules_today
from goodcause.room import requests as in_room
from goodcause.room.book import Book, Doing, entries, open_book
from goodcause.room.requests import Wish, asked, requests
from goodcause.room.viewers import Seat, seat
from goodcause.store.matter import Matter

from tests.afterwards.test_room import REMOVED, holds, make
from tests.cli.command import inside

ANN = Who(name="Ann Counsel", role="attorney")
ON = date(2007, 3, 12)
AT = datetime(2007, 3, 12, 9, tzinfo=UTC)
WISHES = (
    Wish(kind="forward", bates="CCW0000001", words="deposition", paper="deposition subpoena"),
    Wish(kind="disclose", bates="CCW0000002", words="his place of birth matters"),
    Wish(kind="obscured", bates="CCW0000001", words="the third line", box="500,400,1500,800"),
    Wish(kind="disclose", bates="DON0000001", words="whoever that is"),
)


@pytest.fixture
def book(served: Matter, tmp_path: Path) -> Book:
    """A room in which counsel asked for four things, one of which cannot be."""
    make(served, tmp_path / "room")
    book = open_book(tmp_path / "room")
    viewer = seat(book, Seat(name="Ida Quill", role="counsel", grounds="the order"), AT)
    for wish in WISHES:
        asked(book, wish, viewer.number, Doing(at=AT, viewer=viewer.name, session=1))
    return book


def bring(matter: Matter, book: Book) -> dict[int, room_requests.Brought]:
    found = room_requests.bring(matter, rules_today(matter), book.folder, (ANN, ON))
    return {each.request.number: each for each in found}


def test_each_request_becomes_the_procedure_it_asks_for(served: Matter, book: Book) -> None:
    found = bring(served, book)

    assert [(b.kind, b.number) for b in found.values()] == [
        ("forward", 1), ("motion", 1), ("motion", 2), ("", 0)]  # fmt: skip
    forward, disclose, clear = standing("forward", 1), standing("motion", 1), standing("motion", 2)
    assert (forward.text("asked_for"), forward.text("asked_by")) == ("CCW0000001", "Ida Quill")
    assert (disclose.text("remedy"), disclose.text("movant")) == ("disclose", "Ida Quill")
    assert clear.text("remedy") == "clear" and "500, 400" in clear.text("ground")


def test_what_cannot_be_opened_keeps_nothing_else_back_and_its_reason_stays_at_home(
    served: Matter, book: Book
) -> None:
    refused = bring(served, book)[4]

    assert refused.why and refused.why not in str([e.facts for e in entries(book)])
    (kept,) = [r for r in requests(book) if r.number == 4]
    assert (kept.state, kept.reference) == ("not taken up; counsel will write to you", "")


def test_bringing_them_in_again_opens_nothing_twice(served: Matter, book: Book) -> None:
    bring(served, book)
    lines = len(entries(book))
    bring(served, book)

    assert (len(every("forward")), len(every("motion"))) == (1, 2)
    assert len(entries(book)) == lines  # no state changed, so nothing is noted


def test_an_answer_that_never_reached_the_room_is_given_later_and_opens_nothing(
    served: Matter, book: Book, tmp_path: Path
) -> None:
    before = shutil.copytree(book.folder, tmp_path / "before")
    bring(served, book)
    bring(served, open_book(before))  # as if the machine had stopped before the room was written

    assert (len(every("forward")), len(every("motion"))) == (1, 2)
    assert [r.reference for r in requests(open_book(before))][:2] == ["forward 1", "motion 1"]


def test_another_room_of_the_same_volume_asks_for_itself(
    served: Matter, book: Book, tmp_path: Path
) -> None:
    bring(served, book)
    make(served, tmp_path / "other")
    other = open_book(tmp_path / "other")
    viewer = seat(other, Seat(name="Otto Reed", role="counsel", grounds="the order"), AT)
    asked(other, WISHES[0], viewer.number, Doing(at=AT, viewer=viewer.name, session=1))
    bring(served, other)

    assert [p.text("asked_by") for p in every("forward")] == ["Ida Quill", "Otto Reed"]


def test_a_reference_and_a_state_flow_back_and_no_byte_of_the_case(
    served: Matter, book: Book
) -> None:
    bring(served, book)
    acted(served, ("motion", 1), "withdraw", {"reason": "settled over 900-52-7714"}, (ANN, ON))
    bring(served, book)

    states = {r.number: (r.reference, r.state) for r in requests(book)}
    assert states[1] == ("forward 1", "received; not forwarded yet")
    assert states[2] == ("motion 1", "closed")
    for value in (*REMOVED, "settled over", "Ostrander", "Ann Counsel", served.folder.as_posix()):
        assert holds(book.folder, value) == []


def test_the_command_lists_them_and_brings_them_in(served_folder: Path, tmp_path: Path) -> None:
    room = tmp_path / "room"
    assert inside("room", "make", served_folder, room, "--volume", "VOL001").code == 0
    book = open_book(room)
    viewer = seat(book, Seat(name="Ida Quill", role="counsel", grounds="the order"), AT)
    asked(book, WISHES[0], viewer.number, Doing(at=AT, viewer=viewer.name, session=1))

    listed = inside("room", "requests", room, "--json").facts["requests"]
    assert isinstance(listed, list) and listed[0]["kind"] == "forward"
    done = inside("room", "requests", room, "--into", served_folder, "--on", "2007-03-12", "--json")
    assert done.code == 0 and done.facts["requests"][0]["number"] == 1  # type: ignore[index]


def test_the_room_offers_the_papers_that_can_be_forwarded() -> None:
    assert in_room.PAPERS == PAPERS
