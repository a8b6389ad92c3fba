"""Making a case under an order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goodcause.base.custody import refuse_custodians
from goodcause.base.errors import OrderError
from goodcause.order.load import (
    fill_dates,
    load_order,
    packaged_order,
    packaged_orders,
    parse_order,
)
from goodcause.store import audit
from goodcause.store.matter import Matter, new_matter


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case just made.

    Attributes:
        blockers: what must be filled in before anything can be produced.
    """

    matter: Matter
    caption: str
    series: tuple[str, ...]
    blockers: tuple[str, ...]


def new_case(
    folder: Path, order: str, dated: date | None, custodians: Sequence[str] = ()
) -> NewCase:
    """Make a case folder.

    Args:
        folder: to be made.
        order: a packaged order, or an order file.
        dated: of an order whose file gives no date.
        custodians: who may open its blobs (recipients of age); none leaves them in the clear.

    Raises:
        OrderError: there is no such order, or its file has a mistake.
        UsageError: a custodian is none.
        CaseError: the folder cannot be made.
    """
    if custodians:
        refuse_custodians(custodians)
    name, text = _order_text(order)
    if dated is not None:
        text = fill_dates(text, dated)
    parsed = parse_order(text, f"{name}.yaml")
    matter = new_matter(folder, name, text, tuple(dict.fromkeys(custodians)))
    facts: dict[str, object] = {"custodians": matter.custodians} if custodians else {}
    audit.record("new", {"order": name, "digest": parsed.digest, **facts})
    return NewCase(
        matter=matter,
        caption=f"{parsed.case.caption} ({parsed.case.court} {parsed.case.number})",
        series=tuple(parsed.series_names),
        blockers=tuple(load_order(matter.order_file).blockers()),
    )


def _order_text(order: str) -> tuple[str, str]:
    path = packaged_order(order) if order in packaged_orders() else Path(order)
    try:
        return _name(path), path.read_text(encoding="utf-8")
    except UnicodeDecodeError as e:
        raise OrderError(f"{path} is not a text file in UTF-8; name an order file (YAML)") from e
    except OSError as e:
        known = ", ".join(packaged_orders())
        raise OrderError(
            f"{order!r} is neither a packaged order ({known}) nor an order file "
            f"that can be read ({e.strerror})"
        ) from e


def _name(path: Path) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", path.stem).strip("-.") or "order"
