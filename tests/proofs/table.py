"""Every proof, in one list."""

from tests.proofs import calls, crew, kills, writes
from tests.proofs.proof import Proof

PROOFS: tuple[Proof, ...] = (writes.PROOF, kills.PROOF, calls.PROOF, crew.CANCELS, crew.LEASES)
