"""What is installed on this machine, and what each thing is for."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from goodcause.engine.seclusion import can_leave_network
from goodcause.programs import libtiff, soffice, tesseract
from goodcause.store.matter import open_matter
from goodcause.store.models import SourceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """One thing the program can use.

    Attributes:
        needed: whether the program cannot do its main job without it.
        detail: where it is, or what it is for and what to type to install it.
    """

    name: str
    found: bool
    needed: bool
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What was found, and which files of a case wait for something."""

    tools: tuple[Tool, ...]
    waiting: Mapping[str, str]

    @property
    def well(self) -> bool:
        """Whether everything needed is there."""
        return all(tool.found for tool in self.tools if tool.needed)

    def facts(self) -> dict[str, object]:
        """For a script."""
        return {
            "well": self.well,
            "tools": [asdict(t) for t in self.tools],
            "waiting": dict(self.waiting),
        }


def examine_machine(case: Path | None) -> Health:
    """Look at this machine, and at a case's set-aside files when one is named."""
    waiting = {}
    if case is not None:
        open_matter(case)
        rows = SourceRow.objects.filter(state=SourceRow.State.EXCEPTION).order_by("path")
        waiting = {row.path: row.reason for row in rows}
    return Health(tools=tuple(_tools()), waiting=waiting)


def _tools() -> list[Tool]:
    data, library = tesseract.find_data(), libtiff.direct_library()
    version = ".".join(str(part) for part in sys.version_info[:3])
    tools = [
        Tool(name="Python", found=sys.version_info >= (3, 11), needed=True, detail=version),
        _wheel("pypdfium2", "reads and renders PDF"),
        _wheel("pikepdf", "parses PDF for the verifier"),
        _wheel("pillow", "images and fonts"),
        _wheel("rapidocr", "reads scans when Tesseract's English data is absent"),
        Tool(
            name="English OCR data",
            found=data is not None,
            needed=False,
            detail=str(data)
            if data
            else "scans are read by rapidocr, about five times slower; install with "
            "`apt-get install tesseract-ocr-eng` or `brew install tesseract`",
        ),
        Tool(
            name="libtiff",
            found=bool(library),
            needed=False,
            detail=library or "not driven directly here; Pillow codes Group 4, much slower",
        ),
    ]
    return [*tools, *(_program(*row) for row in _PROGRAMS), _office(), _seclusion()]


_PROGRAMS = (
    ("pdftotext", "a second reader of text for the verifier", "poppler-utils", "poppler"),
    ("qpdf", "a second check of PDF structure for the verifier", "qpdf", "qpdf"),
)


def _seclusion() -> Tool:
    found = can_leave_network()
    return Tool(
        name="workers without network",
        found=found,
        needed=False,
        detail="files are read where nothing can be sent"
        if found
        else "this system does not let a process leave its network, so a hostile file is read with "
        "it; run on Linux as root or with user namespaces allowed",
    )


def _office() -> Tool:
    path = soffice.find()
    return Tool(
        name="LibreOffice",
        found=path is not None,
        needed=False,
        detail=str(path)
        if path
        else "lays out word processors' files, slides, older workbooks and web pages; install with "
        "`apt-get install libreoffice-writer libreoffice-calc libreoffice-impress` or "
        "`brew install --cask libreoffice`",
    )


def _program(name: str, purpose: str, debian: str, brew: str) -> Tool:
    path = shutil.which(name)
    hint = f"{purpose}; install with `apt-get install {debian}` or `brew install {brew}`"
    return Tool(name=name, found=path is not None, needed=False, detail=path or hint)


def _wheel(name: str, purpose: str) -> Tool:
    try:
        return Tool(
            name=name, found=True, needed=True, detail=f"{metadata.version(name)}, {purpose}"
        )
    except metadata.PackageNotFoundError:
        return Tool(name=name, found=False, needed=True, detail=f"{purpose}; run `make setup`")
