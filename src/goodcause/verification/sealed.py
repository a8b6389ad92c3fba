"""Whether the certificate speaks of these very files, and whether its signature is whole."""

from __future__ import annotations

import hashlib
import io
import logging
import re

from goodcause.verification.served import Served, contents
from goodcause.verification.tally import Tally

CHECK = "seal"
_CERTIFICATE, _MANIFEST = "CERTIFICATE.pdf", "manifest.sha256"
_SPEAKS = b"What files this certificate speaks of"
_LINE = re.compile(rb"[0-9a-f]{64}  CERTIFICATE\.pdf\n")


def check_seal(served: Served, tally: Tally) -> None:
    """Hold the digest printed on the certificate, and its signature if it has one, to the files."""
    tally.begin(CHECK, "the certificate names the digest of the files, and its signature is whole")
    certificate, manifest = contents(served, _CERTIFICATE), contents(served, _MANIFEST)
    if certificate is None or manifest is None:
        return  # the layout check has reported it
    printed = _printed(certificate)
    if printed is None:
        tally.blind("what the certificate says", "it cannot be parsed as a PDF")
        return
    if _SPEAKS in printed:
        tally.looked(CHECK)
        digest = hashlib.sha256(_LINE.sub(b"", manifest)).hexdigest()
        if digest.encode() not in printed:
            what = "The certificate speaks of other files than the manifest lists."
            tally.broken(CHECK, _CERTIFICATE, what)
    if b"/ByteRange" in certificate:
        tally.looked(CHECK)
        _check_signature(certificate, tally)
    else:
        tally.blind("who made the volume", "the certificate bears no electronic signature")


def _printed(certificate: bytes) -> bytes | None:
    """The content of all pages of the certificate."""
    import pikepdf  # noqa: PLC0415  heavy

    try:
        with pikepdf.Pdf.open(io.BytesIO(certificate)) as pdf:
            found = [page.Contents.read_bytes() for page in pdf.pages if "/Contents" in page]
    except (pikepdf.PdfError, ValueError, RuntimeError, AttributeError, TypeError):
        return None
    return b"\n".join(found)


def _check_signature(certificate: bytes, tally: Tally) -> None:
    """Whether what is signed is what is there; whose signature it is, is not judged."""
    from pyhanko.pdf_utils.misc import PdfReadError  # noqa: PLC0415  heavy
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415  heavy
    from pyhanko.sign.general import SigningError  # noqa: PLC0415  heavy
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415  heavy
    from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415  heavy
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415  heavy

    why = "trust in the signer's certificate and in the time is for the receiving party to settle"
    tally.blind("whose signature the certificate bears", why)
    # Its own log would print tracebacks about trust, which is not judged here.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)
    sound = False
    try:
        signatures = PdfFileReader(io.BytesIO(certificate)).embedded_signatures
        context = ValidationContext(trust_roots=[], allow_fetching=False)
        found = [validate_pdf_signature(each, context) for each in signatures]
        sound = bool(found) and all(f.intact and f.valid for f in found)
    except (PdfReadError, SignatureValidationError, SigningError, ValueError, OSError):
        sound = False
    if not sound:
        what = "The signature of the certificate does not fit what it signs."
        tally.broken(CHECK, _CERTIFICATE, what)
