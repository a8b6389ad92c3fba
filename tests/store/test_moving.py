"""A case moved: counted, compared, and where it was until all of it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodcause.base.bucket import Bucket
from goodcause.base.errors import CaseError, StoppedError
from goodcause.base.whereabouts import whereabouts
from goodcause.pipeline import moving
from goodcause.pipeline.moving import Moved, move
from goodcause.pipeline.progress import Silent
from goodcause.store import audit, transfer
from goodcause.store.holding import open_for_review
from goodcause.store.matter import Matter, locked, open_matter
from goodcause.store.models import PersonRow, SourceRow

from tests.cli.command import inside
from tests.store.filled import ORIGINALS, held, sound
from tests.store.servers import Postgres, Storage

SCHEMAS = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'goodcause%' ORDER BY 1"


def go(matter: Matter, to: str = "", blobs: str = "") -> Moved:
    return move(matter, to, blobs, Silent())


def test_there_and_back_again_every_row_and_blob_is_the_same(
    matter: Matter, postgres: Postgres, storage: Storage
) -> None:
    SourceRow.objects.filter(key="s000001").update(path="a/ü.pdf")  # PostgreSQL keeps no U+0000
    before = held()
    there = go(matter, "postgres", storage.url)

    assert held() == before
    assert (there.blobs, there.size) == (4, sum(map(len, ORIGINALS)) + 5)
    assert [name for (name,) in postgres.ask(SCHEMAS)] == [there.where.schema]
    assert sound(matter)
    assert SourceRow.objects.get(key="s000002").notes == ["x\x00y", 1.5, {"b": 1, "a": None}]
    PersonRow.objects.create(key="p2", occupation="x", person_class="layperson").documents.add(
        SourceRow.objects.get(key="s000002")
    )
    audit.record("add", {"while": "away"})
    before = held()

    back = go(open_matter(matter.folder), "sqlite", "folder")
    assert held() == before
    assert whereabouts(matter.folder).ordinary
    assert sound(matter)
    assert [left.split()[0] for left in back.left] == ["the", there.where.blobs]
    # What the old file of rows was is kept, and not looked at again.
    assert (matter.folder / "case.db.moved").is_file()


def test_a_nul_in_a_text_is_shown_where_it_cannot_be_kept(
    matter: Matter, postgres: Postgres
) -> None:
    go(matter, postgres.url)

    assert SourceRow.objects.get(key="s000001").path == "a/ü\ufffd.pdf"


FAULTS: list[tuple[object, str]] = [
    (moving, "_copy"),
    (moving, "read_rows"),
    (transfer, "count_on"),
    (moving, "settle"),
]


@pytest.mark.parametrize(("module", "step"), FAULTS, ids=[step for _, step in FAULTS])
def test_a_move_that_is_interrupted_leaves_the_case_where_it_was(
    module: object,
    step: str,
    matter: Matter,
    postgres: Postgres,
    storage: Storage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = held()
    with monkeypatch.context() as patch:
        patch.setattr(module, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            go(matter, "postgres", storage.url)

    assert whereabouts(matter.folder).ordinary
    assert sound(matter)
    assert held() == before
    assert go(open_matter(matter.folder), "postgres", storage.url).rows > 0
    assert sound(matter)
    assert len(postgres.ask(SCHEMAS)) == 1  # what the first try left is gone
    assert not (matter.folder / "moving.json").exists()


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("step", ["settle"])
def test_a_move_back_that_is_interrupted_leaves_the_case_on_its_server(
    step: str, matter: Matter, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(matter, postgres.url)
    before = held()
    with monkeypatch.context() as patch:
        patch.setattr(moving, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            go(open_matter(matter.folder), "sqlite")

    assert whereabouts(matter.folder).schema
    assert sound(matter)
    assert held() == before
    go(open_matter(matter.folder), "sqlite")
    assert held() == before


def test_rows_that_arrive_otherwise_are_noticed(
    matter: Matter, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(models_of: object) -> None:
        PersonRow.objects.update(occupation="judge")

    monkeypatch.setattr(transfer, "count_on", spoiled)
    with pytest.raises(CaseError, match="rows of store_personrow changed on their way"):
        go(matter, postgres.url)
    assert whereabouts(matter.folder).ordinary


def test_a_blob_that_arrives_otherwise_is_noticed(
    matter: Matter, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(bucket: Bucket, _file: Path, name: str) -> None:
        storage.replace(f"{bucket.url.split('/', 3)[3]}/{name}", b"something else")

    monkeypatch.setattr(Bucket, "send", spoil)
    with pytest.raises(StoppedError, match="changed on its way; nothing was switched"):
        go(matter, blobs=storage.url)
    assert whereabouts(matter.folder).ordinary


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "say where to move with --to or --blobs"),
        (("--to", "sqlite"), "the case is there already"),
        (("--to", "mysql://u:secret@h/x"), "not of the form postgres://"),
        (("--to", "postgres"), "takes the address from DATABASE_URL"),
        (("--to", "postgres://u:secret@127.0.0.1:9/x"), "cannot be entered"),
        (("--blobs", "ftp://x"), "not of the form s3://"),
    ],
)
def test_a_target_that_is_none_is_one_sentence(
    words: tuple[str, ...], says: str, matter: Matter
) -> None:
    ended = inside("migrate", matter.folder, *words)

    assert ended.code == 2
    assert says in ended.sentence
    assert "secret" not in ended.sentence
    assert sound(matter)


def test_a_case_in_use_or_in_review_stays(matter: Matter, postgres: Postgres) -> None:
    with locked(matter, "read"), pytest.raises(CaseError, match="in use by `goodcause read"):
        go(matter, postgres.url)
    open_for_review(matter.folder)
    with pytest.raises(CaseError, match="is open in review; stop `goodcause review` first"):
        go(matter, postgres.url)
