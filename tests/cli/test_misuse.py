"""Wrong use: one sentence that says what to write instead, exit code 2, and nothing made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodcause.order.load import packaged_order

from tests.cli.command import DATED, Ended, goodcause, inside, new_case

COMMANDS = ("demo", "new", "add", "read", "status", "produce", "verify", "find", "doctor")
SAMPLE = "mehl-v-blanas"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_case(tmp_path_factory.mktemp("misuse") / "case")


def refused(ended: Ended, *words: str, code: int = 2) -> None:
    assert ended.code == code, ended
    assert ended.out == ""
    for word in words:
        assert word in ended.sentence


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nonsense", "no such command 'nonsense'; see `goodcause --help`"),
        ("new", "missing argument 'CASE'; see `goodcause new --help`"),
        ("new c", "missing option '--order'"),
        ("new c --order mehl-v-blanas --dated soon", "'soon'"),
        ("new c --order mehl-v-blanas --dated 2007-02-30", "'2007-02-30'"),
        ("add c --series ccw", "name files to register"),
        ("read c --jobs 0", "invalid value for '--jobs'"),
        ("read c --jobs many", "invalid value for '--jobs'"),
        ("read c --faster", "no such option"),
        ("produce c --to x", "missing option '--volume'"),
        ("produce c --volume V --to x --images gif", "'gif'"),
        ("produce c --volume V --to x --on tomorrow", "'tomorrow'"),
    ],
)
def test_a_command_line_that_is_none_is_told_so(line: str, words: str) -> None:
    refused(goodcause(*line.split()), words, "--help`")


def test_wrong_use_is_an_object_for_a_script() -> None:
    ended = goodcause("read", "c", "--jobs", "0", "--json")

    assert (ended.code, ended.err) == (2, "")
    assert ended.facts["exit_code"] == 2
    assert "--jobs" in str(ended.facts["error"])


@pytest.mark.parametrize("command", COMMANDS)
def test_help_names_every_exit_code_of_the_command(command: str) -> None:
    ended = goodcause(command, "--help")

    assert (ended.code, ended.err) == (0, "")
    assert "Exit codes: 0 done" in ended.out
    assert "--json" in ended.out


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("absent.yaml", None, "neither a packaged order"),
        ("yaml.yaml", b"case: [", "yaml.yaml:"),
        ("empty.yaml", b"", "empty.yaml:1:"),
        ("list.yaml", b"- a\n- b\n", "list.yaml:1:"),
        ("binary.yaml", bytes(range(256)), "not a text file"),
        ("wide.yaml", b"\xff\xfea\x00", "not a text file"),
        ("deep.yaml", b"[" * 5000, "deep.yaml:1:"),
    ],
)
def test_an_order_with_a_mistake_makes_no_case(
    tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    refused(inside("new", tmp_path / "case", "--order", tmp_path / name), words)

    assert [p.name for p in tmp_path.iterdir() if p.name != name] == []


def test_an_unknown_word_of_an_order_is_told_with_its_line(tmp_path: Path) -> None:
    order = tmp_path / "mine.yaml"
    text = packaged_order(SAMPLE).read_text("utf-8").replace("home_address", "hone_address")
    order.write_text(text, encoding="utf-8")
    line = text[: text.index("hone_address")].count("\n") + 1
    ended = inside("new", tmp_path / "case", "--order", order, "--json")

    assert ended.code == 2
    said = str(ended.facts["error"]).splitlines()
    assert said[0].startswith(f"mine.yaml:{line}: `hone_address`")
    assert "write `home_address`" in said[0]


def test_a_folder_given_as_the_order_is_refused(tmp_path: Path) -> None:
    refused(inside("new", tmp_path / "case", "--order", tmp_path), "neither a packaged order")


def test_a_folder_that_holds_something_becomes_no_case(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    refused(inside("new", tmp_path, "--order", SAMPLE), "not empty; name a new folder")
    refused(inside("demo", tmp_path), "not empty; name another folder")
    refused(inside("new", tmp_path / "mine.txt" / "c", "--order", SAMPLE), "name another place")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "line",
    [
        "status {}",
        "add {} {} --series ccw",
        "read {}",
        "produce {} --volume VOL001 --to x",
        "doctor --case {}",
    ],
)
def test_a_folder_that_is_no_case_is_refused(tmp_path: Path, line: str) -> None:
    words = [str(tmp_path) if word == "{}" else word for word in line.split()]

    refused(inside(*words), "is not a case folder", "goodcause new")
    assert [*tmp_path.iterdir()] == []


def test_a_case_whose_database_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.db").write_bytes(b"this is no database, only words, and many of them" * 40)

    refused(inside("status", tmp_path), "cannot be opened as a case")


def test_names_that_nobody_knows_are_refused(case: Path, tmp_path: Path) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text("a\n")

    refused(inside("add", case, tmp_path / "absent", "--series", "ccw"), "does not exist")
    refused(inside("add", case, paper, "--series", "cww"), "no series 'cww'", "ccw, volunteer")
    refused(inside("read", case, "--engine", "warp"), "no engine 'warp'")
    refused(inside("find", paper, "--series", "cww"), "no series 'cww'")
    assert inside("status", case, "--json").facts["series"] == {}


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (["--volume", "vol1", "--to", "x"], 2, "cannot name a volume"),
        (["--volume", "../VOL001", "--to", "x"], 2, "cannot name a volume"),
        (["--volume", "VOL001", "--to", " "], 2, "--to NAME"),
        (["--volume", "VOL001", "--to", "x", "--on", "1990-01-01"], 2, "holds on 1990-01-01"),
        (["--volume", "VOL001", "--to", "x"], 10, "no documents"),
    ],
)
def test_a_volume_that_cannot_be_asked_for_is_refused(
    case: Path, more: list[str], code: int, words: str
) -> None:
    refused(inside("produce", case, *more), words, code=code)
    assert [*(case / "volumes").iterdir()] == []


def test_an_order_without_a_date_is_told_with_file_and_line(tmp_path: Path) -> None:
    case = tmp_path / "case"
    made = inside("new", case, "--order", SAMPLE)
    (order,) = (case / "order").iterdir()
    before = order.read_text("utf-8")

    refused(
        inside("produce", case, "--volume", "VOL001", "--to", "x", "--on", DATED),
        str(order),
        "write `dated: YYYY-MM-DD` at line",
    )
    assert f"of {order.name}" in made.out
    assert order.read_text("utf-8") == before


def test_what_is_no_volume_is_not_verified(case: Path, tmp_path: Path) -> None:
    refused(inside("verify", tmp_path / "absent"), "is not a folder")
    refused(inside("verify", case), "is not a volume", "CASE/volumes/VOL001")


def test_a_missing_tool_ends_in_its_exit_code(tmp_path: Path) -> None:
    fault = tmp_path / "sitecustomize.py"
    fault.write_text(
        "from importlib import metadata\n"
        "whole = metadata.version\n"
        "def version(name):\n"
        "    if name == 'pikepdf':\n"
        "        raise metadata.PackageNotFoundError(name)\n"
        "    return whole(name)\n"
        "metadata.version = version\n"
    )
    ended = goodcause("doctor", "--json", env={"PYTHONPATH": str(tmp_path)})
    well = goodcause("doctor", "--json", env={"PATH": "/nowhere"})

    assert ended.code == 13
    assert ended.facts["well"] is False
    assert (well.code, well.facts["well"]) == (0, True)
    tools = {t["name"]: t for t in json.loads(well.out)["tools"]}
    assert "apt-get install qpdf" in tools["qpdf"]["detail"]
