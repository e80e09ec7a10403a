"""What is stored of a password, and what compares with it."""

import time

import bcrypt
import pytest

from dokploy.features import passwords


@pytest.fixture
def _real_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"memory_cost": 65536, "time_cost": 3, "parallelism": 4}.items():
        monkeypatch.setitem(passwords.COST, name, value)
    passwords._context.cache_clear()
    passwords._nobodys_hash.cache_clear()


def test_the_cost_in_use_is_the_recommended_one() -> None:
    """Read from the source, because the suite lowers it."""
    from pathlib import Path

    assert '{"memory_cost": 64 * 1024, "time_cost": 3, "parallelism": 4}' in Path(passwords.__file__).read_text()


@pytest.mark.usefixtures("_real_cost")
async def test_an_unknown_account_takes_as_long_as_a_wrong_password() -> None:
    stored = await passwords.hash_password("correct horse battery")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    await passwords.verify("warm up", None)
    took = []
    for known in (stored, None):
        begun = time.perf_counter()
        assert not (await passwords.verify("a wrong guess", known)).is_right
        took.append(time.perf_counter() - begun)
    assert 0.2 < took[0] / took[1] < 5


@pytest.mark.parametrize("password", ["x" * 129, "x" * 1_000_000])
async def test_what_is_too_long_is_never_hashed(password: str) -> None:
    stored = await passwords.hash_password(password[:128])
    assert not (await passwords.verify(password, stored)).is_right


@pytest.mark.parametrize("stored", ["", "plain", "$argon2id$broken", "$2b$broken", "$2b$04$" + "." * 53])
async def test_a_stored_text_that_is_no_hash_matches_nothing(stored: str) -> None:
    assert not (await passwords.verify("plain", stored)).is_right


async def test_an_old_hash_is_replaced_by_one_of_the_whole_password() -> None:
    password = "ä" * 60
    old = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()
    verdict = await passwords.verify(password, old)
    assert verdict.is_right
    assert verdict.upgraded is not None
    assert (await passwords.verify(password, verdict.upgraded)).is_right
    assert not (await passwords.verify("ä" * 36, verdict.upgraded)).is_right


async def test_a_nul_cannot_shorten_a_bcrypt_password() -> None:
    old = bcrypt.hashpw(b"secret", bcrypt.gensalt(4)).decode()
    assert not (await passwords.verify("secret\0", old)).is_right
