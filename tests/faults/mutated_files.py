"""`python -m tests.faults.mutated_files 10000`: files of a balance and of a relief plan, damaged at random.

Each is read or refused with its faults named; anything else is a failure, and its seed is printed.
"""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.workload.exchange.test_balance_files import CASES, OFFICERS
from tests.workload.exchange.test_relief_files import GOOD
from workload.exchange.balance_files import read_balance_files
from workload.exchange.faults import FileFaults
from workload.exchange.relief_files import read_relief

BALANCE = {"cases.csv": CASES, "officers.csv": OFFICERS, "conflicts.csv": "case_id,officer_id\nc1,ben\n"}
KINDS: list[tuple[dict[str, str], Callable[[Path], Any]]] = [(BALANCE, read_balance_files), (GOOD, read_relief)]
PIECES = [b"", b",", b"\n", b'"', b"\r", b"\x00", b"\xff\xfe", b"\xc3", b";", b"-1", b"1e999", b"nan", b"inf", b"=1+1"]
PIECES += [
    "\u2028".encode(),
    "\u0661".encode(),
    b"9" * 400,
    b"0001-01-01",
    b"9999-12-31",
    b"\xef\xbb\xbf",
    b"a" * 200_000,
]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """One to four pieces cut out, doubled, swapped or put in; now and then the end is missing."""
    for _round in range(chance.randint(1, 4)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((0, 0, 1, 2, 8, 40)))
        piece = chance.choice((*PIECES, content[start:end] * 2, content[start:end][::-1]))
        content = content[:start] + piece + content[end:]
    return content[: chance.randrange(len(content) + 1)] if chance.random() < 0.1 else content


def try_one(seed: int, folder: Path) -> str:
    """«read» or «refused» for the files that this seed makes."""
    chance = random.Random(seed)
    files, read = chance.choice(KINDS)
    for old in folder.iterdir():
        old.unlink()
    hit = chance.choice(sorted(files))
    for name, content in files.items():
        plain = content.encode()
        (folder / name).write_bytes(damaged(plain, chance) if name == hit else plain)
    try:
        read(folder)
    except FileFaults as refused:
        return "refused" if refused.faults else "refused without a fault"
    return "read"


def tried(count: int) -> Counter[str]:
    """How many were read, how many refused; raises with the seed of one that was neither."""
    came: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(count):
            try:
                came[try_one(seed, Path(folder))] += 1
            except Exception as error:
                raise AssertionError(f"seed {seed}: {error!r}") from error
    return came


if __name__ == "__main__":
    print(dict(tried(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))
