r"""Blobs encrypted at rest: AES-256-GCM, a key of its own for each, and names that tell nothing.

A sealed blob is a header, then chunks of 1 MiB, each with its tag::

    magic "GCBLOB1\n" | generation (4 bytes) | salt (32 bytes) | chunk, chunk, ..., last chunk

Its key is derived (HKDF-SHA-256) from the data key of its generation and the salt, which is random
and 256 bits long; so no key is used for two blobs, and nonces may simply count the chunks: 11 bytes
of counter and one that marks the last, as in the STREAM construction (Hoang, Reyhanitabar, Rogaway,
Vizar 2015, also the payload of age). A chunk left out, moved, repeated or added at the end is
refused. The header is authenticated with each chunk.

Names of blobs would otherwise be the SHA-256 of what they hold, and whoever has a list of known
files could tell which of them are in the case. So a sealed blob is named by HMAC-SHA-256 of that
digest under a key of the ring.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Final

from goodcause.base.errors import StoppedError

_MAGIC: Final = b"GCBLOB1\n"
_SALT: Final = 32
_KEY: Final = 32
_CHUNK: Final = 1 << 20
_TAG: Final = 16
HEAD: Final = len(_MAGIC) + 4 + _SALT
"""Bytes before the first chunk."""
_USE: Final = b"goodcause blob"


@dataclass(frozen=True, slots=True)
class Generation:
    """The keys of a case from one re-keying to the next."""

    number: int
    data: bytes = field(repr=False)
    name: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ring:
    """Every generation of keys that blobs of a case may be sealed with, the newest last.

    There is more than one only while blobs are being re-keyed.
    """

    generations: tuple[Generation, ...]

    @property
    def newest(self) -> Generation:
        """What new blobs are sealed with."""
        return self.generations[-1]

    def names(self, kind: str, digest: str) -> Iterator[str]:
        """The names that a blob may have, the likeliest first."""
        for generation in reversed(self.generations):
            yield hidden_name(generation, kind, digest)

    def of(self, number: int) -> Generation:
        """The generation of that number.

        Raises:
            KeyError: there is none.
        """
        return {each.number: each for each in self.generations}[number]


def fresh(number: int) -> Generation:
    """New keys."""
    return Generation(number, secrets.token_bytes(_KEY), secrets.token_bytes(_KEY))


def hidden_name(generation: Generation, kind: str, digest: str) -> str:
    """The name of a sealed blob; ``kind`` is empty for blobs and names the memo for the rest."""
    said = f"{kind}\n{digest}".encode()
    return hmac.new(generation.name, said, hashlib.sha256).hexdigest()


class Sealer:
    """Writes one sealed blob to a stream, piece by piece."""

    def __init__(self, generation: Generation, out: IO[bytes], label: str = "") -> None:
        """Begin; ``label`` is what a memo is remembered under, and is sealed with it."""
        salt = secrets.token_bytes(_SALT)
        self._head = _MAGIC + generation.number.to_bytes(4, "big") + salt
        self._key = _blob_key(generation, salt)
        self._out, self._waiting, self._count = out, bytearray(), 0
        out.write(self._head)
        self.write(len(label).to_bytes(2, "big") + label.encode("ascii"))

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self._waiting += data
        while len(self._waiting) > _CHUNK:  # the last chunk is never empty unless all is
            self._seal(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]

    def finish(self) -> None:
        """Write the last chunk."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        nonce = _nonce(self._count, last=last)
        self._out.write(AESGCM(self._key).encrypt(nonce, chunk, self._head))
        self._count += 1


def generation_of(sealed: bytes) -> int:
    """Which keys a sealed blob needs.

    Raises:
        StoppedError: it is no sealed blob.
    """
    if len(sealed) < HEAD or not sealed.startswith(_MAGIC):
        raise StoppedError("it is no sealed blob, or was cut short")
    return int.from_bytes(sealed[len(_MAGIC) : len(_MAGIC) + 4], "big")


def unseal(ring: Ring, sealed: bytes) -> tuple[str, bytes]:
    """Open a sealed blob.

    Returns:
        What it is remembered under (empty for anything but memos), and its bytes.

    Raises:
        StoppedError: it was altered or cut short, or is of keys that are not here.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    number = generation_of(sealed)
    try:
        generation = ring.of(number)
    except KeyError as e:
        raise StoppedError(f"it is sealed with keys (generation {number}) that are not here") from e
    head, opener = sealed[:HEAD], AESGCM(_blob_key(generation, sealed[HEAD - _SALT : HEAD]))
    whole, count = bytearray(), 0
    body = memoryview(sealed)[HEAD:]
    while True:
        chunk, body = body[: _CHUNK + _TAG], body[_CHUNK + _TAG :]
        try:
            whole += opener.decrypt(_nonce(count, last=not body), bytes(chunk), head)
        except InvalidTag as e:
            raise StoppedError("it was altered or cut short") from e
        count += 1
        if not body:
            break
    size = 2 + int.from_bytes(whole[:2], "big")
    return whole[2:size].decode("ascii"), bytes(whole[size:])


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes([last])


def _blob_key(generation: Generation, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    derived = HKDF(algorithm=SHA256(), length=_KEY, salt=salt, info=_USE)
    return derived.derive(generation.data)
