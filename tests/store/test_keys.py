"""Who may open a sealed case: custodians come and go, keys change, and wrong ones are told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyrage import x25519

from goodcause.base.errors import CaseError
from goodcause.base.shelf import Folder
from goodcause.pipeline.backup import back_up, restore
from goodcause.pipeline.progress import Silent
from goodcause.store import audit
from goodcause.store.matter import Matter, open_matter

from tests.cli.command import inside
from tests.store.filled import filled, sound


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Matter, str, str]]:
    """A sealed case, its custodian, and another who is to become one (their public keys)."""
    pair = [x25519.Identity.generate() for _ in range(2)]
    for number, key in enumerate(pair):
        (tmp_path / f"identity{number}").write_text(f"{key}\n", encoding="ascii")
    one, two = (str(key.to_public()) for key in pair)
    monkeypatch.setenv("GOODCAUSE_IDENTITY", str(tmp_path / "identity0"))
    made = inside("new", tmp_path / "case", "--order", "mehl-v-blanas", "--encrypt-to", one)
    assert made.code == 0, made.err
    yield filled(open_matter(tmp_path / "case")), one, two


def test_custodians_come_and_go(
    sealed: tuple[Matter, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, one, two = sealed
    case = matter.folder

    assert inside("keys", "list", case, "--json").facts["custodians"] == [one]
    assert inside("keys", "add", case, two).code == 0
    assert sound(matter)
    monkeypatch.setenv("GOODCAUSE_IDENTITY", str(tmp_path / "identity1"))
    assert sound(matter)
    assert inside("keys", "remove", case, one).code == 0
    assert sound(matter)
    old = {path.name: path.read_bytes() for path in (case / "blobs").rglob("*") if path.is_file()}
    assert inside("keys", "rekey", case, "--json").facts["sealed"] == 4
    new = {path.name: path.read_bytes() for path in (case / "blobs").rglob("*") if path.is_file()}
    assert len(new) == len(old) == 4
    assert not set(new) & set(old)  # names under the old keys tell nothing of the new
    assert sound(matter)
    told = inside("keys", "rekey", case, "--identity", tmp_path / "identity0")
    assert (told.code, "no key in" in told.sentence) == (2, True)
    assert [row["what"] for row in map(json.loads, audit.exported())].count("keys") == 3


def test_a_rekeying_that_was_interrupted_goes_on(
    sealed: tuple[Matter, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, _, _ = sealed
    removed = 0

    def tired(folder: Folder, name: str) -> None:
        nonlocal removed
        removed += 1
        if removed == 2:
            raise KeyboardInterrupt
        (folder.root / name).unlink()

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "remove", tired)
        assert inside("keys", "rekey", matter.folder).code == 130

    assert sound(matter)
    assert inside("keys", "rekey", matter.folder).code == 0
    assert sound(matter)
    assert len([p for p in (matter.folder / "blobs").rglob("*") if p.is_file()]) == 4


def test_a_sealed_case_is_restored_sealed(
    sealed: tuple[Matter, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, one, _ = sealed
    back_up(matter, tmp_path / "backup", Silent())
    restore(tmp_path / "backup", tmp_path / "again", Silent())

    assert sound(Matter(tmp_path / "again"))
    assert Matter(tmp_path / "again").custodians == (one,)
    assert b"another" not in (tmp_path / "backup").read_bytes()
    monkeypatch.delenv("GOODCAUSE_IDENTITY")
    with pytest.raises(CaseError, match="are encrypted"):
        sound(Matter(tmp_path / "again"))


def test_wrong_keys_are_one_sentence_each(
    sealed: tuple[Matter, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter, one, two = sealed
    case = matter.folder
    (tmp_path / "empty").write_text("# nothing\n", encoding="ascii")
    (tmp_path / "words").write_text("AGE-SECRET-KEY-1NONE\n", encoding="ascii")
    secret = (tmp_path / "identity1").read_text().strip()
    for named, says in (
        (tmp_path / "identity1", "no key in"),
        (tmp_path / "empty", "holds no identity"),
        (tmp_path / "words", "is no file of age identities"),
        (tmp_path / "none", "cannot be read"),
    ):
        ended = inside("keys", "add", case, two, "--identity", named)
        assert (ended.code, says in ended.sentence) == (2, True), ended
    monkeypatch.setenv("GOODCAUSE_IDENTITY", str(tmp_path / "identity0"))
    for words, says in (
        (("remove", case, two), "is no custodian of this case"),
        (("remove", case, one), "needs at least one custodian"),
        (("add", case, "age1nobody"), "is no custodian; write the public half"),
        (("add", case, secret), "a secret key is no custodian"),
        (("add", case), "take custodians"),
        (("rekey", case, two), "take custodians"),
    ):
        ended = inside("keys", *words)
        assert (ended.code, says in ended.sentence) == (2, True), ended
        assert secret not in ended.err
    assert sound(matter)


def test_a_list_of_custodians_that_was_changed_is_reported(
    sealed: tuple[Matter, str, str],
) -> None:
    matter, one, two = sealed
    (matter.folder / "keys" / "custodians.json").write_text(json.dumps([one, two]))

    with pytest.raises(CaseError, match="somebody changed it"):
        sound(matter)


def test_keys_that_are_gone_or_damaged_are_told(sealed: tuple[Matter, str, str]) -> None:
    matter, _, _ = sealed
    ring = matter.folder / "keys" / "ring.age"
    kept = ring.read_bytes()
    for spoiled, says in ((kept[:-1], "no key in"), (b"", "no key in"), (None, "nobody can open")):
        ring.unlink()
        if spoiled is not None:
            ring.write_bytes(spoiled)
        with pytest.raises(CaseError, match=says):
            sound(matter)


def test_a_case_that_is_not_encrypted_has_no_keys(matter: Matter) -> None:
    ended = inside("keys", "list", matter.folder)

    assert ended.code == 2
    assert "are not encrypted; a case is encrypted from the start" in ended.sentence
