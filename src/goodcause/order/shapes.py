"""The kinds of value an order file is made of: names that must be defined, texts, ids."""

from __future__ import annotations

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError
from rapidfuzz import process

Names = dict[str, tuple[str, ...]]
"""What a file may refer to: kind of name (``series``, ``rule``...) -> the names there are."""

_ID = r"^[A-Za-z][A-Za-z0-9._-]{0,39}$"
_SLUG = r"^[a-z][a-z0-9_]{0,59}$"


def nearest(word: object, known: tuple[str, ...]) -> str:
    """What to write instead of a word: the nearest known one, or all of them if few."""
    near = process.extractOne(str(word)[:80], known, score_cutoff=60) if known else None
    if near:
        return f"write `{near[0]}`"
    if not known:
        return "the file defines none"
    return "write one of: " + ", ".join(known)


class Ref:
    """A name that must be defined elsewhere in the file, or in the program's closed words."""

    def __init__(self, kind: str, shown: str = "") -> None:
        self._kind = kind
        self._shown = shown or f"{kind} of this file"

    def __call__(self, value: str, info: ValidationInfo) -> str:
        """Refuse a name that is not there."""
        known = (info.context or {}).get(self._kind, ())
        if value not in known:
            raise PydanticCustomError(
                "unknown_name",
                "{word} is no {kind}; {instead}",
                {
                    "word": f"`{value[:80]}`",
                    "kind": self._shown,
                    "instead": nearest(value, tuple(known)),
                },
            )
        return value


def star(value: object) -> object:
    """Take a lone ``*`` for a list of one."""
    return ["*"] if value == "*" else value


Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"\S")]
Label = Annotated[
    str, StringConstraints(min_length=1, max_length=60, pattern=r"^[ -~]*[!-~][ -~]*$")
]
Id = Annotated[str, StringConstraints(pattern=_ID)]
Slug = Annotated[str, StringConstraints(pattern=_SLUG)]
Texts = list[Text]
SeriesRef = Annotated[str, AfterValidator(Ref("series"))]
CategoryRef = Annotated[str, AfterValidator(Ref("category"))]
StarRef = Annotated[str, AfterValidator(Ref("category or *", "category of this file"))]
ClassRef = Annotated[str, AfterValidator(Ref("person class"))]
OccupationRef = Annotated[str, AfterValidator(Ref("occupation", "occupation the program knows"))]
LabelRef = Annotated[str, AfterValidator(Ref("label"))]
TierRef = Annotated[str, AfterValidator(Ref("tier"))]
TierOrNone = Annotated[str, AfterValidator(Ref("tier or none", "tier of this file"))]
MarkOrNone = Annotated[str, AfterValidator(Ref("watermark or none", "watermark of this file"))]
GeometryRef = Annotated[str, AfterValidator(Ref("geometry"))]
ProcedureRef = Annotated[str, AfterValidator(Ref("procedure"))]
RuleRef = Annotated[str, AfterValidator(Ref("rule"))]
OrderRef = Annotated[str, AfterValidator(Ref("order"))]
Categories = Annotated[list[StarRef], BeforeValidator(star), Field(min_length=1)]


class Part(BaseModel):
    """A group of keys; a key it does not know is refused, and no type is guessed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)
