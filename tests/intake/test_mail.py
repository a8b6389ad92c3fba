from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.base.errors import SourceError
from goodcause.intake.enclosed import enclosed_in
from goodcause.intake.kinds import kind_of
from goodcause.intake.limits import Limits
from goodcause.intake.mail import Message, read_mail
from goodcause.intake.markup import read_markup
from goodcause.intake.source import Kind

from tests.intake.compound import msg


def message(**fields: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    return made


def read(tmp_path: Path, data: bytes, kind: Kind = Kind.EML) -> Message:
    path = tmp_path / "mail"
    path.write_bytes(data)
    return read_mail(path, kind, Limits())


def test_the_fields_a_reader_sees_are_shown_and_those_of_servers_are_not(tmp_path: Path) -> None:
    made = message(
        From="Clerk <clerk@county.example>",
        To="Sheriff <sheriff@county.example>",
        Bcc="Unseen <unseen@county.example>",
        Subject="Permit",
        Received="from 192.0.2.77",
        X_Originating_IP="192.0.2.78",
    )
    made.set_content("Please issue it.\n")

    lines = "\n".join(read(tmp_path, made.as_bytes()).lines())

    assert "From: Clerk <clerk@county.example>" in lines
    assert "Unseen" in lines
    assert "Please issue it." in lines
    assert "192.0.2" not in lines


def test_a_body_that_says_something_else_as_a_web_page_is_shown_too(tmp_path: Path) -> None:
    made = message(From="a@b.example", Subject="x")
    made.set_content("See you.\n")
    made.add_alternative("<p>See you. I live at 12 Alder Court.</p>", subtype="html")

    lines = "\n".join(read(tmp_path, made.as_bytes()).lines())

    assert "12 Alder Court" in lines


def test_a_body_that_says_the_same_is_shown_once(tmp_path: Path) -> None:
    made = message(From="a@b.example", Subject="x")
    made.set_content("See you at noon.\n")
    made.add_alternative("<p>See <b>you</b> at noon.</p>", subtype="html")

    lines = "\n".join(read(tmp_path, made.as_bytes()).lines())

    assert lines.count("noon") == 1


def test_enclosed_files_and_forwarded_messages_are_taken_out(tmp_path: Path) -> None:
    inner = message(From="c@d.example", Subject="inner")
    inner.set_content("The inner words.\n")
    made = message(From="a@b.example", Subject="outer")
    made.set_content("See enclosed.\n")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../a.pdf")
    made.add_attachment(b"%PDF-1.5", maintype="application", subtype="pdf", filename="a.pdf")
    made.add_attachment(inner)
    path = tmp_path / "mail.eml"
    path.write_bytes(made.as_bytes())

    found = list(enclosed_in(path, Kind.EML, Limits(), tmp_path))

    assert [e.name for e in found] == ["a.pdf", "a.pdf [2]", "message 4.eml"]
    assert [e.data[:8] for e in found[:2]] == [b"%PDF-1.4", b"%PDF-1.5"]
    assert b"The inner words." in found[2].data
    (tmp_path / "inner.eml").write_bytes(found[2].data)
    assert kind_of(tmp_path / "inner.eml", "message 4.eml") is Kind.EML


def test_a_mail_file_of_outlook_is_read_with_its_files(tmp_path: Path) -> None:
    people = {"s@c.example": ("Sheriff", 1), "u@c.example": ("Unseen", 3)}
    data = msg("Permit", "Please issue it.", "Clerk", {"a.csv": b"x,y\n1,2\n"}, people)
    path = tmp_path / "a.msg"
    path.write_bytes(data)

    assert kind_of(path, "a.msg") is Kind.MSG
    lines = "\n".join(read_mail(path, Kind.MSG, Limits()).lines())
    for said in (
        'From: "Clerk" <Clerk@county.example>',
        "To: Sheriff <s@c.example>",
        "Bcc: Unseen <u@c.example>",
        "Subject: Permit",
        "Please issue it.",
    ):
        assert said in lines
    (inner,) = enclosed_in(path, Kind.MSG, Limits(), tmp_path)
    assert (inner.name, inner.data) == ("a.csv", b"x,y\n1,2\n")


def test_a_message_of_too_many_parts_is_refused_in_words(tmp_path: Path) -> None:
    parts = b"".join(b"--q\r\nContent-Type: text/plain\r\n\r\nx\r\n" for _ in range(2_500))
    head = b'From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="q"'

    with pytest.raises(SourceError, match="parts"):
        read(tmp_path, head + b"\r\n\r\n" + parts + b"--q--\r\n")


@settings(max_examples=60, deadline=None)
@given(noise=st.binary(max_size=300), place=st.integers(0, 400))
def test_a_damaged_message_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, place: int
) -> None:
    made = message(From="a@b.example", Subject="x", Date="Mon, 02 Jan 2006 10:00:00 +0000")
    made.set_content("Words.\n")
    made.add_attachment(b"abc", maintype="image", subtype="png", filename="a.png")
    data = made.as_bytes()
    damaged = data[:place] + noise + data[place + len(noise) :]
    folder = tmp_path_factory.mktemp("mail")
    try:
        lines = list(read(folder, damaged).lines())
    except SourceError as e:
        assert "print it to PDF" in e.message
    else:
        assert lines


@settings(max_examples=40, deadline=None)
@given(noise=st.binary(min_size=1, max_size=64), place=st.integers(0, 6_000))
def test_a_damaged_outlook_file_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, place: int
) -> None:
    data = msg("Permit", "Body", "Clerk", {"a.csv": b"x,y\n"}, {"s@c.example": ("S", 1)})
    at = place % len(data)
    folder = tmp_path_factory.mktemp("msg")
    try:
        read(folder, data[:at] + noise + data[at + len(noise) :], Kind.MSG)
    except SourceError as e:
        assert "print it to PDF" in e.message


def test_a_page_hides_nothing_by_style_and_runs_nothing() -> None:
    read = read_markup(
        "<html><head><style>.x{display:none}</style><script>steal('Zx')</script></head><body>"
        "<p class=x>Veiled words</p><a href='http://secret.example/'>here</a>"
        "<img src='cid:1' alt='A portrait'><input name=n value='kept'><!-- remark --></body>"
    )

    assert "Veiled words" in read.clean
    assert "Veiled words" in " ".join(read.lines)
    for tag in ("<script", "<style", "<img", "<a ", "href", "src"):
        assert tag not in read.clean
    said = str(read.hidden)
    for hidden in ("http://secret.example/", "A portrait", "n: kept", "remark", "steal"):
        assert hidden in said


@given(st.text(max_size=200))
def test_any_text_is_a_harmless_page(text: str) -> None:
    clean = read_markup(text).clean.lower()

    assert "<script" not in clean
    assert " on" not in "".join(part.partition(">")[0] for part in clean.split("<")[1:])
