"""What a reviewer waits for, in a case of 18,000 pages and 100,000 findings: `make bench-review`.

The pages are one page's plate and words under 18,000 numbers, with that page's findings on them.
The server is the real one, the browser Debian's Chromium. Rows lie in a file, then, with
``--on postgresql``, in a PostgreSQL server of this run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.db import connections
from playwright.sync_api import Page, sync_playwright

from goodcause.engine.inline import Inline
from goodcause.pages.codec import pages_to_bytes
from goodcause.pipeline.add import add
from goodcause.pipeline.new import new_case
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.pipeline.review_index import arrange, mark_of, prepare, rules_today
from goodcause.pipeline.review_pages import page_of
from goodcause.store.matter import Matter
from goodcause.store.models import DocketRow, FindingRow, ItemRow, PageRow, SourceRow

from tests.pipeline.papers import JEWELER, application
from tests.store import servers
from tests.web.browsers import Chromium

DOCUMENTS, PAGES, FINDINGS = 3_000, 6, 100_000
BOXES = 2_000
DECISIONS = 60
_BATCH = 2_000

FRAMES = """async (count) => {
  const times = [];
  let last = performance.now();
  for (let n = 0; n < count; n += 1) {
    document.dispatchEvent(new KeyboardEvent('keydown', {key: n % 2 ? 'k' : 'j', bubbles: true}));
    await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  return times;
}"""
SHOWN = """(key) => new Promise((done) => {
  const before = document.querySelector('.item.sel')?.dataset.id, start = performance.now();
  const look = () => {
    if (document.querySelector('.item.sel')?.dataset.id !== before) {
      requestAnimationFrame(() => done(performance.now() - start));
    } else requestAnimationFrame(look);
  };
  document.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  look();
})"""


def main() -> None:
    """Make the case, serve it, measure, print a table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    if asked.parse_args().on == "sqlite":
        os.environ.pop("DATABASE_URL", None)
        _in_a_folder()
        return
    with servers.database(servers.start()) as made:
        os.environ["DATABASE_URL"] = made.url
        _in_a_folder()
        connections.close_all()


def _in_a_folder() -> None:
    folder = Path(tempfile.mkdtemp(prefix="goodcause-bench-"))
    try:
        _measure(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(folder: Path) -> None:
    papers = folder / "papers" / "ccw"
    papers.mkdir(parents=True)
    application(papers / "a.pdf", JEWELER)
    matter = new_case(folder / "case", "mehl-v-blanas", date(2007, 3, 5)).matter
    add(matter, [str(papers)], "ccw", Silent())
    read(matter, Inline(), Silent())
    prepare(matter, rules_today(matter), Silent())
    start = time.perf_counter()
    crowded = _fill(matter)
    print(f"{PageRow.objects.count():,} pages, {ItemRow.objects.count():,} findings "
          f"(made in {time.perf_counter() - start:.0f} s)", flush=True)  # fmt: skip
    process = subprocess.Popen(  # noqa: S603  our own command
        [Path(sys.executable).with_name("goodcause"), "review", folder / "case", "--port", "0",
         "--json", "--as", "Bench"],
        stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    try:
        assert process.stdout
        _watch(json.loads(process.stdout.readline())["link"], crowded)
    finally:
        process.terminate()
        process.wait()


def _fill(matter: Matter) -> str:
    """Copies of the one document's rows until the case is as large as the order's.

    Returns:
        The key of a document whose only page holds 2,000 findings.
    """
    source = SourceRow.objects.get()
    page = PageRow.objects.get(source=source)
    items = list(ItemRow.objects.filter(source=source, state="open"))
    findings = {f.key: f for f in FindingRow.objects.filter(source=source)}
    pages = [replace(page_of(matter, source.key, 1), number=n) for n in range(1, PAGES + 1)]
    blobs = [matter.blobs.put(pages_to_bytes(pages))]
    keys = [f"b{n:06d}" for n in range(DOCUMENTS)]
    SourceRow.objects.bulk_create(
        (SourceRow(key=k, path=f"bench/{k}.pdf", sha256=k, series="ccw", kind=source.kind,
                   state=source.state, pages=PAGES, page_blobs=blobs) for k in keys),
        batch_size=_BATCH,
    )  # fmt: skip
    mark = mark_of(SourceRow.objects.get(key=keys[0]), None, rules_today(matter))
    DocketRow.objects.bulk_create(
        (DocketRow(source_id=k, fingerprint=mark) for k in keys),
        batch_size=_BATCH,
    )
    PageRow.objects.bulk_create(
        (PageRow(source_id=k, number=n, width=page.width, height=page.height, plate=page.plate,
                 text=page.text) for k in keys for n in range(1, PAGES + 1)),
        batch_size=_BATCH,
    )  # fmt: skip
    _copies(keys, items, findings, FINDINGS // (DOCUMENTS * PAGES) + 1)
    arrange()
    _copies(["b000000"], items, findings, BOXES)
    return "b000000"


def _copies(
    keys: list[str], items: list[ItemRow], findings: dict[str, FindingRow], each: int
) -> None:
    rows: list[ItemRow] = []
    found: list[FindingRow] = []
    for key in keys:
        for number in range(1, PAGES + 1 if len(keys) > 1 else 2):
            for n in range(each):
                item = items[n % len(items)]
                name = f"p{number}:{len(keys)}:{n}"
                value = {**findings[item.key].value, "key": name}
                found.append(FindingRow(source_id=key, key=name, page=number,
                                        category=item.category, value=value))  # fmt: skip
                rows.append(_item(item, key, number, name, n if each == BOXES else -1))
    FindingRow.objects.bulk_create(found, batch_size=_BATCH)
    ItemRow.objects.bulk_create(rows, batch_size=_BATCH)


def _item(item: ItemRow, key: str, page: int, name: str, place: int) -> ItemRow:
    fields = ("category", "text", "because", "probability", "harm", "outcome", "rule", "label",
              "reason", "state")  # fmt: skip
    left, top = 100 + place % 40 * 58, 100 + place // 40 * 60
    boxes = item.boxes if place < 0 else [[left, top, left + 50, top + 30]]
    return ItemRow(
        source_id=key, key=name, page=page, boxes=boxes, lane=5, rank=600_000_000 + place,
        group=f"{key}{name}"[:32], **{f: getattr(item, f) for f in fields},
    )  # fmt: skip


def _watch(link: str, crowded: str) -> None:
    with sync_playwright() as running:
        browser = Chromium(running, shutil.which("chromium") or "chromium")
        page = browser.page()
        page.goto(link)
        page.keyboard.press("Enter")
        page.wait_for_url("**/c/case/**")
        base = page.url.split("/c/case/")[0] + "/c/case/"
        _decide(page, base)
        _frames(page, base, crowded)
        for screen in ("queue", "people", "progress", "quality", "desk", "production", "trail"):
            start = time.perf_counter()
            page.goto(base + screen)
            _row(f"screen {screen}", 1000 * (time.perf_counter() - start), None)
        browser.close()


def _decide(page: Page, base: str) -> None:
    page.goto(f"{base}page/b000700/1?lane=5")
    page.wait_for_selector("#stage img")
    page.wait_for_load_state("networkidle")
    stored: list[float] = []
    page.on(
        "requestfinished",
        lambda r: stored.append(r.timing["responseEnd"]) if r.url.endswith("do/decide") else None,
    )
    shown = []
    for _ in range(DECISIONS):
        shown.append(float(page.evaluate(SHOWN, "a")))
        page.wait_for_timeout(400)
    page.wait_for_timeout(1500)
    _row("decision shown, median", statistics.median(shown), 50)
    _row("decision shown, worst", max(shown), None)
    _row("decision stored, median", statistics.median(stored), 250)
    _row("decision stored, worst", max(stored), None)


def _frames(page: Page, base: str, crowded: str) -> None:
    page.goto(f"{base}page/{crowded}/1")
    page.wait_for_selector("#stage img")
    page.wait_for_timeout(1500)
    times = sorted(float(t) for t in page.evaluate(FRAMES, 200))
    _row(f"frame with {page.locator('.item').count():,} boxes, median", times[100], 20)
    _row("frame, 95th percentile", times[190], None)


def _row(what: str, measured: float, target: float | None) -> None:
    met = "" if target is None else ("met" if measured <= target else "missed")
    print(
        f"{what:<44} {measured:8.1f} ms  {'' if target is None else f'<= {target:.0f} ms'}  {met}",
        flush=True,
    )


if __name__ == "__main__":
    main()
