"""The files of a volume as load files name them: backslashes, other case, the volume's own name."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goodcause.verification.loadfiles.fault import Fault

LINK: Final = "this is a link or a special file, not a file"
_ABSOLUTE = re.compile(r"[A-Za-z]:|[\\/]{1,2}")
_LOADFILES = (".dat", ".opt", ".lfp")


@dataclass(frozen=True, slots=True)
class Found:
    """What a written path leads to: a file of the volume, or a sentence on why it does not.

    Attributes:
        path: relative to the volume, with forward slashes; empty when there is none.
        trouble: what a loader would stumble over; empty for none.
        grave: whether the loader finds no file.
    """

    path: str
    trouble: str = ""
    grave: bool = False


class Folder:
    """A volume's files, listed once. Links are not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sizes: dict[str, int] = {}
        self.faults: list[Fault] = []
        for where, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                self._list(Path(where) / name)
        self._lower = {path.lower(): path for path in self.sizes}

    def _list(self, path: Path) -> None:
        relative = path.relative_to(self.root).as_posix()
        facts = path.lstat()
        if stat.S_ISREG(facts.st_mode):
            self.sizes[relative] = facts.st_size
        else:
            self.faults.append(Fault(relative, 0, LINK))

    def loadfiles(self, suffix: str) -> tuple[str, ...]:
        """The load files of a kind, by path."""
        return tuple(p for p in self.sizes if p.lower().endswith(suffix))

    def others(self, folders: Collection[str]) -> tuple[str, ...]:
        """Files that are pages, text or natives by the folder they lie in.

        Args:
            folders: further folders that hold such files, because load files name some in them.
        """
        kinds = ("images", "image", "text", "natives", "native", "ocr")
        found = (p for p in self.sizes if not p.lower().endswith(_LOADFILES))
        return tuple(p for p in found if kinds_of(p, kinds) or p.rpartition("/")[0] in folders)

    def find(self, written: str) -> Found:
        """The file that a load file means."""
        if written != written.strip():
            return Found(self.find(written.strip()).path, "the path has spaces at its ends", True)
        if _ABSOLUTE.match(written):
            return Found("", "the path is not relative to the volume", True)
        parts = [part for part in re.split(r"[\\/]+", written) if part not in ("", ".")]
        if ".." in parts:
            return Found("", "the path leads out of the volume", True)
        tries = ["/".join(parts)]
        if parts and parts[0].lower() == self.root.resolve().name.lower():
            tries.append("/".join(parts[1:]))
        return self._listed(tries)

    def _listed(self, tries: list[str]) -> Found:
        for path in tries:
            if path in self.sizes:
                return Found(path)
        for path in tries:
            if path.lower() in self._lower:
                return Found(self._lower[path.lower()], "the file's name has other capitals")
        return Found("", "there is no such file in the volume", True)


def kinds_of(path: str, names: tuple[str, ...]) -> bool:
    """Whether one of the folders a path goes through has one of the names, digits apart."""
    folders = path.lower().split("/")[:-1]
    return any(folder.rstrip("0123456789_-") in names for folder in folders)
