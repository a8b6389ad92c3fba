"""The paper a class of leaks starts from: an application of ruled cells, the secret in one."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from benchmarks.removal.subject import Subject

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the lower left corner."""

Show = Callable[[Canvas, float, float, str], None]
"""Draws the secret's value with its baseline beginning at a place."""

LEFT, TOP, HIGH, WIDE = 72.0, 722.0, 32.0, 468.0
FREE = 300.0
"""Below this height the page is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What one subject hands in.

    Attributes:
        files: contents by path; the first is the paper itself.
        boxes: where the secret is plainly shown on page 1 of a PDF; an editor is told these.
        keepers: what must be readable in the volume.
    """

    files: dict[str, bytes]
    boxes: tuple[Rect, ...] = ()
    keepers: tuple[str, ...] = field(default=())


def paper(subject: Subject, data: bytes, **others: bytes) -> Paper:
    """A PDF whose form shows the secret in its cell."""
    name = f"{subject.number:04}.pdf"
    return Paper(files={name: data, **others}, boxes=(cell(subject),), keepers=subject.keepers)


def cell(subject: Subject) -> Rect:
    """The cell of the secret, inside its rules and under its caption."""
    bottom = TOP - HIGH * (subject.row + 1)
    return (LEFT + 2, bottom + 2, LEFT + WIDE - 2, bottom + 22)


def baseline(subject: Subject) -> tuple[float, float]:
    """Where the secret's value begins."""
    return LEFT + 8, TOP - HIGH * (subject.row + 1) + 7


def form(
    subject: Subject, *, show: Show | None = None, more: Callable[[Canvas], None] | None = None
) -> bytes:
    """The application as a PDF of one page.

    Args:
        subject: what it says.
        show: draws the secret's value; plainly when not given.
        more: draws whatever else the page is to hold.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter, invariant=1, pageCompression=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(LEFT, 740, "Application for License to Carry a Concealed Weapon")
    for row, (label, value) in enumerate(subject.fields):
        top = TOP - HIGH * row
        canvas.rect(LEFT, top - HIGH, WIDE, HIGH)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(LEFT + 4, top - 9, label)
        canvas.setFont("Helvetica", 11)
        draw = show if show is not None and row == subject.row else plainly
        canvas.saveState()
        draw(canvas, LEFT + 8, top - HIGH + 7, value)
        canvas.restoreState()
    if more is not None:
        canvas.setFont("Helvetica", 11)
        more(canvas)
    canvas.save()
    return out.getvalue()


def plainly(canvas: Canvas, x: float, y: float, text: str) -> None:
    """Draw text as anybody would."""
    canvas.drawString(x, y, text)


def nothing(_canvas: Canvas, _x: float, _y: float, _text: str) -> None:
    """Leave the cell to what is drawn afterwards."""
