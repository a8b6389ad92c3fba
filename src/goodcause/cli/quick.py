"""The first help page, kept in the user's cache: reading it is ten times faster than making it.

It is kept under a name that follows from the files it was made of, so a page that is no longer
true is never found; whoever asks then has it made anew.
"""

from __future__ import annotations

import os
import sys
from hashlib import blake2b

_HERE = os.path.dirname(os.path.abspath(__file__))
_NARROWEST, _WIDEST = 50, 80  # columns between which the page changes with the terminal
_PAGES = 20  # more than that were left by versions long gone


def kept_help() -> str | None:
    """The page for this terminal, if one is kept and still true."""
    try:
        with open(os.path.join(_place(), _name()), encoding="utf-8") as kept:
            return kept.read()
    except OSError:
        return None


def keep_help(page: str) -> None:
    """Keep the page, where that is allowed."""
    place, name = _place(), _name()
    beside = os.path.join(place, f".{os.getpid()}")
    try:
        os.makedirs(place, mode=0o700, exist_ok=True)
        left = os.listdir(place)
        for old in left if len(left) >= _PAGES else ():
            os.unlink(os.path.join(place, old))
        with open(beside, "w", encoding="utf-8") as made:
            made.write(page)
        os.replace(beside, os.path.join(place, name))
    except OSError:
        return  # a home that cannot be written: the page is made each time


def _place() -> str:
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(cache, "goodcause", "help")


def _name() -> str:
    ours = sorted(entry.path for entry in os.scandir(_HERE) if entry.name.endswith(".py"))
    typer = (os.path.join(path, "typer", "__init__.py") for path in sys.path)
    files = (*ours, os.path.join(_HERE, os.pardir, "base", "errors.py"), *typer)
    told = [sys.version, _columns(), *((file, *_told(file)) for file in files)]
    return f"{blake2b(repr(told).encode()).hexdigest()[:32]}.txt"


def _told(path: str) -> tuple[int, int]:
    """What tells whether a file changed; zeros where there is none."""
    try:
        facts = os.stat(path)
    except OSError:
        return 0, 0
    return facts.st_mtime_ns, facts.st_size


def _columns() -> int:
    """Columns of the terminal, as the maker of the page counts them."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked):
        wide = int(asked)
    else:
        try:
            wide = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns
        except (OSError, ValueError):
            wide = _WIDEST
    return max(_NARROWEST, min(wide or _WIDEST, _WIDEST))
