"""A ruling joined to an order file: one more order of the court, behind those there are."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from goodcause.base.errors import OrderError
from goodcause.order import tree
from goodcause.order.tree import UnreadableError

_SCHEMA: Final = "ruling/0.1"
_KEYS: Final = {"schema", "order"}
_TOP: Final = re.compile(r"[A-Za-z_\"']")
_ITEM: Final = re.compile(r"( *)- ")


def with_ruling(order: str, ruling: str, name: str) -> str:
    """The order file's text with the ruling as its last order; nothing else of it changes.

    Args:
        order: text of the order file.
        ruling: text of the ruling file, ``schema: ruling/0.1`` and an ``order`` as an order file
            writes it.
        name: of the ruling file, for sentences.

    Raises:
        OrderError: the text is no ruling, or the order file's `orders` are not written as a list
            with one item a line.
    """
    item = _item(ruling, name)
    lines = order.splitlines()
    start = _below(lines, "orders")
    following = [at for at in range(start + 1, len(lines)) if _TOP.match(lines[at])]
    end = following[0] if following else len(lines)
    first = next((m for line in lines[start + 1 : end] if (m := _ITEM.match(line))), None)
    if start < 0 or first is None:
        raise OrderError(
            "the case's order file does not write `orders:` as a list of lines that begin with a"
            " dash; write it so, and amend with the whole file"
        )
    while end > start and not lines[end - 1].strip():
        end -= 1
    margin = first[1]
    joined = [f"{margin}{'- ' if not at else '  '}{line}".rstrip() for at, line in enumerate(item)]
    return "\n".join((*lines[:end], *joined, "", *lines[end:])).rstrip("\n") + "\n"


def _item(ruling: str, name: str) -> list[str]:
    """The lines below ``order:``, without their common margin."""
    _refuse_unlike(ruling, name)
    lines = ruling.splitlines()
    start = _below(lines, "order")
    body = [*takewhile(lambda line: not _TOP.match(line), lines[start + 1 :])]
    said = [at for at, line in enumerate(body) if line.strip() and line.strip()[0] != "#"]
    if start < 0 or not said:
        raise OrderError(f"{name}:1: write the keys of `order:` on the lines below it, indented")
    body = body[said[0] : said[-1] + 1]
    margin = len(body[0]) - len(body[0].lstrip())
    return [line[margin:] for line in body]


def _below(lines: list[str], key: str) -> int:
    """At which line a key stands whose value is on the lines below it; -1 for none."""
    found = (at for at, line in enumerate(lines) if re.match(rf"{key}\s*:\s*(#.*)?$", line))
    return next(found, -1)


def _refuse_unlike(ruling: str, name: str) -> None:
    try:
        content = tree.read(ruling)
    except UnreadableError as e:
        raise OrderError(f"{name}:{e.mistake.line}: {e.mistake.sentence}") from e
    for mistake in content.mistakes:
        raise OrderError(f"{name}:{mistake.line}: {mistake.sentence}")
    top = content.value
    if not isinstance(top, dict) or top.get("schema") != _SCHEMA:
        raise OrderError(f"{name}:1: a ruling file starts with `schema: {_SCHEMA}`")
    if set(top) != _KEYS or not isinstance(top["order"], dict):
        raise OrderError(f"{name}:1: a ruling file has `schema` and one `order`, its keys below")
