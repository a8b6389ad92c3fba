"""Runs the command: `python -m goodcause` does what `goodcause` does."""

from __future__ import annotations

from goodcause.cli.main import run

if __name__ == "__main__":
    run()
