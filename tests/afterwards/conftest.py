"""A small case with a served volume, made once and copied for each test that changes it."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from django.db import connections

from goodcause.engine.inline import Inline
from goodcause.pipeline.produce import produce
from goodcause.pipeline.progress import Silent
from goodcause.pipeline.read import read
from goodcause.store.matter import Matter, open_matter

from tests.pipeline.making import registered, wanted
from tests.pipeline.papers import HONORARY, JEWELER, JUDGE, application, letter_of, memo
from tests.web.conftest import browser, patience  # noqa: F401  the browser of the other screens


def served_papers(folder: Path) -> Path:
    """A judge with two papers, a jeweler, an honorary deputy (held), donors, a discipline file."""
    for series in ("ccw", "donor", "personnel"):
        (folder / series).mkdir(parents=True)
    application(folder / "ccw" / "a1.pdf", JUDGE)
    application(folder / "ccw" / "a2.pdf", JEWELER)
    application(folder / "ccw" / "a3.pdf", HONORARY)
    letter_of(
        folder / "ccw" / "a4.pdf",
        "Applicant Name: Ostrander, Margaret Elaine",
        "Reason for desiring a license:",
        "I live at 2218 Quail Hollow Court and two letters have been left at the door.",
        "On Thursdays at 5:30 in the morning I run alone on the river parkway.",
    )
    (folder / "donor" / "list.csv").write_text(
        "name,address,amount\nMargaret Ostrander,2218 Quail Hollow Court,250\n"
        "Anton Delgado,4417 Meadowgate Lane,500\n"
    )
    memo(folder / "personnel" / "transfer.pdf", "Transfer to Rio Cosumnes, effective 4 May 1998.")
    memo(folder / "personnel" / "finding.pdf", "Complaint 98-0031 against Deputy Aster: sustained.")
    return folder


@pytest.fixture(scope="session")
def made_served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case, made once for all workers of a run; never changed."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "served"
    with (base / "served.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            folder.mkdir()
            matter = registered(folder / "case", served_papers(folder / "papers"))
            read(matter, Inline(), Silent())
            produce(matter, wanted(), Inline(), Silent())
            connections.close_all()
            (folder / "done").touch()
    return folder / "case"


@pytest.fixture
def served_folder(made_served: Path, tmp_path: Path) -> Path:
    """The folder of a case for one test to change; VOL001 was served to counsel on 2007-03-05."""
    return Path(shutil.copytree(made_served, tmp_path / "case"))


@pytest.fixture
def served(served_folder: Path) -> Matter:
    """That case, opened."""
    return open_matter(served_folder)


@pytest.fixture(scope="module")
def copied_once(made_served: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(made_served, tmp_path_factory.mktemp("untouched") / "case"))


@pytest.fixture
def untouched(copied_once: Path) -> Matter:
    """A copy that the tests of a module share: nothing they ask of it may leave a trace."""
    return open_matter(copied_once)
