"""What a paper says, once; how it is set as DOCX to edit or PDF to keep is elsewhere.

Every paper made here is a draft for counsel: it says so, and cites the clause it rests on.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from goodcause.base.errors import ProcedureError
from goodcause.order.clause import Case

BANNER: Final = "DRAFT FOR COUNSEL: not reviewed, not signed, not sent"


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; with a number where the paper counts its paragraphs."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its head, its body, and shares of the page's width."""

    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick, and what ticking it says."""

    text: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: a sentence, and what belongs on each ruled line."""

    opening: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows stands on a page of its own."""


Block = Heading | Words | Rows | Tick | Signature | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A paper.

    Attributes:
        court: the court's name.
        parties: lines on the left of the caption.
        number: the docket number.
        title: lines on the right of the caption, below the number.
        blocks: what it says, in order.
        cites: clauses it rests on, such as ``section 2 of DJ-2007 (D2-3)``.
        footer: at the foot of each page.
        banner: the words that say it is a draft.
    """

    court: str
    parties: tuple[str, ...]
    number: str
    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    cites: tuple[str, ...]
    footer: str
    banner: str = BANNER

    def __post_init__(self) -> None:
        if not self.cites or not self.title or not self.banner:
            raise ValueError("a draft has a title, cites its clause and says that it is a draft")


def captioned(
    case: Case, title: tuple[str, ...], blocks: tuple[Block, ...], cites: tuple[str, ...]
) -> Draft:
    """A draft under the caption of the case."""
    first, versus, second = case.caption.partition(" v. ")
    return Draft(
        court=case.court.upper(),
        parties=(f"{first},", "v.", f"{second}.") if versus else (case.caption,),
        number=case.number,
        title=title,
        blocks=blocks,
        cites=cites,
        footer=f"{title[0].capitalize()}, {case.caption}",
    )


def filled(template: str, fields: Mapping[str, str]) -> str:
    """A template with each ``{field}`` filled in.

    Raises:
        ProcedureError: a field is not given, or empty; it is named, and nothing is written.
    """
    try:
        wanted = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
    except ValueError as e:
        raise ProcedureError(f"the template is no template ({e}); mend its braces") from e
    missing = sorted({name for name in wanted if not fields.get(name, "").strip()})
    if missing:
        names = ", ".join(missing)
        raise ProcedureError(
            f"the template needs {names}, and it is not known; nothing was written: record it first"
        )
    parts = []
    for words, name, _, _ in string.Formatter().parse(template):
        parts += [words, " ".join(fields[name].split()) if name is not None else ""]
    return "".join(parts)
