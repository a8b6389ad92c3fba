"""Compound files (OLE2) made byte by byte, so that mail files can be planted with anything.

Only what readers ask for: one FAT sector, a directory, streams in the mini stream or beyond.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass(slots=True)
class Folder:
    """A storage: streams by name, and storages in it."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)


@dataclass(slots=True)
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    child: int = _FREE
    right: int = _FREE


def compound(root: Folder) -> bytes:
    """The bytes of a compound file."""
    entries: list[_Entry] = [_Entry("Root Entry", 5)]
    _add(entries, 0, root)
    sectors: list[bytes] = []
    fat: list[int] = []
    mini = bytearray()
    mini_fat: list[int] = []
    starts: dict[int, int] = {}
    for number, entry in enumerate(entries):
        if entry.kind != 2 or not entry.data:
            continue
        if len(entry.data) < _CUTOFF:
            count = -(-len(entry.data) // _MINI)
            starts[number] = len(mini_fat)
            mini_fat += [len(mini_fat) + i + 1 for i in range(count - 1)] + [_END]
            mini += entry.data.ljust(count * _MINI, b"\0")
        else:
            starts[number] = _put(sectors, fat, entry.data)
    root_start = _put(sectors, fat, bytes(mini)) if mini else _END
    mini_fat_start = _put(sectors, fat, _numbers(mini_fat)) if mini_fat else _END
    directory = b"".join(
        _packed(e, starts.get(n, _END), root_start, len(mini)) for n, e in enumerate(entries)
    )
    directory_start = _put(sectors, fat, directory)
    fat_sector = len(sectors)
    fat.append(_FAT)
    assert len(fat) <= _SECTOR // 4, "made files are small"
    sectors.append(_numbers(fat))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        directory_start,
        0,
        _CUTOFF,
        mini_fat_start,
        1 if mini_fat else 0,
        _END,
        0,
    )
    difat = struct.pack("<I", fat_sector) + b"\xff" * (4 * 108)
    return header + difat + b"".join(sectors)


def _add(entries: list[_Entry], parent: int, folder: Folder) -> None:
    """Children hang from one another to the right: a list is a tree too."""
    before = None
    names = sorted((*folder.streams, *folder.folders), key=lambda n: (len(n), n.upper()))
    for name in names:
        number = len(entries)
        is_stream = name in folder.streams
        entries.append(_Entry(name, 2 if is_stream else 1, folder.streams.get(name, b"")))
        if before is None:
            entries[parent].child = number
        else:
            entries[before].right = number
        before = number
        if not is_stream:
            _add(entries, number, folder.folders[name])


def _put(sectors: list[bytes], fat: list[int], data: bytes) -> int:
    start = len(sectors)
    pieces = [data[i : i + _SECTOR].ljust(_SECTOR, b"\0") for i in range(0, len(data), _SECTOR)]
    sectors += pieces
    fat += [start + i + 1 for i in range(len(pieces) - 1)] + [_END]
    return start


def _numbers(values: list[int]) -> bytes:
    data = struct.pack(f"<{len(values)}I", *values)
    return data.ljust(-(-len(data) // _SECTOR) * _SECTOR, b"\xff")


def _packed(entry: _Entry, start: int, root_start: int, mini_size: int) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    is_root = entry.kind == 5
    size = mini_size if is_root else len(entry.data)
    where = root_start if is_root else (start if entry.kind == 2 else 0)
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        name,
        len(name),
        entry.kind,
        1,
        _FREE,
        entry.right,
        entry.child,
        b"",
        0,
        0,
        0,
        where,
        size,
    )


def msg(
    subject: str, body: str, sender: str, files: dict[str, bytes], to: dict[str, tuple[str, int]]
) -> bytes:
    """A mail file of Outlook's kind ([MS-OXMSG]).

    Args:
        subject, body, sender: its texts.
        files: enclosed files by name.
        to: by address, a name and the kind of recipient: 1 to, 2 copy, 3 blind copy.
    """
    texts = {0x0037: subject, 0x1000: body, 0x0C1A: sender, 0x0C1F: f"{sender}@county.example"}
    root = _storage(bytes(8) + struct.pack("<IIII8x", len(to), len(files), len(to), len(files)))
    _hold(root, texts)
    for number, (address, (name, kind)) in enumerate(to.items()):
        person = _storage(bytes(8))
        _hold(person, {0x3001: name, 0x39FE: address}, {0x0C15: kind})
        root.folders[f"__recip_version1.0_#{number:08X}"] = person
    for number, (name, data) in enumerate(files.items()):
        inner = _storage(bytes(8))
        _hold(inner, {0x3707: name}, {0x3705: 1})
        inner.streams[_PROPERTIES] += struct.pack("<HHIQ", 0x0102, 0x3701, 6, len(data))
        inner.streams["__substg1.0_37010102"] = data
        root.folders[f"__attach_version1.0_#{number:08X}"] = inner
    names = {f"__substg1.0_000{n}0102": b"" for n in (2, 3, 4)}
    root.folders["__nameid_version1.0"] = Folder(streams=names)
    return compound(root)


_PROPERTIES = "__properties_version1.0"


def _storage(head: bytes) -> Folder:
    return Folder(streams={_PROPERTIES: head})


def _hold(folder: Folder, texts: dict[int, str], numbers: dict[int, int] | None = None) -> None:
    for tag, text in texts.items():
        data = text.encode("utf-16-le")
        folder.streams[f"__substg1.0_{tag:04X}001F"] = data
        folder.streams[_PROPERTIES] += struct.pack("<HHIQ", 0x001F, tag, 6, len(data) + 2)
    for tag, value in (numbers or {}).items():
        folder.streams[_PROPERTIES] += struct.pack("<HHIQ", 0x0003, tag, 6, value)
