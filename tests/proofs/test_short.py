"""The short form of the proofs (`make prove` runs all of them, as often as wanted)."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from tests.proofs.place import Place
from tests.proofs.proof import Case
from tests.proofs.table import PROOFS


def _cases() -> list[Any]:
    found = []
    for proof in PROOFS:
        marks = [pytest.mark.engine] * proof.needs_engine + [pytest.mark.alone] * proof.is_alone
        found += [pytest.param(case, id=f"{proof.name}/{case.name}", marks=marks) for case in proof.short_cases()]
    return found


@pytest.fixture(scope="module")
async def place() -> AsyncIterator[Place]:
    async with Place() as opened:
        yield opened


@pytest.mark.parametrize("case", _cases())
async def test_it_holds(place: Place, case: Case) -> None:
    await case.run(place)


def test_every_proof_has_a_name_of_its_own_and_so_has_every_case() -> None:
    names = [proof.name for proof in PROOFS]
    assert len(set(names)) == len(names)
    for proof in PROOFS:
        cases = [case.name for case in proof.cases()]
        assert len(set(cases)) == len(cases), proof.name
        assert set(proof.short) <= set(cases), proof.name
