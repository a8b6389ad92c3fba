"""What the order says of each finding, and what a person settled."""

from __future__ import annotations
