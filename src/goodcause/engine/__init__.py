"""Runs units of work, here or in child processes. It carries unit names and knows no stage."""

from __future__ import annotations
