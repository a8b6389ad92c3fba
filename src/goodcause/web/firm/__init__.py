"""Review for a firm: accounts with a second factor, roles, and who may see which case."""

from __future__ import annotations
