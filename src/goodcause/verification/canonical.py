"""Our own reader and writer of the one form a produced PDF may have.

It shares no code with the program that makes the files, and it knows nothing but the format's
page in ``docs/volume-format.md``. Anything that reader and writer do not give back byte for
byte is an error here, however well other programs would cope with it.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_DEEPEST = 8  # the format nests four deep; a hostile file nests for ever
_TOKEN = re.compile(
    rb"(?P<open><<)|(?P<close>>>)|(?P<array>\[)|(?P<end>\])"
    rb"|(?P<name>/[A-Za-z0-9-]{1,64})"
    rb"|(?P<ref>(?:0|[1-9][0-9]{0,9}) 0 R)"
    rb"|(?P<real>(?:0|[1-9][0-9]{0,9})\.[0-9]{2})"
    rb"|(?P<whole>-?(?:0|[1-9][0-9]{0,12}))"
    rb"|\((?P<text>[A-Za-z0-9]{0,64})\)"
)


class NotCanonicalError(ValueError):
    """The bytes are not the canonical form; the message says where they depart from it."""


class Name(str):
    """A PDF name without its slash."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an object."""

    number: int


@dataclass(frozen=True, slots=True)
class Hundredths:
    """A number with two decimals."""

    count: int


Data: TypeAlias = bytes | mmap.mmap
Value: TypeAlias = "Name | Ref | Hundredths | int | bytes | list[Value] | dict[str, Value]"


@dataclass(frozen=True, slots=True)
class Thing:
    """One object: its number, its value, and its stream if it has one."""

    number: int
    value: Value
    stream: bytes | None


def things(data: Data) -> Iterator[Thing]:
    """Every object of a canonical file, in order; the whole file is checked on the way.

    Each object is written out again and compared with the bytes it was read from, so that
    a file read to its end is one for which ``serialise(parse(file)) == file``.

    Raises:
        NotCanonicalError: at the first byte that departs from the form.
    """
    if not _stands(data, HEADER, 0):
        raise NotCanonicalError("the file does not begin with the canonical header")
    at, offsets = len(HEADER), list[int]()
    while not _stands(data, b"xref\n", at):
        offsets.append(at)
        thing, end = _thing(data, at, len(offsets))
        again = serialise(thing)
        if len(again) != end - at or data[at:end] != again:
            raise NotCanonicalError(f"object {thing.number} is not written as the form asks")
        yield thing
        at = end
    tail = _tail(offsets, at)
    if data[at:] != tail:
        raise NotCanonicalError(_about_tail(data[at:], tail))


def serialise(thing: Thing) -> bytes:
    """The canonical bytes of one object."""
    head = b"%d 0 obj\n" % thing.number
    body = _written(thing.value)
    if thing.stream is not None:
        body += b"\nstream\n" + thing.stream + b"\nendstream"
    return head + body + b"\nendobj\n"


def _thing(data: Data, at: int, number: int) -> tuple[Thing, int]:
    head = b"%d 0 obj\n" % number
    if not _stands(data, head, at):
        raise NotCanonicalError(f"object {number} is not where it should begin, at byte {at}")
    value, at = _value(data, at + len(head), 0)
    stream = None
    if _stands(data, b"\nstream\n", at):
        length = value.get("Length") if isinstance(value, dict) else None
        if not isinstance(length, int) or not 0 <= length <= len(data):
            raise NotCanonicalError(f"the stream of object {number} has no sound length")
        begin = at + len(b"\nstream\n")
        stream = data[begin : begin + length]
        at = begin + length
        if not _stands(data, b"\nendstream", at):
            raise NotCanonicalError(f"the stream of object {number} does not end where it says")
        at += len(b"\nendstream")
    if not _stands(data, b"\nendobj\n", at):
        raise NotCanonicalError(f"object {number} does not end where its value does")
    return Thing(number, value, stream), at + len(b"\nendobj\n")


def _value(data: Data, at: int, depth: int) -> tuple[Value, int]:
    if depth > _DEEPEST:
        raise NotCanonicalError("values are nested deeper than the form allows")
    match = _TOKEN.match(data, at)
    kind = match.lastgroup if match else None
    if match is None or kind in (None, "close", "end"):
        raise NotCanonicalError(f"at byte {at} stands something the form does not know")
    at = match.end()
    if kind == "open":
        return _dictionary(data, at, depth)
    if kind == "array":
        return _array(data, at, depth)
    return _simple(match, str(kind)), at


def _simple(match: re.Match[bytes], kind: str) -> Value:
    raw = match[kind]
    if kind == "name":
        return Name(raw[1:].decode("ascii"))
    if kind == "ref":
        return Ref(int(raw[:-4]))
    if kind == "real":
        return Hundredths(int(raw.replace(b".", b"")))
    return int(raw) if kind == "whole" else raw


def _array(data: Data, at: int, depth: int) -> tuple[Value, int]:
    found: list[Value] = []
    while not _stands(data, b"]", at):
        if found:
            at = _space(data, at)
        one, at = _value(data, at, depth + 1)
        found.append(one)
    return found, at + 1


def _dictionary(data: Data, at: int, depth: int) -> tuple[Value, int]:
    found: dict[str, Value] = {}
    at = _space(data, at)
    while not _stands(data, b">>", at):
        key, at = _value(data, at, depth + 1)
        if not isinstance(key, Name) or key in found:
            raise NotCanonicalError(
                f"before byte {at} stands a key that is no name or stands twice"
            )
        one, at = _value(data, _space(data, at), depth + 1)
        found[str(key)] = one
        at = _space(data, at)
    return found, at + 2


def _stands(data: Data, literal: bytes, at: int) -> bool:
    return data[at : at + len(literal)] == literal


def _space(data: Data, at: int) -> int:
    if not _stands(data, b" ", at):
        raise NotCanonicalError(f"at byte {at} the form asks for one space")
    return at + 1


def _written(value: Value) -> bytes:
    if isinstance(value, dict):
        inner = b"".join(b"/%s %s " % (k.encode(), _written(v)) for k, v in value.items())
        return b"<< " + inner + b">>"
    if isinstance(value, list):
        return b"[" + b" ".join(_written(one) for one in value) + b"]"
    if isinstance(value, Name):
        return b"/" + value.encode()
    if isinstance(value, Ref):
        return b"%d 0 R" % value.number
    if isinstance(value, Hundredths):
        return b"%d.%02d" % divmod(value.count, 100)
    return b"%d" % value if isinstance(value, int) else b"(" + value + b")"


def _tail(offsets: list[int], at: int) -> bytes:
    size = len(offsets) + 1
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % size
    return table + trailer + b"startxref\n%d\n%%%%EOF\n" % at


def _about_tail(found: bytes, expected: bytes) -> str:
    if found.startswith(expected):
        return f"{len(found) - len(expected)} bytes follow the end of the file"
    if b"%%EOF\n" in found[: -len(b"%%EOF\n")]:
        return "the file was added to after it was finished (more than one end mark)"
    return "the cross-reference table or the trailer is not the one these objects give"
