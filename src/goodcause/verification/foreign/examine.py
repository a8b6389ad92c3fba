"""Looks into one file of somebody's volume, in a process that may die of it."""

from __future__ import annotations

import logging
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Self

from goodcause.verification.foreign.facts import FileFacts
from goodcause.verification.foreign.pictures import check_picture
from goodcause.verification.foreign.sight import check_sight
from goodcause.verification.foreign.structure import check_bytes, check_objects

PICTURES = (".tif", ".tiff", ".jpg", ".jpeg", ".png")
_SECONDS = 180
_MEMORY = 3 << 30
_LARGEST = 1 << 30


class Examiner:
    """One child process, replaced when a file kills it or keeps it too long."""

    def __init__(self, look: Callable[[Path], FileFacts] | None = None) -> None:
        self._look, self._pool = look or examine, _pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def file(self, path: Path) -> FileFacts:
        """What a PDF or an image holds; a hostile file costs itself only."""
        try:
            return self._pool.submit(self._look, path).result(timeout=_SECONDS)
        except BrokenProcessPool:
            what = "The file ended the program that read it; treat it as hostile."
        except TimeoutError:
            what = f"Reading the file took more than {_SECONDS} seconds; treat it as hostile."
        self._replace()
        facts = FileFacts()
        facts.fault("I1", what)
        return facts

    def _replace(self) -> None:
        # A child that hangs does not end by being asked.
        for process in list(self._pool._processes.values()):
            process.kill()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = _pool()


def examine(path: Path) -> FileFacts:
    """Look into one file; whatever it is, facts come back."""
    facts = FileFacts()
    try:
        if path.stat().st_size > _LARGEST:
            facts.blinds.append((f"{path.name}", "it is larger than 1 GB"))
        elif path.suffix.lower() == ".pdf":
            _pdf(path, facts)
        else:
            check_picture(path, facts)
    except (OSError, ValueError, RuntimeError, MemoryError, RecursionError, SyntaxError) as e:
        facts.fault("I1", f"The file cannot be read ({type(e).__name__}).")
    return facts


def _pdf(path: Path, facts: FileFacts) -> None:
    import pikepdf  # noqa: PLC0415 - heavy; only foreign files need it

    check_bytes(path.read_bytes(), facts)
    try:
        with pikepdf.open(path) as pdf:
            if pdf.is_encrypted:
                facts.fault("I1", "The file is encrypted, though it opens without a password.")
            check_objects(pdf, facts)
    except pikepdf.PasswordError:
        facts.fault("I1", "The file is locked by a password; nothing in it could be looked at.")
        return
    except (pikepdf.PdfError, TypeError, AttributeError, KeyError) as e:
        facts.fault("I1", f"The objects of the file cannot be read ({type(e).__name__}).")
    check_sight(path, facts)


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_bounded)


def _bounded() -> None:
    """A bomb shall not take the machine's memory, nor a library's chatter the terminal."""
    logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)
    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
