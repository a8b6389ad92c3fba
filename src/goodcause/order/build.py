"""A checked order file turned into frozen values."""

from __future__ import annotations

import hashlib
import json

from goodcause.order.clause import (
    Case,
    CourtOrder,
    Effect,
    PersonClass,
    Procedure,
    Rule,
    SeriesTerms,
    Tier,
    Watermark,
)
from goodcause.order.order import Order
from goodcause.order.particular import Only
from goodcause.order.rule_schema import (
    EffectPart,
    MayRemove,
    MayWatermark,
    MustNotRemove,
    MustRelease,
    RulePart,
)
from goodcause.order.sampling import SamplingRule, Stratum
from goodcause.order.schema import (
    ClassPart,
    OrderFile,
    OrderPart,
    ProcedurePart,
    SamplingPart,
    SeriesPart,
    prefix_of,
)
from goodcause.order.tree import Tree


def build(file: OrderFile, tree: Tree, name: str) -> Order:
    """The order a checked file describes."""
    case = file.case
    return Order(
        name=name,
        case=Case(
            caption=case.caption,
            court=case.court,
            number=case.number,
            producing_party=case.producing_party,
            receiving_party=case.receiving_party,
            calendar=case.calendar.profile,
            holidays=case.calendar.forward_state_holidays or "",
            rule6=case.calendar.rule6_version,
            people=tuple((each.role, each.name) for each in case.people),
        ),
        digest=_digest(file),
        classes=tuple(_class(k, v) for k, v in file.person_classes.items()),
        categories=tuple(file.categories),
        terms=tuple(_terms(k, v) for k, v in file.series.items()),
        tiers=tuple(
            Tier(name=k, words=v.words or "", legend=v.legend or "", may_see=tuple(v.may_see))
            for k, v in file.tiers.items()
        ),
        watermarks=_watermarks(file),
        procedures=tuple(_procedure(k, v) for k, v in file.procedures.items()),
        orders=tuple(_order(file, i, part, tree) for i, part in enumerate(file.orders)),
        sampling=_sampling(file.sampling) if file.sampling else None,
    )


def _digest(file: OrderFile) -> str:
    said = file.model_dump(mode="json", by_alias=True)
    if file.sampling is None:
        del said["sampling"]  # a file without it says what it said before there was such a part
    for rule in (r for order in said["orders"] for r in order["rules"]):
        if rule.get("only", "") is None:
            del rule["only"]
    content = json.dumps(said, sort_keys=True)
    return hashlib.sha256(content.encode("ascii")).hexdigest()


def _class(name: str, part: ClassPart) -> PersonClass:
    return PersonClass(
        name=name,
        words=part.words or "",
        settled=tuple(part.settled),
        unsettled=tuple(part.unsettled),
        everyone_else=part.complement_of is not None,
        members=tuple(part.union_of) or (name,),
    )


def _terms(name: str, part: SeriesPart) -> SeriesTerms:
    return SeriesTerms(
        name=name,
        title=part.title,
        role=part.role,
        tier="" if part.tier == "none" else part.tier,
        route=part.route,
        watermark="" if part.watermark == "none" else part.watermark,
        bates_prefix=prefix_of(name, part),
    )


def _watermarks(file: OrderFile) -> tuple[Watermark, ...]:
    rules = [r for o in file.orders for r in o.rules if isinstance(r, MayWatermark)]
    marks: list[Watermark] = []
    for mark in (r.watermark for r in rules):
        shape = file.geometries[mark.geometry]
        marks.append(
            Watermark(
                id=mark.id,
                text=mark.text,
                style=mark.style,
                font=shape.font,
                font_pt=shape.font_pt,
                stroke_pt=shape.stroke_pt,
                grey=shape.grey,
                angle=shape.angle,
                anchor=shape.anchor,
                repeat=shape.repeat,
                fit=shape.fit,
                dash_pt=shape.dash_pt,
                gap_pt=shape.gap_pt,
                halo_pt=shape.halo_pt,
                keep=shape.keep,
                strokes=shape.strokes,
                legible=shape.legible,
                source=shape.source,
            )
        )
    return tuple(marks)


def _procedure(name: str, part: ProcedurePart) -> Procedure:
    return Procedure(
        name=name,
        movant=part.movant or "",
        standard=part.standard or "",
        ground=part.ground or "",
        to=part.to or "",
        steps=tuple(part.steps),
        package=tuple(part.package),
        on_grant=tuple(part.on_grant),
        notice_must_say=part.notice_must_say or "",
        response_days=part.response_days,
        reveal=tuple(part.outcomes.no_response.reveal) if part.outcomes else (),
    )


def _order(file: OrderFile, index: int, part: OrderPart, tree: Tree) -> CourtOrder:
    return CourtOrder(
        id=part.id,
        kind=part.kind,
        judge=part.judge or "",
        effective=part.effective or part.dated,
        text_held=part.text_held,
        modifies=tuple(part.modifies),
        effects=tuple(_effect(e) for e in part.effects),
        rules=tuple(_rule(file, part, r) for r in part.rules),
        date_line=tree.line(("orders", index, "dated")),
    )


def _sampling(part: SamplingPart) -> SamplingRule:
    return SamplingRule(
        seed=part.seed,
        confidence=part.confidence,
        readers=part.readers,
        canaries=part.canaries,
        caught=part.caught,
        strata=tuple(
            Stratum(
                name=each.name,
                kinds=tuple(each.kinds),
                series=tuple(each.series),
                pages=each.pages,
                misses=each.misses,
                at_most=1.0 if each.at_most is None else each.at_most,
            )
            for each in part.strata
        ),
    )


def _effect(part: EffectPart) -> Effect:
    return Effect(
        rule=part.rule,
        becomes=part.becomes,
        by=tuple(part.by),
        until_decided=part.until_decided or "",
    )


def _rule(file: OrderFile, order: OrderPart, part: RulePart) -> Rule:
    said = part.model_dump()
    mark = part.watermark.id if isinstance(part, MayWatermark) else ""
    return Rule(
        id=part.id,
        order=order.id,
        section=part.section or "",
        action=part.action,
        series=tuple(said.get("series", ())),
        categories=tuple(said.get("categories", ())),
        person_class=said.get("person_class") or "",
        scope=said.get("scope", "every_person"),
        label=file.labels[said["label"]] if said.get("label") else "",
        keep=said.get("keep", "nothing"),
        keep_label=file.labels[said["keep_label"]] if said.get("keep_label") else "",
        narrow=said.get("narrow", False),
        asks=bool(said.get("requires")) and part.action == "may_remove",
        preapproved=tuple(said.get("preapproved", ())),
        basis=tuple(part.basis),
        harm=part.harm or "",
        interest_of_receiver=part.interest_of_receiver or "",
        text=filled(said.get("text", ""), file),
        tier=said.get("tier", ""),
        watermark=mark,
        procedures=tuple(p for p in (said.get("procedure"), *said.get("then", ())) if p),
        item=said.get("item") or "",
        by=said.get("by") or "",
        recited=not order.text_held,
        note=part.note or "",
        triggers=tuple((said.get("trigger") or {}).get("any_removal_under", ())),
        only=_only(part),
    )


def _only(part: RulePart) -> Only | None:
    named = part.only if isinstance(part, MayRemove | MustNotRemove | MustRelease) else None
    if named is None:
        return None
    return Only(
        documents=tuple(named.documents),
        pages=tuple(named.pages),
        people=tuple(named.people),
        findings=tuple(named.findings),
    )


def filled(text: str, file: OrderFile) -> str:
    """Words of a rule with the case's particulars in place of their names."""
    for name in ("number", "caption", "court"):
        text = text.replace("{case." + name + "}", getattr(file.case, name))
    return text
