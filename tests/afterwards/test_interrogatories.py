from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from goodcause.base.errors import ProcedureError
from goodcause.case.files import filled
from goodcause.case.interrogatory import AnswersFile
from goodcause.case.procedure import Who
from goodcause.pipeline.answer_example import example
from goodcause.pipeline.answering import (
    citations,
    draft_answers,
    file_of,
    judge,
    look_up,
    rules_on,
    served_pages,
)
from goodcause.pipeline.procedures import acted, standing
from goodcause.store import audit
from goodcause.store.matter import Matter

from tests.afterwards.commands import run
from tests.afterwards.lodging import COUNSEL

ASKED = date(2007, 3, 6)
ON = date(2007, 4, 2)


def worked(matter: Matter) -> str:
    """The example with its blanks filled in as people would."""
    text = example(matter, rules_on(matter, ASKED), ASKED)
    text = text.replace("[agent of the county]", "Ines Calder").replace("[title]", "chief deputy")
    return re.sub(r"\[[a-z][^\]\n]*\]", "what was found in the files of the unit", text)


def written(folder: Path, text: str) -> Path:
    path = folder / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_was_removed_and_what_was_served_is_known_page_by_page(served: Matter) -> None:
    found = served_pages(served)
    (gone,) = {c for n, p in found.pages.items() if n == "CCW0000001" for c in p.removed} & {"ssn"}

    assert gone == "ssn"
    assert found.pages["CCW0000001"].removed["ssn"] == ("D2-1",)
    assert found.pages["CCW0000001"].served_on == date(2007, 3, 5)
    assert found.lodged == {"PER"}
    assert found.pages["DON0000001"].native


def test_the_worked_example_stands_once_each_row_was_looked_up(
    served: Matter, tmp_path: Path
) -> None:
    path = written(tmp_path, worked(served))
    made = draft_answers(served, path, (COUNSEL, ON))
    assert {c.reason for c in made.judged.stops} == {"not checked"}
    with pytest.raises(ProcedureError, match="do not stand yet"):
        acted(served, ("interrogatory", made.number), "verify",
              {"name": "Lou Blanas", "signed_on": str(ON)}, (COUNSEL, ON))  # fmt: skip
    reader = Who(name="Bo Lind", role="reviewer")
    for row in range(1, len(list(citations(file_of(served, made.number)))) + 1):
        look_up(served, made.number, row, (reader, ON))
    again = draft_answers(served, path, (COUNSEL, ON), made.number)
    assert again.judged.stops == ()
    for name in ("Lou Blanas", "Ines Calder"):
        facts = {"name": name, "signed_on": str(ON)}
        acted(served, ("interrogatory", made.number), "verify", facts, (COUNSEL, ON))
    facts = {"to": "counsel", "manner": "by mail"}
    acted(served, ("interrogatory", made.number), "serve", facts, (COUNSEL, ON))

    assert standing("interrogatory", made.number).state == "served"
    (answers,) = (p for p in again.papers if p.name.startswith("answers.") and p.suffix == ".pdf")
    words = shown(answers)
    for told in ("INTERROGATORY NO. 8", "REQUEST NO. 28", "Bo Lind, 2007-04-02", "DON0000001"):
        assert told in words


def shown(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return " ".join("\n".join(page.get_textpage().get_text_range() for page in pdf).split())
    finally:
        pdf.close()


def test_a_comparison_made_in_the_case_stops_the_burden_claim(served: Matter) -> None:
    file = filled(AnswersFile, worked(served), "a.yaml")
    before = {c.reason for c in judge(served, file).stops}
    audit.record("comparison", {"pairs": 3})
    after = {c.reason for c in judge(served, file).stops}

    assert after - before == {"comparison exists"}


def test_a_page_whose_needed_field_was_removed_stops_the_answer(served: Matter) -> None:
    text = worked(served)
    row = '            - pages: "CCW0000001"\n              needs: [ssn]\n'
    text = re.sub(r'            - pages: "CCW[0-9]+"\n', row, text, count=1)
    found = judge(served, filled(AnswersFile, text, "a.yaml")).stops

    (told,) = (c for c in found if c.reason == "needed field removed")
    assert "CCW0000001 under D2-1" in told.sentence


def test_the_commands_take_answers_from_the_example_to_the_gate(
    served_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, made = run(capsys, "interrogatory", "example", served_folder, "--on", ASKED)
    assert code == 0
    path = written(tmp_path, str(made["example"]))
    code, found = run(capsys, "interrogatory", "check", served_folder, path)
    assert code == 10
    assert {c["reason"] for c in found["complaints"] if c["stops"]} >= {"not checked"}  # type: ignore[attr-defined]
    code, drafted = run(capsys, "interrogatory", "draft", served_folder, path, "--on", ON)
    assert (code, drafted["number"]) == (10, 1)
    code, looked = run(capsys, "interrogatory", "look-up", served_folder, 1, 1, "--on", ON)
    assert (code, looked["state"]) == (0, "drafted")
    code, shown_now = run(capsys, "interrogatory", "show", served_folder, 1)
    assert (code, shown_now["whole"]) == (0, True)
    code, wrong = run(capsys, "interrogatory", "look-up", served_folder, 1, 99, "--on", ON)
    assert code == 2
    assert "there is no row 99" in str(wrong["error"])
