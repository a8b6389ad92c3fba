"""Papers for review: enough alike for a sheet, stories to read, and text that would be a script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.pipeline.papers import JEWELER, application, letter_of

HOSTILE = "<img src=x onerror=alert(document.domain)>"
STORIES = 4
MORE_STORIES = 36
"""Alike but for a number: each test of the screens that decides something has one of its own."""

SCRIPT = "<script>alert(1)</script>"


def review_papers(folder: Path) -> Path:
    """Add applicants of one form, two stories, and a letter that tries to be a program."""
    people = (
        ("Bellweather, Ruth Ann", "900-31-4455", "N5521090", "(916) 555-0171"),
        ("Castellane, Omar Lee", "900-32-5566", "N6610482", "(916) 555-0182"),
        ("Dunleavy, Pia Marie", "900-33-6677", "N7709913", "(916) 555-0193"),
    )
    for n, (name, ssn, licence, phone) in enumerate(people, start=1):
        who = replace(JEWELER, name=name, ssn=ssn, licence=licence, phone=phone)
        application(folder / "ccw" / f"b{n}.pdf", who)
    stories(folder / "ccw", range(STORIES))
    letter_of(
        folder / "ccw" / f"{HOSTILE} two.pdf",
        f"Applicant Name: Castellane, Omar Lee {SCRIPT}",
        "Reason for desiring a license:",
        "I walk to the bank on Fulton Avenue each Monday morning with the deposit.",
        f"{SCRIPT} SSN 900-32-5566",
    )
    return folder


def stories(folder: Path, numbers: range) -> None:
    """Letters that tell where and when somebody is vulnerable."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in numbers:
        letter_of(
            folder / f"story {n:02d}.pdf",
            "Applicant Name: Bellweather, Ruth Ann",
            "Reason for desiring a license:",
            "I close the shop alone every Friday at nine and carry the cash home.",
            f"My wife is alone at cabin {n} on Ridge Road from June until September.",
            "In 1998 a man was robbed on the same corner.",
        )
