"""SSH keys as values: making a pair, checking one that was given, fingerprints, and the keys that hosts show."""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from typing import Final, Literal

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_ssh_private_key,
)

from dokploy.core.secrets import Secret

KeyType = Literal["rsa", "ed25519"]
PrivateKey = RSAPrivateKey | Ed25519PrivateKey | EllipticCurvePrivateKey

RSA_BITS: Final = 4096
RSA_BITS_LEAST: Final = 2048
KEY_LENGTH: Final = 20_000
_OPENSSH: Final = "-----BEGIN OPENSSH PRIVATE KEY-----"
_PUTTY: Final = "PuTTY-User-Key-File"


@dataclass(frozen=True)
class KeyPair:
    private: str = field(repr=False)
    """In clear, because whoever asks for a pair is told it or stores it; it does not print."""
    public: str
    """One line, `ssh-ed25519 AAAA… comment`."""


@dataclass(frozen=True)
class PinnedHost:
    """What a host must show from now on. `public_key` is None for one that was announced and not yet met."""

    host: str
    port: int
    fingerprint: str
    public_key: str | None = None


def generate(kind: KeyType) -> KeyPair:
    """A new pair without a passphrase, the private key in OpenSSH's form. RSA takes up to some seconds."""
    key: PrivateKey = generate_private_key(65537, RSA_BITS) if kind == "rsa" else Ed25519PrivateKey.generate()
    return KeyPair(_openssh(key), _public(key))


def pair_of(private: str, public: str = "") -> KeyPair:
    """The pair, checked: the private key parses and opens without a passphrase, and the public key is its own.

    Both keep their form and the comment; without a public key it is worked out. Raises `ValueError`.
    """
    text = private.replace("\r\n", "\n").strip() + "\n"
    own = _public(_parsed(text))
    given = " ".join(public.split())
    if given and given.split(" ")[:2] != own.split(" "):
        raise ValueError("The public key does not belong to the private key")
    return KeyPair(text, given or own)


def openssh_form(private: Secret) -> bytes:
    """The key as every ssh client reads it, whatever form it was given in."""
    return _openssh(_parsed(private.reveal())).encode()


def fingerprint(public: str) -> str:
    """`SHA256:…` as `ssh-keygen -l` prints it. Raises `ValueError` for what is no public key."""
    try:
        blob = base64.b64decode(public.split()[1], validate=True)
    except (IndexError, binascii.Error) as error:
        raise ValueError("Not an SSH public key") from error
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def algorithm(public: str) -> str:
    """As people call it: ED25519, RSA, ECDSA."""
    return public.partition(" ")[0].removeprefix("ssh-").partition("-")[0].upper()


def _parsed(text: str) -> PrivateKey:
    if _PUTTY in text[:100]:
        raise ValueError("This is a key in PuTTY's form: export it in OpenSSH's form first")
    if len(text) > KEY_LENGTH:
        raise ValueError("This is no SSH private key: it is too long")
    load = load_ssh_private_key if text.startswith(_OPENSSH) else load_pem_private_key
    try:
        key = load(text.encode(), password=None)
    except TypeError as error:  # what the library raises for a key that wants a passphrase
        raise ValueError("The private key is protected by a passphrase: store one without") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        text = "This is no SSH private key that can be read: paste the whole file, first and last line too"
        raise ValueError(text) from error
    if not isinstance(key, PrivateKey):
        raise ValueError("Keys of this type are not accepted by git servers: use ed25519 or RSA")  # noqa: TRY004 - it is the user's value
    if isinstance(key, RSAPrivateKey) and key.key_size < RSA_BITS_LEAST:
        raise ValueError(f"An RSA key needs {RSA_BITS_LEAST} bits at least; this one has {key.key_size}")
    return key


def _openssh(key: PrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode()


def _public(key: PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
