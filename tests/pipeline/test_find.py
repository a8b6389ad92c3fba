from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from goodcause.engine.inline import Inline
from goodcause.pipeline.find import Caution, Found, find_in


def test_a_page_nobody_can_read_is_never_passed_as_clean(tmp_path: Path) -> None:
    page = Image.new("L", (850, 1100), 255)
    ImageDraw.Draw(page).ellipse((200, 300, 600, 700), fill=0)
    page.save(tmp_path / "blot.png")

    found = list(find_in([tmp_path / "blot.png"], "mehl-v-blanas", "ccw", Inline()))

    assert any(isinstance(f, Caution) and "no text" in f.caution for f in found)


def test_a_finding_quotes_what_led_to_it_and_cites_its_clause(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("I lock up alone every Friday at nine.")

    (found,) = find_in([tmp_path / "story.txt"], "mehl-v-blanas", "ccw", Inline())

    assert isinstance(found, Found)
    assert found.category == "vulnerability_time" and found.clause == "D3-1"
    assert '"I lock"' in found.because
