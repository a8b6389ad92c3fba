"""The certificate claims no check that this machine cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodcause.pipeline.closing import checks


def test_reading_again_is_claimed_only_where_there_is_something_to_read_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "eng.traineddata").write_bytes(b"data")
    monkeypatch.setattr("goodcause.pipeline.closing.find_data", lambda: tmp_path)
    assert any("was read again" in sentence for sentence in checks())

    monkeypatch.setattr("goodcause.pipeline.closing.find_data", lambda: None)
    assert not any("sample of pages" in sentence for sentence in checks())
    assert any("No page was read again" in sentence for sentence in checks())
