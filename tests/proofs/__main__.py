"""`make prove`: run the proofs, case by case, and write down what held.

python -m tests.proofs [proof or proof/case …] [--repeat N] [--short] [--again] [--seed N]

A case that held already at this commit is skipped, so that a long run can be broken off and gone on with.
"""

import argparse
import asyncio
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import AsyncExitStack

from tests.proofs.place import Place, claim_engine, end_engine
from tests.proofs.proof import Case, Proof
from tests.proofs.results import ROOT, Result, Results, commit
from tests.proofs.table import PROOFS

SHOWN = 200


def chosen(options: argparse.Namespace) -> list[tuple[Proof, list[Case]]]:
    """The cases that the words name: all of a proof, or one of it."""
    names = {proof.name for proof in PROOFS}
    if unknown := [word for word in options.names if word.partition("/")[0] not in names]:
        raise SystemExit(f"No proof of this name: {', '.join(unknown)}. There are: {', '.join(sorted(names))}")
    found = []
    for proof in PROOFS:
        cases = proof.short_cases() if options.short else list(proof.cases())
        words = [word for word in options.names if word.partition("/")[0] == proof.name]
        if words and proof.name not in words:
            cases = [case for case in cases if f"{proof.name}/{case.name}" in words]
        if words or not options.names:
            found.append((proof, cases))
    return found


async def try_out(case: Case, place: Place) -> Result:
    """One case, once; what it raises is its result."""
    begun, figures, failed = time.monotonic(), {}, None
    try:
        async with asyncio.timeout(case.timeout_s):
            figures = await case.run(place)
    except Exception:  # noqa: BLE001 - whatever it is, the claim does not hold
        failed = traceback.format_exc().replace(f"{ROOT}/", "")
    return Result(case.name, place.seed, failed is None, round(time.monotonic() - begun, 2), figures, failed)


async def prove(proof: Proof, cases: Sequence[Case], options: argparse.Namespace) -> Results:
    """All cases in one place; one that fails may have broken it, so the next gets a new one."""
    results = Results.of(proof)
    for seed in range(options.seed, options.seed + options.repeat):
        async with AsyncExitStack() as stack:
            place = None
            for case in cases:
                if not options.again and results.held(case.name, seed):
                    continue
                if place is None:
                    place = await stack.enter_async_context(Place(seed))
                result = await try_out(case, place)
                results.keep(result)
                show(proof, result)
                if not result.holds:
                    await stack.aclose()
                    place = None
    return results


def show(proof: Proof, result: Result) -> None:
    what = " ".join(f"{name}={value}" for name, value in result.figures.items())[:SHOWN]
    print(
        f"{'ok    ' if result.holds else 'FAILED'} {proof.name}/{result.case} #{result.seed} {result.seconds} s {what}"
    )
    if result.failed:
        print(result.failed)
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs", description=__doc__)
    parser.add_argument("names", nargs="*", help="proofs, or proof/case; all of them without any")
    parser.add_argument("--repeat", type=int, default=1, help="how often each case runs; each time with the next seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="what CI runs")
    parser.add_argument("--again", action="store_true", help="also what has held at this commit")
    options = parser.parse_args()
    wanted = chosen(options)
    claim_engine()
    everything_holds = True
    print(f"commit {commit()}")
    try:
        for proof, cases in wanted:
            results = asyncio.run(prove(proof, cases, options))
            print(f"{proof.name}: {results.summary([case.name for case in cases])}", flush=True)
            everything_holds &= results.all_hold([case.name for case in cases])
    finally:
        end_engine()
    return 0 if everything_holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
