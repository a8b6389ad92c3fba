"""The papers of a volume: certificate, its signature and time, privilege log, letter."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from goodcause.base.errors import StoppedError, UsageError
from goodcause.base.geometry import Box
from goodcause.order.order import RuleSet
from goodcause.production.assemble import Sign, assemble
from goodcause.production.build import build_document
from goodcause.production.facts import VolumeFacts, Withheld
from goodcause.production.letter import letter_file
from goodcause.production.logs import PRIVILEGE_COLUMNS
from goodcause.production.signature import Seal
from goodcause.verification.verify import Depth, verify

from tests.production.authority import key_file, time_authority
from tests.production.making_volumes import drawn, job, plan, rules

PAGE = drawn()
WORDS = "open sesame"
NO_OCR = Depth(ocr_pages=0, ocr_regions=0)
AWAY = Withheld(
    series="Personnel records",
    pages=3,
    rule="D7-1",
    section="7",
    basis=("Cal. Pen. Code 832.7", "Cal. Evid. Code 1043"),
)


@pytest.fixture(scope="module")
def order() -> RuleSet:
    return rules()


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return key_file(tmp_path_factory.mktemp("key") / "counsel.p12", WORDS)


@pytest.fixture
def facts(order: RuleSet, tmp_path: Path) -> VolumeFacts:
    taken = plan(PAGE, 1, Box(600, 296, 1100, 350))
    document = build_document(job([taken]), lambda _: PAGE.plate(), tmp_path / "VOL001")
    return VolumeFacts(
        name="VOL001",
        to="counsel for plaintiffs",
        rules=order,
        documents=(document,),
        withheld=(AWAY, AWAY),
    )


def volume(tmp_path: Path, facts: VolumeFacts, sign: Sign | None = None) -> Path:
    assemble(tmp_path / "VOL001", facts, sign)
    return tmp_path / "VOL001"


def words(pdf: bytes) -> str:
    read = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in read)
    read.close()
    return " ".join(text.split())


def problems(folder: Path) -> set[str]:
    return {p.what for p in verify(folder, depth=NO_OCR).problems}


def test_the_certificate_names_the_digest_of_every_other_file(
    tmp_path: Path, facts: VolumeFacts
) -> None:
    folder = volume(tmp_path, facts)
    lines = (folder / "manifest.sha256").read_bytes().splitlines(keepends=True)
    others = b"".join(line for line in lines if not line.endswith(b"  CERTIFICATE.pdf\n"))

    assert hashlib.sha256(others).hexdigest() in words((folder / "CERTIFICATE.pdf").read_bytes())
    assert problems(folder) == set()


def test_a_file_altered_together_with_its_line_of_the_manifest_is_still_found(
    tmp_path: Path, facts: VolumeFacts
) -> None:
    folder = volume(tmp_path, facts)
    path, listing = folder / "LOGS/privilege.csv", folder / "manifest.sha256"
    old = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(path.read_bytes().replace(b"W00002", b"W00003"))
    new = hashlib.sha256(path.read_bytes()).hexdigest()
    listing.write_text(listing.read_text().replace(old, new))

    assert "The certificate speaks of other files than the manifest lists." in problems(folder)


def test_the_privilege_log_says_what_is_withheld_and_under_which_clause(
    tmp_path: Path, facts: VolumeFacts
) -> None:
    data = (volume(tmp_path, facts) / "LOGS/privilege.csv").read_text(encoding="utf-8-sig")
    first, second = csv.DictReader(io.StringIO(data))

    assert tuple(first) == PRIVILEGE_COLUMNS
    assert (first["entry"], second["entry"]) == ("W00001", "W00002")
    assert (first["kind"], first["pages"], first["clause"]) == ("Personnel records", "3", "D7-1")
    assert first["basis"] == "Cal. Pen. Code 832.7; Cal. Evid. Code 1043"
    assert first["date"] == first["author"] == first["recipients"] == ""


def test_the_letter_states_counts_rules_and_the_digest_of_the_manifest(facts: VolumeFacts) -> None:
    digest = "ab" * 32
    said = words(letter_file(facts, digest))

    for needed in (
        "counsel for plaintiffs",
        "1 document on 1 numbered page",
        "CCW0000001",
        "1 removal was made under D2-1",
        facts.rules.digest,
        digest,
        "2 documents are withheld",
    ):
        assert needed in said, needed
    assert letter_file(facts, digest) == letter_file(facts, digest)


def signature(folder: Path) -> PdfSignatureStatus:
    reader = PdfFileReader(io.BytesIO((folder / "CERTIFICATE.pdf").read_bytes()))
    (embedded,) = reader.embedded_signatures
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    return validate_pdf_signature(embedded, context)


def test_a_signed_certificate_is_whole_and_listed_as_signed(
    tmp_path: Path, facts: VolumeFacts, key: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = volume(tmp_path, facts, Seal(pkcs12=key, passphrase=WORDS).sign)

    assert problems(folder) == set()
    assert capfd.readouterr().err == ""
    status = signature(folder)
    assert status.intact
    assert status.valid
    assert status.timestamp_validity is None
    assert problems(folder) == set()


def test_a_signature_bears_the_time_of_an_authority(
    tmp_path: Path, facts: VolumeFacts, key: Path
) -> None:
    with time_authority() as url:
        seal = Seal(pkcs12=key, passphrase=WORDS, timestamp=url)
        folder = volume(tmp_path, facts, seal.sign)

    time = signature(folder).timestamp_validity
    assert time is not None
    assert time.intact
    assert time.valid
    assert problems(folder) == set()


@pytest.mark.parametrize("answer", [b"", b"<html>", b"0\x03\x02\x01\x02"])
def test_an_authority_that_gives_no_time_stops_the_work_with_a_sentence(
    answer: bytes, facts: VolumeFacts, key: Path
) -> None:
    with time_authority(answer) as url:
        seal = Seal(pkcs12=key, passphrase=WORDS, timestamp=url)
        with pytest.raises(StoppedError, match="time-stamping authority"):
            seal.sign(letter_file(facts, ""))


def test_an_answer_about_another_digest_is_not_believed(facts: VolumeFacts, key: Path) -> None:
    from tests.production import authority  # noqa: PLC0415

    stamped = authority._stamper().request_tsa_response
    request = authority.tsp.TimeStampReq(
        {
            "version": 1,
            "message_imprint": {
                "hash_algorithm": {"algorithm": "sha256"},
                "hashed_message": bytes(32),
            },
            "cert_req": True,
        }
    )
    with time_authority(stamped(request).dump()) as url:
        seal = Seal(pkcs12=key, passphrase=WORDS, timestamp=url)
        with pytest.raises(StoppedError, match="stamped something else"):
            seal.sign(letter_file(facts, "cd" * 32))


def test_a_signed_certificate_altered_by_one_byte_is_reported(
    tmp_path: Path, facts: VolumeFacts, key: Path
) -> None:
    folder = volume(tmp_path, facts, Seal(pkcs12=key, passphrase=WORDS).sign)
    path = folder / "CERTIFICATE.pdf"
    data = path.read_bytes()
    at = data.index(b"/Producer") + 12
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])

    found = problems(folder)
    assert "The signature of the certificate does not fit what it signs." in found
    assert "The digest of CERTIFICATE.pdf is not that of the file." in found


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"passphrase": "wrong"}, "no key that this passphrase opens"),
        ({"pkcs12": Path("/no/such.p12")}, "cannot be read"),
        ({"timestamp": "ftp://example.org"}, "not the address"),
    ],
)
def test_a_seal_that_cannot_be_used_is_refused_before_any_work(
    key: Path, changed: dict[str, object], said: str
) -> None:
    seal = replace(Seal(pkcs12=key, passphrase=WORDS), **changed)  # type: ignore[arg-type]

    with pytest.raises(UsageError, match=said):
        seal.check()


def test_a_passphrase_does_not_get_into_messages(key: Path) -> None:
    assert "sesame" not in repr(Seal(pkcs12=key, passphrase=WORDS))
