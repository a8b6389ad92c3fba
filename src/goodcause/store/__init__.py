"""What a case remembers: Django models, blobs, the work ledger. Only this package persists."""

from __future__ import annotations
