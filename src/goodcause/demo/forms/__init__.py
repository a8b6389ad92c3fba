"""The layouts of applications: each draws one filing on a sheet."""

from __future__ import annotations
