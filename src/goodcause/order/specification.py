"""A production specification: in what form a receiving party or an agency wants a volume."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final, Literal

from pydantic import Field as Checked
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from goodcause.base.errors import UsageError
from goodcause.order import tree
from goodcause.order.shapes import Part, Text, nearest
from goodcause.order.tree import Tree, UnreadableError

STANDARD: Final = "standard"
"""Name of the specification of docs/volume-format.md."""

_SUFFIX: Final = ".yaml"
_BETWEEN: Final = {"dc4": "\x14", "pipe": "|", "tab": "\t", "comma": ",", "semicolon": ";"}
_QUOTES: Final = {"thorn": "\u00fe", "caret": "^", "double": '"', "none": ""}
_ENCODINGS: Final = {
    "utf-8-bom": "utf-8-sig",
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "cp1252": "cp1252",
}
_DATES: Final = {
    "MM/DD/YYYY": "%m/%d/%Y",
    "DD/MM/YYYY": "%d/%m/%Y",
    "YYYY-MM-DD": "%Y-%m-%d",
    "YYYYMMDD": "%Y%m%d",
}
_MISREAD: Final = re.compile('[\x00-\x1f\u00fe\u00ae^|"~]')
_NEEDED: Final = ("begin", "end", "text_path", "native_path")

_SCHEMA: Final = "production-specification/0.1"

Held = Literal[
    "begin", "end", "family_begin", "family_end", "family_range", "parent", "attachments", "pages",
    "confidentiality", "series", "has_removals", "clauses", "slip_sheet", "volume", "produced_on",
    "producing_party", "case_number", "image_path", "pdf_path", "text_path", "native_path",
    "native_extension", "native_size", "native_md5", "native_sha256", "replaces",
    "nothing",
]  # fmt: skip
"""What a field may hold. Nothing of it speaks of a source; natives are served as they are."""


class FieldPart(Part):
    """One column of the load file."""

    name: Text
    holds: Held


class LoadFilePart(Part):
    """How the load file is written."""

    between: Literal["dc4", "pipe", "tab", "comma", "semicolon"] = "dc4"
    quote: Literal["thorn", "caret", "double", "none"] = "thorn"
    several: Literal[";", ",", "|"] = ";"
    encoding: Literal["utf-8-bom", "utf-8", "utf-16", "cp1252"] = "utf-8-bom"
    dates: Literal["MM/DD/YYYY", "DD/MM/YYYY", "YYYY-MM-DD", "YYYYMMDD"] = "MM/DD/YYYY"


class SpecificationFile(Part):
    """The whole file."""

    schema_: Literal["production-specification/0.1"] = Checked(alias="schema")
    title: Text
    load_file: LoadFilePart = Checked(default_factory=LoadFilePart)
    fields: list[FieldPart] = Checked(min_length=1, max_length=200)
    images: Literal["pdf", "tiff", "both"] = "pdf"
    image_files: list[Literal["opt", "lfp"]] = Checked(default=["opt"], min_length=1)
    text: Literal["document"] = "document"
    files_a_folder: int = Checked(default=1000, ge=100, le=9999)
    volume_prefix: str = Checked(default="", pattern=r"^[A-Z0-9_-]{0,16}$")
    slip_sheets: list[Literal["held", "withheld"]] = Checked(default_factory=list)


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a load file: its name and what it holds."""

    name: str
    holds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """In what form a volume is wanted.

    Attributes:
        name: of the file, or of the packaged specification.
        title: in words, for the letter.
        fields: columns of the load file, in order.
        between, quote: characters between and around fields; the second may be empty.
        several: stands between several values of one field.
        encoding: by Python's name.
        dates: in the form of ``strftime``.
        images: ``pdf``, ``tiff`` or ``both``.
        opt, lfp: which files of page images there are.
        files_a_folder: how many numbers share a sub-folder.
        volume_prefix: what the names of volumes begin with.
        sheets: dispositions that get slip sheets although they were never served.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    between: str
    quote: str
    several: str
    encoding: str
    dates: str
    images: str
    opt: bool
    lfp: bool
    files_a_folder: int
    volume_prefix: str
    sheets: frozenset[str]

    @property
    def standard(self) -> bool:
        """Whether the form is that of docs/volume-format.md, so that nothing needs saying."""
        return self.name == STANDARD

    def written(self) -> str:
        """The specification as a file that says all of it, as a volume carries it."""
        one = json.dumps
        columns = (f"  - {{name: {one(f.name)}, holds: {f.holds}}}\n" for f in self.fields)
        files = ", ".join(n for n, wanted in (("opt", self.opt), ("lfp", self.lfp)) if wanted)
        return (
            f"schema: {_SCHEMA}\ntitle: {one(self.title)}\n"
            f"load_file: {{between: {_key(_BETWEEN, self.between)},"
            f" quote: {_key(_QUOTES, self.quote)}, several: {one(self.several)},"
            f" encoding: {_key(_ENCODINGS, self.encoding)}, dates: {_key(_DATES, self.dates)}}}\n"
            f"fields:\n{''.join(columns)}images: {self.images}\nimage_files: [{files}]\n"
            f"text: document\nfiles_a_folder: {self.files_a_folder}\n"
        )

    def names(self, holds: str) -> tuple[str, ...]:
        """The columns that hold something."""
        return tuple(field.name for field in self.fields if field.holds == holds)


def _key(known: Mapping[str, str], value: str) -> str:
    return next(key for key, each in known.items() if each == value)


def packaged_specifications() -> tuple[str, ...]:
    """Names of the specifications that come with the program."""
    folder = resources.files("goodcause.order") / "specifications"
    names = (f.name for f in folder.iterdir() if f.name.endswith(_SUFFIX))
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names))


def load_specification(wanted: str = STANDARD) -> Specification:
    """A packaged specification by name, or a file by path.

    Raises:
        UsageError: there is none, or it cannot be met; one line for each mistake.
    """
    known = packaged_specifications()
    if wanted in known:
        folder = resources.files("goodcause.order") / "specifications"
        text = (folder / f"{wanted}{_SUFFIX}").read_text(encoding="utf-8")
        return parse_specification(text, wanted)
    path = Path(wanted)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as e:
        raise UsageError(
            f"{wanted} is neither a file nor a packaged specification; those are {', '.join(known)}"
        ) from e
    except UnicodeDecodeError as e:
        raise UsageError(f"{path.name}:1: this is not UTF-8 text; save it as plain UTF-8") from e
    return parse_specification(text, path.stem if path.stem not in known else path.name)


def parse_specification(text: str, name: str) -> Specification:
    """Read a specification from text; the name stands in its sentences.

    Raises:
        UsageError: it cannot be met; one line for each mistake.
    """
    try:
        content = tree.read(text)
    except UnreadableError as e:
        raise UsageError(f"{name}:{e.mistake.line}: {e.mistake.sentence}") from e
    try:
        file = SpecificationFile.model_validate(content.value)
    except ValidationError as e:
        raise UsageError("\n".join(_mistakes(e, content, name))) from e
    _refuse_unmeetable(file, content, name)
    return Specification(
        name=name,
        title=file.title,
        fields=tuple(Field(field.name, field.holds) for field in file.fields),
        between=_BETWEEN[file.load_file.between],
        quote=_QUOTES[file.load_file.quote],
        several=file.load_file.several,
        encoding=_ENCODINGS[file.load_file.encoding],
        dates=_DATES[file.load_file.dates],
        images=file.images,
        opt="opt" in file.image_files,
        lfp="lfp" in file.image_files,
        files_a_folder=file.files_a_folder,
        volume_prefix=file.volume_prefix,
        sheets=frozenset(file.slip_sheets),
    )


def _mistakes(error: ValidationError, content: Tree, name: str) -> list[str]:
    found = []
    for each in error.errors(include_url=False):
        line = content.line(tuple(each["loc"]))
        found.append(f"{name}:{line}: {_sentence(each)}")
    return found


def _sentence(error: ErrorDetails) -> str:
    last = str(error["loc"][-1]) if error["loc"] else "the file"
    if error["type"] == "extra_forbidden":
        known = ("schema", "title", "load_file", "fields", "images", "image_files", "text",
                 "files_a_folder", "volume_prefix", "slip_sheets", "name", "holds", "between",
                 "quote", "several", "encoding", "dates")  # fmt: skip
        return f"`{last[:80]}` is no key of a specification; {nearest(last, known)}"
    if error["type"] == "literal_error":
        given = str(error["input"])[:80]
        expected = error.get("ctx", {})["expected"]
        return f"`{last}` cannot be `{given}`; write {expected}"
    if error["type"] == "missing":
        return f"`{last}` is missing; write `{last}: ...` (docs/specifications.md)"
    return f"`{last}` cannot stand so: {error['msg']}"


def _refuse_unmeetable(file: SpecificationFile, content: Tree, name: str) -> None:
    """Refuse what no volume can be made to, before any work is done."""
    found = [*_columns(file, content), *_forms(file, content)]
    if found:
        raise UsageError("\n".join(f"{name}:{line}: {what}" for line, what in sorted(found)))


def _columns(file: SpecificationFile, content: Tree) -> Iterator[tuple[int, str]]:
    holds = [field.holds for field in file.fields]
    for needed in _NEEDED:
        if needed not in holds:
            what = f"no field holds `{needed}`, without which nothing can be loaded; add one"
            yield content.line(("fields",)), what
    names = [field.name.strip().lower() for field in file.fields]
    for at, each in enumerate(names):
        line = content.line(("fields", at, "name"))
        if each in names[:at]:
            yield line, f"two fields are called `{file.fields[at].name}`; rename one"
        if _MISREAD.search(each):
            yield line, "the name of a field holds a character that loaders misread; leave it out"


def _forms(file: SpecificationFile, content: Tree) -> Iterator[tuple[int, str]]:
    if "opt" not in file.image_files:
        yield content.line(("image_files",)), "write `image_files: [opt]`, or `[opt, lfp]`"
    if file.images != "both" and any(field.holds == "pdf_path" for field in file.fields):
        what = "a field holds `pdf_path`, which only `images: both` makes; write that, or leave it"
        yield content.line(("images",)), what
    between = _BETWEEN[file.load_file.between]
    if file.load_file.quote == "none" and file.load_file.several == between:
        yield content.line(("load_file",)), "`several` and `between` are one sign; change one"
