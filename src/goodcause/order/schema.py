"""The shape of an order file: which keys stand where, and what kind of value each one takes."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from goodcause.order.rule_schema import EffectPart, RulePart
from goodcause.order.shapes import (
    CategoryRef,
    ClassRef,
    Id,
    Label,
    MarkOrNone,
    OccupationRef,
    OrderRef,
    Part,
    Ref,
    SeriesRef,
    Slug,
    Text,
    Texts,
    TierOrNone,
    TierRef,
)


def _one(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Calendar(Part):
    """How days are counted."""

    profile: Literal["federal"]
    forward_state_holidays: Text | None = None
    rule6_version: Literal["pre-2009-12-01", "2009-12-01"] = "2009-12-01"


class PersonPart(Part):
    """Somebody who acts in the case, to be looked for among the people of the papers."""

    role: Literal["judge", "party", "counsel", "expert", "witness", "court_staff"]
    name: Text


class CasePart(Part):
    """The lawsuit."""

    caption: Text
    court: Text
    number: Text
    producing_party: Text
    receiving_party: Text
    calendar: Calendar
    people: list[PersonPart] = Field(default_factory=list)


class Membership(Part):
    """How somebody comes to be in a class."""

    evidence_required: bool
    decided_by: Literal["counsel"]


class ClassPart(Part):
    """A class of person: by occupations, as everyone else, or as a union of others."""

    words: Text | None = None
    grant_words: Text | None = None
    includes_former: bool = True
    membership: Membership | None = None
    settled: list[OccupationRef] = Field(default_factory=list)
    unsettled: list[OccupationRef] = Field(default_factory=list)
    complement_of: ClassRef | None = None
    union_of: list[ClassRef] = Field(default_factory=list)


class SeriesPart(Part):
    """A kind of records."""

    title: Text
    approx: Text | None = None
    role: Literal["applicant", "donor", "employee", "filing"]
    tier: TierOrNone = "none"
    watermark: MarkOrNone = "none"
    route: Literal["produce", "in_camera"] = "produce"
    bates_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,8}$")] | None = None


class TierPart(Part):
    """Who may see what bears its legend."""

    words: Text | None = None
    legend: Label | None = None
    may_see: Texts = Field(min_length=1)


class GeometryPart(Part):
    """How a watermark is drawn."""

    font: Literal["sans_bold", "sans"] = "sans_bold"
    font_pt: float = Field(default=62.0, ge=12, le=200)
    stroke_pt: float = Field(default=1.2, ge=0.2, le=6)
    grey: float = Field(default=0.0, ge=0, le=0.9)
    angle: float = Field(default=55.0, ge=-90, le=90)
    anchor: Literal["page_centre"] = "page_centre"
    repeat: int = Field(default=1, ge=1, le=5)
    fit: bool = True
    dash_pt: float = Field(default=3.6, ge=0, le=40)
    gap_pt: float = Field(default=3.6, ge=0.5, le=40)
    halo_pt: float = Field(default=2.0, ge=0, le=20)
    keep: float = Field(default=0.62, ge=0.3, le=1)
    strokes: Literal["along", "yielding"] = "along"
    legible: float = Field(default=0.97, ge=0.5, le=1)
    source: Text


class Defaults(Part):
    """What holds where no rule speaks. No other choice is safe, so none can be written."""

    action: Literal["leave"] = "leave"
    unlisted_category: Literal["leave"] = "leave"
    unknown_class: Literal["hold"] = "hold"


class OrderPart(Part):
    """One order of the court."""

    id: Id
    kind: Slug
    judge: Text | None = None
    dated: datetime.date | None
    effective: datetime.date | None = None
    text_held: bool = True
    modifies: Annotated[list[OrderRef], BeforeValidator(_one)] = Field(default_factory=list)
    effects: list[EffectPart] = Field(default_factory=list)
    rules: list[Annotated[RulePart, Field(discriminator="action")]] = Field(min_length=1)


class NoResponse(Part):
    """What is revealed to whom when nobody answers."""

    reveal: list[CategoryRef]
    to: Slug
    tier: TierRef
    new_production: bool


class Outcomes(Part):
    """How forwarding can end."""

    responded: Slug
    no_response: NoResponse
    undeliverable: Slug


class Release(Part):
    """What leaves the court's hands."""

    release: Slug
    withhold: Slug


class ProcedurePart(Part):
    """Something the order sets in motion."""

    steps: list[Slug] = Field(default_factory=list)
    notice_must_say: Text | None = None
    response_days: int | None = Field(default=None, ge=1, le=365)
    outcomes: Outcomes | None = None
    movant: Text | None = None
    standard: Slug | None = None
    unit: Slug | None = None
    tailoring: Slug | None = None
    ground: Slug | None = None
    on_grant: Annotated[list[Slug], BeforeValidator(_one)] = Field(default_factory=list)
    on_denial: Slug | None = None
    to: Slug | None = None
    package: list[Slug] = Field(default_factory=list)
    then: Release | None = None


PageKind = Literal["typed", "scanned", "doubtful"]


class StratumPart(Part):
    """Pages that are sampled apart."""

    name: Slug
    kinds: list[PageKind] = Field(default=["typed", "scanned", "doubtful"], min_length=1)
    series: list[SeriesRef] = Field(default_factory=list)
    pages: int = Field(ge=1, le=100_000)
    misses: int = Field(default=0, ge=0, le=1000)
    at_most: float | None = Field(default=None, gt=0, le=1)


class SamplingPart(Part):
    """How pages on which nothing was found are read again before a volume leaves."""

    seed: Text
    confidence: float = Field(default=0.95, ge=0.5, le=0.9999)
    readers: int = Field(default=1, ge=1, le=5)
    canaries: int = Field(default=0, ge=0, le=1000)
    caught: float = Field(default=0.9, ge=0, le=1)
    strata: list[StratumPart] = Field(min_length=1)


class OrderFile(Part):
    """The whole file."""

    schema_: Literal["order-file/0.1"] = Field(alias="schema")
    case: CasePart
    person_classes: dict[Slug, ClassPart] = Field(default_factory=dict)
    categories: list[
        Annotated[str, AfterValidator(Ref("category of the program", "category the program knows"))]
    ] = Field(min_length=1)
    series: dict[Slug, SeriesPart] = Field(min_length=1)
    labels: dict[Slug, Label] = Field(default_factory=dict)
    tiers: dict[Id, TierPart] = Field(default_factory=dict)
    geometries: dict[Slug, GeometryPart] = Field(default_factory=dict)
    defaults: Defaults = Field(default_factory=Defaults)
    orders: list[OrderPart] = Field(min_length=1)
    procedures: dict[Id, ProcedurePart] = Field(default_factory=dict)
    sampling: SamplingPart | None = None


def prefix_of(name: str, part: SeriesPart) -> str:
    """The Bates prefix of a series: as written, else its name's letters in capitals."""
    return part.bates_prefix or re.sub(r"[^A-Z]", "", name.upper())[:8]
