"""A certificate authority, a signer's key and a time-stamping authority on loopback, all made."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

START = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
Pair = tuple[rsa.RSAPrivateKey, x509.Certificate]


def made(name: str, *, stamps: bool = False) -> Pair:
    """A key and a certificate it signed itself."""
    key = rsa.generate_private_key(65537, 2048)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(START)
        .not_valid_after(START + datetime.timedelta(days=365 * 40))
        .add_extension(
            x509.KeyUsage(True, True, *[False] * 7),
            critical=True,
        )
    )
    if stamps:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return key, builder.sign(key, hashes.SHA256())


def key_file(path: Path, passphrase: str) -> Path:
    key, certificate = made("Counsel for the producing party")
    lock = serialization.BestAvailableEncryption(passphrase.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"c", key, certificate, None, lock))
    return path


def _stamper() -> DummyTimeStamper:
    key, certificate = made("A time-stamping authority", stamps=True)
    der = serialization.Encoding.DER
    plain = serialization.NoEncryption()
    private = key.private_bytes(der, serialization.PrivateFormat.PKCS8, plain)
    return DummyTimeStamper(
        asn1.Certificate.load(certificate.public_bytes(der)),
        keys.PrivateKeyInfo.load(private),
    )


@contextmanager
def time_authority(answer: bytes | None = None) -> Iterator[str]:
    """The address of an authority; it gives the time, or always the same answer."""
    stamper = _stamper()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            said = answer
            if said is None:
                said = stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
