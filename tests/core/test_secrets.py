"""Sealed values: form, place, keys; vectors of the reference's older form."""

import pytest

from dokploy.core.secrets import CannotOpen, KeyRing, MasterKey, Secret, digest


def ring(*secrets: str) -> KeyRing:
    return KeyRing(*(MasterKey(Secret(secret)) for secret in secrets))


def test_a_secret_never_prints() -> None:
    secret = Secret("hunter22")
    assert "hunter22" not in f"{secret} {secret!r} {[secret]}"
    assert secret.reveal() == "hunter22"


def test_a_sealed_text_opens_only_in_its_own_place() -> None:
    keys = ring("master")
    sealed = keys.seal("A=1", "project.env.p1")
    assert sealed.startswith(f"v2:{keys.current.key_id}:")
    assert keys.open(sealed, "project.env.p1") == "A=1"
    with pytest.raises(CannotOpen):
        keys.open(sealed, "project.env.p2")


def test_sealing_twice_gives_two_texts() -> None:
    keys = ring("master")
    assert keys.seal("x", "t.c.1") != keys.seal("x", "t.c.1")


def test_another_key_does_not_open_and_a_rotated_ring_does() -> None:
    sealed = ring("old").seal("x", "t.c.1")
    with pytest.raises(CannotOpen):
        ring("new").open(sealed, "t.c.1")
    assert ring("new", "old").open(sealed, "t.c.1") == "x"


@pytest.mark.parametrize("text", ["plain", "v2:", "v2:00000000:AAAA", "enc:v1:AAAA", "v2:x"])
def test_what_was_not_sealed_by_us_does_not_open(text: str) -> None:
    with pytest.raises(CannotOpen):
        ring("master").open(text, "t.c.1")


def test_the_references_form_is_read() -> None:
    sealed = "enc:v1:AAECAwQFBgcICQoL0Z3gfOh0e0UAm4ilL9XqOHC17pz3uTimDw=="
    assert ring("test-secret").open(sealed, "any.place.1") == "A=1\nB=two"


def test_the_digest_of_a_key_is_the_references() -> None:
    assert digest("my_" + "a" * 64) == "1o2YOJnc5kytPFDLBk7JZ6LwxvXi3SMNjPS4sbObZDc"


def test_a_blind_index_depends_on_value_place_and_key() -> None:
    keys = ring("master")
    index = keys.blind_index("token", "application.refreshToken")
    assert index == ring("master").blind_index("token", "application.refreshToken")
    assert index != keys.blind_index("token", "compose.refreshToken")
    assert index != ring("other").blind_index("token", "application.refreshToken")
