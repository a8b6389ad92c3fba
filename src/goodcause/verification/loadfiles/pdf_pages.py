"""A child process: counts the pages of the PDFs named on standard input, one answer a line."""

from __future__ import annotations

import os
import resource
import sys

_MEMORY = 2 << 30
_SECONDS = 90


def main() -> None:
    """Answer 0 for a file that cannot be opened."""
    import pypdfium2  # noqa: PLC0415  only this process needs it

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    for name in sys.stdin.buffer.read().split(b"\0"):
        try:
            pdf = pypdfium2.PdfDocument(os.fsdecode(name))
            pages = len(pdf)
            pdf.close()
        except (pypdfium2.PdfiumError, OSError, MemoryError):
            pages = 0
        sys.stdout.write(f"{pages}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
