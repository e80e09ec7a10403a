"""Ten thousand random values arrive byte for byte: in containers, as build arguments, as build secrets."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from tests.e2e.fidelity import Values, deploy
from tests.proofs.place import Place
from tests.proofs.proof import Case, Figures, Proof

SEEDS = range(1, 11)
EACH = 1000
SECRETS = 100
FIRST_SEED = 100
"""Others than those of the suite's own test."""


@asynccontextmanager
async def environment(place: Place) -> AsyncIterator[str]:
    api = await place.api()
    made = await api.post("project.create", name="Values")
    yield made["environment"]["environmentId"]


async def arrive(seed: int, place: Place) -> Figures:
    api = await place.api()
    values = Values.random(FIRST_SEED * place.seed + seed, EACH, EACH, SECRETS)
    deployed = await deploy(api, await place.shared(environment), f"values-{seed}", values)
    assert await deployed.wrong_in_container(place.engine) == {}
    assert await deployed.wrong_arguments(place.engine) == {}
    assert await deployed.wrong_secrets(place.engine) == {}
    await api.post("application.delete", applicationId=deployed.application_id)
    return {"variables": len(values.env), "arguments": len(values.arguments), "secrets": len(values.secrets)}


def measured(figures: Sequence[Mapping[str, Any]]) -> Figures:
    return {what: sum(one[what] for one in figures) for what in ("variables", "arguments", "secrets")}


PROOF = Proof(
    "envtext",
    figure="24",
    target="10,000 random values equal byte for byte, in the container and as build arguments",
    cases=lambda: [Case(f"values {seed}", partial(arrive, seed)) for seed in SEEDS],
    measured=measured,
)
