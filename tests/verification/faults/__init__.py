"""Faults that are installed into copies of a volume which the pipeline made."""

from __future__ import annotations
