"""A file that counsel fills in, read against its shape; every mistake has a line and a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from goodcause.base.errors import UsageError
from goodcause.order import explain, tree
from goodcause.order.shapes import Part
from goodcause.order.tree import Mistake, UnreadableError

S = TypeVar("S", bound=Part)

_MOST_MISTAKES = 40


def read_filled(shape: type[S], path: Path) -> S:
    """Read a file that counsel filled in.

    Raises:
        UsageError: there is no such file, it is no text, or it is not of that shape.
    """
    try:
        with path.open("rb") as file:
            data = file.read(4 * tree.MAX_CHARACTERS + 1)
        return filled(shape, data.decode("utf-8-sig"), path.name)
    except OSError as e:
        raise UsageError(f"{path} cannot be opened ({e.strerror}); name an existing file") from e
    except UnicodeDecodeError as e:
        raise UsageError(f"{path.name} is not UTF-8 text; save it as plain UTF-8") from e


def filled(shape: type[S], text: str, name: str) -> S:
    """The same from text; the name stands in its sentences.

    Raises:
        UsageError: one line for each mistake, each ``file:line: what is wrong; what to write``.
    """
    try:
        content = tree.read(text)
    except UnreadableError as e:
        raise _error([e.mistake], name) from e
    found = list(content.mistakes)
    if not isinstance(content.value, dict):
        raise _error([Mistake(1, "this file is keys with values; write `schema: ...` first")], name)
    try:
        made = shape.model_validate(content.value)
    except ValidationError as e:
        raise _error([*found, *explain.mistakes(e, content, shape)], name) from e
    if found:
        raise _error(found, name)
    return made


def _error(mistakes: list[Mistake], name: str) -> UsageError:
    ordered = sorted(set(mistakes))
    lines = [f"{name}:{m.line}: {m.sentence}" for m in ordered[:_MOST_MISTAKES]]
    if len(ordered) > _MOST_MISTAKES:
        lines.append(f"{name}: and {len(ordered) - _MOST_MISTAKES} more mistakes")
    return UsageError("\n".join(lines))
