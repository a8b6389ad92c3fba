"""The room's book: seats, links that work once, sessions that end, a log that is only added to."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.base.errors import CaseError, UsageError
from goodcause.room import shelf, viewers
from goodcause.room.book import Book, Doing, broken_at, entries, open_book
from goodcause.room.burn import printable
from goodcause.room.make import renew
from goodcause.room.requests import OPEN, Wish, answered, asked, requests
from goodcause.room.terms import accept, in_force
from goodcause.room.viewers import IDLE, LINK_LIVES, LONGEST, Seat, Session, Viewer

from tests.room.conftest import NOON, TERMS

SECOND = timedelta(seconds=1)


def later(doing: Doing, by: timedelta) -> Doing:
    return replace(doing, at=doing.at + by)


def test_a_folder_that_is_no_room_is_told_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="goodcause room make"):
        open_book(tmp_path)


def test_a_link_lets_one_browser_in_and_no_second(book: Book, counsel: Viewer) -> None:
    token = viewers.linked(book, counsel.name, NOON)

    assert viewers.entered(book, token, Doing(at=NOON)) is not None
    assert viewers.entered(book, token, Doing(at=NOON)) is None


def test_of_many_who_use_a_link_at_once_one_gets_in(book: Book, counsel: Viewer) -> None:
    token = viewers.linked(book, counsel.name, NOON)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: viewers.entered(book, token, Doing(at=NOON)), range(8)))

    assert sum(each is not None for each in found) == 1


def test_the_room_keeps_no_link_that_could_be_used(book: Book, counsel: Viewer) -> None:
    token = viewers.linked(book, counsel.name, NOON)

    kept = b"".join(p.read_bytes() for p in book.folder.glob("room.db*"))
    assert token.encode() not in kept


def test_an_old_link_lets_nobody_in(book: Book, counsel: Viewer) -> None:
    token = viewers.linked(book, counsel.name, NOON)

    late = Doing(at=NOON + LINK_LIVES + SECOND)
    assert viewers.entered(book, token, late) is None


@pytest.mark.parametrize("pause", [IDLE, LONGEST])
def test_a_session_ends_when_nothing_is_asked_for_too_long_or_it_lasts_too_long(
    book: Book, sitting: Session, pause: timedelta
) -> None:
    at, step = NOON, IDLE if pause is IDLE else IDLE / 2
    while at + step < NOON + pause:
        at += step
        assert viewers.session(book, sitting.number, at) is not None

    assert viewers.session(book, sitting.number, at + step + SECOND) is None
    assert viewers.session(book, sitting.number, at) is None  # ended is ended


def test_whoever_loses_their_seat_is_out_at_once(book: Book, sitting: Session) -> None:
    token = viewers.linked(book, "Ida Quill", NOON)
    viewers.unseat(book, "Ida Quill", "left the firm", NOON)

    assert viewers.session(book, sitting.number, NOON) is None
    assert viewers.entered(book, token, Doing(at=NOON)) is None
    with pytest.raises(UsageError, match="no seat any more"):
        viewers.linked(book, "Ida Quill", NOON)


def test_a_seat_ends_with_its_last_day(book: Book) -> None:
    seat = Seat(name="Otto Reed", role="court", grounds="the order", until="2026-11-24")
    viewers.seat(book, seat, NOON)
    token = viewers.linked(book, "Otto Reed", NOON)
    found = viewers.entered(book, token, Doing(at=NOON + timedelta(hours=35)))
    assert found

    soon = NOON + timedelta(hours=35, minutes=20)  # midnight has passed
    assert viewers.session(book, found.number, NOON + timedelta(hours=35, minutes=5)) is not None
    assert soon.date().isoformat() == "2026-11-24"
    assert viewers.session(book, found.number, NOON + timedelta(hours=36, minutes=1)) is None


@pytest.mark.parametrize("name", ["", "   ", "山田太郎", "a\nb\x07", "x" * 61])
def test_a_name_that_cannot_be_printed_on_a_page_gets_no_seat(book: Book, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be printed"):
        viewers.seat(book, Seat(name=name, role="counsel", grounds="the order"), NOON)


def test_names_with_accents_can_be_printed() -> None:
    assert printable("José Müller-Ångström")


def test_one_name_has_one_role(book: Book, counsel: Viewer) -> None:
    with pytest.raises(UsageError, match="already"):
        viewers.seat(book, Seat(name=counsel.name, role="expert", grounds="x"), NOON)


def test_terms_are_accepted_once_and_anew_when_the_order_changes(
    book: Book, counsel: Viewer, doing: Doing
) -> None:
    accept(book, 1, counsel.number, doing)
    accept(book, 1, counsel.number, doing)
    assert in_force(book).accepted_by(counsel.number)
    assert [e.what for e in entries(book)].count("accepted") == 1

    with book.writing() as link:
        assert renew(link, TERMS, doing) == 1
        assert renew(link, replace(TERMS, rules="b" * 64), doing) == 2
    assert not in_force(book).accepted_by(counsel.number)
    with pytest.raises(UsageError, match="newer terms"):
        accept(book, 1, counsel.number, doing)


def test_the_log_says_who_saw_which_page_when_how_long_and_from_where(
    book: Book, doing: Doing
) -> None:
    look = shelf.looked(book, "CCW0000001", doing)
    assert look
    shelf.stayed(book, look, 12, later(doing, 12 * SECOND))
    shelf.stayed(book, look, 40, later(doing, 40 * SECOND))

    (seen,) = shelf.looks(book)
    assert (seen.viewer, seen.bates, seen.seconds) == ("Ida Quill", "CCW0000001", 40)
    assert (seen.address, seen.at) == ("10.0.0.7", "2026-11-23T12:00:00Z")
    assert shelf.looks(book, "Somebody Else") == []


@pytest.mark.parametrize("seconds", [-1, 20, 10**6])
def test_nobody_can_have_looked_longer_than_the_page_was_open(
    book: Book, doing: Doing, seconds: int
) -> None:
    look = shelf.looked(book, "CCW0000001", doing)
    assert look

    with pytest.raises(UsageError):
        shelf.stayed(book, look, seconds, later(doing, 10 * SECOND))
    other = replace(doing, session=doing.session + 1)
    with pytest.raises(UsageError):
        shelf.stayed(book, look, 1, later(other, 10 * SECOND))


def test_whoever_turns_pages_like_a_machine_is_stopped_and_it_is_noted_once(
    book: Book, doing: Doing
) -> None:
    opened = [shelf.looked(book, "CCW0000001", doing) for _ in range(shelf.MOST_A_MINUTE + 5)]

    assert opened.count(None) == 5
    assert [e.what for e in entries(book)].count("hurried") == 1
    assert shelf.looked(book, "CCW0000001", later(doing, 61 * SECOND)) is not None


@pytest.mark.parametrize("words", ["UPDATE log SET viewer = 'Nobody'", "DELETE FROM log"])
def test_the_database_itself_refuses_to_change_the_log(
    book: Book, doing: Doing, words: str
) -> None:
    shelf.looked(book, "CCW0000001", doing)
    with book.writing() as link, pytest.raises(sqlite3.IntegrityError):
        link.execute(words)


def test_a_log_that_was_changed_all_the_same_is_found_out(book: Book, doing: Doing) -> None:
    for _ in range(3):
        shelf.looked(book, "CCW0000001", doing)
    assert broken_at(book) is None
    count = len(entries(book))
    with closing(sqlite3.connect(book.database)) as link, link:
        link.execute("DROP TRIGGER log_no_delete")
        link.execute("DELETE FROM log WHERE number = ?", [count - 1])

    assert broken_at(book) == count


def test_neighbours_lead_through_the_whole_room(book: Book) -> None:
    at, seen = "CCW0000001", []
    while at:
        leaf = shelf.leaf(book, at)
        assert leaf
        seen.append(at)
        at = leaf.after

    assert seen == ["CCW0000001", "CCW0000002", "DON0000007"]
    assert shelf.leaf(book, "CCW0000001") and shelf.leaf(book, "CCW0000099") is None


def test_a_request_bears_its_page_its_document_and_its_box(book: Book, doing: Doing) -> None:
    wish = Wish(kind="obscured", bates="CCW0000002", words=" a  line ", box="10,20,300,400")
    number = asked(book, wish, 1, doing)

    (kept,) = requests(book)
    assert (kept.number, kept.document, kept.bates) == (number, "CCW0000001", "CCW0000002")
    assert (kept.box, kept.words, kept.state) == ((10, 20, 300, 400), "a line", OPEN)


@pytest.mark.parametrize(
    ("kind", "bates", "words", "box"),
    [
        ("steal", "CCW0000001", "x", ""),
        ("forward", "CCW0000099", "x", ""),
        ("forward", "../room.db", "x", ""),
        ("forward", "CCW0000001", "   ", ""),
        ("forward", "CCW0000001", "no kind of paper", ""),
        ("disclose", "CCW0000001", "x" * 4001, ""),
        ("obscured", "CCW0000001", "x", ""),
        ("obscured", "CCW0000001", "x", "1,2,3"),
        ("obscured", "CCW0000001", "x", "9,9,9,9"),
        ("obscured", "CCW0000001", "x", "0,0,2551,10"),
        ("obscured", "CCW0000001", "x", "-5,0,10,10"),
        ("obscured", "CCW0000001", "x", "٣,1,9,9"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_leaves_nothing(
    book: Book, doing: Doing, kind: str, bates: str, words: str, box: str
) -> None:
    before = len(entries(book))
    with pytest.raises(UsageError):
        asked(book, Wish(kind=kind, bates=bates, words=words, box=box), 1, doing)

    assert requests(book) == [] and len(entries(book)) == before


def test_an_answer_is_a_reference_and_a_word_and_is_noted_when_it_changes(
    book: Book, doing: Doing
) -> None:
    number = asked(
        book, Wish(kind="forward", bates="CCW0000001", words="AO 88", paper="letter"), 1, doing
    )
    for state in ("received", "received", "sent"):
        answered(book, {number: ("forward 1", state), 99: ("forward 2", "sent")}, NOON)

    (kept,) = requests(book)
    assert (kept.state, kept.reference) == ("sent", "forward 1")
    assert [e.facts["state"] for e in entries(book) if e.what == "answered"] == ["received", "sent"]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.text(max_size=8), st.integers(0, 9)), min_size=1, max_size=6))
def test_whatever_the_log_is_told_its_chain_holds(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, int]]
) -> None:
    from goodcause.room.book import new_book, noted  # noqa: PLC0415

    book = new_book(tmp_path_factory.mktemp("chain"), {})
    with book.writing() as link:
        for text, number in told:
            noted(link, Doing(at=NOON, viewer=text.replace("\ud800", "")), "said", {"n": number})

    assert broken_at(book) is None and len(entries(book)) == len(told)
