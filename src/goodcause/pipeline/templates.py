"""Templates of a case: learned from its pages, kept as files that a person may correct.

``CASE/templates/NAME.json`` holds one form: its labels with their boxes, in pixels at 300 dpi. A
file whose ``fixed`` is true was corrected by a person; it is used as it stands and never
written over. The others are written anew by every ``read``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from goodcause.base.errors import CaseError
from goodcause.findings.template import Impression, Template, learn
from goodcause.pipeline.packing import plain, unpack
from goodcause.store.matter import Matter

_LARGEST = 4_000_000


def templates_of(matter: Matter, impressions: Iterable[Impression]) -> tuple[Template, ...]:
    """The templates that a person fixed, and those learned from the pages; writes the latter.

    Raises:
        CaseError: a file of templates cannot be read.
    """
    folder = matter.folder / "templates"
    fixed = _fixed(folder)
    taken = {template.name for template in fixed}
    learned = [t for t in learn(impressions) if t.name not in taken]
    _write(folder, learned)
    return (*fixed, *learned)


def _fixed(folder: Path) -> list[Template]:
    found = []
    for path in sorted(folder.glob("*.json")):
        if path.stat().st_size > _LARGEST:
            raise CaseError(f"{path} is too large for a form; delete it, `read` writes it anew")
        try:
            template = unpack(Template, path.read_bytes())
        except ValidationError as e:
            where = ".".join(str(part) for part in e.errors()[0]["loc"])
            raise CaseError(
                f"{path} is no template ({where}: {e.errors()[0]['msg']}); correct it, or delete "
                "it and `read` writes it anew"
            ) from e
        if template.fixed:
            found.append(replace(template, name=path.stem))
    return found


def _write(folder: Path, learned: Sequence[Template]) -> None:
    """Replace the files of learned templates; those that a person fixed stay."""
    for path in folder.glob("t[0-9]*.json"):
        if not unpack(Template, path.read_bytes()).fixed:
            path.unlink()
    if learned:
        folder.mkdir(exist_ok=True)
    for template in learned:
        text = json.dumps(plain(template), indent=1)
        (folder / f"{template.name}.json").write_text(f"{text}\n", encoding="utf-8")
