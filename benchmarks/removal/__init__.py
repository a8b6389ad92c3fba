"""Leak classes: pairs of papers that differ only in a secret, and attacks on the outcome."""

from __future__ import annotations
