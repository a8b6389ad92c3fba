"""What is compared between two people, and how much each outcome speaks for one person.

Each comparison is a ladder of levels, the first that holds counts. A level's weight is log2(m/u):
how often it is met where both rows are one person's (m), and how often elsewhere (u). The figures
are measured on made people with truth (``benchmarks/linkage``), rounded, and the same for every
case: expectation-maximisation on a case's own rows learns spouses as one person, and on rows
without any true pair it learns accidents. Rare and common values weigh by their own frequency.

The conditions keep to SQL that DuckDB, PostgreSQL and Spark read alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison.

    Attributes:
        label: for the waterfall and the report.
        sql: its condition; empty for "anything else".
        m, u: share of true pairs, and of other pairs, at this level.
        by_frequency: a column whose value's own frequency stands in for u.
        null: the level at which nothing can be compared.
        ask: whether a person looks at such a pair whatever else agrees.
    """

    label: str
    sql: str = ""
    m: float = 0.0
    u: float = 0.0
    by_frequency: str = ""
    null: bool = False
    ask: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One ladder of levels over some columns."""

    name: str
    columns: tuple[str, ...]
    levels: tuple[Level, ...]


def _one_letter(column: str) -> str:
    """A letter more, less or other; or two letters that changed places."""
    left, right = f"{column}_l", f"{column}_r"
    return (
        f"(length({left}) >= 4 and length({right}) >= 4 and (levenshtein({left}, {right}) <= 1 or "
        f"(levenshtein({left}, {right}) = 2 and {column}_letters_l = {column}_letters_r)))"
    )


def _begins(column: str) -> str:
    left, right = f"{column}_l", f"{column}_r"
    return (
        f"(position({left} || ' ' in {right} || ' ') = 1 or "
        f"position({right} || ' ' in {left} || ' ') = 1)"
    )


def _within(column: str) -> str:
    left, right = f"' ' || {column}_l || ' '", f"' ' || {column}_r || ' '"
    return f"(position({left} in {right}) > 0 or position({right} in {left}) > 0)"


_SWAPPED: Final = "(first_l = last_r and last_l = first_r)"
_HALF_SWAPPED: Final = "(first_l = last_r or last_l = first_r)"
_KIN: Final = "(position('|' || first_r || '|' in kin_l) > 0)"
_INITIAL: Final = "((length(first_l) = 1 or length(first_r) = 1) and initial_l = initial_r)"
_MIDDLE_USED: Final = "(first_l = middle_r or middle_l = first_r)"
# Robert and Roberta are two people, not one with a letter more.
_MAN_AND_WOMAN: Final = "(first_l || 'A' = first_r or first_r || 'A' = first_l)"
_NEAR_FIRST: Final = f"({_one_letter('first')} and not {_MAN_AND_WOMAN})"
_LIKE_FIRST: Final = (
    f"(first_l = first_r or coalesce({_KIN}, false) or {_NEAR_FIRST} or {_HALF_SWAPPED})"
)
_SAME_STREET: Final = (
    "(number_l = number_r and (street_l = street_r or "
    "(length(street_l) >= 5 and levenshtein(street_l, street_r) <= 2)) and "
    "(street_l = street_r or zip5_l = zip5_r))"
)
_LIKE_LAST: Final = (
    f"(last_l = last_r or {_one_letter('last')} or {_within('last')} or {_HALF_SWAPPED})"
)

_UNLIKE: Final = (
    "(middle_l <> middle_r or occupation_l <> occupation_r or "
    "substr(employer_l, 1, 4) <> substr(employer_r, 1, 4))"
)


def _null(*columns: str) -> Level:
    absent = " and ".join(f"({c}_l is null or {c}_r is null)" for c in columns)
    return Level("not compared", absent, null=True)


COMPARISONS: Final = (
    Comparison(
        "last_name",
        ("last", "last_letters", "first"),
        (
            _null("last"),
            Level("same surname", "last_l = last_r", 0.93, 0.0007, by_frequency="last"),
            Level("first and last name swapped", _SWAPPED, 0.01, 3e-6),
            Level("one of two surnames", _within("last"), 0.01, 0.0001),
            Level("surname a letter off", _one_letter("last"), 0.05, 0.0007),
            Level("one name in the other's place", _HALF_SWAPPED, 0.003, 0.0002),
            Level("another surname", "", 0.005, 0.998),
        ),
    ),
    Comparison(
        "first_name",
        ("first", "initial", "kin", "middle", "last"),
        (
            Level(
                "not compared",
                f"first_l is null or first_r is null or "
                f"(last_l <> last_r and not {_one_letter('last')} and {_HALF_SWAPPED})",
                null=True,
            ),
            Level("same first name", "first_l = first_r", 0.76, 0.008, by_frequency="first"),
            Level("short form of it", _KIN, 0.14, 0.005),
            Level("first name a letter off", _NEAR_FIRST, 0.045, 0.002),
            Level("initial only", _INITIAL, 0.04, 0.004),
            Level("middle name used", _MIDDLE_USED, 0.003, 0.0005),
            Level("another first name", "", 0.01, 0.98),
        ),
    ),
    Comparison(
        "middle_name",
        ("middle",),
        (
            _null("middle"),
            Level(
                "same middle name or initial",
                "middle_l = middle_r or ((length(middle_l) = 1 or length(middle_r) = 1) and "
                "substr(middle_l, 1, 1) = substr(middle_r, 1, 1))",
                0.985,
                0.07,
            ),
            Level("another middle name", "", 0.015, 0.93, ask=True),
        ),
    ),
    Comparison(
        "suffix",
        ("suffix",),
        (
            _null("suffix"),
            Level("same suffix", "suffix_l = suffix_r", 0.999, 0.4),
            Level("another suffix", "", 0.001, 0.6, ask=True),
        ),
    ),
    Comparison(
        "address",
        ("number", "street", "zip5", "city", "first", "initial", "kin", "last"),
        (
            _null("number", "zip5", "city"),
            Level("same address, like name", f"{_SAME_STREET} and {_LIKE_FIRST}", 0.80, 4e-5),
            Level("same address, initial only", f"{_SAME_STREET} and {_INITIAL}", 0.02, 2e-5),
            Level("same address, another first name", _SAME_STREET, 0.005, 1e-3),
            Level("same number and ZIP", "number_l = number_r and zip5_l = zip5_r", 0.02, 5e-6),
            Level("same ZIP", "zip5_l = zip5_r", 0.02, 0.012),
            Level("same town", "city_l = city_r", 0.05, 0.3),
            Level("another address", "", 0.10, 0.69),
        ),
    ),
    Comparison(
        "household",
        ("number", "street", "zip5", "first", "initial", "middle", "employer", "occupation"),
        (
            Level(
                "not compared",
                f"number_l is null or number_r is null or not {_SAME_STREET}",
                null=True,
            ),
            Level(
                "an initial fits the whole household",
                f"{_INITIAL} and first_l <> first_r",
                0.2,
                1.0,
                ask=True,
            ),
            Level(
                "may be another of the household",
                f"first_l <> first_r and {_UNLIKE}",
                0.02,
                1.0,
                ask=True,
            ),
            # Fathers and sons share name and address; what they do parts them.
            Level("may be a namesake of the household", _UNLIKE, 0.004, 1.0, ask=True),
            Level("nothing points to another of the household", "", 1.0, 1.0),
        ),
    ),
    Comparison(
        "employer",
        ("employer",),
        (
            _null("employer"),
            Level("same employer", "employer_l = employer_r", 0.68, 0.003, by_frequency="employer"),
            Level(
                "employer cut short",
                f"length(employer_l) >= 4 and length(employer_r) >= 4 and {_begins('employer')}",
                0.18,
                0.003,
            ),
            Level(
                "employer a letter off",
                "length(employer_l) >= 8 and levenshtein(employer_l, employer_r) <= 2",
                0.09,
                0.001,
            ),
            Level("another employer", "", 0.05, 0.99),
        ),
    ),
    Comparison(
        "occupation",
        ("occupation",),
        (
            _null("occupation"),
            Level(
                "same occupation",
                "occupation_l = occupation_r",
                0.95,
                0.06,
                by_frequency="occupation",
            ),
            Level("another occupation", "", 0.05, 0.94),
        ),
    ),
)
