"""Programs of others as second witnesses, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_SECONDS = 120
_SOUND = (0, 3)  # qpdf ends with 3 for warnings


def installed(program: str) -> str | None:
    """The path of a program, or nothing."""
    return shutil.which(program)


def text_of(program: str, path: Path) -> str | None:
    """All text of a PDF by Poppler; None when it fails or takes too long."""
    command = [program, "-enc", "UTF-8", str(path.resolve()), "-"]
    done = _run(command)
    return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else None


def is_sound_pdf(program: str, path: Path) -> bool:
    """Whether qpdf finds no error in a PDF."""
    done = _run([program, "--check", str(path.resolve())])
    return done is not None and done.returncode in _SOUND


def _run(command: list[str]) -> subprocess.CompletedProcess[bytes] | None:
    try:
        return subprocess.run(  # noqa: S603 - a fixed program and an absolute path, no shell
            command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
