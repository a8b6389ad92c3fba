"""Files carried inside other files, each on its way to a row of its own in the same family."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from goodcause.base.errors import SourceError
from goodcause.intake.limits import Limits
from goodcause.intake.mail import Enclosed, read_mail
from goodcause.intake.package import Package
from goodcause.intake.source import ENCLOSING, MAIL, Kind
from goodcause.intake.streams import unpacked
from goodcause.intake.unpack import Archive, Member, readable

_MOST = 2_000
_DEEPEST = 20
_EMBEDDED = ("word/embeddings/", "xl/embeddings/", "ppt/embeddings/", "Object ", "ppt/media/")
_RECORDINGS = (".mp4", ".mov", ".avi", ".wmv", ".mp3", ".wav", ".m4a")
_SMALL = 16 << 20  # bytes: below, a file may be packed as tightly as it likes
_GROWS = (
    "this enclosed file grows as files made to fill a disk do; take it out by hand if it is "
    "genuine and add it"
)
_LOST = "this enclosed file is empty or damaged; take it out by hand and add it"


def enclosed_in(path: Path, kind: Kind, limits: Limits, scratch: Path) -> Iterator[Enclosed]:
    """The files a source carries, under names that lead nowhere, in a fixed order.

    Args:
        path: the source.
        kind: what it is; kinds that enclose nothing give nothing.
        limits: bounds; what lies beyond one is yielded with a problem.
        scratch: an existing folder, for members of an archive.

    Raises:
        SourceError: the source is damaged.
    """
    if kind is Kind.ZIP:
        yield from _in_archive(path, limits, scratch)
        return
    if kind not in ENCLOSING:
        return
    if kind in MAIL:
        found: Iterator[Enclosed] = iter(read_mail(path, kind, limits).enclosed)
    elif kind is Kind.PDF:
        found = _in_pdf(path, limits)
    else:
        found = _in_package(Package(path, limits), limits)
    met: dict[str, int] = {}
    left = limits.zip_bytes
    for each in found:
        name = _inner(each.name)
        met[name] = met.get(name, 0) + 1
        again = f" [{met[name]}]" if met[name] > 1 else ""
        left -= len(each.data)
        problem = each.problem or _too_much(each, sum(met.values()), left, limits)
        yield Enclosed(name=name + again, data=b"" if problem else each.data, problem=problem)
        if sum(met.values()) > _MOST:
            return


def _in_archive(path: Path, limits: Limits, scratch: Path) -> Iterator[Enclosed]:
    members, problem = Archive(scratch, limits).members(Member(path="", file=path))
    if problem:
        yield Enclosed(name="(what this archive holds)", data=b"", problem=problem)
    for member in members:
        data = b"" if member.file is None else member.file.read_bytes()
        if member.file is not None:
            member.file.unlink()
        problem = member.problem or ("" if data else _LOST)
        yield Enclosed(name=member.path.lstrip("/"), data=data, problem=problem)


def _too_much(each: Enclosed, number: int, left: int, limits: Limits) -> str:
    if number > _MOST:
        return f"this file carries more than {_MOST:,} others; take the rest out and add them"
    if left < 0 or len(each.data) > limits.max_file_bytes:
        return "this enclosed file is larger than what is taken in; take it out and add its parts"
    return ""


def _inner(untrusted_name: str) -> str:
    """A name as one step of a path: no separators, nothing that leads upward."""
    name = PurePosixPath(readable(untrusted_name.replace("\\", "/"))).name
    return "unnamed" if name in {"", ".", ".."} else name[:200]


def _in_package(package: Package, limits: Limits) -> Iterator[Enclosed]:
    for name in package.names():
        inside = name.startswith(_EMBEDDED) and not name.endswith((".xml", ".rels", "/"))
        if name.startswith("ppt/media/") and not name.lower().endswith(_RECORDINGS):
            inside = False
        if not inside:
            continue
        if package.size(name) > limits.max_file_bytes:
            yield Enclosed(name=name, data=b"", problem=_LOST)
            continue
        data = package.data(name, package.size(name))
        yield _unwrapped(PurePosixPath(name).name, data)


def _unwrapped(name: str, data: bytes) -> Enclosed:
    """A file out of the wrapper that Windows puts round embedded files of other programs."""
    if not name.endswith(".bin"):
        return Enclosed(name=name, data=data, problem="" if data else _LOST)
    import olefile  # noqa: PLC0415  late: few cases hold such files

    problem = (
        "this object was embedded by a program whose objects are not read; open the file it lies "
        "in, save the object and add it"
    )
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            native = compound.openstream("\x01Ole10Native").read()
            return _native(native)
    except (OSError, ValueError, IndexError, struct.error, TypeError):
        return Enclosed(name=name, data=b"", problem=problem)


def _native(stream: bytes) -> Enclosed:
    """A file and its name out of an ``Ole10Native`` stream ([MS-OLEDS] 2.3.6).

    Raises:
        ValueError, IndexError: the stream is not one.
    """
    at = 6  # total size, and a flag
    label_end = stream.index(b"\0", at)
    path_end = stream.index(b"\0", label_end + 1)
    at = path_end + 1 + 4  # two flags of two bytes
    length = int.from_bytes(stream[at : at + 4], "little")
    at += 4 + length
    size = int.from_bytes(stream[at : at + 4], "little")
    data = stream[at + 4 : at + 4 + size]
    if not data or len(data) != size:
        raise ValueError("cut short")
    return Enclosed(name=stream[6:label_end].decode("cp1252", "replace"), data=data)


def _in_pdf(path: Path, limits: Limits) -> Iterator[Enclosed]:
    """Files from the name tree, from ``/AF`` anywhere at the top, and from annotations."""
    import pikepdf  # noqa: PLC0415  late: it is large

    errors = (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, LookupError)
    try:
        pdf = pikepdf.open(path)
    except (*errors, OSError, RuntimeError):
        return  # reading its pages will say so
    with pdf:
        seen: set[tuple[int, int]] = set()
        try:
            for specification in _specifications(pdf):
                stream = _stream_of(specification)
                if stream is None or stream.objgen in seen:
                    continue
                seen.add(stream.objgen)
                yield _from_stream(specification, stream, limits)
        except (*errors, AttributeError, RuntimeError) as e:
            raise SourceError(
                "the files this PDF carries cannot be listed, because it is damaged; take them out "
                "by hand and add them"
            ) from e


def _specifications(pdf: Any) -> Iterator[Any]:
    import pikepdf  # noqa: PLC0415

    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from _of_tree(names.get("/EmbeddedFiles"))
    yield from _listed(pdf.Root.get("/AF"))
    for page in pdf.pages:
        yield from _listed(page.obj.get("/AF"))
        for annotation in _listed(page.obj.get("/Annots")):
            if "/FS" in annotation:
                yield annotation.get("/FS")


def _of_tree(root: Any) -> Iterator[Any]:
    import pikepdf  # noqa: PLC0415

    waiting, left = [(root, 0)], _MOST
    while waiting and left:
        node, depth = waiting.pop()
        left -= 1
        if not isinstance(node, pikepdf.Dictionary) or depth > _DEEPEST:
            continue
        names = node.get("/Names")
        if isinstance(names, pikepdf.Array):
            yield from (names[i] for i in range(1, min(len(names), 2 * _MOST), 2))
        waiting += [(kid, depth + 1) for kid in reversed(list(_listed(node.get("/Kids"))))]


def _listed(value: Any) -> Iterator[Any]:
    import pikepdf  # noqa: PLC0415

    if isinstance(value, pikepdf.Array):
        for index in range(min(len(value), _MOST)):
            if isinstance(value[index], pikepdf.Dictionary):
                yield value[index]


def _stream_of(specification: Any) -> Any:
    import pikepdf  # noqa: PLC0415

    if not isinstance(specification, pikepdf.Dictionary):
        return None
    files = specification.get("/EF")
    if not isinstance(files, pikepdf.Dictionary):
        return None
    stream = files.get("/UF", files.get("/F"))
    return stream if isinstance(stream, pikepdf.Stream) else None


def _from_stream(specification: Any, stream: Any, limits: Limits) -> Enclosed:
    import pikepdf  # noqa: PLC0415

    name = str(specification.get("/UF", specification.get("/F", "attachment")))
    try:
        most = _SMALL + limits.zip_ratio * len(stream.read_raw_bytes())
        data = unpacked(stream, min(most, limits.max_file_bytes) + 1)
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return Enclosed(name=name, data=b"", problem=_LOST)
    if len(data) > min(most, limits.max_file_bytes):
        return Enclosed(name=name, data=b"", problem=_GROWS)
    return Enclosed(name=name, data=data, problem="" if data else _LOST)
