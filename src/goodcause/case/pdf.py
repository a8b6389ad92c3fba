"""Sets a draft as PDF, for the record."""

from __future__ import annotations

from goodcause.case.draft import Block, Draft, Heading, PageBreak, Rows, Signature, Tick, Words
from goodcause.production.paper import Paper


def pdf(draft: Draft) -> bytes:
    """The bytes of the paper; the same draft gives the same bytes."""
    paper = Paper(draft.footer)
    paper.banner(draft.banner)
    title = [f"No. {draft.number}", *draft.title] if draft.number else list(draft.title)
    paper.caption(draft.court, draft.parties, title)
    for block in draft.blocks:
        _set(paper, block)
    paper.note(f"Under {'; '.join(draft.cites)}.")
    return paper.written()


def _set(paper: Paper, block: Block) -> None:
    match block:
        case Heading(text):
            paper.heading(text)
        case Words(text, 0):
            paper.paragraph(text)
        case Words(text, number):
            paper.numbered(number, text)
        case Tick(text, ticked):
            paper.tick(text, ticked=ticked)
        case Rows(head, body, widths):
            paper.table([head, *body], widths)
            paper.gap()
        case Signature(opening, lines):
            paper.signature(opening, lines)
        case PageBreak():
            paper.page_break()
