"""The judge's page: a server of its own that has a sealed package and nothing of any case."""

from __future__ import annotations
