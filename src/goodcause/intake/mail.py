"""Messages: the fields a reader sees, one body, what the body hides, and the files enclosed.

A message is laid out from chosen fields. The lines that mail servers add are not, for they are
no part of what was written; a body in another form that says something else is laid out too.
"""

from __future__ import annotations

import datetime
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import TYPE_CHECKING

from goodcause.base.errors import SourceError
from goodcause.intake.limits import Limits
from goodcause.intake.markup import read_markup
from goodcause.intake.package import Section
from goodcause.intake.source import Kind
from goodcause.intake.text import decode

if TYPE_CHECKING:
    from oxmsg.attachment import Attachment
    from oxmsg.recipient import Recipient

_FIELDS = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date", "Subject")
_DEEPEST = 30  # parts within parts
_MOST = 2_000  # parts of one message
_SPACES = re.compile(r"\s+")
_PID_RECIPIENT_TYPE = 0x0C15  # [MS-OXPROPS] PidTagRecipientType
_DAMAGED = "this message is damaged; open it in a mail program, print it to PDF and add that"
_MSG_ERRORS = (
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    struct.error,
    NotImplementedError,
    AssertionError,
)  # what the readers of compound files let through on damaged ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file carried by another.

    Attributes:
        name: as the message or file calls it; a stranger's.
        data: its bytes; empty where they could not be had.
        problem: why they could not, and what to do; empty otherwise.
    """

    name: str
    data: bytes
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it is laid out.

    Attributes:
        fields: names and values of the fields shown, in a fixed order.
        body: lines.
        hidden: what it carries and the body does not show.
        enclosed: files it carries, in its own order.
    """

    fields: tuple[tuple[str, str], ...]
    body: tuple[str, ...]
    hidden: tuple[Section, ...]
    enclosed: tuple[Enclosed, ...]

    def lines(self) -> Iterator[str]:
        """The message as lines of text."""
        for name, value in self.fields:
            yield f"{name}: {value}"
        if self.enclosed:
            yield f"Enclosed: {'; '.join(e.name for e in self.enclosed)}"
        yield ""
        yield from self.body
        for section in self.hidden:
            yield f"\f{section.heading} (not shown in the message)"
            yield ""
            yield from section.lines


def read_mail(path: Path, kind: Kind, limits: Limits) -> Message:
    """Read a message.

    Raises:
        SourceError: it is damaged.
    """
    return _read_msg(path) if kind is Kind.MSG else _read_eml(path.read_bytes(), limits)


def _read_eml(data: bytes, limits: Limits) -> Message:
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        fields = tuple((name, _field(message, name)) for name in _FIELDS if message.get(name))
        parts = list(_parts(message))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError) as e:
        raise SourceError(_DAMAGED) from e
    plain = [_text(p) for p in parts if _is_body(p, "text/plain")]
    markup = [_text(p) for p in parts if _is_body(p, "text/html")]
    enclosed = tuple(_enclosed(p, n) for n, p in enumerate(parts, 1) if _is_enclosed(p))
    body, hidden = _body("\n".join(plain), "\n".join(markup))
    if sum(map(len, body)) > limits.text_characters:
        raise SourceError("this message is longer than is read; print it to PDF and add that")
    return Message(fields=fields, body=body, hidden=hidden, enclosed=enclosed)


def _field(message: EmailMessage, name: str) -> str:
    return "; ".join(_SPACES.sub(" ", str(value)).strip() for value in message.get_all(name, ()))


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The leaves of a message; a forwarded message is a leaf, enclosed as a file of its own."""
    waiting: list[tuple[EmailMessage, int]] = [(message, 0)]
    left = _MOST
    while waiting:
        part, depth = waiting.pop()
        left -= 1
        if left < 0 or depth > _DEEPEST:
            raise SourceError(
                f"this message has more than {_MOST:,} parts, or parts nested {_DEEPEST} deep; "
                "print it to PDF and add that, and its files"
            )
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            children = [p for p in part.iter_parts() if isinstance(p, EmailMessage)]
            waiting += [(child, depth + 1) for child in reversed(children)]
        else:
            yield part


def _is_body(part: EmailMessage, kind: str) -> bool:
    return part.get_content_type() == kind and not _is_enclosed(part)


def _is_enclosed(part: EmailMessage) -> bool:
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return True
    return part.get_content_maintype() not in ("text", "multipart")


def _text(part: EmailMessage) -> str:
    data = _payload(part)
    charset = part.get_content_charset() or "utf-8"
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return decode(data) or data.decode("latin-1")


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _enclosed(part: EmailMessage, number: int) -> Enclosed:
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    if part.get_content_type() == "message/rfc822" and isinstance(first, EmailMessage):
        name = part.get_filename() or f"message {number}.eml"
        return Enclosed(name=name, data=first.as_bytes())
    extension = {"text/html": ".html", "text/plain": ".txt"}.get(part.get_content_type(), "")
    name = part.get_filename() or f"part {number}{extension}"
    data = _payload(part)
    problem = "" if data else "this enclosed file is empty or damaged; ask for the original"
    return Enclosed(name=name, data=data, problem=problem)


def _body(plain: str, markup: str) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """The body's lines, and what it hides; both forms where they do not say the same."""
    if not markup.strip():
        return tuple(plain.splitlines()), ()
    read = read_markup(markup)
    if not plain.strip():
        return read.lines, read.hidden
    other = Section(heading="The same message as a web page", lines=read.lines)
    same = _words("\n".join(read.lines)) <= _words(plain)
    return tuple(plain.splitlines()), read.hidden if same else (other, *read.hidden)


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"\W+", text.casefold()) if word}


def _read_msg(path: Path) -> Message:
    import oxmsg  # noqa: PLC0415  late: few cases hold such files
    from olefile.olefile import OleFileError  # noqa: PLC0415

    try:
        message = oxmsg.Message.load(str(path))
        sent = message.sent_date
        fields = [("From", message.sender or "")]
        for name, kind in (("To", 1), ("Cc", 2), ("Bcc", 3)):
            people = (r for r in message.recipients if _recipient_kind(r) == kind)
            fields.append((name, "; ".join(_recipient(r) for r in people)))
        fields.append(("Date", _stamp(sent) if sent else ""))
        fields.append(("Subject", message.subject or ""))
        body, hidden = _body(message.body or "", message.html_body or "")
        enclosed = tuple(_attached(a, n) for n, a in enumerate(message.attachments, 1))
    except (*_MSG_ERRORS, OleFileError) as e:
        raise SourceError(_DAMAGED) from e
    shown = tuple((name, _SPACES.sub(" ", value).strip()) for name, value in fields if value)
    return Message(fields=shown, body=body, hidden=hidden, enclosed=enclosed)


def _stamp(sent: datetime.datetime) -> str:
    return sent.strftime("%Y-%m-%d %H:%M %Z").strip()


def _recipient_kind(recipient: Recipient) -> int:
    kind = recipient.properties.int_prop_value(_PID_RECIPIENT_TYPE)
    return kind if kind in (2, 3) else 1  # an unknown kind is shown rather than dropped


def _recipient(recipient: Recipient) -> str:
    name, address = recipient.name, recipient.email_address
    return f"{name} <{address}>" if name and address and name != address else name or address


def _attached(attachment: Attachment, number: int) -> Enclosed:
    name = attachment.file_name or f"part {number}"
    data = attachment.file_bytes if attachment.attached_by_value else None
    if data:
        return Enclosed(name=name, data=data)
    return Enclosed(
        name=name,
        data=b"",
        problem="this enclosed item is a message or object inside the mail file that cannot be "
        "taken out; save it from a mail program and add it",
    )
