"""Volumes that this program did not make: what can be checked of them is, the rest is said."""

from __future__ import annotations
