"""Blobs in a folder, in a bucket, sealed or not: what goes in comes back, and nothing else does."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodcause.base.blobs import Blobs, Memo
from goodcause.base.bucket import Bucket
from goodcause.base.custody import Custody, wrap
from goodcause.base.errors import CaseError, StoppedError, UsageError
from goodcause.base.opened import kept_here, open_blobs
from goodcause.base.sealing import Ring, Sealer, fresh, unseal
from goodcause.base.whereabouts import Whereabouts, settle
from goodcause.engine.processes import Processes
from goodcause.engine.task import Ending, Queue, Task

from tests.cli.command import inside
from tests.store.servers import Custodian, Storage

KINDS = ("folder", "bucket", "sealed", "sealed bucket")
DATA = [b"", b"x", b"an original" * 1000, bytes(range(256)) * 5000]


@pytest.fixture(params=KINDS)
def blobs(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    custodian: Custodian,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Blobs]:
    where = Whereabouts(sealed="sealed" in request.param)
    if "bucket" in request.param:
        storage = request.getfixturevalue("storage")
        where = Whereabouts(sealed=where.sealed, blobs=f"{storage.url}/one")
    if where.sealed:
        monkeypatch.setenv("GOODCAUSE_IDENTITY", str(custodian.identity))
        wrap(tmp_path, Custody(ring=Ring((fresh(1),)), custodians=(custodian.recipient,)))
    (tmp_path / "blobs").mkdir()
    settle(tmp_path, where)
    open_blobs(tmp_path / "blobs", where)
    yield Blobs(tmp_path / "blobs")
    open_blobs(tmp_path / "blobs", Whereabouts())


def lying(blobs: Blobs) -> list[Path]:
    """Files that are finished, on this machine."""
    found = [path for path in blobs.root.rglob("*") if path.is_file()]
    return [path for path in found if not path.name.startswith(".")]


def test_what_goes_in_comes_back_by_its_digest(blobs: Blobs, tmp_path: Path) -> None:
    digests = [blobs.put(data) for data in DATA]
    (tmp_path / "file").write_bytes(DATA[-1])

    assert digests == [hashlib.sha256(data).hexdigest() for data in DATA]
    assert [blobs.get(digest) for digest in digests] == DATA
    assert [blobs.path(digest).read_bytes() for digest in digests] == DATA
    assert blobs.put_file(tmp_path / "file") == (digests[-1], len(DATA[-1]))
    assert all(blobs.has(digest) for digest in digests)
    assert not blobs.has("ab" * 32)
    assert len(lying(blobs)) == len(DATA)
    with pytest.raises(StoppedError, match="cannot be read"):
        blobs.get("ab" * 32)


def test_a_memo_is_remembered_under_its_key_alone(blobs: Blobs) -> None:
    memo, other = Memo(blobs.root / "ocr"), Memo(blobs.root / "laid-out")

    assert memo.get("page 1") is None
    memo.put("page 1", b"words")
    memo.put("page 1", b"words")
    assert (memo.get("page 1"), memo.get("page 2"), other.get("page 1")) == (b"words", None, None)


def test_the_unfinished_is_swept_and_the_finished_stays(blobs: Blobs) -> None:
    digest = blobs.put(b"an original")
    Memo(blobs.root / "ocr").put("page", b"words")
    for folder in (blobs.root, blobs.root / "ocr"):
        (folder / ".new-killed").write_bytes(b"half")
    with blobs.scratch() as folder:
        kept = folder
    shutil.copytree(blobs.root, kept)  # a folder that a killed process could not take away

    blobs.ready()

    assert not list(blobs.root.rglob(".new-*"))
    assert not kept.exists()
    assert blobs.get(digest) == b"an original"
    assert Memo(blobs.root / "ocr").get("page") == b"words"


def test_workers_without_network_and_keys_use_the_same_blobs(blobs: Blobs) -> None:
    digest = blobs.put(b"an original")
    queue = Queue()
    queue.put(Task(name="one", work=in_a_worker, payload=(blobs.root, digest), seconds=60))
    queue.put(Task(name="two", work=in_a_worker, payload=(blobs.root, "ab" * 32), seconds=60))

    done = {o.task.name: o for o in Processes(1).run(queue)}

    assert done["one"].ending is Ending.DONE, done["one"].error
    derived = str(done["one"].value)
    assert blobs.get(derived) == b"an original, read"
    assert Memo(blobs.root / "ocr").get("page") == b"words of an original"
    assert done["two"].ending is Ending.STOPPED
    assert "cannot be read" in done["two"].error


def in_a_worker(payload: object) -> str:
    root, digest = payload  # type: ignore[misc]
    blobs, memo = Blobs(root), Memo(root / "ocr")
    data = blobs.get(digest)
    assert blobs.path(digest).read_bytes() == data
    assert memo.get("page") is None
    memo.put("page", b"words of " + data)
    with blobs.scratch() as folder:
        (folder / "laid out").write_bytes(data + b", read")
        kept, size = blobs.put_file(folder / "laid out")
    assert size == len(data) + len(b", read")
    assert blobs.has(kept)
    assert blobs.put(data) == digest
    return kept


def test_an_altered_copy_is_never_believed(blobs: Blobs) -> None:
    digest = blobs.put(b"an original of some length")
    (copy,) = lying(blobs)
    sound = copy.read_bytes()
    for spoiled in (b"", b"something else", sound[:-1], sound + b"x", _flipped(sound)):
        copy.write_bytes(spoiled)
        if isinstance(kept_here(blobs.root).shelf, Bucket):  # its object is sound
            assert blobs.get(digest) == b"an original of some length"
        else:
            with pytest.raises(StoppedError, match="altered or half-written"):
                blobs.get(digest)


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def test_an_altered_object_of_the_bucket_is_never_believed(
    storage: Storage, tmp_path: Path
) -> None:
    where = Whereabouts(blobs=f"{storage.url}/two")
    open_blobs(tmp_path / "blobs", where)
    blobs = Blobs(tmp_path / "blobs")
    digest = blobs.put(b"an original")
    (name,) = storage.objects()
    shutil.rmtree(blobs.root)

    assert name == f"cases/two/{digest[:2]}/{digest[2:]}"
    storage.replace(name, b"something else")
    with pytest.raises(StoppedError, match="altered or half-written"):
        blobs.get(digest)
    storage.replace(name, b"an original")
    assert blobs.get(digest) == b"an original"


def test_copies_keep_to_their_room_and_the_bucket_keeps_all(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODCAUSE_BLOB_CACHE", "1")
    open_blobs(tmp_path / "blobs", Whereabouts(blobs=f"{storage.url}/three"))
    blobs = Blobs(tmp_path / "blobs")
    every = [bytes([n]) * 400_000 for n in range(5)]
    digests = [blobs.put(data) for data in every]
    blobs.ready()

    assert sum(path.stat().st_size for path in lying(blobs)) <= 1 << 20
    assert [blobs.get(digest) for digest in digests] == every
    monkeypatch.setenv("GOODCAUSE_BLOB_CACHE", "much")
    with pytest.raises(UsageError, match="GOODCAUSE_BLOB_CACHE is no number of megabytes"):
        blobs.ready()


@pytest.mark.parametrize(
    ("wrong", "code", "says"),
    [
        ({"GOODCAUSE_BLOBS": "s3://no-such-bucket/x"}, 2, "there is no such bucket"),
        ({"GOODCAUSE_BLOBS": "https://somewhere/x"}, 2, "not of the form s3://BUCKET/PREFIX"),
        ({"GOODCAUSE_BLOBS": "s3://u:secret@b/x"}, 2, "not of the form s3://BUCKET/PREFIX"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, 1, "cannot be reached"),
    ],
)
@pytest.mark.usefixtures("storage")
def test_a_storage_that_is_not_there_is_one_sentence_and_leaves_nothing(
    wrong: dict[str, str], code: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    ended = inside("new", tmp_path / "case", "--order", "mehl-v-blanas")

    assert ended.code == code
    assert says in ended.sentence
    assert "secret" not in ended.sentence
    assert list(tmp_path.iterdir()) == []


def test_a_storage_that_refuses_is_one_sentence(storage: Storage, tmp_path: Path) -> None:
    storage.ask_for_keys(asked=True)
    try:
        ended = inside("new", tmp_path / "case", "--order", "mehl-v-blanas")
    finally:
        storage.ask_for_keys(asked=False)

    assert ended.code == 2
    assert "refused (" in ended.sentence
    assert "AWS_SECRET_ACCESS_KEY" in ended.sentence
    assert list(tmp_path.iterdir()) == []


def test_a_case_description_that_was_spoiled_is_not_guessed_at(tmp_path: Path) -> None:
    case = tmp_path / "case"
    assert inside("new", case, "--order", "mehl-v-blanas").code == 0
    for spoiled, says in (
        (b"{", "is damaged"),
        (b'{"format": 1, "moon": 2}', "is damaged"),
        (b"[]", "is damaged"),
        (b'{"format": 99}', "was written by a newer version"),
    ):
        (case / "case.json").write_bytes(spoiled)
        ended = inside("status", case)
        assert (ended.code, says in ended.sentence) == (2, True)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.integers(min_value=0), st.integers(1, 255))
def test_any_changed_byte_of_a_sealed_blob_is_refused(data: bytes, at: int, by: int) -> None:
    ring = Ring((fresh(1),))
    sealed = _sealed(ring, data)
    place = at % len(sealed)
    spoiled = sealed[:place] + bytes([sealed[place] ^ by]) + sealed[place + 1 :]

    assert unseal(ring, sealed) == ("", data)
    for wrong in (spoiled, sealed[:place], sealed + sealed[-17:]):
        with pytest.raises(StoppedError):
            unseal(ring, wrong)
    with pytest.raises(StoppedError):
        unseal(Ring((fresh(1),)), sealed)


def test_chunks_that_change_places_are_refused() -> None:
    ring, size = Ring((fresh(1),)), (1 << 20) + 16
    sealed = _sealed(ring, b"a" * (1 << 20) + b"b" * (1 << 20) + b"c")
    head = 44  # magic, generation, salt
    first, second = sealed[head : head + size], sealed[head + size : head + 2 * size]

    assert unseal(ring, sealed)[1][-1:] == b"c"
    tail = sealed[head + 2 * size :]
    for wrong in (second + first + tail, first + tail, first + second, first + first + tail):
        with pytest.raises(StoppedError):
            unseal(ring, sealed[:head] + wrong)


def _sealed(ring: Ring, data: bytes) -> bytes:
    out = io.BytesIO()
    sealer = Sealer(ring.newest, out)
    sealer.write(data)
    sealer.finish()
    return out.getvalue()


def test_two_blobs_are_never_sealed_alike() -> None:
    ring = Ring((fresh(1),))
    assert len({_sealed(ring, b"the same")[:44] for _ in range(50)}) == 50


def test_no_sealed_name_or_byte_tells_of_what_is_known(
    tmp_path: Path, custodian: Custodian, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODCAUSE_IDENTITY", str(custodian.identity))
    wrap(tmp_path, Custody(ring=Ring((fresh(1),)), custodians=(custodian.recipient,)))
    settle(tmp_path, Whereabouts(sealed=True))
    open_blobs(tmp_path / "blobs", Whereabouts(sealed=True))
    blobs = Blobs(tmp_path / "blobs")
    digest = blobs.put(b"a known file of the other side")
    Memo(blobs.root / "ocr").put("page", b"a known file")

    names = "".join(path.relative_to(tmp_path).as_posix() for path in lying(blobs))
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert digest[2:] not in names.replace("/", "")
    assert hashlib.sha256(b"page").hexdigest()[2:] not in names
    assert b"known file" not in held
    assert bytes.fromhex(digest) not in held
    monkeypatch.delenv("GOODCAUSE_IDENTITY")
    open_blobs(tmp_path / "blobs", Whereabouts(sealed=True))
    with pytest.raises(CaseError, match="are encrypted; name the file of a custodian's identity"):
        blobs.get(digest)
