"""What a made case holds, written down when it is made: the measure of everything else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from goodcause.base.errors import UsageError
from goodcause.base.geometry import Box

REMOVE = "remove"
LEAVE = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueDocument:
    """One file of the case, or one member of a ZIP (``papers.zip/letter.pdf``).

    Attributes:
        path: below the folder of the case, with forward slashes.
        series: ``ccw``, ``volunteer``, ``donor`` or ``personnel``.
        subject: whose paper it is; empty for donor lists and for what cannot be read.
        occupation: the order's word for what the subject does.
        person_class: ``judicial_law_enforcement``, ``layperson`` or ``unsettled``.
        pages: how many; 0 for a table file or one that cannot be read.
        disposition: where the register must put it: ``produced``, ``held``, ``withheld``,
            ``duplicate`` or ``exception``.
        layout: which made paper it is, such as ``state`` or ``bank_letter``.
    """

    path: str
    series: str
    subject: str
    occupation: str
    person_class: str
    pages: int
    disposition: str
    layout: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueValue:
    """One value on one page.

    Attributes:
        document: path of its document.
        page: from 1; 0 in a table file.
        category: of the order's vocabulary; empty for words no clause names.
        text: the words as drawn.
        expect: ``remove`` or ``leave``; in a paper whose class is unsettled, what every class
            would have in common.
        rule: the clause; empty when it stays, or when the class decides between clauses.
        boxes: a box a line, in pixels at 300 dpi of the page as it is in the file.
        medium: ``typed``, ``form``, ``scan``, ``poor_scan`` or ``handwriting``.
        narrative: whether it stands in running words.
    """

    document: str
    page: int
    category: str
    text: str
    expect: str
    rule: str
    boxes: tuple[Box, ...]
    medium: str
    narrative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """All documents and all values of a case."""

    documents: tuple[TrueDocument, ...]
    values: tuple[TrueValue, ...]

    def to_json(self) -> str:
        """As text; the same truth always gives the same."""
        values = [
            {**asdict(value), "boxes": [_corners(box) for box in value.boxes]}
            for value in self.values
        ]
        whole = {"documents": [asdict(document) for document in self.documents], "values": values}
        return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"

    def write(self, path: Path) -> None:
        """Write it as a JSON file."""
        path.write_text(self.to_json(), encoding="utf-8")

    @classmethod
    def from_json(cls, text: str) -> Truth:
        """Read it back.

        Raises:
            UsageError: the text is not a truth file.
        """
        try:
            whole = json.loads(text)
            return cls(
                documents=tuple(TrueDocument(**row) for row in whole["documents"]),
                values=tuple(_value(row) for row in whole["values"]),
            )
        except (ValueError, TypeError, KeyError) as error:
            raise UsageError(
                "this is not a truth file; make one with `goodcause demo FOLDER`"
            ) from error

    @classmethod
    def read(cls, path: Path) -> Truth:
        """Read a JSON file.

        Raises:
            UsageError: it is not a truth file.
        """
        return cls.from_json(path.read_text(encoding="utf-8"))


def _corners(box: Box) -> list[int]:
    return [box.left, box.top, box.right, box.bottom]


def _value(row: Mapping[str, Any]) -> TrueValue:
    boxes = tuple(Box(*corners) for corners in row["boxes"])
    return TrueValue(**{**row, "boxes": boxes})
