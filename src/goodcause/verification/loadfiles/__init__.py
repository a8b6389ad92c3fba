"""Load files of anybody's volume: read as they are, and checked for what breaks a loader."""

from __future__ import annotations
