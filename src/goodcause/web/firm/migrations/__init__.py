"""Migrations of the firm's own table."""

from __future__ import annotations
