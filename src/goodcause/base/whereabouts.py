"""Where a case keeps its rows and its blobs, when that is not in its own folder.

``CASE/case.json`` says it. A case without that file has ``case.db`` and ``blobs`` beside it. The
file never holds a password: who may enter stands in the environment.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from goodcause.base.errors import CaseError

FILE: Final = "case.json"
DATABASE: Final = "case.db"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where the rows and blobs of one case are.

    Attributes:
        schema: the PostgreSQL schema of its rows; empty where they are in ``case.db``.
        server: host and database of that schema, for a person to read.
        blobs: ``s3://BUCKET/PREFIX``; empty where they are in the folder ``blobs``.
        sealed: whether blobs are encrypted; their keys are in the folder ``keys``.
    """

    schema: str = ""
    server: str = ""
    blobs: str = ""
    sealed: bool = False

    @property
    def ordinary(self) -> bool:
        """Whether everything is in the folder, in the clear."""
        return self == Whereabouts()


def is_case(folder: Path) -> bool:
    """Whether the folder is a case."""
    return (folder / DATABASE).is_file() or (folder / FILE).is_file()


def whereabouts(folder: Path) -> Whereabouts:
    """Where the rows and blobs of a case are.

    Raises:
        CaseError: the file that says so is damaged, or a newer version wrote it.
    """
    path = folder / FILE
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept.pop("format") > _FORMAT:
            raise CaseError(f"{path} was written by a newer version; install that version")
        return Whereabouts(**kept)
    except FileNotFoundError:
        return Whereabouts()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as e:
        raise CaseError(
            f"{path} is damaged, so it cannot be told where the case is kept; "
            "restore it from a backup"
        ) from e


def settle(folder: Path, where: Whereabouts) -> None:
    """Write down where a case is kept; at any moment the old file is there whole, or the new."""
    path = folder / FILE
    if where.ordinary:
        path.unlink(missing_ok=True)
        return
    with tempfile.NamedTemporaryFile("w", dir=folder, prefix=".case-", delete=False) as out:
        json.dump({"format": _FORMAT, **asdict(where)}, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    Path(out.name).replace(path)
