"""One small module for each outside program or private library; nothing here knows the order."""

from __future__ import annotations
