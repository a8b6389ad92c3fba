"""A made case with a written truth: what the demo runs on, and what judges the rest.

It knows nothing of how findings are made; of the program it uses only ``base``.
"""

from __future__ import annotations
