"""Template filters: the order's words for the names that stand in rows."""

from __future__ import annotations

from django import template

from goodcause.order.vocabulary import spoken

register = template.Library()
register.filter("words", spoken)
