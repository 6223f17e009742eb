"""Selection beside every order of the candidates, for all units of up to 6 people over a small domain. Prints JSON."""

from __future__ import annotations

import json
import os
import sys
from itertools import combinations_with_replacement
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rankdsl.population.selecting import Establishment
from tests.population.test_selecting import LINES, PEOPLE, agree, unit

LARGEST = int(os.environ.get("RANKDSL_LARGEST_UNIT", "6"))


def main() -> None:
    units, disagreements, began = 0, 0, perf_counter()
    for size in range(LARGEST + 1):
        for people in combinations_with_replacement(PEOPLE, size):
            candidates, held = unit(people)
            for lines in LINES:
                units += 1
                try:
                    agree(candidates, Establishment(lines, held))
                except AssertionError:
                    disagreements += 1
    print(json.dumps({"units": units, "disagreements": disagreements, "seconds": round(perf_counter() - began, 1)}))


if __name__ == "__main__":
    main()
