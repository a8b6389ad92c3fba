"""Wherever a case is kept, and whatever befell it there, it comes to the same volume."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from tests.cli.command import DATED, Ended, digests, inside, new_case, register, started
from tests.pipeline.papers import HONORARY, JEWELER, application
from tests.store import servers
from tests.store.servers import Custodian, Postgres, Storage

Volume = dict[str, str]
COPIES = 3


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    application(folder / "jeweler.pdf", JEWELER)
    application(folder / "honorary.pdf", HONORARY)
    canvas = Canvas(str(folder / "notes.pdf"), pagesize=letter, invariant=1)
    for page in range(COPIES):
        canvas.drawString(72, 720, f"Page {page}: call (916) 555-0143 before the hall opens.")
        canvas.showPage()
    canvas.save()
    return folder


@pytest.fixture(scope="module")
def elsewhere(
    postgres_server: str, storage_server: str
) -> Iterator[tuple[Postgres, Storage, dict[str, str]]]:
    """A database and a bucket, and the environment that names them."""
    with servers.database(postgres_server) as rows, pytest.MonkeyPatch.context() as patch:
        for name, value in servers.KEYS.items():
            patch.setenv(name, value)
        storage = servers.fresh_bucket(storage_server)
        named = {
            **servers.KEYS,
            "AWS_ENDPOINT_URL": storage_server,
            "DATABASE_URL": rows.url,
            "GOODCAUSE_BLOBS": storage.url,
        }
        yield rows, storage, named


@pytest.fixture
def named(
    elsewhere: tuple[Postgres, Storage, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> tuple[Postgres, Storage]:
    for name, value in elsewhere[2].items():
        monkeypatch.setenv(name, value)
    return elsewhere[:2]


def taken_in(case: Path, papers: Path) -> Path:
    new_case(case)
    assert inside("add", case, papers, "--series", "ccw").code == 0
    return case


def produced(case: Path) -> tuple[Volume, list[dict[str, str]]]:
    """The volume of a case that is read, proved; and its register without the machine's paths."""
    words = ("--volume", "VOL001", "--to", "counsel", "--on", DATED, "--accept-proposals")
    ended = inside("produce", case, *words, "--jobs", "1")
    assert ended.code == 0, ended.err
    proved = inside("verify", case / "volumes" / "VOL001", "--case", case)
    assert proved.code == 0, proved.err
    return digests(case / "volumes" / "VOL001"), register(case)


@pytest.fixture(scope="module")
def ordinary(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case in a folder, read."""
    case = taken_in(tmp_path_factory.mktemp("ordinary") / "case", papers)
    assert inside("read", case, "--jobs", "1").code == 0
    return case


@pytest.fixture(scope="module")
def expected(ordinary: Path) -> tuple[Volume, list[dict[str, str]]]:
    return produced(ordinary)


def until(holds: Callable[[], object], ended: Callable[[], object]) -> None:
    end = time.monotonic() + 90
    while not holds():
        assert not ended(), "it ended before that"
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def cut_off_halfway(case: Path, rows: Postgres) -> Ended:
    """Read a case whose server goes away when the first unit is done."""
    ((schema,),) = rows.ask("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'goodcause%'")
    running = started("read", case, "--jobs", "1")
    done = f"SELECT 1 FROM {schema}.store_workrow WHERE state = 'done'"  # noqa: S608  our own name
    until(lambda: rows.ask(done), lambda: running.poll() is not None)
    assert rows.cut() >= 1
    out, err = running.communicate(timeout=90)
    return Ended(code=running.returncode, out=out, err=err)


def test_rows_in_postgresql_and_blobs_in_a_bucket_come_to_the_same_volume(
    papers: Path,
    tmp_path: Path,
    named: tuple[Postgres, Storage],
    expected: tuple[Volume, list[dict[str, str]]],
) -> None:
    rows, storage = named
    case = taken_in(tmp_path / "case", papers)

    ended = cut_off_halfway(case, rows)
    # It goes on by itself, unless the connection was lost amid something to be done whole or not.
    assert ended.code == 0 or "run the same command again" in ended.sentence
    assert inside("read", case, "--jobs", "1").code == 0

    assert produced(case) == expected
    assert not (case / "case.db").exists()
    held = [data for name, data in storage.objects().items() if not name.endswith("/case")]
    assert (papers / "jeweler.pdf").read_bytes() in held
    assert inside("status", case).code == 0


def test_sealed_blobs_come_to_the_same_volume(
    papers: Path,
    tmp_path: Path,
    custodian: Custodian,
    expected: tuple[Volume, list[dict[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = tmp_path / "case"
    more = ("--order", "mehl-v-blanas", "--dated", DATED, "--encrypt-to", custodian.recipient)
    assert inside("new", case, *more).code == 0
    locked_out = inside("add", case, papers, "--series", "ccw")
    monkeypatch.setenv("GOODCAUSE_IDENTITY", str(custodian.identity))
    assert inside("add", case, papers, "--series", "ccw").code == 0
    assert inside("read", case, "--jobs", "1").code == 0

    assert produced(case) == expected
    assert locked_out.code == 2
    assert "are encrypted; name the file of a custodian's identity" in locked_out.sentence
    plain = b"".join(p.read_bytes() for p in (case / "blobs").rglob("*") if p.is_file())
    assert b"%PDF" not in plain
    assert b"GCBLOB1\n" in plain
    mine = hashlib.sha256(os.fsencode(case / "blobs")).hexdigest()[:16]
    assert not list(Path("/dev/shm").glob(f".new-{mine}*"))  # noqa: S108  where they were laid open
