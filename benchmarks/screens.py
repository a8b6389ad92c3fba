"""Pictures of the review screens for docs/review.md: `make screens`."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from django.db import connections
from playwright.sync_api import Page, sync_playwright

from goodcause.demo.generate import generate
from goodcause.engine.processes import Processes
from goodcause.pipeline.add import add
from goodcause.pipeline.new import new_case
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read

from tests.web.serving import enter, serving

FIGURES = Path(__file__).resolve().parents[1] / "docs" / "figures" / "review"
_SEED, _APPLICATIONS = 2007, 12


def main() -> None:
    """Make a demo case, open it, take the pictures."""
    with tempfile.TemporaryDirectory(prefix="goodcause-screens-") as name:
        case = _made(Path(name))
        with serving(case) as server, sync_playwright() as running:
            browser = running.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
            enter(page, server)
            FIGURES.mkdir(parents=True, exist_ok=True)
            _take(page, server.base)
            browser.close()


def _made(folder: Path) -> Path:
    papers = folder / "papers"
    generate(papers, seed=_SEED, applications=_APPLICATIONS)
    made = new_case(folder / "case", "mehl-v-blanas", date(2007, 3, 5))
    for series in made.series:
        if (papers / series).is_dir():
            add(made.matter, [str(papers / series)], series, Silent())
    read(made.matter, Processes(2, log=folder / "worker.log"), Silent())
    connections.close_all()
    return folder / "case"


def _take(page: Page, base: str) -> None:
    def shot(name: str) -> None:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        page.screenshot(path=FIGURES / f"{name}.png")

    if "/people/" in page.url:
        page.keyboard.press("1")
        page.wait_for_selector("#apply:enabled")
    shot("person")
    for name in ("sheets/3", "production"):
        page.goto(base + name)
        shot(name.split("/", maxsplit=1)[0])
    page.goto(f"{base}queue?lane=2")
    page.locator("#rows a").first.click()
    page.wait_for_selector("#stage img")
    shot("page")
    page.keyboard.press("p")
    page.wait_for_selector("#stage img[src*='/after/']")
    shot("after")


if __name__ == "__main__":
    main()
