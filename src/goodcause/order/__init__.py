"""The court's order as frozen values: what may be removed, from whom, under which clause."""

from __future__ import annotations
