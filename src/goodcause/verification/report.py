"""A verdict as text, as data, and as a page for a declaration; no removed value is in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from goodcause.verification.secret import Severity, Verdict

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_MOST_ROWS = 500  # problems set out on paper; the rest is counted


def as_text(verdict: Verdict) -> str:
    """The verdict in plain lines, worst first."""
    lines = [f"{verdict.volume}: {_conclusion(verdict)}", "", "Tried:"]
    lines += [
        f"  {tried.check:7} {tried.description}: {_outcome(tried.on, tried.problems)}"
        for tried in verdict.tried
    ]
    lines += ["", "Found:"]
    for problem in sorted(verdict.problems, key=lambda p: p.severity is not Severity.LEAK):
        where = f"{problem.where}: " if problem.where else ""
        lines.append(f"  {problem.severity.value.upper()} {problem.check} {where}{problem.what}")
    if not verdict.problems:
        lines.append("  nothing wrong")
    lines += ["", "Not looked at:"]
    lines += [f"  {blind.what}: {blind.why}" for blind in verdict.blinds] or ["  nothing left out"]
    return _printable("\n".join(lines)) + "\n"


def as_json(verdict: Verdict) -> dict[str, object]:
    """The verdict as values that JSON can hold."""
    return {
        "volume": _printable(verdict.volume),
        "sound": verdict.sound,
        "tried": [asdict(tried) for tried in verdict.tried],
        "problems": [
            {key: _printable(str(value)) for key, value in asdict(problem).items()}
            for problem in verdict.problems
        ],
        "not_looked_at": [asdict(blind) for blind in verdict.blinds],
    }


def as_pdf(verdict: Verdict, path: Path, caption: str) -> None:
    """Write the verdict as a page that counsel can attach to a declaration.

    Args:
        verdict: what was found.
        path: the PDF to write; the same verdict gives the same bytes.
        caption: court, case and number, printed at the head; lines kept.

    Raises:
        OSError: the file cannot be written.
    """
    from reportlab.lib.pagesizes import LETTER  # noqa: PLC0415 - heavy; only this needs it
    from reportlab.platypus import SimpleDocTemplate  # noqa: PLC0415 - see above

    document = SimpleDocTemplate(
        str(path),
        pagesize=LETTER,
        leftMargin=72,
        rightMargin=72,
        topMargin=64,
        bottomMargin=64,
        title=f"Verification of {_printable(verdict.volume)}",
        invariant=1,
    )
    document.build(_story(verdict, caption), onFirstPage=_foot, onLaterPages=_foot)


def _story(verdict: Verdict, caption: str) -> list[Flowable]:
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415 - see above
    from reportlab.platypus import Paragraph, Spacer  # noqa: PLC0415 - see above

    base = ParagraphStyle("base", fontName="Times-Roman", fontSize=10.5, leading=13.5)
    head = ParagraphStyle("head", base, fontName="Times-Bold", spaceBefore=12, spaceAfter=4)
    title = ParagraphStyle("title", head, fontSize=15, leading=19, alignment=1, spaceBefore=16)
    centre = ParagraphStyle("centre", base, alignment=1)
    small = ParagraphStyle("small", base, fontSize=9, leading=11)

    def say(text: str, style: ParagraphStyle) -> Flowable:
        return Paragraph(escape(_printable(text)), style)

    story = [say(line, centre) for line in caption.splitlines() if line.strip()]
    story.append(say(f"Verification of production volume {verdict.volume}", title))
    story += [say(_conclusion(verdict), centre), Spacer(1, 6)]
    story.append(say("1. What was tried, on how much, and what came of it", head))
    rows = [(t.check, _sentence(t.description), _outcome(t.on, t.problems)) for t in verdict.tried]
    story.append(_table(("Check", "What it shows", "Outcome"), rows, (46, 292, 130), small))
    story.append(say("2. What was found", head))
    found = [(p.severity.value, p.check, p.where, p.what) for p in verdict.problems[:_MOST_ROWS]]
    if found:
        names = ("Kind", "Check", "Where", "What")
        story.append(_table(names, found, (44, 40, 150, 234), small))
    else:
        story.append(say("Nothing wrong was found.", base))
    if len(verdict.problems) > _MOST_ROWS:
        more = len(verdict.problems) - _MOST_ROWS
        story.append(say(f"{more} further problems are in the full report.", base))
    story.append(say("3. What was not looked at", head))
    blind = [(_sentence(b.what), _sentence(b.why)) for b in verdict.blinds]
    if blind:
        story.append(_table(("What", "Why"), blind, (190, 278), small))
    else:
        story.append(say("Nothing was left out.", base))
    story += [Spacer(1, 14), say(_CAVEAT, small)]
    return story


_CAVEAT = (
    "The verifier reads the served files only. It shares no code with the part of the program that "
    "removed matter and wrote the files, except the decoding of page images and the reading of "
    "print by OCR. An attack that finds nothing shows that this attack finds nothing; it does not "
    "show that no other could. No value that was removed is printed in this report."
)


def _table(
    names: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...], style: object
) -> Flowable:
    from reportlab.lib.colors import HexColor  # noqa: PLC0415 - see above
    from reportlab.platypus import Paragraph, Table, TableStyle  # noqa: PLC0415 - see above

    body = [[Paragraph(escape(_printable(c)), style) for c in row] for row in rows]
    heads = [Paragraph(f"<b>{escape(name)}</b>", style) for name in names]
    table = Table([heads, *body], colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor("#333333")),
                ("LINEBELOW", (0, 1), (-1, -1), 0.25, HexColor("#bbbbbb")),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table


def _foot(canvas: object, document: object) -> None:
    say = getattr(canvas, "drawCentredString", None)
    font = getattr(canvas, "setFont", None)
    if say is not None and font is not None:
        font("Times-Roman", 9)
        say(306, 40, f"Page {getattr(document, 'page', '')}")


def _conclusion(verdict: Verdict) -> str:
    leaks = sum(p.severity is Severity.LEAK for p in verdict.problems)
    broken = len(verdict.problems) - leaks
    if verdict.sound:
        return "Sound: nothing wrong was found in what was looked at."
    if verdict.foreign:
        others = f"{broken} other things that a production should not carry"
        return f"{leaks} places where removed text can be got back, and {others}, were found."
    return f"Not to be served: {leaks} leaks and {broken} broken rules were found."


def _outcome(count: int, problems: int) -> str:
    if not count and not problems:
        return "nothing to look at"
    return f"{count:,} looked at, {problems:,} wrong"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _printable(text: str) -> str:
    """Without control characters and halves of surrogate pairs, which no report can carry."""
    return "".join(
        c if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cf") else "\ufffd"
        for c in text
    )
