"""Turns the labelled boxes of a page into opinions and into notes on the subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodcause.findings import dates
from goodcause.findings.addresses import find_addresses
from goodcause.findings.confusions import true_digits
from goodcause.findings.fields import Field, Form, as_form, field_in, value_of
from goodcause.findings.labels import Label, find_labels
from goodcause.findings.layout import Sheet, form_cell
from goodcause.findings.merge import Opinion
from goodcause.findings.numbers import find_numbers
from goodcause.findings.passage import Passage, join
from goodcause.findings.sections import Mark, marks, owner_of, resolve
from goodcause.findings.subject import Note
from goodcause.findings.template import Anchor, Impression, Supplied
from goodcause.findings.values import normal
from goodcause.findings.wordlists import listed

FOUND = listed(
    """
    ssn taxpayer_id account_number driver_license date_of_birth place_of_birth
    mothers_maiden_name home_address prior_address home_phone work_phone work_address
    own_maiden_name weapon third_party_contact past_incident third_address birth_both
    """
)
_NOTED = listed(
    """
    name last_name first_name middle_name occupation employer file_number
    """
)
_MIXED = frozenset(["third_address", "third_party_contact", "spouse", "third", "name"])
"""Boxes that ask for more than one thing; only the part that is found goes."""
_SPOUSE = frozenset(["spouse", "third_address"])
_PERSONAL = frozenset(["ssn", "driver_license", "date_of_birth", "place_of_birth"])
_NOT_THERE = re.compile(
    r"^\W*(?:n/?a|none|same|same as above|unknown|see above|not applicable|nil|-+|_+|x)\W*$",
    re.IGNORECASE,
)
SUPPLIED = FOUND | _NOTED
"""Kinds of box that a template may supply."""
_FROM_TEMPLATE = 0.8
_PHONE = re.compile(r"phone|\btel|\bph\b", re.IGNORECASE)
_LOCAL = 7  # digits of a telephone number without its area code
_PLAIN_WORD = re.compile(r"[(\"']?[A-Za-z]{3,}[.,;:)\"']*")
_SHAPES = {
    "ssn": 6,
    "driver_license": 4,
    "date_of_birth": 2,
    "home_phone": 5,
    "work_phone": 5,
    "account_number": 4,
    "taxpayer_id": 6,
}
"""Categories whose value is a number, and how many digits make its shape."""
_WORDS_FOR = {
    "ssn": "a social security number",
    "driver_license": "a licence number",
    "date_of_birth": "a date",
}


@dataclass(frozen=True, slots=True)
class FormReading:
    """What the labels of one page led to."""

    opinions: tuple[Opinion, ...]
    notes: tuple[Note, ...]
    form: Form
    marks: tuple[Mark, ...]
    answered: frozenset[int]
    """Words of labels whose box held something: no cue for what stands behind them."""
    impression: Impression


def read_form(sheet: Sheet, boxes: Sequence[Supplied] = ()) -> FormReading:
    """Find the labels of a page, their boxes, and what these hold.

    Args:
        sheet: the page, laid out.
        boxes: those that the form's template supplies, where labels could not be read.
    """
    form = as_form(sheet, find_labels(sheet))
    every = marks(sheet, form.labels)
    opinions: list[Opinion] = []
    notes: list[Note] = []
    answered: set[int] = set()
    anchors: list[Anchor] = []
    for label in form.labels:
        kind = _kind(form, label, every)
        if kind not in FOUND and kind not in _NOTED and kind not in _MIXED:
            anchors.append(Anchor(label.kind, kind, label.box))
            continue
        fields = value_of(form, label)
        first = next((f.region for f in fields if f.row == 0), None)
        anchors.append(Anchor(label.kind, kind, label.box, first))
        for field in fields:
            answered.update(label.words)
            text = _text(sheet, field)
            if (kind in _NOTED or kind in _SPOUSE) and field.row == 0:
                said = "spouse" if kind in _SPOUSE else kind
                notes.append(Note(sheet.page.number, said, " ".join(text.text.split())))
            here = _opinions(sheet, field, kind, text)
            if kind in _PERSONAL and owner_of(sheet, label, every) == "third":
                part = " in another person's part of the form"
                here = [replace(o, because=o.because + part) for o in here]
            opinions += here
    for box in boxes:
        if field_in(form, box.label) is None:
            continue  # nothing is printed where the label would be
        opinions += _supplied(form, box)
        notes += _supplied_note(form, box)
    return FormReading(
        opinions=tuple(opinions),
        notes=tuple(notes),
        form=form,
        marks=every,
        answered=frozenset(answered),
        impression=Impression(sheet.page.number, tuple(anchors)),
    )


def _supplied(form: Form, box: Supplied) -> list[Opinion]:
    """What stands in a box that a template supplies; nothing where it is empty."""
    field = field_in(form, box.region)
    if box.kind not in FOUND or field is None:
        return []
    name = box.kind.replace("_", " ")
    return [
        Opinion(
            category=box.kind,
            words=field[0],
            region=field[1],
            probability=_FROM_TEMPLATE,
            because=f"the box that the form {box.template} has for the {name}, where no label "
            "could be read",
            detector="template",
        )
    ]


def _supplied_note(form: Form, box: Supplied) -> list[Note]:
    field = field_in(form, box.region)
    if box.kind not in _NOTED or field is None or not field[0]:
        return []
    words = form.sheet.page.words
    text = " ".join(words[w].text for w in field[0])
    return [Note(form.sheet.page.number, box.kind, text)]


def _kind(form: Form, label: Label, every: Sequence[Mark]) -> str:
    owner = owner_of(form.sheet, label, every)
    kind = resolve(label.kind, owner)
    if kind in ("city", "zip"):
        return "other"
    return "home_address" if kind == "address" else "home_phone" if kind == "phone" else kind


def _text(sheet: Sheet, field: Field) -> Passage:
    lines: dict[int, list[int]] = {}
    for word in field.words:
        lines.setdefault(sheet.page.words[word].line, []).append(word)
    return join(sheet.page, list(lines.values()))


def _opinions(sheet: Sheet, field: Field, kind: str, passage: Passage) -> list[Opinion]:
    if kind not in FOUND and kind not in _MIXED:
        return []
    if field.words and _NOT_THERE.match(passage.text):
        return []
    if kind == "birth_both":
        return _both(field, passage)
    if kind in _MIXED:
        return _mixed(field, kind, passage)
    probability, why = _strength(field, kind, passage.text)
    if probability == 0.0:
        return []
    words = _number_only(sheet, field, kind)
    opinion = Opinion(
        category=kind,
        words=words,
        region=field.region if words == field.words else None,
        probability=probability,
        because=f'{_place(field)} labelled "{_label_text(field.label)}"{why}',
        detector="labels",
        label_text=_label_text(field.label),
    )
    return [opinion]


def _number_only(sheet: Sheet, field: Field, kind: str) -> tuple[int, ...]:
    """The value's words, cut where a sentence goes on after a number.

    Only outside ruled cells: there the label's line may run on ("SSN 900-52-7714, born ...").
    """
    if kind not in _SHAPES or form_cell(sheet, sheet.runs[field.label.run]) is not None:
        return field.words
    seen = 0
    for place, word in enumerate(field.words):
        text = sheet.page.words[word].text
        month = kind == "date_of_birth" and text[:3].lower() in dates.MONTHS
        if seen >= _SHAPES[kind] and _PLAIN_WORD.fullmatch(text) and not month:
            return field.words[:place]
        seen += true_digits(text)
    return field.words


def _place(field: Field) -> str:
    return "the column" if field.row else "the box"


def _label_text(label: Label) -> str:
    return label.text.rstrip(" :#").strip()[:80]


def _strength(field: Field, kind: str, text: str) -> tuple[float, str]:
    """How sure a label makes us of its value, and words to say so."""
    if not field.words:
        return 0.85, ", which holds ink that could not be read"
    least = _SHAPES.get(kind)
    if least is None:
        return 0.97, ""
    if field.row and not _same_shape(kind, text):
        return 0.0, ""  # a row of a column that holds something else: a subtotal, a heading
    if true_digits(text) >= least or (kind == "date_of_birth" and dates.DATE.search(text)):
        return 0.99, f", which holds {_WORDS_FOR.get(kind, 'a number')}"
    return 0.8, ", which holds other words than expected"


def _same_shape(kind: str, text: str) -> bool:
    """Whether a row of a column holds what the column's heading asks for."""
    value = normal(kind, text)
    if kind in ("home_phone", "work_phone"):
        return len(value) in (7, 10)
    if kind == "date_of_birth":
        return bool(value)
    return len(value) >= _SHAPES[kind]


def _both(field: Field, passage: Passage) -> list[Opinion]:
    """A box for date and place of birth together: the date's words, and all the others."""
    base = Opinion(
        category="date_of_birth",
        words=(),
        region=field.region,
        probability=0.9,
        because=f'the box labelled "{_label_text(field.label)}"',
        detector="labels",
        label_text=_label_text(field.label),
    )
    match = dates.DATE.search(passage.text)
    if match is None:
        return [replace(base, words=field.words, category="place_of_birth")]
    date = passage.covering(*match.span())
    rest = tuple(w for w in field.words if w not in date)
    found = [replace(base, words=date, region=None, probability=0.98)]
    if rest:
        place = replace(base, category="place_of_birth", words=rest, region=None)
        found.append(replace(place, probability=0.95))
    return found


def _mixed(field: Field, kind: str, passage: Passage) -> list[Opinion]:
    """Boxes such as "Spouse's name and address": the address and the telephone number in them."""
    if not field.words:
        asks = re.search(r"addr|phone|tel\b", field.label.text, re.IGNORECASE)
        if kind in ("name", "third", "third_party_contact") or not asks:
            return []
        whole = Opinion(
            category="home_address",
            words=(),
            region=field.region,
            probability=0.6,
            because=f'the box labelled "{_label_text(field.label)}", which could not be read',
            detector="labels",
            label_text=_label_text(field.label),
        )
        return [whole]
    category = "third_party_contact"
    found = []
    for hit in (*find_addresses(passage.text), *find_numbers(passage.text)):
        if hit.category.endswith(("address", "phone")) or hit.category == category:
            words = passage.covering(hit.start, hit.end)
            found.append(
                Opinion(
                    category=category if kind != "name" else hit.category,
                    words=words,
                    region=None,
                    probability=0.9,
                    because=f'the box labelled "{_label_text(field.label)}"',
                    detector="labels",
                    label_text=_label_text(field.label),
                )
            )
    number = kind == "third_party_contact" and true_digits(passage.text) >= _LOCAL
    if not found and (kind == "third_address" or (number and _PHONE.search(field.label.text))):
        found.append(
            Opinion(
                category=category,
                words=field.words,
                region=field.region,
                probability=0.8,
                because=f'the box labelled "{_label_text(field.label)}"',
                detector="labels",
                label_text=_label_text(field.label),
            )
        )
    return found
