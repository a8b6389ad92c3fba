"""The shape of one rule and of one effect in an order file; one shape for each action."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from goodcause.order.shapes import (
    Categories,
    CategoryRef,
    ClassRef,
    GeometryRef,
    Id,
    Label,
    LabelRef,
    Part,
    ProcedureRef,
    RuleRef,
    SeriesRef,
    Slug,
    StarRef,
    Text,
    Texts,
    TierRef,
    star,
)


class EffectPart(Part):
    """What an order makes of one earlier rule."""

    rule: RuleRef
    becomes: Literal[
        "continues", "superseded", "modified", "clarified", "unsettled", "stayed", "vacated"
    ]
    by: list[RuleRef] = Field(default_factory=list)
    until_decided: Literal["apply", "suspend"] | None = None


class Requires(Part):
    """What must be recorded before each removal."""

    decision_by: Literal["counsel"]
    reason: Literal["text"]
    one_of: list[Slug] = Field(default_factory=list)


class _RulePart(Part):
    id: Id
    section: Text | None = None
    basis: Texts = Field(default_factory=list)
    harm: Text | None = None
    interest_of_receiver: Text | None = None
    note: Text | None = None


class OnlyPart(Part):
    """What a ruling on particulars is confined to."""

    documents: list[Text] = Field(default_factory=list)
    pages: list[Text] = Field(default_factory=list)
    people: list[Text] = Field(default_factory=list)
    findings: list[Text] = Field(default_factory=list)


class MayRemove(_RulePart):
    """Lets the producing party take something out."""

    action: Literal["may_remove"]
    basis: Annotated[Texts, Field(min_length=1)]
    harm: Text
    series: list[SeriesRef] = Field(min_length=1)
    categories: Categories
    person_class: ClassRef | None = Field(default=None, alias="class")
    scope: Literal["document_subject", "every_person"] = "every_person"
    label: LabelRef
    keep: Literal["nothing", "last_four", "year", "initials"] = "nothing"
    keep_label: LabelRef | None = None
    narrow: bool = False
    requires: Requires | None = None
    preapproved: list[CategoryRef] = Field(default_factory=list)
    only: OnlyPart | None = None
    then: list[ProcedureRef] = Field(default_factory=list)


class MustNotRemove(_RulePart):
    """Keeps something in."""

    action: Literal["must_not_remove"]
    series: list[SeriesRef] = Field(min_length=1)
    categories: Categories
    person_class: ClassRef | None = Field(default=None, alias="class")
    scope: Literal["document_subject", "every_person"] = "every_person"
    only: OnlyPart | None = None


class MustProduce(_RulePart):
    """Commands production: of categories in a series, or of an item asked for."""

    action: Literal["must_produce"]
    series: list[SeriesRef] = Field(default_factory=list)
    categories: Annotated[list[StarRef], BeforeValidator(star)] = Field(default_factory=list)
    person_class: ClassRef | None = Field(default=None, alias="class")
    item: Text | None = None
    under: Text | None = None


class MustLabel(_RulePart):
    """Commands words in the place of each removal."""

    action: Literal["must_label"]
    label: LabelRef
    where: Literal["in_place_of_each_removal"]


class Trigger(Part):
    """What sets a duty in motion."""

    any_removal_under: list[RuleRef] = Field(min_length=1)


class MustForwardProcess(_RulePart):
    """Commands that papers be passed on to somebody whose address was removed."""

    action: Literal["must_forward_process"]
    trigger: Trigger
    procedure: ProcedureRef


class MayMove(_RulePart):
    """Lets the other side ask the court for what was removed."""

    action: Literal["may_move_to_disclose"]
    procedure: ProcedureRef


class MarkPart(Part):
    """The mark itself."""

    id: Id
    text: Label
    style: Literal["hollow", "solid"]
    geometry: GeometryRef
    must_not: Literal["impair_legibility"] = "impair_legibility"


class MayWatermark(_RulePart):
    """Lets the producing party print a mark across pages."""

    action: Literal["may_watermark"]
    series: list[SeriesRef] = Field(min_length=1)
    watermark: MarkPart
    then: list[ProcedureRef] = Field(default_factory=list)


class NoWatermark(_RulePart):
    """Forbids a mark across pages."""

    action: Literal["no_watermark"]
    series: list[SeriesRef] = Field(min_length=1)


class RestrictTier(_RulePart):
    """Restricts who may see a series."""

    action: Literal["restrict_tier"]
    series: list[SeriesRef] = Field(min_length=1)
    tier: TierRef


class MustMarkMargin(_RulePart):
    """Commands words in the margin of each page."""

    action: Literal["must_mark_margin"]
    series: list[SeriesRef] = Field(min_length=1)
    text: Label


class MustAnswer(_RulePart):
    """Commands an answer."""

    action: Literal["must_answer"]
    item: Text
    by: Text | None = None
    standard: Slug | None = None
    parts: Text | None = None
    output: Text | None = None


class MustSubmit(_RulePart):
    """Commands that a paper be filed."""

    action: Literal["must_submit"]
    item: Text
    by: Text


class MaySpecify(_RulePart):
    """Lets a party answer by pointing to records."""

    action: Literal["may_specify_records"]
    item: Text
    requires: list[Slug] = Field(default_factory=list)
    output: list[Slug] = Field(default_factory=list)


class MustLodge(_RulePart):
    """Sends a series to the court, not to the other side."""

    action: Literal["must_lodge_in_camera"]
    series: list[SeriesRef] = Field(min_length=1)
    procedure: ProcedureRef
    balancing: Texts = Field(default_factory=list)


class MustRelease(_RulePart):
    """Lets documents leave that the court read in camera and found discoverable."""

    action: Literal["must_release"]
    series: list[SeriesRef] = Field(min_length=1)
    only: OnlyPart


RulePart = (
    MayRemove | MustNotRemove | MustProduce | MustLabel | MustForwardProcess | MayMove
    | MayWatermark | NoWatermark | RestrictTier | MustMarkMargin | MustAnswer | MustSubmit
    | MaySpecify | MustLodge | MustRelease
)  # fmt: skip
