"""What the check of load files finds in a volume of anybody, as facts of a verdict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from goodcause.verification.loadfiles.check import check_loading
from goodcause.verification.loadfiles.file_checks import ORPHAN
from goodcause.verification.loadfiles.roles import plain
from goodcause.verification.loadfiles.table import Table, read_table
from goodcause.verification.tally import Tally

CHECK = "load"
_DIGEST = re.compile(r"md5|sha-?[0-9]|hash", re.IGNORECASE)
_REMOVED = frozenset({"redacted", "hasredactions", "hasremovals", "redaction", "isredacted"})
_YES = frozenset({"y", "yes", "true", "1"})
_LARGEST = 1 << 30


def check_loads(root: Path, paths: Sequence[Path], tally: Tally) -> None:
    """Check load files against themselves, each other and the files they name."""
    report = check_loading(root)
    tally.looked(CHECK, report.documents)
    for fault in report.faults:
        if fault.grave or fault.what == ORPHAN:
            where = f"{fault.file} line {fault.line}" if fault.line else fault.file
            tally.broken(CHECK, where, f"{fault.what[0].upper()}{fault.what[1:]}.")
    lesser = sum(not fault.grave and fault.what != ORPHAN for fault in report.faults)
    if lesser:
        why = "loaders take them in different ways; they lose nothing and were not judged"
        tally.blind(f"{lesser} oddities of load files", why)
    for path in paths:
        if path.suffix.lower() == ".dat" and path.stat().st_size <= _LARGEST:
            _digests(read_table(path.read_bytes()), path.relative_to(root).as_posix(), tally)


def _digests(table: Table, where: str, tally: Tally) -> None:
    """A digest of a document as it was confirms any guess of what was removed from it."""
    digests = [name for name in table.names if _DIGEST.search(name)]
    marks = [at for at, name in enumerate(table.names) if plain(name) in _REMOVED]
    removed = sum(
        any(row.cells[at].strip().lower() in _YES for at in marks if at < len(row.cells))
        for row in table.rows
    )
    if digests and removed:
        what = f"{', '.join(digests)} stand beside {removed} documents with removals; "
        tally.broken(CHECK, where, f"{what}a digest of the original confirms a guess.")
