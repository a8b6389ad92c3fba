"""Removed values as bytes: every spelling in every encoding that a file could carry."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goodcause.verification.dates import written
from goodcause.verification.needles import Needle, Shape, tokens
from goodcause.verification.windows import KEY, Windows, lowered

_BASE64_LEAST = 9  # characters of a base64 core; fewer turn up in compressed data by chance
_DISGUISED = 12  # spellings of a value that are also looked for in hexadecimal, base64, digests


@dataclass(frozen=True, slots=True)
class Form:
    """One needle in one encoding.

    Attributes:
        needle: whose.
        encoding: how, in words a report can print.
        exact: the spellings with their own capitals; in binary data only these count.
        first, last: kind of the outer characters ("digit", "letter" or ""), for the check that
            a hit is not the middle of a longer number or word.
    """

    needle: Needle
    encoding: str
    exact: tuple[bytes, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found at a place."""

    at: int
    form: Form


class ByteSearch:
    """All needles in all encodings over one set of bytes after another."""

    __slots__ = ("_forms", "_windows", "short")

    def __init__(self, needles: Sequence[Needle]) -> None:
        made: dict[bytes, tuple[Form, ...]] = {}
        self.short = 0
        for needle in needles:
            enough = False
            for rank, spelling in enumerate(spellings(needle)):
                for small, form in _encoded(needle, spelling, disguised=rank < _DISGUISED):
                    enough = True
                    made[small] = _with(made.get(small, ()), form)
            self.short += not enough
        self._forms = made
        self._windows = Windows(self._forms)

    def find(self, data: bytes, *, binary: bool) -> Iterator[Hit]:
        """Yield every form in the data.

        Args:
            data: the bytes.
            binary: whether they are compressed or otherwise like noise, where only exact
                capitals count, because chance hits a short word in any of its spellings.
        """
        for at, small in self._windows.find(data):
            found = data[at : at + len(small)]
            for form in self._forms[small]:
                if (binary or form.encoding == "base64") and found not in form.exact:
                    continue
                if not _inside_more(data, at, len(small), form):
                    yield Hit(at, form)


def spellings(needle: Needle) -> tuple[str, ...]:
    """The ways the value is written, capitals apart."""
    value = " ".join(needle.secret.value.split())
    if needle.day is not None:
        return tuple(dict.fromkeys((value, *written(needle.day))))
    forms = [value]
    if needle.shape is Shape.NUMBER:
        for key in needle.keys:
            forms += _grouped(key)
    else:
        parts = tokens(value)
        if len(parts) > 1:
            forms += [" ".join(parts), "".join(parts), "_".join(parts), "-".join(parts)]
        if "name" in needle.secret.category and 1 < len(parts) < 5:  # noqa: PLR2004 - the words of a name
            forms += [f"{parts[-1]}, {' '.join(parts[:-1])}", f"{parts[-1]} {' '.join(parts[:-1])}"]
        if needle.context:
            return ()  # a place counts only where the words around it say so
    return tuple(dict.fromkeys(forms))


def _grouped(key: str) -> list[str]:
    usual = {9: (3, 5), 10: (3, 6), 7: (3,)}
    forms = [key]
    cuts = usual.get(len(key))
    if cuts and key.isdigit():
        edges = (0, *cuts, len(key))
        groups = [key[a:b] for a, b in pairwise(edges)]
        forms += [mark.join(groups) for mark in "- ."]
        if cuts == (3, 6):
            forms += [f"({groups[0]}) {groups[1]}-{groups[2]}"]
            forms += [f"({groups[0]}){groups[1]}-{groups[2]}"]
    return forms


def _encoded(needle: Needle, spelling: str, *, disguised: bool) -> Iterator[tuple[bytes, Form]]:
    cases = dict.fromkeys((spelling, spelling.lower(), spelling.upper(), spelling.title()))
    first, last = _kind(spelling[0]), _kind(spelling[-1])
    for case in cases:
        raw = case.encode("utf-8", "replace")
        wide_le = case.encode("utf-16-le", "replace")
        wide_be = case.encode("utf-16-be", "replace")
        ways = [("plain text", raw), ("UTF-16", wide_le), ("UTF-16", wide_be)]
        if not case.isascii():
            ways.append(("Latin-1", case.encode("latin-1", "replace")))
        for name, data in ways:
            if len(raw) >= KEY:
                yield lowered(data), Form(needle, name, (data,), first, last)
        if disguised and len(raw) >= KEY:
            yield from _disguised(needle, raw)


def _disguised(needle: Needle, raw: bytes) -> Iterator[tuple[bytes, Form]]:
    small = raw.hex().encode()
    yield small, Form(needle, "hexadecimal", (small, small.upper()), "", "")
    for core in _base64_cores(raw):
        if len(core) >= _BASE64_LEAST:
            yield lowered(core), Form(needle, "base64", (core,), "", "")
    for name in ("md5", "sha1", "sha256"):
        digest = hashlib.new(name, raw, usedforsecurity=False).hexdigest().encode()
        exact = (digest, digest.upper())
        yield digest, Form(needle, f"an {name} digest", exact, "", "")


def _base64_cores(raw: bytes) -> list[bytes]:
    cores = []
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + raw)
        skip = (0, 2, 3)[shift]
        spare = (shift + len(raw)) % 3
        end = len(whole) - (0, 3, 2)[spare]
        cores.append(whole[skip:end])
    return cores


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "letter" if character.isalpha() else ""


def _inside_more(data: bytes, at: int, length: int, form: Form) -> bool:
    """Whether the hit is the middle of a longer number or word, which is not the value."""
    if not form.first and not form.last:
        return False
    step = 2 if form.encoding == "UTF-16" else 1
    before = data[max(at - step, 0) : at].strip(b"\0")
    after = data[at + length : at + length + step].strip(b"\0")
    return _same_kind(before, form.first) or _same_kind(after, form.last)


def _same_kind(neighbour: bytes, kind: str) -> bool:
    if kind == "digit":
        return neighbour.isdigit()
    return kind == "letter" and neighbour.isalpha()


def _with(forms: tuple[Form, ...], new: Form) -> tuple[Form, ...]:
    """The forms of one byte string with another; one needle counts once an encoding."""
    for at, old in enumerate(forms):
        if old.needle is new.needle and old.encoding == new.encoding:
            exact = tuple(dict.fromkeys((*old.exact, *new.exact)))
            joined = Form(old.needle, old.encoding, exact, old.first, old.last)
            return (*forms[:at], joined, *forms[at + 1 :])
    return (*forms, new)
