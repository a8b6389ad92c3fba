"""Documents laid out by LibreOffice, where it is installed: no macros, no network, no past.

Each call gets a profile of its own, made for it and thrown away, so that nothing is remembered
from one document to the next and several can run side by side.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from functools import lru_cache
from pathlib import Path

from goodcause.base.errors import MissingToolError, SourceError

MISSING = (
    "this kind of file is laid out by LibreOffice, which is not installed; install it "
    "(`apt-get install libreoffice-writer libreoffice-calc libreoffice-impress` or "
    "`brew install --cask libreoffice`) and run `goodcause read` again, or print the file to PDF "
    "and add that"
)
_SECONDS = 75  # below the time a worker's step may take, so that the program ends before it
_APPLICATION = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
_READ_AS = {".html": "HTML (StarWriter)"}
"""Left to guess, LibreOffice 7.4 loses the first paragraphs of a web page."""
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    # Where the network cannot be cut off, whatever is asked for ends at a port nobody serves.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find() -> Path | None:
    """Where the program is, or nothing."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    return _APPLICATION if _APPLICATION.exists() else None


def convert(source: Path, target: str, scratch: Path, suffix: str) -> Path:
    """Convert a document to another format.

    Args:
        source: the document; it is copied, so its name says nothing to the program.
        target: what to make, such as ``pdf``, ``docx`` or ``xlsx``, with a filter if need be.
        scratch: an existing folder of ours, cleared away by the caller.
        suffix: ending under which the program is shown the document, such as ``.rtf``.

    Returns:
        The converted file, in ``scratch``.

    Raises:
        MissingToolError: the program is not installed.
        SourceError: it could not make sense of the document, or took too long.
    """
    program = find()
    if program is None:
        raise MissingToolError(MISSING)
    inside = scratch / f"document{suffix}"
    shutil.copyfile(source, inside)
    _write_profile(scratch / "profile" / "user")
    out = scratch / "made"
    command = [
        *_cut_off(),
        str(program),
        f"-env:UserInstallation={(scratch / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"),
        *((f"--infilter={_READ_AS[suffix]}",) if suffix in _READ_AS else ()),
        *("--convert-to", target, "--outdir", str(out), str(inside)),
    ]
    _run(command, scratch)
    made = out / f"document.{target.partition(':')[0]}"
    if not made.is_file() or not made.stat().st_size:
        raise SourceError(
            "LibreOffice could not open this file, which may be damaged or protected by a "
            "password; open it in the program that wrote it, print it to PDF and add that"
        )
    return made


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    items = "".join(_ITEM.format(path=p, name=n, value=v) for p, n, v in _SETTINGS)
    (folder / "registrymodifications.xcu").write_text(
        _PROFILE.format(items=items), encoding="utf-8"
    )


def _run(command: list[str], scratch: Path) -> None:
    """Run the program in a group of its own, and end the whole group when time is up."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(scratch), "LANG": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603  no shell, and every argument is ours
        command,
        cwd=scratch,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise SourceError(
            f"LibreOffice did not finish this file within {_SECONDS} seconds; print it to PDF and "
            "add that"
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End whatever is left of the program; its launcher may be gone before its children."""
    with contextlib.suppress(ProcessLookupError):  # all of it has ended
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@lru_cache(maxsize=1)
def _cut_off() -> tuple[str, ...]:
    """Words before the command that end it in time though we die, and take the network away.

    Measured on Linux: a namespace without network costs 1 ms. Where the system allows none, the
    settings of the profile stand alone.
    """
    words: list[str] = []
    timeout, unshare = shutil.which("timeout"), shutil.which("unshare")
    if timeout:
        words += [timeout, "--kill-after=1", str(_SECONDS + 1)]
    if unshare:
        apart = [unshare, "--map-root-user", "--net"]
        tried = subprocess.run([*apart, "true"], capture_output=True, check=False)  # noqa: S603
        if tried.returncode == 0:
            words += apart
    return tuple(words)
