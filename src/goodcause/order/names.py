"""Which names an order file defines, read from its plain values before anything is checked."""

from __future__ import annotations

from collections.abc import Iterator

from goodcause.order.shapes import Names
from goodcause.order.tree import Value
from goodcause.order.vocabulary import CATEGORIES, OCCUPATIONS


def defined(content: Value) -> Names:
    """Every name the rest of the file may refer to; whatever has another shape is passed over."""
    top = _mapping(content)
    orders = [_mapping(o) for o in _list(top.get("orders"))]
    rules = [_mapping(r) for o in orders for r in _list(o.get("rules"))]
    marks = tuple(_texts(_mapping(r.get("watermark")).get("id") for r in rules))
    categories = tuple(_texts(_list(top.get("categories"))))
    tiers = tuple(_mapping(top.get("tiers")))
    return {
        "series": tuple(_mapping(top.get("series"))),
        "category": categories,
        "category or *": (*categories, "*"),
        "category of the program": CATEGORIES,
        "occupation": OCCUPATIONS,
        "person class": tuple(_mapping(top.get("person_classes"))),
        "label": tuple(_mapping(top.get("labels"))),
        "tier": tiers,
        "tier or none": (*tiers, "none"),
        "watermark or none": (*marks, "none"),
        "geometry": tuple(_mapping(top.get("geometries"))),
        "procedure": tuple(_mapping(top.get("procedures"))),
        "order": tuple(_texts(o.get("id") for o in orders)),
        "rule": tuple(_texts(r.get("id") for r in rules)),
    }


def _mapping(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def _list(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _texts(values: Iterator[Value] | list[Value]) -> Iterator[str]:
    return (v for v in values if isinstance(v, str))
