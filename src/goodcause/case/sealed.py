"""A sealed package: files that only whoever holds its key can open, and nobody can alter unseen.

One line of JSON (what it is, and the wrapped key), then the files, as one archive encrypted with
AES-256-GCM under a key made for this package alone. The line is bound to the rest: altered by one
byte anywhere, nothing opens. The key is wrapped with age for the court's recipient, or for a
passphrase.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goodcause.base.errors import UsageError

FORMAT: Final = "goodcause-sealed/1"
_NONCE: Final = 12
_KEY: Final = 32
_MOST_HEAD: Final = 65_536
_MOST_FILES: Final = 100_000
_MOST_BYTES: Final = 8 << 30
_SHORTEST: Final = 12
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_BROKEN: Final = (
    "the package does not open: another key was used, or it was altered on the way; ask for it anew"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """For whom a package is sealed: recipients (``age1...``), or a passphrase."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """With what it is opened: an age identity (``AGE-SECRET-KEY-1...``), or the passphrase."""

    identity: str = ""
    passphrase: str = ""


def seal(files: Mapping[str, bytes], title: str, lock: Lock) -> bytes:
    """Seal files.

    Args:
        files: by name, with forward slashes.
        title: what stands on the outside; nothing of the content belongs there.
        lock: for whom.

    Raises:
        UsageError: no recipient or passphrase is given, or it cannot be used.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  only to seal

    key, nonce = AESGCM.generate_key(8 * _KEY), os.urandom(_NONCE)
    head = {"format": FORMAT, "key": base64.b64encode(_wrapped(key, lock)).decode(), "title": title}
    line = json.dumps(head, sort_keys=True).encode() + b"\n"
    return line + nonce + AESGCM(key).encrypt(nonce, _packed(files), line)


def title_of(package: bytes) -> str:
    """What stands on the outside.

    Raises:
        UsageError: these bytes are no sealed package.
    """
    title = _head(package)[0].get("title", "")
    return title if isinstance(title, str) else ""


def unseal(package: bytes, opener: Opener) -> dict[str, bytes]:
    """The files of a package, by name.

    Raises:
        UsageError: it is none, the key is another one's, or a byte of it was altered.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  only to open
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    head, line = _head(package)
    key = _unwrapped(head.get("key"), opener)
    rest = package[len(line) :]
    try:
        data = AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], line)
    except (InvalidTag, ValueError) as e:
        raise UsageError(_BROKEN) from e
    return _unpacked(data)


def _head(package: bytes) -> tuple[dict[str, object], bytes]:
    end = package.find(b"\n", 0, _MOST_HEAD) + 1
    line = package[:end]
    try:
        head = json.loads(line)
    except (ValueError, RecursionError) as e:
        raise UsageError("this is no sealed package; name the file that was lodged") from e
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise UsageError(f"this is no sealed package of the format {FORMAT}; name another file")
    return head, line


def _wrapped(key: bytes, lock: Lock) -> bytes:
    import pyrage  # noqa: PLC0415  only to seal

    if bool(lock.recipients) == bool(lock.passphrase):
        raise UsageError("seal for recipients or with a passphrase, and not for both or neither")
    if lock.passphrase:
        if len(lock.passphrase) < _SHORTEST:
            raise UsageError(
                f"the passphrase is too short; choose one of {_SHORTEST} characters or more"
            )
        return bytes(pyrage.passphrase.encrypt(key, lock.passphrase))
    return bytes(pyrage.encrypt(key, [_recipient(text) for text in lock.recipients]))


def _recipient(text: str) -> object:
    import pyrage  # noqa: PLC0415

    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as e:
        raise UsageError(
            f"{text[:20]!r} is no recipient; it begins with age1 and is made by `goodcause camera"
            " key`, or by age-keygen"
        ) from e


def _unwrapped(wrapped: object, opener: Opener) -> bytes:
    import pyrage  # noqa: PLC0415  only to open

    try:
        blob = base64.b64decode(wrapped if isinstance(wrapped, str) else "", validate=True)
        if opener.passphrase:
            return bytes(pyrage.passphrase.decrypt(blob, opener.passphrase))
        return bytes(pyrage.decrypt(blob, [_identity(opener.identity)]))
    except (binascii.Error, pyrage.DecryptError) as e:
        raise UsageError(_BROKEN) from e


def _identity(text: str) -> object:
    import pyrage  # noqa: PLC0415

    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("AGE-SECRET")]
    try:
        return pyrage.x25519.Identity.from_str(lines[0] if lines else text.strip())
    except pyrage.IdentityError as e:
        raise UsageError(
            "the key is no age identity (AGE-SECRET-KEY-1...); name the file that `goodcause camera"
            " key` wrote, or give the passphrase"
        ) from e


def new_key() -> tuple[str, str]:
    """A new pair: the identity to be kept, the recipient to be given away."""
    import pyrage  # noqa: PLC0415  only to make one

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def _packed(files: Mapping[str, bytes]) -> bytes:
    """An archive without times or owners: the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as box:
        for name in sorted(files):
            box.writestr(zipfile.ZipInfo(name, _EPOCH), files[name])
    return out.getvalue()


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            _refuse_strange(box.infolist())
            return {entry.filename: box.read(entry) for entry in box.infolist()}
    except (zipfile.BadZipFile, NotImplementedError) as e:
        raise UsageError(_BROKEN) from e


def _refuse_strange(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Whoever holds the recipient's public half can seal anything: names and sizes are checked."""
    names = [entry.filename for entry in entries]
    plain = all(n and not n.startswith("/") and ".." not in n.split("/") for n in names)
    small = sum(entry.file_size for entry in entries) <= _MOST_BYTES
    if not plain or "\\" in "".join(names) or len(names) > _MOST_FILES or not small:
        raise UsageError("the package holds names or sizes that no lodging has; ask for it anew")
