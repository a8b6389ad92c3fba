"""The judge's server on a package made for tests, and a reader who uses it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, sync_playwright

from goodcause.base.geometry import Box
from goodcause.case.lodging import Clause, Lodgement, Passage, Tab
from goodcause.case.sealed import Lock, new_key, seal
from goodcause.pipeline.camera import JUDGE_FILE, for_judge
from goodcause.pipeline.review_pages import grey_png

from tests.web.serving import CHROMIUM, COMMAND, NO_BROWSER

IDENTITY, RECIPIENT = new_key()
WIDE, HIGH = 640, 830
LODGED = Lodgement(
    series="personnel",
    title="Personnel records",
    clause=Clause(rule="D7-1", section="7", order="DJ-2007", basis=(), harm=""),
    to="Mueller, M.J.",
    tabs=(
        Tab(
            number=1, key="s000001", kind="transfer memo", dated="1998-05-04", author="",
            pages=2, relevant=False, why="a transfer has no bearing on permits",
            passages=tuple(
                Passage(
                    page=1, finding=f"p1:{n}", category="home_address", ground="where he lives",
                    boxes=(Box(80, 100 + 60 * n, 300, 130 + 60 * n),),
                )
                for n in range(2)
            ),
        ),
        Tab(
            number=2, key="s000002", kind="complaint", dated="undated", author="", pages=1,
            relevant=True, why="bears on the claims",
        ),
    ),
)  # fmt: skip


def package() -> bytes:
    """Three pages with lines of ink, sealed."""
    files = {JUDGE_FILE: json.dumps(for_judge(LODGED, "Mehl v. Blanas")).encode()}
    for page in ("1.1", "1.2", "2.1"):
        grey = np.full((HIGH, WIDE), 255, np.uint8)
        grey[100:700:60, 80:560] = 0
        grey[112:700:60, 80:400] = 90
        files[f"pages/{page}.png"] = grey_png(grey)
    for name in ("index", "declaration", "proposed-order"):
        files[f"papers/{name}.pdf"] = b"%PDF-1.4\n%%EOF\n"
    files["unredacted/tab-01.pdf"] = b"%PDF-1.4\n%%EOF\n"
    return seal(files, "Lodged in camera", Lock(recipients=(RECIPIENT,)))


@dataclass
class Judge:
    """A running `goodcause camera judge`."""

    link: str
    folder: Path

    @property
    def port(self) -> int:
        return int(self.link.split(":")[2].split("/")[0])

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ruling(self) -> Path:
        return self.folder / "ruling.json"


@contextmanager
def sitting(folder: Path) -> Iterator[Judge]:
    """Run the judge's server until the block ends."""
    folder.mkdir(exist_ok=True)
    sealed, key = folder / "court.sealed", folder / "court.key"
    if not sealed.exists():
        sealed.write_bytes(package())
        key.write_text(IDENTITY, encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603  our own command
        [COMMAND, "camera", "judge", sealed, "--key", key, "--ruling", folder / "ruling.json",
         "--port", "0", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=dict(os.environ),
    )  # fmt: skip
    try:
        assert process.stdout
        assert process.stderr
        line = process.stdout.readline()
        assert line, process.stderr.read()
        yield Judge(str(json.loads(line)["link"]), folder)
    finally:
        process.terminate()
        process.communicate(timeout=20)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """A browser for the tests of one module; a second one beside it would not start."""
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop beside us
    with sync_playwright() as running:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        opened = running.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()
