"""Makes the accounts of a firm in the settings of its server: `python -m tests.web.firm_accounts`.

Reads, as JSON, the folder and for each account its roles by case; prints each one's session, as it
stands after a password and a second factor, and the passwords of those who are to sign in
themselves.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    asked = json.loads(sys.argv[1])
    from goodcause.web.firm.places import environment  # noqa: PLC0415

    os.environ.update(environment(Path(asked["folder"]), "http://localhost"))
    from goodcause.web.firm import serving  # noqa: PLC0415  once Django knows its settings

    serving.ready_accounts()
    made = {name: _made(name, facts) for name, facts in asked["accounts"].items()}
    sys.stdout.write(json.dumps(made))


def _made(name: str, facts: dict[str, Any]) -> dict[str, str]:
    from allauth.mfa.totp.internal.auth import (  # type: ignore[import-untyped]  # noqa: PLC0415
        TOTP,
        generate_totp_secret,
    )
    from django.contrib.auth.models import User  # noqa: PLC0415

    from goodcause.web.firm.models import Membership  # noqa: PLC0415
    from goodcause.web.firm.serving import set_account  # noqa: PLC0415

    if facts.get("password"):
        word = set_account(name, facts["full"], list(facts["roles"].items()))
        user = User.objects.get(username=name)
    else:
        word = ""
        user = User.objects.create(username=name, first_name=facts["full"])
        for case, role in facts["roles"].items():
            Membership._default_manager.create(user=user, case=case, role=role)
    secret = ""
    if facts.get("factor", True):
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
    return {"password": word, "secret": secret, "session": _session(user, facts.get("age", 0.0))}


def _session(user: Any, age: float) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    kept = SessionStore()
    kept[SESSION_KEY] = str(user.pk)
    kept[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    kept[HASH_SESSION_KEY] = user.get_session_auth_hash()
    kept["since"] = kept["seen"] = time.time() - age
    kept.save()
    return str(kept.session_key)


if __name__ == "__main__":
    main()
