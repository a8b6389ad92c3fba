"""The letter that calls back what was served and may be removed now. It names no value."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from goodcause.order.order import RuleSet
from goodcause.order.vocabulary import spoken
from goodcause.production.certificate import count
from goodcause.production.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One thing called back.

    Attributes:
        number: the page's, or a whole document's first.
        category: of what stands there.
        clause, section: that lets it be removed.
        whole: whether the whole document is called back.
    """

    number: str
    category: str
    clause: str
    section: str
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to one recipient about one volume."""

    volume: str
    to: str
    rules: RuleSet
    called: tuple[Called, ...]


def clawback_file(letter: Letter) -> bytes:
    """The bytes of the letter, a draft for counsel; the same facts give the same bytes."""
    case = letter.rules.order.case
    paper = Paper(f"Request for return, volume {letter.volume}")
    title = [f"No. {case.number}" if case.number else "", "REQUEST FOR RETURN"]
    paper.caption(
        case.court.upper(), [case.caption], [t for t in (*title, f"Volume {letter.volume}") if t]
    )
    paper.text(f"To {letter.to}:")
    rows = _rows(letter)
    orders = sorted(
        {r.order for r in letter.rules.rules} & {o.id for o in letter.rules.order.orders}
    )
    newest = [o.id for o in letter.rules.order.orders if o.id in orders][-1:]
    paper.text(
        f"Volume {letter.volume} was produced to you before the order was amended.",
        f"Under {newest[0] if newest else 'the order'} as it now stands, the information listed",
        f"below, on {count(len({r[0] for r in rows}), 'page')}, may be removed from it.",
    )
    paper.heading("What is called back")
    paper.table(
        [("Bates number", "Kind of information", "Clause", "Section"), *rows], (2.6, 4.6, 2, 1.4)
    )
    paper.heading("What is asked of you")
    paper.items(
        [
            "Return or destroy every copy of these pages, on paper and in any review system or"
            " backup within your control, and those you passed to experts, vendors or others.",
            "Make no use of the information, and put no page that shows it on a public docket.",
            "Take the pages of the replacement volume in their place; they bear the same numbers.",
            "Confirm in writing who held copies, and that this was done.",
        ]
    )
    paper.note(
        "This request names pages and kinds of information only. It waives no objection and no"
        f" privilege. Rules in force, by their digest (SHA-256): {letter.rules.digest}"
    )
    paper.heading("Signature")
    party = case.producing_party
    paper.signature(
        "Draft for counsel's signature; counsel decides whether and when it is sent.",
        ("Date", f"Counsel for {party}" if party else "Counsel", "Name and address"),
    )
    return paper.written()


def _rows(letter: Letter) -> list[tuple[str, str, str, str]]:
    """One row a page, category and clause, in the order of the numbers."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for each in letter.called:
        words = "the whole document that begins here" if each.whole else spoken(each.category)
        found[each.number, words].add((each.clause, each.section))
    return [
        (
            number,
            words,
            ", ".join(sorted({c for c, _ in clauses} - {""})) or "see the order",
            ", ".join(sorted({s for _, s in clauses} - {""})),
        )
        for (number, words), clauses in sorted(found.items())
    ]
