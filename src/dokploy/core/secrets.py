"""Secrets as values, and the key ring that seals them at rest.

Form of a sealed text: `v2:<key id>:<base64 of nonce 12 | ciphertext | tag 16>`, AES-256-GCM, associated data
`table.column.primaryKey`, so that a ciphertext copied into another row does not open. `enc:v1:` is the reference's form
(HMAC-SHA256(secret, "dokploy:db-encryption:v1") as key, iv 12 | tag 16 | ciphertext); it is read, never written.
"""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES: Final = 12
_V1_PURPOSE: Final = b"dokploy:db-encryption:v1"


class Secret:
    """A text that must not be printed: `str`, `repr` and logs show `[REDACTED]`; adapters alone call `reveal`."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __str__(self) -> str:
        return "[REDACTED]"

    __repr__ = __str__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._value.encode(), other._value.encode())

    def __hash__(self) -> int:
        return hash(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)


class CannotOpen(Exception):
    """A sealed text whose key is not in the ring, or which was altered or moved."""


@dataclass(frozen=True)
class MasterKey:
    """One master secret; the working keys are derived per purpose (HKDF-SHA256), so none can stand in for another."""

    secret: Secret

    def derive(self, purpose: str) -> bytes:
        """32 bytes for `purpose`: columns, session, jwt, index."""
        return HKDF(SHA256(), 32, salt=None, info=f"dokploy:{purpose}".encode()).derive(self.secret.reveal().encode())

    @property
    def key_id(self) -> str:
        """Eight characters that name the key without telling it."""
        return hashlib.sha256(self.derive("id")).hexdigest()[:8]


class KeyRing:
    """Seals with the first key, opens with any: that is what makes a rotation possible."""

    def __init__(self, *keys: MasterKey) -> None:
        self.current = keys[0]
        self._ciphers = {key.key_id: AESGCM(key.derive("columns")) for key in keys}
        self._v1 = [AESGCM(hmac.digest(key.secret.reveal().encode(), _V1_PURPOSE, "sha256")) for key in keys]
        self._index_key = self.current.derive("index")

    def seal(self, plain: str, place: str) -> str:
        """Encrypt for one place, `table.column.primaryKey`."""
        nonce = os.urandom(NONCE_BYTES)
        data = self._ciphers[self.current.key_id].encrypt(nonce, plain.encode(), place.encode())
        return f"v2:{self.current.key_id}:{base64.b64encode(nonce + data).decode()}"

    def open(self, sealed: str, place: str) -> str:
        """Decrypt; raises `CannotOpen`. A text in neither form is refused as well: nothing is stored in clear."""
        try:
            if sealed.startswith("v2:"):
                _, key_id, text = sealed.split(":", 2)
                raw = base64.b64decode(text)
                return self._ciphers[key_id].decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
            if sealed.startswith("enc:v1:"):
                return self._open_v1(base64.b64decode(sealed.removeprefix("enc:v1:")))
        except (KeyError, ValueError, InvalidTag) as error:
            raise CannotOpen(place) from error
        raise CannotOpen(place)

    def _open_v1(self, raw: bytes) -> str:
        nonce, tag, data = raw[:12], raw[12:28], raw[28:]
        for cipher in self._v1:
            try:
                return cipher.decrypt(nonce, data + tag, None).decode()
            except InvalidTag:
                continue
        raise InvalidTag

    def blind_index(self, value: str, place: str) -> str:
        """A keyed digest by which a sealed value can be looked up (`table.column` as place)."""
        return hmac.digest(self._index_key, f"{place}\0{value}".encode(), "sha256").hex()


def digest(value: str) -> str:
    """base64url without padding of SHA-256, the stored form of API keys and session tokens (contract §2.6)."""
    return base64.urlsafe_b64encode(hashlib.sha256(value.encode()).digest()).rstrip(b"=").decode()
