"""Order files read from disk or from the package; every mistake gets a line and a sentence."""

from __future__ import annotations

import dataclasses
import datetime
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from goodcause.base.errors import OrderError
from goodcause.order import explain, lint, names, tree
from goodcause.order.build import build
from goodcause.order.order import Order
from goodcause.order.schema import OrderFile
from goodcause.order.tree import Mistake, Tree, UnreadableError

_SUFFIX = ".yaml"
_MOST_MISTAKES = 60


def load_order(path: Path) -> Order:
    """Read an order file.

    Raises:
        OrderError: the file cannot be read or carried out; one line for each mistake, each
            ``file:line: what is wrong; what to write``.
    """
    return parse_order(read_text(path), path.name)


def parse_order(text: str, name: str) -> Order:
    """Read an order from text; the name stands in its sentences.

    Raises:
        OrderError: as for ``load_order``.
    """
    content = _tree(text, name)
    if not isinstance(content.value, dict):
        first = Mistake(1, "an order file is keys with values; start with `schema: order-file/0.1`")
        raise _error([first], name)
    file: OrderFile | None = None
    found = list(content.mistakes)
    try:
        file = OrderFile.model_validate(content.value, context=names.defined(content.value))
    except ValidationError as e:
        found += explain.mistakes(e, content)
    if file is not None:
        found += lint.mistakes(file, content)
    if found or file is None:
        raise _error(found, name)
    order = build(file, content, name)
    return dataclasses.replace(order, warnings=lint.warnings(order))


def read_text(path: Path) -> str:
    """The text of an order file.

    Raises:
        OrderError: there is no such file, or it is not text.
    """
    try:
        with path.open("rb") as file:
            data = file.read(4 * tree.MAX_CHARACTERS + 1)
    except OSError as e:
        known = ", ".join(packaged_orders())
        raise OrderError(
            f"{path.name}:1: the order file cannot be opened ({e.strerror});"
            f" name an existing file, or a packaged order: {known}"
        ) from e
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        raise OrderError(
            f"{path.name}:{line}: this is not UTF-8 text; save the order file as plain UTF-8"
        ) from e


def packaged_orders() -> tuple[str, ...]:
    """Names of the orders that come with the program."""
    folder = resources.files("goodcause.order") / "samples"
    return tuple(
        sorted(f.name.removesuffix(_SUFFIX) for f in folder.iterdir() if f.name.endswith(_SUFFIX))
    )


def packaged_order(name: str) -> Path:
    """The file of an order that comes with the program.

    Raises:
        OrderError: there is none of that name; lists those there are.
    """
    known = packaged_orders()
    if name not in known:
        raise OrderError(f"no packaged order is called {name!r}; there are: {', '.join(known)}")
    return Path(str(resources.files("goodcause.order") / "samples" / f"{name}{_SUFFIX}"))


def fill_dates(text: str, day: datetime.date) -> str:
    """The same text with the day written where an order has no date; all else is kept.

    An order that has one of its two dates keeps the other as it is: an order without a day of
    effect of its own holds from the day it is dated.

    Raises:
        OrderError: the text cannot be read as an order file.
    """
    content = _tree(text, "the order")
    for start, end in sorted(_open_dates(content), reverse=True):
        space = " " if text[start - 1 : start] == ":" else ""
        text = f"{text[:start]}{space}{day.isoformat()}{text[end:]}"
    return text


def _open_dates(content: Tree) -> list[tuple[int, int]]:
    top = content.value if isinstance(content.value, dict) else {}
    orders = top.get("orders")
    gaps: list[tuple[int, int]] = []
    for index, order in enumerate(orders if isinstance(orders, list) else []):
        if isinstance(order, dict) and not (order.get("dated") or order.get("effective")):
            paths = (("orders", index, key) for key in ("dated", "effective"))
            gaps += [content.gaps[p] for p in paths if p in content.gaps]
    return gaps


def _tree(text: str, name: str) -> Tree:
    try:
        return tree.read(text)
    except UnreadableError as e:
        raise _error([e.mistake], name) from e


def _error(mistakes: list[Mistake], name: str) -> OrderError:
    ordered = sorted(set(mistakes))
    lines = [f"{name}:{m.line}: {m.sentence}" for m in ordered[:_MOST_MISTAKES]]
    if len(ordered) > _MOST_MISTAKES:
        lines.append(f"{name}: and {len(ordered) - _MOST_MISTAKES} more mistakes")
    return OrderError("\n".join(lines))
