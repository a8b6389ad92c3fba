from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.afterwards.commands import acting, facts, run
from tests.case.forwardings import ARTICLE, CHECKED, CLOCK, COUNSEL, HOME


def test_a_forwarding_from_the_first_paper_to_the_last_by_commands(
    served_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, day = served_folder, date(2007, 3, 6)
    code, made = run(
        capsys, "forward", "receive", case, "CCW0000001", "--paper", "deposition subpoena",
        "--from", COUNSEL, *acting("Ann Wren", "reviewer", date(2007, 3, 5)),
    )  # fmt: skip
    assert code == 0
    assert any(HOME in str(home) for home in made["home_addresses"])  # type: ignore[attr-defined]

    def act(move: str, who: str, role: str, on: date, **told: object) -> tuple[int, object]:
        words = [*facts(**told), *acting(who, role, on)]
        code, found = run(capsys, "forward", "act", case, 1, move, *words)
        return code, found.get("state") or found["error"]

    ann, ada = ("Ann Wren", "reviewer"), ("Ada Quill", "attorney")
    assert act("check", *ann, day, **CHECKED) == (0, "checked")
    code, words = act("set-clock", *ann, day, **CLOCK)
    assert (code, "for the role attorney" in str(words)) == (2, True)
    assert act("set-clock", *ada, day, **CLOCK) == (0, "ready")
    code, drafts = run(
        capsys, "forward", "draft", case, 1, "--mailed-on", "2007-03-09",
        *acting("Ann Wren", "reviewer", date(2007, 3, 8)),
    )  # fmt: skip
    assert (code, len(drafts["papers"])) == (0, 8)  # type: ignore[arg-type]
    mailed = {"service": "certified", "server": "Kim Post", "article": ARTICLE}
    assert act("send", *ann, date(2007, 3, 9), **mailed) == (0, "sent")
    assert act("deliver", *ann, date(2007, 3, 13), received_by="x") == (0, "delivered")
    code, words = act("lapse", *ann, date(2007, 4, 3))
    assert (code, "until 2007-04-03" in str(words)) == (2, True)
    after = date(2007, 4, 10)
    assert act("lapse", *ann, after) == (0, "deadline_passed")
    assert act("propose", *ada, after, reason="no answer") == (0, "proposed")
    code, words = act("approve", *ada, after, reason="no answer")
    assert (code, "two persons" in str(words)) == (2, True)
    assert act("approve", "Ben Stone", "attorney", after, reason="mail seen") == (0, "approved")
    assert run(capsys, "forward", "report", case, 1, "--on", after)[1]["address"] == ""
    assert act("reveal", *ada, after, to=COUNSEL) == (0, "revealed")
    assert run(capsys, "forward", "report", case, 1, "--on", after)[1]["address"] == HOME
    assert act("close", *ada, after, outcome="address given") == (0, "closed")

    code, shown = run(capsys, "forward", "show", case, 1)
    assert (code, shown["whole"], shown["possible"]) == (0, True, [])
    assert len(run(capsys, "forward", "papers", case, 1)[1]["papers"]) == 8  # type: ignore[arg-type]
    (line,) = run(capsys, "forward", "list", case)[1]["lines"]  # type: ignore[misc]
    assert (line["state"], line["due"]) == ("closed", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "{case}", "7"), "there is no forward 7"),
        (("act", "{case}", "1", "check", "--fact", "name"), "write --fact NAME=VALUE"),
        (("act", "{case}", "1", "check", "--role", "clerk"), "there is no role"),
        (("act", "{case}", "1", "check", "--paper", "/none"), "is no file"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(
    served_folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    filled = [word.replace("{case}", str(served_folder)) for word in words]
    code, found = run(capsys, "forward", *filled)

    assert code == 2
    assert said in str(found["error"])
