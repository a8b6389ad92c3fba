"""Donors compared with applicants. Empty until that comparison is built."""

from __future__ import annotations
