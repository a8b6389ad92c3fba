"""What happens as cases grow: the ledger at millions of units, the demo at 3,000 applications."""

from __future__ import annotations
