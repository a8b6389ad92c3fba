"""What every stage may use: errors, identifiers, geometry. It imports nothing of ours."""

from __future__ import annotations
