"""A paper with places to fill: blocks of a draft whose texts bear ``{fields}``.

A field is filled with what is known of the case or told by counsel. One that is missing is named,
and then nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from goodcause.base.errors import ProcedureError
from goodcause.case.draft import (
    Block,
    Draft,
    Heading,
    Rows,
    Signature,
    Tick,
    Words,
    captioned,
    filled,
)
from goodcause.order.clause import Case
from goodcause.order.order import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A paper before its places are filled.

    Attributes:
        name: as commands and files bear it.
        what: it is, in a line.
        title: lines on the right of the caption.
        blocks: what it says; texts are templates.
        cites: what it rests on; templates too.
        table: the list field that a table of two columns is made of, with its head; empty for none.
        asks: fields that a procedure does not know by itself, for forms.
    """

    name: str
    what: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    cites: tuple[str, ...]
    table: tuple[str, str, str] | tuple[()] = ()
    asks: tuple[str, ...] = ()


Fields = Mapping[str, object]
"""By name: a text, or a list of texts."""


def drafted(template: Template, rules: RuleSet, fields: Fields) -> Draft:
    """The paper with every place filled.

    Raises:
        ProcedureError: a field is missing.
    """
    refuse_undated(rules)
    case = rules.order.case
    told = {**_of_case(rules), **{name: _text(value) for name, value in fields.items()}}
    blocks = [_filled(block, told) for block in template.blocks]
    if template.table:
        name, *head = template.table
        blocks = _with_table(blocks, head, fields.get(name), name)
    title = tuple(filled(line, told) for line in template.title)
    cites = tuple(filled(line, told) for line in template.cites)
    return captioned(whole(case), title, tuple(blocks), cites)


def refuse_undated(rules: RuleSet) -> None:
    """Look whether every order that a paper names has a date.

    Raises:
        ProcedureError: one has none.
    """
    for sentence in rules.order.blockers():
        raise ProcedureError(f"{sentence}; nothing was written")


def whole(case: Case) -> Case:
    """The case, when its file names what every paper names.

    Raises:
        ProcedureError: it leaves out a court, a number or a party.
    """
    names = ("court", "number", "producing_party", "receiving_party")
    missing = [name for name in names if not getattr(case, name).strip()]
    if missing:
        raise ProcedureError(
            f"the order file does not say the case's {', '.join(missing)}; nothing was written: "
            "write it under `case:`"
        )
    return case


def _of_case(rules: RuleSet) -> dict[str, str]:
    case = rules.order.case
    alive = {rule.order for rule in rules.rules}
    orders = [o for o in rules.order.orders if o.id in alive]
    tiers = [t for t in rules.order.tiers if t.legend]
    return {
        "caption": case.caption,
        "court": case.court,
        "number": case.number,
        "producing": case.producing_party,
        "receiving": case.receiving_party,
        "orders": " and ".join(f"{o.id} (in force from {o.effective})" for o in orders),
        "tier": tiers[0].words if tiers else "",
        "legend": tiers[0].legend if tiers else "",
    }


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _filled(block: Block, told: Mapping[str, str]) -> Block:
    if isinstance(block, Heading | Words | Tick):
        return replace(block, text=filled(block.text, told))
    if isinstance(block, Signature):
        return replace(block, opening=filled(block.opening, told))
    return block


def _with_table(blocks: list[Block], head: list[str], value: object, name: str) -> list[Block]:
    """The blocks with the table after the first heading and its words."""
    rows = [str(v).strip() for v in (value if isinstance(value, list | tuple) else [value]) if v]
    if not rows:
        raise ProcedureError(
            f"the template needs {name}, and it is not known; nothing was written: record it first"
        )
    body = tuple((str(at), row) for at, row in enumerate(rows, 1))
    table = Rows(head=(head[0], head[1]), body=body, widths=(1, 8))
    at = next((i for i, b in enumerate(blocks) if isinstance(b, Heading)), -1) + 2
    return [*blocks[:at], table, *blocks[at:]]
