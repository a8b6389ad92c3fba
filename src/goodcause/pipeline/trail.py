"""The trail of a case held against itself and against anchors that were taken of it.

A chain alone shows that an event was altered or is missing in the middle. Whoever holds the
database could still drop its last events, or write the whole chain anew. An *anchor* names how
many events there were at some time and the digest of the last: kept where the case's keeper
cannot reach it, it shows both. Each volume leaves one beside its register. It is not served: a
volume follows from papers, order and decisions alone, and the trail also tells when.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from goodcause.base.errors import UsageError
from goodcause.production.files import write
from goodcause.store import audit
from goodcause.store.audit import Head
from goodcause.store.matter import Matter

_SUFFIX: Final = "-trail.json"
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_LARGEST: Final = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where the trail stood when a volume was finished.

    Attributes:
        volume: its name.
        manifest: SHA-256 of its list of files.
        events: how many events the trail had, the one that records the volume included.
        chain: digest of the last of them.
    """

    volume: str
    manifest: str
    events: int
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a look at the whole trail shows.

    Attributes:
        head: where it ends.
        broken: number of the first event that does not follow; ``None`` when all do.
        anchors: how many anchors it was held against.
        problems: sentences; empty when it is whole.
    """

    head: Head
    broken: int | None
    anchors: int
    problems: tuple[str, ...]


def anchor(matter: Matter, volume: str, manifest: str) -> Path:
    """Write down where the trail stands, for a volume that was just recorded in it.

    Raises:
        StoppedError: the disk is full.
    """
    now = audit.head()
    taken = Anchor(volume=volume, manifest=manifest, events=now.events, chain=now.chain)
    path = matter.registers / f"{volume}{_SUFFIX}"
    write(path, (json.dumps(asdict(taken), indent=1, sort_keys=True) + "\n").encode())
    return path


def anchors(matter: Matter) -> tuple[Path, ...]:
    """The anchors that volumes of the case left."""
    return tuple(sorted(matter.registers.glob(f"*{_SUFFIX}")))


def read_anchor(path: Path) -> Anchor:
    """An anchor from its file.

    Raises:
        UsageError: it is none.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        facts = json.loads(path.read_text(encoding="utf-8"))
        found = Anchor(
            volume=str(facts["volume"]),
            manifest=str(facts["manifest"]),
            events=int(facts["events"]),
            chain=str(facts["chain"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as e:
        raise UsageError(
            f"{path} is no anchor of a trail ({e}); name a file such as "
            f"CASE/registers/VOL001{_SUFFIX}"
        ) from e
    if found.events < 0 or not _DIGEST.fullmatch(found.chain):
        raise UsageError(f"{path} is no anchor of a trail; name the file as it was written")
    return found


def check(matter: Matter, kept: Sequence[Path] = ()) -> Checked:
    """Follow the chain of a case from its first event and hold it against every anchor.

    Args:
        matter: the case.
        kept: anchors kept elsewhere, beside those in the case.

    Raises:
        UsageError: a file is no anchor.
    """
    paths = (*anchors(matter), *kept)
    broken = audit.broken_at()
    problems = [] if broken is None else [_altered(f"event {broken}")]
    problems += _missing((path, audit.chain_after(a.events), a) for path, a in _read(paths))
    return Checked(head=audit.head(), broken=broken, anchors=len(paths), problems=tuple(problems))


def check_exported(trail: Path, kept: Sequence[Path] = ()) -> Checked:
    """The same for a trail that was taken along, without its case.

    Raises:
        UsageError: a file is no trail, or no anchor.
    """
    wanted = _read(kept)
    at = {each.events for _, each in wanted}
    stood, broken, last = {0: audit.chain_after(0)}, None, Head(0, audit.chain_after(0))
    try:
        with trail.open(encoding="utf-8") as lines:
            for number, chain, follows in audit.follow(lines):
                broken = number if not follows and broken is None else broken
                last = Head(number, chain)
                if number in at:
                    stood[number] = chain
    except (OSError, ValueError, RecursionError) as e:
        raise UsageError(
            f"{trail} is no exported trail ({e}); name a case, or a file that "
            "`goodcause trail --export` wrote"
        ) from e
    problems = [] if broken is None else [_altered(f"line {broken}")]
    problems += _missing((path, stood.get(a.events, ""), a) for path, a in wanted)
    return Checked(head=last, broken=broken, anchors=len(wanted), problems=tuple(problems))


def export(to: Path) -> int:
    """Write the whole trail of the open case into a new file; says how many events.

    Raises:
        UsageError: the file exists, or cannot be written.
    """
    count = 0
    try:
        with to.open("x", encoding="utf-8") as out:
            for line in audit.exported():
                out.write(line)
                count += 1
    except OSError as e:
        raise UsageError(f"{to} cannot be written ({e.strerror}); name a new file") from e
    return count


def _read(paths: Iterable[Path]) -> list[tuple[Path, Anchor]]:
    return [(path, read_anchor(path)) for path in paths]


def _altered(where: str) -> str:
    return (
        f"{where} does not follow from the one before it: the trail was altered there; restore "
        "the case's database from a backup and compare"
    )


def _missing(stood: Iterable[tuple[Path, str, Anchor]]) -> Iterable[str]:
    for path, chain, each in stood:
        if chain != each.chain:
            what = "ends before" if not chain else "is another than"
            yield (
                f"{path.name} was taken when the trail had {each.events} events, and the trail "
                f"{what} what it names: events were dropped or written anew; restore the case's "
                "database from a backup and compare"
            )
