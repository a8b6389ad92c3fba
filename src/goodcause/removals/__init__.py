"""Decisions turned into geometry, and pages rebuilt from what survives."""

from __future__ import annotations
