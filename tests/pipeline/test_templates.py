"""Template files of a case: written by `read`, and a person's correction is used as it stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodcause.base.errors import CaseError
from goodcause.base.geometry import Box
from goodcause.findings.template import Anchor, Impression
from goodcause.pipeline.templates import templates_of
from goodcause.store.matter import Matter


def pages(count: int = 4) -> list[Impression]:
    anchors = tuple(
        Anchor(
            f"k{n}",
            "ssn",
            Box(100, 100 * n, 200, 100 * n + 30),
            Box(220, 100 * n, 400, 100 * n + 30),
        )
        for n in range(8)
    )
    return [Impression(n, anchors) for n in range(count)]


def test_learned_templates_are_files_and_are_written_anew(tmp_path: Path) -> None:
    (template,) = templates_of(Matter(tmp_path), pages())
    path = tmp_path / "templates" / "t0001.json"
    assert len(template.anchors) == 8
    assert json.loads(path.read_text())["fixed"] is False

    assert templates_of(Matter(tmp_path), pages(2)) == ()
    assert not path.exists()


def test_a_template_that_a_person_fixed_is_used_and_never_written_over(tmp_path: Path) -> None:
    templates_of(Matter(tmp_path), pages())
    path = tmp_path / "templates" / "t0001.json"
    said = json.loads(path.read_text())
    said["fixed"], said["anchors"] = True, said["anchors"][:7]
    path.write_text(json.dumps(said))

    (fixed,) = templates_of(Matter(tmp_path), pages())

    assert (fixed.name, fixed.fixed, len(fixed.anchors)) == ("t0001", True, 7)
    assert json.loads(path.read_text()) == said


def test_a_file_that_is_no_template_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "county.json").write_text('{"name": "county"}')

    with pytest.raises(CaseError, match=r"county\.json is no template \(anchors"):
        templates_of(Matter(tmp_path), pages())
