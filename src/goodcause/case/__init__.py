"""What the order sets in motion after production. Empty until those procedures are built."""

from __future__ import annotations
