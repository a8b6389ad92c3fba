"""The keys of a case whose blobs are encrypted: who may open them, and new keys for all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from goodcause.base.custody import Custody, custodians_of, refuse_custodians, unwrap, wrap
from goodcause.base.errors import StoppedError, UsageError
from goodcause.base.keeping import placed
from goodcause.base.opened import BLOBS, kept_here, open_blobs
from goodcause.base.sealing import HEAD, Ring, Sealer, fresh, generation_of, hidden_name, unseal
from goodcause.base.shelf import Shelf, part
from goodcause.base.whereabouts import whereabouts
from goodcause.pipeline.progress import Progress
from goodcause.store import audit
from goodcause.store.matter import Matter, locked


def custodians(matter: Matter) -> tuple[str, ...]:
    """Who may open the blobs.

    Raises:
        UsageError: they are not encrypted.
    """
    _refuse(matter)
    return custodians_of(matter.folder)


def change(
    matter: Matter, added: Sequence[str] = (), removed: Sequence[str] = ()
) -> tuple[str, ...]:
    """Add or remove custodians; the keys themselves stay. Returns who may open the blobs now.

    Raises:
        UsageError: blobs are not encrypted, or somebody is no custodian, or nobody would be left.
        CaseError: the identity at hand opens nothing.
    """
    _refuse(matter)
    refuse_custodians([*added, *removed])
    with locked(matter, "keys"):
        custody = unwrap(matter.folder)
        if strangers := sorted(set(removed) - set(custody.custodians)):
            raise UsageError(f"{strangers[0]} is no custodian of this case; see `goodcause keys`")
        known = dict.fromkeys((*custody.custodians, *added))
        left = tuple(each for each in known if each not in removed)
        wrap(matter.folder, Custody(ring=custody.ring, custodians=left))
        audit.record("keys", {"added": list(added), "removed": list(removed)})
    return left


def rekey(matter: Matter, progress: Progress) -> int:
    """Seal every blob with new keys; what was interrupted goes on. Returns how many were sealed.

    The old keys are kept until nothing needs them any more.

    Raises:
        UsageError: blobs are not encrypted.
        StoppedError: a blob is damaged; nothing is lost, and the old keys stay.
    """
    _refuse(matter)
    with locked(matter, "keys"):
        custody = unwrap(matter.folder)
        ring = custody.ring
        if len(ring.generations) == 1:
            ring = Ring((*ring.generations, fresh(ring.newest.number + 1)))
            wrap(matter.folder, Custody(ring=ring, custodians=custody.custodians))
        shelf = kept_here(matter.blobs.root).shelf
        names = list(shelf.names())
        progress.start("blobs", len(names))
        count = 0
        for name in names:
            count += _sealed_anew(shelf, name, ring)
            progress.step()
        progress.finish()
        last = Ring((ring.newest,))
        wrap(matter.folder, Custody(ring=last, custodians=custody.custodians))
        open_blobs(matter.folder / BLOBS, whereabouts(matter.folder))
        audit.record("keys", {"generation": ring.newest.number, "blobs": count})
    return count


def _sealed_anew(shelf: Shelf, name: str, ring: Ring) -> bool:
    """Seal one blob with the newest keys, unless it is; the old one goes when the new one lies."""
    path = shelf.local(name)
    try:
        with path.open("rb") as stream:
            if generation_of(stream.read(HEAD)) == ring.newest.number:
                return False
        label, data = unseal(ring, path.read_bytes())
    except StoppedError as e:
        raise StoppedError(
            f"blob {name} is damaged ({e.message}); restore it from a backup, or delete it if it "
            "can be read again, and run the same command again"
        ) from e
    kind, _, digest = label.rpartition("/")
    hidden = hidden_name(ring.newest, kind, digest or hashlib.sha256(data).hexdigest())
    with part(shelf.parts) as scratch:
        sealer = Sealer(ring.newest, scratch, label)
        sealer.write(data)
        sealer.finish()
        scratch.close()
        shelf.place(Path(scratch.name), placed(kind, hidden))
    shelf.remove(name)
    return True


def _refuse(matter: Matter) -> None:
    if not whereabouts(matter.folder).sealed:
        raise UsageError(
            f"the blobs of {matter.folder} are not encrypted; a case is encrypted from the start, "
            "with `goodcause new --encrypt-to age1...`"
        )
