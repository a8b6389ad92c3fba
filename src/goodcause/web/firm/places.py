"""Where a firm's accounts and its secret are kept; known before Django is."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from goodcause.base.errors import UsageError

_FOLDER: Final = "accounts"


def environment(root: Path, public_url: str) -> dict[str, str]:
    """What Django's settings are made from; the secret is made once and kept.

    Raises:
        UsageError: the folder cannot be written.
    """
    place = root / _FOLDER
    secret = place / "secret"
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        if not secret.exists():
            handle = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as out:
                out.write(secrets.token_hex(32))
        kept = secret.read_text(encoding="ascii")
    except OSError as e:
        raise UsageError(f"{place} cannot be written ({e.strerror}); name another folder") from e
    return {
        "DJANGO_SETTINGS_MODULE": "goodcause.web.firm.settings",
        "GOODCAUSE_PUBLIC_URL": public_url.rstrip("/"),
        "GOODCAUSE_SECRET": kept,
        "GOODCAUSE_ACCOUNTS": os.environ.get("DATABASE_URL") or str(place / "accounts.db"),
    }
