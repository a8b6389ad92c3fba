"""Workers without a network: what a stranger's file makes a library do goes nowhere.

Linux lets a process leave its network for an empty one, as root or in a user namespace of its
own. Where the system allows neither, nothing is changed and ``doctor`` says so.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET of <linux/sched.h>
_NEW_USER = 0x10000000  # CLONE_NEWUSER


def leave_network() -> bool:
    """Move this process, while it still has one thread, to a network without any interface.

    Returns:
        Whether that could be done.
    """
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    unshare = getattr(library, "unshare", None)
    if unshare is None:
        return False
    user, group = os.geteuid(), os.getegid()
    if unshare(_NEW_NETWORK) == 0:
        return True
    if unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    _keep_identity(user, group)
    return True


def _keep_identity(user: int, group: int) -> None:
    """Be the same user inside as outside, so that files made here belong to nobody else."""
    own = Path("/proc/self")
    (own / "setgroups").write_text("deny")
    (own / "uid_map").write_text(f"{user} {user} 1")
    (own / "gid_map").write_text(f"{group} {group} 1")


@lru_cache(maxsize=1)
def can_leave_network() -> bool:
    """Whether workers on this machine can be cut off; tried in a process of its own."""
    words = "import sys; from goodcause.engine.seclusion import leave_network as leave; "
    tried = subprocess.run(  # noqa: S603  our own interpreter and words
        [sys.executable, "-c", f"{words}sys.exit(not leave())"],
        capture_output=True,
        check=False,
        timeout=60,
    )
    return tried.returncode == 0
