"""What large bodies took goes back to the system, also when something small that stays was made beside them."""

import platform
import subprocess
import sys

import pytest

HEAD = """
import sys
from dokploy.adapters import heap

def resident_mb():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 1e6

"""
LARGE = """
if sys.argv[1] == "given back":
    heap.give_back_large_blocks()
for _ in range(3):
    bytearray(2_000_000)  # what was freed once is what glibc keeps from then on
before, stays = resident_mb(), []
for _ in range(5):
    large = []
    for _ in range(40):
        large.append("x" * 1_000_000)
        stays.append(bytearray(1000))
    del large
print(resident_mb() - before)
"""
HOLES = """
heap.give_back_large_blocks()
before, goes, stays = resident_mb(), [], []
for _ in range(1000):
    goes.append(bytearray(30_000))
    stays.append(bytearray(1000))
del goes
if sys.argv[1] == "given back":
    heap.give_back_holes()
print(resident_mb() - before)
"""


def grown_mb(program: str, how: str) -> float:
    done = subprocess.run([sys.executable, "-c", HEAD + program, how], capture_output=True, text=True, check=True)
    return float(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another allocator has its own ways")
@pytest.mark.parametrize("program", [LARGE, HOLES], ids=["large blocks", "holes between what stays"])
def test_what_was_freed_goes_back(program: str) -> None:
    assert grown_mb(program, "kept") > 20
    assert grown_mb(program, "given back") < 6
