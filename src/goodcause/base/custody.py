"""Who may open the sealed blobs of a case: its keys, wrapped for several custodians with age.

``CASE/keys/ring.age`` holds the keys of the case, encrypted so that each custodian's identity alone
opens it; ``CASE/keys/custodians.json`` lists the custodians for whoever has no identity at hand.
The list inside the wrapped file is the one that counts.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goodcause.base.errors import CaseError, UsageError
from goodcause.base.sealing import Generation, Ring

VARIABLE: Final = "GOODCAUSE_IDENTITY"
FOLDER: Final = "keys"
_RING: Final = "ring.age"
_LIST: Final = "custodians.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """The keys of a case and who may open them.

    Attributes:
        custodians: recipients of age, such as ``age1...``.
    """

    ring: Ring
    custodians: tuple[str, ...]


def refuse_custodians(custodians: Sequence[str]) -> None:
    """Say what is wrong with a list of custodians.

    Raises:
        UsageError: one is no recipient of age, or there is none.
    """
    from pyrage import RecipientError, x25519  # noqa: PLC0415  half the cases never need it

    if not custodians:
        raise UsageError("a case needs at least one custodian, or nobody could ever open it")
    for each in custodians:
        try:
            x25519.Recipient.from_str(each)
        except RecipientError as e:
            shown = "a secret key" if "SECRET" in each.upper() else repr(each[:80])
            raise UsageError(
                f"{shown} is no custodian; write the public half of an age key, age1..., as "
                "`age-keygen -y FILE` prints it"
            ) from e


def wrap(case: Path, custody: Custody) -> None:
    """Keep the keys, wrapped anew for the custodians; whole or as before.

    Raises:
        UsageError: a custodian is none.
    """
    from pyrage import encrypt, x25519  # noqa: PLC0415

    refuse_custodians(custody.custodians)
    kept = {
        "custodians": custody.custodians,
        "generations": [
            {"number": g.number, "data": g.data.hex(), "name": g.name.hex()}
            for g in custody.ring.generations
        ],
    }
    recipients = [x25519.Recipient.from_str(each) for each in custody.custodians]
    folder = case / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    _replace(folder / _RING, encrypt(json.dumps(kept).encode(), recipients))
    _replace(folder / _LIST, json.dumps(custody.custodians, indent=1).encode())


def custodians_of(case: Path) -> tuple[str, ...]:
    """The custodians, as the open list names them.

    Raises:
        CaseError: the list is gone or damaged.
    """
    path = case / FOLDER / _LIST
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError) as e:
        raise CaseError(f"{path} cannot be read; restore the folder from a backup") from e
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise CaseError(f"{path} is no list of custodians; restore the folder from a backup")
    return tuple(found)


def unwrap(case: Path) -> Custody:
    """The keys of a case, opened with the identity that the environment names.

    Raises:
        CaseError: there is no identity, it is no custodian's, or the wrapped keys are damaged.
    """
    from pyrage import DecryptError, decrypt  # noqa: PLC0415

    identities = _identities(case)
    path = case / FOLDER / _RING
    try:
        wrapped = path.read_bytes()
    except OSError as e:
        raise CaseError(
            f"{path} cannot be read ({e.strerror}); without it nobody can open the case's blobs, "
            "so restore the folder from a backup"
        ) from e
    try:
        kept = json.loads(decrypt(wrapped, identities))
    except DecryptError as e:
        raise CaseError(
            f"no key in {os.environ[VARIABLE]} opens {path}, or that file was altered; name the "
            f"identity of a custodian in {VARIABLE} (`goodcause keys list {case}` names them)"
        ) from e
    except ValueError as e:
        raise CaseError(f"{path} is damaged; restore it from a backup") from e
    custody = _custody(kept)
    if custodians_of(case) != custody.custodians:
        raise CaseError(
            f"{path.with_name(_LIST)} does not name those who hold the keys: somebody changed it; "
            "find out who, and restore it from a backup"
        )
    return custody


def _custody(kept: dict[str, list[dict[str, str]]]) -> Custody:
    generations = tuple(
        Generation(int(g["number"]), bytes.fromhex(g["data"]), bytes.fromhex(g["name"]))
        for g in kept["generations"]
    )
    return Custody(ring=Ring(generations), custodians=tuple(map(str, kept["custodians"])))


def _identities(case: Path) -> list[object]:
    """The secret keys of the identity file.

    Raises:
        CaseError: none is named, or the file holds none. Nothing of the file is repeated.
    """
    from pyrage import IdentityError, x25519  # noqa: PLC0415

    named = os.environ.get(VARIABLE, "")
    if not named:
        raise CaseError(
            f"the blobs of {case} are encrypted; name the file of a custodian's identity in "
            f"{VARIABLE} (`goodcause keys list {case}` names the custodians)"
        )
    try:
        lines = Path(named).read_text(encoding="ascii").splitlines()
        keys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        found: list[object] = [x25519.Identity.from_str(key) for key in keys]
    except OSError as e:
        raise CaseError(f"{VARIABLE}: {named} cannot be read ({e.strerror})") from e
    except (UnicodeDecodeError, IdentityError) as e:
        raise CaseError(
            f"{VARIABLE}: {named} is no file of age identities; name one as `age-keygen` makes it"
        ) from e
    if not found:
        raise CaseError(f"{VARIABLE}: {named} holds no identity; name one made by `age-keygen`")
    return found


def _replace(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    Path(out.name).replace(path)
