"""Removed values are found however they are written, and nothing else is taken for them."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodcause.verification.dates import days_in, whole_day, written
from goodcause.verification.forms import ByteSearch
from goodcause.verification.nearly import as_digits, one_off
from goodcause.verification.needles import Needle, prepare
from goodcause.verification.secret import Secret
from goodcause.verification.tally import Tally
from goodcause.verification.text_attack import TextAttack

OWN = "CCW0000001"
days = st.dates(date(1920, 1, 1), date(2009, 12, 31))


def secret(value: str, category: str = "ssn", *, everywhere: bool = True) -> Secret:
    return Secret(value=value, category=category, begin_bates=(OWN,), everywhere=everywhere)


def attack(*secrets: Secret) -> tuple[TextAttack, Tally]:
    tally = Tally()
    return TextAttack(prepare(secrets), tally), tally


def leaks(given: Secret, text: str, begin: str = OWN) -> int:
    searching, tally = attack(given)
    searching.document(begin, "somewhere", text, "text")
    searching.finish()
    return len(tally.verdict("V").problems)


@given(days)
def test_a_date_is_the_same_in_every_form_it_is_written_in(day: date) -> None:
    key = (day.year % 100, day.month, day.day)
    forms = [form for form in written(key) if not form.isdigit() and not form.startswith("D:")]

    for form in forms:
        assert whole_day(form) == key, form


@given(days, days)
def test_a_date_is_never_taken_for_another(one: date, other: date) -> None:
    same = (one.year % 100, one.month, one.day) == (other.year % 100, other.month, other.day)
    text = f"seen on {other:%m/%d/%Y} at noon"

    assert bool(leaks(secret(f"{one:%B %d, %Y}", "date_of_birth"), text)) == same


@given(st.text(max_size=80))
def test_any_text_can_be_searched_for_dates(text: str) -> None:
    for year, month, day in days_in(text):
        assert 0 <= year < 100
        assert 1 <= month <= 12
        assert 1 <= day <= 31


@given(
    st.from_regex(r"9[0-9]{2}-[0-9]{2}-[0-9]{4}", fullmatch=True), st.sampled_from(" -.,/_\u2013")
)
def test_a_number_is_found_whatever_stands_between_its_groups(value: str, mark: str) -> None:
    assert leaks(secret(value), f"the number {value.replace('-', mark)} was given")


@given(
    st.from_regex(r"9[0-9]{2}-[0-9]{2}-[0-9]{4}", fullmatch=True),
    st.text(string.digits, min_size=1, max_size=3),
)
def test_a_number_is_not_found_in_the_middle_of_a_longer_one(value: str, more: str) -> None:
    squashed = value.replace("-", "")

    assert not leaks(secret(value), f"entry {more}{squashed}{more} of the table")


@pytest.mark.parametrize(
    ("value", "category", "text", "found"),
    [
        ("900-12-3456", "ssn", "sums of 90 01 23456 and 9001 23456", False),
        ("N1234567", "driver_license", "licence n 1234567", True),
        ("N1234567", "driver_license", "page CCWN12345678", False),
        ("(916) 555-0142", "home_phone", "call 555-0142", True),
        ("(916) 555-0142", "home_phone", "call 555-0143", False),
        ("Maria Kowalczyk", "mothers_maiden_name", "Kowalczyk, Maria", True),
        ("Kowalczyk", "mothers_maiden_name", "the Kowalczyks of Gdansk", False),
        ("Kowalczyk", "mothers_maiden_name", "n\u00e9e K\u00d3WALCZYK", True),
        ("Yerevan, Armenia", "place_of_birth", "born at Yerevan, Armenia", True),
        ("Yerevan, Armenia", "place_of_birth", "I visited Yerevan, Armenia once", False),
        ("12 Quarry Road", "home_address", "12 QUARRY   ROAD", True),
        ("12 Quarry Road", "home_address", "112 Quarry Road", False),
        ("12 Quarry Road", "home_address", "12 Quarry Roads", False),
    ],
)
def test_what_counts_as_the_value(value: str, category: str, text: str, found: bool) -> None:
    assert bool(leaks(secret(value, category, everywhere=False), text)) == found


@pytest.mark.parametrize(
    ("value", "category"),
    [
        ("1234", "ssn"),
        ("XXX-XX-1234", "ssn"),
        ("at night", "vulnerability_time"),
        ("every Tuesday at 9 pm", "vulnerability_time"),
        ("Brown", "mothers_maiden_name"),
        ("Folsom, CA 95630", "home_address"),
        ("95630", "home_address"),
        ("  \x00 ", "ssn"),
    ],
)
def test_a_value_that_proves_nothing_is_put_aside_with_its_reason(
    value: str, category: str
) -> None:
    prepared = prepare([secret(value, category, everywhere=False)])

    assert prepared.needles == ()
    assert prepared.unsearchable[0][1]


def test_a_secret_of_one_document_may_stand_in_another() -> None:
    own = secret("Kowalczyk", "mothers_maiden_name", everywhere=False)

    assert leaks(own, "Kowalczyk")
    assert not leaks(own, "Kowalczyk", begin="CCW0000050")


def test_a_secret_of_everywhere_may_stand_where_it_is_lawfully_kept() -> None:
    kept = Secret(
        value="12 Quarry Road", category="home_address", begin_bates=(OWN,), everywhere=True,
        except_bates=("DON0000001",),
    )  # fmt: skip

    assert leaks(kept, "12 Quarry Road", begin="CCW0000050")
    assert not leaks(kept, "12 Quarry Road", begin="DON0000001")


def test_words_that_several_other_documents_hold_prove_nothing_and_are_put_aside() -> None:
    searching, tally = attack(secret("Isleton", "mothers_maiden_name", everywhere=False))
    for begin in (OWN, "CCW0000050", "CCW0000051"):
        searching.document(begin, begin, "a house in Isleton", "text")

    assert len(searching.finish()) == 1
    assert tally.verdict("V").problems == ()
    assert "1 removed values as text" in [blind.what for blind in tally.verdict("V").blinds]


def only(value: str, category: str = "ssn") -> Needle:
    return prepare([secret(value, category)]).needles[0]


@pytest.mark.parametrize(
    ("value", "text", "found"),
    [
        ("900-12-3456", "900-12-3457", True),
        ("900-12-3456", "900-12-3476 9", True),
        ("900-12-3456", "900-12-9999", False),
        ("(916) 555-0142", "(916) 555-0143", False),
        ("03/14/1951", "03/14/1957", False),
        ("Kowalczyk", "Kowalczuk", False),
        ("12 Quarrystone Road", "12 Quarrystcne Road", True),
        ("12 Quarrystone Road", "12 Quarrysoone Lane", False),
    ],
)
def test_one_misread_symbol_is_forgiven_where_it_cannot_be_another_value(
    value: str, text: str, found: bool
) -> None:
    assert bool(list(one_off([only(value)], text))) == found


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert as_digits("9OO-l2-34S6 So Old") == "900-12-3456 So Old"


@given(st.binary(max_size=300))
def test_noise_holds_no_value(noise: bytes) -> None:
    search = ByteSearch([only("900-12-3456"), only("12 Quarry Road", "home_address")])

    assert not list(search.find(noise, binary=True))


def test_a_small_word_in_noise_counts_only_in_its_own_capitals() -> None:
    search = ByteSearch([only("Kowalczyk", "mothers_maiden_name")])

    assert list(search.find(b"\x01Kowalczyk\x02", binary=True))
    assert not list(search.find(b"\x01kOwAlCzYk\x02", binary=True))
    assert list(search.find(b"a kOwAlCzYk b", binary=False))
