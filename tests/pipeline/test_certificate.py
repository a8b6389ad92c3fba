"""The certificate claims no check that this machine cannot do."""

from __future__ import annotations

import pytest

from goodcause.pipeline.closing import checks


def test_reading_again_is_claimed_only_where_there_is_something_to_read_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("goodcause.pipeline.closing.reader_kind", lambda: "tesseract")
    assert any("was read again" in sentence for sentence in checks())

    monkeypatch.setattr("goodcause.pipeline.closing.reader_kind", lambda: "")
    assert not any("sample of pages" in sentence for sentence in checks())
    assert any("No page was read again" in sentence for sentence in checks())
