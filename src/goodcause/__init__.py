"""goodcause carries out a court's protective order on a folder of documents."""

from __future__ import annotations

__version__ = "0.1.0"

__all__ = ["__version__"]
