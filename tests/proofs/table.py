"""Every proof, in one list."""

from tests.proofs import writes
from tests.proofs.proof import Proof

PROOFS: tuple[Proof, ...] = (writes.PROOF,)
