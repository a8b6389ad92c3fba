"""What is served: pages numbered and marked, files, load files, logs, certificate."""

from __future__ import annotations
