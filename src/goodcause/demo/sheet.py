"""A paper being drawn: furniture, values, and the box of every value that is drawn.

Places are points from the top left of the page, y of a text being its baseline. Boxes are kept
in points too and become pixels when the paper is finished (:mod:`goodcause.demo.media`).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from goodcause.demo.pen import Hand, Stroke
from goodcause.demo.runs import Run, Sentence, text_of

WIDE, HIGH = 612.0, 792.0
_TALL = frozenset("bdfhkltij0123456789'\"/()[]|!?&$#%@ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DEEP = frozenset("gjpqy,;()[]|/$Q@")
_SMALLEST = 6.0

Quad = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How values are put on the paper.

    Attributes:
        font: one of the standard fonts.
        size: points.
        hand: a handwriting; when given, values are written with it.
        form: whether values go into fillable fields instead of the page.
    """

    font: str = "Helvetica"
    size: float = 9.5
    hand: Hand | None = None
    form: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One value as drawn: its boxes in points from the top left."""

    page: int
    category: str
    text: str
    boxes: tuple[Quad, ...]
    medium: str
    narrative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One fillable field: where it is and the lines of its appearance."""

    page: int
    name: str
    rect: Quad
    text: str
    lines: tuple[tuple[float, float, str], ...]
    font: str
    size: float
    many: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Part of a run on one line."""

    x: float
    y: float
    text: str
    run: int


class Sheet:
    """One paper of one or more pages under the pen."""

    def __init__(
        self, face: Face, specimen: str = "SYNTHETIC SPECIMEN - NOT A REAL RECORD"
    ) -> None:
        self.face = face
        self.marks: list[Mark] = []
        self.fields: list[Field] = []
        self.page = 1
        self._specimen = specimen
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=(WIDE, HIGH), invariant=1)
        self._foot()

    # -- furniture ---------------------------------------------------------------------------

    def say(self, x: float, y: float, text: str, *, size: float = 8.0, font: str = "") -> float:
        """Print furniture (a label, a heading); gives the x after it."""
        font = font or "Helvetica"
        self._canvas.setFont(font, size)
        self._canvas.drawString(x, HIGH - y, text)
        return x + float(stringWidth(text, font, size))

    def centre(self, y: float, text: str, *, size: float = 11.0, font: str = "") -> None:
        """Print furniture in the middle of the page."""
        font = font or "Helvetica-Bold"
        self.say((WIDE - stringWidth(text, font, size)) / 2, y, text, size=size, font=font)

    def prose(
        self, x: float, y: float, width: float, text: str, *, size: float = 8.0, font: str = ""
    ) -> float:
        """Print wrapped furniture; gives the y below it."""
        font = font or "Helvetica"
        for line in wrap_plain(text, width, font, size):
            self.say(x, y, line, size=size, font=font)
            y += size * 1.22
        return y

    def line(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.6) -> None:
        """Rule a line."""
        self._canvas.setLineWidth(weight)
        self._canvas.line(x1, HIGH - y1, x2, HIGH - y2)

    def box(self, rect: Quad, *, fill: float | None = None, weight: float = 0.6) -> None:
        """Rule a box of (left, top, right, bottom), tinted when ``fill`` (0 black, 1 white)."""
        left, top, right, bottom = rect
        self._canvas.setLineWidth(weight)
        if fill is not None:
            self._canvas.setFillGray(fill)
        self._canvas.rect(
            left, HIGH - bottom, right - left, bottom - top, fill=int(fill is not None)
        )
        self._canvas.setFillGray(0)

    def tick(self, x: float, y: float, *, on: bool) -> None:
        """A tick box, ticked or not."""
        self.box((x, y - 7, x + 7, y), weight=0.5)
        if on:
            self.line(x + 1, y - 6, x + 6, y - 1, 1.0)
            self.line(x + 6, y - 6, x + 1, y - 1, 1.0)

    def sign(self, x: float, y: float, name: str, hand: Hand) -> None:
        """Sign a name; a signature is not a value of any category."""
        self._strokes(hand.write(name, x, y, 13.0))

    def next_page(self) -> None:
        """Take a new leaf."""
        self._canvas.showPage()
        self.page += 1
        self._foot()

    # -- values ------------------------------------------------------------------------------

    def put(self, x: float, y: float, runs: Iterable[Run], *, width: float = 0.0) -> float:
        """Write values on one line, smaller when they would be wider than ``width``.

        Gives the x after the last word.
        """
        every = tuple(runs)
        size = self._fitting(every, width)
        pieces, end = self._line_up(every, x, y, size)
        if self.face.form:
            right = x + width if width else end + 4
            rect = (x - 1, y - size * 1.05, right, y + size * 0.4)
            self._field(rect, pieces, every, size, many=False)
        else:
            self._draw(pieces, every, size)
        self._note(pieces, every, size, narrative=False)
        return end

    def put_text(
        self, rect: Quad, sentences: Sequence[Sentence], *, leading: float, ruled: bool = False
    ) -> float:
        """Write as many sentences as fit into a rectangle; gives the y of the last line."""
        left, top, right, bottom = rect
        size = self.face.size
        room = int((bottom - top) / leading)
        runs: tuple[Run, ...] = ()
        for sentence in sentences:
            longer = (*runs, *sentence)
            if len(self._wrap(longer, right - left, size)) > room:
                break
            runs = longer
        lines = self._wrap(runs, right - left, size)
        pieces = tuple(
            replace(piece, x=left + piece.x, y=top + leading * (1 + row) - leading * 0.25)
            for row, line in enumerate(lines)
            for piece in line
        )
        if ruled:
            for row in range(room):
                y = top + leading * (row + 1)
                self.line(left, y, right, y, 0.35)
        if self.face.form:
            self._field((left - 2, top, right + 2, bottom), pieces, runs, size, many=True)
        else:
            self._draw(pieces, runs, size)
        self._note(pieces, runs, size, narrative=True)
        return top + leading * len(lines)

    def pdf(self) -> bytes:
        """The paper as a PDF, without its fillable fields."""
        self._canvas.save()
        return self._buffer.getvalue()

    # -- inside ------------------------------------------------------------------------------

    def _foot(self) -> None:
        self._canvas.setTitle("Synthetic specimen")
        self._canvas.setFont("Helvetica", 5.5)
        self._canvas.drawString(36, 18, self._specimen)

    def _wide(self, text: str, size: float) -> float:
        hand = self.face.hand
        if hand is not None:
            return hand.wide(text, size)
        return float(stringWidth(text, self.face.font, size))

    def _fitting(self, runs: tuple[Run, ...], width: float) -> float:
        size = self.face.size
        natural = self._wide(text_of(runs), size)
        if width and natural > width:
            size = max(_SMALLEST, size * width / natural * 0.99)
        return size

    def _line_up(
        self, runs: tuple[Run, ...], x: float, y: float, size: float
    ) -> tuple[tuple[Piece, ...], float]:
        pieces = []
        for index, run in enumerate(runs):
            pieces.append(Piece(x=x, y=y, text=run.text, run=index))
            x += self._wide(run.text, size)
        return tuple(pieces), x

    def _wrap(self, runs: tuple[Run, ...], width: float, size: float) -> list[list[Piece]]:
        lines: list[list[Piece]] = [[]]
        x = 0.0
        spaced = True
        for index, word in _words(runs):
            wide = self._wide(word.rstrip(), size)
            if x and spaced and x + wide > width:
                lines.append([])
                x = 0.0
            line = lines[-1]
            if line and line[-1].run == index:
                line[-1] = replace(line[-1], text=line[-1].text + word)
            else:
                line.append(Piece(x=x, y=0.0, text=word, run=index))
            x += self._wide(word, size)
            spaced = word.endswith(" ")
        return [line for line in lines if line]

    def _draw(self, pieces: tuple[Piece, ...], runs: tuple[Run, ...], size: float) -> None:
        hand = self.face.hand
        for piece in pieces:
            if hand is not None:
                self._strokes(hand.write(piece.text, piece.x, piece.y, size))
            else:
                self.say(piece.x, piece.y, piece.text.rstrip(), size=size, font=self.face.font)

    def _strokes(self, strokes: Iterable[Stroke]) -> None:
        canvas = self._canvas
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for stroke in strokes:
            canvas.setLineWidth(stroke.weight)
            path = canvas.beginPath()
            (x, y), *rest = stroke.points
            path.moveTo(x, HIGH - y)
            for x, y in rest:
                path.lineTo(x, HIGH - y)
            canvas.drawPath(path)
        canvas.setLineCap(0)
        canvas.setLineJoin(0)

    def _field(
        self,
        rect: Quad,
        pieces: tuple[Piece, ...],
        runs: tuple[Run, ...],
        size: float,
        *,
        many: bool,
    ) -> None:
        rows: dict[float, tuple[float, str]] = {}
        for piece in pieces:
            x, text = rows.get(piece.y, (piece.x, ""))
            rows[piece.y] = (x, text + piece.text)
        lines = tuple((x, y, text.rstrip()) for y, (x, text) in rows.items())
        self.fields.append(
            Field(
                page=self.page,
                name=f"f{self.page}_{len(self.fields) + 1:03d}",
                rect=rect,
                text=text_of(runs).strip(),
                lines=lines,
                font=self.face.font,
                size=size,
                many=many,
            )
        )

    def _note(
        self, pieces: tuple[Piece, ...], runs: tuple[Run, ...], size: float, *, narrative: bool
    ) -> None:
        medium = "form" if self.face.form else "handwriting" if self.face.hand else "typed"
        for index, run in enumerate(runs):
            if run.category is None:
                continue
            own = [piece for piece in pieces if piece.run == index and piece.text.strip()]
            boxes = tuple(self._extent(piece, size) for piece in own)
            if boxes:
                self.marks.append(
                    Mark(
                        page=self.page,
                        category=run.category,
                        text=run.text.strip(),
                        boxes=boxes,
                        medium=medium,
                        narrative=narrative,
                    )
                )

    def _extent(self, piece: Piece, size: float) -> Quad:
        text = piece.text.rstrip()
        lead = len(text) - len(text.lstrip())
        x = piece.x + self._wide(text[:lead], size)
        text = text[lead:]
        hand = self.face.hand
        if hand is not None:
            return hand.extent(text, x, piece.y, size)
        return ink_extent(text, x, piece.y, self.face.font, size)


def ink_extent(text: str, x: float, y: float, font: str, size: float) -> Quad:
    """The box of the ink of a printed text, from what its letters do above and below the line."""
    rise = 0.72 if _TALL & set(text) else 0.53
    drop = 0.2 if _DEEP & set(text) else 0.0
    side = 0.03 * size
    wide = float(stringWidth(text, font, size))
    return (x + side, y - rise * size, x + max(wide - side, 2 * side), y + drop * size)


def wrap_plain(text: str, width: float, font: str, size: float) -> list[str]:
    """Break a text into lines of at most ``width`` points."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(longer, font, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _words(runs: tuple[Run, ...]) -> Iterator[tuple[int, str]]:
    """Each word with the space after it, and the run it belongs to."""
    for index, run in enumerate(runs):
        start = 0
        for end in range(1, len(run.text) + 1):
            ends_word = end == len(run.text) or (run.text[end - 1] == " " != run.text[end])
            if ends_word:
                yield index, run.text[start:end]
                start = end
