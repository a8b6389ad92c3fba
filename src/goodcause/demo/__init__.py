"""A synthetic case with its truth written down: made people, made papers, nobody real."""

from __future__ import annotations
