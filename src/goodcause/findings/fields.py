"""The box that belongs to a label: where a value would stand, whatever stands in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from goodcause.base.geometry import Box
from goodcause.findings.captions import above, stand_below
from goodcause.findings.combs import Comb, combs, of_label
from goodcause.findings.labels import Label
from goodcause.findings.layout import Run, Sheet, form_cell
from goodcause.pages.page import Origin, Word

_FAR = 1_000_000  # pixels: beyond every page
_MARGIN = 100  # a third of an inch: no form prints nearer to the paper's edge
_BELOW = 2.2  # a value stands at most this many letter heights under its label
_ROOM = 0.7  # a cell has room for a value when it leaves this many letter heights
_SURE = 0.6  # a reader's confidence; below, a word may be another and its box too small
_STEP = 0.25
_MOST_STEPS = 12
_OCR_MARGIN = 12  # a millimetre
_INK_SHARE = 0.5
_MOST_ROWS = 60
_TALL_INK = 4
NUMERIC = frozenset(["ssn", "driver_license", "date_of_birth", "home_phone", "work_phone", "phone"])
"""Labels whose value has digits: words without any beside them belong to something else."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands in its box.

    Attributes:
        label: the label.
        words: words of the value, ascending; empty when none could be read.
        region: pixels of the value.
        ink: whether there is ink that nobody could read.
        row: 0 for the box beside or under the label, 1 and on for rows of a table below it.
    """

    label: Label
    words: tuple[int, ...]
    region: Box
    ink: bool
    row: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """A page as a form: its labels, and which words belong to labels."""

    sheet: Sheet
    labels: tuple[Label, ...]
    taken: frozenset[int]
    starts: dict[int, tuple[int, ...]]
    """For each line, the left edges of its labels."""
    middles: tuple[tuple[float, int], ...]
    """The height at which each word stands, ascending, and its index."""
    combs: tuple[Comb, ...] = ()
    below: bool = False
    """Whether labels outside cells stand under their values."""


def as_form(sheet: Sheet, labels: Sequence[Label]) -> Form:
    """Index the labels of a page."""
    taken = frozenset(w for label in labels for w in label.words)
    starts: dict[int, list[int]] = {}
    for label in labels:
        starts.setdefault(sheet.runs[label.run].line, []).append(label.box.left)
    middles = sorted((w.box.centre[1], i) for i, w in enumerate(sheet.page.words))
    edges = {k: tuple(sorted(v)) for k, v in starts.items()}
    return Form(
        sheet,
        tuple(labels),
        taken,
        edges,
        tuple(middles),
        combs(sheet.page.rules, sheet.size),
        stand_below(sheet, labels, edges),
    )


def value_of(form: Form, label: Label) -> tuple[Field, ...]:
    """The box or boxes of a label that hold something; none when the box is empty."""
    run = form.sheet.runs[label.run]
    cell = form_cell(form.sheet, run)
    stop = min((x for x in form.starts[run.line] if x > label.box.left), default=_FAR)
    comb = of_label(form.combs, label.box, stop, form.sheet.size, cell) if form.combs else None
    if comb is not None:
        field = _field(form, label, comb, grow=False)
        return (field,) if field else ()
    if cell is None and form.below:
        return _over(form, label, stop)
    if cell is None:
        return _beside(form, label, run, _right_margin(form, run))
    mates = [
        other
        for other in form.labels
        if other is not label and form.sheet.runs[other.run].cell == cell
    ]
    if mates:
        return _beside(form, label, run, cell.right)
    return _in_cell(form, label, cell)


def _over(form: Form, label: Label, stop: int) -> tuple[Field, ...]:
    """The value on the line over a label; the nearest line there, up to the label's neighbour."""
    sheet = form.sheet
    band = above(label.box, min(stop, sheet.page.width - _MARGIN), sheet.size)
    words = _words_in(form, band)
    if words:
        lowest = max(sheet.page.words[w].box.centre[1] for w in words)
        near = [w for w in words if lowest - sheet.page.words[w].box.centre[1] < 0.6 * sheet.size]
        top = min(sheet.page.words[w].box.top for w in near)
        band = _box(band.left, max(top, band.top), band.right, band.bottom)
    field = _field(form, label, band, grow=True)
    return (field,) if field else ()


def _right_margin(form: Form, run: Run) -> int:
    if run.cell is not None:
        return run.cell.right
    return max(form.sheet.page.width - _MARGIN, run.box.right)


def _in_cell(form: Form, label: Label, cell: Box) -> tuple[Field, ...]:
    size = form.sheet.size
    words = form.sheet.page.words
    if any(words[w].box.right < label.box.left - size for w in _words_in(form, cell)):
        cell = _box(label.box.left, cell.top, cell.right, cell.bottom)  # another's value, unruled
    beside = _box(label.box.right + size // 8, cell.top, cell.right, cell.bottom)
    below = _box(cell.left, label.box.bottom, cell.right, cell.bottom)
    inside = _words_in(form, cell)
    under = [w for w in inside if form.sheet.page.words[w].box.centre[1] > label.box.bottom]
    caption = below.height >= size * _ROOM and (len(under) == len(inside))
    first = below if caption else beside
    field = _field(form, label, first, grow=False)
    if field is not None:
        return _whole(form, label, field, beside)
    other = _field(form, label, beside if caption else below, grow=False)
    if other is not None and other.region.height >= size * _ROOM:
        return (other,)
    return _neighbour(form, label, cell)


def _whole(form: Form, label: Label, field: Field, beside: Box) -> tuple[Field, ...]:
    """What was found in a cell, and what it leaves over to the right of the label.

    Where what is in the cell could not be read well, all of the cell but the label goes.
    """
    strip = _box(beside.left, beside.top, beside.right, max(field.region.top, beside.top))
    if _doubtful(form, field) and strip.width > form.sheet.size and _anything(form, strip):
        return (field, Field(label, (), strip, True))
    rest = _field(form, label, beside, grow=False)
    if rest is None or set(rest.words) <= set(field.words):
        return (field,)
    if set(field.words) <= set(rest.words):
        return (rest,)
    left_over = _field(form, label, strip, grow=False)
    return (field, left_over) if left_over and left_over.words else (field,)


def _anything(form: Form, region: Box) -> bool:
    """Whether any ink or any word reaches into a region."""
    words = form.sheet.page.words
    return any(ink.meets(region) for ink in form.sheet.page.low_ink) or any(
        words[w].box.meets(region) for w in _words_in(form, region)
    )


def _doubtful(form: Form, field: Field) -> bool:
    """Whether the words of a field were read from pixels, and badly or not at all."""
    words = [form.sheet.page.words[w] for w in field.words]
    if not words:
        return field.ink
    return any(w.origin is Origin.OCR and w.confidence < _SURE for w in words)


def _neighbour(form: Form, label: Label, cell: Box) -> tuple[Field, ...]:
    """The value stands in the cell to the right, or in the cells of the column below."""
    right = [
        r.cell
        for r in form.sheet.runs
        if r.cell is not None and r.cell.left >= cell.right and _same_row(cell, r.cell)
    ]
    nearest = min(right, key=lambda c: c.left, default=None)
    near = nearest is not None and nearest.left - cell.right < form.sheet.size
    if near and nearest is not None:
        stop = min(_label_starts(form, nearest), default=nearest.right)
        if stop - nearest.left > 2 * form.sheet.size:
            region = _box(nearest.left, nearest.top, stop, nearest.bottom)
            field = _field(form, label, region, grow=False)
            return (field,) if field else ()
    if not near:
        field = _field(form, label, _open_to_the_right(form, cell), grow=False)
        if field is not None:
            return (field,)
    return _rows(form, label, _column(form, cell))


def _open_to_the_right(form: Form, cell: Box) -> Box:
    """The band beside a cell whose right neighbour has no rules of its own (broken on a scan)."""
    edge = form.sheet.page.width - _MARGIN
    stops = [
        lab.box.left
        for lab in form.labels
        if lab.box.left >= cell.right and lab.box.top < cell.bottom and cell.top < lab.box.bottom
    ]
    walls = [
        r.left
        for r in form.sheet.page.rules
        if r.left > cell.right + form.sheet.size
        and r.width < r.height
        and r.top <= cell.top + cell.height // 4
        and r.bottom >= cell.bottom - cell.height // 4
    ]
    return _box(cell.right + 6, cell.top, min([edge, *stops, *walls]), cell.bottom)


def _same_row(cell: Box, other: Box) -> bool:
    return min(cell.bottom, other.bottom) - max(cell.top, other.top) > 0.6 * min(
        cell.height, other.height
    )


def _label_starts(form: Form, cell: Box) -> list[int]:
    return [lab.box.left for lab in form.labels if form.sheet.runs[lab.run].cell == cell]


def _labelled(form: Form, cell: Box) -> bool:
    return any(form.sheet.runs[label.run].cell == cell for label in form.labels)


def _column(form: Form, cell: Box) -> list[Box]:
    """The cells straight under a cell, down to the next one that holds a label."""
    slack = form.sheet.size // 2
    under = {
        r.cell
        for r in form.sheet.runs
        if r.cell is not None
        and abs(r.cell.left - cell.left) <= slack
        and abs(r.cell.right - cell.right) <= slack
        and r.cell.top >= cell.bottom
    }
    found: list[Box] = []
    bottom = cell.bottom
    for below in sorted(under, key=lambda c: c.top)[:_MOST_ROWS]:
        if below.top - bottom > slack + below.height or _labelled(form, below):
            break
        found.append(below)
        bottom = below.bottom
    return found


def _rows(form: Form, label: Label, cells: Sequence[Box]) -> tuple[Field, ...]:
    fields = []
    for row, cell in enumerate(cells, start=1):
        field = _field(form, label, cell, grow=False, row=row)
        if field is not None:
            fields.append(field)
    return tuple(fields)


def _beside(form: Form, label: Label, run: Run, edge: int) -> tuple[Field, ...]:
    """No ruled cell of its own: from the label's end to its neighbour, else the lines below."""
    sheet = form.sheet
    stop = min((x for x in form.starts[run.line] if x > label.box.left), default=edge)
    stop = min(stop, edge)
    left = label.box.right + max(sheet.size // 8, 1)
    stop = min(stop, _next_column(form, label, stop))
    field = None
    if stop - left >= sheet.size:
        region = _box(left, label.box.top, stop - sheet.size // 8, label.box.bottom)
        field = _field(form, label, region, grow=True)
    if field is not None and not (label.kind in NUMERIC and _no_digit(form, field)):
        return (field,)
    if field is not None:
        return _under(form, label, run, min(stop, edge)) or (field,)
    if label.colon and stop - left > 8 * sheet.size and not _alone(form, label):
        return ()
    return _under(form, label, run, min(stop, edge))


def _no_digit(form: Form, field: Field) -> bool:
    texts = (form.sheet.page.words[w].text for w in field.words)
    return bool(field.words) and not any(c.isdigit() for t in texts for c in t)


def _alone(form: Form, label: Label) -> bool:
    """Whether nothing but labels stands on the label's line."""
    run = form.sheet.runs[label.run]
    mates = [r for r in form.sheet.runs if r.line == run.line]
    return all(w in form.taken for r in mates for w in r.words)


def _next_column(form: Form, label: Label, stop: int) -> int:
    """Where the second run after the label begins: the value is the first one."""
    run = form.sheet.runs[label.run]
    last = run.words[-1]
    value_here = last != label.words[-1] and last not in form.taken
    later = [
        r.box.left
        for r in form.sheet.runs[label.run + 1 : label.run + 6]
        if r.line == run.line and r.box.left < stop and r.cell == run.cell
    ]
    skip = 0 if value_here else 1
    return later[skip] if len(later) > skip else stop


def _under(form: Form, label: Label, run: Run, stop: int) -> tuple[Field, ...]:
    """The label stands over its value; over a table it types the whole column."""
    sheet = form.sheet
    heads = form.starts[run.line]
    table = len(heads) > 1
    left = max(label.box.left - sheet.size // 2, 0)
    bottom = label.box.bottom
    fields: list[Field] = []
    for line in _lines_below(form, run):
        top = min(r.box.top for r in line)
        near = top - bottom <= sheet.size * _BELOW
        if not near or line[0].line in form.starts or len(fields) >= _MOST_ROWS:
            break
        inside = [r for r in line if r.box.right > left and r.box.left < stop - sheet.size // 4]
        bottom = max(r.box.bottom for r in line)
        if inside and inside[0].box.left >= left - sheet.size:
            region = _box(left, top, stop - sheet.size // 8, bottom)
            field = _field(form, label, region, grow=True, row=len(fields) if table else 0)
            fields += [field] if field else []
        if not table and fields:
            break
    if not fields:
        blank = _box(left, label.box.bottom, stop, label.box.bottom + round(sheet.size * 1.6))
        ink = _ink_in(form, blank)
        if ink and not _words_in(form, blank):
            return (Field(label, (), _grown(form, blank, ink), True),)
    return tuple(fields)


def _speck(form: Form, run: Run) -> bool:
    """Whether a run is dirt that a reader took for a sign: no letter, no digit."""
    if len(run.words) > 1:
        return False
    text = form.sheet.page.words[run.words[0]].text
    return len(text) == 1 and not text.isalnum()


def _lines_below(form: Form, run: Run) -> list[list[Run]]:
    """The next lines of the same cell or column of the page, each as its runs."""
    lines: dict[int, list[Run]] = {}
    for other in form.sheet.runs:
        if other.line > run.line and other.cell == run.cell and not _speck(form, other):
            if other.line not in lines and len(lines) > _MOST_ROWS:
                break
            lines.setdefault(other.line, []).append(other)
    return list(lines.values())


def _field(form: Form, label: Label, region: Box, *, grow: bool, row: int = 0) -> Field | None:
    page = form.sheet.page
    region = region.clipped(page.width, page.height)
    if region.width < 2 or region.height < 2:  # noqa: PLR2004  no letter is smaller
        return None
    words = _words_in(form, region)
    ink = _ink_in(form, region)
    if not words and not ink:
        return None
    if grow:
        region = _grown(form, region, [_loose(page.words[w]) for w in words] + ink)
    return Field(label, tuple(words), region, bool(ink), row)


def field_in(form: Form, region: Box) -> tuple[tuple[int, ...], Box] | None:
    """The words of a region that no label of the page claims, and the region grown round them."""
    page = form.sheet.page
    region = region.clipped(page.width, page.height)
    words = _words_in(form, region)
    ink = _ink_in(form, region)
    if not words and not ink:
        return None
    return tuple(words), _grown(form, region, [_loose(page.words[w]) for w in words] + ink)


def _loose(word: Word) -> Box:
    """A word's box with room for what a reader of scans cuts off."""
    return word.box.grown(_OCR_MARGIN) if word.origin is Origin.OCR else word.box


def _grown(form: Form, region: Box, inside: Sequence[Box]) -> Box:
    """Higher by whole steps until the words fit, so that the height tells nothing of them."""
    step = max(round(form.sheet.size * _STEP), 1)
    top, bottom = region.top - step // 2, region.bottom + step // 2
    for _ in range(_MOST_STEPS):
        if any(b.top < top for b in inside):
            top -= step
        if any(b.bottom > bottom for b in inside):
            bottom += step
    grown = Box(region.left, top, region.right, max(bottom, top))
    return grown.clipped(form.sheet.page.width, form.sheet.page.height)


def _words_in(form: Form, region: Box) -> list[int]:
    words = form.sheet.page.words
    first = bisect_left(form.middles, (region.top, -1))
    last = bisect_left(form.middles, (region.bottom, -1))
    return sorted(
        i
        for _, i in form.middles[first:last]
        if i not in form.taken and region.left <= words[i].box.centre[0] < region.right
    )


def _ink_in(form: Form, region: Box) -> list[Box]:
    """Unread ink that belongs to a region: half of it lies there, or it covers half of it."""
    tallest = max(form.sheet.size * _TALL_INK, region.height * 2)
    return [
        ink
        for ink in form.sheet.page.low_ink
        if ink.meets(region)
        and ink.height <= tallest
        and (
            ink.overlap(region) >= ink.area * _INK_SHARE
            or ink.overlap(region) >= region.area * _INK_SHARE
        )
    ]


def _box(left: int, top: int, right: int, bottom: int) -> Box:
    return Box(min(left, right), min(top, bottom), right, bottom)
