"""The independent verifier: it gets secrets and a folder, and shares no code with the remover."""

from __future__ import annotations
