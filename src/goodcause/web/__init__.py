"""The review application: the only package that knows HTTP."""

from __future__ import annotations
