"""Every proof, in one list."""

from tests.proofs import (
    attacks,
    calls,
    canaries,
    containers,
    crew,
    database,
    disk,
    downtime,
    engine,
    envtext,
    fuzz,
    kills,
    nodes,
    queue,
    releases,
    storm,
    writes,
)
from tests.proofs.proof import Proof

PROOFS: tuple[Proof, ...] = (
    writes.PROOF,
    kills.PROOF,
    calls.PROOF,
    crew.CANCELS,
    crew.LEASES,
    releases.BAD,
    releases.ROLLBACKS,
    nodes.PROOF,
    containers.PROOF,
    disk.PROOF,
    database.PROOF,
    fuzz.PROOF,
    canaries.PROOF,
    attacks.PROOF,
    downtime.PROOF,
    envtext.PROOF,
    queue.PROOF,
    engine.PROOF,
    storm.PROOF,
)
