"""Files damaged as malice and bad luck damage them; the same seed damages alike."""

from __future__ import annotations

import random
import re

_REFERENCE = re.compile(rb"\b(\d{1,6}) 0 R\b")
_NUMBER = re.compile(rb"(?<=[ /\[])\d{1,7}(?=[ /\]>\r\n])")
_KEYS = (b"/Kids", b"/Parent", b"/Contents", b"/Resources", b"/XObject", b"/Prev", b"/Length")
_HUGE = (b"0", b"-1", b"2147483648", b"99999999999", b"1e308", b"1000000")
_NEST = (b"[" * 4000, b"<<" * 4000, b"(" * 4000, b"q " * 9000)


def mutated(data: bytes, seed: int) -> bytes:
    """The file with one to six wounds."""
    dice = random.Random(seed)  # noqa: S311  the same wounds again, not a secret
    for _ in range(dice.randint(1, 6)):
        data = dice.choice(_WOUNDS)(data, dice) or b"%"
    return data


def _flip(data: bytes, dice: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.randint(1, 40)):
        out[dice.randrange(len(out))] = dice.randrange(256)
    return bytes(out)


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(1, len(data) + 1)]


def _drop(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.randint(1, 2000) :]


def _repeat(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    piece = data[at : at + dice.randint(1, 2000)]
    return data[:at] + piece * dice.randint(2, 30) + data[at:]


def _nest(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.choice(_NEST) + data[at:]


def _renumber(data: bytes, dice: random.Random) -> bytes:
    """A number somewhere becomes absurd: a count, a length, a size."""
    return _one_of(_NUMBER, data, dice, dice.choice(_HUGE))


def _cross(data: bytes, dice: random.Random) -> bytes:
    """A reference points elsewhere; sooner or later one makes a cycle."""
    others = [m[0] for m in _REFERENCE.finditer(data)]
    return _one_of(_REFERENCE, data, dice, dice.choice(others)) if others else data


def _rename(data: bytes, dice: random.Random) -> bytes:
    return data.replace(dice.choice(_KEYS), dice.choice(_KEYS), dice.randint(1, 5))


def _one_of(pattern: re.Pattern[bytes], data: bytes, dice: random.Random, new: bytes) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    match = dice.choice(found)
    return data[: match.start()] + new + data[match.end() :]


_WOUNDS = (_flip, _cut, _drop, _repeat, _nest, _renumber, _cross, _cross, _rename)
