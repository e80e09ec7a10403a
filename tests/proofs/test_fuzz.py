"""Growth that ends is told from growth that does not."""

import pytest
from tests.proofs import fuzz

REQUESTS = 10_000
LEAK_MB = REQUESTS * 1024 / 1e6
"""A kilobyte in each request."""


def curve(*shares: float, mb: float) -> list[float]:
    """`shares`: how much of it there is after each step."""
    return [200.0, *(200.0 + share * mb for share in shares)]


def test_a_kilobyte_in_each_request_is_found() -> None:
    evenly = [step / fuzz.STEPS for step in range(1, fuzz.STEPS + 1)]
    with pytest.raises(AssertionError, match=r"10\.2 MB more"):
        fuzz.check_growth(curve(*evenly, mb=LEAK_MB))
    # Memory that was given back elsewhere in the meantime hides it from a look at the whole alone.
    given_back = [memory - min(step, 3) for step, memory in enumerate(curve(*evenly, mb=LEAK_MB))]
    with pytest.raises(AssertionError, match="it goes on"):
        fuzz.check_growth(given_back)


def test_what_is_paid_once_is_no_leak() -> None:
    fuzz.check_growth(curve(0.5, 0.8, 0.9, 0.9, 1, 1, 1, 1, 1, 1, mb=8))


def test_too_much_is_too_much_also_where_it_ends() -> None:
    with pytest.raises(AssertionError, match=r"11\.0 MB more"):
        fuzz.check_growth(curve(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, mb=11))
