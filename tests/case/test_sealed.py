from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.base.errors import UsageError
from goodcause.case.sealed import Lock, Opener, new_key, seal, title_of, unseal

FILES = {"unredacted/tab-01.pdf": b"%PDF of a page", "items.json": b'{"a": 1}', "empty": b""}
WORDS = "the clerk has this one"
IDENTITY, RECIPIENT = new_key()
PACKAGE = seal(FILES, "Lodged in camera", Lock(recipients=(RECIPIENT,)))


def test_what_was_sealed_comes_out_as_it_went_in() -> None:
    assert unseal(PACKAGE, Opener(identity=IDENTITY)) == FILES
    assert title_of(PACKAGE) == "Lodged in camera"


def test_nothing_of_the_content_stands_on_the_outside() -> None:
    assert b"tab-01" not in PACKAGE
    assert b"%PDF" not in PACKAGE


def test_another_key_opens_nothing() -> None:
    other, _ = new_key()
    with pytest.raises(UsageError, match="another key was used, or it was altered"):
        unseal(PACKAGE, Opener(identity=other))


def test_two_recipients_open_it_each_with_his_own_key() -> None:
    clerk, public = new_key()
    package = seal(FILES, "t", Lock(recipients=(RECIPIENT, public)))

    assert unseal(package, Opener(identity=clerk)) == unseal(package, Opener(identity=IDENTITY))


def test_a_passphrase_opens_it_and_no_other_does() -> None:
    package = seal({"a": b"1"}, "t", Lock(passphrase=WORDS))

    assert unseal(package, Opener(passphrase=WORDS)) == {"a": b"1"}
    with pytest.raises(UsageError, match="another key"):
        unseal(package, Opener(passphrase=WORDS.upper()))


@given(st.integers(0, len(PACKAGE) - 1), st.integers(1, 255))
def test_altered_by_one_byte_anywhere_it_does_not_open(at: int, by: int) -> None:
    altered = bytearray(PACKAGE)
    altered[at] ^= by
    with pytest.raises(UsageError):
        unseal(bytes(altered), Opener(identity=IDENTITY))


@pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.5, 0.9, 0.999])
def test_a_package_cut_short_does_not_open(share: float) -> None:
    with pytest.raises(UsageError):
        unseal(PACKAGE[: int(share * len(PACKAGE))], Opener(identity=IDENTITY))


@pytest.mark.parametrize("name", ["../up", "/root", "a/../../b", "back\\slash"])
def test_names_that_lead_out_of_a_folder_are_refused(name: str) -> None:
    package = seal({name: b"1"}, "t", Lock(recipients=(RECIPIENT,)))
    with pytest.raises(UsageError, match="names or sizes"):
        unseal(package, Opener(identity=IDENTITY))


@pytest.mark.parametrize(
    ("lock", "told"),
    [
        (Lock(), "for recipients or with a passphrase"),
        (Lock(recipients=(RECIPIENT,), passphrase=WORDS), "not for both"),
        (Lock(recipients=("age1nobody",)), "is no recipient"),
        (Lock(passphrase=WORDS[:11]), "too short"),
    ],
)
def test_a_lock_that_locks_nothing_is_refused(lock: Lock, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        seal(FILES, "t", lock)


def test_a_file_that_is_no_key_is_told_as_such() -> None:
    with pytest.raises(UsageError, match="no age identity"):
        unseal(PACKAGE, Opener(identity="hello"))
