"""Signs the certificate (PAdES), with the time of a time-stamping authority (RFC 3161) if wanted.

What is signed names the digest of every other file, so one signature seals the volume.
"""

from __future__ import annotations

import io
import logging
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from goodcause.base.errors import StoppedError, UsageError

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.sign.timestamps import TimeStamper

_SECONDS: Final = 30
_LARGEST: Final = 1 << 20  # an answer of a time-stamping authority is a few kilobytes
FIELD: Final = "CertificateOfProduction"
"""Name of the signature's field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """With what a certificate is signed.

    Attributes:
        pkcs12: file of the key and its certificates.
        passphrase: that opens it; kept nowhere.
        timestamp: address of a time-stamping authority; empty for none.
    """

    pkcs12: Path
    passphrase: str
    timestamp: str = ""

    def __repr__(self) -> str:
        return f"Seal({self.pkcs12})"  # a passphrase does not get into messages

    def check(self) -> None:
        """Make sure, before hours of work, that the key can be used.

        Raises:
            UsageError: it cannot, or the address is none.
        """
        self._signer()
        if self.timestamp and not self.timestamp.startswith(("http://", "https://")):
            raise UsageError(
                f"{self.timestamp!r} is not the address of a time-stamping authority; "
                "write http://... or https://..."
            )

    def sign(self, pdf: bytes) -> bytes:
        """The PDF with a signature.

        Raises:
            UsageError: the key cannot be used.
            StoppedError: the time-stamping authority gave no time.
        """
        from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415  heavy
            IncrementalPdfFileWriter,
        )
        from pyhanko.sign import signers  # noqa: PLC0415  heavy
        from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415  heavy

        meta = signers.PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        stamper = _stamper(self.timestamp) if self.timestamp else None
        signer = signers.PdfSigner(meta, signer=self._signer(), timestamper=stamper)
        out = io.BytesIO()
        signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
        return out.getvalue()

    def _signer(self) -> SimpleSigner:
        from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415  heavy

        try:
            data = self.pkcs12.read_bytes()
        except OSError as e:
            raise UsageError(
                f"{self.pkcs12} cannot be read ({e.strerror}); name a PKCS #12 file (.p12, .pfx)"
            ) from e
        # Its own log would print a traceback beside the sentence below.
        logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)
        try:
            signer: SimpleSigner | None = SimpleSigner.load_pkcs12_data(
                data, other_certs=(), passphrase=self.passphrase.encode()
            )
        except ValueError as e:
            raise self._unusable() from e
        if signer is None:
            raise self._unusable()
        return signer

    def _unusable(self) -> UsageError:
        return UsageError(
            f"{self.pkcs12} holds no key that this passphrase opens; set"
            " GOODCAUSE_SIGN_PASSPHRASE to the right one, or name another PKCS #12 file"
        )


def _stamper(url: str) -> TimeStamper:
    """An authority that is asked over HTTP and whose answer is checked before it is believed."""
    from asn1crypto import tsp  # noqa: PLC0415  comes with the signer
    from pyhanko.sign.timestamps import TimeStamper  # noqa: PLC0415  heavy

    class Authority(TimeStamper):
        """The authority at the address."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]

        async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
            """Ask, and believe an answer only about the digest that was asked about."""
            imprint = req["message_imprint"]["hashed_message"].native
            return tsp.TimeStampResp.load(_answer(url, req.dump(), imprint))

    return Authority()


def _answer(url: str, asked: bytes, imprint: bytes) -> bytes:
    import rfc3161_client  # noqa: PLC0415  only a signed volume needs it

    headers = {"Content-Type": "application/timestamp-query"}
    request = urllib.request.Request(url, asked, headers)  # noqa: S310  the scheme was checked
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310  likewise
            data: bytes = response.read(_LARGEST)
        said = rfc3161_client.decode_timestamp_response(data)
        stands = said.status == 0 and said.tst_info.message_imprint.message == imprint
    except (urllib.error.URLError, OSError, ValueError) as e:
        raise StoppedError(
            f"the time-stamping authority {url} gave no time ({e}); run the same command again"
            " later, or leave --timestamp out"
        ) from e
    if not stands:
        raise StoppedError(
            f"the time-stamping authority {url} refused, or stamped something else; run the same"
            " command again later, or leave --timestamp out"
        )
    return data
