"""Lines a second from a text to its canonical text, beside only reading it, in turns. Prints JSON.

    python benchmarks/formatting.py 5

Formatting is `rankdsl.syntax.writing.formatted`: the text is read, written, and what was written is read again and
compared, as it is before a file is touched. Every tenth line of the text has a comment, for which it is written twice.
`policies`: the shipped documents one after another, which are canonical, so that only reading and writing is done.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from documents import long_text

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rankdsl.source import SourceFile  # noqa: E402
from rankdsl.syntax import parse  # noqa: E402
from rankdsl.syntax.writing import formatted  # noqa: E402

LINES = 12_000
COMMENTED = 10


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    began = perf_counter()
    work()
    return perf_counter() - began


def main() -> None:
    runs = int(sys.argv[1])
    lines = long_text(LINES).splitlines()
    text = "".join(f"{line}# 注\n" if n % COMMENTED == 0 else f"{line}\n" for n, line in enumerate(lines))
    source = SourceFile("measure.rank", text)
    canonical = formatted(source).text
    if canonical is None or canonical == text or formatted(SourceFile("again.rank", canonical)).text != canonical:
        raise AssertionError("the measuring text is not brought into a form that stays")
    policies = [
        SourceFile(path.name, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "policies").rglob("*.rank"))
    ]
    shipped = sum(source.text.count("\n") for source in policies)
    rounds = [
        (
            seconds(lambda: formatted(source)),
            seconds(lambda: parse(source)),
            seconds(lambda: [formatted(policy) for policy in policies]),
        )
        for _ in range(runs)
    ]
    ours, other, of_policies = (median(column) for column in zip(*rounds, strict=True))
    print(json.dumps({"lines": LINES, "ours": LINES / ours, "other": LINES / other, "policies": shipped / of_policies}))


if __name__ == "__main__":
    main()
