"""TLS is about the name, though the connection goes to the address that was looked at."""

import socket
import ssl
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from openbeian.config import clock
from openbeian.webhooks.addresses import Target
from openbeian.webhooks.sending import Unanswered, post
from webhooks.receiver import receiver

HOST = "hook.example.cn"


def certificate(folder):
    """Write a certificate for the host that signs itself; return its path."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "there.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def there(tmp_path, monkeypatch):
    """Let every name lead to a receiver behind TLS, whose certificate is trusted."""
    path = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with receiver(context) as somebody:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
        whole = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *more, **given: (
                found if host.endswith(".cn") else whole(host, *more, **given)
            ),
        )
        yield somebody


def send(there, host):
    port = int(there.url.split(":")[2].partition("/")[0])
    return post(Target("https", host, port, "/"), headers={"webhook-id": "m"}, body=b"{}")


def test_the_right_name_is_served(there):
    assert send(there, HOST) == 204
    assert there.came[0].headers["host"].startswith(f"{HOST}:")


def test_another_name_is_refused(there):
    with pytest.raises(Unanswered, match="tls_refused"):
        send(there, "another.example.cn")
    assert there.came == []
