"""Reading and writing again is the whole file, and one changed byte is never the same file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodcause.verification.canonical import NotCanonicalError, serialise, things

from tests.verification import making as m

SOUND = m.pdf(m.sound_docs()[0])
IMAGE = SOUND.index(b"/CCITTFaxDecode")


def test_the_objects_written_again_are_the_body_of_the_file() -> None:
    body = b"".join(serialise(thing) for thing in things(SOUND))

    assert body == SOUND[15 : SOUND.rindex(b"xref\n0")]


@given(st.integers(0, len(SOUND) - 1), st.integers(1, 255))
@settings(max_examples=300)
def test_a_changed_byte_is_refused_or_given_back_as_it_is(at: int, by: int) -> None:
    changed = bytearray(SOUND)
    changed[at] ^= by
    try:
        body = b"".join(serialise(thing) for thing in things(bytes(changed)))
    except NotCanonicalError:
        return
    assert bytes(changed)[15 : SOUND.rindex(b"xref\n0")] == body


@given(st.integers(0, len(SOUND) - 1))
def test_a_file_cut_anywhere_is_refused(at: int) -> None:
    with pytest.raises(NotCanonicalError):
        list(things(SOUND[:at]))


@given(st.binary(max_size=200), st.integers(0, len(SOUND)))
def test_bytes_put_in_anywhere_cannot_crash_the_reader(extra: bytes, at: int) -> None:
    try:
        list(things(SOUND[:at] + extra + SOUND[at:]))
    except NotCanonicalError:
        pass
    else:
        assert SOUND[:at] + extra + SOUND[at:] == SOUND or b"stream" in SOUND[:at]


def test_deep_nesting_is_refused_before_it_can_exhaust_the_stack() -> None:
    bomb = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + b"[" * 100_000
    with pytest.raises(NotCanonicalError, match="deeper"):
        list(things(bomb))
