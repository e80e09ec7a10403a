"""Memory and CPU in both notations (the reference's plain numbers, and what people write)."""

import pytest

from dokploy.core.units import memory_bytes, nano_cpus


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("536870912", 536870912),
        ("512m", 512 * 1024**2),
        ("512M", 512 * 1024**2),
        ("512MB", 512 * 1024**2),
        ("1g", 1024**3),
        ("1.5Gi", 3 * 1024**3 // 2),
        ("1 GiB", 1024**3),
        ("4096k", 4 * 1024**2),
        (" 2g ", 2 * 1024**3),
    ],
)
def test_memory_is_read_in_bytes_and_in_words(text: str, expected: int) -> None:
    assert memory_bytes(text) == expected


@pytest.mark.parametrize("text", ["", "lots", "-1g", "1x", "1 gig", "3m", "1024", "1e9", "NaN", "9" * 5 + "z"])
def test_memory_that_docker_would_refuse_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Memory"):
        memory_bytes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1000000000", 10**9), ("0.5", 5 * 10**8), ("2", 2 * 10**9), ("0.001", 10**6), ("250000000", 25 * 10**7)],
)
def test_cpu_is_read_as_cpus_and_as_nano_cpus(text: str, expected: int) -> None:
    assert nano_cpus(text) == expected


@pytest.mark.parametrize("text", ["", "half", "-1", "0", "0.0001", "1,5", "inf"])
def test_cpu_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="CPU"):
        nano_cpus(text)
