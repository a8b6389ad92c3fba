"""Review in the browser. Empty until it is built."""

from __future__ import annotations
