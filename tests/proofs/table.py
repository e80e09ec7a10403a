"""Every proof, in one list."""

from tests.proofs import calls, crew, database, disk, kills, writes
from tests.proofs.proof import Proof

PROOFS: tuple[Proof, ...] = (
    writes.PROOF,
    kills.PROOF,
    calls.PROOF,
    crew.CANCELS,
    crew.LEASES,
    disk.PROOF,
    database.PROOF,
)
